"""Hồ sơ thanh toán trực tuyến."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator, Kind
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="paid_online_count",
    name=Text("Hồ sơ thanh toán trực tuyến", "Dossiers paid online (count)"),
    sentence=Text(
        "Số hồ sơ tiếp nhận trong kỳ đã thanh toán trực tuyến.",
        "How many dossiers received in the period were paid online.",
    ),
    formula=Text("Đếm hồ sơ có khoản trả trực tuyến.", "Counts dossiers with an online payment."),
    basis=(Basis("766/QĐ-TTg", "3.6", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.PAYMENT,
    kind=Kind.COUNT,
    hit=during(c.RECEIVED_PAID_ONLINE),
)
