"""Tỷ lệ hồ sơ thực hiện từ xa."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="afar",
    name=Text("Tỷ lệ hồ sơ thực hiện từ xa", "Share done from afar"),
    sentence=Text(
        "Trong số hồ sơ tiếp nhận, bao nhiêu hồ sơ nộp tại nhà hoặc nơi làm việc, không đến Bộ phận Một cửa.",
        "Of the dossiers received, how many were filed from home or work without coming to the one-stop.",
    ),
    formula=Text(
        "Hồ sơ nộp từ xa (trực tuyến hoặc bưu chính) ÷ hồ sơ tiếp nhận.",
        "Filed from afar (online or by post) ÷ received.",
    ),
    basis=(Basis("96/KH-UBND", "", dt.date(2023, 1, 1)),),
    since=dt.date(2023, 1, 1),
    chapter=Chapter.RECEPTION,
    hit=during(c.RECEIVED_AFAR),
    population=during(c.RECEIVED),
    target=Fraction(50, 100),
)
