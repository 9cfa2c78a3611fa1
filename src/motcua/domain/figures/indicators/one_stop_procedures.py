"""Thủ tục tiếp nhận tại Bộ phận Một cửa."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="one_stop_procedures",
    name=Text("Thủ tục tiếp nhận tại Bộ phận Một cửa", "Procedures received at the one-stop"),
    sentence=Text(
        "Số thủ tục thuộc thẩm quyền của đơn vị được tiếp nhận tại Bộ phận Một cửa.",
        "How many procedures of the unit are received at its one-stop office.",
    ),
    formula=Text(
        "Số do đơn vị nhập, có ngày và nguồn; số mới nhất thay số trước.",
        "Entered by the unit with day and source; the newest stands.",
    ),
    basis=(Basis("01/2018/TT-VPCP", "Đ13.5", dt.date(2019, 1, 6)),),
    since=dt.date(2019, 1, 6),
    chapter=Chapter.MEANS,
    kind=Kind.ENTERED,
    account=Account.PROCEDURE,
    newest=True,
)
