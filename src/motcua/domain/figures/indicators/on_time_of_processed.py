"""Tỷ lệ đúng hạn trên hồ sơ đã xử lý."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="on_time_of_processed",
    name=Text("Tỷ lệ đúng hạn trên hồ sơ đã xử lý", "Share on time of all processed"),
    sentence=Text(
        "Cách tính của một số tỉnh: mẫu số là mọi hồ sơ đã xử lý kể cả hồ sơ không ghi hạn; tử số chỉ hồ sơ có hạn.",
        "As some provinces reckon: of all processed, those without a date included; only dated ones count as on time.",
    ),
    formula=Text(
        "(Trước hạn + đúng hạn, có ghi hạn) ÷ đã xử lý.",
        "(Early + on time, with a date) ÷ processed.",
    ),
    basis=(
        Basis("61/2018/NĐ-CP", "", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.TIME,
    hit=during(c.SETTLED_IN_TIME_DATED),
    population=during(c.SETTLED),
    variant_of="on_time",
)
