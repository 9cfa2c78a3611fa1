"""Hồ sơ tiếp nhận trực tuyến."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator, Kind
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="received_online",
    name=Text("Hồ sơ tiếp nhận trực tuyến", "Dossiers received online (count)"),
    sentence=Text(
        "Số hồ sơ nộp trực tuyến được tiếp nhận trong kỳ.",
        "How many dossiers filed online were received in the period.",
    ),
    formula=Text(
        "Đếm hồ sơ tiếp nhận trong kỳ có kênh nộp trực tuyến.",
        "Counts dossiers received in the period that were filed online.",
    ),
    basis=(Basis("01/2020/TT-VPCP", "II.06a (4)", dt.date(2020, 12, 8)),),
    since=dt.date(2020, 12, 8),
    chapter=Chapter.RECEPTION,
    kind=Kind.COUNT,
    hit=during(c.RECEIVED_ONLINE),
)
