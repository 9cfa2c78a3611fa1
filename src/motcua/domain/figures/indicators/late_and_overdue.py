"""Hồ sơ chậm: đã trả chậm và còn treo quá hạn."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator
from motcua.domain.figures.parts import When, during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="late_and_overdue",
    name=Text("Hồ sơ chậm: đã trả chậm và còn treo quá hạn", "Late: settled late and still overdue"),
    sentence=Text(
        "Cách tính của một số tỉnh: hồ sơ trả chậm trong kỳ cộng hồ sơ đang xử lý đã quá hạn cuối kỳ, trên hồ sơ đến hạn.",
        "As some provinces reckon: settled late plus open past due, of those fallen due.",
    ),
    formula=Text(
        "(Trả chậm + đang xử lý quá hạn) ÷ đến hạn trong kỳ.",
        "(Settled late + open past due) ÷ fell due.",
    ),
    basis=(
        Basis("61/2018/NĐ-CP", "", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.TIME,
    better=Better.DOWN,
    hit=during(c.SETTLED_LATE) + c.late_at(When.UNTIL),
    population=during(c.FELL_DUE),
    target=Fraction(0),
    variant_of="late_settled",
)
