"""Tỷ lệ hồ sơ trực tuyến được rút ngắn thời gian."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="shortened_online",
    name=Text("Tỷ lệ hồ sơ trực tuyến được rút ngắn thời gian", "Online dossiers with a shortened limit"),
    sentence=Text(
        "Trong số hồ sơ nộp trực tuyến, bao nhiêu hồ sơ được hẹn trả sớm hơn thời hạn luật định ít nhất 20 %.",
        "Of the dossiers filed online, how many were promised at least 20 % before the legal limit.",
    ),
    formula=Text(
        "Hồ sơ có thời hạn hẹn rút ngắn từ 20 % ÷ hồ sơ trực tuyến.",
        "With a limit shortened by 20 % or more ÷ filed online.",
    ),
    basis=(Basis("906/QĐ-UBND", "", dt.date(2023, 6, 14)),),
    since=dt.date(2023, 6, 14),
    chapter=Chapter.TIME,
    hit=during(c.SHORTENED_ONLINE),
    population=during(c.RECEIVED_ONLINE),
    target=Fraction(1),
)
