"""Bundles: the papers of a dossier travel tied together under one label, and exactly one holder has them at any moment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_CODE = re.compile(r"[^\s/?#]+(?:/\d{1,2})?$")


class Holder(StrEnum):
    """Who has a bundle (bó hồ sơ giấy)."""

    UNIT = "unit"  # a unit, with the person who took it
    POST = "post"  # bưu chính công ích
    CITIZEN = "citizen"  # given back


class HolderUnclear(ValueError):
    """A holder is a unit with a person, or the post, or the citizen: never two of them, never half of one."""


@dataclass(frozen=True)
class Held:
    """A holder; a unit always comes with the person who answers for the papers."""

    holder: Holder
    unit: str | None = None
    person: str | None = None

    def __post_init__(self) -> None:
        whole = {
            Holder.UNIT: self.unit is not None and self.person is not None,
            Holder.POST: self.person is None,
            Holder.CITIZEN: self.unit is None and self.person is None,
        }
        if not whole[self.holder]:
            raise HolderUnclear(self.holder.value)


def label(code: str, ordinal: int) -> str:
    """Return the label of a dossier's bundle: its code; a later bundle of the same dossier carries its number."""
    return code if ordinal == 1 else f"{code}/{ordinal}"


def read_label(scanned: str) -> str:
    """Return the label in what a scanner typed: the label itself, or the address of the receipt's QR code; "" for neither."""
    text = scanned.strip()
    if "/tra-cuu/" in text:
        code, _mark, query = text.partition("/tra-cuu/")[2].partition("?")
        text = code.rstrip("/") + (f"/{query.removeprefix('bo=')}" if query.startswith("bo=") else "")
    return text.upper() if _CODE.match(text) else ""
