"""Hồ sơ bị từ chối tiếp nhận."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator, Kind
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="refused_at_intake",
    name=Text("Hồ sơ bị từ chối tiếp nhận", "Refused at reception"),
    sentence=Text("Số hồ sơ không được tiếp nhận trong kỳ.", "How many filings were refused at reception."),
    formula=Text("Đếm hồ sơ từ chối tiếp nhận trong kỳ.", "Counts filings refused in the period."),
    basis=(
        Basis("61/2018/NĐ-CP", "Điều 17", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.RECEPTION,
    kind=Kind.COUNT,
    better=Better.DOWN,
    hit=during(c.REFUSED_AT_INTAKE),
)
