"""Summing parts over a period: whole months from the sums kept, the days at its edges from the facts.

Everything is asked in one statement, so that sums, changes not yet in them and facts are those of one moment: a figure
is exact and never older than the statement (ADR 0013).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from motcua.domain.figures.parts import Part, Sum, Term, When
from motcua.queries.figures import part_sql
from motcua.storage import statements

BEGINNING = dt.date(2000, 1, 1)  # no dossier is older
DAY = dt.timedelta(days=1)


class Key(NamedTuple):
    """What a sum is of; what was not asked to be kept apart is empty."""

    part: str
    unit: str = ""
    span: dt.date | None = None  # a day, or the first day of a month
    procedure: str = ""


@dataclass
class Asked:
    """One question: which parts, of which units (None: of all), kept apart by what."""

    parts: Sequence[Part]
    units: Collection[str] | None = None
    by_unit: bool = False
    span: str = ""  # "" | "month" | "day"
    by_procedure: bool = False
    procedures: Collection[str] | None = None
    _texts: list[str] = field(default_factory=list)
    _values: list[object] = field(default_factory=list)

    def add(self, first: dt.date, last: dt.date) -> None:
        """Add the days from first to last."""
        months = self._months(first, last)
        if months is None:
            self._facts([(first, last)])
            return
        start, end = months
        self._kept(start, end)
        self._facts([(a, b) for a, b in ((first, start - DAY), (end, last)) if a <= b])

    @property
    def _together(self) -> bool:
        """Whether all units are asked about at once: they have a sum of their own."""
        return self.units is None and not self.by_unit

    def _months(self, first: dt.date, last: dt.date) -> tuple[dt.date, dt.date] | None:
        """Return the first day of the first whole month, and the day after the last one; None where facts are asked alone."""
        detailed = self.by_procedure or self.procedures is not None
        if self.span == "day" or (detailed and not (self._together and all(p.by_procedure for p in self.parts))):
            return None
        start = first if first.day == 1 else following(first)
        end = following(last) if (last + DAY).day == 1 else last.replace(day=1)
        return (start, end) if start < end else None

    def _where(self, unit: str, procedure: str) -> str:
        text = ""
        if self.units is not None:
            text += f" AND {unit} = ANY(%s::uuid[])"
            self._values.append(sorted(self.units))
        if self.procedures is not None:
            text += f" AND {procedure} = ANY(%s::text[])"
            self._values.append(sorted(self.procedures))
        return text

    def _columns(self, unit: str, span: str, procedure: str) -> str:
        spans = span if self.span else "NULL::date"
        return f"{unit if self.by_unit else 'NULL::uuid'} AS unit, {spans} AS span, {procedure if self.by_procedure else 'NULL::text'} AS procedure"

    def _kept(self, start: dt.date, end: dt.date) -> None:
        detailed = self.by_procedure or self.procedures is not None
        plain = "procedure <> ''" if detailed else "procedure = ''"
        which = "=" if self._together else "<>"
        self._values += [[p.key for p in self.parts], start, end]
        self._texts.append(
            f"SELECT part, {self._columns('unit', 'month', 'procedure')}, amount AS n FROM figures_rollup "
            f"WHERE part = ANY(%s) AND month >= %s AND month < %s AND {plain} AND bucket = 0 AND unit {which} '{part_sql.NOBODY}'"
            + self._where("unit", "procedure")
        )
        text, values = part_sql.narrow("figures_change", self.parts, sign="f.sign")
        self._values += [*values, start, end]
        self._texts.append(
            f"SELECT part, {self._columns('unit', 'month', 'procedure')}, n FROM ({text}) c WHERE month >= %s AND month < %s"
            + self._where("unit", "procedure")
        )

    def _facts(self, stretches: Sequence[tuple[dt.date, dt.date]]) -> None:
        span = {"month": "date_trunc('month', f.\"{0}\")::date", "day": 'f."{0}"', "": "NULL::date"}[self.span]
        for first, last in stretches:
            for (day, unit), parts in part_sql.axes(self.parts).items():
                sums, names = [], []
                for i, part in enumerate(parts):
                    text, values = part_sql.amount(part)
                    sums.append(f"sum({text}) AS n{i}")
                    names.append(f"('{part.key}', n{i})")
                    self._values.extend(values)
                columns = self._columns(f'f."{unit}"', span.format(day), "f.procedure_code")
                self._values += [first, last]
                inner = (
                    f'SELECT {columns}, {", ".join(sums)} FROM figures_fact f WHERE f."{day}" >= %s AND f."{day}" <= %s'
                    + self._where(f'f."{unit}"', "f.procedure_code") + " GROUP BY 1, 2, 3"
                )  # fmt: skip
                self._texts.append(
                    f"SELECT v.part, g.unit, g.span, g.procedure, v.n FROM ({inner}) g "
                    f"CROSS JOIN LATERAL (VALUES {', '.join(names)}) v(part, n) WHERE v.n <> 0"
                )

    def text(self) -> str:
        """Return the one statement of the question."""
        return f"SELECT part, unit::text, span, procedure, sum(n)::bigint FROM ({' UNION ALL '.join(self._texts)}) s GROUP BY 1, 2, 3, 4"

    def values(self) -> list[object]:
        """Return the values for its places."""
        return self._values

    def answer(self) -> dict[Key, int]:
        """Return the sums that are not 0."""
        return {
            Key(part, unit or "", span, procedure or ""): total  # type: ignore[arg-type, misc]
            for part, unit, span, procedure, total in statements.run(self.text(), self.values()) if total
        }


def totals(
    parts: Iterable[Part], *, first: dt.date, last: dt.date, units: Collection[str] | None = None, by_unit: bool = False,
    span: str = "", by_procedure: bool = False, procedures: Collection[str] | None = None, today: dt.date | None = None,
) -> dict[Key, int]:  # fmt: skip
    """Return what happened from first to last, both included, by part and by whatever is to be kept apart.

    `units` are ids; None counts all. `span` is "", "month" or "day". Sums of 0 are left out. Parts that count only once
    their day is over end with the day before `today`; without it the whole period is over.
    """
    wanted = list(dict.fromkeys(parts))
    running = [p for p in wanted if p.over] if today is not None and last >= today else []
    found: dict[Key, int] = {}
    for chosen, end in (([p for p in wanted if p not in running], last), (running, min(last, (today or last) - DAY))):
        if chosen and first <= end:
            asked = Asked(chosen, units, by_unit, span, by_procedure, procedures)
            asked.add(first, end)
            found |= asked.answer()
    return found


def of_terms(
    sums: Iterable[Sum], *, first: dt.date, last: dt.date, units: Collection[str] | None = None, by_unit: bool = False,
    by_procedure: bool = False, procedures: Collection[str] | None = None, today: dt.date | None = None,
) -> dict[tuple[str, str], dict[Term, int]]:  # fmt: skip
    """Return the plain amount of every term of the sums, by unit and procedure (empty where they are not kept apart)."""
    found: dict[tuple[str, str], dict[Term, int]] = defaultdict(lambda: defaultdict(int))
    wanted = {Term(t.part, t.when) for one in sums for t in one}
    for when in When:
        begin, end = {When.DURING: (first, last), When.BEFORE: (BEGINNING, first - DAY), When.UNTIL: (BEGINNING, last)}[when]
        parts = {t.part.key: t for t in wanted if t.when is when}
        for key, total in totals(
            (t.part for t in parts.values()), first=begin, last=end, units=units, by_unit=by_unit, by_procedure=by_procedure,
            procedures=procedures, today=today,
        ).items():  # fmt: skip
            found[key.unit, key.procedure][parts[key.part]] = total
    return found


def by_span(
    sums: Iterable[Sum], *, first: dt.date, last: dt.date, span: str, units: Collection[str] | None = None, by_unit: bool = False,
    today: dt.date | None = None,
) -> tuple[list[Term], dict[tuple[str, dt.date], list[int]]]:  # fmt: skip
    """Return the terms, and the amount of each by unit and day or month; what stands at the end of a span is added up on the way.

    A span is told by its first day; a month at an edge holds only the days within the period. A unit's spans without
    anything are left out where units are kept apart.
    """
    wanted = list({Term(t.part, t.when) for one in sums for t in one})
    running = {t.part for t in wanted if t.when is not When.DURING}
    if not wanted:
        return [], {}
    days = spans(first, last, span)
    place = {day: i for i, day in enumerate(days)}
    moved: dict[tuple[str, str], list[int]] = {}
    flows = totals((t.part for t in wanted), first=first, last=last, units=units, by_unit=by_unit, span=span, today=today)
    for key, amount in flows.items():
        if key.span in place:
            moved.setdefault((key.part, key.unit), [0] * len(days))[place[key.span]] = amount
    before = {(k.part, k.unit): n for k, n in totals(running, first=BEGINNING, last=first - DAY, units=units, by_unit=by_unit, today=today).items()}
    nothing = [0] * len(days)
    found: dict[tuple[str, dt.date], list[int]] = {}
    for unit in {unit for _part, unit in (*moved, *before)} or {""}:
        columns = []
        for term in wanted:
            flow = moved.get((term.part.key, unit), nothing)
            if term.when is When.DURING:
                columns.append(flow)
                continue
            stood = list(accumulate(flow, initial=before.get((term.part.key, unit), 0)))
            columns.append(stood[1:] if term.when is When.UNTIL else stood[:-1])
        for day, amounts in zip(days, zip(*columns, strict=True), strict=True):
            if not by_unit or any(amounts):
                found[unit, day] = list(amounts)
    return wanted, found


def spans(first: dt.date, last: dt.date, span: str) -> list[dt.date]:
    """Return the days of a period, or the first days of its months."""
    if span == "day":
        return [first + dt.timedelta(days=i) for i in range((last - first).days + 1)]
    found, start = [], first.replace(day=1)
    while start <= last:
        found.append(start)
        start = following(start)
    return found


def following(day: dt.date) -> dt.date:
    """Return the first day of the next month."""
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def spread(part: Part, *, first: dt.date, last: dt.date, units: Collection[str] | None = None, by_unit: bool = False) -> Mapping[str, dict[int, int]]:
    """Return how often each value of a part with buckets was seen, by unit ("" where not kept apart)."""
    text, values = part_sql.amount(part)
    start = first if first.day == 1 else following(first)
    end = following(last) if (last + DAY).day == 1 else last.replace(day=1)
    parts: list[str] = []
    given: list[object] = []
    which = "=" if units is None and not by_unit else "<>"
    here = "" if units is None else " AND {} = ANY(%s::uuid[])"
    more = [] if units is None else [sorted(units)]
    if start < end:
        parts.append(f"SELECT unit, bucket, amount AS n FROM figures_rollup WHERE part = %s AND procedure = '' AND unit {which} '{part_sql.NOBODY}' AND month >= %s AND month < %s" + here.format("unit"))
        given += [part.key, start, end, *more]
        tail, tail_values = part_sql.narrow("figures_change", [part], sign="f.sign")
        parts.append(f"SELECT unit, bucket, n FROM ({tail}) c WHERE month >= %s AND month < %s" + here.format("unit"))
        given += [*tail_values, start, end, *more]
    edges = [(first, start - DAY), (end, last)] if start < end else [(first, last)]
    for a, b in edges:
        if a <= b:
            parts.append(
                f'SELECT f."{part.unit}" AS unit, f."{part.bucket}" AS bucket, {text} AS n FROM figures_fact f WHERE f."{part.day}" BETWEEN %s AND %s'
                + here.format(f'f."{part.unit}"')
            )
            given += [*values, a, b, *more]
    kept = "unit" if by_unit else "NULL::uuid"
    found: dict[str, dict[int, int]] = defaultdict(dict)
    query = f"SELECT {kept}, bucket, sum(n)::bigint FROM ({' UNION ALL '.join(parts)}) s WHERE n <> 0 GROUP BY 1, 2"
    for unit, bucket, total in statements.run(query, given):
        if total:
            found[str(unit or "")][int(str(bucket))] = int(str(total))
    return found
