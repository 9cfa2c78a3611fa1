"""Keeping the sums: what changed is folded into them every few seconds; with another table of parts they are made anew."""

from __future__ import annotations

import datetime as dt
from functools import cache

from django.db import connection, transaction

from motcua.domain.figures import counted
from motcua.queries.figures import part_sql
from motcua.storage import statements
from motcua.storage.figures.models import Folded

_ALONE = "LOCK TABLE figures_folded IN EXCLUSIVE MODE"  # one folder at a time
_INTO = "INSERT INTO figures_rollup (part, span, start, unit, procedure, bucket, amount)"


@cache
def _fold_text() -> tuple[str, tuple[object, ...]]:
    made = part_sql.summed("taken", counted.PARTS, sign="f.sign")
    values = [value for _text, given in made for value in given]
    return (
        "WITH taken AS (DELETE FROM figures_change WHERE id = ANY(SELECT id FROM figures_change ORDER BY id LIMIT %s) RETURNING *), "
        f"summed AS ({_INTO} SELECT {part_sql.NARROW}, sum(n) FROM ({' UNION ALL '.join(text for text, _given in made)}) c "
        "GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0 "
        "ON CONFLICT (part, span, procedure, bucket, unit, start) DO UPDATE SET amount = figures_rollup.amount + EXCLUDED.amount RETURNING 1) "
        "SELECT (SELECT count(*) FROM taken), (SELECT count(*) FROM summed)"
    ), tuple(values)


def fold(*, at: dt.datetime, most: int = 20_000) -> int:
    """Fold up to so many changes into the sums and return how many there were; makes the sums anew where the parts are others."""
    if not Folded.objects.filter(parts=part_sql.digest()).exists():
        make_anew(at=at)
        return 0
    if not statements.run("SELECT 1 FROM figures_change LIMIT 1", []):
        return 0
    with transaction.atomic():
        statements.run(_ALONE, [])
        text, values = _fold_text()
        return int(str(statements.run(text, [str(most), *values])[0][0]))


def make_anew(*, at: dt.datetime) -> int:
    """Make every sum anew from the facts of one moment and return how many there are; nobody waits for it.

    What is changed meanwhile is committed with its change, which is not seen here and stays to be folded.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(_ALONE)  # before the snapshot is taken: a lock on a table takes none
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 2")
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute("DELETE FROM figures_change")
        cursor.execute("DELETE FROM figures_rollup")
        made = 0
        for text, values in recount():
            cursor.execute(f"{_INTO} SELECT * FROM ({text}) c ORDER BY 1, 2, 5, 6, 4, 3", values)  # in the order of the index
            made += int(cursor.rowcount)
        Folded.objects.update_or_create(id=1, defaults={"parts": part_sql.digest(), "made_at": at})
    return made


def recount() -> list[tuple[str, list[object]]]:
    """Return SELECTs that give every sum from the facts alone."""
    return part_sql.summed("figures_fact", counted.PARTS)


def tail() -> list[tuple[str, list[object]]]:
    """Return SELECTs of what the changes not yet in the sums add to them."""
    return part_sql.summed("figures_change", counted.PARTS, sign="f.sign")
