"""Kết quả còn hiệu lực."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Better, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="results_in_force",
    name=Text("Kết quả còn hiệu lực", "Results still in force"),
    sentence=Text(
        "Số kết quả giải quyết thủ tục hành chính còn hiệu lực của đơn vị.",
        "How many results are still in force.",
    ),
    formula=Text(
        "Số do đơn vị nhập, có ngày và nguồn; số mới nhất thay số trước.",
        "Entered by the unit with day and source; the newest stands.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.DIGITAL,
    kind=Kind.ENTERED,
    account=Account.DOCUMENT,
    better=Better.NEITHER,
    newest=True,
)
