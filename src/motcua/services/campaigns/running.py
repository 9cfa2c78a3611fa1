"""While a campaign runs: reminding units that are behind, tasks, difficulties; each asked by one and answered by another."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from motcua.domain.hours import local
from motcua.domain.permissions.campaigns import CampaignAct
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import configuration
from motcua.queries.campaigns import campaigns, standings
from motcua.queries.campaigns.standings import Standing
from motcua.services import ledger
from motcua.services.campaigns import rights
from motcua.services.campaigns.rights import BEGUN, CampaignNotPossible, CampaignWrong, NotForCampaigns
from motcua.storage import ids
from motcua.storage.campaigns.models import Campaign, Difficulty, Reminder, Task
from motcua.storage.people.models import StaffRole, Unit
from motcua.storage.writes import Batch

__all__ = ["CampaignNotPossible", "CampaignWrong", "NotForCampaigns"]

TOPIC = "campaign.reminded"
ANSWER_DAYS = 2  # working days in which a reminder is answered
_TOLD = (Role.HEAD.value, Role.ONE_STOP_HEAD.value)


def remind(*, campaign_id: uuid.UUID, units: Collection[str], words: str = "", actor: Actor, at: dt.datetime) -> int:
    """Remind units that are behind, each with its own figures of this moment, and write to their heads; return how many.

    A unit whose last reminder waits for its answer is not reminded again. Raises NotForCampaigns, CampaignNotPossible
    (state, nobody_behind), CampaignWrong (units, words).
    """
    if len(words) > 1000:
        raise CampaignWrong("words")
    today = local(at).date()
    with transaction.atomic():
        row = rights.locked(campaign_id, CampaignAct.REMIND, actor, at, states=BEGUN)
        wanted = [unit for unit in dict.fromkeys(units) if unit in {str(u) for u in row.units}]
        if not wanted:
            raise CampaignWrong("units")
        campaign = campaigns.one(campaign_id, today)
        assert campaign is not None
        standing = standings.of(campaign, campaign.units, today)
        waiting = {str(u) for u in Reminder.objects.filter(campaign=row, answered_at=None).values_list("unit_id", flat=True)}
        behind = {unit: _behind(standing, unit) for unit in wanted if unit not in waiting}
        if not any(behind.values()):
            raise CampaignNotPossible("nobody_behind")
        due = configuration.current().national.nth_working_day(today, ANSWER_DAYS)
        for unit, lines in behind.items():
            if lines:
                _remind(row, unit, lines, words.strip(), due, actor, at)
    return sum(bool(lines) for lines in behind.values())


def answer(*, reminder_id: uuid.UUID, text: str, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Answer a reminder for one's unit; return the campaign. Raises NotForCampaigns, CampaignNotPossible (answered), CampaignWrong (text)."""
    said = rights.words(text, "text", 2000)
    with transaction.atomic():
        row = Reminder.objects.select_for_update(of=("self",)).select_related("campaign").filter(id=reminder_id).first()
        if row is None or not rights.may_for(actor, CampaignAct.ANSWER, row.unit_id):
            raise NotForCampaigns
        _still(row.campaign, row.answered_at)
        row.answer, row.answered_at, row.answered_by = said, at, actor.id
        row.save(update_fields=["answer", "answered_at", "answered_by"])
        rights.note(row.campaign, "reminder_answered", actor, at, reminder=str(row.id), unit=str(row.unit_id))
    return row.campaign_id


