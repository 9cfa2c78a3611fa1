"""Slips laid out as pages: the wording of each form over the record of what it says."""

from datetime import datetime

from motcua.domain.dossiers.slip_contents import (
    ApologySlip,
    ControlSlip,
    HandOverOf,
    HandOverSlip,
    ReceiptSlip,
    RefusalSlip,
    RegisterBook,
    ResultReturnSlip,
    Signer,
    Slip,
    StopSlip,
    SupplementSlip,
    TransferSlip,
)
from motcua.domain.dossiers.slips import FormSet, Heading, heading_of
from motcua.services import slip_letters as letters
from motcua.services import slip_lists as lists
from motcua.services import slip_texts as say
from motcua.services.print_blocks import Block, Page, signature

SIGN_NAME = "(Ký và ghi rõ họ tên)"
SIGN_SEAL = "(Ký số hoặc ký tên, đóng dấu)"


def page_of(slip: Slip, *, form_set: FormSet, at: datetime) -> Page:
    """Lay out a slip in the forms that bind its dossier; `at` is the instant of printing.

    Raises SlipNotInForm when the circular has no such form.
    """
    heading = heading_of(slip.kind, form_set)
    head = slip.head
    data: dict[str, object] = {
        "at": say.local(at).isoformat(),
        "kind": slip.kind.value,
        "paper": "a4-landscape" if isinstance(slip, RegisterBook) else "a5",
        "parent": head.parent,
        "office": head.office,
        "number": head.number,
        "place_date": say.place_and_day(head.place, head.issued_at),
        "title": _title(slip, heading),
        "form_note": _form_note(heading),
        "code": "" if isinstance(slip, RegisterBook | HandOverSlip) else slip.dossier.code,
        "blocks": _blocks(slip, form_set),
        "signatures": _signatures(slip),
        "footer": f"In lúc {say.short_moment(at)}",
    }
    if head.lookup:
        data["qr"] = head.lookup
    return Page(template="slip", data=data)


def _title(slip: Slip, heading: Heading) -> str:
    if isinstance(slip, HandOverSlip) and slip.what is HandOverOf.RESULTS:
        return "Phiếu bàn giao kết quả"
    if isinstance(slip, RegisterBook):
        return f"{heading.title} năm {slip.year}"
    return heading.title


def _form_note(heading: Heading) -> str:
    if heading.form_number is None:
        return ""
    basis = (heading.legal_basis or "").split(" ngày ")[0]
    return f"Mẫu số {heading.form_number}, {basis}"


def _blocks(slip: Slip, form_set: FormSet) -> list[Block]:
    match slip:
        case ReceiptSlip():
            return letters.receipt(slip)
        case SupplementSlip():
            return letters.supplement(slip)
        case RefusalSlip():
            return letters.refusal(slip)
        case ApologySlip():
            return letters.apology(slip, extends=form_set.apology_extends)
        case StopSlip():
            return letters.stop(slip)
        case ControlSlip():
            return lists.control(slip)
        case RegisterBook():
            return lists.register(slip)
        case HandOverSlip():
            return lists.hand_over(slip)
        case ResultReturnSlip():
            return lists.result_return(slip)
        case TransferSlip():
            return lists.transfer(slip)


def _signatures(slip: Slip) -> list[Block]:
    match slip:
        case ReceiptSlip():
            return _two("Người nộp hồ sơ", slip.submitter, "Người tiếp nhận hồ sơ", slip.receiver)
        case SupplementSlip():
            return [signature("Người hướng dẫn", name=slip.guide, note=SIGN_NAME)]
        case RefusalSlip():
            applicant = slip.dossier.applicant.name
            if slip.signer is not None:
                return [signature("Người nộp hồ sơ", name=applicant, note=SIGN_NAME), _signed_by(slip.signer)]
            said = "Người giải quyết hồ sơ" if slip.decided_by else "Người tiếp nhận hồ sơ"
            return _two("Người nộp hồ sơ", applicant, said, slip.refused_by)
        case ApologySlip() | StopSlip() | TransferSlip():
            return [_signed_by(slip.signer)]
        case ControlSlip():
            return []
        case RegisterBook():
            return [signature("Người giữ sổ", name=slip.keeper, note=SIGN_NAME)]
        case HandOverSlip():
            return _two("Bên giao", slip.giver, "Bên nhận", slip.taker)
        case ResultReturnSlip():
            return _two("Người nhận kết quả", slip.recipient, "Người trả kết quả", slip.giver)


def _two(left: str, left_name: str, right: str, right_name: str) -> list[Block]:
    return [
        signature(left, name=left_name, note=SIGN_NAME),
        signature(right, name=right_name, note=SIGN_NAME),
    ]


def _signed_by(signer: Signer) -> Block:
    return signature(
        signer.position or "Thủ trưởng cơ quan, đơn vị",
        name=signer.name,
        note=SIGN_SEAL,
        authority=signer.authority,
    )
