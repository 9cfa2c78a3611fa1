"""Thủ tục phải công bố."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Better, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="publications",
    name=Text("Thủ tục phải công bố", "Procedures to be published"),
    sentence=Text(
        "Số thủ tục mới, sửa đổi, thay thế, bãi bỏ trong các quyết định công bố của kỳ.",
        "How many procedures are new, amended, replaced or repealed in the period's decisions.",
    ),
    formula=Text(
        "Cộng các số đơn vị nhập trong kỳ, có ngày và nguồn.",
        "Adds what units entered in the period, with day and source.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.QUALITY,
    kind=Kind.ENTERED,
    account=Account.PROCEDURE,
    better=Better.NEITHER,
)
