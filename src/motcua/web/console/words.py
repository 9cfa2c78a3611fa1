"""The console's words for refusals and for the entries of ledgers that are no dossier's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.domain.dossiers.transitions import Action
from motcua.domain.people.units import UnitProblemCode
from motcua.domain.permissions.roles import ActorKind
from motcua.services.inspection import Line, Who
from motcua.web.shared.wording import moves
from motcua.web.shared.wording.people import UNIT_PROBLEMS
from motcua.web.shared.wording.timeline import BESIDE

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NOT_ADMINISTERED = _("This belongs to another administrator. Nothing was changed. Ask the administrator of that unit or of the system.")

ACCOUNTS: Mapping[str, StrOrPromise] = {
    "username_taken": _("Another account has this name. Choose another, for example with the commune at the end: hoa.nt.baghe."),
    "dates_reversed": _("The last day is before the first. Check both days."),
    "unit_not_in_force": _("The unit does not exist on the first day. Choose another unit or another day."),
    "role_starts_in_past": _("A role begins today or later. Enter a later first day."),
    "role_too_far": _("A role begins within a year and lasts ten years at most. Check the years of both days."),
    "role_held_already": _("This account has this role in this unit already on some of these days. End that one first."),
    "role_ended": _("This role has ended already. Load the page again."),
    "role_ends_too_early": _("A role ends yesterday at the earliest, which takes it away at once. Enter a later day."),
    "password_wrong": _("The present password is not right. Type it once more."),
    "unknown_scope": _("Choose at least one right."),
    "role_not_for_machines": _("A machine cannot hold this role."),
}

CALENDARS: Mapping[str, StrOrPromise] = {
    "year_not_held": _("The working calendars do not hold this year. Check the year."),
    "source_missing": _("Name the paper this rests on, for example 1234/QĐ-UBND."),
    "hours_on_day_off": _("A day off has no working hours. Leave them empty, or choose that the day is worked."),
    "hours_order": _("The hours overlap or end before they begin. Write them in order, for example 07:00-11:30, 13:30-17:00."),
    "hours_not_read": _("These hours cannot be read. Write them like 07:00-11:30, 13:30-17:00."),
    "season_reversed": _("The last day is before the first. Check both days."),
    "season_overlaps": _("Other working hours are set for some of these days already. Take those out first, or choose other days."),
}

SETTINGS: Mapping[str, StrOrPromise] = {
    "choose": _("Choose one of the answers."),
    "time": _("Write the time of day like 15:00."),
    "number": _("Enter a whole number from %(least)s to %(most)s."),
    "pattern": _("The pattern must contain {unit}, {day} and {ordinal}, for example {unit}-{day:%y%m%d}-{ordinal:04d}."),
    "symbol": _("The symbol may contain {unit}, {yyyy} and {yy}, and is at most 40 letters when filled in, for example {unit}-{yy}E."),
    "outgoing_pattern": _("The pattern must contain {number}; besides it {kind}, {office} and {year} may stand in it, for example {number}/{kind}-{office}."),
    "keys": _("Write one to %(most)s codes of indicators that are shares or counts of dossiers, for example overdue, on_time, online."),
    "past": _("A rule begins today or later. Dossiers accepted before keep the rule of their day."),
    "basis": _("Name the paper this rests on, for example 1234/QĐ-UBND."),
}

PINS: Mapping[str, StrOrPromise] = {
    "digits": _("A PIN is six digits."),
    "repeated": _("The digits repeat themselves. Choose others, for example the first digits of a sum you know."),
    "sequence": _("These digits stand in a row on the keyboard. Choose others."),
    "date": _("This can be read as a day, which others may know. Choose others."),
    "year": _("This holds a year, which others may know. Choose others."),
    "own": _("These digits are in your telephone number. Choose others."),
}

COUNTERS: Mapping[str, StrOrPromise] = {
    "name_missing": _("Enter the name that stands above the counter, for example Window 1."),
    "name_taken": _("This unit has a counter of this name. Choose another, or revoke the old one first."),
    "no_one_stop": _("Only one-stop offices have counters. Choose one."),
}

QUEUES: Mapping[str, StrOrPromise] = {
    "letter": _("Enter one letter from A to Z."),
    "name": _("Enter the services, for example civil status and certification."),
    "letter_taken": _("Another group has this letter. Choose another."),
    "past": _("The day has passed. Enter today or a later one."),
}

SUBJECTS: Mapping[str, StrOrPromise] = {
    "unit.add": pgettext_lazy("ledger", "Unit added"),
    "unit.end": pgettext_lazy("ledger", "Unit ended"),
    "unit.account": pgettext_lazy("ledger", "Bank account set"),
    "unit.edit": pgettext_lazy("ledger", "Address or telephone changed"),
    "staff.create": pgettext_lazy("ledger", "Account created"),
    "staff.open": pgettext_lazy("ledger", "Account opened"),
    "staff.close": pgettext_lazy("ledger", "Account closed"),
    "staff.edit": pgettext_lazy("ledger", "Account corrected"),
    "staff.second_factor": pgettext_lazy("ledger", "Second factor set up"),
    "staff.second_factor_reset": pgettext_lazy("ledger", "Second factor forgotten"),
    "staff.password": pgettext_lazy("ledger", "Own password changed"),
    "staff.password_renewed": pgettext_lazy("ledger", "New password given"),
    "pin.set": pgettext_lazy("ledger", "PIN chosen"),
    "pin.wrong": pgettext_lazy("ledger", "Wrong PIN typed"),
    "pin.locked": pgettext_lazy("ledger", "PIN locked after wrong tries"),
    "desk.sign_in": pgettext_lazy("ledger", "Shift at a counter begun"),
    "desk.sign_out": pgettext_lazy("ledger", "Shift at a counter ended"),
    "desk.lock": pgettext_lazy("ledger", "Counter locked"),
    "desk.unlock": pgettext_lazy("ledger", "Counter unlocked by PIN"),
    "desk.switch": pgettext_lazy("ledger", "Counter taken over by PIN"),
    "desk.vouch": pgettext_lazy("ledger", "Second person proven by PIN"),
    "counter.register": pgettext_lazy("ledger", "Known counter registered"),
    "counter.revoke": pgettext_lazy("ledger", "Known counter revoked"),
    "queue.use": pgettext_lazy("ledger", "Queue numbers turned on or off"),
    "queue.group": pgettext_lazy("ledger", "Group of queue numbers added"),
    "queue.group_end": pgettext_lazy("ledger", "Group of queue numbers ended"),
    "opening.set": pgettext_lazy("ledger", "Opening hours set"),
    "opening.remove": pgettext_lazy("ledger", "Opening hours taken out"),
    "role.grant": pgettext_lazy("ledger", "Role given"),
    "role.end": pgettext_lazy("ledger", "Role ended"),
    "delegation.give": pgettext_lazy("ledger", "Delegation of signing entered"),
    "delegation.end": pgettext_lazy("ledger", "Delegation of signing ended"),
    "absence.enter": pgettext_lazy("ledger", "Absence entered"),
    "absence.end": pgettext_lazy("ledger", "Absence ended"),
    "key.create": pgettext_lazy("ledger", "Key created"),
    "key.revoke": pgettext_lazy("ledger", "Key revoked"),
    "setting.set": pgettext_lazy("ledger", "Rule set"),
    "report.sign": pgettext_lazy("ledger", "Report signed"),
    "late_cause.name": pgettext_lazy("ledger", "Cause of lateness named"),
    "calendar.set": pgettext_lazy("ledger", "Day set"),
    "calendar.remove": pgettext_lazy("ledger", "Day taken out"),
    "season.set": pgettext_lazy("ledger", "Working hours set"),
    "fee_row.set": pgettext_lazy("ledger", "Rows of fees set"),
    "limit_row.set": pgettext_lazy("ledger", "Rows of shorter limits set"),
    "fee_row.withdraw": pgettext_lazy("ledger", "Row of fees taken out before it began"),
    "limit_row.withdraw": pgettext_lazy("ledger", "Row of shorter limits taken out before it began"),
    "calendar.extend": pgettext_lazy("ledger", "Holidays of further years taken in"),
    "season.remove": pgettext_lazy("ledger", "Working hours taken out"),
    "paper.send": pgettext_lazy("ledger", "Papers sent"),
    "paper.receive": pgettext_lazy("ledger", "Papers received"),
    "paper.dispute": pgettext_lazy("ledger", "Papers disputed"),
    "paper.send_again": pgettext_lazy("ledger", "Papers sent again"),
    "paper.withdraw": pgettext_lazy("ledger", "Papers taken back"),
    "paper.accepted": pgettext_lazy("ledger", "Parcel accepted by the post"),
    "paper.in_transit": pgettext_lazy("ledger", "Parcel in transit"),
    "paper.delivered": pgettext_lazy("ledger", "Parcel delivered"),
    "paper.returned": pgettext_lazy("ledger", "Parcel comes back"),
    "booklet.reserve": pgettext_lazy("ledger", "Fallback slips reserved"),
    "booklet.print": pgettext_lazy("ledger", "Fallback slips printed"),
    "booklet.spoil": pgettext_lazy("ledger", "Fallback slip spoilt"),
    "booklet.lose": pgettext_lazy("ledger", "Lost booklet of fallback slips made void"),
    "outage.declare": pgettext_lazy("ledger", "Outage declared"),
    "outage.cancel": pgettext_lazy("ledger", "Outage taken back"),
    "outage.amend": pgettext_lazy("ledger", "Times of an outage put right"),
    "late_entry.enter": pgettext_lazy("ledger", "Slip entered later"),
    "late_entry.second": pgettext_lazy("ledger", "Later entry confirmed by a second person"),
    "late_entry.approve": pgettext_lazy("ledger", "Later entry approved by the province"),
    "late_entry.refuse": pgettext_lazy("ledger", "Later entry refused or taken back"),
    "call.try": pgettext_lazy("ledger", "Try to reach somebody noted"),
    "revision.draft": pgettext_lazy("ledger", "Draft kept"),
    "revision.publish": pgettext_lazy("ledger", "Revision published"),
    "revision.expire": pgettext_lazy("ledger", "End of a revision noted"),
    "reorganisation.prepare": pgettext_lazy("ledger", "Reorganisation of units prepared"),
    "reorganisation.apply": pgettext_lazy("ledger", "Reorganisation of units applied"),
    "reorganisation.undo": pgettext_lazy("ledger", "Reorganisation of units undone"),
    "reorganisation.confirm": pgettext_lazy("ledger", "Reorganisation of units confirmed"),
    "role.reorganise": pgettext_lazy("ledger", "Roles dated anew by a reorganisation of units"),
    "key.reorganise": pgettext_lazy("ledger", "Key given to the unit that continues"),
    "book_closed": pgettext_lazy("ledger", "Book closed"),
    "revision.discard": pgettext_lazy("ledger", "Draft thrown away"),
}

FAULTS: Mapping[str, StrOrPromise] = {
    "altered": _("This entry was changed after it was written."),
    "missing": _("One or more entries are missing here."),
    "out_of_order": _("This entry stands in the wrong place."),
    "head": _("The dossier does not remember this entry as its last."),
}

KINDS: Mapping[ActorKind, StrOrPromise] = {
    ActorKind.STAFF: pgettext_lazy("ledger", "Member of staff"),
    ActorKind.CITIZEN: pgettext_lazy("ledger", "Citizen"),
    ActorKind.MACHINE: pgettext_lazy("ledger", "Machine"),
    ActorKind.SYSTEM: pgettext_lazy("ledger", "The system"),
    ActorKind.VISITOR: pgettext_lazy("ledger", "Visitor with the code"),
}

OPEN_WITHOUT_SUCCESSOR = _("Dossiers still wait here. Choose the unit that takes over.")


def unit_problem(code: str) -> str:
    """Word why a change of the tree was refused."""
    return str(OPEN_WITHOUT_SUCCESSOR if code == "open_without_successor" else UNIT_PROBLEMS[UnitProblemCode(code)])


def who(found: Who) -> str:
    """Name who acted: staff and machines by name, everybody else by kind."""
    return found.name or str(KINDS[found.kind])


def happened(line: Line) -> str:
    """Word an entry; a kind of entry that has no words yet is shown as it is written."""
    if line.action in SUBJECTS:
        return str(SUBJECTS[line.action])
    if line.action in BESIDE:
        return str(BESIDE[line.action])
    try:
        return str(moves.HAPPENED[Action(line.action)])
    except ValueError:
        return line.action
