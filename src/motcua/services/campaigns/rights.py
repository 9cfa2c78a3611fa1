"""Locking a campaign for an act, if the actor may take it and it stands where the act is possible; noting the act."""

from __future__ import annotations

import datetime as dt
import uuid

from motcua.domain.campaigns.plan import State, state_on
from motcua.domain.folding import clean_text
from motcua.domain.hours import local
from motcua.domain.permissions import campaigns as table
from motcua.domain.permissions.campaigns import CampaignAct
from motcua.domain.permissions.roles import Actor, ActorKind
from motcua.queries import configuration
from motcua.queries.campaigns import campaigns
from motcua.services import ledger
from motcua.storage.campaigns.models import Campaign

BEGUN = frozenset({State.APPROVED, State.RUNNING})


class NotForCampaigns(PermissionError):
    """The actor may not take this act on the campaign, or there is no such campaign: the two are not told apart."""


class CampaignNotPossible(ValueError):
    """The act does not fit where the campaign stands; `why` is state, same_person, no_targets, not_over, answered, nobody_behind."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class CampaignWrong(ValueError):
    """Something given cannot be taken; `what` names the field."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


def may(actor: Actor, act: CampaignAct) -> bool:
    """Return whether the actor may take the act at all; acts for a unit are asked of each unit besides."""
    return actor.kind is ActorKind.SYSTEM or table.may(actor, act, top=campaigns.top())


def may_for(actor: Actor, act: CampaignAct, unit: object) -> bool:
    """Return whether the actor may take an act for a unit."""
    parts = frozenset(configuration.current().children.get(str(unit), ()))
    return actor.kind is ActorKind.SYSTEM or table.may_for(actor, act, str(unit), parts=parts)


def locked(campaign_id: uuid.UUID, act: CampaignAct, actor: Actor, at: dt.datetime, *, states: frozenset[State]) -> Campaign:
    """Lock a campaign for an act. Raises NotForCampaigns, CampaignNotPossible (state)."""
    row = Campaign.objects.select_for_update().filter(id=campaign_id).first()
    if row is None or not may(actor, act):
        raise NotForCampaigns
    if state_on(State(row.state), row.first, local(at).date()) not in states:
        raise CampaignNotPossible("state")
    return row


def note(row: Campaign, action: str, actor: Actor, at: dt.datetime, **data: object) -> None:
    """Note an act in the chain of the campaign."""
    ledger.note_subject(subject=row.id, kind="campaign", action=f"campaign.{action}", actor=actor, at=at, data=data)


def words(given: str, what: str, most: int) -> str:
    """Return what was written, without spaces around it. Raises CampaignWrong (what) for nothing, or too much."""
    found = given.strip()
    if not clean_text(found) or len(found) > most:
        raise CampaignWrong(what)
    return found
