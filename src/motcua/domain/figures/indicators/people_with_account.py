"""Người có tài khoản Cổng quốc gia hoặc định danh mức 2."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="people_with_account",
    name=Text(
        "Người có tài khoản Cổng quốc gia hoặc định danh mức 2",
        "People with an account or level-2 identity",
    ),
    sentence=Text(
        "Số người có tài khoản Cổng Dịch vụ công quốc gia hoặc định danh điện tử mức 2.",
        "How many people have a portal account or a level-2 identity.",
    ),
    formula=Text(
        "Số do đơn vị nhập, có ngày và nguồn; số mới nhất thay số trước.",
        "Entered by the unit with day and source; the newest stands.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.MEANS,
    kind=Kind.ENTERED,
    account=Account.PERSON,
    newest=True,
)
