"""Fallback slips laid out: what Mẫu 01 says, with lines to fill in by hand, code and QR printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from motcua.queries import configuration
from motcua.services import slip_texts as say
from motcua.services.dossiers import slips
from motcua.services.print_blocks import Block, Column, Page, field, fields, signature, table, text
from motcua.storage.fallback.models import Booklet, Slip

ROWS = 5  # papers, or originals to certify
SIGN = "(Ký và ghi rõ họ tên)"


def page(booklet: Booklet, blank: Sequence[Slip], *, at: dt.datetime) -> Page:
    """Lay out slips of a booklet, a sheet for each: the copy that stays and the copy that goes along."""
    head = slips.head_of(configuration.current(), booklet.unit_id, at)
    return Page(template="fallback", data={
        "at": say.local(at).isoformat(), "title": "Phiếu dự phòng tiếp nhận hồ sơ", "office": head.office, "parent": head.parent,
        "place_date": f"{head.place}, ngày …… tháng …… năm 20……", "form_note": "Dùng khi mất điện, mất mạng; theo Mẫu số 01",
        "footer": f"Tập {booklet.number}, in lúc {say.short_moment(at)}", "blocks": _blocks(),
        "signatures": [signature("Người nộp hồ sơ", note=SIGN), signature("Người tiếp nhận hồ sơ", note=SIGN)],
        "row_inset": 2.1, "qrs": [slips.lookup_address(one.code) for one in blank],
        "slips": [{"code": one.code, "number": f"{booklet.number}/{one.ordinal:02d}"} for one in blank],
    })  # fmt: skip


def _blocks() -> list[Block]:
    columns = (
        Column(title="TT", mm=8, align="center"), Column(title="Tên giấy tờ (chứng thực: ghi số trang)", share=1),
        Column(title="Bản chính", mm=14), Column(title="Bản chứng thực", mm=14), Column(title="Bản chụp", mm=14),
    )  # fmt: skip
    return [
        fields(
            field("Tiếp nhận hồ sơ của", ""),
            [field("Số căn cước", ""), field("Điện thoại", "")],
            field("Địa chỉ", ""),
            field("Nội dung yêu cầu giải quyết (tên thủ tục)", ""),
            field("Nộp thay cho (nếu có)", ""),
        ),
        text("1. Thành phần hồ sơ nộp gồm:"),
        table(columns, [[str(n), "\n", "", "", ""] for n in range(1, ROWS + 1)]),
        fields(
            field("2. Thời gian nhận hồ sơ", "…… giờ …… phút, ngày …… tháng …… năm 20……"),
            field("3. Hẹn trả kết quả", "…… giờ …… phút, ngày …… tháng …… năm 20……"),
            [field("4. Đã thu (đồng)", ""), field("Biên lai (ký hiệu, số)", "")],
            field("5. Ghi chú", ""),
        ),
        text("Mã hồ sơ trên phiếu này dùng để tra cứu sau khi cán bộ nhập lại hồ sơ.", italic=True),
    ]  # fmt: skip
