"""Hồ sơ nhận thay nơi khác."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="here_for_elsewhere",
    name=Text("Hồ sơ nhận thay nơi khác", "Received here, settled elsewhere"),
    sentence=Text(
        "Trong số hồ sơ nhận tại Bộ phận Một cửa này, bao nhiêu hồ sơ thuộc thẩm quyền nơi khác (không phụ thuộc địa giới).",
        "Of what this one-stop received, how much is settled elsewhere.",
    ),
    formula=Text("Hồ sơ nhận thay ÷ hồ sơ nhận tại đây.", "Received for others ÷ received here."),
    basis=(
        Basis("61/2018/NĐ-CP", "Điều 13", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.RECEPTION,
    better=Better.NEITHER,
    hit=during(c.HERE_FOR_ELSEWHERE),
    population=during(c.HERE),
)
