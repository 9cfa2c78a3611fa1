"""Tỷ lệ đúng hạn trên hồ sơ đến hạn."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="on_time_of_due",
    name=Text("Tỷ lệ đúng hạn trên hồ sơ đến hạn", "Share on time of those fallen due"),
    sentence=Text(
        "Cách tính của một số tỉnh: trong số hồ sơ đến hạn trong kỳ, bao nhiêu hồ sơ đã trả trước và đúng hạn.",
        "As some provinces reckon: of the dossiers that fell due in the period, how many were done in time.",
    ),
    formula=Text(
        "Đến hạn trong kỳ và xong đúng hạn ÷ đến hạn trong kỳ.",
        "Fell due and done in time ÷ fell due.",
    ),
    basis=(
        Basis("61/2018/NĐ-CP", "", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.TIME,
    hit=during(c.FELL_DUE_SETTLED_IN_TIME),
    population=during(c.FELL_DUE),
    variant_of="on_time",
)
