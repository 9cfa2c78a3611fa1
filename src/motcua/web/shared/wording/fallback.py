"""Words of outages, fallback slips and later entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from motcua.domain.fallback.rules import EntryState, OutageKind, SlipState
from motcua.services.certification import DeskWrong, NotOffered
from motcua.services.fallback.refusals import FallbackRefused
from motcua.services.walk_ins import WalkInWrong
from motcua.web.shared.wording import moves

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KINDS: Mapping[OutageKind, StrOrPromise] = {
    OutageKind.POWER: pgettext_lazy("outage", "Power cut"),
    OutageKind.LINE: pgettext_lazy("outage", "Line down"),
    OutageKind.SYSTEM: pgettext_lazy("outage", "System not working"),
    OutageKind.OTHER: pgettext_lazy("outage", "Something else"),
}
SLIPS: Mapping[SlipState, StrOrPromise] = {
    SlipState.BLANK: pgettext_lazy("fallback slip", "Blank"),
    SlipState.USED: pgettext_lazy("fallback slip", "Used"),
    SlipState.SPOILT: pgettext_lazy("fallback slip", "Spoilt"),
    SlipState.LOST: pgettext_lazy("fallback slip", "Lost"),
}
STATES: Mapping[EntryState, StrOrPromise] = {
    EntryState.WAITING: pgettext_lazy("late entry", "Waits for the second person"),
    EntryState.ASKED: pgettext_lazy("late entry", "Waits for the province"),
    EntryState.DONE: pgettext_lazy("late entry", "Counted on its day"),
    EntryState.REFUSED: pgettext_lazy("late entry", "Refused or taken back"),
}
HOW: Mapping[str, StrOrPromise] = {
    "pin": pgettext_lazy("late entry", "by PIN at the counter"),
    "list": pgettext_lazy("late entry", "from their own list"),
}

_REFUSED: Mapping[str, StrOrPromise] = {
    "size": _("A booklet has from 1 to 100 slips. Enter how many."),
    "nothing_blank": _("No slip of this booklet is blank any more. Reserve a new booklet."),
    "reason": _("Say why; the reason stays with it."),
    "not_blank": _("This slip is no longer blank. Load the page again."),
    "lost_already": _("This booklet has been reported lost already."),
    "future": _("This moment has not come yet. Enter the true time."),
    "too_old": _("An outage of more than 60 days ago is not declared any more. Check the day and the year."),
    "used_outage": _("Slips were entered for this outage, so it stays. Put its times right instead."),
    "reversed": _("The end is before the beginning. Check both times."),
    "overlaps": _("Another outage of this office is declared for some of this time. Use that one, or put its times right."),
    "note": _("Say what failed."),
    "entries": _("Some slips were received outside these times. Keep the outage long enough for all of them."),
    "no_slip": _("No fallback slip of this office has this code. Compare it with the slip, for example H48.101.01-261116-0007."),
    "used": _("This slip has been entered already."),
    "spoilt": _("This slip was marked as spoilt. Its code is not used again."),
    "lost": _("This slip belongs to a booklet that was reported lost. Its code is not used again."),
    "before_print": _("The slip was not printed yet then. Compare day and hour with the slip."),
    "outside": _("This is outside the outage that was declared. Correct the time, or put the outage's times right first."),
    "late_reason": _("More than the allowed days have passed. Say why it comes so late; the province decides."),
    "other_unit": _("The outage belongs to another office. Open the outage of your own office."),
    "second": _("The second person must be somebody else than whoever entered it."),
    "who": _("Choose the second person whose PIN this is."),
    "third": _("You entered or confirmed this yourself. Somebody else of the province has to decide."),
    "own_dossier": _("The second person is a party to this dossier. Ask another colleague."),
    "not_waiting": _("This entry no longer waits. Load the page again."),
    "not_asked": _("This entry no longer waits. Load the page again."),
    "not_open": _("This entry no longer waits. Load the page again."),
    "clerk_gone": _("Whoever entered this no longer receives at this office. Refuse it, so that a colleague can enter the slip."),
    "day": _("This is no day of the calendar. Enter it like 17/11/2026."),
    "moment": _("Enter the day and the hour, for example 17/11/2026 and 9:40."),
}  # fmt: skip

NOT_THERE = _("This is not here any more, or it belongs to another office. Load the page again.")


def say(code: str) -> str:
    """Word one reason why it was refused."""
    return str(_REFUSED[code])


def by_field(fault: FallbackRefused) -> dict[str, list[str]]:
    """Return what was refused in words, by field of the screen."""
    said: dict[str, list[str]] = {}
    for name, code in fault.why:
        said.setdefault(name, []).append(say(code))
    return said


def whole(fault: FallbackRefused) -> str:
    """Return what was refused as one sentence after another."""
    return " ".join(message for messages in by_field(fault).values() for message in messages)


# What a decision on an entry may meet, since what was entered is received by it.
DECIDING: tuple[type[Exception], ...] = (FallbackRefused, WalkInWrong, DeskWrong, NotOffered, *moves.KNOWN)


def undecided(fault: Exception) -> str:
    """Return why an entry could be neither confirmed nor approved (one of DECIDING), and what to do next."""
    if isinstance(fault, FallbackRefused):
        return whole(fault)
    if isinstance(fault, WalkInWrong | DeskWrong | NotOffered):
        return gettext("It can no longer be received as it was entered. Refuse it, so that the slip can be entered again.")
    return moves.say(fault)
