"""Tỷ lệ trả đúng hẹn."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="on_time_by_appointment",
    name=Text("Tỷ lệ trả đúng hẹn", "Share kept to the appointment"),
    sentence=Text(
        "Trong số hồ sơ giải quyết xong, bao nhiêu hồ sơ xong trước giờ hẹn đầu tiên trên phiếu.",
        "Of the dossiers settled, how many were ready by the first appointment on the slip.",
    ),
    formula=Text("Xong trước giờ hẹn ÷ đã giải quyết.", "Ready by the appointment ÷ settled."),
    basis=(
        Basis("61/2018/NĐ-CP", "Điều 19", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.TIME,
    hit=during(c.SETTLED_BY_APPOINTMENT),
    population=during(c.SETTLED),
    target=Fraction(1),
    variant_of="on_time",
)
