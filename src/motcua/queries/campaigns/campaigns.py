"""Campaigns with what happened in them: reminders, tasks, difficulties; of the units a reader reaches."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from motcua.domain.campaigns.plan import Pace, Plan, State, Target, state_on, targets_of
from motcua.domain.campaigns.scores import Formula
from motcua.domain.people.units import Level, Unit, UnitKind, in_force
from motcua.domain.permissions import campaigns as rights
from motcua.domain.permissions.campaigns import CampaignAct
from motcua.domain.permissions.roles import Actor
from motcua.queries import board, configuration, console_units
from motcua.storage.campaigns import models as rows

_LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
_KINDS = (UnitKind.DEPARTMENT, UnitKind.DISTRICT, UnitKind.COMMUNE_COMMITTEE)


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """A campaign as it is read on a day."""

    id: uuid.UUID
    template: str
    state: State
    over: bool  # its last day has passed
    plan: Plan
    units: tuple[str, ...]
    formula: Formula
    decision: str
    decided_on: dt.date | None
    prepared_by: str
    approved_by: str
    closed_at: dt.datetime | None
    ending: Mapping[str, object] | None = None

    @property
    def targets(self) -> tuple[Target, ...]:
        """Return its targets."""
        return self.plan.targets


@dataclass(frozen=True)
class Reminded:
    """A reminder with its answer; `late` where the answer is due and not there, or came late."""

    id: uuid.UUID
    unit: str
    behind: tuple[Mapping[str, object], ...]
    words: str
    sent_at: dt.datetime
    sent_by: str
    due: dt.date
    told: int
    answer: str
    answered_at: dt.datetime | None
    answered_by: str
    late: bool


@dataclass(frozen=True)
class TaskLine:
    """A task: open, late or done."""

    id: uuid.UUID
    title: str
    unit: str
    due: dt.date
    evidence: str
    done_on: dt.date | None
    done_by: str
    late: bool


@dataclass(frozen=True)
class Hard:
    """A difficulty: open, answered or late."""

    id: uuid.UUID
    unit: str
    to_unit: str
    words: str
    sent_at: dt.datetime
    due: dt.date
    answer: str
    answered_on: dt.date | None
    answered_by: str
    late: bool


@dataclass(frozen=True)
class Tally:
    """How many there are: open, done or answered, and of both together how many late."""

    open: int = 0
    done: int = 0
    late: int = 0


@dataclass(frozen=True)
class Happened:
    """What was asked and answered in a campaign."""

    reminders: tuple[Reminded, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    difficulties: tuple[Hard, ...] = ()
    counted: Mapping[str, Tally] = field(default_factory=dict)


def listed(today: dt.date) -> list[Campaign]:
    """Return every campaign, the latest first."""
    found = list(rows.Campaign.objects.defer("ending").order_by("-first", "-id"))
    names = _people(found)
    return [_campaign(row, today, names, ending=False) for row in found]


def one(campaign_id: uuid.UUID, today: dt.date) -> Campaign | None:
    """Return a campaign, or None."""
    row = rows.Campaign.objects.filter(id=campaign_id).first()
    return _campaign(row, today, _people([row])) if row else None


def seen(actor: Actor, campaign: Campaign) -> tuple[str, ...]:
    """Return the units of a campaign whose figures the actor may read: those in their reach."""
    within = board.reach(actor, None)[1]
    return tuple(unit for unit in campaign.units if unit in within)


def top() -> str:
    """Return the committee of the province; empty where there is none."""
    units = configuration.current().units.values()
    return next((str(u.id) for u in units if u.kind is UnitKind.PROVINCE_COMMITTEE and u.valid_to is None), "")


def own_units(actor: Actor, act: CampaignAct, campaign: Campaign) -> tuple[str, ...]:
    """Return the units of a campaign for which the actor may take an act: as their head, or of their one-stop."""
    parts = configuration.current().children
    return tuple(u for u in campaign.units if rights.may_for(actor, act, u, parts=frozenset(parts.get(u, ()))))


def usual_units(first: dt.date, last: dt.date) -> list[Unit]:
    """Return the units a campaign of these days usually has: departments, districts while there were any, communes."""
    config = configuration.current()
    found = [u for u in config.units.values() if u.kind in _KINDS and u.level in _LEVELS and (in_force(u, first) or in_force(u, last))]
    return sorted(found, key=lambda u: (_LEVELS.index(u.level), u.code))


def happened(campaign_id: uuid.UUID, units: Collection[str], today: dt.date) -> Happened:
    """Return reminders, tasks and difficulties of these units, what is open first; a difficulty is also its answerer's."""
    within = list(units)
    reminders = list(rows.Reminder.objects.filter(campaign=campaign_id, unit__in=within).order_by("answered_at", "-sent_at"))
    tasks = list(rows.Task.objects.filter(campaign=campaign_id, unit__in=within).order_by("done_on", "due", "id"))
    hard = list((rows.Difficulty.objects.filter(campaign=campaign_id, unit__in=within)
                 | rows.Difficulty.objects.filter(campaign=campaign_id, to_unit__in=within)).order_by("answered_on", "due", "id"))  # fmt: skip
    names = console_units.names({*(r.sent_by for r in reminders), *(r.answered_by for r in reminders), *(t.done_by for t in tasks),
                                 *(d.answered_by for d in hard)} - {""})  # fmt: skip
    return _happened(reminders, tasks, hard, names, today)


