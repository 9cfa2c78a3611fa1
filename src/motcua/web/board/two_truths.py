"""Two truths on the board: why our share on time and the national portal's differ, cause by cause, down to what to repair."""

from __future__ import annotations

from fractions import Fraction

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from motcua.domain.figures import rounding
from motcua.domain.figures.two_truths import Cause
from motcua.queries import board, configuration
from motcua.queries.figures import two_truths
from motcua.queries.figures.two_truths import HERE, Compared
from motcua.services import ledger
from motcua.web.board import views
from motcua.web.board.figures import LISTED, Page, told
from motcua.web.shared import words
from motcua.web.shared.guards import staff_only

NAMES = {
    Cause.SUPPLEMENTS: pgettext_lazy("two truths", "Papers were asked for more than once"),
    Cause.NEVER_SENT: pgettext_lazy("two truths", "Status 9 (done) was never sent"),
    Cause.UNDATED: pgettext_lazy("two truths", "No appointment was sent"),
    Cause.SENT_LATE: pgettext_lazy("two truths", "Status 9 did not arrive, status 10 came after the appointment"),
    Cause.PROMISED_EARLIER: pgettext_lazy("two truths", "The appointment is earlier than the legal limit"),
    Cause.CLOCK_STANDS: pgettext_lazy("two truths", "The time stands still, and the portal does not know"),
}
TO_DO = {
    Cause.SUPPLEMENTS: pgettext_lazy("two truths", "Cannot be repaired afterwards: ask once, for everything. See which procedures ask again most."),
    Cause.NEVER_SENT: pgettext_lazy("two truths", "Send status 9 again, with the true day it was done."),
    Cause.UNDATED: pgettext_lazy("two truths", "Add the appointment and send the dossier again."),
    Cause.SENT_LATE: pgettext_lazy("two truths", "Send status 9 afterwards, with the true day it was done; see why it failed."),
    Cause.PROMISED_EARLIER: pgettext_lazy("two truths", "Keep the shorter promise of the province, or take it back for this procedure."),
    Cause.CLOCK_STANDS: pgettext_lazy("two truths", "Remind the citizen of what is waited for; send the new appointment when it goes on."),
}
LATE_ONLY_HERE = pgettext_lazy("two truths", "Late by law, on time on the portal")
ADDRESSES = {
    "bo-sung-nhieu-lan": Cause.SUPPLEMENTS.value, "chua-gui-trang-thai-9": Cause.NEVER_SENT.value, "khong-co-ngay-hen": Cause.UNDATED.value,
    "gui-tre": Cause.SENT_LATE.value, "hen-som-hon-luat": Cause.PROMISED_EARLIER.value, "dang-dung-thoi-gian": Cause.CLOCK_STANDS.value,
    "chi-tre-theo-luat": HERE,
}  # fmt: skip
_ADDRESS = {which: address for address, which in ADDRESSES.items()}


@staff_only(*board.ROLES)
def home(request: HttpRequest) -> HttpResponse:
    """Show both shares of a period for a unit, what the difference is made of, and the units below."""
    page = Page(request)
    inner = board.below(page.actor, page.unit)
    found = two_truths.read(first=page.period.first, last=page.period.last, groups={"here": page.counted} | {str(u.id): units for u, units in inner})
    compared = found["here"]
    return page.draw("two_truths", {
        "shares": [
            {"name": name, "told": told(figure, page.language)} for name, figure in (
                (_("By law, of what was settled"), compared.law), (_("By law, of the dossiers the portal counts"), compared.same),
                (_("By the national index"), compared.national),
            )
        ],
        "compared": compared, "causes": [_cause(page, compared, cause) for cause in Cause], "only_here": _row(page, compared, HERE, compared.only_here),
        "sum": _points(compared.only_there, compared, page), "whole": _points(compared.difference, compared, page), "units": _units(page, found, inner),
        "connected": bool(configuration.current().setting("source_portal", page.period.last)),
    })  # fmt: skip


@staff_only(*board.ROLES)
def behind(request: HttpRequest, which: str) -> HttpResponse:
    """List the dossiers behind a cause: codes, no names; the look is recorded."""
    if which not in ADDRESSES:
        raise Http404
    page, wanted = Page(request), ADDRESSES[which]
    ids = two_truths.dossiers(
        wanted, first=page.period.first, last=page.period.last, units=page.counted, limit=LISTED + 1, after=views.after(request)
    )
    lines = board.lines(page.actor, ids[:LISTED])
    ledger.read(actor=page.actor, at=page.at, purpose="board", dossier_ids=[line.id for line in lines])
    return page.draw("behind", {
        "name": LATE_ONLY_HERE if wanted == HERE else NAMES[Cause(wanted)], "lines": lines, "now": False, "at": page.at,
        "back": page.to("board_indicator_truths"), "older": str(ids[LISTED - 1]) if len(ids) > LISTED else "",
    })  # fmt: skip


def _cause(page: Page, compared: Compared, cause: Cause) -> dict[str, object]:
    return {"name": NAMES[cause], "to_do": TO_DO[cause], **_row(page, compared, cause.value, compared.causes[cause])}


def _row(page: Page, compared: Compared, which: str, count: int) -> dict[str, object]:
    url = page.to("board_indicator_truths_behind", _ADDRESS[which]) if count else ""
    return {"count": count, "points": _points(count, compared, page), "url": url}


def _points(count: int, compared: Compared, page: Page) -> str:
    """Return what so many dossiers are of those in hand, in percentage points."""
    if not compared.in_hand:
        return "–"
    return words.number(rounding.half_up(Fraction(count * 100, compared.in_hand)), language=page.language, places=2)


def _units(page: Page, found: dict[str, Compared], inner: list[tuple[views.Unit, frozenset[str]]]) -> list[dict[str, object]]:
    rows = [(unit, found[str(unit.id)], len(units) > 1) for unit, units in inner if found[str(unit.id)].in_hand]
    rows.sort(key=lambda r: (-Fraction(r[1].difference, r[1].in_hand), views.name_of(r[0])))
    return [
        {
            "name": views.name_of(unit), "url": page.to("board_indicator_truths", unit=unit) if deeper or len(rows) > 1 else "",
            "law": told(compared.law, page.language), "national": told(compared.national, page.language), "difference": compared.difference,
            "points": _points(compared.difference, compared, page), "most": _most(compared),
        }
        for unit, compared, deeper in rows
    ]  # fmt: skip


def _most(compared: Compared) -> str:
    """Return the cause of most, the first in their order among equals."""
    cause = max(compared.causes, key=lambda one: compared.causes[one])
    return str(NAMES[cause]) if compared.causes[cause] else ""
