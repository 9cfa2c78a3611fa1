"""Hồ sơ trả chậm có xin lỗi."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="late_apologised",
    name=Text("Hồ sơ trả chậm có xin lỗi", "Settled late with an apology"),
    sentence=Text(
        "Trong số hồ sơ giải quyết quá hạn, bao nhiêu hồ sơ đã có phiếu xin lỗi.",
        "Of the dossiers settled late, how many had an apology.",
    ),
    formula=Text("Trả chậm có phiếu xin lỗi ÷ trả chậm.", "Settled late with an apology ÷ settled late."),
    basis=(
        Basis("61/2018/NĐ-CP", "Điều 19.9", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.TIME,
    hit=during(c.SETTLED_LATE_APOLOGISED),
    population=during(c.SETTLED_LATE),
    target=Fraction(1),
)
