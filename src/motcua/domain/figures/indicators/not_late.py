"""Không hồ sơ nào chậm muộn."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import When, during, less
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="not_late",
    name=Text("Không hồ sơ nào chậm muộn", "Nobody late"),
    sentence=Text(
        "Trong số hồ sơ tiếp nhận và tồn đầu kỳ, bao nhiêu hồ sơ không quá hạn (đã xong hoặc đang xử lý).",
        "Of the dossiers received and open at the beginning, how many are not late, done or running.",
    ),
    formula=Text(
        "(Trong tay − xong quá hạn − đang quá hạn) ÷ trong tay.",
        "(In hand − settled late − open past due) ÷ in hand.",
    ),
    basis=(Basis("96/KH-UBND", "", dt.date(2023, 1, 1)),),
    since=dt.date(2023, 1, 1),
    chapter=Chapter.TIME,
    hit=less(during(c.RECEIVED) + c.open_at(When.BEFORE), during(c.LATE_WENT) + c.late_at(When.UNTIL)),
    population=during(c.RECEIVED) + c.open_at(When.BEFORE),
    target=Fraction(1),
    variant_of="on_time",
)
