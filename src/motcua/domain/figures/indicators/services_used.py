"""Tỷ lệ dịch vụ công có hồ sơ trực tuyến."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="services_used",
    name=Text("Tỷ lệ dịch vụ công có hồ sơ trực tuyến", "Online services with online dossiers"),
    sentence=Text(
        "Trong số thủ tục có dịch vụ công trực tuyến, bao nhiêu thủ tục có ít nhất một hồ sơ trực tuyến trong kỳ.",
        "Of the procedures offered online, how many had an online dossier in the period.",
    ),
    formula=Text("DVCTT có hồ sơ trực tuyến ÷ DVCTT.", "With an online dossier ÷ offered online."),
    basis=(Basis("766/QĐ-TTg", "3.2", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.ONLINE,
    account=Account.PROCEDURE,
    target=Fraction(80, 100),
    reading="services_used",
)
