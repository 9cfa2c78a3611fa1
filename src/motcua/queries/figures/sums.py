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

from django.db import transaction

from motcua.domain.figures.parts import Part, Sum, Term, When
from motcua.queries.figures import part_sql
from motcua.storage import statements

BEGINNING = dt.date(2000, 1, 1)  # no dossier is older
DAY = dt.timedelta(days=1)
DAYS_HAPPENED = ("filed_on", "accepted_on", "ended_on")  # never in the future


class Key(NamedTuple):
    """What a sum is of; what was not asked to be kept apart is empty."""

    part: str
    unit: str = ""
    span: dt.date | None = None  # a day, or the first day of a month
    procedure: str = ""


class Newest:
    """The last day on which anything has happened, looked up once for the questions of one figure."""

    def __init__(self) -> None:
        self._days: dict[str, dt.date | None] = {}

    def of(self, day: str, otherwise: dt.date) -> dt.date:
        """Return it for one of the days of a fact; `otherwise` for a day that may lie in the future."""
        if day not in DAYS_HAPPENED:
            return otherwise
        if not self._days:
            names = [f'(SELECT max("{name}") FROM figures_fact)' for name in DAYS_HAPPENED]
            self._days = dict(zip(DAYS_HAPPENED, statements.run(f"SELECT {', '.join(names)}", [])[0], strict=True))  # type: ignore[arg-type]
        return self._days[day] or BEGINNING


