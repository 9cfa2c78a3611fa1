"""Thứ hạng thanh toán trực tuyến trên Cổng quốc gia."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Better, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="payments_portal_rank",
    name=Text("Thứ hạng thanh toán trực tuyến trên Cổng quốc gia", "Rank in online payments"),
    sentence=Text(
        "Thứ hạng của tỉnh về giao dịch thanh toán trực tuyến.",
        "The province's rank in online payments.",
    ),
    formula=Text(
        "Số do đơn vị nhập, có ngày và nguồn; số mới nhất thay số trước.",
        "Entered by the unit with day and source; the newest stands.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.PAYMENT,
    kind=Kind.ENTERED,
    account=Account.RANK,
    better=Better.DOWN,
    newest=True,
)
