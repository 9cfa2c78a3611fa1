"""Xã có chứng thực bản sao điện tử."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="communes_with_copies",
    name=Text("Xã có chứng thực bản sao điện tử", "Communes certifying electronic copies"),
    sentence=Text(
        "Số xã, phường đã cung cấp dịch vụ chứng thực bản sao điện tử từ bản chính.",
        "How many communes certify electronic copies.",
    ),
    formula=Text(
        "Số do đơn vị nhập, có ngày và nguồn; số mới nhất thay số trước.",
        "Entered by the unit with day and source; the newest stands.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.DIGITAL,
    kind=Kind.ENTERED,
    account=Account.UNIT,
    newest=True,
)
