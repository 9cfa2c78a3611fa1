"""Tỷ lệ hồ sơ trực tuyến của dịch vụ công toàn trình."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="full_online",
    name=Text(
        "Tỷ lệ hồ sơ trực tuyến của dịch vụ công toàn trình",
        "Share filed online of full-online services",
    ),
    sentence=Text(
        "Trong số hồ sơ của các thủ tục đã cung cấp toàn trình, bao nhiêu hồ sơ được tiếp nhận trực tuyến.",
        "Of the dossiers of full-online services, how many were received online.",
    ),
    formula=Text(
        "Hồ sơ trực tuyến của DVC toàn trình ÷ hồ sơ phát sinh của các thủ tục đã cung cấp toàn trình.",
        "Received online ÷ received, of full-online services.",
    ),
    basis=(Basis("407/KH-UBND", "", dt.date(2023, 6, 30)),),
    since=dt.date(2023, 1, 1),
    chapter=Chapter.ONLINE,
    hit=during(c.RECEIVED_FULL_ONLINE),
    population=during(c.RECEIVED_FULL),
    target=Fraction(1),
)
