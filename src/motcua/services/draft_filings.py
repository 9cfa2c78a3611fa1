"""From a finished draft to the filing that the dossier services take."""

from __future__ import annotations

import uuid

from motcua.domain.dossiers.states import Place
from motcua.domain.permissions.roles import Actor, ActorKind, Role
from motcua.domain.procedures.revision import Channel
from motcua.queries.configuration import Configuration
from motcua.services.dossiers.filings import Filing, GivenConsent, GivenPaper
from motcua.services.draft_checks import Look


def of(look: Look, *, config: Configuration, actor: Actor) -> Filing:
    """Return the filing of a draft that is ready; hidden answers are already gone from it."""
    held, unit = look.held, look.where.unit
    assert unit is not None
    consent = held.body.get("consent")
    back = held.result.get("unit") if held.result.get("way") == "counter" else ""
    return Filing(
        procedure_code=held.procedure_code,
        channel=Channel.ONLINE,
        place=Place(held.place),
        received_unit=unit.id,
        parties=look.parties,
        answers=look.checked.answers,
        papers=_papers(look),
        case=look.case,
        help_unit=_help_unit(actor) if consent else None,
        return_unit=uuid.UUID(back) if back and back in config.units and actor.learner is None else unit.id,
        consent=GivenConsent(how=str(consent["how"])) if consent else None,
        revision_id=held.revision_id,
        deliver=str(held.result.get("way") or ""),
        deliver_to=str(held.result.get("address") or "") if held.result.get("way") == "post" else "",
    )


def _papers(look: Look) -> tuple[GivenPaper, ...]:
    return tuple(
        GivenPaper(component=c.key, name=c.name.vi, files=tuple(file.id for file in look.held.files[c.key]))
        for c in look.components
        if look.held.files.get(c.key)
    )


def _help_unit(actor: Actor) -> uuid.UUID | None:
    """Return the unit of the helper or clerk who files for somebody."""
    if actor.kind is not ActorKind.STAFF:
        return None
    units = actor.units_as(Role.HELPER) or actor.units_as(Role.CLERK, Role.ONE_STOP_HEAD)
    return uuid.UUID(min(units)) if units else None
