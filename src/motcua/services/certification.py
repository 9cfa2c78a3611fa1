"""The certification desk: one filing for everything somebody brings, a number of the book for each original, ready to sign."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from motcua.domain.certification import deeds
from motcua.domain.certification.deeds import RULES, Deed, Original, Wrong
from motcua.domain.dossiers.lifecycle import NotPossible
from motcua.domain.dossiers.transitions import Action
from motcua.domain.fees.schedule import Quantity, price
from motcua.domain.folding import clean_text
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.permissions.scope import NotAllowed
from motcua.domain.procedures.revision import Revision
from motcua.queries import certified, configuration
from motcua.queries.certified import Numbered
from motcua.services import books, certified_numbers, results, visits, walk_ins
from motcua.services.dossiers import beside, moving, opening
from motcua.services.dossiers.filings import Filing, GivenPaper, OnPaper, Opened
from motcua.services.walk_ins import Fault, WalkIn
from motcua.storage.books.models import BookLine
from motcua.storage.dossiers.models import Dossier
from motcua.storage.visits.models import Certified
from motcua.storage.writes import Batch

MOST_AGREED_DAYS = 30


class DeskWrong(ValueError):
    """The screen cannot be received as it is: what is wrong with the person, and (index, reason) for each row; nothing was stored."""

    def __init__(self, faults: list[Fault], originals: list[tuple[int, Wrong]]) -> None:
        self.faults, self.originals = faults, originals
        super().__init__(", ".join([*(f.name for f in faults), *(f"{index}: {why}" for index, why in originals)]))


class NotOffered(LookupError):
    """The province offers no such certification on that day."""


@dataclass(frozen=True)
class Desk:
    """What stands on the clerk's screen: who asks (`walk_in`), what is certified, and until when."""

    walk_in: WalkIn
    deed: Deed
    originals: tuple[Original, ...]
    agreed_days: int = 0  # working days agreed in writing; 0: within the day
    signer: uuid.UUID | None = None  # who is to certify


@dataclass(frozen=True)
class Taken:
    """A certification that was received: its dossier and the numbers given."""

    opened: Opened
    numbers: tuple[Numbered, ...]


def cost(deed: Deed, originals: Sequence[Original], *, at: dt.datetime) -> int:
    """Return the price of the rows as they stand, in đồng, without reliefs; 0 where nothing can be priced. Raises NotOffered."""
    item = next((f for f in _revision(deed, at).fees if f.key == RULES[deed].fee), None)
    if item is None:
        return 0
    parts = [Quantity(*certified_numbers.part(deed, one)) for one in originals if not deeds.check((one,))]
    return sum(price(part, amount=item.amount or 0, tiers=item.tiers, cap=item.cap) for part in parts)


def offered(deed: Deed, *, at: dt.datetime) -> bool:
    """Return whether the province offers this kind of certification on the day."""
    return configuration.current().in_force(RULES[deed].procedure, local(at).date()) is not None


def receive(desk: Desk, *, actor: Actor, at: dt.datetime, key: str) -> Taken:
    """Receive the certification in one act: dossier, clock, receipt, one number of the book for each original.

    Whoever may also prepare it (a clerk who is the unit's justice officer) hands it on to the signer in the same act;
    otherwise it waits for the officer. A repeat with the same `key` returns what was received the first time. Raises
    DeskWrong, NotOffered, books.BookClosed, FilingRefused, and as `opening.receive`.
    """
    filing = filing_of(desk, actor=actor, at=at)
    with transaction.atomic():
        opened = opening.receive(filing=filing, actor=actor, at=at, key=key)
        if opened.repeated:
            return Taken(opened, certified.of_dossier(opened.id))
        visits.join(dossier_id=opened.id, walk_in=desk.walk_in, actor=actor, at=at)
        _number(opened.id, desk.deed, list(enumerate(desk.originals)), desk.signer, actor, at)
        _prepare(opened.id, desk.deed, actor, at)
    return Taken(opened, certified.of_dossier(opened.id))


def receive_from_paper(desk: Desk, *, actor: Actor, received_at: dt.datetime, paper: OnPaper) -> Opened:
    """Receive a certification that stood on a fallback slip: the next numbers of the book, given at the true time.

    The book goes on without a gap; its lines show the true day. Only later entry comes here, inside the transaction of the
    confirmation. Raises as `receive`.
    """
    filing = filing_of(desk, actor=actor, at=received_at)
    opened = opening.receive_from_paper(filing=filing, actor=actor, received_at=received_at, paper=paper)
    visits.join(dossier_id=opened.id, walk_in=desk.walk_in, actor=actor, at=received_at)
    _number(opened.id, desk.deed, list(enumerate(desk.originals)), desk.signer, actor, received_at)
    _prepare(opened.id, desk.deed, actor, paper.written_at)
    return opened


def number_one(*, dossier_id: uuid.UUID, deed: Deed, answers: Mapping[str, object], actor: Actor, at: dt.datetime) -> None:
    """Number a certification that was received on the general screen: one row, named and counted by the form's answers.

    Runs in the transaction of the reception. Raises books.BookClosed.
    """
    _number(dossier_id, deed, [(0, certified_numbers.original_of(deed, answers))], None, actor, at)


