"""Thứ tự hoàn thành kết nối CSDL dân cư."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Better, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="population_connection_rank",
    name=Text("Thứ tự hoàn thành kết nối CSDL dân cư", "Order of connecting the population database"),
    sentence=Text(
        "Tỉnh là địa phương thứ mấy hoàn thành kết nối CSDL quốc gia về dân cư.",
        "Which province in order finished the connection.",
    ),
    formula=Text(
        "Số do đơn vị nhập, có ngày và nguồn; số mới nhất thay số trước.",
        "Entered by the unit with day and source; the newest stands.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.MEANS,
    kind=Kind.ENTERED,
    account=Account.RANK,
    better=Better.DOWN,
    newest=True,
)
