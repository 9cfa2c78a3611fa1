"""Looking after the database: what the working role may do, whether everything is ready."""

from __future__ import annotations

from django.db import connection

WORKING_ROLE = "motcua_app"
APPEND_ONLY = ("ledger_entry", "ledger_seal", "ledger_readingblock")

_GRANTS = """
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {role};
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role};
"""


def take_time() -> None:
    """Lift the limit on the time of a statement for this connection: building an index may take long."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")


def grant_working_role() -> bool:
    """Give the working role what it needs and take from it what it must never do to the ledger.

    Returns False where the role does not exist (a database given from outside with one role only).
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [WORKING_ROLE])
        if cursor.fetchone() is None:
            return False
        cursor.execute(_GRANTS.format(role=WORKING_ROLE))
        for table in APPEND_ONLY:
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {WORKING_ROLE}")
        cursor.execute(f"REVOKE DELETE, TRUNCATE ON ledger_reading FROM {WORKING_ROLE}")
    return True


_migrated = False  # once true it stays so for this process


def database_answers() -> bool:
    """Return whether the database answers and every migration has been applied."""
    global _migrated
    if not _migrated:
        from django.db.migrations.executor import MigrationExecutor

        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return _migrated
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True
