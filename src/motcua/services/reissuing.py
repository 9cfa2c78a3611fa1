"""Issuing a result again: its number was spoilt, stays in the book with the reason, and the result gets a new one."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from motcua.domain.dossiers.lifecycle import InputMissing
from motcua.domain.dossiers.transitions import Action
from motcua.domain.folding import clean_text
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.revision import IssuedBy
from motcua.ports.antivirus import Antivirus
from motcua.ports.printer import Printer
from motcua.queries import access, configuration
from motcua.services import books, result_documents
from motcua.services.dossiers import beside, issuing
from motcua.services.dossiers.waits import InputWrong
from motcua.services.result_documents import TRIES, ResultChanged
from motcua.storage import ids
from motcua.storage.books.models import BookLine
from motcua.storage.dossiers.models import Dossier, Result
from motcua.storage.writes import Batch


class NothingToReissue(LookupError):
    """No result of ours stands issued in this dossier."""


class _NumberTaken(RuntimeError):
    """Somebody else drew the foreseen number first."""


def reissue(
    *, dossier_id: uuid.UUID, reason: str, actor: Actor, at: dt.datetime, printer: Printer, antivirus: Antivirus, number: str = "",
    source: str = "",
) -> str:  # fmt: skip
    """Strike out a spoilt number and issue the result anew; return the new number.

    The old result and its document are kept, marked as replaced. Raises access.NotAllowed, NotPossible, NothingToReissue,
    InputMissing(reason), InputWrong(source), books.NotVoidable, books.BookClosed, PrintFailed, ResultChanged.
    """
    if not reason.strip():
        raise InputMissing(Action.REISSUE, "reason")
    if number.strip() and not source.strip():
        raise InputWrong("source", "missing")
    row = access.get(actor, Action.REISSUE, dossier_id)
    config, old = configuration.current(), standing(row)
    for _try in range(TRIES):
        text = number.strip() or issuing.foreseen(config, row, old.name, at)
        draft = Result(id=old.id, key=old.key, name=old.name, content_sealed=old.content_sealed, number="", issued_on=None)
        file_id = result_documents.store(row, draft, text, actor=actor, at=at, printer=printer, antivirus=antivirus)
        try:
            with transaction.atomic():
                return _again(row.id, old, text, file_id, reason, actor, at, number.strip(), source.strip())
        except _NumberTaken:
            continue
    raise ResultChanged(str(dossier_id))


def standing(row: Dossier) -> Result:
    """Return the result of ours that stands issued. Raises NothingToReissue."""
    ours = {k.key for k in configuration.revision(row.revision_id).results if k.issued_by is IssuedBy.HERE}
    found = Result.objects.filter(dossier_id=row.id, replaced_at=None, source="", key__in=ours).exclude(number="").order_by("created_at")
    first = found.first()
    if first is None:
        raise NothingToReissue(str(row.id))
    return first


def _again(
    dossier_id: uuid.UUID, old: Result, text: str, file_id: uuid.UUID, reason: str, actor: Actor, at: dt.datetime, typed: str,
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
        file_id=file_id, content_sealed=old.content_sealed, created_at=at, created_by=uuid.UUID(actor.id), book_line=line_id,
        signature_id=old.signature_id,
    )  # fmt: skip
    data: dict[str, object] = {"result": str(new), "number": drawn, "instead_of_number": old.number, "sealed": True}
    if source:
        data["source"] = source[:120]
    beside.write(row=row, action=Action.REISSUE, actor=actor, at=at, batch=Batch(), data=data)
    return drawn
