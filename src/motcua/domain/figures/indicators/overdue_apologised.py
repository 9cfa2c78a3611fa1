"""Hồ sơ quá hạn có xin lỗi."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import When
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="overdue_apologised",
    name=Text("Hồ sơ quá hạn có xin lỗi", "Overdue with an apology"),
    sentence=Text(
        "Trong số hồ sơ đang quá hạn cuối kỳ, bao nhiêu hồ sơ đã có phiếu xin lỗi và hẹn lại; hồ sơ còn lại là vi phạm.",
        "Of the dossiers open past due, how many have an apology and a new date; the others are a violation.",
    ),
    formula=Text("Quá hạn có phiếu xin lỗi ÷ đang quá hạn.", "Overdue with an apology ÷ overdue."),
    basis=(
        Basis("61/2018/NĐ-CP", "Điều 19.9", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.TIME,
    hit=c.late_apologised_at(When.UNTIL),
    population=c.late_at(When.UNTIL),
    target=Fraction(1),
)
