"""Public statistics (TT 32/2017/TT-BTTTT): made once a quarter has ended and settled, small counts withheld, then left as they are.

A table that was published stays as it is until somebody publishes it again on purpose: who reads it every day learns nothing
from how it changes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection, transaction

from motcua.domain.figures import publication
from motcua.domain.figures.publication import MEASURES, Rows, Withheld
from motcua.domain.figures.suppression import Hidden, Key
from motcua.domain.hours import local
from motcua.domain.people.units import Level
from motcua.domain.reports.periods import Kind, Reported
from motcua.queries import actors, configuration
from motcua.queries.figures import sums
from motcua.services import ledger
from motcua.storage import ids, statements
from motcua.storage.figures.models import Publication
from motcua.storage.procedures.models import Procedure

PROCEDURE, UNIT = "procedure", "unit"
OTHER = "Lĩnh vực khác"
LEVELS = {Level.PROVINCE: "Cấp tỉnh", Level.DISTRICT: "Cấp huyện", Level.COMMUNE: "Cấp xã"}
Tables = dict[str, dict[int, dict[Key, dict[str, int]]]]  # kind -> month -> rows


def publish(*, at: dt.datetime, again: bool = False) -> int:
    """Publish every quarter that has ended and settled and is not published, with its months, and every such year.

    `again` publishes all of them anew, each under the next version. Returns how many tables were published.
    """
    today, made = local(at).date(), 0
    for year in _years(today):
        outermost = not connection.in_atomic_block
        with transaction.atomic():
            _alone(of_one_moment=outermost)
            known = {(p.kind, p.period): p for p in Publication.objects.filter(year=year)}
            due = [q for q in range(1, 5) if _due(Reported(Kind.QUARTER, year, q), today)]
            wanted = [q for q in due if again or (PROCEDURE, Reported(Kind.QUARTER, year, q).key) not in known]
            whole = len(due) == 4 and (again or (PROCEDURE, Reported(Kind.YEAR, year, 1).key) not in known)
            if wanted or whole:
                made += _year(year, wanted, known, whole=whole, at=at)
    return made


def _years(today: dt.date) -> Sequence[int]:
    first = statements.run("SELECT min(accepted_on) FROM figures_fact", [])[0][0]
    return range(first.year, today.year + 1) if isinstance(first, dt.date) else ()


def _due(period: Reported, today: dt.date) -> bool:
    last = days(period)[1]
    return today > last + dt.timedelta(days=int(str(configuration.current().setting("public_wait_days", last))))


def days(period: Reported) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a public period: whole months of the calendar."""
    return period.days(lambda _day: 0)


def _alone(*, of_one_moment: bool) -> None:
    """One publishes at a time; both tables are of one moment."""
    with connection.cursor() as cursor:
        if of_one_moment:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('figures:publication', 0))")


def _year(year: int, quarters: Sequence[int], known: Mapping[tuple[str, str], Publication], *, whole: bool, at: dt.datetime) -> int:
    first, last = days(Reported(Kind.YEAR, year, 1))
    tables = _tables(first, last)
    made = 0
    for quarter in quarters:
        period = Reported(Kind.QUARTER, year, quarter)
        months = range(quarter * 3 - 2, quarter * 3 + 1)
        least = _least(days(period)[1])
        apart = {kind: publication.aligned([by_month.get(m, {}) for m in months]) for kind, by_month in tables.items()}
        sums_ = {kind: _added(found) for kind, found in apart.items()}
        gone = publication.same_total({kind: publication.withheld([rows], least=least) for kind, rows in sums_.items()})
        inner = publication.same_total({kind: publication.withheld(apart[kind], least=least, begin=gone[kind]) for kind in apart})
        for kind in tables:
            made += _keep(kind, period, sums_[kind], gone[kind], least, known, at)
            for place, month in enumerate(months):
                made += _keep(kind, Reported(Kind.MONTH, year, month), apart[kind][place], inner[kind], least, known, at)
    if whole:
        made += _whole_year(year, tables, known, at)
    return made


