"""Closing a campaign: the figures of its end are recorded, and from then on they are what its page and report say."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from motcua.domain.campaigns import standing
from motcua.domain.campaigns.plan import State
from motcua.domain.hours import local
from motcua.domain.permissions.campaigns import CampaignAct
from motcua.domain.permissions.roles import Actor
from motcua.queries.campaigns import campaigns, standings
from motcua.services.campaigns import rights
from motcua.services.campaigns.rights import CampaignNotPossible, NotForCampaigns

__all__ = ["CampaignNotPossible", "NotForCampaigns"]


def close(*, campaign_id: uuid.UUID, actor: Actor, at: dt.datetime) -> None:
    """Close a campaign whose last day is over. Raises NotForCampaigns, CampaignNotPossible (state, not_over)."""
    today = local(at).date()
    with transaction.atomic():
        row = rights.locked(campaign_id, CampaignAct.CLOSE, actor, at, states=frozenset({State.RUNNING}))
        if today <= row.last:
            raise CampaignNotPossible("not_over")
        found = campaigns.one(campaign_id, today)
        assert found is not None
        counts = standings.read(found, found.units, today, by_day=True)
        row.ending = {"on": str(today), "counts": standing.as_plain(counts)}
        row.state, row.closed_at, row.closed_by = State.CLOSED.value, at, actor.id
        row.save(update_fields=["ending", "state", "closed_at", "closed_by"])
        rights.note(row, "close", actor, at, last=str(row.last))
