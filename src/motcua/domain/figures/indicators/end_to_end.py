"""Tỷ lệ hồ sơ trực tuyến toàn trình."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="end_to_end",
    name=Text("Tỷ lệ hồ sơ trực tuyến toàn trình", "Share online from end to end"),
    sentence=Text(
        "Trong số hồ sơ giải quyết xong, bao nhiêu hồ sơ của dịch vụ toàn trình được nộp từ xa, trả phí trực tuyến và có kết quả ký số, không ai phải đến.",
        "Of the settled dossiers, how many of a full-online service were filed from afar, paid online and given as a signed file, so that nobody had to come.",
    ),
    formula=Text(
        "Hồ sơ toàn trình từ đầu đến cuối ÷ hồ sơ đã giải quyết.",
        "Online from end to end ÷ settled.",
    ),
    basis=(Basis("224/2026/NĐ-CP", "Điều 19", dt.date(2026, 1, 1)),),
    since=dt.date(2025, 1, 1),
    chapter=Chapter.ONLINE,
    hit=during(c.SETTLED_END_TO_END),
    population=during(c.SETTLED),
    target=Fraction(80, 100),
)
