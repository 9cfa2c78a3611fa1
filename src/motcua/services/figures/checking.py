"""Whether the figures are what the dossiers and the ledger say: recomputed from both, and every difference named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection, transaction

from motcua.domain.figures.facts import NAMES
from motcua.queries.figures import part_sql
from motcua.services.figures import folding
from motcua.storage.figures.models import Check

Timer = Callable[[], float]  # seconds, from wherever they are counted
SHOWN = 20  # differences named a kind

# What the ledger says of a dossier by its typed columns alone: the last status, how often papers were asked for, and
# whether its fact agrees. A dossier is void, practised or linked by its own row.
_BY_LEDGER = """
WITH said AS (
  SELECT e.chain,
    (array_agg(e.after ORDER BY e.no DESC) FILTER (WHERE e.after IS NOT NULL))[1] AS status,
    count(*) FILTER (WHERE e.action IN ('ask_intake', 'ask_papers')) AS asked,
    bool_or(e.action = 'rate') AS rated
  FROM ledger_entry e GROUP BY e.chain
)
SELECT d.code, CASE
  WHEN s.chain IS NULL THEN 'no_entry'
  WHEN s.status IS DISTINCT FROM d.status THEN 'status'
  WHEN (s.status IN (3, 7, 8, 9, 10)) IS DISTINCT FROM (f.ended_on IS NOT NULL) THEN 'ended'
  WHEN s.asked IS DISTINCT FROM f.supplements::bigint THEN 'supplements'
  WHEN s.rated AND f.rating IS NULL THEN 'rating'
END AS what
FROM dossiers_dossier d
JOIN figures_fact f ON f.dossier_id = d.id
LEFT JOIN said s ON s.chain = d.id
"""


@dataclass
class Report:
    """What was found: how many dossiers and sums were compared, and the differences by kind with examples."""

    dossiers: int = 0
    sums: int = 0
    seconds: float = 0.0
    differences: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Return whether nothing differs."""
        return not self.differences

    def found(self, kind: str, what: str) -> None:
        """Note one difference."""
        self.differences[kind] = self.differences.get(kind, 0) + 1
        if len(self.examples.setdefault(kind, [])) < SHOWN:
            self.examples[kind].append(what)


def verify(*, timer: Timer) -> Report:
    """Recompute facts from the dossiers, sums from the facts, and compare the facts with the ledger; all of one moment.

    A dossier in a wrong state stops nothing: it is named and the rest is compared.
    """
    started = timer()
    report = Report()
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT count(*) FROM figures_fact")
        report.dossiers = int(cursor.fetchone()[0])
        _facts(cursor, report)
        _sums(cursor, report)
        cursor.execute(f"SELECT code, what FROM ({_BY_LEDGER}) c WHERE what IS NOT NULL")
        for code, what in cursor.fetchall():
            report.found(f"ledger_{what}", str(code))
    report.seconds = timer() - started
    return report


def verify_and_keep(*, at: dt.datetime, timer: Timer) -> Report:
    """Verify, and keep what was found: the health page shows the last one."""
    report = verify(timer=timer)
    Check.objects.create(
        at=at, seconds=report.seconds, dossiers=report.dossiers, sums=report.sums, differences=report.differences, examples=report.examples
    )
    return report


def mend(*, at: dt.datetime) -> int:
    """Write every fact that is not what its dossier says, make the sums anew, and return how many facts were written."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(f"SELECT count(*) FROM (SELECT figures_keep(x.dossier_id) FROM ({_differing()}) x) k")
        written = int(cursor.fetchone()[0])
    folding.make_anew(at=at)
    return written


def _differing() -> str:
    names = ", ".join(NAMES)
    return (
        f"SELECT DISTINCT dossier_id FROM ((SELECT {names} FROM figures_reading EXCEPT SELECT {names} FROM figures_fact) "
        f"UNION ALL (SELECT {names} FROM figures_fact EXCEPT SELECT {names} FROM figures_reading)) x"
    )


def _facts(cursor, report: Report) -> None:  # type: ignore[no-untyped-def]
    cursor.execute(f"SELECT d.code FROM ({_differing()}) x JOIN dossiers_dossier d ON d.id = x.dossier_id")
    for (code,) in cursor.fetchall():
        report.found("fact", str(code))


def _sums(cursor, report: Report) -> None:  # type: ignore[no-untyped-def]
    """Compare the sums kept, with the changes not yet in them, with those made from the facts now."""
    cursor.execute("CREATE TEMP TABLE IF NOT EXISTS figures_recount (LIKE figures_rollup) ON COMMIT DROP")
    cursor.execute("ALTER TABLE figures_recount ALTER id DROP NOT NULL")
    cursor.execute("TRUNCATE figures_recount")
    for text, values in folding.recount():
        cursor.execute(f"INSERT INTO figures_recount ({part_sql.NARROW}, amount) {text}", values)
        report.sums += int(cursor.rowcount)
    tail = folding.tail()
    changes = " UNION ALL ".join(f"SELECT {part_sql.NARROW}, n FROM ({text}) t{i}" for i, (text, _values) in enumerate(tail))
    cursor.execute(
        f"SELECT {part_sql.NARROW}, sum(amount) FROM (SELECT {part_sql.NARROW}, amount FROM figures_rollup UNION ALL "
        f"SELECT {part_sql.NARROW}, n FROM ({changes}) c UNION ALL "
        f"SELECT {part_sql.NARROW}, -amount FROM figures_recount) c GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(amount) <> 0 "
        "ORDER BY abs(sum(amount)) DESC, 1, 2, 3",  # the largest first
        [value for _text, values in tail for value in values],
    )
    for part, span, start, unit, procedure, _bucket, by in cursor.fetchall():
        report.found("sum", f"{part} {span} {start:%d/%m/%Y} {unit} {procedure} {int(by):+d}".replace("  ", " "))
