"""The funnel of online filing on the board: from the draft to the result on time, what was lost at each stage, and the codes behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from motcua.domain.figures import rounding
from motcua.domain.figures.filings import KEYS, LOST, SUMS, Lost, Stage
from motcua.domain.people.units import UnitKind
from motcua.queries import board, configuration
from motcua.queries.figures import behind as looked_up
from motcua.queries.figures import filings
from motcua.queries.figures.filings import Drafts
from motcua.services import ledger
from motcua.web.board import views
from motcua.web.board.chart import WIDTH
from motcua.web.board.figures import LISTED, Page
from motcua.web.shared import words
from motcua.web.shared.guards import staff_only

NAMES: Mapping[Stage | Lost, object] = {
    Stage.FILED: pgettext_lazy("filing", "Filed online"),
    Stage.ACCEPTED: pgettext_lazy("filing", "Accepted"),
    Stage.DONE: pgettext_lazy("filing", "Finished"),
    Stage.IN_TIME: pgettext_lazy("filing", "Finished on time"),
    Lost.REFUSED: pgettext_lazy("filing", "not accepted"),
    Lost.LEFT: pgettext_lazy("filing", "withdrawn or stopped before acceptance"),
    Lost.WAITING: pgettext_lazy("filing", "waiting for the answer"),
    Lost.TAKEN_BACK: pgettext_lazy("filing", "withdrawn or stopped after acceptance"),
    Lost.OPEN: pgettext_lazy("filing", "being settled"),
    Lost.LATE: pgettext_lazy("filing", "finished late"),
}
_BAR, _ROW = 22, 52
FEW = 20  # units shown at once; the others open


@dataclass(frozen=True)
class Bar:
    """One stage of the picture."""

    name: str
    count: int
    told: str


@staff_only(*board.ROLES)
def home(request: HttpRequest) -> HttpResponse:
    """Show how far the online filings of a period came, by stage and by unit."""
    page = Page(request)
    inner = page.below()
    groups = {"here": page.counted} | {str(unit.id): units for unit, units in inner}
    found = filings.read(groups, first=page.period.first, last=page.period.last)
    here = found["here"]
    rows = [
        {"name": page.name_of(unit), "url": "" if page.unit and unit.id == page.unit.id else page.to("board_compare_filings", unit=unit), **_unit(page, found[str(unit.id)])}
        for unit, _ids in inner if found[str(unit.id)][Stage.FILED]
    ]
    rows.sort(key=lambda row: -int(str(row["filed"])))
    return page.draw("funnel", {
        "drafts": _drafts(page), "kept": filings.complete(page.period.first, page.today), "stages": [_stage(page, here, stage) for stage in Stage],
        "chart": _chart(page, here) if here[Stage.FILED] else "", "units": rows[:FEW],
        "units_rest": rows[FEW:],
    })  # fmt: skip


@staff_only(*board.ROLES)
def behind(request: HttpRequest, what: str) -> HttpResponse:
    """List the filings that came to a stage, or were lost at it: codes, no names; the look is recorded."""
    if what not in KEYS:
        raise Http404
    page, one = Page(request), KEYS[what]
    ids = looked_up.of_sum(
        SUMS[one], first=page.period.first, last=page.period.last, units=page.counted, limit=LISTED + 1, after=views.after(request)
    )
    lines = board.lines(page.actor, ids[:LISTED])
    ledger.read(actor=page.actor, at=page.at, purpose="board", dossier_ids=[line.id for line in lines])
    return page.draw("behind", {
        "name": _("Online filings: %(what)s") % {"what": NAMES[one]}, "lines": lines, "now": False, "at": page.at,
        "back": page.to("board_compare_filings"), "older": str(ids[LISTED - 1]) if len(ids) > LISTED else "",
    })  # fmt: skip


def _drafts(page: Page) -> dict[str, object]:
    """Return the drafts of the units counted; those without a unit yet belong to the province as a whole."""
    found, units = filings.drafts(first=page.period.first, last=page.period.last), configuration.current().units
    whole = any(units[one].kind is UnitKind.PROVINCE_COMMITTEE for one in page.counted if one in units)
    nowhere = found.get("", Drafts()) if whole else Drafts()
    total = sum((one for unit, one in found.items() if unit in page.counted), nowhere)
    return {"begun": total.begun, "sent": total.sent, "unsent": total.begun - total.sent, "share": _share(page, total.sent, total.begun), "nowhere": nowhere.begun}


def _stage(page: Page, here: Mapping[Stage | Lost, int], stage: Stage) -> dict[str, object]:
    before = list(Stage)[list(Stage).index(stage) - 1] if stage is not Stage.FILED else None
    return {
        "name": NAMES[stage], "count": here[stage], "url": _url(page, stage, here[stage]),
        "of_before": _share(page, here[stage], here[before]) if before else "–", "of_all": _share(page, here[stage], here[Stage.FILED]),
        "lost": [{"name": NAMES[one], "count": here[one], "url": _url(page, one, here[one])} for one in LOST[stage]],
    }  # fmt: skip


def _unit(page: Page, found: Mapping[Stage | Lost, int]) -> dict[str, object]:
    filed = found[Stage.FILED]
    return {
        "filed": filed, "accepted": _share(page, found[Stage.ACCEPTED], filed), "refused": found[Lost.REFUSED], "done": _share(page, found[Stage.DONE], filed),
        "in_time": _share(page, found[Stage.IN_TIME], found[Stage.DONE]),
    }  # fmt: skip


def _url(page: Page, what: Stage | Lost, count: int) -> str:
    return page.to("board_compare_filings_behind", what.value) if count else ""


def _share(page: Page, part: int, whole: int) -> str:
    """Say a share with the counts it comes from."""
    share = rounding.percent(part, whole)
    if share is None:
        return "–"
    counts = _("%(part)s of %(whole)s") % {"part": words.number(part, language=page.language), "whole": words.number(whole, language=page.language)}
    return f"{words.number(share, language=page.language, places=2)}% ({counts})"


def _chart(page: Page, here: Mapping[Stage | Lost, int]) -> SafeString:
    bars = [Bar(str(NAMES[stage]), here[stage], words.number(here[stage], language=page.language)) for stage in Stage]
    return draw(bars, title=_("How far online filings came"), told="; ".join(f"{bar.name}: {bar.told}" for bar in bars))


def draw(bars: list[Bar], *, title: str, told: str) -> SafeString:
    """Return the funnel as SVG text: one bar a stage, as long as its share of the first."""
    most = max(bars[0].count, 1)
    size = f'viewBox="0 0 {WIDTH} {_ROW * len(bars)}" font-size="14"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" class="mc-chart" {size} role="img" aria-labelledby="funnel-title funnel-told">']
    parts.append(f'<title id="funnel-title">{escape(title)}</title><desc id="funnel-told">{escape(told)}</desc>')
    for number, bar in enumerate(bars):
        top, wide = number * _ROW, WIDTH * bar.count / most
        parts.append(
            f'<text class="mc-chart__label" x="0" y="{top + 16}">{escape(bar.name)}: {escape(bar.told)}</text>'
            f'<rect class="mc-chart__first" x="0" y="{top + 22}" width="{wide:.1f}" height="{_BAR}"/>'
            f'<rect class="mc-chart__line" x="0.5" y="{top + 22.5}" width="{WIDTH - 1}" height="{_BAR - 1}" fill="none"/>'
        )
    return mark_safe("".join([*parts, "</svg>"]))  # noqa: S308  everything that came from outside was escaped above
