"""Tỷ lệ giải quyết đúng ngày hẹn, không kể trước hạn."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="on_the_day",
    name=Text("Tỷ lệ giải quyết đúng ngày hẹn, không kể trước hạn", "Settled on the day itself, early ones aside"),
    sentence=Text(
        "Trong số hồ sơ đã xử lý, bao nhiêu hồ sơ xong đúng ngày hẹn; hồ sơ trước hạn tính riêng.",
        "Of the processed, how many were finished on the very day due; early ones stand apart.",
    ),
    formula=Text("Đúng ngày hẹn ÷ đã xử lý.", "On the day due ÷ processed."),
    basis=(
        Basis("61/2018/NĐ-CP", "", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.TIME,
    hit=during(c.SETTLED_ON_THE_DAY),
    population=during(c.SETTLED),
    variant_of="on_time",
)
