"""An indicator compared: levels side by side, units of a level by rank with movement, distance and trend, communes as a map of tiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from motcua.domain.campaigns import pace
from motcua.domain.figures import rounding, tiles
from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.indicators._indicator import Account, Better, Indicator, Kind
from motcua.domain.figures.printing import DAY_MINUTES
from motcua.domain.people import territory
from motcua.domain.people.territory import Territory
from motcua.domain.people.units import LAST_DISTRICT_DAY, Level, Unit, in_force
from motcua.queries import board
from motcua.queries.figures import comparing, figures, side_by_side
from motcua.queries.figures.comparing import UnitRow
from motcua.services import areas
from motcua.services.areas import Era, UnknownArea
from motcua.web.board import spark, tile_map
from motcua.web.board.figures import ACCOUNTS, CHAPTERS, MONTHS, Page, text, told, value_words
from motcua.web.board.tile_map import Tile
from motcua.web.shared import words
from motcua.web.shared.guards import staff_only
from motcua.web.shared.questions import Question

USUAL = "online"
FEW = 20  # units shown at once; the others open
LEVELS = {
    Level.PROVINCE: pgettext_lazy("level", "Province"),
    Level.DISTRICT: pgettext_lazy("level", "District"),
    Level.COMMUNE: pgettext_lazy("level", "Commune"),
}
_BRIEF = {Account.MINUTE: DAY_MINUTES, Account.DONG: 1_000_000}  # what a tile's value is told in
Group = tuple[Unit, frozenset[str]]


class Compared:
    """What is compared: an indicator, the units of a level, what is asked of each level."""

    def __init__(self, page: Page) -> None:
        given, self.page = page.request.GET, page
        code = given.get("indicator", USUAL)
        self.known = code in _comparable()
        self.one: Indicator = ALL[code if self.known else USUAL]
        self.goals = side_by_side.asked(page.actor, self.one.code, page.today)
        found = {level: side_by_side.of_level(page.counted, level, page.territory, page.today) for level in side_by_side.LEVELS}
        self.groups: dict[Level, list[Group]] = {level: rows for level, rows in found.items() if any(_was_there(u, page) for u, _ids in rows)}
        wanted = next((level for level in self.groups if level.value == given.get("level")), None)
        self.level = wanted or (Level.COMMUNE if Level.COMMUNE in self.groups else next(iter(self.groups), Level.PROVINCE))

    @property
    def rows(self) -> list[Group]:
        """The units that are ranked, each with those counted for it."""
        return self.groups.get(self.level, [])

    def target(self, level: Level) -> Fraction | None:
        """What units of a level have to reach."""
        return side_by_side.target(self.one.code, level, self.goals)

    def to(self, unit: Unit) -> str:
        """Return the address of the indicator's own page for a unit."""
        return self.page.to("board_indicator", self.one.code, unit=unit)


@staff_only(*board.ROLES)
def home(request: HttpRequest) -> HttpResponse:
    """Compare an indicator between levels and units."""
    page = Page(request)
    asked = Compared(page)
    days = {"first": page.period.first, "last": page.period.last}
    ranked, levels = side_by_side.read(asked.one.code, asked.rows, page.counted, page.territory, **days, today=page.today)
    shown = {row.unit.id for row in ranked}
    groups = {str(unit.id): ids for unit, ids in asked.rows if unit.id in shown}
    trends = side_by_side.trends(asked.one.code, groups, last=page.period.last, count=MONTHS)
    units = _ranking(asked, ranked, trends)
    query = page.period.query() | ({"unit": str(page.unit.id)} if page.unit else {})
    return page.draw("compare", {
        "questions": _questions(asked), "name": text(asked.one.name), "sentence": text(asked.one.sentence), "unknown": not asked.known,
        "levels": [_level(asked, row) for row in levels if row.level in asked.groups or row.figure.hit or row.figure.of], "districts_ended": _districts_ended(page),
        "level": LEVELS[asked.level], "neither": asked.one.better is Better.NEITHER, "units": units[:FEW], "rest": units[FEW:], **_map(asked, ranked),
        "goal": _goal(asked, asked.level), "one_url": page.to("board_indicator", asked.one.code), "before": comparing.earlier(page.period.first, page.period.last),
        "elsewhere_url": page.to("board_compare_elsewhere"), "filings_url": page.to("board_compare_filings"),
        "flows_url": f"{reverse('board_flows')}?{urlencode(query)}",
    })  # fmt: skip


