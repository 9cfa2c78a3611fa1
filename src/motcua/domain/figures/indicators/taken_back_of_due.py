"""Hồ sơ trả lại, xin rút trên hồ sơ đến hạn."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="taken_back_of_due",
    name=Text("Hồ sơ trả lại, xin rút trên hồ sơ đến hạn", "Returned or withdrawn, of those fallen due"),
    sentence=Text(
        "Trong số hồ sơ đến hạn trong kỳ, hồ sơ dừng giải quyết hoặc công dân rút chiếm bao nhiêu.",
        "Stopped or withdrawn dossiers against those that fell due.",
    ),
    formula=Text("(Dừng + rút) ÷ đến hạn trong kỳ.", "(Stopped + withdrawn) ÷ fell due."),
    basis=(
        Basis("61/2018/NĐ-CP", "", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.TIME,
    better=Better.DOWN,
    hit=during(c.TAKEN_BACK),
    population=during(c.FELL_DUE),
)
