"""The words for agencies in chains: where a task stands, whose delay it is, and why something could not be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.domain.dossiers.chains import TaskState

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

STATES: Mapping[TaskState, StrOrPromise] = {
    TaskState.WAITING: pgettext_lazy("task", "not its turn yet"),
    TaskState.TO_SEND: pgettext_lazy("task", "to be sent"),
    TaskState.SENT: pgettext_lazy("task", "sent, no answer yet"),
    TaskState.ANSWERED: pgettext_lazy("task", "answered"),
    TaskState.CANCELLED: pgettext_lazy("task", "not waited for any more"),
}

WHY: Mapping[str, StrOrPromise] = {
    "no_task": _("Nothing waits for this agency here, or somebody has just acted on it. Look at the dossier again."),
    "sent_before": _("This has been sent already. Look at the dossier again."),
    "has_account": _("This agency works in this system itself: it answers on its own pages."),
    "before_sending": _("The day lies before the sending, or after today. Check the day."),
}

KINDS: Mapping[str, StrOrPromise] = {
    "tax": pgettext_lazy("agency", "Tax office"),
    "land_office": pgettext_lazy("agency", "Land registration office"),
    "police": pgettext_lazy("agency", "Police"),
    "sector": pgettext_lazy("agency", "Another sector's agency"),
}

WAYS: Mapping[str, StrOrPromise] = {
    "letter": pgettext_lazy("agency", "A printed slip, by the records clerk"),
    "email": pgettext_lazy("agency", "E-mail to its official address"),
}
