"""Tỷ lệ số hóa kết quả còn hiệu lực."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="old_results_digitised",
    name=Text("Tỷ lệ số hóa kết quả còn hiệu lực", "Share of results in force digitised"),
    sentence=Text(
        "Trong số kết quả còn hiệu lực, bao nhiêu kết quả đã số hóa.",
        "Of the results in force, how many are digitised.",
    ),
    formula=Text("Hai số do đơn vị nhập, chia cho nhau.", "Two entered counts, one over the other."),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.DIGITAL,
    account=Account.DOCUMENT,
    target=Fraction(50, 100),
    reading="entered:results_in_force_digitised/results_in_force",
)
