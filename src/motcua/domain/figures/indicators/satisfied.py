"""Mức độ hài lòng."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="satisfied",
    name=Text("Mức độ hài lòng", "Satisfaction"),
    sentence=Text(
        "Trong số công dân đã đánh giá, bao nhiêu người hài lòng hoặc rất hài lòng.",
        "Of the citizens who answered, how many are satisfied or very satisfied.",
    ),
    formula=Text("(Hài lòng + rất hài lòng) ÷ phiếu đánh giá.", "(Satisfied + very satisfied) ÷ answers."),
    basis=(Basis("32/2017/TT-BTTTT", "", dt.date(2018, 1, 1)),),
    since=dt.date(2018, 1, 1),
    chapter=Chapter.QUALITY,
    account=Account.RATING,
    hit=during(c.SATISFIED),
    population=during(c.RATED),
    target=Fraction(90, 100),
)
