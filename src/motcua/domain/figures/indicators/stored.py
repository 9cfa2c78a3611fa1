"""Tỷ lệ đồng bộ kho dữ liệu cá nhân."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="stored",
    name=Text("Tỷ lệ đồng bộ kho dữ liệu cá nhân", "Share with the personal store"),
    sentence=Text(
        "Trong số hồ sơ tiếp nhận, bao nhiêu hồ sơ lấy giấy tờ từ kho cá nhân hoặc đưa kết quả vào kho.",
        "Of the dossiers received, how many took a paper from the personal store or put the result there.",
    ),
    formula=Text("Hồ sơ có liên thông kho ÷ hồ sơ tiếp nhận.", "With the store ÷ received."),
    basis=(Basis("766/QĐ-TTg", "4.4", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.DIGITAL,
    hit=during(c.RECEIVED_STORED),
    population=during(c.RECEIVED),
    target=Fraction(1),
    source="store",
)
