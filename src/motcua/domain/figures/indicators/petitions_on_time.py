"""Phản ánh, kiến nghị xử lý đúng hạn."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="petitions_on_time",
    name=Text("Phản ánh, kiến nghị xử lý đúng hạn", "Petitions handled on time"),
    sentence=Text("Số phản ánh, kiến nghị xử lý đúng hạn.", "How many petitions were handled on time."),
    formula=Text(
        "Cộng các số đơn vị nhập trong kỳ, có ngày và nguồn.",
        "Adds what units entered in the period, with day and source.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.QUALITY,
    kind=Kind.ENTERED,
    account=Account.TIME,
)
