"""Preparing a campaign: a new one from a template or from nothing, its days, units, targets and formula; approving it by a decision."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace

from django.db import transaction

from motcua.domain.campaigns import plan, scores, templates
from motcua.domain.campaigns.plan import Goal, Pace, PlanWrong, State, Target
from motcua.domain.campaigns.scores import Formula
from motcua.domain.hours import local
from motcua.domain.permissions.campaigns import CampaignAct
from motcua.domain.permissions.roles import Actor, ActorKind
from motcua.queries import configuration
from motcua.queries.campaigns import campaigns
from motcua.services.campaigns import rights
from motcua.services.campaigns.rights import CampaignNotPossible, CampaignWrong, NotForCampaigns
from motcua.storage import ids
from motcua.storage.campaigns.models import Campaign

__all__ = ["CampaignNotPossible", "CampaignWrong", "NotForCampaigns", "PlanWrong"]

_NUMBER = re.compile(r"\d[^\s/]*/\S")  # số và ký hiệu: 140/KH-UBND
DRAFT = frozenset({State.DRAFT})


def begin(*, name: str, first: dt.date, last: dt.date, template: str = "", actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Begin the draft of a campaign with the targets of a template, its usual units and formula; return its id.

    Growth on the year before the template's year becomes growth on the year before the new one. Raises NotForCampaigns,
    PlanWrong (last), CampaignWrong (name, template).
    """
    if not rights.may(actor, CampaignAct.PREPARE):
        raise NotForCampaigns
    if template and template not in templates.ALL:
        raise CampaignWrong("template")
    named = rights.words(name, "name", 200)
    plan.check_days(first, last)
    found = templates.ALL.get(template)
    targets = [_moved(t, found.first.year, first.year) for t in found.targets] if found else []
    with transaction.atomic():
        row = Campaign.objects.create(
            id=ids.new(), name=named, template=template, state=State.DRAFT.value, first=first, last=last,
            pace=(found.pace if found else Pace.WORKING).value, units=[u.id for u in campaigns.usual_units(first, last)],
            targets=[plan.as_plain(t) for t in targets], formula=asdict(Formula()), prepared_at=at, prepared_by=actor.id,
        )  # fmt: skip
        rights.note(row, "begin", actor, at, template=template, first=str(first), last=str(last))
    return row.id


def change(
    *, campaign_id: uuid.UUID, name: str, first: dt.date, last: dt.date, pace: Pace, units: Collection[str], actor: Actor, at: dt.datetime
) -> None:
    """Change name, days, pace and units of a draft. Raises NotForCampaigns, CampaignNotPossible, PlanWrong (last), CampaignWrong (name, units)."""
    named = rights.words(name, "name", 200)
    plan.check_days(first, last)
    known = configuration.current().units
    wanted = list(dict.fromkeys(units))
    if not wanted or any(unit not in known for unit in wanted):
        raise CampaignWrong("units")
    with transaction.atomic():
        row = rights.locked(campaign_id, CampaignAct.PREPARE, actor, at, states=DRAFT)
        row.name, row.first, row.last, row.pace, row.units = named, first, last, pace.value, [uuid.UUID(u) for u in wanted]
        row.save(update_fields=["name", "first", "last", "pace", "units"])
        rights.note(row, "change", actor, at, first=str(first), last=str(last), pace=pace.value, units=len(wanted))


def put_target(*, campaign_id: uuid.UUID, target: Target, number: int | None = None, actor: Actor, at: dt.datetime) -> None:
    """Put a target into a draft, in the place of another (`number`) or behind the last.

    Raises NotForCampaigns, CampaignNotPossible, PlanWrong (as `plan.check` says; also targets: too many), CampaignWrong (number).
    """
    plan.check(target)
    with transaction.atomic():
        row = rights.locked(campaign_id, CampaignAct.PREPARE, actor, at, states=DRAFT)
        if number is None and len(row.targets) >= plan.MOST_TARGETS:
            raise PlanWrong("targets")
        if number is not None and not 0 <= number < len(row.targets):
            raise CampaignWrong("number")
        made = plan.as_plain(target)
        row.targets = [*row.targets, made] if number is None else [*row.targets[:number], made, *row.targets[number + 1 :]]
        row.save(update_fields=["targets"])
        rights.note(row, "target", actor, at, target=made)


def take_target_out(*, campaign_id: uuid.UUID, number: int, actor: Actor, at: dt.datetime) -> None:
    """Take a target out of a draft. Raises NotForCampaigns, CampaignNotPossible, CampaignWrong (number)."""
    with transaction.atomic():
        row = rights.locked(campaign_id, CampaignAct.PREPARE, actor, at, states=DRAFT)
        if not 0 <= number < len(row.targets):
            raise CampaignWrong("number")
        taken = row.targets[number]
        row.targets = [*row.targets[:number], *row.targets[number + 1 :]]
        row.save(update_fields=["targets"])
        rights.note(row, "target_out", actor, at, target=taken)


def set_formula(*, campaign_id: uuid.UUID, formula: Formula, weights: Sequence[int], actor: Actor, at: dt.datetime) -> None:
    """Set the formula of the emulation score of a draft, with the weight of each target.

    Raises NotForCampaigns, CampaignNotPossible, PlanWrong (cap, tasks, unanswered, weight).
    """
    scores.check(formula)
    if any(not 0 <= weight <= 100 for weight in weights):
        raise PlanWrong("weight")
    with transaction.atomic():
        row = rights.locked(campaign_id, CampaignAct.PREPARE, actor, at, states=DRAFT)
        if len(weights) != len(row.targets):
            raise CampaignNotPossible("state")
        row.formula = asdict(formula)
        row.targets = [{**target, "weight": weight} for target, weight in zip(row.targets, weights, strict=True)]
        row.save(update_fields=["formula", "targets"])
        rights.note(row, "formula", actor, at, **row.formula, weights=list(weights))


def approve(*, campaign_id: uuid.UUID, decision: str, decided_on: dt.date, actor: Actor, at: dt.datetime) -> None:
    """Approve a draft by its decision; nobody approves what they prepared themselves.

    Raises NotForCampaigns, CampaignNotPossible (state, same_person, no_targets), CampaignWrong (decision, decided_on).
    """
    number = decision.strip()
    if not _NUMBER.search(number) or len(number) > 120:
        raise CampaignWrong("decision")
    if decided_on > local(at).date():
        raise CampaignWrong("decided_on")
    with transaction.atomic():
        row = rights.locked(campaign_id, CampaignAct.APPROVE, actor, at, states=DRAFT)
        if row.prepared_by == actor.id and actor.kind is not ActorKind.SYSTEM:
            raise CampaignNotPossible("same_person")
        if not row.targets:
            raise CampaignNotPossible("no_targets")
        row.state, row.decision, row.decided_on, row.approved_at, row.approved_by = State.APPROVED.value, number, decided_on, at, actor.id
        row.save(update_fields=["state", "decision", "decided_on", "approved_at", "approved_by"])
        rights.note(row, "approve", actor, at, decision=number, decided_on=str(decided_on))


def _moved(target: Target, before: int, now: int) -> Target:
    if target.goal is Goal.ABSOLUTE or target.base_year is None:
        return target
    return replace(target, base_year=target.base_year + now - before)
