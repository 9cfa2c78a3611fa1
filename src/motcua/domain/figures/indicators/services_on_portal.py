"""Thủ tục tích hợp trên Cổng quốc gia."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="services_on_portal",
    name=Text("Thủ tục tích hợp trên Cổng quốc gia", "Procedures on the national portal"),
    sentence=Text(
        "Số thủ tục của tỉnh đã tích hợp, công khai trên Cổng Dịch vụ công quốc gia.",
        "How many of the province's procedures are on the national portal.",
    ),
    formula=Text(
        "Số do đơn vị nhập, có ngày và nguồn; số mới nhất thay số trước.",
        "Entered by the unit with day and source; the newest stands.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.ONLINE,
    kind=Kind.ENTERED,
    account=Account.PROCEDURE,
    newest=True,
)
