"""`python -m bench.published`: every published unit of the national index and every published table, from dossiers made to their counts.

The ordinary tests make the small ones; here are all of them, up to 660,000 dossiers a table, through the whole engine.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from bench.__main__ import ROOM, _surroundings

SHARED = Path(os.environ.get("MOTCUA_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


def main() -> int:
    """Make each in turn, compare, take it back, and return 1 where anything differs from what was printed."""
    _surroundings()
    from motcua.cli import private_database, surroundings

    surroundings.keys()
    database = private_database.start(place=ROOM / "published", fsync=False, fresh=True)
    try:
        for name in ("DATABASE_OWNER_URL", "DATABASE_URL"):
            os.environ[name] = database.url(role=private_database.OWNER)
        import django

        django.setup()
        from django.core.management import call_command

        from motcua.services import maintenance

        call_command("migrate", interactive=False, verbosity=0, run_syncdb=True)
        maintenance.take_time()
        wrong = _tables() + _units()
    finally:
        database.stop()
    for line in wrong:
        print(f"✗ {line}")
    return 1 if wrong else 0


def _tables() -> list[str]:
    from tests.published_tables import LARGE, TABLES, compare

    wrong = []
    for table in [*TABLES, *LARGE]:
        started = time.perf_counter()
        differs = _taken_back(lambda table=table: compare(table))  # type: ignore[misc]
        wrong += differs
        _say(differs, sum(count for count, _kind in table.dossiers), time.perf_counter() - started, table.name)
    return wrong


def _units() -> list[str]:
    from tests import index_units

    published = index_units.published(SHARED / "kpi" / "index_766_units.csv")
    if not published:
        print("  the published units of the national index are not here: MOTCUA_SHARED_DATA says where the shared test data are")
        return []
    wrong, scores = [], 0
    for one in published:
        started = time.perf_counter()
        differs = _taken_back(lambda one=one: index_units.compare(one))  # type: ignore[misc]
        wrong, scores = wrong + differs, scores + len(one.counts) + len(one.groups)
        _say(differs, one.total, time.perf_counter() - started, one.code)
    print(f"» {len(published)} units, {scores} published counts and groups, {len(wrong)} differ")
    return wrong


def _say(differs: list[str], count: int, seconds: float, name: str) -> None:
    print(f"{'✗' if differs else '✓'} {count:>9,} dossiers {seconds:6.1f} s  {name}", flush=True)


def _taken_back(work) -> list[str]:  # type: ignore[no-untyped-def]
    from django.db import transaction

    from motcua.queries import configuration

    configuration.forget()
    with transaction.atomic():
        wrong: list[str] = work()
        transaction.set_rollback(True)
    configuration.forget()
    return wrong


if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parent.parent / place) for place in ("src", "")]
    raise SystemExit(main())
