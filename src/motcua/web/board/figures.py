"""Indicators on the board: all of them at a glance, each with its months, its units and its dossiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from motcua.domain.figures import printing, rounding
from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.indicators._indicator import Account, Better, Chapter, Indicator, Kind
from motcua.domain.figures.printing import Scale
from motcua.domain.hours import local
from motcua.domain.people.units import Unit
from motcua.queries import board
from motcua.queries.figures import behind as looked_up
from motcua.queries.figures import comparing, figures, territory
from motcua.queries.figures.figures import Figure
from motcua.services import ledger
from motcua.web.board import line_chart, periods, territories, views
from motcua.web.shared import words
from motcua.web.shared.guards import staff_only
from motcua.web.shared.questions import Question

CHAPTERS = {
    Chapter.RECEPTION: pgettext_lazy("figures", "Reception"),
    Chapter.ONLINE: pgettext_lazy("figures", "Online"),
    Chapter.TIME: pgettext_lazy("figures", "Time limits"),
    Chapter.PAYMENT: pgettext_lazy("figures", "Payment"),
    Chapter.DIGITAL: pgettext_lazy("figures", "Digital papers and results"),
    Chapter.QUALITY: pgettext_lazy("figures", "Quality of service"),
    Chapter.MEANS: pgettext_lazy("figures", "Means"),
}
ACCOUNTS = {
    Account.DOSSIER: pgettext_lazy("account", "dossiers"), Account.PROCEDURE: pgettext_lazy("account", "procedures"), Account.PAPER: pgettext_lazy("account", "papers"),
    Account.DONG: pgettext_lazy("account", "đồng"), Account.RATING: pgettext_lazy("account", "answers"), Account.TIME: pgettext_lazy("account", "times"),
    Account.UNIT: pgettext_lazy("account", "units"), Account.SYSTEM: pgettext_lazy("account", "systems"), Account.PERSON: pgettext_lazy("account", "people"),
    Account.DEVICE: pgettext_lazy("account", "devices"), Account.PAGE: pgettext_lazy("account", "pages"), Account.FIELD: pgettext_lazy("account", "fields"),
    Account.DOCUMENT: pgettext_lazy("account", "documents"), Account.RANK: pgettext_lazy("account", "rank"), Account.MINUTE: pgettext_lazy("account", "minutes"),
    Account.HOUR: pgettext_lazy("account", "hours"),
}  # fmt: skip
LISTED = 50
MONTHS = 12  # shown on the page of an indicator
FILES = {"xlsx": "Excel", "csv": "CSV", "pdf": "PDF"}  # what a page of figures is had as
HIT, MISS = "dat", "chua-dat"
_WHICH = {HIT: looked_up.HIT, MISS: looked_up.MISS}


@dataclass(frozen=True)
class Told:
    """A figure as the page says it: the value, the counts it comes from, whether it meets the target."""

    value: str
    counts: str
    met: bool | None
    figure: Figure


def told(figure: Figure, language: str, target: Fraction | None = None) -> Told:
    """Say a figure: never a percentage without its counts, never a number for what is missing."""
    one, exact = figure.indicator, figure.value
    met = figures.reached(one, exact, one.target if target is None else target)
    if figure.missing:
        return Told(_("No data yet"), _("the source is not connected"), None, figure)
    if figure.hit is None:
        return Told("–", _("nothing entered") if one.kind is Kind.ENTERED or one.reading.startswith("entered:") else _("nothing to count"), None, figure)
    return Told(value_words(one, exact, language), _counts(figure, language), met, figure)


def value_words(one: Indicator, exact: Fraction | None, language: str) -> str:
    """Say an exact value in the indicator's own unit."""
    if exact is None:
        return "–"
    number, scale = printing.printed(one, exact), printing.scale(one)
    if scale is Scale.PERCENT:
        return f"{words.number(number, language=language, places=2)}%"
    said = words.number(number, language=language)
    return _("%(days)s working days") % {"days": said} if scale is Scale.WORKING_DAYS else said


def _counts(figure: Figure, language: str) -> str:
    one = figure.indicator
    if figure.of is None or one.account in (Account.MINUTE, Account.HOUR):
        of = figure.of if one.account is Account.MINUTE else None
        if of is None:
            return str(ACCOUNTS[one.account]) if one.account is not Account.HOUR else ""
        return _("of %(of)s dossiers") % {"of": words.number(of, language=language)}
    return _("%(part)s of %(whole)s") % {
        "part": words.number(figure.hit or 0, language=language), "whole": words.number(figure.of, language=language)
    }  # fmt: skip


@staff_only(*board.ROLES)
def home(request: HttpRequest) -> HttpResponse:
    """Show every indicator of a period for a unit, by chapter, with its target and what has changed."""
    page = Page(request)
    return page.draw("indicators", of_all(page) | {"files": page.files("board_indicators_file"), "whole_url": page.to("board_indicator_exports")})


