"""Tỷ lệ hồ sơ được đánh giá."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="rated",
    name=Text("Tỷ lệ hồ sơ được đánh giá", "Share rated"),
    sentence=Text(
        "Trong số hồ sơ đã giải quyết, bao nhiêu hồ sơ có phiếu đánh giá.",
        "Of the dossiers settled, how many were rated.",
    ),
    formula=Text("Hồ sơ có đánh giá ÷ đã giải quyết.", "Rated ÷ settled."),
    basis=(Basis("32/2017/TT-BTTTT", "", dt.date(2018, 1, 1)),),
    since=dt.date(2018, 1, 1),
    chapter=Chapter.QUALITY,
    better=Better.NEITHER,
    hit=during(c.RATED),
    population=during(c.SETTLED),
)
