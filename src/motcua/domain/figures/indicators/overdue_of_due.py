"""Hồ sơ quá hạn chưa có kết quả trên hồ sơ đến hạn."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator
from motcua.domain.figures.parts import When, during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="overdue_of_due",
    name=Text("Hồ sơ quá hạn chưa có kết quả trên hồ sơ đến hạn", "Open past due, of those fallen due"),
    sentence=Text(
        "Cách tính của một số tỉnh: chỉ hồ sơ đang xử lý đã quá hạn cuối kỳ, trên hồ sơ đến hạn.",
        "As some provinces reckon: only what is open past due, of those fallen due.",
    ),
    formula=Text("Đang xử lý quá hạn ÷ đến hạn trong kỳ.", "Open past due ÷ fell due."),
    basis=(
        Basis("61/2018/NĐ-CP", "", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.TIME,
    better=Better.DOWN,
    hit=c.late_at(When.UNTIL),
    population=during(c.FELL_DUE),
    target=Fraction(0),
    variant_of="late_settled",
)
