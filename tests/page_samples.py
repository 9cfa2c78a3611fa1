"""Invented but lifelike results, posters and copies, for tests that print."""

from collections.abc import Callable
from datetime import datetime

from motcua.domain.dossiers.slip_contents import Signer
from motcua.services import print_blocks as block
from motcua.services import public_pages, result_pages
from motcua.services.print_blocks import Page
from tests.slip_samples import CODE, LOOKUP, PRINTED_AT, moment

HEAD = result_pages.ResultHead(
    parent="Tỉnh Quảng Ngãi",
    office="Ủy ban nhân dân xã Ba Tơ",
    number="152/2026",
    place="Ba Tơ",
    issued_at=moment(23, 10),
    signer=Signer(authority="KT. Chủ tịch", position="Phó Chủ tịch", name="Phạm Văn Hùng"),
    recipients=("Bà Phạm Thị Đrý", "Công an xã Ba Tơ"),
    code=CODE,
    lookup=LOOKUP,
    demo=True,
)


def birth_certificate() -> Page:
    """Make a trial birth certificate."""
    return result_pages.result_page(
        "birth_certificate",
        head=HEAD,
        at=PRINTED_AT,
        fields={
            "name": "PHẠM Y NAM",
            "born_on": "09/11/2026",
            "born_on_words": "ngày mùng chín, tháng mười một, năm hai nghìn không trăm hai mươi sáu",
            "gender": "Nam",
            "ethnic_group": "Hrê",
            "nationality": "Việt Nam",
            "birth_place": "Trung tâm Y tế Ba Tơ, xã Ba Tơ, tỉnh Quảng Ngãi",
            "home_town": "Xã Ba Tơ, tỉnh Quảng Ngãi",
            "personal_id": "051226001234",
            "mother_name": "PHẠM THỊ ĐRÝ",
            "mother_born": "1998",
            "mother_ethnic_group": "Hrê",
            "mother_nationality": "Việt Nam",
            "mother_address": "Thôn Nước Lang, xã Ba Tơ, tỉnh Quảng Ngãi",
            "father_name": "PHẠM VĂN NGHEO",
            "father_born": "1996",
            "father_ethnic_group": "Hrê",
            "father_nationality": "Việt Nam",
            "father_address": "Thôn Nước Lang, xã Ba Tơ, tỉnh Quảng Ngãi",
            "declarant": "Phạm Thị Đrý",
            "declarant_identity": "Căn cước số 051198004321",
            "registered_at": "Ủy ban nhân dân xã Ba Tơ, tỉnh Quảng Ngãi",
            "registered_on": "23/11/2026",
        },
    )


def marital_status() -> Page:
    """Make a confirmation of marital status."""
    return result_pages.result_page(
        "marital_status",
        head=HEAD,
        at=PRINTED_AT,
        fields={
            "requested_by": "Đinh Văn Y Ƀlang",
            "name": "Đinh Văn Y Ƀlang",
            "born_on": "02/9/1999",
            "gender": "Nam",
            "ethnic_group": "Hrê",
            "nationality": "Việt Nam",
            "identity": "Căn cước số 051099001234, Bộ Công an cấp ngày 12/3/2024",
            "address": "Thôn Nước Lang, xã Ba Tơ, tỉnh Quảng Ngãi",
            "resident_at": "xã Ba Tơ, tỉnh Quảng Ngãi",
            "resident_period": "02/9/2017 đến ngày 23/11/2026",
            "status": "Chưa đăng ký kết hôn với ai",
            "purpose": "đăng ký kết hôn với bà Nguyễn Thị Bích Hường, sinh năm 2001",
        },
    )


def household_business() -> Page:
    """Make a registration certificate of a household business."""
    return result_pages.result_page(
        "household_business",
        head=HEAD,
        at=PRINTED_AT,
        fields={
            "business_code": "051090001234",
            "first_registered": "ngày 23 tháng 11 năm 2026",
            "business_name": "HỘ KINH DOANH TẠP HÓA PHẠM THỊ ĐRÝ",
            "address": "Thôn Nước Lang, xã Ba Tơ, tỉnh Quảng Ngãi",
            "phone": "0905 123 456",
            "trades": "4711: Bán lẻ lương thực, thực phẩm, đồ uống trong cửa hàng tổng hợp\n5610: Dịch vụ ăn uống",
            "capital": "50.000.000 đồng",
            "capital_words": "Năm mươi triệu đồng",
            "owner_name": "PHẠM THỊ ĐRÝ",
            "owner_gender": "Nữ",
            "owner_born_on": "12/5/1998",
            "owner_ethnic_group": "Hrê",
            "owner_identity": "051198004321",
            "owner_address": "Thôn Nước Lang, xã Ba Tơ, tỉnh Quảng Ngãi",
        },
    )


def extract() -> Page:
    """Make an extract of a birth entry."""
    return result_pages.result_page(
        "extract",
        head=HEAD,
        at=PRINTED_AT,
        title="Trích lục khai sinh (bản sao)",
        fields={
            "lines": [
                {"label": "Họ, chữ đệm, tên", "value": "PHẠM Y NAM"},
                {"label": "Ngày, tháng, năm sinh", "value": "09/11/2026"},
                {"label": "Giới tính", "value": "Nam"},
                {"label": "Dân tộc", "value": "Hrê"},
                {"label": "Nơi sinh", "value": "Trung tâm Y tế Ba Tơ"},
            ],
            "source": "Sổ đăng ký khai sinh năm 2026, số 152, ngày 23/11/2026",
        },
    )


