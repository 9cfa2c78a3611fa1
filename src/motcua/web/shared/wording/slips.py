"""The names of slips and channels as staff rooms show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SLIPS: Mapping[str, StrOrPromise] = {
    "receipt": pgettext_lazy("slip", "Receipt and appointment slip"),
    "supplement": pgettext_lazy("slip", "Request for papers"),
    "refusal": pgettext_lazy("slip", "Refusal slip"),
    "apology": pgettext_lazy("slip", "Apology and new appointment"),
    "stop": pgettext_lazy("slip", "Notice of stopping"),
    "control": pgettext_lazy("slip", "Control slip"),
    "register": pgettext_lazy("slip", "Register"),
    "hand_over": pgettext_lazy("slip", "Hand-over slip"),
    "return": pgettext_lazy("slip", "Slip for the returned result"),
    "transfer": pgettext_lazy("slip", "Slip to another agency"),
}

CHANNELS: Mapping[str, StrOrPromise] = {
    "counter": pgettext_lazy("channel", "At the counter"),
    "online": pgettext_lazy("channel", "Online"),
    "post": pgettext_lazy("channel", "By public post"),
}


def title(kind: str) -> str:
    """Return the name of a kind of slip."""
    return str(SLIPS.get(kind, kind))
