"""Hồ sơ mới quá hạn."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator, Kind
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="newly_late",
    name=Text("Hồ sơ mới quá hạn", "Dossiers that became late"),
    sentence=Text(
        "Trong kỳ có bao nhiêu hồ sơ hết hạn của pháp luật mà chưa xong; hồ sơ đến hạn hôm nay chưa tính.",
        "How many dossiers passed their legal limit unfinished in the period; what falls due today is not counted yet.",
    ),
    formula=Text("Đếm hồ sơ có ngày hết hạn trong kỳ mà chưa xong hoặc xong sau hạn.", "Counts dossiers whose limit ended in the period and that are not done, or were done after it."),
    basis=(
        Basis("61/2018/NĐ-CP", "Điều 19", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.TIME,
    kind=Kind.COUNT,
    better=Better.DOWN,
    hit=during(c.LATE_OPEN, c.LATE_ENDED),
)
