"""Hồ sơ được hỗ trợ nộp."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="assisted",
    name=Text("Hồ sơ được hỗ trợ nộp", "Assisted filings"),
    sentence=Text(
        "Trong số hồ sơ tiếp nhận, bao nhiêu hồ sơ có người giúp nộp hoặc nộp thay.",
        "Of the dossiers received, how many were filed with help or on somebody's behalf.",
    ),
    formula=Text("Hồ sơ được hỗ trợ ÷ hồ sơ tiếp nhận.", "Assisted ÷ received."),
    basis=(Basis("766/QĐ-TTg", "", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.RECEPTION,
    better=Better.NEITHER,
    hit=during(c.RECEIVED_ASSISTED),
    population=during(c.RECEIVED),
)
