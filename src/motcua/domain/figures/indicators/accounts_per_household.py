"""Số tài khoản mỗi hộ."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="accounts_per_household",
    name=Text("Số tài khoản mỗi hộ", "Accounts per household"),
    sentence=Text(
        "Trung bình mỗi hộ có bao nhiêu người có tài khoản hoặc định danh mức 2.",
        "How many people per household have an account or a level-2 identity.",
    ),
    formula=Text("Hai số do đơn vị nhập, chia cho nhau.", "Two entered counts, one over the other."),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.MEANS,
    kind=Kind.MEAN,
    account=Account.PERSON,
    target=Fraction(1),
    reading="entered:people_with_account/households",
)