def _whole_year(year: int, tables: Tables, known: Mapping[tuple[str, str], Publication], at: dt.datetime) -> int:
    period = Reported(Kind.YEAR, year, 1)
    least = _least(days(period)[1])
    rows = {kind: _added(list(by_month.values())) for kind, by_month in tables.items()}
    keys = [Reported(Kind.QUARTER, year, q).key for q in range(1, 5)]
    gone = publication.same_total({
        kind: publication.of_year(rows[kind], [_withheld(p) for p in Publication.objects.filter(kind=kind, period__in=keys)], least=least) for kind in rows
    })  # fmt: skip
    return sum(_keep(kind, period, rows[kind], gone[kind], least, known, at) for kind in rows)


def _withheld(published: Publication) -> Withheld:
    """Return what a published table withholds."""
    said = json.loads(published.content)
    return {
        m: Hidden(
            frozenset((r["group"], r["key"]) for r in said["rows"] if r["cells"][m] is None),
            frozenset(g["group"] for g in said["groups"] if g["cells"][m] is None), said["total"][m] is None,
        )
        for m in MEASURES
    }  # fmt: skip


def _least(day: dt.date) -> int:
    return int(str(configuration.current().setting("public_least", day)))


def _added(tables: Iterable[Rows]) -> dict[Key, dict[str, int]]:
    found: dict[Key, dict[str, int]] = {}
    for table in tables:
        for key, counts in table.items():
            here = found.setdefault(key, dict.fromkeys(MEASURES, 0))
            for measure, n in counts.items():
                here[measure] += n
    return found


def _tables(first: dt.date, last: dt.date) -> Tables:
    """Return the counts of a year by month: of each procedure within its field, of each unit within its level."""
    names = {part.key: measure for measure, part in MEASURES.items()}
    fields = dict(Procedure.objects.order_by("-code").values_list("code", "field_name"))
    units = configuration.current().units
    found: Tables = {PROCEDURE: {}, UNIT: {}}
    for key, n in sums.totals(MEASURES.values(), first=first, last=last, span="month", by_procedure=True).items():
        assert key.span is not None
        _put(found[PROCEDURE], key.span.month, (fields.get(key.procedure) or OTHER, key.procedure), names[key.part], n)
    for key, n in sums.totals(MEASURES.values(), first=first, last=last, span="month", by_unit=True).items():
        assert key.span is not None
        unit = units.get(key.unit)
        level = LEVELS.get(unit.level, LEVELS[Level.PROVINCE]) if unit else LEVELS[Level.PROVINCE]
        _put(found[UNIT], key.span.month, (level, key.unit), names[key.part], n)
    return found


def _put(table: dict[int, dict[Key, dict[str, int]]], month: int, key: Key, measure: str, n: int) -> None:
    table.setdefault(month, {}).setdefault(key, dict.fromkeys(MEASURES, 0))[measure] += n


def _keep(kind: str, period: Reported, rows: Rows, gone: Withheld, least: int, known: Mapping[tuple[str, str], Publication], at: dt.datetime) -> int:
    first, last = days(period)
    said = publication.content(rows, gone) | {"least": least}
    names = _names(kind, [key for _group, key in rows])
    for row in said["rows"]:  # type: ignore[attr-defined]
        row["code"], row["name"] = names.get(row["key"], (row["key"], row["key"]))
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    before = known.get((kind, period.key))
    version = before.version + 1 if before else 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    Publication.objects.update_or_create(
        kind=kind, period=period.key,
        defaults={"year": period.year, "first": first, "last": last, "version": version, "published_at": at, "content": text, "digest": digest},
    )  # fmt: skip
    if before is not None:
        ledger.note_subject(
            subject=ids.new(), kind="publication", action="publication.again", actor=actors.SYSTEM, at=at,
            data={"kind": kind, "period": period.key, "version": version, "sha256": digest, "before": before.digest},
        )  # fmt: skip
    return 1


def _names(kind: str, keys: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Return code and name of procedures or units."""
    if kind == PROCEDURE:
        rows = Procedure.objects.filter(code__in=keys).order_by("-code").values_list("code", "name")
        return {str(code): (str(code), str(name)) for code, name in rows}
    units = configuration.current().units
    return {key: (units[key].code, units[key].name) for key in keys if key in units}
