"""Invented but lifelike slips of a commune, one of each kind, for tests that print."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

from motcua.domain.dossiers import slip_contents as slips

VIETNAM = timezone(timedelta(hours=7))
PRINTED_AT = datetime(2026, 11, 21, 9, 35, tzinfo=VIETNAM)
CODE = "H48.25-261120-0017"
LOOKUP = f"https://dichvucong.example.vn/tra-cuu/{CODE}"
COUNTER = "Trung tâm Phục vụ hành chính công xã Ba Tơ"


def moment(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    """Make an instant of 2026 on Vietnamese time."""
    return datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


def head(number: str = "", *, issued_at: datetime | None = None, lookup: str = LOOKUP) -> slips.Head:
    """Make the top of a slip of xã Ba Tơ."""
    return slips.Head(
        parent="Ủy ban nhân dân xã Ba Tơ",
        office="Trung tâm Phục vụ hành chính công",
        place="Ba Tơ",
        number=number,
        issued_at=issued_at or moment(20, 9, 5),
        lookup=lookup,
    )


def dossier(name: str = "Phạm Thị Đrý", subject: str = "") -> slips.DossierLine:
    """Make the dossier every sample speaks of."""
    return slips.DossierLine(
        code=CODE,
        subject=subject or "Đăng ký khai sinh",
        applicant=slips.Applicant(
            name=name,
            address="Thôn Nước Lang, xã Ba Tơ, tỉnh Quảng Ngãi",
            phone="0905 123 456",
            email="pham.dry@example.vn",
            identity="0511********34",
        ),
    )


def receipt(
    *,
    name: str = "Phạm Thị Đrý",
    subject: str = "",
    papers: tuple[slips.PaperLine, ...] | None = None,
) -> slips.ReceiptSlip:
    """Make mẫu 01."""
    return slips.ReceiptSlip(
        head=head("17/TNHS"),
        dossier=dossier(name, subject),
        counter=COUNTER,
        channel="Trực tiếp",
        papers=papers
        or (
            slips.PaperLine(name="Tờ khai đăng ký khai sinh", originals=1),
            slips.PaperLine(name="Giấy chứng sinh", originals=1),
            slips.PaperLine(name="Giấy chứng nhận kết hôn của cha, mẹ", certified=1),
        ),
        time_allowed="01 ngày làm việc",
        received_at=moment(20, 9, 5),
        due_at=moment(23, 17),
        return_at=COUNTER,
        book="02/2026",
        ordinal="0417",
        submitter=name,
        receiver="Hồ Văn Nghĩa",
    )


def supplement() -> slips.SupplementSlip:
    """Make mẫu 02."""
    return slips.SupplementSlip(
        head=head("05/HDHS"),
        dossier=dossier(subject="Cấp Giấy xác nhận tình trạng hôn nhân"),
        missing=(
            slips.MissingPaper(
                name="Trích lục ly hôn hoặc bản án đã có hiệu lực", reason="Tờ khai ghi đã ly hôn năm 2021"
            ),
            slips.MissingPaper(name="Tờ khai, mục nơi cư trú trước đây", reason="Còn bỏ trống"),
        ),
        reason="Thành phần hồ sơ chưa đủ theo Điều 22 Nghị định số 123/2015/NĐ-CP",
        answer_by=date(2026, 12, 4),
        contact="ông Hồ Văn Nghĩa",
        contact_phone="0255 3863 111",
        guide="Hồ Văn Nghĩa",
    )


def refusal() -> slips.RefusalSlip:
    """Make mẫu 03."""
    return slips.RefusalSlip(
        head=head("02/TCHS"),
        dossier=dossier(subject="Cấp bản sao trích lục hộ tịch"),
        counter=COUNTER,
        reason="Sự kiện hộ tịch được yêu cầu trích lục chưa đăng ký tại Việt Nam, nên không có dữ liệu để trích.",
        legal_basis="Điều 63 Luật Hộ tịch số 60/2014/QH13",
        advice="Ông/bà có thể làm thủ tục ghi vào Sổ hộ tịch việc khai sinh đã đăng ký ở nước ngoài.",
        contact="bà Đinh Thị Xuân",
        contact_phone="0255 3863 111",
        refused_by="Đinh Thị Xuân",
    )


def apology(*, issued_at: datetime | None = None) -> slips.ApologySlip:
    """Make mẫu 04, written a day before the appointment unless told otherwise."""
    return slips.ApologySlip(
        head=head("31/TB-TTPVHCC", issued_at=issued_at or moment(19, 14)),
        dossier=dossier(subject="Cấp Giấy chứng nhận đăng ký hộ kinh doanh"),
        received_at=moment(16, 8, 20),
        due_at=moment(20, 17),
        reason="chờ xác minh địa chỉ trụ sở tại thôn Nước Lang do mưa lũ chia cắt đường",
        new_due_at=moment(25, 17),
        return_at=COUNTER,
        signer=slips.Signer(position="Giám đốc", name="Nguyễn Đức Thiện"),
    )


def stop() -> slips.StopSlip:
    """Make mẫu 05 of TT 03/2025."""
    return slips.StopSlip(
        head=head("32/TB-TTPVHCC"),
        dossier=dossier(subject="Cấp Giấy chứng nhận đăng ký hộ kinh doanh"),
        received_at=moment(2, 8, 20),
        stopped_at=moment(20, 16, 30),
        reason="quá thời hạn bổ sung mà không nhận được giấy tờ còn thiếu",
        legal_basis="Nghị định số 118/2025/NĐ-CP",
        refund=100_000,
        next_steps="Ông/bà có thể nộp lại hồ sơ bất cứ lúc nào; giấy tờ đã nộp được dùng lại.",
        signer=slips.Signer(authority="KT. Giám đốc", position="Phó Giám đốc", name="Đinh Thị Xuân"),
    )


def control() -> slips.ControlSlip:
    """Make the control slip, three hand-overs and one still open."""
    counter, office = "Trung tâm PVHCC xã Ba Tơ", "Phòng Văn hóa - Xã hội"
    lead = "Lãnh đạo UBND xã"
    early, on_time = slips.HopOutcome.EARLY, slips.HopOutcome.ON_TIME
    return slips.ControlSlip(
        head=head("17/KSHS"),
        dossier=dossier(),
        agency="UBND xã Ba Tơ",
        coordinating=("Công an xã Ba Tơ",),
        hops=(
            _hop(counter, office, moment(20, 9, 40), "Hồ Văn Nghĩa", "Trần Thị Lệ", early),
            _hop(office, lead, moment(20, 15, 10), "Trần Thị Lệ", "Phạm Văn Hùng", on_time),
            _hop(lead, counter, moment(23, 8, 30), "Phạm Văn Hùng", "Hồ Văn Nghĩa", None),
        ),
    )


def _hop(
    giver_office: str,
    taker_office: str,
    at: datetime,
    giver: str,
    taker: str,
    outcome: slips.HopOutcome | None,
) -> slips.Hop:
    return slips.Hop(
        giver_office=giver_office, taker_office=taker_office, at=at, giver=giver, taker=taker, outcome=outcome
    )


def register(lines: int = 14) -> slips.RegisterBook:
    """Make a page of the register."""
    subjects = ("Đăng ký khai sinh", "Cấp bản sao trích lục hộ tịch", "Đăng ký kết hôn")
    names = ("Phạm Thị Đrý", "Đinh Văn Y Ƀlang", "Nguyễn Thị Bích Hường")
    return slips.RegisterBook(
        head=head(lookup=""),
        year=2026,
        book="02",
        first_day=date(2026, 11, 1),
        last_day=date(2026, 11, 30),
        lines=tuple(
            slips.RegisterLine(
                ordinal=400 + place,
                code=f"H48.25-2611{place % 20 + 1:02}-{place + 1:04}",
                procedure=subjects[place % 3],
                applicant=names[place % 3],
                contact="Thôn Nước Lang, xã Ba Tơ; 0905 123 456",
                agency="UBND xã Ba Tơ",
                received_at=moment(place % 20 + 1, 8, 15),
                due_at=moment(place % 20 + 2, 17),
                returned_at=moment(place % 20 + 2, 15, 40) if place % 3 else None,
                return_way="Trực tiếp" if place % 2 else "Bưu chính công ích",
            )
            for place in range(lines)
        ),
        keeper="Hồ Văn Nghĩa",
    )


def hand_over(what: slips.HandOverOf = slips.HandOverOf.DOSSIERS) -> slips.HandOverSlip:
    """Make a batch of six."""
    return slips.HandOverSlip(
        head=head("44/PBG", lookup=""),
        what=what,
        giver_office=COUNTER,
        taker_office="Phòng Kinh tế, UBND xã Ba Tơ",
        at=moment(20, 15, 0),
        lines=tuple(
            slips.HandOverLine(
                code=f"H48.25-261120-{place:04}",
                applicant=("Phạm Thị Đrý", "Trần Quốc Bảo")[place % 2],
                subject="Cấp Giấy chứng nhận đăng ký hộ kinh doanh",
                papers=4,
                document=f"{place}/GCN",
            )
            for place in range(1, 7)
        ),
        giver="Hồ Văn Nghĩa",
        taker="Lê Thị Thu",
    )


def result_return() -> slips.ResultReturnSlip:
    """Make the receipt for a birth certificate."""
    return slips.ResultReturnSlip(
        head=head("17/TKQ", issued_at=moment(23, 15, 40)),
        dossier=dossier(),
        results=(
            slips.ResultLine(name="Giấy khai sinh", number="152/2026", issued_on=date(2026, 11, 23)),
            slips.ResultLine(name="Bản sao trích lục khai sinh", number="152/TLKS-BS", copies=3),
        ),
        originals=(slips.PaperLine(name="Giấy chứng nhận kết hôn", originals=1),),
        returned_at=moment(23, 15, 40),
        way="Trực tiếp tại Trung tâm Phục vụ hành chính công",
        recipient="Phạm Văn Ngheo",
        recipient_identity="Căn cước số 051090001234",
        on_behalf="giấy ủy quyền ngày 22/11/2026 của bà Phạm Thị Đrý",
        paid=24_000,
        giver="Hồ Văn Nghĩa",
    )


def transfer() -> slips.TransferSlip:
    """Make the slip that asks the tax office what is due on a land dossier."""
    return slips.TransferSlip(
        head=head("58/PCTT-VPĐKĐĐ", issued_at=moment(20, 9, 30)),
        dossier=dossier(),
        agency="Thuế cơ sở 6 tỉnh Quảng Ngãi",
        agency_address="Tổ dân phố 1, xã Ba Tơ, tỉnh Quảng Ngãi",
        task="Xác định nghĩa vụ tài chính về đất đai",
        asked="Chuyển nhượng quyền sử dụng đất thửa 125, tờ bản đồ số 7.",
        papers=(slips.PaperLine(name="Hợp đồng chuyển nhượng", photocopies=1), slips.PaperLine(name="Tờ khai thuế", originals=2)),
        days=5,
        expected_by=moment(27, 17, 0),
        contact="Lê Thị Thu",
        signer=slips.Signer(),
    )


ALL: dict[str, Callable[[], slips.Slip]] = {
    "receipt": receipt,
    "supplement": supplement,
    "refusal": refusal,
    "apology": apology,
    "stop": stop,
    "control": control,
    "register": register,
    "hand_over": hand_over,
    "return": result_return,
    "transfer": transfer,
}
