"""Thủ tục công khai điện tử đầy đủ."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="procedures_published",
    name=Text("Thủ tục công khai điện tử đầy đủ", "Procedures published electronically"),
    sentence=Text(
        "Số thủ tục được công khai đầy đủ, đúng quy định bằng phương tiện điện tử.",
        "How many procedures are published electronically, wholly and as prescribed.",
    ),
    formula=Text(
        "Số do đơn vị nhập, có ngày và nguồn; số mới nhất thay số trước.",
        "Entered by the unit with day and source; the newest stands.",
    ),
    basis=(Basis("01/2018/TT-VPCP", "Đ13.6", dt.date(2019, 1, 6)),),
    since=dt.date(2019, 1, 6),
    chapter=Chapter.MEANS,
    kind=Kind.ENTERED,
    account=Account.PROCEDURE,
    newest=True,
)
