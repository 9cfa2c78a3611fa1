"""Tỷ lệ hồ sơ được số hóa."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="digitised",
    name=Text("Tỷ lệ hồ sơ được số hóa", "Share of dossiers digitised"),
    sentence=Text(
        "Trong số hồ sơ tiếp nhận, bao nhiêu hồ sơ có ít nhất một thành phần là bản điện tử.",
        "Of the dossiers received, how many have at least one component as a file.",
    ),
    formula=Text(
        "Hồ sơ có tệp trong thành phần ÷ hồ sơ tiếp nhận.",
        "With a file among the components ÷ received.",
    ),
    basis=(Basis("01/2023/TT-VPCP", "Điều 8", dt.date(2023, 4, 5)),),
    since=dt.date(2023, 4, 5),
    chapter=Chapter.DIGITAL,
    hit=during(c.RECEIVED_DIGITISED),
    population=during(c.RECEIVED),
    target=Fraction(80, 100),
)
