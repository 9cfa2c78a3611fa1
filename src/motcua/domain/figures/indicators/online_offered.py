"""Tỷ lệ hồ sơ trực tuyến của dịch vụ công trực tuyến."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="online_offered",
    name=Text("Tỷ lệ hồ sơ trực tuyến của dịch vụ công trực tuyến", "Share filed online of online services"),
    sentence=Text(
        "Trong số hồ sơ của các thủ tục có dịch vụ công trực tuyến (một phần hoặc toàn trình), bao nhiêu hồ sơ được nộp trực tuyến.",
        "Of the dossiers of procedures offered online, how many were filed online.",
    ),
    formula=Text(
        "Hồ sơ trực tuyến của DVCTT ÷ hồ sơ tiếp nhận của các thủ tục có DVCTT.",
        "Filed online ÷ received, of procedures offered online.",
    ),
    basis=(Basis("140/KH-UBND", "", dt.date(2023, 7, 13)),),
    since=dt.date(2023, 1, 1),
    chapter=Chapter.ONLINE,
    hit=during(c.RECEIVED_OFFERED_ONLINE),
    population=during(c.RECEIVED_OFFERED),
    target=Fraction(1),
    variant_of="online",
)
