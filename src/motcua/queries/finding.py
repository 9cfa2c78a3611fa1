"""One box that finds dossiers: by code, its last four digits, identity number, card code, telephone or name, within rights."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from motcua.domain import folding
from motcua.domain.dossiers import numbering
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.people import card
from motcua.domain.people.contacts import parse_phone
from motcua.domain.people.not_valid import NotValid
from motcua.domain.permissions.roles import Actor
from motcua.queries import access, configuration, dossier_pages, worklists
from motcua.queries.configuration import Configuration
from motcua.storage import sealing
from motcua.storage.dossiers.models import Dossier, Party

MOST = 30
SHORTEST_NAME = 2
_NUMBER = re.compile(r"[0-9]{9,13}(?:-?[0-9]{3})?|[A-Z][0-9]{7,8}")
_TAIL = re.compile(r"[0-9]{4}")


@dataclass(frozen=True)
class Found:
    """One dossier found; `full` is False where only its progress may be read, and then no name is given."""

    id: uuid.UUID
    code: str
    title: str
    owner_name: str
    status: int
    received: str
    due_at: dt.datetime | None
    minutes: int | None
    full: bool


def find(*, actor: Actor, at: dt.datetime, text: str) -> tuple[Found, ...]:
    """Return the dossiers the text may mean, the latest first, names by likeness; at most MOST.

    What is found by a citizen's number, telephone or name is always within the right to read; a whole code finds any
    dossier whose progress the actor may see.
    """
    wanted = meant(text)
    config = configuration.current()
    if numbering.looks_like(wanted):
        return tuple(_by_code(config, actor, at, wanted.upper()))
    rows = _by_number(actor, at, wanted)
    if rows is None:
        rows = _by_name(actor, wanted)
    return tuple(_found(config, row, at, full=True) for row in rows)


def meant(text: str) -> str:
    """Return what a text asks for: of an address scanned from a slip the code at its end, else the text itself, cleaned."""
    wanted = folding.clean_text(text)
    last = wanted.rstrip("/").rpartition("/")[2]
    return last if numbering.looks_like(last) else wanted


def _by_code(config: Configuration, actor: Actor, at: dt.datetime, code: str) -> Iterator[Found]:
    for action, full in ((Action.READ, True), (Action.READ_PROGRESS, False)):
        try:
            yield _found(config, access.get_by_code(actor, action, code), at, full=full)
        except access.NotAllowed:
            continue
        return


def _by_number(actor: Actor, at: dt.datetime, wanted: str) -> list[Dossier] | None:
    """Return what a run of digits finds; None when the text is none."""
    compact = re.sub(r"[\s.\-()]", "", wanted)
    keys = _keys(wanted, compact, local(at).date())
    phone = _phone(wanted)
    rows = access.reachable(actor, Action.READ)
    if _TAIL.fullmatch(compact):
        return list(rows.extra(where=['RIGHT("dossiers_dossier"."code", 4) = %s'], params=[compact]).order_by("-id")[:MOST])
    if not keys and phone is None:
        return [] if compact.isdigit() else None
    found = list(rows.filter(party_keys__overlap=keys).order_by("-id")[:MOST]) if keys else []
    if phone is not None and len(found) < MOST:
        ids = Party.objects.filter(phone_key=phone).values("dossier_id")
        found += [row for row in rows.filter(id__in=ids).order_by("-id")[: MOST - len(found)] if row not in found]
    return found


def _keys(wanted: str, compact: str, today: dt.date) -> list[str]:
    """Return the blind indexes of the identity and tax numbers a text may be, a scanned card included."""
    numbers = set()
    if "|" in wanted:
        try:
            numbers.add(card.read(wanted, today=today).number.value)
        except NotValid:
            return []
    elif _NUMBER.fullmatch(compact.upper()):
        numbers |= {compact.upper(), wanted.upper()}
    return [sealing.blind("identity", number) for number in sorted(numbers)]


def _phone(wanted: str) -> str | None:
    try:
        return sealing.blind("phone", parse_phone(wanted).value)
    except NotValid:
        return None


def _by_name(actor: Actor, wanted: str) -> list[Dossier]:
    """Return owners whose folded name contains the words or is like them (trigrams), the likest first."""
    name = folding.fold(wanted)
    if len(name) < SHORTEST_NAME:
        return []
    column = '"dossiers_dossier"."owner_folded"'
    like = "%" + name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    rows = access.reachable(actor, Action.READ).extra(  # noqa: S610
        where=[f"({column} LIKE %s OR {column} %% %s)"], params=[like, name],
        select={"likeness": f"similarity({column}, %s)"}, select_params=[name],
    )  # fmt: skip
    return list(rows.extra(order_by=["-likeness", "-id"])[:MOST])


def _found(config: Configuration, row: Dossier, at: dt.datetime, *, full: bool) -> Found:
    due_at = dossier_pages.due_of(row)
    unit = config.units.get(str(row.received_unit_id))
    minutes = None if row.finished_at else worklists.time_left(config, row.step_unit_id or row.received_unit_id, at, due_at)
    return Found(
        id=row.id, code=row.code, title=row.title, owner_name=row.owner_name if full else "", status=row.status,
        received=unit.name if unit else "", due_at=due_at, minutes=minutes, full=full,
    )  # fmt: skip
