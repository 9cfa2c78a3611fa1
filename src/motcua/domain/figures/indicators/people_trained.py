"""Người được tập huấn."""

import datetime as dt

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator, Kind
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="people_trained",
    name=Text("Người được tập huấn", "People trained"),
    sentence=Text(
        "Số cán bộ, công chức được tập huấn trong kỳ.",
        "How many people were trained in the period.",
    ),
    formula=Text(
        "Cộng các số đơn vị nhập trong kỳ, có ngày và nguồn.",
        "Adds what units entered in the period, with day and source.",
    ),
    basis=(Basis("Nguồn do đơn vị nhập", ""),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.MEANS,
    kind=Kind.ENTERED,
    account=Account.PERSON,
)
