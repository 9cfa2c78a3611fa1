"""Hồ sơ chờ trả lời tiếp nhận."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator, Kind
from motcua.domain.figures.parts import Term, When
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="unanswered",
    name=Text("Hồ sơ chờ trả lời tiếp nhận", "Filings waiting for an answer"),
    sentence=Text(
        "Bao nhiêu hồ sơ đã nộp mà bộ phận một cửa chưa tiếp nhận cũng chưa từ chối.",
        "How many filings the one-stop office has neither received nor refused.",
    ),
    formula=Text("Đếm hồ sơ nộp đến cuối kỳ mà nay chưa có trả lời, tại nơi nhận.", "Counts filings made until the end of the period that have no answer now, where they were filed."),
    basis=(
        Basis("61/2018/NĐ-CP", "Điều 17", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.RECEPTION,
    kind=Kind.COUNT,
    better=Better.DOWN,
    hit=(Term(c.UNANSWERED, When.UNTIL),),
)
