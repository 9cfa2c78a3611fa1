"""Hồ sơ đang giải quyết quá hạn."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator
from motcua.domain.figures.parts import When
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="overdue",
    name=Text("Hồ sơ đang giải quyết quá hạn", "Dossiers open past due"),
    sentence=Text(
        "Trong số hồ sơ còn đang giải quyết cuối kỳ, bao nhiêu hồ sơ đã quá hạn của pháp luật; hồ sơ đến hạn hôm nay chưa tính là quá hạn.",
        "Of the dossiers open at the end of the period, how many are past the legal limit; what falls due today is not late yet.",
    ),
    formula=Text("Đang giải quyết quá hạn ÷ đang giải quyết.", "Open past due ÷ open."),
    basis=(Basis("01/2020/TT-VPCP", "II.06a (13)", dt.date(2020, 12, 8)),),
    since=dt.date(2020, 12, 8),
    chapter=Chapter.TIME,
    better=Better.DOWN,
    hit=c.late_at(When.UNTIL),
    population=c.open_at(When.UNTIL),
    target=Fraction(0),
)
