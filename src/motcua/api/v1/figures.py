"""Figures: what each indicator is, figures of a period by unit and month, the national index; as the board counts them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from motcua.api.v1 import figure_schemas as schemas
from motcua.api.v1 import replies
from motcua.api.v1.keys import reader_of_figures
from motcua.api.v1.problems import Refused
from motcua.domain.figures import index766, printing, rounding
from motcua.domain.figures.index766 import Group
from motcua.domain.figures.index_counts import NEEDS
from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.indicators._indicator import Indicator
from motcua.domain.hours import local
from motcua.domain.people.units import Unit
from motcua.queries import board, configuration
from motcua.queries.figures import figures, index, sums, tables
from motcua.queries.figures.figures import Figure
from motcua.queries.figures.index import Index, Scored

router = Router(tags=["figures"])

LONGEST = 366 * 3  # days
MOST = 40_000  # figures in one answer
HERE = "here"
First = Annotated[dt.date | None, Query(description="First day; the first of this month where none is given.")]
Last = Annotated[dt.date | None, Query(description="Last day, included; today where none is given.")]
UnitCode = Annotated[str, Query(max_length=40, description="Code or id of a unit; without it all units within the key's reach.")]
By = Annotated[str, Query(max_length=40, description="`unit` (those directly under), `every_unit`, `month`, or `unit,month`.")]


@dataclass(frozen=True)
class Asked:
    """The question of a request: days, units by group, whether months are kept apart."""

    first: dt.date
    last: dt.date
    groups: Mapping[str, Collection[str]]
    units: Mapping[str, Mapping[str, object] | None]
    by_month: bool


@router.get("/indicators", response=schemas.IndicatorListOut, url_name="indicators", summary="Every indicator with its definition")
def list_indicators(request: HttpRequest) -> HttpResponse:
    """Return what each indicator is, how it is reckoned, and by what law."""
    reader_of_figures(request)
    return replies.json({"items": [_definition(one) for one in ALL.values()]})


@router.get("/indicators/{code}", response=schemas.IndicatorOut, url_name="indicator", summary="One indicator's definition")
def read_indicator(request: HttpRequest, code: str) -> HttpResponse:
    """Return what one indicator is."""
    reader_of_figures(request)
    if code not in ALL:
        raise Refused("no_such_indicator", 404)
    return replies.json(_definition(ALL[code]))


@router.get("", response=schemas.FiguresOut, url_name="figures", summary="Indicators of a period, by unit and month")
def read_figures(
    request: HttpRequest, first: First = None, last: Last = None, unit: UnitCode = "", by: By = "",
    indicators: Annotated[str, Query(max_length=4000, description="Codes with commas between them; without it every indicator.")] = "",
) -> HttpResponse:  # fmt: skip
    """Return figures with the counts they come from, exactly and as printed, as known now."""
    asked = _asked(request, first, last, unit, by)
    codes = _codes(indicators)
    months = len(sums.spans(asked.first, asked.last, "month")) if asked.by_month else 1
    if len(codes) * len(asked.groups) * months > MOST:
        raise Refused("too_many_figures", 422)
    found = tables.rows(codes, first=asked.first, last=asked.last, groups=asked.groups, by_month=asked.by_month)
    items = [
        {"unit": asked.units[row.group], "month": f"{row.month:%Y-%m}" if row.month else None,
         "figures": [_figure(code, figure) for code, figure in row.figures.items()]}
        for row in found
    ]  # fmt: skip
    return replies.json(_about(request, asked) | {"items": items})


@router.get("/index", response=schemas.IndexOut, url_name="figures_index", summary="The national index of a period, by unit")
def read_index(request: HttpRequest, first: First = None, last: Last = None, unit: UnitCode = "", by: By = "") -> HttpResponse:
    """Return the index (766/QĐ-TTg): total, groups, components with their counts; what is not connected is null."""
    asked = _asked(request, first, last, unit, by)
    if asked.by_month:
        raise Refused("invalid_request", 422, [("by", "unknown_by", {})])
    found = index.read(first=asked.first, last=asked.last, groups=asked.groups)
    return replies.json(_about(request, asked) | {"items": [_index(asked.units[name], one) for name, one in found.items()]})


def _asked(request: HttpRequest, first: dt.date | None, last: dt.date | None, unit: str, by: str) -> Asked:
    actor = reader_of_figures(request)
    today = local(request.now).date()  # type: ignore[attr-defined]
    end = last or today
    start = first or end.replace(day=1)
    if start > end or (end - start).days >= LONGEST:
        raise Refused("invalid_request", 422, [("first", "days_reversed" if start > end else "too_long", {})])
    apart = {one.strip() for one in by.split(",") if one.strip()}
    if apart - {"unit", "every_unit", "month"} or {"unit", "every_unit"} <= apart:
        raise Refused("invalid_request", 422, [("by", "unknown_by", {})])
    config = configuration.current()
    wanted = config.units.get(unit) or config.unit_by_code(unit, end) if unit else None
    here, counted = board.reach(actor, str(wanted.id) if wanted else None)
    if unit and (wanted is None or here is None or here.id != wanted.id):
        raise Refused("no_such_unit_here", 404)
    if "unit" in apart:
        named = [(one, units, len(units) == 1 and one is here) for one, units in board.below(actor, here)]
    elif "every_unit" in apart:
        named = [(config.units[one], config.under(one), False) for one in sorted(counted, key=lambda u: (config.units[u].code, u))]
    else:
        return Asked(start, end, {HERE: counted}, {HERE: _unit(here, alone=False) if here else None}, "month" in apart)
    groups = {str(one.id): units for one, units, _alone in named}
    return Asked(start, end, groups, {str(one.id): _unit(one, alone=alone) for one, _units, alone in named}, "month" in apart)


def _codes(given: str) -> list[str]:
    codes = list(dict.fromkeys(one.strip() for one in given.split(",") if one.strip())) or list(ALL)
    wrong = [one for one in codes if one not in ALL]
    if wrong:
        raise Refused("invalid_request", 422, [("indicators", "unknown_indicator", {"found": one[:60]}) for one in wrong])
    return codes


def _about(request: HttpRequest, asked: Asked) -> dict[str, object]:
    return {"first": asked.first, "last": asked.last, "at": request.now, "simulated": settings.ENVIRONMENT.demo}  # type: ignore[attr-defined]


def _unit(unit: Unit, *, alone: bool) -> dict[str, object]:
    return {"id": str(unit.id), "code": unit.code, "name": unit.name, "alone": alone}


def _definition(one: Indicator) -> dict[str, object]:
    return {
        "code": one.code, "name": one.name.vi, "name_en": one.name.en, "sentence": one.sentence.vi, "sentence_en": one.sentence.en,
        "formula": one.formula.vi, "formula_en": one.formula.en,
        "basis": [{"document": b.document, "article": b.article, "first_day": b.first_day, "last_day": b.last_day} for b in one.basis],
        "since": one.since, "chapter": one.chapter.value, "kind": one.kind.value, "account": one.account.value, "better": one.better.value,
        "target": None if one.target is None else str(one.target), "scale": printing.scale(one).value, "variant_of": one.variant_of or None,
        "source": one.source or None, "by_month": figures.by_month(one.code),
    }  # fmt: skip


def _figure(code: str, found: Figure | None) -> dict[str, object]:
    silent: dict[str, object] = {"indicator": code, "hit": None, "of": None, "value": None, "printed": None}
    if found is None:
        return silent | {"missing": {"code": "not_by_month", "source": None}}
    if found.silence:
        counts = {} if found.missing else {"hit": found.hit, "of": found.of}
        return silent | counts | {"missing": {"code": found.silence, "source": found.indicator.source or None}}
    exact = found.value
    assert exact is not None
    return silent | {
        "hit": found.hit, "of": found.of, "value": str(exact), "printed": str(printing.printed(found.indicator, exact)), "missing": None,
    }  # fmt: skip


def _index(unit: Mapping[str, object] | None, one: Index) -> dict[str, object]:
    return {
        "unit": unit, "total": str(one.total), "most": one.most, "grade": index766.classed(one.total).value, "dossiers": one.total_dossiers,
        "late": one.late, "groups": {g.value: str(one.group(g)) for g in Group}, "components": [_component(s) for s in one.components.values()],
    }  # fmt: skip


def _component(one: Scored) -> dict[str, object]:
    share = None if one.missing else rounding.percent(one.hit, one.of)
    need = NEEDS.get(one.component.code)
    return {
        "code": one.component.code, "group": one.component.group.value, "most": one.component.points,
        "hit": None if one.missing else one.hit, "of": None if one.missing else one.of, "printed": None if share is None else str(share),
        "points": None if one.missing else str(one.points),
        "missing": {"code": "source_not_connected", "source": need.value} if one.missing and need else None,
    }  # fmt: skip
