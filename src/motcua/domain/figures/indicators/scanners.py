"""Máy quét tại Bộ phận Một cửa."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="scanners",
    name=Text("Máy quét tại Bộ phận Một cửa", "Scanners in one-stop offices"),
    sentence=Text(
        "Số máy quét đang dùng tại Bộ phận Một cửa.",
        "How many scanners are in use in one-stop offices.",
    ),
    formula=Text(
        "Số do đơn vị nhập, có ngày và nguồn; số mới nhất thay số trước.",
        "Entered by the unit with day and source; the newest stands.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.MEANS,
    kind=Kind.ENTERED,
    account=Account.DEVICE,
    newest=True,
)
