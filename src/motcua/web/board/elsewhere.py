"""Credit for receiving elsewhere as a table of its own: both sides by unit, who received for whom, and the codes of a pair."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from motcua.domain.people.units import Unit
from motcua.queries import board, configuration
from motcua.queries.figures import elsewhere, figures, territory
from motcua.queries.figures.elsewhere import Pair
from motcua.queries.figures.figures import Figure
from motcua.services import ledger
from motcua.web.board import views
from motcua.web.board.figures import HIT, LISTED, Page, Told, told
from motcua.web.shared.guards import staff_only

GIVEN, HAD = "here_for_elsewhere", "from_elsewhere"  # received for others; had received by others
SHOWN, FEW = 40, 20  # pairs on the page; units shown at once, the others open
FOR, TO = "nhan", "cho"  # in the address: who received, for whom


@staff_only(*board.ROLES)
def home(request: HttpRequest) -> HttpResponse:
    """Show both sides of receiving elsewhere by unit, and who received for whom."""
    page = Page(request)
    inner = page.below()
    groups = {"here": page.counted} | {str(unit.id): units for unit, units in inner}
    found = figures.grouped([GIVEN, HAD], first=page.period.first, last=page.period.last, groups=groups)
    pairs = elsewhere.pairs(page.counted, page.territory, first=page.period.first, last=page.period.last, today=page.today)
    rows = [_row(page, unit, found[str(unit.id)]) for unit, _units in inner if found[str(unit.id)][GIVEN].hit or found[str(unit.id)][HAD].hit]
    rows.sort(key=lambda row: -int(str(row["given_count"])) - int(str(row["had_count"])))
    return page.draw("elsewhere", {
        "total": _told(page, found["here"]), "units": rows[:FEW], "units_rest": rows[FEW:], "pairs": [_pair(page, one) for one in pairs[:SHOWN]],
        "more": len(pairs) - SHOWN, "rest": sum(one.dossiers for one in pairs[SHOWN:]), "sum": sum(one.dossiers for one in pairs),
        "given_url": page.to("board_indicator_behind", GIVEN, HIT), "had_url": page.to("board_indicator_behind", HAD, HIT),
    })  # fmt: skip


@staff_only(*board.ROLES)
def behind(request: HttpRequest) -> HttpResponse:
    """List the dossiers that one unit received for another: codes, no names; the look is recorded."""
    page = Page(request)
    units = configuration.current().units
    received, competent = (units.get(request.GET.get(side, "")) for side in (FOR, TO))
    within = territory.reach(page.actor, None, page.territory, page.today).counted
    if received is None or competent is None or not {str(received.id), str(competent.id)} & within:
        raise Http404
    ids = elsewhere.ids(
        str(received.id), str(competent.id), page.territory, first=page.period.first, last=page.period.last, today=page.today, limit=LISTED + 1,
        after=views.after(request),
    )  # fmt: skip
    lines = board.lines(page.actor, ids[:LISTED])
    ledger.read(actor=page.actor, at=page.at, purpose="board", dossier_ids=[line.id for line in lines])
    name = _("%(one)s received for %(other)s") % {"one": page.name_of(received), "other": page.name_of(competent)}
    older = str(ids[LISTED - 1]) if len(ids) > LISTED else ""
    return page.draw("behind", {
        "name": name, "lines": lines, "now": False, "back": page.to("board_compare_elsewhere"), "older": older, "at": page.at, "unit": "",
    })  # fmt: skip


def _row(page: Page, unit: Unit, found: dict[str, Figure]) -> dict[str, object]:
    alone = page.unit is not None and unit.id == page.unit.id
    return {"name": page.name_of(unit), "alone": alone, "url": "" if alone else page.to("board_compare_elsewhere", unit=unit), **_told(page, found)}


def _told(page: Page, found: dict[str, Figure]) -> dict[str, object]:
    sides: dict[str, Told] = {"given": told(found[GIVEN], page.language), "had": told(found[HAD], page.language)}
    return {**sides, "given_count": found[GIVEN].hit or 0, "had_count": found[HAD].hit or 0}


def _pair(page: Page, one: Pair) -> dict[str, object]:
    sides = urlencode({FOR: str(one.received.id), TO: str(one.competent.id)})
    return {
        "received": page.name_of(one.received), "competent": page.name_of(one.competent), "dossiers": one.dossiers, "joined": one.received.id == one.competent.id,
        "url": f"{page.to('board_compare_elsewhere_behind')}&{sides}",
    }  # fmt: skip
