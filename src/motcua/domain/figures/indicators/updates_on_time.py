"""Thủ tục cập nhật, công khai đúng hạn."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="updates_on_time",
    name=Text("Thủ tục cập nhật, công khai đúng hạn", "Procedures made public on time"),
    sentence=Text(
        "Số thủ tục công khai trong 5 ngày làm việc kể từ quyết định công bố.",
        "How many were made public within 5 working days of the decision.",
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
)
