"""Giao dịch thanh toán qua Cổng quốc gia."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="payments_portal",
    name=Text("Giao dịch thanh toán qua Cổng quốc gia", "Payments through the national portal"),
    sentence=Text(
        "Số giao dịch thanh toán trực tuyến Cổng Dịch vụ công quốc gia công bố cho tỉnh.",
        "How many online payments the national portal publishes for the province.",
    ),
    formula=Text(
        "Cộng các số đơn vị nhập trong kỳ, có ngày và nguồn.",
        "Adds what units entered in the period, with day and source.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.PAYMENT,
    kind=Kind.ENTERED,
    account=Account.TIME,
)
