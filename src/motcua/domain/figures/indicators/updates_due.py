"""Thủ tục phải cập nhật, công khai."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Better, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="updates_due",
    name=Text("Thủ tục phải cập nhật, công khai", "Procedures to be made public"),
    sentence=Text(
        "Số thủ tục đã công khai trong kỳ và còn phải công khai.",
        "How many procedures were made public in the period or still have to be.",
    ),
    formula=Text(
        "Cộng các số đơn vị nhập trong kỳ, có ngày và nguồn.",
        "Adds what units entered in the period, with day and source.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.QUALITY,
    kind=Kind.ENTERED,
    account=Account.PROCEDURE,
    better=Better.NEITHER,
)
