"""Số lần yêu cầu bổ sung trên một hồ sơ."""

import datetime as dt

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Account, Basis, Better, Chapter, Indicator, Kind
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="supplements",
    name=Text("Số lần yêu cầu bổ sung trên một hồ sơ", "Requests for papers per dossier"),
    sentence=Text(
        "Trung bình mỗi hồ sơ bị yêu cầu bổ sung mấy lần.",
        "How often papers were asked for, per dossier.",
    ),
    formula=Text("Số lần yêu cầu bổ sung ÷ hồ sơ tiếp nhận.", "Requests ÷ received."),
    basis=(
        Basis("61/2018/NĐ-CP", "Điều 17", dt.date(2018, 6, 21), dt.date(2025, 6, 30)), Basis("118/2025/NĐ-CP", "", dt.date(2025, 7, 1)),
    ),
    since=dt.date(2018, 6, 21),
    chapter=Chapter.QUALITY,
    kind=Kind.MEAN,
    account=Account.TIME,
    better=Better.DOWN,
    hit=during(c.SUPPLEMENTS),
    population=during(c.RECEIVED),
)
