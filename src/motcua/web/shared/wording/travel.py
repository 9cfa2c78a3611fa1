"""The words for papers that travel: who has them, what became of them, what the post said, and why not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.domain.papers.transfers import Carried, TransferNotPossible
from motcua.ports.post import PostAway

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CARRIED: Mapping[str, StrOrPromise] = {
    Carried.ANNOUNCED.value: pgettext_lazy("parcel", "announced to the post"),
    Carried.ACCEPTED.value: pgettext_lazy("parcel", "accepted by the post"),
    Carried.IN_TRANSIT.value: pgettext_lazy("parcel", "in transit"),
    Carried.DELIVERED.value: pgettext_lazy("parcel", "delivered"),
    Carried.RETURNED.value: pgettext_lazy("parcel", "could not be delivered, comes back"),
}

WHY: Mapping[str, StrOrPromise] = {
    "moved_on": _("Somebody else has received or taken back these papers in the meantime. Nothing was changed."),
    "own_sending": _("You sent these papers yourself. At the same desk another person has to receive them."),
    "with_citizen": _("This parcel goes to the citizen's home. It is not received here."),
    "nothing_missing": _("Say what is missing: type how many of a paper you did not find, or write it in words."),
    "nothing": _("These papers do not lie here any more, so they were not sent."),
    "on_way": _("These papers are on their way already. Take them back first to send them elsewhere."),
    "several_units": _("These papers lie in different units. Send those of one unit at a time."),
    "no_unit": _("Choose the unit from the list: type part of its name."),
    "no_carrier": _("Choose the post office that takes the parcel."),
    "waybill_missing": _("Type the number of the waybill, for example EH123456789VN."),
    "waybill_used": _("This waybill number belongs to another parcel. Check the number."),
    "no_address": _("Write the name and the address that stand on the parcel."),
    "parcel_moved_on": _("The post has already said something later about this parcel. Nothing was changed."),
}


def why(fault: Exception) -> str:
    """Word why papers could not be sent, received or settled."""
    if isinstance(fault, TransferNotPossible):
        return str(WHY[fault.why])
    if isinstance(fault, PostAway):
        return str(_("The post's system does not answer just now. Type the waybill number from the paper waybill."))
    return str(_("These papers are not within your work. Nothing was changed."))
