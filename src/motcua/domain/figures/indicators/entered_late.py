"""Hồ sơ nhập sau từ phiếu giấy."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator, Kind
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="entered_late",
    name=Text("Hồ sơ nhập sau từ phiếu giấy", "Dossiers entered later from slips"),
    sentence=Text(
        "Số hồ sơ nhận bằng phiếu giấy khi mất điện, mất mạng rồi nhập sau.",
        "How many dossiers were received on paper slips during an outage and entered later.",
    ),
    formula=Text(
        "Đếm hồ sơ tiếp nhận trong kỳ được nhập sau.",
        "Counts dossiers received in the period that were entered later.",
    ),
    basis=(
        Basis("61/2018/NĐ-CP", "Điều 17", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.RECEPTION,
    kind=Kind.COUNT,
    better=Better.NEITHER,
    hit=during(c.RECEIVED_LATE_ENTRY),
)
