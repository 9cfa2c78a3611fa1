"""Tỷ lệ giải quyết đúng hạn."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="on_time",
    name=Text("Tỷ lệ giải quyết đúng hạn", "Share settled on time"),
    sentence=Text(
        "Trong số hồ sơ giải quyết xong, bao nhiêu hồ sơ trước và đúng hạn theo thời hạn của pháp luật; lùi hẹn không làm hồ sơ thành đúng hạn.",
        "Of the dossiers settled, how many were within the legal limit; a re-appointment does not make one on time.",
    ),
    formula=Text("(Trước hạn + đúng hạn) ÷ đã giải quyết.", "(Early + on time) ÷ settled."),
    basis=(Basis("01/2020/TT-VPCP", "II.06a (8)(9)", dt.date(2020, 12, 8)),),
    since=dt.date(2020, 12, 8),
    chapter=Chapter.TIME,
    hit=during(c.SETTLED_IN_TIME),
    population=during(c.SETTLED),
    target=Fraction(1),
)
