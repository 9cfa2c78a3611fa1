"""Tỷ lệ thanh toán trực tuyến."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="paid_online",
    name=Text("Tỷ lệ thanh toán trực tuyến", "Share paid online"),
    sentence=Text(
        "Trong số hồ sơ có nghĩa vụ tài chính tiếp nhận trong kỳ, bao nhiêu hồ sơ đã thanh toán trực tuyến.",
        "Of the dossiers with something to pay, how many were paid online.",
    ),
    formula=Text(
        "Hồ sơ thanh toán trực tuyến ÷ hồ sơ có nghĩa vụ tài chính (hồ sơ mọi khoản bằng 0 không tính).",
        "Paid online ÷ with an obligation (dossiers whose every fee is 0 are not counted).",
    ),
    basis=(Basis("766/QĐ-TTg", "3.6", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.PAYMENT,
    hit=during(c.RECEIVED_PAID_ONLINE),
    population=during(c.RECEIVED_FEE),
    target=Fraction(50, 100),
)
