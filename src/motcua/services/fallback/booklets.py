"""Booklets of fallback slips: codes reserved from the unit's own sequence, slips spoilt with a reason, a lost booklet void."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import F, Max

from motcua.domain.dossiers import numbering
from motcua.domain.fallback.rights import Act
from motcua.domain.fallback.rules import MOST_SLIPS, SlipState
from motcua.domain.folding import clean_text
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.ports.printer import Printer
from motcua.queries import configuration
from motcua.services import ledger
from motcua.services.dossiers.printing import Printed
from motcua.services.fallback import booklet_pages, rights
from motcua.services.fallback.refusals import FallbackRefused, NotThere
from motcua.storage import ids
from motcua.storage.fallback.models import Booklet, Slip
from motcua.storage.writes import next_ordinals


def reserve(*, unit_id: uuid.UUID, size: int, actor: Actor, at: dt.datetime) -> Booklet:
    """Reserve so many codes of the unit's sequence of today and return their booklet, ready to print.

    The codes come from the sequence every dossier of the unit is numbered from: they are no other dossier's, and a slip
    that is spoilt or lost never gives its code back. Raises NotThere, FallbackRefused (`size`).
    """
    rights.needed(actor, Act.RESERVE, unit_id)
    if not 1 <= size <= MOST_SLIPS:
        raise FallbackRefused(("size", "size"))
    config, day = configuration.current(), local(at).date()
    unit = config.unit(unit_id)
    with transaction.atomic():
        ordinals = next_ordinals(unit.code, day, size)  # its row stays locked: booklets of a unit are numbered one by one
        last = Booklet.objects.filter(unit=unit_id).aggregate(last=Max("number"))["last"] or 0
        booklet = Booklet.objects.create(id=ids.new(), unit_id=unit_id, number=last + 1, size=size, made_at=at, made_by=uuid.UUID(actor.id))
        pattern = config.code_pattern(day)
        Slip.objects.bulk_create(
            Slip(id=ids.new(), booklet=booklet, ordinal=place, code=numbering.code(pattern=pattern, unit=unit.code, day=day, ordinal=one))
            for place, one in enumerate(ordinals, start=1)
        )
        said = {"unit": str(unit_id), "number": booklet.number, "size": size, "first": ordinals[0], "last": ordinals[-1], "day": str(day)}
        _note(booklet, "booklet.reserve", actor, at, said)
    return booklet


def pdf(*, booklet_id: uuid.UUID, actor: Actor, at: dt.datetime, printer: Printer) -> Printed:
    """Return the slips that are still blank as a PDF, each twice on an A4; every print is noted. Raises NotThere, FallbackRefused (`nothing_blank`)."""
    booklet = _mine(booklet_id, actor, Act.RESERVE)
    blank = list(booklet.slips.filter(state=SlipState.BLANK.value).order_by("ordinal"))
    if not blank:
        raise FallbackRefused(("", "nothing_blank"))
    page = booklet_pages.page(booklet, blank, at=at)
    content = printer.render(page.template, page.data)
    with transaction.atomic():
        Booklet.objects.filter(id=booklet.id).update(prints=F("prints") + 1)
        _note(booklet, "booklet.print", actor, at, {"slips": len(blank)})
    return Printed(content, f"phieu-du-phong-{booklet.number}.pdf")


def spoil(*, slip_id: uuid.UUID, reason: str, actor: Actor, at: dt.datetime) -> Slip:
    """Mark a blank slip as spoilt; its code stays with its reason. Raises NotThere, FallbackRefused (`reason`, `not_blank`)."""
    why = clean_text(reason)[:300]
    with transaction.atomic():
        slip = Slip.objects.select_for_update(of=("self",)).select_related("booklet").filter(id=slip_id).first()
        if slip is None:
            raise NotThere(str(slip_id))
        rights.needed(actor, Act.SPOIL, slip.booklet.unit_id)
        if not why:
            raise FallbackRefused(("reason", "reason"))
        if slip.state != SlipState.BLANK.value:
            raise FallbackRefused(("", "not_blank"))
        slip.state, slip.reason, slip.changed_at, slip.changed_by = SlipState.SPOILT.value, why, at, uuid.UUID(actor.id)
        slip.save(update_fields=["state", "reason", "changed_at", "changed_by"])
        _note(slip.booklet, "booklet.spoil", actor, at, {"slip": slip.ordinal, "code": slip.code})
    return slip


def lose(*, booklet_id: uuid.UUID, reason: str, actor: Actor, at: dt.datetime) -> int:
    """Void a lost booklet: none of its blank slips can be entered any more; return how many. Raises NotThere, FallbackRefused."""
    why = clean_text(reason)[:300]
    with transaction.atomic():
        booklet = Booklet.objects.select_for_update().filter(id=booklet_id).first()
        if booklet is None:
            raise NotThere(str(booklet_id))
        rights.needed(actor, Act.LOSE, booklet.unit_id)
        if not why:
            raise FallbackRefused(("reason", "reason"))
        if booklet.lost_at is not None:
            raise FallbackRefused(("", "lost_already"))
        blank = Slip.objects.filter(booklet=booklet, state=SlipState.BLANK.value)
        gone = blank.update(state=SlipState.LOST.value, reason=why, changed_at=at, changed_by=uuid.UUID(actor.id))
        booklet.lost_at, booklet.lost_by, booklet.lost_reason = at, uuid.UUID(actor.id), why
        booklet.save(update_fields=["lost_at", "lost_by", "lost_reason"])
        _note(booklet, "booklet.lose", actor, at, {"slips": gone})
    return gone


def _mine(booklet_id: uuid.UUID, actor: Actor, act: Act) -> Booklet:
    booklet = Booklet.objects.filter(id=booklet_id).first()
    if booklet is None:
        raise NotThere(str(booklet_id))
    rights.needed(actor, act, booklet.unit_id)
    return booklet


def _note(booklet: Booklet, action: str, actor: Actor, at: dt.datetime, data: dict[str, object]) -> None:
    ledger.note_subject(subject=booklet.id, kind="booklet", action=action, actor=actor, at=at, data=data)
