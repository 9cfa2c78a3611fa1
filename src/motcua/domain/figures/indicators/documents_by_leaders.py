"""Văn bản lãnh đạo ký."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Better, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="documents_by_leaders",
    name=Text("Văn bản lãnh đạo ký", "Documents signed by leaders"),
    sentence=Text(
        "Số văn bản đi do lãnh đạo ký trong kỳ (không phải kết quả thủ tục hành chính).",
        "How many outgoing documents leaders signed in the period (not results of procedures).",
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
    better=Better.NEITHER,
)