def _happened(
    reminders: Iterable[rows.Reminder], tasks: Iterable[rows.Task], hard: Iterable[rows.Difficulty], names: Mapping[str, str], today: dt.date
) -> Happened:
    found = Happened(
        tuple(Reminded(r.id, str(r.unit_id), tuple(r.behind), r.words, r.sent_at, names.get(r.sent_by, ""), r.due, r.told, r.answer,
                       r.answered_at, names.get(r.answered_by, ""), r.answered_at is None and r.due < today) for r in reminders),
        tuple(TaskLine(t.id, t.title, str(t.unit_id), t.due, t.evidence, t.done_on, names.get(t.done_by, ""), (t.done_on or today) > t.due)
              for t in tasks),
        tuple(Hard(d.id, str(d.unit_id), str(d.to_unit_id), d.words, d.sent_at, d.due, d.answer, d.answered_on,
                   names.get(d.answered_by, ""), (d.answered_on or today) > d.due) for d in hard),
    )  # fmt: skip
    counted = {
        "reminders": _tally((r.answered_at is not None, r.late) for r in found.reminders),
        "tasks": _tally((t.done_on is not None, t.late) for t in found.tasks),
        "difficulties": _tally((d.answered_on is not None, d.late) for d in found.difficulties),
    }
    return Happened(found.reminders, found.tasks, found.difficulties, counted)


def _tally(lines: Iterable[tuple[bool, bool]]) -> Tally:
    known = list(lines)
    return Tally(sum(not done for done, _l in known), sum(done for done, _l in known), sum(late for _d, late in known))


def _campaign(row: rows.Campaign, today: dt.date, names: Mapping[str, str], *, ending: bool = True) -> Campaign:
    plan = Plan(name=row.name, first=row.first, last=row.last, pace=Pace(row.pace), targets=targets_of(row.targets))
    return Campaign(
        id=row.id, template=row.template, state=state_on(State(row.state), row.first, today), over=row.last < today, plan=plan,
        units=tuple(str(u) for u in row.units), formula=Formula(**row.formula), decision=row.decision, decided_on=row.decided_on,
        prepared_by=names.get(row.prepared_by, ""), approved_by=names.get(row.approved_by, ""), closed_at=row.closed_at,
        ending=row.ending if ending else None,
    )  # fmt: skip


def _people(found: Iterable[rows.Campaign]) -> dict[str, str]:
    return console_units.names({i for row in found for i in (row.prepared_by, row.approved_by)} - {""})
