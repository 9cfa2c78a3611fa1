"""Tỷ lệ hồ sơ trực tuyến của dịch vụ công một phần."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="partial_online",
    name=Text(
        "Tỷ lệ hồ sơ trực tuyến của dịch vụ công một phần",
        "Share filed online of partly online services",
    ),
    sentence=Text(
        "Trong số hồ sơ của các thủ tục cung cấp một phần, bao nhiêu hồ sơ được tiếp nhận trực tuyến.",
        "Of the dossiers of partly online services, how many were received online.",
    ),
    formula=Text(
        "Hồ sơ trực tuyến của DVC một phần ÷ hồ sơ phát sinh của các thủ tục đã cung cấp một phần.",
        "Received online ÷ received, of partly online services.",
    ),
    basis=(Basis("407/KH-UBND", "", dt.date(2023, 6, 30)),),
    since=dt.date(2023, 1, 1),
    chapter=Chapter.ONLINE,
    hit=during(c.RECEIVED_PARTIAL_ONLINE),
    population=during(c.RECEIVED_PARTIAL),
    target=Fraction(50, 100),
)
