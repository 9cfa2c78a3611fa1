"""Thời gian giải quyết của 9 trên 10 hồ sơ."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Account, Basis, Better, Chapter, Indicator, Kind
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="slowest_tenth",
    name=Text("Thời gian giải quyết của 9 trên 10 hồ sơ", "90th percentile of working time"),
    sentence=Text(
        "Chín trong mười hồ sơ xong trong khoảng thời gian làm việc này (tính tròn giờ).",
        "Nine of ten dossiers are done within so much working time (in hours begun).",
    ),
    formula=Text("Phân vị thứ 90 theo thứ hạng gần nhất.", "The 90th percentile by the nearest rank."),
    basis=(Basis("766/QĐ-TTg", "2.2", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.TIME,
    kind=Kind.PERCENTILE,
    account=Account.HOUR,
    better=Better.DOWN,
    hit=during(c.HOURS),
)
