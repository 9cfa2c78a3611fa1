"""Văn bản lãnh đạo ký số."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="documents_signed_by_leaders",
    name=Text("Văn bản lãnh đạo ký số", "Documents digitally signed by leaders (count)"),
    sentence=Text(
        "Số văn bản đi được lãnh đạo ký số trong kỳ.",
        "How many outgoing documents were digitally signed.",
    ),
    formula=Text(
        "Cộng các số đơn vị nhập trong kỳ, có ngày và nguồn.",
        "Adds what units entered in the period, with day and source.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.DIGITAL,
    kind=Kind.ENTERED,
    account=Account.DOCUMENT,
)
