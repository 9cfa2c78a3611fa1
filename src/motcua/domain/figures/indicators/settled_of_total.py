"""Tỷ lệ hồ sơ đã giải quyết."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import When, during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="settled_of_total",
    name=Text("Tỷ lệ hồ sơ đã giải quyết", "Share settled of all in hand"),
    sentence=Text(
        "Trong số hồ sơ tiếp nhận và kỳ trước chuyển sang, bao nhiêu hồ sơ đã giải quyết.",
        "Of the dossiers received and carried over, how many were settled.",
    ),
    formula=Text(
        "Đã giải quyết ÷ (tiếp nhận + kỳ trước chuyển sang).",
        "Settled ÷ (received + carried over).",
    ),
    basis=(Basis("01/2020/TT-VPCP", "II.06a (3)(7)", dt.date(2020, 12, 8)),),
    since=dt.date(2020, 12, 8),
    chapter=Chapter.TIME,
    hit=during(c.SETTLED),
    population=during(c.RECEIVED) + c.open_at(When.BEFORE),
)
