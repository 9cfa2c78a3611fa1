"""Tỷ lệ số hóa hồ sơ và kết quả tại Bộ phận Một cửa."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="digitised_with_result",
    name=Text(
        "Tỷ lệ số hóa hồ sơ và kết quả tại Bộ phận Một cửa",
        "Share with components and result digitised",
    ),
    sentence=Text(
        "Trong số hồ sơ tiếp nhận, bao nhiêu hồ sơ có thành phần được số hóa và có kết quả điện tử (nếu thủ tục có kết quả là giấy tờ).",
        "Of the dossiers received, how many have digitised components and an electronic result where one is given.",
    ),
    formula=Text("Hồ sơ có cả hai ÷ hồ sơ tiếp nhận.", "With both ÷ received."),
    basis=(Basis("766/QĐ-TTg", "4.2", dt.date(2022, 8, 1)),),
    since=dt.date(2022, 8, 1),
    chapter=Chapter.DIGITAL,
    hit=during(c.RECEIVED_DIGITISED_AND_RESULT),
    population=during(c.RECEIVED),
    target=Fraction(1),
    variant_of="digitised",
)
