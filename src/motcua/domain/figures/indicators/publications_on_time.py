"""Thủ tục công bố đúng hạn."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="publications_on_time",
    name=Text("Thủ tục công bố đúng hạn", "Procedures published on time"),
    sentence=Text(
        "Số thủ tục có quyết định công bố trước ngày văn bản có hiệu lực ít nhất 5 ngày làm việc.",
        "How many were published at least 5 working days before the law takes effect.",
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
