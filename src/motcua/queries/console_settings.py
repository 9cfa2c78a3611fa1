"""Dated settings as the console shows them: the value in force, what was before, what is to come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings as django_settings

from motcua.queries import configuration
from motcua.storage.people.models import DatedSetting


@dataclass(frozen=True)
class Value:
    """A value from a day on; `first` None is what the product starts with."""

    value: object
    first: dt.date | None
    basis: str
    when: str  # before | now | later


@dataclass(frozen=True)
class Setting:
    """A key with all its values, the latest first."""

    key: str
    values: tuple[Value, ...]

    @property
    def now(self) -> Value:
        return next(v for v in self.values if v.when == "now")


def all_settings(day: dt.date) -> list[Setting]:
    """Return every dated setting in the order of its table."""
    return [setting(key, day) for key in configuration.DEFAULTS]


def setting(key: str, day: dt.date) -> Setting:
    """Return one dated setting. Raises KeyError for an unknown key."""
    rows = list(DatedSetting.objects.filter(key=key).order_by("valid_from"))
    known = [(None, configuration.DEFAULTS[key], ""), *((r.valid_from, r.value, r.basis) for r in rows)]
    current = max(place for place, (first, _v, _b) in enumerate(known) if first is None or first <= day)
    values = [
        Value(value, first, basis, "now" if place == current else "before" if place < current else "later")
        for place, (first, value, basis) in enumerate(known)
    ]
    return Setting(key, tuple(reversed(values)))


def pattern_from_surroundings() -> str:
    """Return the pattern of codes that counts where none is set."""
    return str(django_settings.ENVIRONMENT.code_pattern)