def decision() -> Page:
    """Make a decision in three articles."""
    return result_pages.result_page(
        "decision",
        head=HEAD,
        at=PRINTED_AT,
        subject="Về việc hưởng trợ cấp xã hội hàng tháng",
        fields={
            "issuer": "Chủ tịch Ủy ban nhân dân xã Ba Tơ",
            "grounds": [
                "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
                "Căn cứ Nghị định số 20/2021/NĐ-CP ngày 15 tháng 3 năm 2021 của Chính phủ",
            ],
            "proposal": "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội",
            "articles": [
                "Ông Đinh Văn Ngheo, sinh ngày 12/5/1944, hưởng trợ cấp xã hội hàng tháng từ ngày 01/12/2026.",
                "Mức trợ cấp: 500.000 đồng một tháng.",
                "Trưởng phòng Văn hóa - Xã hội và ông Đinh Văn Ngheo thi hành Quyết định này./.",
            ],
        },
    )


def letter() -> Page:
    """Make a result without a form of its own."""
    return result_pages.letter_page(
        head=HEAD,
        title="Giấy xác nhận",
        subject="Về việc đang cư trú tại địa phương",
        at=PRINTED_AT,
        blocks=[
            block.text("Ủy ban nhân dân xã Ba Tơ xác nhận:", indent=True),
            block.fields(
                block.field("Ông/bà", "Phạm Thị Đrý", strong=True),
                block.field("Sinh ngày", "12/5/1998"),
                block.field("Nơi cư trú", "Thôn Nước Lang, xã Ba Tơ, tỉnh Quảng Ngãi"),
            ),
            block.text("Giấy này được cấp theo đề nghị của ông/bà./.", indent=True),
        ],
    )


def dossier_copy(*, at: datetime = PRINTED_AT) -> Page:
    """Make the citizen's copy of a filing."""
    return public_pages.dossier_copy(
        office="Cổng dịch vụ công tỉnh Quảng Ngãi",
        procedure="Đăng ký khai sinh",
        code=CODE,
        applicant="Phạm Thị Đrý",
        filed_at=moment(20, 8, 41),
        sections=[
            public_pages.AnsweredSection(
                title="Người được khai sinh",
                answers=(
                    ("Họ, chữ đệm, tên", "Phạm Y Nam"),
                    ("Ngày sinh", "09/11/2026"),
                    ("Giới tính", "Nam"),
                ),
            ),
            public_pages.AnsweredSection(
                title="Cha của trẻ",
                answers=(("Họ, chữ đệm, tên", "Phạm Văn Ngheo"), ("Số định danh cá nhân", "")),
            ),
        ],
        papers=[
            public_pages.FiledPaper(name="Giấy chứng sinh", file="IMG_20261120_0841.jpg", digest="9f2c" * 16),
            public_pages.FiledPaper(name="Giấy chứng nhận kết hôn", file="ket-hon.pdf", digest="51ab" * 16),
        ],
        at=at,
        lookup=LOOKUP,
    )


def procedure_sheet() -> Page:
    """Make the sheet of birth registration."""
    return public_pages.procedure_sheet(
        office="Ủy ban nhân dân xã Ba Tơ",
        code="1.001193",
        name="Đăng ký khai sinh",
        facts={
            "Nộp ở đâu": "Trung tâm Phục vụ hành chính công cấp xã hoặc Cổng Dịch vụ công quốc gia",
            "Bao lâu có kết quả": "Trong ngày; nộp sau 15 giờ thì ngày làm việc tiếp theo",
            "Kết quả": "Giấy khai sinh (bản chính)",
        },
        papers=[
            public_pages.NeededPaper(name="Tờ khai đăng ký khai sinh", originals=1, note="Có mẫu tại quầy"),
            public_pages.NeededPaper(name="Giấy chứng sinh", originals=1),
            public_pages.NeededPaper(name="Giấy chứng nhận kết hôn của cha, mẹ", copies=1, note="Nếu có"),
        ],
        steps=[
            "Ông/bà nộp hồ sơ tại quầy hoặc trên mạng.",
            "Cán bộ kiểm tra, hẹn ngày trả kết quả.",
            "Ông/bà nhận Giấy khai sinh.",
        ],
        fees=[
            ("Đăng ký đúng hạn (trong 60 ngày)", "Không thu"),
            ("Đăng ký quá hạn", "8.000 đồng"),
        ],
        legal_bases=["Luật Hộ tịch số 60/2014/QH13", "Nghị định số 123/2015/NĐ-CP"],
        at=PRINTED_AT,
        lookup="https://dichvucong.example.vn/thu-tuc/1.001193",
    )


def poster(size: public_pages.PosterSize = public_pages.PosterSize.A4) -> Page:
    """Make the poster of birth registration."""
    return public_pages.poster(
        office="Trung tâm Phục vụ hành chính công xã Ba Tơ",
        title="Đăng ký khai sinh",
        subject="Có kết quả trong ngày. Không thu lệ phí nếu đăng ký trong 60 ngày.",
        link="https://dichvucong.example.vn/thu-tuc/1.001193",
        footer="Hỏi thêm: 0255 3863 111",
        size=size,
        at=PRINTED_AT,
    )


ALL: dict[str, Callable[[], Page]] = {
    "birth_certificate": birth_certificate,
    "marital_status": marital_status,
    "household_business": household_business,
    "extract": extract,
    "decision": decision,
    "letter": letter,
    "dossier_copy": dossier_copy,
    "procedure_sheet": procedure_sheet,
    "poster": poster,
}
