"""The words for the units in which time limits are counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LIMIT_UNITS: Mapping[str, StrOrPromise] = {
    "working_days": pgettext_lazy("row", "working days"), "working_hours": pgettext_lazy("row", "working hours"),
    "calendar_days": pgettext_lazy("row", "calendar days"), "months": pgettext_lazy("row", "months"),
    "same_day": pgettext_lazy("row", "within the day (enter 1)"),
}  # fmt: skip