def _comparable() -> list[str]:
    return [code for code, one in ALL.items() if figures.of_parts(one)]


def _was_there(unit: Unit, page: Page) -> bool:
    """Tell whether a unit was there in the period; on today's territory, whether it is there today."""
    if page.territory is Territory.TODAY:
        return not territory.ended(unit, page.today)
    return unit.valid_from <= page.period.last and not territory.ended(unit, page.period.first)


def _districts_ended(page: Page) -> bool:
    """Tell whether the page has to say why there is no district level."""
    return page.territory is Territory.TODAY or page.period.first > LAST_DISTRICT_DAY


def _questions(asked: Compared) -> list[Question]:
    order = list(CHAPTERS)
    codes = sorted(_comparable(), key=lambda code: (order.index(ALL[code].chapter), text(ALL[code].name)))
    return [
        Question(name="indicator", label=str(pgettext("board", "Indicator")), kind="select", value=asked.one.code,
                 shape={"choices": [(code, text(ALL[code].name)) for code in codes]}),
        Question(name="level", label=str(pgettext("board", "Level")), kind="select", value=asked.level.value,
                 shape={"choices": [(level.value, LEVELS[level]) for level in asked.groups] or [(asked.level.value, LEVELS[asked.level])]}),
        *asked.page.questions(),
    ]  # fmt: skip


def _level(asked: Compared, row: side_by_side.LevelRow) -> dict[str, object]:
    return {
        "name": LEVELS[row.level], "told": told(row.figure, asked.page.language, asked.target(row.level)), "goal": _goal(asked, row.level),
        "units": sum(_was_there(unit, asked.page) for unit, _ids in asked.groups.get(row.level, [])),
    }  # fmt: skip


def _goal(asked: Compared, level: Level) -> dict[str, object] | None:
    """Return what a level has to reach, and which campaign asks it."""
    target, goal = asked.target(level), asked.goals.get(level)
    if target is None:
        return None
    return {
        "value": value_words(asked.one, target, asked.page.language), "down": asked.one.better is Better.DOWN,
        "campaign": goal.campaign.plan.name if goal else "", "url": reverse("board_campaign", args=[goal.campaign.id]) if goal else "",
    }  # fmt: skip


def _ranking(asked: Compared, ranked: Sequence[UnitRow], trends: Mapping[str, list[Fraction | None]]) -> list[dict[str, object]]:
    goal, language = asked.target(asked.level), asked.page.language
    known = [value for line in trends.values() for value in line if value is not None]
    top = Fraction(1) if asked.one.kind is Kind.SHARE else max([*known, Fraction(1)])
    return [
        {
            "rank": row.rank, "moved": row.moved, "fell": -row.moved if row.moved else 0, "name": asked.page.name_of(row.unit),
            "told": told(row.figure, language, goal), "short": _short(asked, row, goal), "url": asked.to(row.unit),
            "trend": _trend(asked.one, trends.get(str(row.unit.id), []), top, language),
        }
        for row in ranked
    ]  # fmt: skip


def _short(asked: Compared, row: UnitRow, goal: Fraction | None) -> str:
    """Say how many a unit lacks until the target; empty where it is met or cannot be told."""
    one, figure = asked.one, row.figure
    if goal is None or figure.value is None or figure.hit is None or one.kind not in (Kind.SHARE, Kind.COUNT):
        return ""
    lacking = pace.short(figure.hit, figure.of, goal, better=one.better).now
    if not lacking:
        return ""
    said = {"what": f"{words.number(lacking, language=asked.page.language)} {ACCOUNTS[one.account]}"}
    return (_("%(what)s too many") if one.better is Better.DOWN else _("short by %(what)s")) % said


