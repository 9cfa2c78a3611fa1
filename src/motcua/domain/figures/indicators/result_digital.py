"""Tỷ lệ kết quả điện tử."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="result_digital",
    name=Text("Tỷ lệ kết quả điện tử", "Share of results as files"),
    sentence=Text(
        "Trong số hồ sơ đã giải quyết mà thủ tục có kết quả là giấy tờ, bao nhiêu hồ sơ có tệp kết quả.",
        "Of the dossiers settled with a document as result, how many have it as a file.",
    ),
    formula=Text("Kết quả có tệp ÷ kết quả đã cấp.", "Results with a file ÷ results given."),
    basis=(Basis("766/QĐ-TTg", "4.1", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.DIGITAL,
    hit=during(c.SETTLED_RESULT_DIGITAL),
    population=during(c.SETTLED_RESULT_WANTED),
    target=Fraction(1),
)
