"""The wording of the slips that list: control slip, register, hand-over, return of results."""

from datetime import date

from motcua.domain.dossiers.slip_contents import (
    ControlSlip,
    HandOverOf,
    HandOverSlip,
    PaperLine,
    RegisterBook,
    ResultReturnSlip,
    TransferSlip,
)
from motcua.services import slip_letters as letters
from motcua.services import slip_texts as say
from motcua.services.print_blocks import Block, Column, Rows, centred, field, fields, numbered, table, text


def control(slip: ControlSlip) -> list[Block]:
    """Word the control slip: the dossier, then one row for every hand-over."""
    rows: Rows = [
        field("Kèm theo hồ sơ của", slip.dossier.applicant.name, strong=True),
        field("Nội dung yêu cầu giải quyết", slip.dossier.subject),
        field("Cơ quan (bộ phận) giải quyết hồ sơ", slip.agency),
    ]
    if slip.coordinating:
        rows.append(field("Cơ quan phối hợp giải quyết hồ sơ", "; ".join(slip.coordinating)))
    hops = [
        {
            "giver_office": hop.giver_office,
            "taker_office": hop.taker_office,
            "at": say.moment(hop.at),
            "giver": hop.giver,
            "taker": hop.taker,
            "outcome": say.OUTCOMES[hop.outcome] if hop.outcome else "",
            "note": hop.note,
        }
        for hop in slip.hops
    ]
    return [fields(*rows), {"kind": "hops", "hops": hops}]


_RETURN_GROUP = "Nhận và trả kết quả"


_REGISTER_COLUMNS = (
    Column(title="TT", mm=9, align="center"),
    Column(title="Mã hồ sơ", mm=33),
    Column(title="Tên thủ tục hành chính", share=3),
    Column(title="Số bộ", mm=9, align="center"),
    Column(title="Tên cá nhân, tổ chức", mm=30),
    Column(title="Địa chỉ, số điện thoại", share=2.4),
    Column(title="Cơ quan chủ trì giải quyết", mm=28),
    Column(title="Nhận hồ sơ", mm=19, align="center", group=_RETURN_GROUP),
    Column(title="Hẹn trả kết quả", mm=19, align="center", group=_RETURN_GROUP),
    Column(title="Trả kết quả", mm=19, align="center", group=_RETURN_GROUP),
    Column(title="Phương thức nhận", mm=18, group=_RETURN_GROUP),
    Column(title="Ký nhận", mm=13, group=_RETURN_GROUP),
    Column(title="Ghi chú", mm=15),
)


REGISTER_HEADINGS = tuple(column.title for column in _REGISTER_COLUMNS)


def register_rows(slip: RegisterBook) -> list[list[str]]:
    """Word the lines of the register, a cell a column of its form."""
    return [
        [
            say.two_digits(line.ordinal),
            line.code,
            line.procedure,
            say.two_digits(line.sets),
            line.applicant,
            line.contact,
            line.agency,
            say.short_moment(line.received_at),
            say.short_moment(line.due_at),
            say.short_moment(line.returned_at),
            line.return_way,
            line.signed,
            line.note,
        ]
        for line in slip.lines
    ]


def register(slip: RegisterBook) -> list[Block]:
    """Word the register, thirteen columns wide."""
    period = f"Từ ngày {say.short_day(slip.first_day)} đến ngày {say.short_day(slip.last_day)}"
    book = f"Quyển số {slip.book}. " if slip.book else ""
    return [
        centred(f"{book}{period}", strong=False),
        table(_REGISTER_COLUMNS, register_rows(slip)),
        text(f"Tổng số: {say.two_digits(len(slip.lines))} hồ sơ.", strong=True),
    ]