def give_task(*, campaign_id: uuid.UUID, title: str, unit_id: str, due: dt.date, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Give a unit a task until a day. Raises NotForCampaigns, CampaignNotPossible, CampaignWrong (title, unit, due)."""
    named = rights.words(title, "title", 500)
    unit = _unit(unit_id, "unit")
    if due < local(at).date():
        raise CampaignWrong("due")
    with transaction.atomic():
        row = rights.locked(campaign_id, CampaignAct.GIVE_TASK, actor, at, states=BEGUN)
        if unit.id not in row.units:
            raise CampaignWrong("unit")
        task = Task.objects.create(id=ids.new(), campaign=row, title=named, unit=unit, due=due, given_at=at, given_by=actor.id)
        rights.note(row, "task", actor, at, task=str(task.id), unit=str(unit.id), due=str(due))
    return task.id


def finish_task(*, task_id: uuid.UUID, evidence: str, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Report a task of one's unit as done, with what proves it; return the campaign.

    Raises NotForCampaigns, CampaignNotPossible (state, answered), CampaignWrong (evidence).
    """
    said = rights.words(evidence, "evidence", 2000)
    with transaction.atomic():
        row = Task.objects.select_for_update(of=("self",)).select_related("campaign").filter(id=task_id).first()
        if row is None or not rights.may_for(actor, CampaignAct.ANSWER, row.unit_id):
            raise NotForCampaigns
        _still(row.campaign, row.done_at)
        row.evidence, row.done_at, row.done_on, row.done_by = said, at, local(at).date(), actor.id
        row.save(update_fields=["evidence", "done_at", "done_on", "done_by"])
        rights.note(row.campaign, "task_done", actor, at, task=str(row.id), unit=str(row.unit_id))
    return row.campaign_id


def report_difficulty(
    *, campaign_id: uuid.UUID, unit_id: str, to_unit: str, words: str, due: dt.date, actor: Actor, at: dt.datetime
) -> uuid.UUID:
    """Send a difficulty of one's unit to the unit that can remove it, with the day by which an answer is asked.

    Raises NotForCampaigns, CampaignNotPossible, CampaignWrong (words, unit, to_unit, due).
    """
    said, here, there = rights.words(words, "words", 2000), _unit(unit_id, "unit"), _unit(to_unit, "to_unit")
    if due < local(at).date():
        raise CampaignWrong("due")
    if here.id == there.id:
        raise CampaignWrong("to_unit")
    if not rights.may_for(actor, CampaignAct.REPORT_DIFFICULTY, here.id):
        raise NotForCampaigns
    with transaction.atomic():
        row = rights.locked(campaign_id, CampaignAct.REPORT_DIFFICULTY, actor, at, states=BEGUN)
        if here.id not in row.units or there.id not in row.units:
            raise CampaignWrong("unit" if here.id not in row.units else "to_unit")
        made = Difficulty.objects.create(id=ids.new(), campaign=row, unit=here, to_unit=there, words=said, sent_at=at, sent_by=actor.id, due=due)
        rights.note(row, "difficulty", actor, at, difficulty=str(made.id), unit=str(here.id), to=str(there.id), due=str(due))
    return made.id


def answer_difficulty(*, difficulty_id: uuid.UUID, text: str, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Answer a difficulty that was sent to one's unit; return the campaign. Raises NotForCampaigns, CampaignNotPossible, CampaignWrong (text)."""
    said = rights.words(text, "text", 2000)
    with transaction.atomic():
        row = Difficulty.objects.select_for_update(of=("self",)).select_related("campaign").filter(id=difficulty_id).first()
        if row is None or not rights.may_for(actor, CampaignAct.ANSWER, row.to_unit_id):
            raise NotForCampaigns
        _still(row.campaign, row.answered_at)
        row.answer, row.answered_at, row.answered_on, row.answered_by = said, at, local(at).date(), actor.id
        row.save(update_fields=["answer", "answered_at", "answered_on", "answered_by"])
        rights.note(row.campaign, "difficulty_answered", actor, at, difficulty=str(row.id), unit=str(row.to_unit_id))
    return row.campaign_id


def _remind(row: Campaign, unit: str, lines: list[dict[str, object]], words: str, due: dt.date, actor: Actor, at: dt.datetime) -> None:
    heads = _heads(unit, local(at).date())
    made = Reminder.objects.create(
        id=ids.new(), campaign=row, unit_id=uuid.UUID(unit), behind=lines, words=words, sent_at=at, sent_by=actor.id, due=due, told=len(heads)
    )
    batch = Batch()
    for person in heads:
        body = {"reminder": str(made.id), "staff": str(person), "on": str(local(at).date())}
        batch.insert("ledger_message", ledger.messages(learner=actor.learner, topic=TOPIC, chain=None, body=body, at=at))
    batch.write()
    rights.note(row, "remind", actor, at, reminder=str(made.id), unit=unit, behind=[line["indicator"] for line in lines], told=len(heads))


def _behind(standing: Standing, unit: str) -> list[dict[str, object]]:
    """Return the targets a unit is behind with, as plain data: what its reminder says."""
    return [
        {"indicator": one.target.indicator, "hit": row.hit, "of": row.of, "goal": str(row.goal),
         "short": row.short.now if row.short else None}
        for one in standing.targets for row in one.behind if row.unit == unit
    ]  # fmt: skip


def _heads(unit: str, day: dt.date) -> list[uuid.UUID]:
    """Return who is told: the heads of the unit and of the one-stops directly under it."""
    near = [unit, *configuration.current().children.get(unit, ())]
    held = StaffRole.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day, staff__is_active=True)
    own = held.filter(unit_id=unit, role__in=_TOLD) | held.filter(unit_id__in=near, role=Role.ONE_STOP_HEAD.value)
    return sorted(set(own.values_list("staff_id", flat=True)))


def _unit(unit_id: str, what: str) -> Unit:
    try:
        found = Unit.objects.filter(id=uuid.UUID(unit_id)).first()
    except ValueError:
        found = None
    if found is None:
        raise CampaignWrong(what)
    return found


def _still(campaign: Campaign, answered: dt.datetime | None) -> None:
    if answered is not None:
        raise CampaignNotPossible("answered")
    if campaign.state == "closed":
        raise CampaignNotPossible("state")
