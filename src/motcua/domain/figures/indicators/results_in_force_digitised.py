"""Kết quả còn hiệu lực đã số hóa."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="results_in_force_digitised",
    name=Text("Kết quả còn hiệu lực đã số hóa", "Results in force digitised (count)"),
    sentence=Text("Số kết quả còn hiệu lực đã được số hóa.", "How many results in force are digitised."),
    formula=Text(
        "Số do đơn vị nhập, có ngày và nguồn; số mới nhất thay số trước.",
        "Entered by the unit with day and source; the newest stands.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.DIGITAL,
    kind=Kind.ENTERED,
    account=Account.DOCUMENT,
    newest=True,
)