def hand_over(slip: HandOverSlip) -> list[Block]:
    """Word a batch list of dossiers or results."""
    results = slip.what is HandOverOf.RESULTS
    columns = [
        Column(title="TT", mm=8, align="center"),
        Column(title="Mã hồ sơ", mm=30),
        Column(title="Tên cá nhân, tổ chức", share=1),
        Column(title="Kết quả" if results else "Nội dung", share=1.3),
        Column(title="Số văn bản", mm=17) if results else Column(title="Số giấy tờ", mm=11, align="center"),
        Column(title="Ghi chú", mm=14),
    ]
    rows = [
        [
            str(place),
            line.code,
            line.applicant,
            line.subject,
            line.document if results else letters.count_of_copies(line.papers),
            line.note,
        ]
        for place, line in enumerate(slip.lines, start=1)
    ]
    closing: Rows = [
        field(
            "Tổng số", f"{say.two_digits(len(slip.lines))} {'kết quả' if results else 'hồ sơ'}", strong=True
        )
    ]
    if slip.note:
        closing.append(field("Ghi chú", slip.note))
    return [
        fields(
            field("Bên giao", slip.giver_office, strong=True),
            field("Bên nhận", slip.taker_office, strong=True),
            field("Thời gian bàn giao", say.moment(slip.at)),
        ),
        table(columns, rows),
        fields(*closing),
    ]


def result_return(slip: ResultReturnSlip) -> list[Block]:
    """Word the receipt for a result."""
    results = [_result_words(line.name, line.number, line.issued_on, line.copies) for line in slip.results]
    who: Rows = [
        *letters.applicant_rows(slip.dossier, "Hồ sơ của"),
        field("Nội dung đã giải quyết", slip.dossier.subject, strong=True),
    ]
    handed: Rows = [
        field("Thời gian trả kết quả", say.moment(slip.returned_at), strong=True),
        field("Phương thức trả kết quả", slip.way),
        field("Người nhận kết quả", slip.recipient, strong=True),
    ]
    if slip.recipient_identity:
        handed.append(field("Giấy tờ tùy thân của người nhận", slip.recipient_identity))
    if slip.on_behalf:
        handed.append(field("Nhận thay theo", slip.on_behalf))
    if slip.paid:
        handed.append(
            field("Phí, lệ phí đã thu", f"{say.money(slip.paid)} ({say.money_in_words(slip.paid)})")
        )
    blocks = [fields(*who), text("Kết quả đã trả:"), numbered(results)]
    if slip.originals:
        blocks += [text("Giấy tờ trả lại:"), numbered(_given_back(paper) for paper in slip.originals)]
    return [*blocks, fields(*handed)]


def transfer(slip: TransferSlip) -> list[Block]:
    """Word the slip that goes to another agency with a dossier's data."""
    to: Rows = [field("Kính gửi", slip.agency, strong=True)]
    if slip.agency_address:
        to.append(field("Địa chỉ", slip.agency_address))
    asked: Rows = [field("Đề nghị", slip.task, strong=True)]
    if slip.asked:
        asked.append(field("Nội dung", slip.asked))
    blocks = [
        fields(*to),
        text(f"{slip.head.office} chuyển thông tin hồ sơ sau đây để quý cơ quan xử lý theo thẩm quyền.", indent=True),
        fields(*letters.applicant_rows(slip.dossier, "Hồ sơ của"), field("Nội dung yêu cầu giải quyết", slip.dossier.subject)),
        fields(*asked),
    ]
    if slip.papers:
        blocks += [text("Giấy tờ kèm theo:"), numbered(_given_back(paper) for paper in slip.papers)]
    answer: Rows = [
        field("Thời hạn", f"{say.two_digits(slip.days)} ngày làm việc kể từ ngày nhận được phiếu này"),
        field("Dự kiến trả lời trước", say.promise(slip.expected_by), strong=True),
        field("Cán bộ liên hệ", slip.contact),
    ]
    closing = f"Đề nghị quý cơ quan gửi trả lời về {slip.head.office}, ghi rõ mã hồ sơ {slip.dossier.code}./."
    return [*blocks, fields(*answer), text(closing, indent=True)]


def _given_back(paper: PaperLine) -> str:
    kinds = ((paper.originals, "bản chính"), (paper.certified, "bản sao chứng thực"), (paper.photocopies, "bản chụp"))
    counted = ", ".join(f"{say.two_digits(n)} {kind}" for n, kind in kinds if n)
    return f"{paper.name} ({counted})" if counted else paper.name


def _result_words(name: str, number: str, issued_on: date | None, copies: int) -> str:
    said = name
    if number:
        said += f", số {number}"
    if issued_on:
        said += f", {say.day_words(issued_on)}"
    return f"{said} ({say.two_digits(copies)} bản)"
