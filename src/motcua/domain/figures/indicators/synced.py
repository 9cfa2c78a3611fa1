"""Tỷ lệ đồng bộ lên Cổng Dịch vụ công quốc gia."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="synced",
    name=Text("Tỷ lệ đồng bộ lên Cổng Dịch vụ công quốc gia", "Share known to the national portal"),
    sentence=Text(
        "Trong số hồ sơ tiếp nhận, bao nhiêu hồ sơ Cổng quốc gia đã nhận trạng thái mới nhất.",
        "Of the dossiers received, how many the national portal knows.",
    ),
    formula=Text("Hồ sơ đã đồng bộ ÷ hồ sơ tiếp nhận.", "Synchronised ÷ received."),
    basis=(Basis("766/QĐ-TTg", "1.4", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.DIGITAL,
    hit=during(c.RECEIVED_SYNCED),
    population=during(c.RECEIVED),
    target=Fraction(1),
    source="portal",
)
