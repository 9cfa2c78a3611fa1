"""Tỷ lệ kết quả điện tử ký số."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="result_signed",
    name=Text("Tỷ lệ kết quả điện tử ký số", "Share of results digitally signed"),
    sentence=Text(
        "Như tỷ lệ kết quả điện tử, chỉ tính tệp có chữ ký số hợp lệ. Văn bản lãnh đạo ký số là chỉ tiêu khác.",
        "As results as files, counting only files validly signed. Documents signed by leaders are another figure.",
    ),
    formula=Text("Kết quả ký số ÷ kết quả đã cấp.", "Signed results ÷ results given."),
    basis=(Basis("766/QĐ-TTg", "4.1", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.DIGITAL,
    hit=during(c.SETTLED_RESULT_SIGNED),
    population=during(c.SETTLED_RESULT_WANTED),
    target=Fraction(1),
    variant_of="result_digital",
)
