"""Số tiền thanh toán trực tuyến."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="money_online",
    name=Text("Số tiền thanh toán trực tuyến", "Amount paid online"),
    sentence=Text(
        "Tổng số tiền đã trả trực tuyến của các hồ sơ tiếp nhận trong kỳ.",
        "What was paid online for the dossiers received in the period.",
    ),
    formula=Text("Cộng các khoản trả trực tuyến, trừ khoản hoàn lại.", "Adds online payments less refunds."),
    basis=(Basis("766/QĐ-TTg", "3.6", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.PAYMENT,
    kind=Kind.MONEY,
    account=Account.DONG,
    hit=during(c.MONEY_ONLINE),
)
