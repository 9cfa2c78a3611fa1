"""The wording of the slips that speak to the applicant: receipt, supplement, refusal, apology, stop."""

from datetime import datetime

from motcua.domain.dossiers.slip_contents import (
    ApologySlip,
    DossierLine,
    PaperLine,
    ReceiptSlip,
    RefusalSlip,
    StopSlip,
    SupplementSlip,
)
from motcua.services import slip_texts as say
from motcua.services.print_blocks import Block, Column, Rows, field, fields, table, text


def receipt(slip: ReceiptSlip) -> list[Block]:
    """Word mẫu 01."""
    who = [
        field("Bộ phận tiếp nhận và trả kết quả", slip.counter),
        *applicant_rows(slip.dossier, "Tiếp nhận hồ sơ của"),
        field("Nội dung yêu cầu giải quyết", slip.dossier.subject, strong=True),
    ]
    if slip.channel:
        who.append(field("Hình thức nộp", slip.channel))
    when: Rows = [
        field("2. Số lượng hồ sơ", f"{say.two_digits(slip.sets)} (bộ)"),
        field("3. Thời gian giải quyết hồ sơ theo quy định là", slip.time_allowed),
        field("4. Thời gian nhận hồ sơ", say.moment(slip.received_at)),
        field("5. Thời gian trả kết quả giải quyết hồ sơ", say.promise(slip.due_at), strong=True),
        field("6. Đăng ký nhận kết quả tại", slip.return_at),
    ]
    if slip.book or slip.ordinal:
        when.append(
            [field("Vào Sổ theo dõi hồ sơ, Quyển số", slip.book, share=1.6), field("Số thứ tự", slip.ordinal)]
        )
    if slip.note:
        when.append(field("Ghi chú", slip.note))
    return [
        fields(*who),
        text("1. Thành phần hồ sơ nộp gồm:"),
        _papers_table(slip.papers),
        fields(*when),
    ]


def _papers_table(papers: tuple[PaperLine, ...]) -> Block:
    counts = [
        ("Bản chính", "originals"),
        ("Bản chứng thực", "certified"),
        ("Bản chụp", "photocopies"),
    ]
    if any(paper.electronic for paper in papers):
        counts.append(("Bản điện tử", "electronic"))
    columns = [
        Column(title="TT", mm=8, align="center"),
        Column(title="Tên giấy tờ", share=1),
        *(Column(title=title, mm=14, align="center") for title, _ in counts),
    ]
    rows = [
        [str(place), paper.name, *(count_of_copies(getattr(paper, kind)) for _, kind in counts)]
        for place, paper in enumerate(papers, start=1)
    ]
    return table(columns, rows)


def supplement(slip: SupplementSlip) -> list[Block]:
    """Word mẫu 02."""
    columns = [
        Column(title="TT", mm=8, align="center"),
        Column(title="Giấy tờ, nội dung cần bổ sung, hoàn thiện", share=3),
        Column(title="Số lượng", mm=14, align="center"),
        Column(title="Lý do", share=2),
    ]
    rows = [
        [str(place), item.name, count_of_copies(item.copies), item.reason]
        for place, item in enumerate(slip.missing, start=1)
    ]
    last = [field("Lý do", slip.reason)]
    if slip.answer_by:
        last.append(field("Đề nghị bổ sung trước khi hết", say.day_words(slip.answer_by), strong=True))
    return [
        fields(
            *applicant_rows(slip.dossier, "Hồ sơ của"),
            field("Nội dung yêu cầu giải quyết", slip.dossier.subject, strong=True),
        ),
        text("Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:"),
        table(columns, rows),
        fields(*last),
        text(
            "Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc, ông/bà liên hệ với "
            f"{_contact(slip.contact, slip.contact_phone)} để được hướng dẫn./.",
            indent=True,
        ),
    ]


def refusal(slip: RefusalSlip) -> list[Block]:
    """Word mẫu 03."""
    said = [text(slip.reason, indent=True)]
    if slip.legal_basis:
        said.append(fields(field("Căn cứ", slip.legal_basis)))
    if slip.advice:
        said.append(fields(field("Hướng dẫn", slip.advice)))
    closing = "Xin thông báo cho ông/bà được biết và thực hiện."
    if slip.contact or slip.contact_phone:
        contact = _contact(slip.contact, slip.contact_phone)
        closing += f" Mọi vướng mắc, ông/bà liên hệ với {contact} để được giải đáp"
    does = f"{slip.decided_by} thông báo từ chối" if slip.decided_by else f"{slip.counter} thông báo không tiếp nhận,"
    return [
        fields(
            field("Bộ phận tiếp nhận và trả kết quả", slip.counter),
            *applicant_rows(slip.dossier, "Tiếp nhận hồ sơ của"),
            field("Nội dung yêu cầu giải quyết", slip.dossier.subject, strong=True),
        ),
        text(f"Qua xem xét, {does} giải quyết hồ sơ này với lý do cụ thể như sau:", indent=True),
        *said,
        text(f"{closing.rstrip('.')}./.", indent=True),
    ]


