"""What is written on each slip: one frozen record a kind, refused when a part the law asks for is missing."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from motcua.domain.dossiers.slips import SlipKind


class SlipIncomplete(ValueError):
    """A slip lacks a part that it may not be given out without."""

    def __init__(self, kind: SlipKind, part: str) -> None:
        super().__init__(f"the {kind.value} slip needs {part}")
        self.kind = kind
        self.part = part


class HopOutcome(StrEnum):
    """How a hand-over stood against its time limit (kết quả giải quyết trên phiếu kiểm soát)."""

    EARLY = "early"  # trước hạn
    ON_TIME = "on_time"  # đúng hạn
    LATE = "late"  # quá hạn


class HandOverOf(StrEnum):
    """What a batch list hands over."""

    DOSSIERS = "dossiers"  # hồ sơ
    RESULTS = "results"  # kết quả


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The top of every slip: who issues it, its number, where and when, and the text of its QR code."""

    parent: str  # cơ quan chủ quản
    office: str  # cơ quan, đơn vị
    place: str  # địa danh
    number: str = ""  # số, ký hiệu
    issued_at: datetime
    lookup: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """The person or organisation a slip is made out to, as written at filing."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    identity: str = ""  # số định danh cá nhân, hộ chiếu, mã số thuế


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierLine:
    """The dossier a slip speaks of; `owner` only when somebody else filed for them (chủ hồ sơ)."""

    code: str
    subject: str  # nội dung yêu cầu giải quyết
    applicant: Applicant
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One component handed in or handed back, counted by kind of copy."""

    name: str
    originals: int = 0  # bản chính
    certified: int = 0  # bản sao chứng thực
    photocopies: int = 0  # bản chụp
    electronic: int = 0  # bản điện tử


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs: in whose name (TM., KT.), the office held and the name."""

    authority: str = ""
    position: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptSlip:
    """Mẫu 01: what was received and when the result will be there, to the minute (NĐ 61/2018 Đ17)."""

    kind: ClassVar[SlipKind] = SlipKind.RECEIPT
    head: Head
    dossier: DossierLine
    counter: str  # bộ phận tiếp nhận và trả kết quả
    channel: str = ""
    papers: tuple[PaperLine, ...]
    sets: int = 1  # số lượng hồ sơ (bộ)
    time_allowed: str
    received_at: datetime
    due_at: datetime
    return_at: str  # nơi đăng ký nhận kết quả
    book: str = ""  # quyển số
    ordinal: str = ""  # số thứ tự
    note: str = ""
    submitter: str = ""
    receiver: str

    def __post_init__(self) -> None:
        _need(self.kind, "at least one paper", self.papers)
        _need(self.kind, "an appointment after the receipt", self.due_at >= self.received_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPaper:
    """One thing to add or correct: how many copies, and why."""

    name: str
    copies: int = 1
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementSlip:
    """Mẫu 02: everything that is missing, once, fully and exactly (NĐ 61/2018 Đ15.3)."""

    kind: ClassVar[SlipKind] = SlipKind.SUPPLEMENT
    head: Head
    dossier: DossierLine
    missing: tuple[MissingPaper, ...]
    reason: str
    answer_by: date | None = None
    contact: str = ""
    contact_phone: str = ""
    guide: str

    def __post_init__(self) -> None:
        _need(self.kind, "the whole list of what is missing", self.missing)
        _need(self.kind, "a reason", self.reason.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalSlip:
    """Mẫu 03: why the dossier is not received, or was received and is not granted (NĐ 61/2018 Đ17.1b, Đ19.8)."""

    kind: ClassVar[SlipKind] = SlipKind.REFUSAL
    head: Head
    dossier: DossierLine
    counter: str
    decided_by: str = ""  # the unit that appraised it and refused; empty where the counter did not receive it
    reason: str
    legal_basis: str = ""
    advice: str = ""
    contact: str = ""
    contact_phone: str = ""
    refused_by: str
    signer: Signer | None = None  # of a refusal that a head signed

    def __post_init__(self) -> None:
        _need(self.kind, "a reason", self.reason.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologySlip:
    """Mẫu 04: sorry, why, and the one new appointment (NĐ 61/2018 Đ19.9)."""

    kind: ClassVar[SlipKind] = SlipKind.APOLOGY
    head: Head
    dossier: DossierLine
    received_at: datetime
    due_at: datetime
    reason: str
    new_due_at: datetime
    return_at: str = ""
    signer: Signer

    def __post_init__(self) -> None:
        _need(self.kind, "a reason", self.reason.strip())
        _need(self.kind, "a new appointment after the old one", self.new_due_at > self.due_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopSlip:
    """Mẫu 05 of TT 03/2025: the dossier is stopped, why, and what happens to the money."""

    kind: ClassVar[SlipKind] = SlipKind.STOP
    head: Head
    dossier: DossierLine
    received_at: datetime
    stopped_at: datetime
    reason: str
    legal_basis: str = ""
    refund: int = 0  # đồng
    next_steps: str = ""
    signer: Signer

    def __post_init__(self) -> None:
        _need(self.kind, "a reason", self.reason.strip())
        _need(self.kind, "a day of stopping after the receipt", self.stopped_at >= self.received_at)
        _need(self.kind, "a refund that is not negative", self.refund >= 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One hand-over in the dossier's way; `outcome` is None for the last one, still open."""

    giver_office: str
    taker_office: str
    at: datetime
    giver: str = ""
    taker: str = ""
    outcome: HopOutcome | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlSlip:
    """Phiếu kiểm soát: one row for every hand-over, from the event log."""

    kind: ClassVar[SlipKind] = SlipKind.CONTROL
    head: Head
    dossier: DossierLine
    agency: str  # cơ quan giải quyết
    coordinating: tuple[str, ...] = ()  # cơ quan phối hợp
    hops: tuple[Hop, ...]

    def __post_init__(self) -> None:
        _need(self.kind, "at least one hand-over", self.hops)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """One dossier in the register."""

    ordinal: int
    code: str
    procedure: str
    sets: int = 1
    applicant: str
    contact: str = ""  # địa chỉ, số điện thoại
    agency: str  # cơ quan chủ trì giải quyết
    received_at: datetime
    due_at: datetime | None = None
    returned_at: datetime | None = None
    return_way: str = ""  # phương thức nhận kết quả
    signed: str = ""  # ký nhận
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterBook:
    """Sổ theo dõi: one book of a year, or the part of it between two days."""

    kind: ClassVar[SlipKind] = SlipKind.REGISTER
    head: Head
    year: int
    book: str = ""
    first_day: date
    last_day: date
    lines: tuple[RegisterLine, ...]
    keeper: str = ""

    def __post_init__(self) -> None:
        _need(self.kind, "a first day before the last", self.first_day <= self.last_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverLine:
    """One dossier or result in a batch."""

    code: str
    applicant: str
    subject: str
    papers: int = 0
    document: str = ""  # số văn bản kết quả
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverSlip:
    """Phiếu bàn giao: a batch that goes from one unit to another, counted and signed by both."""

    kind: ClassVar[SlipKind] = SlipKind.HAND_OVER
    head: Head
    what: HandOverOf
    giver_office: str
    taker_office: str
    at: datetime
    lines: tuple[HandOverLine, ...]
    giver: str = ""
    taker: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        _need(self.kind, "at least one line", self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """One document given to the applicant."""

    name: str
    number: str = ""
    issued_on: date | None = None
    copies: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReturnSlip:
    """Giấy biên nhận trả kết quả: what was given, to whom, when and in which way."""

    kind: ClassVar[SlipKind] = SlipKind.RETURN
    head: Head
    dossier: DossierLine
    results: tuple[ResultLine, ...]
    originals: tuple[PaperLine, ...] = ()
    returned_at: datetime
    way: str
    recipient: str
    recipient_identity: str = ""
    on_behalf: str = ""  # giấy ủy quyền, quan hệ với chủ hồ sơ
    paid: int = 0  # đồng, thu khi trả kết quả
    giver: str

    def __post_init__(self) -> None:
        _need(self.kind, "at least one result", self.results)
        _need(self.kind, "the name of the recipient", self.recipient.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferSlip:
    """Phiếu chuyển thông tin: what another agency is asked to do with a dossier, with which papers, and by when."""

    kind: ClassVar[SlipKind] = SlipKind.TRANSFER
    head: Head
    dossier: DossierLine
    agency: str
    agency_address: str = ""
    task: str
    asked: str = ""
    papers: tuple[PaperLine, ...] = ()
    days: int  # working days from the agency's receipt
    expected_by: datetime
    contact: str
    signer: Signer

    def __post_init__(self) -> None:
        _need(self.kind, "the agency it goes to", self.agency.strip())
        _need(self.kind, "what is asked", self.task.strip())


Slip = (
    ReceiptSlip
    | SupplementSlip
    | RefusalSlip
    | ApologySlip
    | StopSlip
    | ControlSlip
    | RegisterBook
    | HandOverSlip
    | ResultReturnSlip
    | TransferSlip
)


def _need(kind: SlipKind, part: str, given: object) -> None:
    if not given:
        raise SlipIncomplete(kind, part)
