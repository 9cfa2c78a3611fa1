"""Tỷ lệ cắt giảm thủ tục nội bộ."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="internal_cut",
    name=Text("Tỷ lệ cắt giảm thủ tục nội bộ", "Share of internal procedures cut"),
    sentence=Text(
        "Trong số thủ tục nội bộ, bao nhiêu thủ tục đã cắt giảm.",
        "Of the internal procedures, how many were cut.",
    ),
    formula=Text("Hai số do đơn vị nhập, chia cho nhau.", "Two entered counts, one over the other."),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.MEANS,
    account=Account.PROCEDURE,
    target=Fraction(50, 100),
    reading="entered:internal_procedures_cut/internal_procedures",
)
