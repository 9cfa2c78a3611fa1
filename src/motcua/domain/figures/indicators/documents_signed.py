"""Tỷ lệ văn bản lãnh đạo ký số."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="documents_signed",
    name=Text("Tỷ lệ văn bản lãnh đạo ký số", "Share of documents digitally signed"),
    sentence=Text(
        "Trong số văn bản lãnh đạo ký, bao nhiêu văn bản được ký số. Đây không phải kết quả thủ tục ký số.",
        "Of the documents leaders signed, how many digitally. These are not signed results.",
    ),
    formula=Text("Hai số do đơn vị nhập, chia cho nhau.", "Two entered counts, one over the other."),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.DIGITAL,
    account=Account.DOCUMENT,
    reading="entered:documents_signed_by_leaders/documents_by_leaders",
)
