"""Hồ sơ đang giải quyết."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator, Kind
from motcua.domain.figures.parts import When
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="open",
    name=Text("Hồ sơ đang giải quyết", "Dossiers open"),
    sentence=Text(
        "Số hồ sơ còn đang giải quyết cuối kỳ.",
        "How many dossiers stand open at the end of the period.",
    ),
    formula=Text(
        "Đã tiếp nhận đến cuối kỳ trừ đã kết thúc.",
        "Received until the end of the period less ended.",
    ),
    basis=(Basis("01/2020/TT-VPCP", "II.06a (11)", dt.date(2020, 12, 8)),),
    since=dt.date(2020, 12, 8),
    chapter=Chapter.TIME,
    kind=Kind.COUNT,
    better=Better.DOWN,
    hit=c.open_at(When.UNTIL),
)