def spoil(*, certified_id: uuid.UUID, reason: str, actor: Actor, at: dt.datetime) -> Numbered:
    """Void the number of an original and give it the next one: the spoilt number stays in the book with its reason.

    Raises NotAllowed, lifecycle.NotPossible, books.ReasonMissing, books.NotVoidable, books.BookClosed, LookupError.
    """
    with transaction.atomic():
        row = Certified.objects.select_for_update().filter(id=certified_id, spoilt_at=None).first()
        if row is None:
            raise LookupError(str(certified_id))
        beside.locked(actor=actor, action=Action.CERTIFY, dossier_id=row.dossier_id)
        line = BookLine.objects.select_for_update(of=("self",)).select_related("book").get(id=row.line_id)
        books.spoil(line, reason=reason, actor=actor, at=at)
        Certified.objects.filter(id=row.id).update(spoilt_at=at)
        original = Original(row.name, row.pages, row.copies)
        _number(row.dossier_id, Deed(row.deed), [(row.ordinal, original)], row.signer, actor, at)
    return next(one for one in certified.of_dossier(row.dossier_id) if one.ordinal == row.ordinal)


def _revision(deed: Deed, at: dt.datetime) -> Revision:
    published = configuration.current().in_force(RULES[deed].procedure, local(at).date())
    if published is None:
        raise NotOffered(RULES[deed].procedure)
    return configuration.revision(published.id)


def filing_of(desk: Desk, *, actor: Actor, at: dt.datetime) -> Filing:
    """Return the filing the desk says, nothing drawn or written. Raises DeskWrong, NotOffered."""
    originals = tuple(replace(one, name=clean_text(one.name)) for one in desk.originals)
    found = deeds.check(originals)
    _revision(desk.deed, at)
    walk_in = replace(desk.walk_in, code=RULES[desk.deed].procedure, answers=_answers(desk.deed, originals), papers=_papers(desk.deed, originals))
    try:
        filing = walk_ins.filing(walk_in, actor=actor, at=at)
    except walk_ins.WalkInWrong as wrong:
        raise DeskWrong([f for f in wrong.faults if f.name not in ("procedure", "case", "papers", "answers")], found) from wrong
    if found:
        raise DeskWrong([], found)
    each = {RULES[desk.deed].fee: tuple(certified_numbers.part(desk.deed, one) for one in originals)}
    return replace(filing, each=each, papers_stay=False, agreed_days=max(0, min(desk.agreed_days, MOST_AGREED_DAYS)))


def _answers(deed: Deed, originals: Sequence[Original]) -> dict[str, object]:
    names = [one.name for one in originals]
    if deed is Deed.COPY:
        pages, sets = (max((getattr(one, name) for one in originals), default=1) for name in ("pages", "copies"))
        return {"form_of_copy": "paper", "documents": [{"title": n[:200]} for n in names[:20]], "pages": pages, "sets": min(sets, 100)}
    return {"document_kind": "other", "documents_count": len(names), "document_title": ", ".join(names)[:200] or "…", "how": "sign", "at_home": False}


def _papers(deed: Deed, originals: Sequence[Original]) -> tuple[GivenPaper, ...]:
    component = "original" if deed is Deed.COPY else "document"
    return tuple(GivenPaper(component=component, name=one.name, originals=1) for one in originals) or (
        GivenPaper(component=component, name="…", originals=1),
    )


def _number(
    dossier_id: uuid.UUID, deed: Deed, rows: Sequence[tuple[int, Original]], signer: uuid.UUID | None, actor: Actor, at: dt.datetime
) -> None:
    """Draw a number for each row and enter them in the dossier's ledger, in the transaction at hand."""
    dossier = beside.locked(actor=actor, action=Action.CERTIFY, dossier_id=dossier_id)
    drawn = certified_numbers.give(row=dossier, deed=deed, originals=rows, signer=signer, actor=actor, at=at)
    data = {"deed": deed.value, "year": drawn[0].year, "numbers": [one.number for one in drawn], "book": str(drawn[0].book_id)}
    beside.write(row=dossier, action=Action.CERTIFY, actor=actor, at=at, batch=Batch(), data=data)


def _prepare(dossier_id: uuid.UUID, deed: Deed, actor: Actor, at: dt.datetime) -> None:
    """Take the steps before signing in the same act, as far as the actor's roles reach; the rest waits in the work-list."""
    moving.advance(dossier_id=dossier_id, action=Action.HAND_OVER, actor=actor, at=at)
    row = Dossier.objects.only("step_unit_id", "step_role").get(id=dossier_id)
    if row.step_role != Role.OFFICER.value or str(row.step_unit_id) not in actor.units_as(Role.OFFICER):
        return
    try:
        with transaction.atomic():
            moving.advance(dossier_id=dossier_id, action=Action.ASSIGN, actor=actor, at=at, inputs={"assignee": actor.id})
            results.draft(dossier_id=dossier_id, actor=actor, at=at)
            moving.advance(dossier_id=dossier_id, action=Action.PROPOSE, actor=actor, at=at, inputs={"decision": "grant"})
    except (NotAllowed, NotPossible):
        return  # the published workflow asks for somebody else here