def apology(slip: ApologySlip, *, extends: bool) -> list[Block]:
    """Word mẫu 04; `extends` where the form also asks for more time (TT 03/2025)."""
    office = slip.head.office
    before = slip.head.issued_at < slip.due_at
    not_yet = "sẽ không trả được" if before else "chưa trả được"
    asks = ", đề nghị được gia hạn thời gian giải quyết" if extends else ""
    where = f" Nơi trả kết quả: {slip.return_at}." if slip.return_at else ""
    return [
        addressed_to(slip.dossier),
        text(
            f"{_sentence_day(slip.received_at)}, {office} tiếp nhận giải quyết hồ sơ của ông/bà về việc: "
            f"{slip.dossier.subject}; mã hồ sơ: {slip.dossier.code}.",
            indent=True,
        ),
        text(f"Thời gian hẹn trả kết quả giải quyết hồ sơ: {say.promise(slip.due_at)}.", indent=True),
        text(
            f"Tuy nhiên, {office} {not_yet} kết quả giải quyết hồ sơ của ông/bà đúng thời hạn ghi trong "
            "Giấy tiếp nhận hồ sơ và hẹn trả kết quả.",
            indent=True,
        ),
        text(f"Lý do: {slip.reason.rstrip('.')}.", indent=True),
        text(
            "Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của ông/bà. "
            f"{office} xin lỗi ông/bà{asks} và hẹn trả kết quả vào:",
            indent=True,
        ),
        text(f"{say.promise(slip.new_due_at)}.", strong=True, indent=True),
        text(f"Mong nhận được sự thông cảm của ông/bà.{where.rstrip('.')}./.", indent=True),
    ]


def stop(slip: StopSlip) -> list[Block]:
    """Word mẫu 05 of TT 03/2025."""
    facts: Rows = [
        field("Lý do dừng giải quyết", slip.reason),
        field("Thời điểm dừng", say.moment(slip.stopped_at), strong=True),
    ]
    if slip.legal_basis:
        facts.append(field("Căn cứ", slip.legal_basis))
    if slip.refund:
        facts.append(
            field("Số tiền hoàn lại", f"{say.money(slip.refund)} ({say.money_in_words(slip.refund)})")
        )
    if slip.next_steps:
        facts.append(field("Hướng dẫn", slip.next_steps))
    return [
        addressed_to(slip.dossier),
        text(
            f"{_sentence_day(slip.received_at)}, {slip.head.office} tiếp nhận hồ sơ của ông/bà về việc: "
            f"{slip.dossier.subject}; mã hồ sơ: {slip.dossier.code}.",
            indent=True,
        ),
        text(f"Sau khi xem xét, {slip.head.office} thông báo dừng giải quyết hồ sơ này.", indent=True),
        fields(*facts),
        text("Xin thông báo để ông/bà được biết./.", indent=True),
    ]


def applicant_rows(dossier: DossierLine, label: str) -> Rows:
    """Say for whom the dossier is: name, owner when different, identity, address, contact."""
    person = dossier.applicant
    rows: Rows = [field(label, person.name, strong=True)]
    if dossier.owner:
        rows.append(field("Chủ hồ sơ", dossier.owner, strong=True))
    if person.identity:
        rows.append(field("Số định danh, giấy tờ tùy thân hoặc mã số thuế", person.identity))
    rows.append(field("Địa chỉ", person.address))
    contact = [field("Số điện thoại", person.phone)]
    if person.email:
        contact.append(field("Email", person.email))
    rows.append(contact)
    return rows


def addressed_to(dossier: DossierLine) -> Block:
    person = dossier.applicant
    rows: Rows = [field("Kính gửi", person.name, strong=True)]
    if person.address:
        rows.append(field("Địa chỉ", person.address))
    return fields(*rows)


def _sentence_day(at: datetime) -> str:
    words = say.day_words(say.local(at))
    return words[0].upper() + words[1:]


def _contact(name: str, phone: str) -> str:
    who = name or "bộ phận tiếp nhận và trả kết quả"
    return f"{who}, số điện thoại {phone}," if phone else who


def count_of_copies(copies: int) -> str:
    """Write a number of copies, or leave the cell empty."""
    return say.two_digits(copies) if copies else ""
