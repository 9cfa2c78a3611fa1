"""Hồ sơ do nơi khác nhận giúp."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="from_elsewhere",
    name=Text("Hồ sơ do nơi khác nhận giúp", "Settled here, received elsewhere"),
    sentence=Text(
        "Trong số hồ sơ cơ quan này giải quyết, bao nhiêu hồ sơ do Bộ phận Một cửa nơi khác tiếp nhận.",
        "Of what this agency settles, how much was received by another one-stop.",
    ),
    formula=Text("Hồ sơ nơi khác nhận ÷ hồ sơ tiếp nhận.", "Received elsewhere ÷ received."),
    basis=(
        Basis("61/2018/NĐ-CP", "Điều 13", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.RECEPTION,
    better=Better.NEITHER,
    hit=during(c.FROM_ELSEWHERE),
    population=during(c.RECEIVED),
)
