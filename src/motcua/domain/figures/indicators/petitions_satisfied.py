"""Phản ánh, kiến nghị được hài lòng."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="petitions_satisfied",
    name=Text("Phản ánh, kiến nghị được hài lòng", "Petitions handled to satisfaction"),
    sentence=Text(
        "Số phản ánh, kiến nghị không bị đánh giá kém, không lặp lại và không quá hạn.",
        "How many petitions were not disliked, repeated or late.",
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
)