def _trend(one: Indicator, values: Sequence[Fraction | None], top: Fraction, language: str) -> object:
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    said = _("12 months: from %(first)s to %(last)s, at least %(least)s, at most %(most)s") % {
        "first": value_words(one, known[0], language), "last": value_words(one, known[-1], language),
        "least": value_words(one, min(known), language), "most": value_words(one, max(known), language),
    }  # fmt: skip
    return spark.draw(values, told=said, top=top)


def _map(asked: Compared, ranked: Sequence[UnitRow]) -> dict[str, object]:
    """Draw the communes that are there on the last day; their classes are quarters of these."""
    page = asked.page
    shown = [row for row in ranked if asked.level is Level.COMMUNE and in_force(row.unit, min(page.period.last, page.today))]
    if len(shown) < 2:
        return {"map": ""}
    values = {str(row.unit.id): row.figure.value for row in shown}
    grades = tiles.quarters({key: value for key, value in values.items() if value is not None}, asked.one.better)
    points = {str(row.unit.id): _point(row.unit) for row in sorted(shown, key=lambda r: _short_name(r.unit))}
    drawn = [_tile(asked, row, grades.get(str(row.unit.id), 0)) for row in shown]
    title = _("%(name)s by commune") % {"name": text(asked.one.name)}
    return {
        "map": tile_map.draw(drawn, tiles.place(points), title=title), "by_place": all(points.values()),
        "classes": [_class(asked, grade, [values[key] for key, of in grades.items() if of == grade]) for grade in range(1, tiles.CLASSES + 1)],
    }  # fmt: skip


def _tile(asked: Compared, row: UnitRow, grade: int) -> Tile:
    said = told(row.figure, asked.page.language)
    value = _brief(asked.one, row.figure.value, asked.page.language)
    words_ = f"{asked.page.name_of(row.unit)}: {said.value}, {said.counts}"
    if grade:
        words_ = _("%(told)s, class %(class)s") % {"told": words_, "class": grade}
    return Tile(str(row.unit.id), _short_name(row.unit), value, grade, words_, asked.to(row.unit))


def _class(asked: Compared, grade: int, values: Sequence[Fraction | None]) -> dict[str, object]:
    known = sorted(value for value in values if value is not None)
    ends = [value_words(asked.one, value, asked.page.language) for value in (known[0], known[-1])] if known else []
    return {"grade": grade, "units": len(known), "ends": " – ".join(dict.fromkeys(ends))}


def _brief(one: Indicator, value: Fraction | None, language: str) -> str:
    """Say a value in a tile's few letters."""
    if value is None:
        return "–"
    said = {"n": words.number(rounding.half_up(value * 100 if one.kind is Kind.SHARE else value / _BRIEF.get(one.account, 1), rounding.TENTH), language=language, places=1)}
    if one.kind is Kind.SHARE:
        return f"{said['n']}%"
    if one.account is Account.MINUTE:
        return pgettext("tile", "%(n)s days") % said
    return pgettext("tile", "%(n)s m") % said if one.account is Account.DONG else value_words(one, value, language)


def _short_name(unit: Unit) -> str:
    found = _commune(unit)
    return found.short_name if found else unit.name.removeprefix("UBND ")


def _point(unit: Unit) -> tuple[float, float] | None:
    found = _commune(unit)
    return (found.latitude, found.longitude) if found and found.latitude is not None and found.longitude is not None else None


def _commune(unit: Unit) -> areas.Commune | None:
    """Return the commune of a unit, of the era it was in: codes were given again on 1/7/2025."""
    era = Era.OLD if unit.valid_to is not None and unit.valid_to <= LAST_DISTRICT_DAY else Era.NEW
    try:
        return areas.commune(unit.area_code, era)
    except UnknownArea:
        return None
