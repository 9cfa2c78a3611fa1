"""Tỷ lệ hồ sơ tiếp nhận trực tuyến."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="online",
    name=Text("Tỷ lệ hồ sơ tiếp nhận trực tuyến", "Share received online"),
    sentence=Text(
        "Trong số hồ sơ tiếp nhận trong kỳ, bao nhiêu hồ sơ được nộp trực tuyến.",
        "Of the dossiers received in the period, how many were filed online.",
    ),
    formula=Text(
        "Hồ sơ nộp trực tuyến ÷ hồ sơ tiếp nhận trong kỳ (không tính kỳ trước chuyển sang).",
        "Filed online ÷ received in the period (what was carried over is not counted).",
    ),
    basis=(Basis("766/QĐ-TTg", "3.3", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.ONLINE,
    hit=during(c.RECEIVED_ONLINE),
    population=during(c.RECEIVED),
    target=Fraction(70, 100),
)
