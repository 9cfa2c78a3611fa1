"""Trường dữ liệu cần nhập."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Better, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="fields_to_enter",
    name=Text("Trường dữ liệu cần nhập", "Data fields to enter"),
    sentence=Text(
        "Số trường dữ liệu còn phải nhập từ hồ sơ giấy.",
        "How many data fields are still to be entered from paper.",
    ),
    formula=Text(
        "Số do đơn vị nhập, có ngày và nguồn; số mới nhất thay số trước.",
        "Entered by the unit with day and source; the newest stands.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.DIGITAL,
    kind=Kind.ENTERED,
    account=Account.FIELD,
    better=Better.DOWN,
    newest=True,
)
