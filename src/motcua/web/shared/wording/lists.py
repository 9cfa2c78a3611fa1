"""The words for lists by decision: what being on one means, where a list stands, and why it could not go on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.domain.procedures.lists import ListKind, ListState

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KINDS: Mapping[ListKind, StrOrPromise] = {
    ListKind.ANYWHERE: pgettext_lazy("list", "Received at any one-stop office"),
    ListKind.FULL_ONLINE: pgettext_lazy("list", "Wholly online"),
    ListKind.PILOT_ONLINE: pgettext_lazy("list", "Pilot: online only"),
    ListKind.DIGITISED: pgettext_lazy("list", "Papers must be scanned"),
    ListKind.ESSENTIAL: pgettext_lazy("list", "Essential services"),
    ListKind.LINKED: pgettext_lazy("list", "Linked across agencies"),
}

IN_LIST: Mapping[ListKind, StrOrPromise] = {
    ListKind.ANYWHERE: _("Received, on the list of procedures taken anywhere"),
    ListKind.FULL_ONLINE: _("Received, on the list of services wholly online"),
    ListKind.PILOT_ONLINE: _("Received, on the list of the online pilot"),
    ListKind.DIGITISED: _("Received, on the list of papers to be scanned"),
    ListKind.ESSENTIAL: _("Received, on the list of essential services"),
    ListKind.LINKED: _("Received, on the list of linked procedures"),
}

# What follows for the citizen, on the procedure's page.
FOR_CITIZENS: Mapping[ListKind, StrOrPromise] = {
    ListKind.ANYWHERE: _("You can hand it in at any one-stop office of the province."),
    ListKind.FULL_ONLINE: _("Everything can be done online, from filing to the result."),
    ListKind.PILOT_ONLINE: _("This is filed online only. At any one-stop office somebody helps you to do it."),
    ListKind.LINKED: _("One dossier is enough: we pass it on to the other agencies."),
}

STATES: Mapping[ListState, StrOrPromise] = {
    ListState.PROPOSED: pgettext_lazy("list", "proposed, waits for appraisal"),
    ListState.APPRAISED: pgettext_lazy("list", "appraised, waits for the decision"),
    ListState.APPROVED: pgettext_lazy("list", "approved"),
    ListState.REFUSED: pgettext_lazy("list", "not approved"),
}

WRONG: Mapping[str, StrOrPromise] = {
    "title": _("Enter what the list is called."),
    "codes": _("Enter at least one code, for example 1.001193."),
    "unknown_codes": _("The catalogue has no such procedure: %(codes)s."),
    "text": _("Write what was found, in a few words."),
    "decision": _("Enter the number of the decision, for example 1234/QĐ-UBND."),
    "decided_on": _("The date of the decision lies after today. Check the day."),
    "first": _("The new list begins before the one it replaces. Choose a later day, or replace none."),
    "before_decision": _("The list is in force from the day of its decision at the earliest. Check both days."),
    "ends": _("Enter a day from today and from the first day of the list on, not after the end it has already."),
    "last": _("The last day lies before the first."),
}

NOT_POSSIBLE: Mapping[str, StrOrPromise] = {
    "state": _("This list has moved on in the meantime. Look at where it stands now."),
    "same_person": _("You have acted on this list already. Another person has to take the next step."),
}
