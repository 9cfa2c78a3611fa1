"""Tỷ lệ hồ sơ xử lý trực tuyến."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="settled_online",
    name=Text("Tỷ lệ hồ sơ xử lý trực tuyến", "Share of settled dossiers filed online"),
    sentence=Text(
        "Trong số hồ sơ giải quyết xong trong kỳ, bao nhiêu hồ sơ được nộp trực tuyến.",
        "Of the dossiers settled in the period, how many were filed online.",
    ),
    formula=Text(
        "Hồ sơ nộp trực tuyến đã giải quyết ÷ hồ sơ đã giải quyết.",
        "Settled and filed online ÷ settled.",
    ),
    basis=(Basis("140/KH-UBND", "", dt.date(2023, 7, 13)),),
    since=dt.date(2023, 1, 1),
    chapter=Chapter.ONLINE,
    hit=during(c.SETTLED_ONLINE),
    population=during(c.SETTLED),
    target=Fraction(85, 100),
    variant_of="online",
)
