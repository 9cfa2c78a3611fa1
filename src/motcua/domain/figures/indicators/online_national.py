"""Tỷ lệ hồ sơ trực tuyến theo Bộ chỉ số."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="online_national",
    name=Text("Tỷ lệ hồ sơ trực tuyến theo Bộ chỉ số", "Share received online by the national index"),
    sentence=Text(
        "Như tỷ lệ hồ sơ tiếp nhận trực tuyến, nhưng chỉ tính hồ sơ đã có kết quả điện tử khi thủ tục có kết quả là giấy tờ.",
        "As the share received online, counting only dossiers with an electronic result where the procedure gives a document.",
    ),
    formula=Text(
        "Hồ sơ trực tuyến có kết quả điện tử ÷ hồ sơ tiếp nhận trong kỳ.",
        "Filed online with an electronic result ÷ received in the period.",
    ),
    basis=(Basis("766/QĐ-TTg", "3.3", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.ONLINE,
    hit=during(c.RECEIVED_ONLINE_WITH_RESULT),
    population=during(c.RECEIVED),
    target=Fraction(50, 100),
    variant_of="online",
)
