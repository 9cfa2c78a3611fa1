"""What is known of a citizen before they type anything: what the provider vouches for, and their earlier dossiers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor, ActorKind
from motcua.queries import access, citizens
from motcua.services import areas, ledger
from motcua.storage import sealing
from motcua.storage.dossiers.models import Party

_EARLIER = 5  # dossiers looked at
_PARTS = ("phone", "email", "address", "ethnic_group", "born", "sex")


def vouched(actor: Actor) -> Mapping[str, Any]:
    """Return the profile the identity provider vouches for; empty for anybody but a citizen with an account."""
    row = citizens.by_text_id(actor.id) if actor.kind is ActorKind.CITIZEN else None
    return citizens.profile(row) if row is not None else {}


def known(*, actor: Actor, at: dt.datetime) -> dict[str, Any]:
    """Return the profile, completed where the provider says nothing by the citizen's own earlier dossiers.

    Looking at those is recorded like any reading of them.
    """
    found = {part: value for part, value in vouched(actor).items() if value}
    if actor.kind is not ActorKind.CITIZEN or actor.person_key is None:
        return found
    if all(found.get(part) for part in _PARTS):
        return found
    ids = list(access.reachable(actor, Action.READ).order_by("-id").values_list("id", flat=True)[:_EARLIER])
    ledger.read(actor=actor, at=at, purpose="prefill", dossier_ids=ids)
    rows = Party.objects.filter(dossier_id__in=ids, identity_key=actor.person_key).order_by(
        "-dossier_id", "ordinal"
    )
    for row in rows:
        kept = sealing.unseal(row.details_sealed, context="dossiers.party")
        if isinstance(kept, Mapping):
            for part in _PARTS:
                value = (
                    _address(kept["address"]) if part == "address" and "address" in kept else kept.get(part)
                )
                if value and not found.get(part):
                    found[part] = value
    return found


def _address(kept: Mapping[str, str]) -> dict[str, str] | None:
    """Return a kept address in the parts a form asks for, when its commune is known."""
    try:
        commune = areas.commune(kept.get("area_code_new", ""))
        province = areas.province(commune.province_code)
    except areas.UnknownArea:
        return None
    text = str(kept.get("text", "")).split(" (trước ")[0]
    line = text.removesuffix(f", {commune.name}, {province.name}")
    return {"line": line, "commune": commune.name, "province": province.name} if line != text else None
