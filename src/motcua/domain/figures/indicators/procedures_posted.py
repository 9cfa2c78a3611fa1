"""Thủ tục niêm yết đầy đủ tại Bộ phận Một cửa."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="procedures_posted",
    name=Text("Thủ tục niêm yết đầy đủ tại Bộ phận Một cửa", "Procedures posted up at the one-stop"),
    sentence=Text(
        "Số thủ tục được niêm yết đầy đủ, đúng quy định tại Bộ phận Một cửa.",
        "How many procedures are posted up at the one-stop office, wholly and as prescribed.",
    ),
    formula=Text(
        "Số do đơn vị nhập, có ngày và nguồn; số mới nhất thay số trước.",
        "Entered by the unit with day and source; the newest stands.",
    ),
    basis=(Basis("01/2018/TT-VPCP", "Đ13.6", dt.date(2019, 1, 6)),),
    since=dt.date(2019, 1, 6),
    chapter=Chapter.MEANS,
    kind=Kind.ENTERED,
    account=Account.PROCEDURE,
    newest=True,
)
