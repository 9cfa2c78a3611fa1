"""Thủ tục nội bộ đã cắt giảm."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="internal_procedures_cut",
    name=Text("Thủ tục nội bộ đã cắt giảm", "Internal procedures cut (count)"),
    sentence=Text("Số thủ tục nội bộ đã cắt giảm.", "How many internal procedures were cut."),
    formula=Text(
        "Số do đơn vị nhập, có ngày và nguồn; số mới nhất thay số trước.",
        "Entered by the unit with day and source; the newest stands.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.MEANS,
    kind=Kind.ENTERED,
    account=Account.PROCEDURE,
    newest=True,
)