def of_all(page: Page) -> dict[str, Any]:
    """Return what the page of indicators shows."""
    now, before = comparing.with_earlier(list(ALL), first=page.period.first, last=page.period.last, units=page.asked, today=page.today)
    chapters = [
        {"name": name, "rows": [
            {"one": one, "name": text(one.name), "told": told(now[code], page.language), "change": change(one, now[code], before[code], page.language),
             "target": value_words(one, one.target, page.language) if one.target is not None else "", "url": page.to("board_indicator", code)}
            for code, one in sorted(ALL.items(), key=_shares_first) if one.chapter is chapter and not one.variant_of and not _only_entered(one, now[code])
        ]}
        for chapter, name in CHAPTERS.items()
    ]  # fmt: skip
    silent = [
        {"name": text(one.name), "url": page.to("board_indicator", code)} for code, one in sorted(ALL.items(), key=lambda p: p[1].name.vi) if _only_entered(one, now[code])
    ]
    return {"chapters": [c for c in chapters if c["rows"]], "silent": silent, "pages": _pages(page), "before": comparing.earlier(page.period.first, page.period.last)}


@staff_only(*board.ROLES)
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Show one indicator: what it is, its months, its units from the one furthest behind, its variants."""
    if code not in ALL:
        raise Http404
    page = Page(request)
    return page.draw("indicator", of_one(page, ALL[code]) | {"files": page.files("board_indicator_file", code)})


def of_one(page: Page, indicator: Indicator) -> dict[str, Any]:
    """Return what the page of an indicator shows."""
    code = indicator.code
    related = [c for c, i in ALL.items() if (c != code and code in (i.variant_of, c)) or (indicator.variant_of and c in (indicator.variant_of,))]
    found = figures.read([code, *related], first=page.period.first, last=page.period.last, units=page.asked, today=page.today)[""]
    months = comparing.months(code, last=page.period.last, count=MONTHS, units=page.asked, today=page.today)
    rows = comparing.units(code, actor_units=page.below(), first=page.period.first, last=page.period.last, today=page.today)
    language = page.language
    return {
        "one": indicator, "name": text(indicator.name), "sentence": text(indicator.sentence), "formula": text(indicator.formula), "basis": indicator.basis,
        "told": told(found[code], language), "target": value_words(indicator, indicator.target, language) if indicator.target is not None else "",
        "down": indicator.better is Better.DOWN, "enter": page.to("board_indicator_enter", code) if indicator.kind is Kind.ENTERED and page.unit else "",
        "months": [{"month": m.month, "told": told(m.figure, language)} for m in months],
        "chart": _chart(indicator, months, language),
        "units": [
            {"rank": row.rank, "moved": row.moved, "fell": -row.moved if row.moved else 0, "name": page.name_of(row.unit), "told": told(row.figure, language),
             "url": page.to("board_indicator", code, unit=row.unit) if row.deeper else ""}
            for row in rows
        ],
        "related": [{"name": text(ALL[c].name), "sentence": text(ALL[c].sentence), "told": told(found[c], language), "url": page.to("board_indicator", c)} for c in related],
        "lists": _lists(page, indicator, found[code]), "truths": page.to("board_indicator_truths") if "on_time" in (code, indicator.variant_of) else "",
    }  # fmt: skip


@staff_only(*board.ROLES)
def behind(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """List the dossiers behind an indicator: codes, no names; the look is recorded."""
    indicator = ALL.get(code)
    if indicator is None or not indicator.hit or which not in _WHICH or (which == MISS and not indicator.population):
        raise Http404
    page = Page(request)
    ids = looked_up.ids(
        indicator, _WHICH[which], first=page.period.first, last=page.period.last, units=page.asked, limit=LISTED + 1, after=views.after(request),
        today=page.today,
    )
    lines = board.lines(page.actor, ids[:LISTED])
    ledger.read(actor=page.actor, at=page.at, purpose="board", dossier_ids=[line.id for line in lines])
    names = {HIT: _("counted"), MISS: _("not counted")}
    return page.draw("behind", {
        "name": f"{text(indicator.name)}: {names[which]}", "lines": lines, "now": False, "back": page.to("board_indicator", code),
        "older": str(ids[LISTED - 1]) if len(ids) > LISTED else "", "at": page.at,
    })  # fmt: skip


class Page:
    """What every page of figures starts from: who asks, when, which period, which unit."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.actor, self.at = request, request.actor, request.now  # type: ignore[attr-defined]
        self.language = language()
        self.today = local(self.at).date()
        self.period, self.readable = periods.read(request.GET, self.today)
        self.territory = territories.read(request.GET)
        self.reached = territory.reach(self.actor, views.unit_id_of(request), self.territory, self.today)
        self.unit, self.counted = self.reached.unit, self.reached.counted
        self.asked = board.together(self.counted)  # None: all units, whose sums are kept ready

    def to(self, route: str, *parts: str, unit: Unit | None = None) -> str:
        """Return an address of the same period, reading and unit, or of another unit."""
        return views.address(route, *parts, period=self.period, unit=unit or self.unit, more=territories.query(self.territory))

    def below(self) -> list[tuple[Unit, frozenset[str]]]:
        """Return the units directly under the page's one, each with the units counted for it, as the page reads them."""
        return territory.below(self.actor, self.unit, self.territory, self.today)

    def name_of(self, unit: Unit) -> str:
        """Return a unit's name; of one that is no more with its end."""
        return territories.name_of(unit, self.today, self.language)

    def questions(self) -> list[Question]:
        """Return what the form of the page asks: period, days, and how units are read."""
        return [*periods.questions(self.period, None if self.readable else self.request.GET), territories.question(self.territory)]

    def files(self, route: str, *parts: str) -> list[dict[str, str]]:
        """Return where the page is had as a file: the same period, the same unit."""
        return [{"name": name, "url": self.to(route, *parts, kind)} for kind, name in FILES.items()]

    def draw(self, template: str, context: Mapping[str, object], *, status: int = 200) -> HttpResponse:
        """Draw a page with the form of the period."""
        frame = {
            "period": self.period, "wrong": "" if self.readable else periods.WRONG,
            "questions": self.questions(),
            "territory": territories.told(self.reached, self.territory, self.today, self.language),
            "unit": self.name_of(self.unit) if self.unit else "", "unit_id": str(self.unit.id) if self.unit else "", "to_list": self.to("board_indicators"),
            "to_compare": self.to("board_compare"),
        }  # fmt: skip
        return views.draw(self.request, template, {**frame, **context}, status=status)