@dataclass
class Asked:
    """One question: which parts, of which units (None: of all), kept apart by what."""

    parts: Sequence[Part]
    units: Collection[str] | None = None
    by_unit: bool = False
    span: str = ""  # "" | "month" | "day"
    by_procedure: bool = False
    procedures: Collection[str] | None = None
    newest: Newest = field(default_factory=Newest)
    _texts: list[str] = field(default_factory=list)
    _values: list[object] = field(default_factory=list)

    def add(self, first: dt.date, last: dt.date) -> None:
        """Add the days from first to last."""
        for axis, parts in part_sql.axes(self.parts).items():
            if self._from_facts(parts):
                self._facts(axis, parts, first, last)
                continue
            if self._together and not self._detailed:
                start, end = whole_months(first, last) if self.span != "day" else (last, last)
                edges = ((first, start - DAY), (end, last)) if start < end else ((first, last),)
                self._kept(parts, self._split(start, end, [(a, b) for a, b in edges if a <= b]))
                self._changes(parts, first, last)
                continue
            start, end, cuts = self.cut(axis, first, last)
            if start < end:
                self._kept(parts, self._split(start, end, []))
                self._changes(parts, start, end - DAY)
            for sign, begin, until in cuts:
                self._facts(axis, parts, begin, until, sign)

    def _split(self, start: dt.date, end: dt.date, days: list[tuple[dt.date, dt.date]]) -> list[tuple[str, dt.date, dt.date]]:
        """Return the stretches of sums to add: whole years where months are not kept apart, months, and the given days."""
        found = [(part_sql.EACH_DAY, a, b + DAY) for a, b in days]
        if start >= end:
            return found
        years = (start if (start.month, start.day) == (1, 1) else dt.date(start.year + 1, 1, 1), dt.date(end.year, 1, 1))
        if self.span or self._detailed or years[0] >= years[1]:
            return [*found, (part_sql.MONTH, start, end)]
        months = [(a, b) for a, b in ((start, years[0]), (years[1], end)) if a < b]
        return [*found, (part_sql.YEAR, *years), *((part_sql.MONTH, a, b) for a, b in months)]

    @property
    def _together(self) -> bool:
        """Whether all units are asked about at once: they have sums of their own, by month and by day."""
        return self.units is None and not self.by_unit

    @property
    def _detailed(self) -> bool:
        return self.by_procedure or self.procedures is not None

    def _from_facts(self, parts: Sequence[Part]) -> bool:
        """Whether no sum is kept of what is asked."""
        if self._detailed:
            return self.span == "day" or not (self._together and all(p.by_procedure for p in parts))
        return self.span == "day" and not self._together

    def cut(self, axis: tuple[str, str], first: dt.date, last: dt.date) -> tuple[dt.date, dt.date, list[tuple[int, dt.date, dt.date]]]:
        """Return the whole months (up to a day that is not in them), and the days at the edges to add (1) or take away (-1).

        Of a month at the edge the smaller side is read: its days within, or the whole month less its days without.
        """
        begin, until = first.replace(day=1), following(last) - DAY
        start, end = whole_months(first, last)
        if start > end:  # within one month
            before, behind = first - begin, self._filled(axis, last, until)
            if (before + behind) >= last - first:
                return first, first, [(1, first, last)]
            start, end = begin, until + DAY
            return start, end, [(-1, a, b) for a, b in ((begin, first - DAY), (last + DAY, until)) if a <= b]
        edges = []
        if first != begin:
            if first - begin < start - DAY - first:
                edges.append((-1, begin, first - DAY))
                start = begin
            else:
                edges.append((1, first, start - DAY))
        if last != until:
            if self._filled(axis, last, until) < last - end:
                edges.append((-1, last + DAY, until))
                end = until + DAY
            else:
                edges.append((1, end, last))
        return start, end, edges

    def _filled(self, axis: tuple[str, str], last: dt.date, until: dt.date) -> dt.timedelta:
        """Return how many days after last hold anything: none where nothing has happened later yet."""
        newest = self.newest.of(axis[0], until)
        return max(min(newest, until) - last, dt.timedelta(0))

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

    def _kept(self, parts: Sequence[Part], stretches: Sequence[tuple[str, dt.date, dt.date]]) -> None:
        plain = "procedure <> ''" if self._detailed else "procedure = ''"
        whose = "=" if self._together else ">"
        span = "date_trunc('month', start)::date" if self.span == "month" else "start"
        for kind, start, end in stretches:
            self._values += [[p.key for p in parts], start, end]
            self._texts.append(
                f"SELECT part, {self._columns('unit', span if kind == part_sql.EACH_DAY else 'start', 'procedure')}, amount AS n FROM figures_rollup "
                f"WHERE part = ANY(%s) AND span = '{kind}' AND unit {whose} '{part_sql.NOBODY}' AND start >= %s AND start < %s AND {plain} AND bucket = 0"
                + self._where("unit", "procedure")
            )

    def _changes(self, parts: Sequence[Part], first: dt.date, last: dt.date) -> None:
        """Add what has changed since the sums were made."""
        text, values = part_sql.narrow("figures_change", parts, sign="f.sign")
        self._values += [*values, first, last]
        self._texts.append(
            f"SELECT part, {self._columns('unit', 'day' if self.span == 'day' else 'month', 'procedure')}, n FROM ({text}) c "
            "WHERE day >= %s AND day <= %s" + self._where("unit", "procedure")
        )

    def _facts(self, axis: tuple[str, str], parts: Sequence[Part], first: dt.date, last: dt.date, sign: int = 1) -> None:
        day, unit = axis
        span = {"month": f"date_trunc('month', f.\"{day}\")::date", "day": f'f."{day}"', "": "NULL::date"}[self.span]
        sums = []
        for i, part in enumerate(parts):
            text, values = part_sql.total(part)
            sums.append(f"{text} AS n{i}")
            self._values.extend(values)
        names = ", ".join(f"('{part.key}', n{i})" for i, part in enumerate(parts))
        self._values += [first, last]
        columns = self._columns(f'f."{unit}"', span, "f.procedure_code")
        inner = (
            f"SELECT {columns}, {', '.join(sums)} FROM figures_fact f "
            f'WHERE f."{day}" >= %s AND f."{day}" <= %s AND f."{unit}" IS NOT NULL' + self._where(f'f."{unit}"', "f.procedure_code") + " GROUP BY 1, 2, 3"
        )  # fmt: skip
        less = "-" if sign < 0 else ""
        self._texts.append(
            f"SELECT v.part, g.unit, g.span, g.procedure, {less}v.n FROM ({inner}) g CROSS JOIN LATERAL (VALUES {names}) v(part, n) WHERE v.n <> 0"
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

    def series(self, first: dt.date, count: int) -> dict[tuple[str, str], list[int]]:
        """Return the sums of every part and unit, one a span from the one that holds `first` on."""
        start = first if self.span == "day" else first.replace(day=1)
        place = "span - %s::date" if self.span == "day" else "((extract(year FROM span) * 12 + extract(month FROM span)) - %s)::int"
        base: object = start if self.span == "day" else start.year * 12 + start.month
        text = (
            f"SELECT part, unit, array_agg({place}), array_agg(n) FROM (SELECT part, unit, span, sum(n)::bigint AS n "
            f"FROM ({' UNION ALL '.join(self._texts)}) s GROUP BY 1, 2, 3) t GROUP BY 1, 2"
        )
        found: dict[tuple[str, str], list[int]] = {}
        for part, unit, places, amounts in statements.run(text, [base, *self._values]):
            flow = found[str(part), str(unit or "")] = [0] * count
            for i, amount in zip(places, amounts, strict=True):  # type: ignore[call-overload]
                flow[i] = amount
        return found


def totals(
    parts: Iterable[Part], *, first: dt.date, last: dt.date, units: Collection[str] | None = None, by_unit: bool = False,
    span: str = "", by_procedure: bool = False, procedures: Collection[str] | None = None, newest: Newest | None = None,
) -> dict[Key, int]:  # fmt: skip
    """Return what happened from first to last, both included, by part and by whatever is to be kept apart.

    `units` are ids; None counts all. `span` is "", "month" or "day". Sums of 0 are left out.
    """
    wanted = list(dict.fromkeys(parts))
    if not wanted or first > last:
        return {}
    asked = Asked(wanted, units, by_unit, span, by_procedure, procedures, newest or Newest())
    asked.add(first, last)
    return asked.answer()


def of_terms(
    sums: Iterable[Sum], *, first: dt.date, last: dt.date, units: Collection[str] | None = None, by_unit: bool = False,
    by_procedure: bool = False, procedures: Collection[str] | None = None,
) -> dict[tuple[str, str], dict[Term, int]]:  # fmt: skip
    """Return the plain amount of every term of the sums, by unit and procedure (empty where they are not kept apart)."""
    found: dict[tuple[str, str], dict[Term, int]] = defaultdict(lambda: defaultdict(int))
    wanted, newest = {Term(t.part, t.when) for one in sums for t in one}, Newest()
    for when in When:
        begin, end = {When.DURING: (first, last), When.BEFORE: (BEGINNING, first - DAY), When.UNTIL: (BEGINNING, last)}[when]
        parts = {t.part.key: t for t in wanted if t.when is when}
        for key, total in totals(
            (t.part for t in parts.values()), first=begin, last=end, units=units, by_unit=by_unit, by_procedure=by_procedure,
            procedures=procedures, newest=newest,
        ).items():  # fmt: skip
            found[key.unit, key.procedure][parts[key.part]] = total
    return found


def by_span(
    sums: Iterable[Sum], *, first: dt.date, last: dt.date, span: str, units: Collection[str] | None = None, by_unit: bool = False,
) -> tuple[list[Term], dict[str, list[list[int]]]]:  # fmt: skip
    """Return the terms, and of each unit the amount of each term by day or month, as `spans` names them.

    What stands at the end of a span is added up on the way; a month at an edge holds only the days within the period.
    Units without anything are left out where units are kept apart.
    """
    wanted = list({Term(t.part, t.when) for one in sums for t in one})
    running = {t.part for t in wanted if t.when is not When.DURING}
    if not wanted:
        return [], {}
    asked = Asked(list(dict.fromkeys(t.part for t in wanted)), units, by_unit, span, newest=(newest := Newest()))
    asked.add(first, last)
    moved = asked.series(first, len(spans(first, last, span)))
    before = {(k.part, k.unit): n for k, n in totals(running, first=BEGINNING, last=first - DAY, units=units, by_unit=by_unit, newest=newest).items()}
    nothing = [0] * len(spans(first, last, span))
    found: dict[str, list[list[int]]] = {}
    for unit in {unit for _part, unit in (*moved, *before)} or {""}:
        columns = found[unit] = []
        for term in wanted:
            flow = moved.get((term.part.key, unit), nothing)
            if term.when is not When.DURING:
                stood = list(accumulate(flow, initial=before.get((term.part.key, unit), 0)))
                flow = stood[1:] if term.when is When.UNTIL else stood[:-1]
            columns.append(flow)
    return wanted, found


def procedures(
    parts: Sequence[Part], *, first: dt.date, last: dt.date, groups: Mapping[str, Collection[str]]
) -> dict[str, dict[str, set[str]]]:
    """Return which procedures had something of each part in a period, by group of units (name -> ids) and part.

    The parts count on one day and one unit. No sum is kept by unit and procedure: the facts of the period are read once.
    """
    [((day, unit), _parts)] = part_sql.axes(parts).items()
    pairs = [(place, one) for place, inner in enumerate(groups.values()) for one in inner]
    marks, values = [], list[object]()
    for i, part in enumerate(parts):
        text, given = part_sql.total(part)
        marks.append(f"({text} > 0)::int * {1 << i}")
        values.extend(given)
    with transaction.atomic():
        statements.run("SET LOCAL max_parallel_workers_per_gather = 2", [])
        rows = statements.run(
            f"SELECT g.place, array_agg(procedure), array_agg(marks) FROM (SELECT f.\"{unit}\" AS unit, f.procedure_code AS procedure, "
            f"{' + '.join(marks)} AS marks FROM figures_fact f WHERE f.\"{day}\" BETWEEN %s AND %s GROUP BY 1, 2) c "
            "JOIN unnest(%s::int[], %s::uuid[]) g(place, unit) USING (unit) GROUP BY 1",
            [*values, first, last, [place for place, _one in pairs], [one for _place, one in pairs]],
        )
    found: dict[str, dict[str, set[str]]] = {name: {} for name in groups}
    names = list(groups)
    for place, codes, told in rows:
        found[names[int(str(place))]] = {
            part.key: {code for code, mark in zip(codes, told, strict=True) if mark >> i & 1} for i, part in enumerate(parts)  # type: ignore[call-overload]
        }
    return found


def spans(first: dt.date, last: dt.date, span: str) -> list[dt.date]:
    """Return the days of a period, or the first days of its months."""
    if span == "day":
        return [first + dt.timedelta(days=i) for i in range((last - first).days + 1)]
    found, start = [], first.replace(day=1)
    while start <= last:
        found.append(start)
        start = following(start)
    return found


def whole_months(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first day of the first whole month within, and the day after the last one; none where the first is not before."""
    start = first if first.day == 1 else following(first)
    return start, following(last) if (last + DAY).day == 1 else last.replace(day=1)


def following(day: dt.date) -> dt.date:
    """Return the first day of the next month."""
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def spread(part: Part, *, first: dt.date, last: dt.date, units: Collection[str] | None = None, by_unit: bool = False) -> Mapping[str, dict[int, int]]:
    """Return how often each value of a part with buckets was seen, by unit ("" where not kept apart)."""
    asked = Asked([part], units, by_unit)
    start, end, edges = asked.cut((part.day, part.unit), first, last)
    amount, values = part_sql.amount(part)
    here = "" if units is None else " AND {} = ANY(%s::uuid[])"
    more = [] if units is None else [sorted(units)]
    whose = "=" if units is None and not by_unit else ">"
    texts: list[str] = []
    given: list[object] = []
    if start < end:
        texts.append(f"SELECT unit, bucket, amount AS n FROM figures_rollup WHERE part = %s AND span = 'month' AND procedure = '' AND unit {whose} '{part_sql.NOBODY}' AND start >= %s AND start < %s" + here.format("unit"))
        given += [part.key, start, end, *more]
        tail, tail_values = part_sql.narrow("figures_change", [part], sign="f.sign")
        texts.append(f"SELECT unit, bucket, n FROM ({tail}) c WHERE month >= %s AND month < %s" + here.format("unit"))
        given += [*tail_values, start, end, *more]
    for sign, begin, until in edges:
        texts.append(
            f'SELECT f."{part.unit}" AS unit, f."{part.bucket}" AS bucket, {sign} * {amount} AS n FROM figures_fact f WHERE f."{part.day}" BETWEEN %s AND %s'
            + here.format(f'f."{part.unit}"')
        )
        given += [*values, begin, until, *more]
    kept = "unit" if by_unit else "NULL::uuid"
    found: dict[str, dict[int, int]] = defaultdict(dict)
    query = f"SELECT {kept}, bucket, sum(n)::bigint FROM ({' UNION ALL '.join(texts)}) s WHERE n <> 0 GROUP BY 1, 2"
    for unit, bucket, seen in statements.run(query, given):
        if seen:
            found[str(unit or "")][int(str(bucket))] = int(str(seen))
    return found
