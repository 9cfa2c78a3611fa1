"""Trang cần số hóa."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Better, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="pages_to_digitise",
    name=Text("Trang cần số hóa", "Pages to digitise"),
    sentence=Text("Số trang A4 còn phải số hóa.", "How many pages are still to be digitised."),
    formula=Text(
        "Số do đơn vị nhập, có ngày và nguồn; số mới nhất thay số trước.",
        "Entered by the unit with day and source; the newest stands.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.DIGITAL,
    kind=Kind.ENTERED,
    account=Account.PAGE,
    better=Better.DOWN,
    newest=True,
)
