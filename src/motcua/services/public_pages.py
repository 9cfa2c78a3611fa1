"""Pages for citizens that are not slips: the copy of a filing, the sheet of a procedure, the QR poster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.services import slip_texts as say
from motcua.services.print_blocks import (
    Block,
    Column,
    Page,
    answers,
    field,
    fields,
    numbered,
    section,
    table,
    text,
)

SCAN_TO_FILE = "Quét mã để xem giấy tờ cần có và nộp hồ sơ"
POSTER_STEPS = ("Mở máy ảnh hoặc Zalo trên điện thoại", "Đưa máy ảnh vào mã", "Bấm vào đường dẫn hiện ra")


class PosterSize(StrEnum):
    """The paper of a poster."""

    A4 = "a4"
    A5 = "a5"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredSection:
    """One section of the form with its questions and the answers as shown to the citizen."""

    title: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledPaper:
    """One paper handed in: its name, what the file is called, and the digest that proves it unchanged."""

    name: str
    file: str = ""
    digest: str = ""  # SHA-256, hexadecimal


def dossier_copy(
    *,
    office: str,
    procedure: str,
    code: str,
    applicant: str,
    filed_at: datetime,
    sections: Sequence[AnsweredSection],
    papers: Sequence[FiledPaper],
    at: datetime,
    lookup: str = "",
    demo: bool = False,
) -> Page:
    """Lay out the citizen's own copy of what was filed."""
    blocks: list[Block] = [
        fields(
            field("Người nộp hồ sơ", applicant, strong=True),
            field("Thời điểm nộp", say.moment(filed_at)),
        )
    ]
    for part in sections:
        shown = [(question, answer or "(không khai)") for question, answer in part.answers]
        blocks += [section(part.title), answers(shown)]
    if papers:
        blocks += [section("Giấy tờ đã nộp"), _papers(papers)]
    blocks.append(text("Đây là bản sao để ông/bà lưu. Bản trong hệ thống là căn cứ giải quyết.", italic=True))
    footer = f"{code or procedure} · In lúc {say.short_moment(at)}"
    return _page(
        "dossier_copy", office, "Bản sao hồ sơ đã nộp", procedure, code, blocks, at, footer, lookup, demo
    )


def _papers(papers: Sequence[FiledPaper]) -> Block:
    columns = [
        Column(title="TT", mm=10, align="center"),
        Column(title="Tên giấy tờ", share=1.4),
        Column(title="Tệp đã gửi", share=1),
        Column(title="Mã kiểm tra", mm=30),
    ]
    rows = [
        [str(place), paper.name, paper.file, paper.digest[:12]] for place, paper in enumerate(papers, start=1)
    ]
    return table(columns, rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededPaper:
    """One paper a procedure asks for."""

    name: str
    originals: int = 0
    copies: int = 0
    note: str = ""


def procedure_sheet(
    *,
    office: str,
    code: str,
    name: str,
    facts: Mapping[str, str],
    papers: Sequence[NeededPaper],
    steps: Sequence[str],
    fees: Sequence[tuple[str, str]],
    legal_bases: Sequence[str],
    at: datetime,
    lookup: str = "",
) -> Page:
    """Lay out one procedure on a sheet; `facts` are shown first, such as "Bao lâu có kết quả"."""
    blocks: list[Block] = [fields(*[field(label, value, strong=True) for label, value in facts.items()])]
    if papers:
        blocks += [section("Giấy tờ cần có"), _needed(papers)]
    if steps:
        blocks += [section("Các bước"), numbered(steps)]
    if fees:
        blocks += [
            section("Hết bao nhiêu tiền"),
            table(
                [Column(title="Trường hợp", share=2), Column(title="Mức thu", share=1, align="right")],
                [list(fee) for fee in fees],
            ),
        ]
    if legal_bases:
        blocks += [section("Căn cứ pháp lý"), numbered(legal_bases)]
    footer = f"Mã thủ tục: {code} · In ngày {say.short_day(say.local(at))}"
    return _page("procedure", office, name, f"Mã thủ tục: {code}", code, blocks, at, footer, lookup, False)


def _needed(papers: Sequence[NeededPaper]) -> Block:
    columns = [
        Column(title="TT", mm=9, align="center"),
        Column(title="Tên giấy tờ", share=2),
        Column(title="Bản chính", mm=16, align="center"),
        Column(title="Bản sao", mm=16, align="center"),
        Column(title="Ghi chú", share=1),
    ]
    rows = [
        [
            str(place),
            paper.name,
            say.two_digits(paper.originals) if paper.originals else "",
            say.two_digits(paper.copies) if paper.copies else "",
            paper.note,
        ]
        for place, paper in enumerate(papers, start=1)
    ]
    return table(columns, rows)


def poster(
    *,
    office: str,
    title: str,
    link: str,
    at: datetime,
    subject: str = "",
    call: str = SCAN_TO_FILE,
    steps: Sequence[str] = POSTER_STEPS,
    footer: str = "",
    size: PosterSize = PosterSize.A4,
) -> Page:
    """Lay out a QR poster for a procedure or a unit."""
    return Page(
        template="poster",
        data={
            "at": say.local(at).isoformat(),
            "paper": size.value,
            "office": office,
            "title": title,
            "subject": subject,
            "call": call,
            "steps": list(steps),
            "footer": footer,
            "qr": link,
        },
    )


def _page(
    template: str,
    office: str,
    title: str,
    subject: str,
    code: str,
    blocks: list[Block],
    at: datetime,
    footer: str,
    lookup: str,
    demo: bool,
) -> Page:
    data: dict[str, object] = {
        "at": say.local(at).isoformat(),
        "office": office,
        "title": title,
        "subject": subject,
        "code": code,
        "blocks": blocks,
        "footer": footer,
        "demo": demo,
    }
    if lookup:
        data["qr"] = lookup
    return Page(template=template, data=data)
