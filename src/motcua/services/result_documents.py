"""The document of a result: laid out from the draft and the answers, printed outside any transaction, kept when it is issued."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from motcua.domain.books import outgoing
from motcua.domain.dossiers.slip_contents import Signer
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import OUTCOME_OF, Action
from motcua.domain.hours import ZONE, local
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.revision import IssuedBy, Revision
from motcua.ports.antivirus import Antivirus
from motcua.ports.printer import Printer
from motcua.queries import access, configuration, dossier_pages, refusals
from motcua.queries.configuration import Configuration
from motcua.services import answer_texts, files, ledger, print_blocks, result_pages
from motcua.services.dossiers import issuing, moving, signatures, slips
from motcua.services.dossiers.moving import Done
from motcua.services.print_blocks import Page
from motcua.services.result_pages import FieldValue, ResultHead, ResultIncomplete
from motcua.storage import sealing
from motcua.storage.dossiers.models import Dossier, Result

TRIES = 5  # how often a document is printed again because its number was taken meanwhile


class NothingToPrint(LookupError):
    """There is no draft to lay out, or its document comes from a sector system."""


class ResultChanged(RuntimeError):
    """The draft was replaced while its document was being made: nothing was issued, do it again."""


class _NumberTaken(RuntimeError):
    """Somebody else drew the foreseen number first: the document is printed again under the next."""


@dataclass(frozen=True)
class Made:
    """A document ready to be kept with its result."""

    result_id: uuid.UUID
    file_id: uuid.UUID
    number: str


def preview(*, dossier_id: uuid.UUID, actor: Actor, at: dt.datetime, printer: Printer) -> bytes:
    """Return the drafted document as it would be issued now, and record the reading.

    Raises access.NotAllowed, NothingToPrint, PrintFailed.
    """
    row = access.get(actor, Action.READ, dossier_id)
    draft = _draft(row, elsewhere=True)
    if draft is None:
        raise NothingToPrint(str(dossier_id))
    page = lay_out(row=row, draft=draft, at=at)
    ledger.read(actor=actor, at=at, purpose="result_preview", dossier_ids=[row.id])
    return printer.render(page.template, page.data)


def advance(
    *, dossier_id: uuid.UUID, action: Action, actor: Actor, at: dt.datetime, printer: Printer, antivirus: Antivirus,
    inputs: Mapping[str, object] | None = None,
) -> Done:
    """Take an action; where it settles the dossier with a result of ours, its document is printed and kept with it.

    The document carries the number it will be given: it is foreseen, printed before the transaction begins, and printed
    again where somebody else took that number meanwhile, so that no book waits for a printer. A draft replaced meanwhile
    raises ResultChanged and nothing is issued. Raises as `moving.advance`, and PrintFailed.
    """  # fmt: skip
    row = _reached(actor, action, dossier_id, at)
    draft = _draft(row) if _settles(row, action) else None
    if draft is None:
        return moving.advance(dossier_id=dossier_id, action=action, actor=actor, at=at, inputs=inputs)
    for _try in range(TRIES):
        number = draft.number or str((inputs or {}).get("number") or "").strip()
        number = number or issuing.foreseen(configuration.current(), row, draft.name, at)
        signer = None
        if action is Action.APPROVE:
            signer = signatures.block_of(configuration.current(), actor, row.step_unit_id, row.procedure_code, at)
        made = Made(draft.id, store(row, draft, number, actor=actor, at=at, printer=printer, antivirus=antivirus, signer=signer), number)
        try:
            with transaction.atomic():
                done = moving.advance(dossier_id=dossier_id, action=action, actor=actor, at=at, inputs=inputs)
                _keep(made)
            return done
        except _NumberTaken:
            continue
    raise ResultChanged(str(dossier_id))


def store(
    row: Dossier, draft: Result, number: str, *, actor: Actor, at: dt.datetime, printer: Printer, antivirus: Antivirus,
    signer: Signer | None = None,
) -> uuid.UUID:  # fmt: skip
    """Print the document under this number and keep the file; return its id. Raises PrintFailed."""
    page = lay_out(row=row, draft=draft, at=at, number=number, signer=signer)
    content = io.BytesIO(printer.render(page.template, page.data))
    return files.store(content=content, name=f"{row.code} {draft.name[:80]}.pdf", actor=actor, at=at, antivirus=antivirus)


def _keep(made: Made) -> None:
    row = Result.objects.filter(id=made.result_id, replaced_at=None).first()
    if row is None:
        raise ResultChanged(str(made.result_id))
    if row.number != made.number:
        raise _NumberTaken
    Result.objects.filter(id=made.result_id).update(file_id=made.file_id)


def _reached(actor: Actor, action: Action, dossier_id: uuid.UUID, at: dt.datetime) -> Dossier:
    try:
        return access.get(actor, action, dossier_id)
    except access.NotAllowed:
        raise refusals.why(actor=actor, action=action, dossier_id=dossier_id, day=local(at).date()) from None


def lay_out(*, row: Dossier, draft: Result, at: dt.datetime, number: str = "", signer: Signer | None = None) -> Page:
    """Return the page of a drafted result: the same dossier, draft and moment always give the same page.

    Before it is issued the place of the number stays open, unless the number it will be given is said.
    """
    config = configuration.current()
    revision = configuration.revision(row.revision_id)
    kind = next((k for k in revision.results if k.key == draft.key), None)
    head = _head(config, row, draft, at, number=number, signer=signer)
    content = str(sealing.unseal(draft.content_sealed, context="dossiers.result") or "")
    written = [part.strip() for part in content.splitlines() if part.strip()]
    answers = dossier_pages.answers_of(row)
    pages = dossier_pages.summary_of(row.revision_id, revision, answers)
    told = list(answer_texts.lines(pages))
    template = kind.template if kind else None
    fields = _fields(template, revision, row, head, written, told, pages)
    if template in result_pages.RESULT_FORMS and fields is not None:
        try:
            return result_pages.result_page(
                str(template), head=head, fields=fields, at=at, title="" if template == "decision" else draft.name,
                subject=f"Về việc {_lower(row.title)}" if template == "decision" else "",
            )  # fmt: skip
        except ResultIncomplete:
            pass  # answers taken at a counter may lack what the form needs: a letter says what is known
    return _letter(head, draft, row, written, told, at)


def _settles(row: Dossier, action: Action) -> bool:
    """Tell whether the action ends the workflow with a result to hand out."""
    outcome = OUTCOME_OF.get(action)
    workflow = configuration.revision(row.revision_id).workflow
    if outcome is None or workflow is None or row.step is None or row.decision == "refuse" or row.status != Status.IN_PROGRESS:
        return False
    try:
        return workflow.step(row.step).next.get(outcome) == "end"
    except KeyError:
        return False


def _draft(row: Dossier, *, elsewhere: bool = False) -> Result | None:
    """Return the draft whose document is made here, not what has its file already.

    What a sector's system issues is none of them, except to look at a draft that has no number yet (`elsewhere`).
    """
    revision = configuration.revision(row.revision_id)
    ours = {k.key for k in revision.results if elsewhere or k.issued_by is IssuedBy.HERE}
    found = Result.objects.filter(dossier_id=row.id, replaced_at=None, file_id=None).order_by("created_at")
    return next((r for r in found if r.key in ours and not r.source), None)


def _head(config: Configuration, row: Dossier, draft: Result, at: dt.datetime, *, number: str, signer: Signer | None) -> ResultHead:
    moment = dt.datetime.combine(draft.issued_on, dt.time(), ZONE) if draft.issued_on else at
    given = draft.number or number or _open_place(config, row, draft, at)
    top = slips.head_of(config, row.competent_unit_id, moment, number=given, code=row.code)
    return ResultHead(
        parent=top.parent, office=top.office, number=given, place=top.place, issued_at=moment,
        signer=signer or signatures.signer_of(config, row), code=row.code, lookup=top.lookup, demo=settings.ENVIRONMENT.demo,
        recipients=("Người làm thủ tục", "Lưu: hồ sơ"),
    )  # fmt: skip


def _open_place(config: Configuration, row: Dossier, draft: Result, at: dt.datetime) -> str:
    """Return what stands for the number of a draft; the symbol of a sector's system is not ours to foresee."""
    elsewhere = {k.key for k in configuration.revision(row.revision_id).results if k.issued_by is IssuedBy.SECTOR}
    return outgoing.BLANK if draft.key in elsewhere else issuing.text_of(config, row, draft.name, None, at)


