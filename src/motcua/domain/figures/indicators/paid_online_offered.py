"""Tỷ lệ thanh toán trực tuyến của dịch vụ công trực tuyến."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="paid_online_offered",
    name=Text(
        "Tỷ lệ thanh toán trực tuyến của dịch vụ công trực tuyến",
        "Share paid online of online services",
    ),
    sentence=Text(
        "Trong số hồ sơ có phí, lệ phí của các thủ tục có DVCTT (một phần, toàn trình), bao nhiêu hồ sơ thanh toán trực tuyến.",
        "Of the dossiers with fees of procedures offered online, how many were paid online.",
    ),
    formula=Text(
        "Hồ sơ thanh toán trực tuyến ÷ hồ sơ có phí, lệ phí của các thủ tục có DVCTT.",
        "Paid online ÷ with fees, of procedures offered online.",
    ),
    basis=(Basis("407/KH-UBND", "", dt.date(2023, 6, 30)),),
    since=dt.date(2023, 1, 1),
    chapter=Chapter.PAYMENT,
    hit=during(c.OFFERED_FEE_ONLINE),
    population=during(c.OFFERED_FEE),
    target=Fraction(50, 100),
    variant_of="paid_online",
)
