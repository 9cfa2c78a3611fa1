"""Số Bộ phận Một cửa."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Better, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="one_stops",
    name=Text("Số Bộ phận Một cửa", "One-stop offices"),
    sentence=Text(
        "Số Bộ phận Một cửa đang hoạt động cuối kỳ.",
        "How many one-stop offices are open at the end of the period.",
    ),
    formula=Text("Đếm đơn vị một cửa còn hiệu lực.", "Counts one-stop units in force."),
    basis=(
        Basis("61/2018/NĐ-CP", "Điều 7", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.MEANS,
    kind=Kind.COUNT,
    account=Account.UNIT,
    better=Better.NEITHER,
    reading="one_stops",
)