def _fields(
    template: str | None, revision: Revision, row: Dossier, head: ResultHead, written: Sequence[str],
    told: Sequence[tuple[str, str]], pages: Sequence[object],
) -> dict[str, FieldValue] | None:  # fmt: skip
    if template == "extract":
        rows = [{"label": question, "value": answer} for question, answer in told]
        return {"lines": rows, "note": " ".join(written)}
    if template == "decision":
        who = row.owner_name
        articles = list(written) or [f"{_result_of(revision)} cho ông/bà {who}, theo hồ sơ mã số {row.code}."]
        articles.append(f"Các cơ quan, đơn vị liên quan và ông/bà {who} thi hành Quyết định này./.")
        grounds = [f"Căn cứ {b.title or 'văn bản'} số {b.number}" for b in revision.legal_basis]
        return {"issuer": _issuer(head.office), "grounds": list(grounds or ["Căn cứ quy định của pháp luật"]), "articles": list(articles)}
    form = result_pages.RESULT_FORMS.get(str(template))
    if form is None:
        return None
    known = {r.id: answer_texts.of(r) for page in pages for r in page.rows}  # type: ignore[attr-defined]
    return {name: known[name] for name in (*form.required, *form.optional) if known.get(name)}


def _issuer(office: str) -> str:
    return f"Chủ tịch {office}" if office.startswith(("UBND", "Ủy ban")) else f"Giám đốc {office}"


def _result_of(revision: Revision) -> str:
    name = revision.short_name or revision.name
    return f"Giải quyết thủ tục “{name.vi}”"


def _letter(
    head: ResultHead, draft: Result, row: Dossier, written: Sequence[str], told: Sequence[tuple[str, str]], at: dt.datetime
) -> Page:
    blocks = [print_blocks.text(part, indent=True) for part in written]
    if not blocks:
        blocks.append(print_blocks.text(f"{head.office} xác nhận đã giải quyết hồ sơ của ông/bà {row.owner_name}.", indent=True))
    if told:
        blocks.append(print_blocks.fields(*[print_blocks.field(question, answer) for question, answer in told]))
    return result_pages.letter_page(head=head, title=draft.name, subject=row.title, blocks=blocks, at=at)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


