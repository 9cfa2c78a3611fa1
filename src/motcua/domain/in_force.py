"""Rules with dates: which version of a rule is in force (còn hiệu lực) on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Generic, Protocol, TypeVar


class Dated(Protocol):
    """Anything that is in force from one day to another, both included; no last day: until further notice."""

    @property
    def effective_from(self) -> date: ...

    @property
    def effective_to(self) -> date | None: ...


D = TypeVar("D", bound=Dated)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Version(Generic[T]):
    """A value with the days it is in force and its legal basis (căn cứ pháp lý)."""

    value: T
    effective_from: date
    effective_to: date | None = None
    legal_basis: str = ""


class NothingInForce(LookupError):
    """No version is in force on the day."""


class SeveralInForce(LookupError):
    """More than one version is in force on the day: the catalogue contradicts itself."""


def on(versions: Iterable[D], day: date) -> D:
    """Give the one version in force on the day; raise NothingInForce or SeveralInForce."""
    found = [version for version in versions if holds_on(version, day)]
    if not found:
        raise NothingInForce(f"nothing is in force on {day}")
    if len(found) > 1:
        raise SeveralInForce(f"{len(found)} versions are in force on {day}")
    return found[0]


def holds_on(version: Dated, day: date) -> bool:
    """Say whether the version is in force on the day."""
    until = version.effective_to
    return version.effective_from <= day and (until is None or day <= until)


def gaps(versions: Iterable[Dated]) -> list[tuple[date, date]]:
    """Give the stretches between versions, first and last day, on which nothing is in force.

    Raises SeveralInForce when two versions overlap and ValueError when one ends before it begins.
    """
    ordered = sorted(versions, key=lambda version: version.effective_from)
    found = []
    for version in ordered:
        if version.effective_to is not None and version.effective_to < version.effective_from:
            raise ValueError(
                f"a version ends before it begins: {version.effective_from}-{version.effective_to}"
            )
    for before, after in pairwise(ordered):
        if before.effective_to is None or before.effective_to >= after.effective_from:
            raise SeveralInForce(f"two versions are in force on {after.effective_from}")
        first_without = before.effective_to + timedelta(days=1)
        if first_without < after.effective_from:
            found.append((first_without, after.effective_from - timedelta(days=1)))
    return found
