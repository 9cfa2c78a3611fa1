"""Tỷ lệ hồ sơ thanh toán trực tuyến thực tế."""

import datetime as dt
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.indicators._indicator import Basis, Chapter, Indicator
from motcua.domain.figures.parts import during
from motcua.domain.procedures.revision import Text

INDICATOR = Indicator(
    code="paid_online_actual",
    name=Text("Tỷ lệ hồ sơ thanh toán trực tuyến thực tế", "Share actually paid online"),
    sentence=Text(
        "Trong số hồ sơ giải quyết có quy định phí, bao nhiêu hồ sơ thực sự trả trực tuyến (câu cuối của kế hoạch bị cắt chữ trong nguồn: cách hiểu này cần được xác nhận).",
        "Of all dossiers with a fee, how many were really paid online (the plan's last sentence is cut off in the source: this reading must be confirmed).",
    ),
    formula=Text(
        "Hồ sơ thanh toán trực tuyến ÷ hồ sơ có nghĩa vụ tài chính, mọi kênh.",
        "Paid online ÷ with an obligation, all channels.",
    ),
    basis=(Basis("407/KH-UBND", "", dt.date(2023, 6, 30)),),
    since=dt.date(2023, 1, 1),
    chapter=Chapter.PAYMENT,
    hit=during(c.RECEIVED_PAID_ONLINE),
    population=during(c.RECEIVED_FEE),
    target=Fraction(20, 100),
    variant_of="paid_online",
)
