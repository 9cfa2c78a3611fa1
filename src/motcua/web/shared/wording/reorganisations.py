"""Words of a reorganisation of units: what is wrong with a table and what to do, where it stands, what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.domain.people.units import UnitProblemCode
from motcua.domain.reorganisation.sheet import Fault, Problem
from motcua.web.shared.wording.people import UNIT_PROBLEMS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DONE: Mapping[str, str] = {"apply": "applied", "undo": "undone", "confirm": "confirmed", "settle": "settled", "place": "settled"}

STATES: Mapping[str, StrOrPromise] = {
    "prepared": pgettext_lazy("reorganisation", "Prepared, nothing moved yet"),
    "applied": pgettext_lazy("reorganisation", "Moved, not confirmed yet"),
    "undone": pgettext_lazy("reorganisation", "Undone"),
    "confirmed": pgettext_lazy("reorganisation", "Confirmed"),
}

FAULTS: Mapping[Fault, StrOrPromise] = {
    Fault.EMPTY: _("The table has no lines. Fill in at least one old unit and its new one."),
    Fault.TOO_LONG: _("The table is too long: at most %(about)s lines."),
    Fault.COLUMN_MISSING: _("The column “%(about)s” is missing. Take the headings from the empty table."),
    Fault.COLUMN_UNKNOWN: _("Nobody knows the column “%(about)s”. Take the headings from the empty table, or delete the column."),
    Fault.OLD_MISSING: _("The identifier of the old unit is missing."),
    Fault.NEW_MISSING: _("The identifier of the new unit of %(about)s is missing. Write “-” where nobody continues it."),
    Fault.NEW_NOT_A_CODE: _("“%(about)s” is no identifier of an agency. Write it like H48.101."),
    Fault.KIND_UNKNOWN: _("Nobody knows the kind of unit “%(about)s”. Write for example commune_committee or one_stop_centre."),
    Fault.LEVEL_UNKNOWN: _("Nobody knows the level “%(about)s”. Write province or commune."),
    Fault.TWICE: _("This line says the same as an earlier one: %(about)s. Delete one of them."),
    Fault.OLD_NOT_FOUND: _("No unit with the identifier %(about)s is in force on the day before. Check the identifier and the day."),
    Fault.NAME_MISSING: _("The new unit %(about)s does not exist yet. Enter its name."),
    Fault.NAME_DIFFERS: _("The unit exists under another name: %(about)s. Leave the name empty, or use another identifier."),
    Fault.TOLD_DIFFERENTLY: _("Two lines say different things of a new unit: %(about)s. Make them agree."),
    Fault.LEVEL_MISSING: _("The level of the new unit %(about)s is not clear. Enter province or commune."),
    Fault.PARENT_MISSING: _("Under which unit does %(about)s stand? Enter the identifier of the unit above it."),
    Fault.PARENT_NOT_FOUND: _("The unit above, %(about)s, will not exist on the day. Check its identifier."),
    Fault.CHILD_WITHOUT_HEIR: _("%(about)s stands under a unit that ends, and the new unit has no counterpart. Add a line for it."),
    Fault.NOBODY_BESIDE: _("One line says that nobody continues %(about)s, another that somebody does. Keep one."),
    Fault.TREE: _("The tree of units would be wrong at %(unit)s: %(why)s"),
}

COUNTED: Mapping[str, StrOrPromise] = {
    "tasks": pgettext_lazy("reorganisation", "tasks in in-trays"),
    "opinions": pgettext_lazy("reorganisation", "opinions asked and not given"),
    "bundles": pgettext_lazy("reorganisation", "bundles of paper"),
    "transfers": pgettext_lazy("reorganisation", "transfers of papers on their way"),
    "calls": pgettext_lazy("reorganisation", "people to be called"),
    "roles": pgettext_lazy("reorganisation", "roles of staff"),
    "keys": pgettext_lazy("reorganisation", "keys of machines"),
    "books": pgettext_lazy("reorganisation", "open books: closed, and new ones opened"),
    "counters": pgettext_lazy("reorganisation", "known counters"),
    "drafts": pgettext_lazy("reorganisation", "drafts not yet sent"),
    "delegations": pgettext_lazy("reorganisation", "delegations of signing: they end, the new head gives new ones"),
    "shifts": pgettext_lazy("reorganisation", "shifts with money not closed: the clerk closes and balances them"),
    "openings": pgettext_lazy("reorganisation", "opening hours: set them anew for the new offices"),
    "queues": pgettext_lazy("reorganisation", "groups of queue numbers: set them up anew"),
    "accounts": pgettext_lazy("reorganisation", "bank accounts: enter those of the new units"),
    "calendar_days": pgettext_lazy("reorganisation", "local days off after the day: set them anew"),
}


def problem(found: Problem) -> str:
    """Word what is wrong at a line, and what to do."""
    if found.fault is Fault.TREE:
        code, _space, unit = found.about.partition(" ")
        return str(FAULTS[found.fault]) % {"unit": unit, "why": UNIT_PROBLEMS[UnitProblemCode(code)]}
    return str(FAULTS[found.fault]) % {"about": found.about}
