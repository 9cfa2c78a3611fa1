"""Tỷ lệ thanh toán không dùng tiền mặt."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="paid_cashless",
    name=Text("Tỷ lệ thanh toán không dùng tiền mặt", "Share paid without cash"),
    sentence=Text(
        "Như thanh toán trực tuyến, tính cả chuyển khoản và quẹt thẻ tại quầy.",
        "As paid online, with transfers and cards at the counter.",
    ),
    formula=Text(
        "Hồ sơ trả không bằng tiền mặt ÷ hồ sơ có nghĩa vụ tài chính.",
        "Paid without cash ÷ with an obligation.",
    ),
    basis=(Basis("766/QĐ-TTg", "3.6", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.PAYMENT,
    hit=during(c.RECEIVED_PAID_CASHLESS),
    population=during(c.RECEIVED_FEE),
    variant_of="paid_online",
)
