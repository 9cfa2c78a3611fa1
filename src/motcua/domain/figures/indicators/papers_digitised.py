"""Tỷ lệ thành phần hồ sơ được số hóa."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="papers_digitised",
    name=Text("Tỷ lệ thành phần hồ sơ được số hóa", "Share of components digitised"),
    sentence=Text(
        "Trong số giấy tờ công dân nộp, bao nhiêu giấy tờ có bản điện tử.",
        "Of the papers handed in, how many have a file.",
    ),
    formula=Text("Thành phần có tệp ÷ thành phần đã nộp.", "Components with a file ÷ components given."),
    basis=(Basis("01/2023/TT-VPCP", "Điều 8", dt.date(2023, 4, 5)),),
    since=dt.date(2023, 4, 5),
    chapter=Chapter.DIGITAL,
    account=Account.PAPER,
    hit=during(c.PAPERS_DIGITAL),
    population=during(c.PAPERS),
    target=Fraction(1),
)
