"""Hồ sơ đã giải quyết."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator, Kind
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="settled",
    name=Text("Hồ sơ đã giải quyết", "Dossiers settled"),
    sentence=Text("Số hồ sơ giải quyết xong trong kỳ.", "How many dossiers were settled in the period."),
    formula=Text("Đếm hồ sơ có kết quả trong kỳ.", "Counts dossiers finished in the period."),
    basis=(Basis("01/2020/TT-VPCP", "II.06a (7)", dt.date(2020, 12, 8)),),
    since=dt.date(2020, 12, 8),
    chapter=Chapter.TIME,
    kind=Kind.COUNT,
    hit=during(c.SETTLED),
)
