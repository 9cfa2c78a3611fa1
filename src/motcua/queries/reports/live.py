"""A report as the facts tell it now: rows by agency and field, what does not hold, and the dossiers behind a number."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from motcua.domain.people.units import Unit, UnitKind
from motcua.domain.reports.periods import Reported
from motcua.domain.reports.settlement import Cells, TakenBack
from motcua.domain.reports.snapshots import Row
from motcua.queries import configuration
from motcua.queries.configuration import Configuration
from motcua.queries.reports import settlement_sql
from motcua.queries.reports.settlement_sql import Asked
from motcua.storage.dossiers.models import Dossier
from motcua.storage.procedures.models import Procedure

NO_FIELD = "Chưa xếp lĩnh vực"  # as it stands in the report, which is Vietnamese in every language of the interface


@dataclass(frozen=True)
class Found:
    """What a report says of a period now."""

    rows: tuple[Row, ...]
    taken_back: TakenBack
    wrong: tuple[tuple[str, tuple[str, ...]], ...]  # code of a dossier, what does not hold


def days(period: Reported) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a period, by the cut-off in force when each of its months begins."""
    return period.days(cut_off)


def cut_off(day: dt.date) -> int:
    """Return the last day of a month that reports count, as in force on the day; 0 for the last of the month."""
    return int(str(configuration.current().setting("report_last_day", day)))


def asked_of(period: Reported, units: Collection[str], today: dt.date) -> Asked:
    """Return what is asked of a period; one that has not ended is told until today, and late is what was due before today."""
    first, last = days(period)
    rule = TakenBack(str(configuration.current().setting("report_taken_back", last)))
    until = min(last, max(today, first))
    return Asked(units, first, until, rule, min(until, today - dt.timedelta(days=1)))


def read(asked: Asked) -> Found:
    """Return the rows of a report and every dossier of which an equality does not hold."""
    config, names = configuration.current(), fields()
    sums: dict[tuple[str, str], tuple[Cells, tuple[int, ...]]] = {}
    counted = settlement_sql.counted(asked)
    for one in counted:
        key = str(agency(config, one.unit).id), names.get(one.procedure, NO_FIELD)
        cells, causes = sums.get(key, (Cells(), (0,) * len(one.causes)))
        sums[key] = cells + one.cells, tuple(a + b for a, b in zip(causes, one.causes, strict=True))
    rows = [Row(unit, config.unit(unit).name, field, cells, causes) for (unit, field), (cells, causes) in sums.items()]
    rows.sort(key=lambda r: (config.unit(r.unit).code, r.field))
    wrong = settlement_sql.wrong(asked) if any(one.broken for one in counted) else []
    return Found(tuple(rows), asked.taken_back, tuple(_named(wrong)))


def behind(
    asked: Asked, columns: Sequence[str], *, limit: int, field: str = "", after: uuid.UUID | None = None
) -> list[uuid.UUID]:
    """Return the dossiers behind columns, of one field where it is named, the newest first."""
    procedures: list[str] | None = None
    if field:
        names = fields()
        codes = {one.procedure for one in settlement_sql.counted(asked)}
        procedures = sorted(code for code in codes if names.get(code, NO_FIELD) == field)
    return settlement_sql.behind(asked, columns, limit=limit, procedures=procedures, after=after)


def agency(config: Configuration, unit_id: object) -> Unit:
    """Return the agency a unit settles for: a centre or a point counts with the committee above it."""
    unit = config.unit(unit_id)
    while unit.kind in (UnitKind.ONE_STOP_CENTRE, UnitKind.ONE_STOP_POINT) and unit.parent_id is not None:
        unit = config.unit(unit.parent_id)
    return unit


def fields() -> dict[str, str]:
    """Return the field (lĩnh vực) of every procedure by its code; one in scope goes before one that is not."""
    found = Procedure.objects.order_by("in_scope", "id").values_list("code", "field_name", "current__document__field__name__vi")
    return {code: name or told for code, name, told in found if name or told}


def _named(wrong: Sequence[settlement_sql.Wrong]) -> list[tuple[str, tuple[str, ...]]]:
    if not wrong:
        return []
    codes = dict(Dossier.objects.filter(id__in=[one.dossier_id for one in wrong], learner=None).values_list("id", "code"))
    return [(codes.get(one.dossier_id, str(one.dossier_id)), one.equalities) for one in wrong]
