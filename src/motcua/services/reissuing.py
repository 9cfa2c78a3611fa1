"""Issuing a result again: its number was spoilt, or the agency made it wrong; the old one stays, the result gets a new number."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from motcua.domain.dossiers.faults import FaultKind
from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.states import DeliveryStatus, Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.folding import clean_text
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.revision import IssuedBy
from motcua.ports.antivirus import Antivirus
from motcua.ports.printer import Printer
from motcua.queries import access, configuration
from motcua.services import books, faults, result_documents
from motcua.services.dossiers import beside, issuing, travels
from motcua.services.result_documents import TRIES, ResultChanged
from motcua.storage import ids
from motcua.storage.books.models import BookLine
from motcua.storage.corrections.models import Fault
from motcua.storage.dossiers.models import Dossier, Result
from motcua.storage.writes import Batch


class NothingToReissue(LookupError):
    """No result of ours stands issued in this dossier."""


class _NumberTaken(RuntimeError):
    """Somebody else drew the foreseen number first."""


def reissue(
    *, dossier_id: uuid.UUID, reason: str, actor: Actor, at: dt.datetime, printer: Printer, antivirus: Antivirus, number: str = "",
    source: str = "", instead_of: str | None = None,
) -> str:  # fmt: skip
    """Strike out a spoilt number and issue the result anew; return the new number.

    The old result and its document are kept, marked as replaced. Where the head has admitted that it was wrong, the new one says
    what they signed, and the citizen is told to fetch it, free of charge; only then may a result that was returned be issued
    again. `instead_of` names the result that the asker saw: where another stands by now, nothing is done. Raises
    access.NotAllowed, NotPossible (no_fault, reissued), NothingToReissue,
    InputMissing(reason), InputWrong(source, number), books.NotVoidable, books.BookClosed, PrintFailed, ResultChanged.
    """
    if not reason.strip():
        raise InputMissing(Action.REISSUE, "reason")
    issuing.check_typed(number.strip(), source.strip())
    row = access.get(actor, Action.REISSUE, dossier_id)
    fault = _admitted(row)
    config, old = configuration.current(), _seen(row, instead_of)
    content = fault.content_sealed if fault is not None and fault.content_sealed else old.content_sealed
    for _try in range(TRIES):
        text = number.strip() or issuing.foreseen(config, row, old.name, at)
        draft = Result(id=old.id, key=old.key, name=old.name, content_sealed=content, number="", issued_on=None)
        file_id = result_documents.store(row, draft, text, actor=actor, at=at, printer=printer, antivirus=antivirus)
        try:
            with transaction.atomic():
                return _again(row.id, old, text, _New(file_id, content, fault), reason, actor, at, number.strip(), source.strip())
        except _NumberTaken:
            continue
    raise ResultChanged(str(dossier_id))


@dataclass(frozen=True)
class _New:
    """The new document: its file, what it says, and the fault it makes good, if any."""

    file_id: uuid.UUID
    content: bytes | None
    fault: Fault | None


def _admitted(row: Dossier) -> Fault | None:
    """Return the wrong result that was admitted and has no right one yet. Raises NotPossible for a returned dossier without."""
    found = Fault.objects.filter(dossier_id=row.id, kind=FaultKind.WRONG_RESULT.value, settled_at=None, right=None).first()
    if found is None and row.status == Status.RETURNED:
        raise NotPossible(Action.REISSUE, Status.RETURNED, "no_fault")
    return found


def _seen(row: Dossier, instead_of: str | None) -> Result:
    """Return the result that stands. Raises NotPossible (reissued) where it is not the one that was seen, NothingToReissue."""
    found = standing(row)
    if instead_of is None or instead_of == str(found.id):
        return found
    if instead_of or Result.objects.filter(dossier_id=row.id, key=found.key, replaced_at__isnull=False).exclude(number="").exists():
        raise NotPossible(Action.REISSUE, Status(row.status), "reissued")
    return found


def standing(row: Dossier) -> Result:
    """Return the result of ours that stands issued. Raises NothingToReissue."""
    ours = {k.key for k in configuration.revision(row.revision_id).results if k.issued_by is IssuedBy.HERE}
    found = Result.objects.filter(dossier_id=row.id, replaced_at=None, source="", key__in=ours).exclude(number="").order_by("created_at")
    first = found.first()
    if first is None:
        raise NothingToReissue(str(row.id))
    return first


def _again(
    dossier_id: uuid.UUID, old: Result, text: str, made: _New, reason: str, actor: Actor, at: dt.datetime, typed: str,
    source: str,
) -> str:  # fmt: skip
    row = beside.locked(actor=actor, action=Action.REISSUE, dossier_id=dossier_id)
    if Result.objects.filter(id=old.id, replaced_at=None).update(replaced_at=at) != 1:
        raise ResultChanged(str(dossier_id))
    line = BookLine.objects.select_for_update(of=("self",)).select_related("book").filter(id=old.book_line).first()
    if line is not None:
        books.spoil(line, reason=clean_text(reason), actor=actor, at=at)
    new = ids.new()
    line_id, drawn = issuing.draw(configuration.current(), row, new, old.name, actor=actor, at=at, typed=typed, source=source)
    if drawn != text:
        raise _NumberTaken
    Result.objects.create(
        id=new, dossier_id=row.id, key=old.key, name=old.name, code=old.code, number=drawn, issued_on=local(at).date(), source="",
        file_id=made.file_id, content_sealed=made.content, created_at=at, created_by=uuid.UUID(actor.id), book_line=line_id,
        signature_id=made.fault.signature_id if made.fault and made.fault.signature_id else old.signature_id,
    )  # fmt: skip
    data: dict[str, object] = {"result": str(new), "number": drawn, "instead_of_number": old.number, "sealed": True}
    if source:
        data["source"] = source[:120]
    batch = Batch()
    if made.fault is not None:
        data["fault"] = str(made.fault.id)
        batch.update("corrections_fault", "id", made.fault.id, {"right_id": new})
        faults.tell(batch, row, Action.REISSUE, at)
        if (call := travels.call_for(batch, row, Action.REISSUE, at)) is not None:
            data["call"] = call
    back = {"delivery_status": int(DeliveryStatus.AT_AGENCY)} if row.delivery_status == DeliveryStatus.AT_COUNTER else {}
    beside.write(row=row, action=Action.REISSUE, actor=actor, at=at, batch=batch, data=data, changes=back)  # the new paper lies here
    return drawn
