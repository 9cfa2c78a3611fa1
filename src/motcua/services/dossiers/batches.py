"""Acting on many dossiers at once: each for itself with its own outcome, and batches that leave with one slip."""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import DatabaseError, transaction

from motcua.domain.dossiers import slip_contents as contents
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.papers.transfers import What
from motcua.domain.permissions.roles import Actor
from motcua.queries import access, configuration, routing
from motcua.queries.configuration import Configuration
from motcua.services.dossiers import moving, slips
from motcua.services.dossiers.moving import Done
from motcua.services.papers import sending
from motcua.services.papers.sending import Route
from motcua.storage import ids
from motcua.storage.dossiers.models import Dossier, HandOver, IssuedSlip, Result
from motcua.storage.papers.models import Paper

MOST = 200
log = logging.getLogger("motcua.batches")


class TooMany(ValueError):
    """More dossiers than one batch takes."""


@dataclass(frozen=True)
class Outcome:
    """What came of one dossier of a batch: done, or the fault that kept it where it was."""

    id: uuid.UUID
    code: str
    done: Done | None = None
    fault: Exception | None = None


def each(*, dossier_ids: Iterable[uuid.UUID], actor: Actor, do: Callable[[uuid.UUID], Done]) -> list[Outcome]:
    """Do something with each dossier; a fault in one never stops the others.

    `do` brings its own transaction. Raises TooMany before anything is done.
    """
    wanted = _unique(dossier_ids)
    codes = _codes(actor, wanted)
    return [_one(dossier_id, codes.get(dossier_id, ""), do) for dossier_id in wanted]


def act(
    *, dossier_ids: Iterable[uuid.UUID], action: Action, actor: Actor, at: dt.datetime, inputs: Mapping[str, object] | None = None
) -> list[Outcome]:
    """Take one action of the table of moves with each dossier. Raises TooMany."""
    return each(
        dossier_ids=dossier_ids, actor=actor,
        do=lambda one: moving.advance(dossier_id=one, action=action, actor=actor, at=at, inputs=inputs),
    )  # fmt: skip


@dataclass(frozen=True)
class Batch:
    """One batch that left: where to, its slip, and what came of each dossier."""

    to_unit: str
    slip_id: uuid.UUID | None
    outcomes: tuple[Outcome, ...]

    @property
    def gone(self) -> int:
        return sum(1 for o in self.outcomes if o.done is not None)


def hand_over(*, dossier_ids: Iterable[uuid.UUID], actor: Actor, at: dt.datetime) -> list[Batch]:
    """Hand received dossiers over to the units of their first steps: one batch and one slip for each unit (61/2018 Đ18).

    The moves of a batch and its slip are one transaction; a dossier that cannot go stays, and the slip does not name it.
    """
    return _batches(dossier_ids, actor, at, Action.HAND_OVER, contents.HandOverOf.DOSSIERS)


def hand_results(*, dossier_ids: Iterable[uuid.UUID], actor: Actor, at: dt.datetime) -> list[Batch]:
    """Hand finished results out to the counters where they are collected, with one slip for each (61/2018 Đ20)."""
    return _batches(dossier_ids, actor, at, Action.HAND_RESULT, contents.HandOverOf.RESULTS)


def _batches(
    dossier_ids: Iterable[uuid.UUID], actor: Actor, at: dt.datetime, action: Action, what: contents.HandOverOf
) -> list[Batch]:
    config = configuration.current()
    rows = list(access.reachable(actor, action).filter(id__in=_unique(dossier_ids)).order_by("id"))
    found: list[Batch] = []
    groups: dict[tuple[str, str], list[Dossier]] = {}
    for row in rows:
        try:
            groups.setdefault(_way(config, row, action, at), []).append(row)
        except routing.NoCompetentUnit as fault:
            found.append(Batch("", None, (Outcome(row.id, row.code, fault=fault),)))
    for ordinal, ((giver, taker), members) in enumerate(sorted(groups.items()), start=1):
        number = f"{config.unit(giver).code}-{local(at):%y%m%d-%H%M%S}-{ordinal:02d}"
        found.append(_batch(config, giver, taker, members, actor, at, action, what, number))
    return found


def _way(config: Configuration, row: Dossier, action: Action, at: dt.datetime) -> tuple[str, str]:
    """Return from which unit to which a dossier, or its result, goes."""
    if action is Action.HAND_RESULT:
        return str(row.competent_unit_id), str(row.return_unit_id or row.received_unit_id)
    workflow = configuration.revision(row.revision_id).workflow
    if workflow is None:
        raise routing.NoCompetentUnit("step")
    received, competent = config.unit(row.received_unit_id), config.unit(row.competent_unit_id)
    unit = routing.step_unit(config, workflow.first.unit, received, competent, local(at).date())
    return str(row.received_unit_id), str(unit.id)


