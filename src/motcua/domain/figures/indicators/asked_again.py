"""Hồ sơ bị yêu cầu bổ sung hơn một lần."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="asked_again",
    name=Text("Hồ sơ bị yêu cầu bổ sung hơn một lần", "Asked for papers more than once"),
    sentence=Text(
        "Trong số hồ sơ tiếp nhận, bao nhiêu hồ sơ bị yêu cầu bổ sung từ hai lần.",
        "Of the dossiers received, how many were asked twice or more.",
    ),
    formula=Text("Hồ sơ bổ sung hơn một lần ÷ hồ sơ tiếp nhận.", "Asked more than once ÷ received."),
    basis=(
        Basis("61/2018/NĐ-CP", "Điều 17", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.QUALITY,
    better=Better.DOWN,
    hit=during(c.ASKED_AGAIN),
    population=during(c.RECEIVED),
    target=Fraction(0),
)
