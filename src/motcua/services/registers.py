"""Entering received dossiers in the register of their unit: gapless, in the order they were received, beside the intake.

The number is drawn after the reception, not in it: counters of one unit never wait for each other's intake to end, and the
register still misses nobody, because what is not entered is found from the figures' own facts.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from motcua.domain.books.kinds import Kind
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.queries import configuration, registers
from motcua.services import books
from motcua.services.books import BookClosed, Wanted

BACK = dt.timedelta(days=3)  # how far each run looks back; a longer look once a night finds the rest
FAR_BACK = dt.timedelta(days=60)


def enter(*, actor: Actor, at: dt.datetime, back: dt.timedelta = BACK, units: Sequence[uuid.UUID] | None = None) -> int:
    """Enter every received dossier that stands in no register yet and return how many; a unit at a time, each in one act."""
    config = configuration.current()
    found = registers.not_entered(since=local(at).date() - back, units=units)
    keys = sorted({(str(books.authority(config, one.unit).id), local(one.accepted_at).year) for one in found})
    return sum(_of_unit(uuid.UUID(unit), year, actor, at, back) for unit, year in keys)


def entered(*, dossier_id: uuid.UUID, unit: uuid.UUID, actor: Actor, at: dt.datetime) -> tuple[int, int] | None:
    """Return year and number of a dossier in the register, entering first what of its unit waits; None where it does not belong."""
    line = registers.line_of(dossier_id)
    if line is None and enter(actor=actor, at=at, units=[unit]):
        line = registers.line_of(dossier_id)
    return line


def words(line: tuple[int, int] | None) -> str:
    """Return what a receipt says of the register: `Sổ theo dõi hồ sơ: quyển số 2026, số thứ tự 07` (TT 03/2025, Mẫu 01)."""
    return f"Vào Sổ theo dõi hồ sơ, quyển số {line[0]}, số thứ tự {line[1]:02d}" if line else ""


def _of_unit(unit: uuid.UUID, year: int, actor: Actor, at: dt.datetime, back: dt.timedelta) -> int:
    config = configuration.current()
    with transaction.atomic():
        try:
            books.hold(unit=unit, kind=Kind.REGISTER, year=year, at=at)
        except BookClosed:
            year = local(at).year
            books.hold(unit=unit, kind=Kind.REGISTER, year=year, at=at)
        # Looked up again under the book's lock: whoever held it before may have entered some of them.
        under = [u.id for u in config.units.values() if books.authority(config, u.id).id == unit]
        mine = [w for w in registers.not_entered(since=local(at).date() - back, units=under) if local(w.accepted_at).year <= year]
        wanted = [Wanted(one.dossier_id, None, one.title) for one in mine]
        books.draw(unit=unit, kind=Kind.REGISTER, wanted=wanted, actor=actor, at=at, year=year)
    return len(wanted)

