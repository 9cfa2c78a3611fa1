"""Hồ sơ tiếp nhận."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator, Kind
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="received",
    name=Text("Hồ sơ tiếp nhận", "Dossiers received"),
    sentence=Text(
        "Số hồ sơ được tiếp nhận trong kỳ, tính cho cơ quan giải quyết; mỗi hồ sơ một lần.",
        "How many dossiers were received in the period, counted for the agency that settles them, each once.",
    ),
    formula=Text(
        "Đếm hồ sơ có ngày tiếp nhận trong kỳ.",
        "Counts dossiers whose day of receipt is in the period.",
    ),
    basis=(Basis("01/2020/TT-VPCP", "II.06a (4)(5)", dt.date(2020, 12, 8)),),
    since=dt.date(2020, 12, 8),
    chapter=Chapter.RECEPTION,
    kind=Kind.COUNT,
    better=Better.NEITHER,
    hit=during(c.RECEIVED),
)
