"""Mức giảm phí, lệ phí khi nộp trực tuyến."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator
from motcua.domain.figures.parts import during, less
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="fee_cut_online",
    name=Text("Mức giảm phí, lệ phí khi nộp trực tuyến", "Fees cut by filing online"),
    sentence=Text(
        "Phí, lệ phí của hồ sơ trực tuyến đã giảm bao nhiêu phần so với mức chưa giảm.",
        "By how much the fees of dossiers filed online were cut.",
    ),
    formula=Text(
        "(Mức chưa giảm − mức phải nộp) ÷ mức chưa giảm.",
        "(Before reliefs − due) ÷ before reliefs.",
    ),
    basis=(Basis("11/2022/NQ-HĐND", "", dt.date(2022, 1, 1)),),
    since=dt.date(2022, 1, 1),
    chapter=Chapter.PAYMENT,
    account=Account.DONG,
    hit=less(during(c.FEE_ONLINE_BEFORE), during(c.FEE_ONLINE)),
    population=during(c.FEE_ONLINE_BEFORE),
    target=Fraction(50, 100),
)
