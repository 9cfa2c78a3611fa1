"""Hồ sơ được đính chính."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="corrected",
    name=Text("Hồ sơ được đính chính", "Dossiers corrected"),
    sentence=Text(
        "Trong số hồ sơ tiếp nhận, bao nhiêu hồ sơ có đính chính được duyệt.",
        "Of the dossiers received, how many have an approved correction.",
    ),
    formula=Text("Hồ sơ có đính chính ÷ hồ sơ tiếp nhận.", "Corrected ÷ received."),
    basis=(
        Basis("61/2018/NĐ-CP", "Điều 21", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.QUALITY,
    better=Better.NEITHER,
    hit=during(c.CORRECTED),
    population=during(c.RECEIVED),
)