def language() -> str:
    """Return the reader's language."""
    return get_language() or "vi"


def text(words_: object) -> str:
    """Return a text of the catalogue of indicators in the reader's language."""
    return words_.in_language((get_language() or "vi")[:2])[0]  # type: ignore[attr-defined, no-any-return]


def _pages(page: Page) -> list[dict[str, str]]:
    """Return the pages that stand beside the indicators."""
    return [
        {"name": pgettext("two truths", "Why ours and the national portal's share on time differ"), "url": page.to("board_indicator_truths")},
        {"name": pgettext("scoring", "Scoring of agencies and officials (TT 01/2018/TT-VPCP)"), "url": page.to("board_indicator_scores")},
    ]


def _shares_first(item: tuple[str, Indicator]) -> tuple[bool, bool, str]:
    """What has a target comes first, then other shares, then counts."""
    code, one = item
    return one.target is None, not one.has_population, code


def _only_entered(one: Indicator, figure: Figure) -> bool:
    return figure.hit is None and (one.kind is Kind.ENTERED or one.reading.startswith("entered:"))


def change(one: Indicator, now: Figure, before: Figure, language: str) -> dict[str, object] | None:
    """Say by how much a figure moved against the period before, and whether that is better."""
    if now.value is None or before.value is None or one.kind is Kind.ENTERED:
        return None
    by = now.value - before.value
    shown = rounding.half_up(abs(by) * 100) if one.kind is Kind.SHARE else rounding.half_up(abs(by))
    better = None if one.better is Better.NEITHER or not by else (by > 0) == (one.better is Better.UP)
    unit = _("points") if one.kind is Kind.SHARE else ""
    size = value_words(one, abs(by), language) if one.kind is not Kind.SHARE else f"{words.number(shown, language=language)} {unit}"
    return {"up": by > 0, "down": by < 0, "better": better, "by": size}


def _lists(page: Page, indicator: Indicator, figure: Figure) -> list[dict[str, str]]:
    if not indicator.hit or indicator.kind is Kind.PERCENTILE or figure.missing:
        return []
    kinds = [(HIT, _("Dossiers counted"))] + ([(MISS, _("Dossiers not counted"))] if indicator.kind is Kind.SHARE else [])
    return [{"name": name, "url": page.to("board_indicator_behind", indicator.code, kind)} for kind, name in kinds]


def _chart(indicator: Indicator, months: list[comparing.Month], language: str) -> object:
    points = [line_chart.Point(f"{m.month:%m/%y}", m.figure.value) for m in months]
    if sum(p.value is not None for p in points) < 2:
        return None
    share = indicator.kind is Kind.SHARE
    said = [f"{p.label}: {value_words(indicator, p.value, language)}" for p in points if p.value is not None]
    return line_chart.draw(
        points, title=text(indicator.name), told="; ".join(said), top=Fraction(1) if share else None, target=indicator.target,
        form=lambda v: value_words(indicator, v, language),
    )  # fmt: skip

