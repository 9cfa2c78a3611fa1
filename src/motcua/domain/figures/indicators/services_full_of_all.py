"""Tỷ lệ thủ tục cung cấp toàn trình trên mọi thủ tục."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="services_full_of_all",
    name=Text("Tỷ lệ thủ tục cung cấp toàn trình trên mọi thủ tục", "Procedures offered full-online of all"),
    sentence=Text(
        "Trong số mọi thủ tục hành chính, bao nhiêu thủ tục cung cấp toàn trình (mức độ 4 trước đây).",
        "Of all procedures, how many are offered wholly online (level 4 of earlier years).",
    ),
    formula=Text("Toàn trình ÷ mọi thủ tục.", "Wholly online ÷ all procedures."),
    basis=(Basis("32/2017/TT-BTTTT", "", dt.date(2017, 11, 15)), Basis("42/2022/NĐ-CP", "", dt.date(2022, 8, 15))),
    since=dt.date(2018, 1, 1),
    chapter=Chapter.ONLINE,
    account=Account.PROCEDURE,
    reading="services_full_of_all",
    variant_of="services_full_share",
)
