"""Lists by decision: proposed by a unit, appraised by procedure control, approved with number and day; each by another person.

An approved list is never changed: another decision replaces it from a day on, or it ends with a day and a reason. Every step is noted in the list's own chain.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from motcua.domain.folding import clean_text
from motcua.domain.hours import local
from motcua.domain.people.units import UnitKind
from motcua.domain.permissions import lists as rights
from motcua.domain.permissions.lists import ListAct
from motcua.domain.permissions.roles import Actor, ActorKind, Role
from motcua.domain.procedures import lists
from motcua.domain.procedures.lists import ListKind, ListNotPossible, ListState
from motcua.queries import configuration
from motcua.services import configuration as configuration_service
from motcua.services import ledger
from motcua.storage import ids
from motcua.storage.lists.models import DecidedList
from motcua.storage.procedures.models import Procedure

__all__ = ["ListNotPossible"]

_NUMBER = re.compile(r"\d[^\s/]*/\S")  # số và ký hiệu: 1234/QĐ-UBND


class NotForLists(PermissionError):
    """The actor may not take this act on lists, or there is no such list: the two are not told apart."""


class ListWrong(ValueError):
    """Something of the list cannot be taken: `what` is title, codes, unknown_codes, text, decision, decided_on, first, before_decision, last, ends."""

    def __init__(self, what: str, codes: tuple[str, ...] = ()) -> None:
        self.what, self.codes = what, codes
        super().__init__(what)


@dataclass(frozen=True)
class Decision:
    """The decision that approves a list: its number and day, and the days on which the list holds."""

    number: str
    day: dt.date
    first: dt.date
    last: dt.date | None = None
    replaces: uuid.UUID | None = None  # an earlier list of the kind that ends the day before


def propose(*, kind: ListKind, title: str, codes: Iterable[str], unit_id: uuid.UUID, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Propose a list for a unit of one's own and return its id. Raises NotForLists, ListWrong (title, codes, unknown_codes)."""
    mine = actor.units_as(Role.OFFICER, Role.HEAD)
    if actor.kind is not ActorKind.SYSTEM and (not rights.may(actor, ListAct.PROPOSE) or str(unit_id) not in mine):
        raise NotForLists
    wanted = list(dict.fromkeys(code.strip() for code in codes if code.strip()))
    if not clean_text(title):
        raise ListWrong("title")
    if not wanted:
        raise ListWrong("codes")
    known = set(Procedure.objects.filter(code__in=wanted).values_list("code", flat=True))
    unknown = tuple(code for code in wanted if code not in known)
    if unknown:
        raise ListWrong("unknown_codes", unknown)
    with transaction.atomic():
        row = DecidedList.objects.create(
            id=ids.new(), kind=kind.value, state=ListState.PROPOSED.value, title=clean_text(title)[:300], codes=wanted, unit_id=unit_id,
            proposed_at=at, proposed_by=actor.id,
        )  # fmt: skip
        _note(row, ListAct.PROPOSE, actor, at, kind=kind.value, codes=wanted, unit=str(unit_id))
    return row.id


def appraise(*, list_id: uuid.UUID, text: str, actor: Actor, at: dt.datetime) -> None:
    """Appraise a proposed list, with what was found. Raises NotForLists, ListNotPossible, ListWrong (text)."""
    with transaction.atomic():
        row = _locked(list_id, ListAct.APPRAISE, ListState.APPRAISED, actor)
        if not clean_text(text):
            raise ListWrong("text")
        row.state, row.appraised_at, row.appraised_by, row.appraisal = ListState.APPRAISED.value, at, actor.id, text.strip()[:1000]
        row.save(update_fields=["state", "appraised_at", "appraised_by", "appraisal"])
        _note(row, ListAct.APPRAISE, actor, at)


def approve(*, list_id: uuid.UUID, decision: Decision, actor: Actor, at: dt.datetime) -> None:
    """Approve an appraised list by a decision; an earlier list that it replaces ends the day before the new one begins.

    Raises NotForLists, ListNotPossible (state, same_person), ListWrong (decision, decided_on, before_decision, first, last).
    """
    number = clean_text(decision.number)
    if not _NUMBER.search(number):
        raise ListWrong("decision")
    if decision.day > local(at).date():
        raise ListWrong("decided_on")
    if decision.first < decision.day:
        raise ListWrong("before_decision")
    if decision.last is not None and decision.last < decision.first:
        raise ListWrong("last")
    with transaction.atomic():
        row = _locked(list_id, ListAct.APPROVE, ListState.APPROVED, actor)
        row.state, row.approved_at, row.approved_by = ListState.APPROVED.value, at, actor.id
        row.decision, row.decided_on, row.valid_from, row.valid_to = number[:120], decision.day, decision.first, decision.last
        row.save(update_fields=["state", "approved_at", "approved_by", "decision", "decided_on", "valid_from", "valid_to"])
        if decision.replaces is not None:
            _replace(row, decision, actor, at)
        _note(row, ListAct.APPROVE, actor, at, decision=number, decided_on=str(decision.day), first=str(decision.first),
              last=str(decision.last) if decision.last else None)  # fmt: skip
        configuration_service.changed()


