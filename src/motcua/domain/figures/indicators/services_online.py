"""Tỷ lệ thủ tục cung cấp trực tuyến."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="services_online",
    name=Text("Tỷ lệ thủ tục cung cấp trực tuyến", "Procedures offered online"),
    sentence=Text(
        "Trong số thủ tục thuộc phạm vi, bao nhiêu thủ tục có dịch vụ công trực tuyến (một phần hoặc toàn trình).",
        "Of the procedures in scope, how many are offered online, partly or wholly.",
    ),
    formula=Text("Thủ tục có DVCTT ÷ thủ tục trong phạm vi.", "Offered online ÷ in scope."),
    basis=(Basis("766/QĐ-TTg", "3.1", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.ONLINE,
    account=Account.PROCEDURE,
    target=Fraction(80, 100),
    reading="services_online",
)
