"""The papers of the certification desk: the words that certify, one page a copy, and the agreement on a later day."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from django.conf import settings

from motcua.domain.certification import deeds
from motcua.domain.certification.deeds import Deed, Requester
from motcua.domain.dossiers.slip_contents import Signer
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.people.units import UnitKind
from motcua.domain.permissions.roles import Actor
from motcua.ports.printer import Printer
from motcua.queries import access, actors, certified, configuration
from motcua.queries.certified import Numbered, number_text
from motcua.queries.configuration import Configuration
from motcua.services import books, ledger, print_blocks, result_pages, slip_texts
from motcua.services.dossiers import signatures, slips
from motcua.services.result_pages import ResultHead
from motcua.storage import sealing
from motcua.storage.dossiers.models import Dossier
from motcua.storage.people.models import Staff

MOST_PAGES = 400  # of one print


class NothingCertified(LookupError):
    """The dossier certifies nothing, or is out of reach: the two are not told apart."""


class TooManyPages(ValueError):
    """More copies than one print takes: print original by original."""


def attestations(
    *, dossier_id: uuid.UUID, actor: Actor, at: dt.datetime, printer: Printer, only: uuid.UUID | None = None
) -> bytes:
    """Return the words that certify as a PDF, a page for each copy (of one original where `only` names it).

    The reading is recorded. Raises NothingCertified, TooManyPages, PrintFailed.
    """
    row, found = _certified(actor, dossier_id)
    wanted = [one for one in found if only in (None, one.id)]
    if not wanted:
        raise NothingCertified(str(dossier_id))
    if sum(one.copies for one in wanted) > MOST_PAGES:
        raise TooManyPages(str(MOST_PAGES))
    config = configuration.current()
    office = books.authority(config, row.received_unit_id)
    asker = _requester(row)
    entries = [_entry(config, office.name, one, asker, row) for one in wanted for _copy in range(one.copies)]
    ledger.read(actor=actor, at=at, purpose="attestations", dossier_ids=[row.id])
    data: dict[str, object] = {
        "at": local(at).isoformat(), "title": f"Lời chứng {number_text(wanted)}", "office": office.name, "code": row.code,
        "demo": settings.ENVIRONMENT.demo, "entries": entries,
    }  # fmt: skip
    return printer.render("attestations", data)


def agreement(*, dossier_id: uuid.UUID, actor: Actor, at: dt.datetime, printer: Printer) -> bytes:
    """Return the agreement on a day beyond today as a PDF for both to sign (NĐ 23/2015/NĐ-CP Điều 7). Raises as `attestations`."""
    row, found = _certified(actor, dossier_id)
    if row.limit_unit == "same_day" or row.appointment_at is None:
        raise NothingCertified(str(dossier_id))
    config, asker = configuration.current(), _requester(row)
    days, until = row.limit_amount or 0, local(row.appointment_at)
    count = sum(one.copies for one in found)
    blocks = [
        print_blocks.fields(
            print_blocks.field("Người yêu cầu chứng thực", asker.name, strong=True),
            print_blocks.field("Giấy tờ tùy thân số", asker.identity),
            print_blocks.field("Mã hồ sơ", row.code),
            print_blocks.field("Số lượng", f"{len(found)} bản chính, {count} bản sao"),
        ),
        print_blocks.text(
            f"Do số lượng nhiều, không trả được trong ngày, hai bên thỏa thuận trả kết quả trong {days} ngày làm việc, "
            f"chậm nhất {slip_texts.promise(until)}.", indent=True,
        ),
        print_blocks.text("Văn bản này lập thành 02 bản, mỗi bên giữ 01 bản.", indent=True),
        print_blocks.text("Người yêu cầu chứng thực ký, ghi rõ họ tên: …………………………………………", indent=True),
    ]  # fmt: skip
    top = slips.head_of(config, row.received_unit_id, row.accepted_at or at, number="", code=row.code)
    head = ResultHead(
        parent=top.parent, office=top.office, place=top.place, issued_at=row.accepted_at or at, code=row.code, signed=True,
        signer=Signer(position="Người tiếp nhận", name=actor.label), demo=settings.ENVIRONMENT.demo,
    )  # fmt: skip
    page = result_pages.letter_page(head=head, title="Văn bản thỏa thuận thời hạn trả kết quả chứng thực", subject="", blocks=blocks, at=at)
    ledger.read(actor=actor, at=at, purpose="agreement", dossier_ids=[row.id])
    return printer.render(page.template, page.data)


def _certified(actor: Actor, dossier_id: uuid.UUID) -> tuple[Dossier, tuple[Numbered, ...]]:
    try:
        row = access.get(actor, Action.PRINT, dossier_id)
    except access.NotAllowed:
        raise NothingCertified(str(dossier_id)) from None
    found = certified.of_dossier(dossier_id)
    if not found:
        raise NothingCertified(str(dossier_id))
    return row, found


def _entry(config: Configuration, office: str, one: Numbered, asker: Requester, row: Dossier) -> dict[str, object]:
    day = local(row.accepted_at or row.filed_at).date()
    signer = Staff.objects.filter(id=one.signer).first() if one.signer else None
    who = deeds.Signer(signer.name, signer.title) if signer else deeds.Signer()
    words = (
        deeds.copy_words(office=office)
        if one.deed is Deed.COPY
        else deeds.signature_words(office=office, signer=who, requester=asker, document=one.name.lower(), on=day)
    )
    return {
        "narrow": one.deed is Deed.COPY, "heading": "LỜI CHỨNG CHỨNG THỰC CHỮ KÝ", "words": list(words),
        "number": deeds.number_words(one.deed, one.number, one.year), "day": slip_texts.day_words(day).capitalize(),
        "signer": _block(config, row, signer, row.accepted_at or row.filed_at),
    }  # fmt: skip


def _block(config: Configuration, row: Dossier, signer: Staff | None, at: dt.datetime) -> dict[str, str]:
    """Return the signature block: for which committee, by what right (KT., TL., TUQ.), as what, who."""
    committee = books.authority(config, row.received_unit_id).kind is UnitKind.COMMUNE_COMMITTEE
    body = f"TM. {signatures.COMMITTEE}" if committee else ""
    actor = actors.staff(signer.id, config, local(at).date()) if signer else None
    if signer is None or actor is None:
        return {"authority": body, "title": "", "name": signer.name if signer else ""}
    how = signatures.block_of(config, actor, row.received_unit_id, row.procedure_code, at)
    own = how.authority.startswith("TM.") or not body
    return {"authority": how.authority if own else f"{body}\n{how.authority}".strip(), "title": how.position, "name": how.name}


def _requester(row: Dossier) -> Requester:
    kept = sealing.unseal(row.contact_sealed, context="dossiers.contact")
    known: Mapping[str, str] = kept if isinstance(kept, Mapping) else {}
    return Requester(known.get("name", row.owner_name), known.get("identity", ""))