def refuse(*, list_id: uuid.UUID, text: str, actor: Actor, at: dt.datetime) -> None:
    """Send a list that is not decided yet out of the way, with the reason. Raises NotForLists, ListNotPossible, ListWrong (text)."""
    with transaction.atomic():
        row = _locked(list_id, ListAct.REFUSE, ListState.REFUSED, actor)
        if not clean_text(text):
            raise ListWrong("text")
        row.state, row.refused_at, row.refused_by, row.refusal = ListState.REFUSED.value, at, actor.id, text.strip()[:1000]
        row.save(update_fields=["state", "refused_at", "refused_by", "refusal"])
        _note(row, ListAct.REFUSE, actor, at)


def end(*, list_id: uuid.UUID, last: dt.date, text: str, actor: Actor, at: dt.datetime) -> None:
    """Let an approved list that nothing replaces end with a day from today on, with the reason.

    Raises NotForLists, ListNotPossible (state), ListWrong (text, ends).
    """
    with transaction.atomic():
        row = DecidedList.objects.select_for_update().filter(id=list_id).first()
        if row is None or (actor.kind is not ActorKind.SYSTEM and not rights.may(actor, ListAct.END, top=_top())):
            raise NotForLists
        today = local(at).date()
        if not lists.may_end(ListState(row.state), row.valid_to, replaced=row.replaced_by_id is not None, today=today):
            raise ListNotPossible("state")
        if not clean_text(text):
            raise ListWrong("text")
        assert row.valid_from is not None
        if last < max(row.valid_from, today) or (row.valid_to is not None and last > row.valid_to):
            raise ListWrong("ends")
        row.valid_to, row.ended_at, row.ended_by, row.ending = last, at, actor.id, text.strip()[:1000]
        row.save(update_fields=["valid_to", "ended_at", "ended_by", "ending"])
        _note(row, ListAct.END, actor, at, last=str(last))
        configuration_service.changed()


def _replace(row: DecidedList, decision: Decision, actor: Actor, at: dt.datetime) -> None:
    """End the earlier list the day before the new one begins. Raises ListWrong (first: it would end before it began)."""
    old = DecidedList.objects.select_for_update().filter(id=decision.replaces, kind=row.kind, state=ListState.APPROVED.value).first()
    if old is None or old.replaced_by_id is not None or old.id == row.id:
        raise ListNotPossible("state")
    last = decision.first - dt.timedelta(days=1)
    if old.valid_from is None or last < old.valid_from:
        raise ListWrong("first")
    old.valid_to = last if old.valid_to is None else min(old.valid_to, last)
    old.replaced_by_id = row.id
    old.save(update_fields=["valid_to", "replaced_by"])
    ledger.note_subject(subject=old.id, kind="list", action="list.replaced", actor=actor, at=at, data={"by": str(row.id), "last": str(old.valid_to)})


def _locked(list_id: uuid.UUID, act: ListAct, to: ListState, actor: Actor) -> DecidedList:
    """Lock a list for an act. Raises NotForLists, ListNotPossible where it stands elsewhere or the same person acted before."""
    row = DecidedList.objects.select_for_update().filter(id=list_id).first()
    if row is None or (actor.kind is not ActorKind.SYSTEM and not rights.may(actor, act, top=_top())):
        raise NotForLists
    earlier = {row.proposed_by, row.appraised_by} - {""} if actor.kind is not ActorKind.SYSTEM else set()
    lists.check_step(ListState(row.state), to, by=actor.id, earlier=earlier)
    return row


def _top() -> str | None:
    """Return the committee of the province, whose leader decides."""
    units = configuration.current().units.values()
    return next((str(u.id) for u in units if u.kind is UnitKind.PROVINCE_COMMITTEE and u.valid_to is None), None)


def _note(row: DecidedList, act: ListAct, actor: Actor, at: dt.datetime, **data: object) -> None:
    ledger.note_subject(subject=row.id, kind="list", action=f"list.{act.value}", actor=actor, at=at, data=data)
