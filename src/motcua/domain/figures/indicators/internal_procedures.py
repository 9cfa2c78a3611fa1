"""Thủ tục hành chính nội bộ."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Better, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="internal_procedures",
    name=Text("Thủ tục hành chính nội bộ", "Internal procedures"),
    sentence=Text(
        "Số thủ tục hành chính nội bộ và chi phí tuân thủ được rà soát.",
        "How many internal procedures there are.",
    ),
    formula=Text(
        "Số do đơn vị nhập, có ngày và nguồn; số mới nhất thay số trước.",
        "Entered by the unit with day and source; the newest stands.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.MEANS,
    kind=Kind.ENTERED,
    account=Account.PROCEDURE,
    better=Better.NEITHER,
    newest=True,
)
