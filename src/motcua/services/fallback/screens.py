"""What was typed for a later entry as plain data, sealed until it becomes a dossier, and back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from motcua.domain.certification.deeds import RULES, Deed, Original
from motcua.domain.people.card import CardField
from motcua.domain.procedures.revision import Channel
from motcua.services.certification import Desk
from motcua.services.dossiers.filings import GivenPaper
from motcua.services.walk_ins import Typed, WalkIn

CONTEXT = "fallback.screen"
Screen = WalkIn | Desk


@dataclass(frozen=True)
class Known:
    """What of a screen stands in columns: what it is, its procedure, and the files it holds."""

    what: str
    procedure: str
    files: tuple[uuid.UUID, ...]


def known(screen: Screen) -> Known:
    """Return what of a screen stands in columns."""
    if isinstance(screen, Desk):
        return Known("certification", RULES[screen.deed].procedure, ())
    return Known("dossier", screen.code, tuple(file for paper in screen.papers for file in paper.files))


def walk_in_of(screen: Screen) -> WalkIn:
    """Return who stands before the counter and at which one."""
    return screen.walk_in if isinstance(screen, Desk) else screen


def to_data(screen: Screen) -> dict[str, Any]:
    """Return a screen as data that can be sealed."""
    if isinstance(screen, WalkIn):
        return {"walk_in": _walk_in(screen)}
    return {
        "walk_in": _walk_in(screen.walk_in), "deed": screen.deed.value, "originals": [asdict(one) for one in screen.originals],
        "agreed_days": screen.agreed_days, "signer": str(screen.signer) if screen.signer else None,
    }  # fmt: skip


def from_data(data: Mapping[str, Any]) -> Screen:
    """Return the screen that was sealed."""
    walk_in = _read(data["walk_in"])
    if "deed" not in data:
        return walk_in
    return Desk(
        walk_in, Deed(data["deed"]), tuple(Original(**one) for one in data["originals"]), agreed_days=data["agreed_days"],
        signer=uuid.UUID(data["signer"]) if data["signer"] else None,
    )  # fmt: skip


def _walk_in(given: WalkIn) -> dict[str, Any]:
    said = {f.name: getattr(given, f.name) for f in fields(WalkIn)}
    return said | {
        "received_unit": str(given.received_unit), "return_unit": str(given.return_unit) if given.return_unit else None,
        "submitter": asdict(given.submitter), "owner": asdict(given.owner) if given.owner else None, "channel": given.channel.value,
        "answers": dict(given.answers), "chosen_fees": sorted(given.chosen_fees), "card_fields": sorted(given.card_fields),
        "quantities": {key: list(pair) for key, pair in given.quantities.items()},
        "papers": [asdict(replace(p, references=())) | {"files": [str(f) for f in p.files]} for p in given.papers],
    }  # fmt: skip


def _read(said: Mapping[str, Any]) -> WalkIn:
    papers = (GivenPaper(**{**p, "files": tuple(uuid.UUID(f) for f in p["files"]), "references": ()}) for p in said["papers"])
    return WalkIn(**{
        **said, "received_unit": uuid.UUID(said["received_unit"]), "return_unit": uuid.UUID(said["return_unit"]) if said["return_unit"] else None,
        "submitter": Typed(**said["submitter"]), "owner": Typed(**said["owner"]) if said["owner"] else None, "channel": Channel(said["channel"]),
        "chosen_fees": frozenset(said["chosen_fees"]), "quantities": {k: (v[0], v[1]) for k, v in said["quantities"].items()},
        "papers": tuple(papers), "card_fields": frozenset(CardField(f) for f in said.get("card_fields", CardField)),
    })  # fmt: skip
