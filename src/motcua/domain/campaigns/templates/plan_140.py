"""Kế hoạch 140/KH-UBND ngày 13/7/2023 của tỉnh Quảng Ngãi: 30 ngày đêm."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from motcua.domain.campaigns.plan import Pace, Target
from motcua.domain.campaigns.templates._template import Template
from motcua.domain.people.units import Level

TEMPLATE = Template(
    key="plan_140",
    document="140/KH-UBND",
    place="UBND tỉnh Quảng Ngãi",
    name="Chiến dịch cao điểm 30 ngày đêm nâng tỷ lệ hồ sơ trực tuyến và số hóa",
    first=dt.date(2023, 8, 5),
    last=dt.date(2023, 9, 5),
    pace=Pace.CALENDAR,
    targets=(
        Target(indicator="online", amount=Fraction(85, 100), weight=2, note="Tỷ lệ hồ sơ xử lý trực tuyến của tỉnh đạt 85 %."),
        Target(indicator="digitised_with_result", amount=Fraction(1), levels=frozenset({Level.DISTRICT, Level.COMMUNE}), weight=1,
               note="100 % hồ sơ và kết quả được số hóa tại Bộ phận Một cửa cấp huyện, cấp xã."),
    ),
)  # fmt: skip
