"""Tỷ lệ tái sử dụng dữ liệu số hóa."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="reused",
    name=Text("Tỷ lệ tái sử dụng dữ liệu số hóa", "Share with data re-used"),
    sentence=Text(
        "Trong số hồ sơ tiếp nhận, bao nhiêu hồ sơ dùng lại giấy tờ, dữ liệu đã số hóa.",
        "Of the dossiers received, how many used something digital already.",
    ),
    formula=Text("Hồ sơ có tái sử dụng ÷ hồ sơ tiếp nhận.", "With re-use ÷ received."),
    basis=(Basis("766/QĐ-TTg", "4.3", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.DIGITAL,
    hit=during(c.RECEIVED_REUSED),
    population=during(c.RECEIVED),
    target=Fraction(80, 100),
    source="reuse",
)
