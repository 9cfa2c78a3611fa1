"""Tỷ lệ trả lời hồ sơ trực tuyến trong 8 giờ làm việc."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="answered",
    name=Text(
        "Tỷ lệ trả lời hồ sơ trực tuyến trong 8 giờ làm việc",
        "Online filings answered within 8 working hours",
    ),
    sentence=Text(
        "Trong số hồ sơ nộp trực tuyến đã có trả lời, bao nhiêu hồ sơ được tiếp nhận, yêu cầu bổ sung hoặc từ chối trong thời hạn quy định.",
        "Of the online filings that were answered, how many were answered within the working hours set.",
    ),
    formula=Text(
        "Trả lời đúng hạn ÷ hồ sơ trực tuyến đã trả lời, theo ngày nộp.",
        "Answered in time ÷ answered, by day of filing.",
    ),
    basis=(Basis("45/2020/NĐ-CP", "Điều 11", dt.date(2020, 5, 22)),),
    since=dt.date(2020, 5, 22),
    chapter=Chapter.RECEPTION,
    hit=during(c.ANSWERED_IN_TIME),
    population=during(c.ANSWERED),
    target=Fraction(1),
)
