"""Tỷ lệ thủ tục đủ điều kiện được cung cấp toàn trình."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures.indicators._indicator import Account, Basis, Chapter, Indicator
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="services_full_eligible",
    name=Text(
        "Tỷ lệ thủ tục đủ điều kiện được cung cấp toàn trình",
        "Eligible procedures offered wholly online",
    ),
    sentence=Text(
        "Trong số thủ tục đủ điều kiện làm toàn trình, bao nhiêu thủ tục đã cung cấp toàn trình. Thủ tục có lý do luật định để chỉ làm một phần không tính.",
        "Of the procedures that can be wholly online, how many are. Those with a legal reason to be partial are not counted.",
    ),
    formula=Text(
        "Toàn trình ÷ (trong phạm vi − có lý do chỉ làm một phần).",
        "Wholly online ÷ (in scope − with a reason to be partial).",
    ),
    basis=(Basis("434/TB-VPCP", "", dt.date(2025, 1, 1)),),
    since=dt.date(2025, 1, 1),
    chapter=Chapter.ONLINE,
    account=Account.PROCEDURE,
    target=Fraction(1),
    reading="services_full_eligible",
)
