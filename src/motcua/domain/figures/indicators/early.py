"""Tỷ lệ giải quyết trước hạn."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="early",
    name=Text("Tỷ lệ giải quyết trước hạn", "Share settled early"),
    sentence=Text(
        "Trong số hồ sơ giải quyết xong, bao nhiêu hồ sơ xong trước ngày đến hạn.",
        "Of the dossiers settled, how many were done before the due day.",
    ),
    formula=Text("Trước hạn ÷ đã giải quyết.", "Early ÷ settled."),
    basis=(Basis("01/2020/TT-VPCP", "II.06a (8)", dt.date(2020, 12, 8)),),
    since=dt.date(2020, 12, 8),
    chapter=Chapter.TIME,
    hit=during(c.SETTLED_EARLY),
    population=during(c.SETTLED),
)
