"""What we ask of the post (bưu chính công ích): a waybill for a parcel, and where a parcel is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from motcua.domain.papers.transfers import Carried


class PostAway(Exception):
    """The post's system does not answer; the waybill can be typed from the paper one."""


@dataclass(frozen=True)
class PostParcel:
    """A parcel to announce: name and address as written on it, nothing else of the dossier."""

    name: str
    address: str


class Post(Protocol):
    """Anything that carries parcels and tells of them; answers within ten seconds."""

    def announce(self, parcel: PostParcel) -> str:
        """Announce a parcel and return its waybill number. Raises PostAway."""
        ...

    def ask(self, waybill: str) -> Carried | None:
        """Return what the post last said of a parcel; None where it knows nothing or does not answer."""
        ...
