"""The dossiers behind a number: the same parts, asked of each fact, so that the list is as long as the number says."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection

from motcua.domain.figures.facts import DAYS
from motcua.domain.figures.indicators._indicator import Indicator
from motcua.domain.figures.parts import EVERY, Sum, Term, When
from motcua.domain.where import Where
from motcua.queries.figures import part_sql
from motcua.storage import conditions, statements

HIT, MISS, ALL = "hit", "miss", "all"


def ids(
    indicator: Indicator, which: str, *, first: dt.date, last: dt.date, units: Collection[str] | None, limit: int,
    after: uuid.UUID | None = None, procedure: str = "", today: dt.date | None = None,
) -> list[uuid.UUID]:  # fmt: skip
    """Return dossiers of an indicator, the newest first: those that hit, those that miss, or all of the population.

    `after` goes on below a dossier. An indicator without a population has hits alone. Raises KeyError for another `which`.
    """
    wanted = {HIT: indicator.hit, ALL: indicator.population or indicator.hit, MISS: indicator.population}[which]
    text, values = _counted(wanted, first, last, units, today)
    if which == MISS:
        less, more = _counted(indicator.hit, first, last, units, today)
        text, values = f"({text}) - ({less})", [*values, *more]
    where, given = f"({text}) > 0", values
    if after is not None:
        where, given = f"{where} AND f.dossier_id < %s", [*given, after]
    if procedure:
        where, given = f"{where} AND f.procedure_code = %s", [*given, procedure]
    found = statements.run(f"SELECT f.dossier_id FROM figures_fact f WHERE {where} ORDER BY f.dossier_id DESC LIMIT {int(limit)}", given)
    return [uuid.UUID(str(row[0])) for row in found]


def of_sum(
    wanted: Sum, *, first: dt.date, last: dt.date, units: Collection[str] | None, limit: int, after: uuid.UUID | None = None, reached: str = "",
    within: Where = EVERY,
) -> list[uuid.UUID]:  # fmt: skip
    """Return dossiers that add to a sum, the newest first.

    `after` goes on below a dossier. `reached` names a day that has come until the end of the period for every one of
    them, none of which ended before it, and `within` is true of each: so that only those are looked at. Raises
    ValueError for what is no day of a fact.
    """
    text, given = _counted(wanted, first, last, units, None)
    if reached and reached not in DAYS:
        raise ValueError(reached)
    if reached:
        narrow, values = conditions.to_sql(within, table="f", columns=part_sql.COLUMNS)
        near, before = f'f."{reached}" <= %s AND (f.ended_on IS NULL OR f.ended_on >= %s) AND {narrow}', [last, first, *values]
    else:
        near, before = _near(wanted, first, last, units)
    where, values = f"({near}) AND ({text}) > 0", [*before, *given]
    if after is not None:
        where, values = f"{where} AND f.dossier_id < %s", [*values, after]
    found = statements.run(f"SELECT f.dossier_id FROM figures_fact f WHERE {where} ORDER BY f.dossier_id DESC LIMIT {int(limit)}", values)
    return [uuid.UUID(str(row[0])) for row in found]


def _counted(wanted: Sum, first: dt.date, last: dt.date, units: Collection[str] | None, today: dt.date | None) -> tuple[str, list[object]]:
    texts, values = [], []
    for term in wanted:
        text, given = _term(term, first, last, units, today)
        texts.append(text)
        values.extend(given)
    return " + ".join(texts) or "0", values


def _near(wanted: Sum, first: dt.date, last: dt.date, units: Collection[str] | None) -> tuple[str, list[object]]:
    """Return what every dossier of a sum is at least: said plainly, so that indexes find them."""
    texts, values = [], []
    for term in wanted:
        if term.times > 0:
            days, given = _days(term, first, last)
            said, more = conditions.to_sql(term.part.where, table="f", columns=part_sql.COLUMNS)
            unit = f' AND f."{term.part.unit}" = ANY(%s::uuid[])' if units is not None else ""
            texts.append(f"({days}{unit} AND {said})")
            values += [*given, *([sorted(units)] if units is not None else []), *more]
    return " OR ".join(texts) or "FALSE", values


def _days(term: Term, first: dt.date, last: dt.date) -> tuple[str, list[object]]:
    day = f'f."{term.part.day}"'
    return {
        When.DURING: (f"{day} BETWEEN %s AND %s", [first, last]), When.BEFORE: (f"{day} < %s", [first]), When.UNTIL: (f"{day} <= %s", [last]),
    }[term.when]  # fmt: skip


def _term(term: Term, first: dt.date, last: dt.date, units: Collection[str] | None, today: dt.date | None) -> tuple[str, list[object]]:
    part = term.part
    if part.over and today is not None:
        first, last = min(first, today), min(last, today - dt.timedelta(days=1))
    counted, values = part_sql.amount(part)
    days, given = _days(term, first, last)
    text, more = f"WHEN {days}", list(given)
    if units is not None:
        text += f' AND f."{part.unit}" = ANY(%s::uuid[])'
        more.append(sorted(units))
    return f"COALESCE(CASE {text} THEN ({counted}) * {term.times} END, 0)", [*more, *values]
