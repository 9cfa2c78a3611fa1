"""Tỷ lệ dịch vụ toàn trình trên dịch vụ công trực tuyến."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="services_full_share",
    name=Text("Tỷ lệ dịch vụ toàn trình trên dịch vụ công trực tuyến", "Full-online of online services"),
    sentence=Text(
        "Trong số thủ tục có dịch vụ công trực tuyến, bao nhiêu thủ tục toàn trình.",
        "Of the procedures offered online, how many are wholly online.",
    ),
    formula=Text("Toàn trình ÷ có DVCTT.", "Wholly online ÷ offered online."),
    basis=(Basis("407/KH-UBND", "", dt.date(2023, 6, 30)),),
    since=dt.date(2023, 1, 1),
    chapter=Chapter.ONLINE,
    account=Account.PROCEDURE,
    target=Fraction(80, 100),
    reading="services_full_share",
)
