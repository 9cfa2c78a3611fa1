"""Tỷ lệ giải quyết quá hạn."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="late_settled",
    name=Text("Tỷ lệ giải quyết quá hạn", "Share settled late"),
    sentence=Text(
        "Trong số hồ sơ giải quyết xong, bao nhiêu hồ sơ quá hạn.",
        "Of the dossiers settled, how many were late.",
    ),
    formula=Text("Quá hạn ÷ đã giải quyết.", "Late ÷ settled."),
    basis=(Basis("01/2020/TT-VPCP", "II.06a (10)", dt.date(2020, 12, 8)),),
    since=dt.date(2020, 12, 8),
    chapter=Chapter.TIME,
    better=Better.DOWN,
    hit=during(c.SETTLED_LATE),
    population=during(c.SETTLED),
    target=Fraction(0),
)
