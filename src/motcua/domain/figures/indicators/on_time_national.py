"""Tỷ lệ đúng hạn theo Bộ chỉ số."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import When, during, less
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="on_time_national",
    name=Text("Tỷ lệ đúng hạn theo Bộ chỉ số", "Share on time by the national index"),
    sentence=Text(
        "Trong số hồ sơ tiếp nhận hoặc đang giải quyết trong kỳ, bao nhiêu hồ sơ đã xong hoặc còn đang xử lý mà chưa quá hẹn; bổ sung hơn một lần là trễ.",
        "Of the dossiers received or in hand in the period, how many are done or running within time; asked for papers more than once is late.",
    ),
    formula=Text(
        "(Tiếp nhận trong kỳ + tồn đầu kỳ − trễ) ÷ (tiếp nhận trong kỳ + tồn đầu kỳ).",
        "(Received + open at the beginning − late) ÷ (received + open at the beginning).",
    ),
    basis=(Basis("766/QĐ-TTg", "2.1", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.TIME,
    hit=less(
        during(c.RECEIVED) + c.open_at(When.BEFORE),
        during(c.NATIONAL_LATE_WENT) + c.national_late_at(When.UNTIL),
    ),
    population=during(c.RECEIVED) + c.open_at(When.BEFORE),
    target=Fraction(1),
    variant_of="on_time",
)
