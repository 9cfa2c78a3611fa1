"""Số hộ."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Better, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="households",
    name=Text("Số hộ", "Households"),
    sentence=Text("Số hộ trên địa bàn.", "How many households there are."),
    formula=Text(
        "Số do đơn vị nhập, có ngày và nguồn; số mới nhất thay số trước.",
        "Entered by the unit with day and source; the newest stands.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.MEANS,
    kind=Kind.ENTERED,
    account=Account.UNIT,
    better=Better.NEITHER,
    newest=True,
)