def _batch(
    config: Configuration, giver: str, taker: str, rows: Sequence[Dossier], actor: Actor, at: dt.datetime, action: Action,
    what: contents.HandOverOf, number: str,
) -> Batch:  # fmt: skip
    with transaction.atomic():
        outcomes = [
            _one(row.id, row.code, lambda one: moving.advance(dossier_id=one, action=action, actor=actor, at=at)) for row in rows
        ]
        gone = {o.id for o in outcomes if o.done is not None}
        members = [row for row in rows if row.id in gone]
        slip_id = _slip(config, giver, taker, members, actor, at, what, number) if members else None
        _paper_leaves(giver, taker, members, actor, at, what, number, slip_id)
    return Batch(config.unit(taker).name, slip_id, tuple(outcomes))


def _slip(
    config: Configuration, giver: str, taker: str, rows: Sequence[Dossier], actor: Actor, at: dt.datetime, what: contents.HandOverOf,
    number: str,
) -> uuid.UUID:  # fmt: skip
    slip = contents.HandOverSlip(
        head=slips.head_of(config, uuid.UUID(giver), at, number=number), what=what, giver_office=config.unit(giver).name,
        taker_office=config.unit(taker).name, at=at, lines=_lines(rows, what), giver=actor.label,
    )  # fmt: skip
    made = slips.issued(config=config, slip=slip, row=rows[0], unit=uuid.UUID(giver), actor=actor, at=at)
    made |= {"dossier_id": None, "number": number}
    IssuedSlip.objects.create(**made)
    HandOver.objects.create(
        id=ids.new(), from_unit_id=giver, to_unit_id=taker, at=at, by=uuid.UUID(actor.id), dossier_ids=[row.id for row in rows],
        slip_id=made["id"],
    )  # fmt: skip
    slip_id = made["id"]
    assert isinstance(slip_id, uuid.UUID)
    return slip_id


def _paper_leaves(
    giver: str, taker: str, rows: Sequence[Dossier], actor: Actor, at: dt.datetime, what: contents.HandOverOf, number: str,
    slip_id: uuid.UUID | None,
) -> None:  # fmt: skip
    """The dossiers have gone at once; their papers follow, and stay with who has them until they are received."""
    if giver == taker or not rows:
        return
    bundles = sending.lying(dossier_ids=[row.id for row in rows], unit=uuid.UUID(giver))
    sending.note(bundles=bundles, route=Route(uuid.UUID(giver), uuid.UUID(taker)), what=What(what.value), number=number,
                 actor=actor, at=at, slip_id=slip_id)  # fmt: skip


def paper_slip(*, giver: str, taker: str, rows: Sequence[Dossier], actor: Actor, at: dt.datetime, number: str) -> uuid.UUID:
    """Issue the slip of papers that go by themselves; within the caller's transaction."""
    return _slip(configuration.current(), giver, taker, rows, actor, at, contents.HandOverOf.DOSSIERS, number)


def _lines(rows: Sequence[Dossier], what: contents.HandOverOf) -> tuple[contents.HandOverLine, ...]:
    wanted = [row.id for row in rows]
    counts: dict[uuid.UUID, int] = {}
    numbers: dict[uuid.UUID, str] = {}
    if what is contents.HandOverOf.RESULTS:
        numbers = dict(Result.objects.filter(dossier_id__in=wanted, replaced_at=None).values_list("dossier_id", "number"))
    else:
        for paper in Paper.objects.filter(dossier_id__in=wanted):
            counts[paper.dossier_id] = counts.get(paper.dossier_id, 0) + paper.originals + paper.certified + paper.copies
    return tuple(
        contents.HandOverLine(
            code=row.code, applicant=row.owner_name, subject=row.title, papers=counts.get(row.id, 0), document=numbers.get(row.id, "")
        )
        for row in rows
    )


def _one(dossier_id: uuid.UUID, code: str, do: Callable[[uuid.UUID], Done]) -> Outcome:
    try:
        done = do(dossier_id)
        return Outcome(dossier_id, done.code, done=done)
    except (ValueError, PermissionError, LookupError, DatabaseError) as fault:
        return Outcome(dossier_id, code, fault=fault)
    except Exception as fault:
        log.exception("batch")
        return Outcome(dossier_id, code, fault=fault)


def _unique(dossier_ids: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    wanted = sorted(set(dossier_ids))
    if len(wanted) > MOST:
        raise TooMany(str(len(wanted)))
    return wanted


def _codes(actor: Actor, wanted: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the codes of those dossiers that the actor may read: a fault names no other."""
    return dict(access.reachable(actor, Action.READ).filter(id__in=wanted).values_list("id", "code"))


def recent(*, actor: Actor, at: dt.datetime, days: int = 3) -> list[HandOver]:
    """Return the batches that left or reached the actor's units lately, latest first."""
    units = {h.unit for h in actor.holdings}
    found = HandOver.objects.filter(at__gte=at - dt.timedelta(days=days)).order_by("-at").select_related("from_unit", "to_unit")
    return [b for b in found[:100] if {str(b.from_unit_id), str(b.to_unit_id)} & units]


