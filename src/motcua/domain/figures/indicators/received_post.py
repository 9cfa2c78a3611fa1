"""Hồ sơ tiếp nhận qua bưu chính."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator, Kind
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="received_post",
    name=Text("Hồ sơ tiếp nhận qua bưu chính", "Dossiers received by post"),
    sentence=Text(
        "Số hồ sơ gửi qua bưu chính công ích được tiếp nhận trong kỳ.",
        "How many dossiers came by the public post.",
    ),
    formula=Text(
        "Đếm hồ sơ tiếp nhận trong kỳ có kênh bưu chính công ích.",
        "Counts dossiers received in the period by post.",
    ),
    basis=(Basis("01/2020/TT-VPCP", "II.06a (5)", dt.date(2020, 12, 8)),),
    since=dt.date(2020, 12, 8),
    chapter=Chapter.RECEPTION,
    kind=Kind.COUNT,
    better=Better.NEITHER,
    hit=during(c.RECEIVED_POST),
)
