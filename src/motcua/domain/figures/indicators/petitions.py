"""Phản ánh, kiến nghị."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Better, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="petitions",
    name=Text("Phản ánh, kiến nghị", "Petitions"),
    sentence=Text(
        "Số phản ánh, kiến nghị tiếp nhận hoặc đang xử lý trong kỳ.",
        "How many petitions were received or in hand.",
    ),
    formula=Text(
        "Cộng các số đơn vị nhập trong kỳ, có ngày và nguồn.",
        "Adds what units entered in the period, with day and source.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.QUALITY,
    kind=Kind.ENTERED,
    account=Account.TIME,
    better=Better.NEITHER,
)
