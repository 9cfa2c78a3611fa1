"""Tỷ lệ thủ tục cung cấp một phần trên mọi thủ tục."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="services_partial_of_all",
    name=Text("Tỷ lệ thủ tục cung cấp một phần trên mọi thủ tục", "Procedures offered partly online of all"),
    sentence=Text(
        "Trong số mọi thủ tục hành chính, bao nhiêu thủ tục cung cấp trực tuyến một phần (mức độ 3 trước đây).",
        "Of all procedures, how many are offered partly online (level 3 of earlier years).",
    ),
    formula=Text("Một phần ÷ mọi thủ tục.", "Partly online ÷ all procedures."),
    basis=(Basis("32/2017/TT-BTTTT", "", dt.date(2017, 11, 15)), Basis("42/2022/NĐ-CP", "", dt.date(2022, 8, 15))),
    since=dt.date(2018, 1, 1),
    chapter=Chapter.ONLINE,
    account=Account.PROCEDURE,
    reading="services_partial_of_all",
    variant_of="services_full_share",
)
