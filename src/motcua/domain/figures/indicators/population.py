"""Tỷ lệ hồ sơ khai thác CSDL dân cư."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="population",
    name=Text("Tỷ lệ hồ sơ khai thác CSDL dân cư", "Share using the population database"),
    sentence=Text(
        "Trong số hồ sơ tiếp nhận, bao nhiêu hồ sơ dùng dữ liệu dân cư.",
        "Of the dossiers received, how many used the population database.",
    ),
    formula=Text("Hồ sơ có khai thác ÷ hồ sơ tiếp nhận.", "Using it ÷ received."),
    basis=(Basis("766/QĐ-TTg", "4.5a", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.DIGITAL,
    hit=during(c.RECEIVED_POPULATION),
    population=during(c.RECEIVED),
    target=Fraction(1),
    source="population",
)
