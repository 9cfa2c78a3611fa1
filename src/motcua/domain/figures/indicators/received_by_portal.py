"""Hồ sơ theo số của Cổng quốc gia."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Basis, Better, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="received_by_portal",
    name=Text("Hồ sơ theo số của Cổng quốc gia", "Dossiers as the national portal counts"),
    sentence=Text(
        "Số hồ sơ tiếp nhận trong kỳ theo Cổng Dịch vụ công quốc gia.",
        "How many dossiers the national portal counts as received in the period.",
    ),
    formula=Text(
        "Cộng các số đơn vị nhập trong kỳ, có ngày và nguồn.",
        "Adds what units entered in the period, with day and source.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.RECEPTION,
    kind=Kind.ENTERED,
    better=Better.NEITHER,
)
