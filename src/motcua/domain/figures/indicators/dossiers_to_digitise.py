"""Hồ sơ lưu trữ cần số hóa."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="dossiers_to_digitise",
    name=Text("Hồ sơ lưu trữ cần số hóa", "Archived dossiers to digitise"),
    sentence=Text(
        "Số hồ sơ đang lưu trữ còn phải số hóa.",
        "How many archived dossiers are still to be digitised.",
    ),
    formula=Text(
        "Số do đơn vị nhập, có ngày và nguồn; số mới nhất thay số trước.",
        "Entered by the unit with day and source; the newest stands.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.DIGITAL,
    kind=Kind.ENTERED,
    better=Better.DOWN,
    newest=True,
)
