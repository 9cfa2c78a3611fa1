"""Số thủ tục cung cấp toàn trình."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="services_full",
    name=Text("Số thủ tục cung cấp toàn trình", "Procedures wholly online (count)"),
    sentence=Text(
        "Số thủ tục trong phạm vi được cung cấp toàn trình.",
        "How many procedures in scope are wholly online.",
    ),
    formula=Text("Đếm thủ tục toàn trình.", "Counts procedures wholly online."),
    basis=(Basis("407/KH-UBND", "", dt.date(2023, 6, 30)),),
    since=dt.date(2023, 1, 1),
    chapter=Chapter.ONLINE,
    kind=Kind.COUNT,
    account=Account.PROCEDURE,
    reading="services_full",
)
