"""Words of signing: capacities, and why a delegation or an absence cannot be entered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.domain.permissions.signing import Capacity

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CAPACITIES: Mapping[Capacity, StrOrPromise] = {
    Capacity.HEAD: pgettext_lazy("capacity", "As head"),
    Capacity.KT: pgettext_lazy("capacity", "KT. – a deputy for the head"),
    Capacity.TL: pgettext_lazy("capacity", "TL. – a subordinate head, by order"),
    Capacity.TUQ: pgettext_lazy("capacity", "TUQ. – by written authority, for a time"),
    Capacity.TM: pgettext_lazy("capacity", "TM. – for a body that decides together"),
}

DELEGATIONS: Mapping[str, StrOrPromise] = {
    "unit_not_in_force": _("The unit does not exist on the first day. Choose another unit or another day."),
    "capacity": _("Choose how it is signed."),
    "document": _("Enter the number of the document, for example 45/QĐ-UBND."),
    "document_signer": _("Enter who signed the document."),
    "giver_title": _("Enter the title of the head, for example Chủ tịch."),
    "document_later": _("The document is later than the first day. Nobody signs before they are allowed to: check both days."),
    "starts_in_past": _("A delegation begins today or later. Enter a later first day."),
    "needs_end": _("An authority in writing (TUQ.) is for a time. Enter its last day."),
    "dates_reversed": _("The last day is before the first. Check both days."),
    "too_far": _("A delegation begins within a year and lasts ten years at most. Check the years of both days."),
    "unknown_procedure": _("One of these codes is no procedure of the catalogue. Check the codes."),
    "unknown_field": _("Choose one of the list."),
    "technical": _("This person administers the system. Technical staff never sign."),
    "taker_elsewhere": _("This person holds no role in that unit or under it on the first day. Choose another unit, or give the role first."),
    "giver_not_head": _("This account is not the head of that unit on the first day. Only the head delegates; who signs by delegation cannot pass it on."),
    "giver_unknown": _("There is no open account of this name. Check it, or leave it empty."),
    "ended": _("This delegation has ended already. Load the page again."),
    "ends_too_early": _("A delegation ends yesterday at the earliest, which ends it at once. Enter a later day."),
    "ends_later": _("A delegation cannot be made longer than its document says. Enter a new one with its document."),
}

ABSENCES: Mapping[str, StrOrPromise] = {
    "dates_reversed": _("The last day is before the first. Check both days."),
    "starts_in_past": _("An absence begins today or later. Enter a later first day."),
    "too_long": _("An absence is a year at most. End the account's roles instead."),
    "overlaps": _("An absence on some of these days is entered already. End that one first."),
    "deputy_self": _("Choose somebody else to stand in."),
    "deputy_away": _("This colleague is away on some of these days too. Choose somebody else."),
    "deputy_technical": _("This person administers the system and handles no dossiers. Choose somebody else."),
    "deputy_elsewhere": _("This colleague does not work for the same agency. Choose somebody else."),
    "ended": _("This absence is over already. Load the page again."),
}
