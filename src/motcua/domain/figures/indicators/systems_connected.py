"""Hệ thống bộ, ngành đã kết nối."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="systems_connected",
    name=Text("Hệ thống bộ, ngành đã kết nối", "Ministries' systems connected"),
    sentence=Text(
        "Số hệ thống của bộ, ngành đã kết nối với hệ thống của tỉnh.",
        "How many systems of ministries are connected.",
    ),
    formula=Text(
        "Số do đơn vị nhập, có ngày và nguồn; số mới nhất thay số trước.",
        "Entered by the unit with day and source; the newest stands.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.MEANS,
    kind=Kind.ENTERED,
    account=Account.SYSTEM,
    newest=True,
)
