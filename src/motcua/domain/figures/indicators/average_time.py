"""Thời gian giải quyết trung bình."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Account, Basis, Better, Chapter, Indicator, Kind
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="average_time",
    name=Text("Thời gian giải quyết trung bình", "Average working time"),
    sentence=Text(
        "Mỗi hồ sơ mất trung bình bao nhiêu thời gian làm việc, không tính lúc chờ công dân.",
        "How much working time a dossier takes on average, without waiting for the citizen.",
    ),
    formula=Text(
        "Tổng thời gian làm việc ÷ hồ sơ đã giải quyết; 8 giờ là một ngày.",
        "Working time ÷ settled; 8 hours are a day.",
    ),
    basis=(Basis("766/QĐ-TTg", "2.2", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.TIME,
    kind=Kind.MEAN,
    account=Account.MINUTE,
    better=Better.DOWN,
    hit=during(c.MINUTES),
    population=during(c.TIMED),
)
