"""Hồ sơ tiếp nhận trực tiếp."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator, Kind
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="received_counter",
    name=Text("Hồ sơ tiếp nhận trực tiếp", "Dossiers received at a counter"),
    sentence=Text(
        "Số hồ sơ nộp tại quầy được tiếp nhận trong kỳ.",
        "How many dossiers were handed in at a counter.",
    ),
    formula=Text(
        "Đếm hồ sơ tiếp nhận trong kỳ có kênh trực tiếp.",
        "Counts dossiers received in the period at a counter.",
    ),
    basis=(Basis("01/2020/TT-VPCP", "II.06a (5)", dt.date(2020, 12, 8)),),
    since=dt.date(2020, 12, 8),
    chapter=Chapter.RECEPTION,
    kind=Kind.COUNT,
    better=Better.NEITHER,
    hit=during(c.RECEIVED_COUNTER),
)
