"""Kế hoạch 96/KH-UBND của tỉnh Quảng Ngãi: cả năm 2023."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from motcua.domain.campaigns.plan import Goal, Pace, Target
from motcua.domain.campaigns.templates._template import Template

_GROWTH = (
    "“Tăng tối thiểu 10 % so với năm 2022”: kế hoạch không nói điểm phần trăm hay tương đối; mẫu tính tương đối trên tỷ lệ của cả "
    "năm 2022. Sửa trong dự thảo nếu tỉnh hiểu khác."
)

TEMPLATE = Template(
    key="plan_96",
    document="96/KH-UBND",
    place="UBND tỉnh Quảng Ngãi",
    name="Kế hoạch cải cách, kiểm soát thủ tục hành chính năm 2023",
    first=dt.date(2023, 1, 1),
    last=dt.date(2023, 12, 31),
    pace=Pace.WORKING,
    targets=(
        Target(indicator="services_full_eligible", amount=Fraction(1),
               note="100 % thủ tục đủ điều kiện được cung cấp dịch vụ công toàn trình."),
        Target(indicator="online", amount=Fraction(10, 100), goal=Goal.RELATIVE, base_year=2022,
               note=f"Tỷ lệ nộp hồ sơ trực tuyến. {_GROWTH}"),
        Target(indicator="paid_online", amount=Fraction(10, 100), goal=Goal.RELATIVE, base_year=2022,
               note=f"Tỷ lệ thanh toán trực tuyến. {_GROWTH}"),
        Target(indicator="afar", amount=Fraction(50, 100), note="50 % hồ sơ thực hiện từ xa: làm tại nhà hoặc nơi làm việc, không đến Bộ phận Một cửa."),
        Target(indicator="not_late", amount=Fraction(1),
               note="100 % tiếp nhận trên hệ thống của tỉnh, không chậm muộn. Hồ sơ đếm ở đây đều đã vào hệ thống."),
        Target(indicator="services_used", amount=Fraction(80, 100),
               note="80 % dịch vụ công trực tuyến một phần và toàn trình có phát sinh hồ sơ trực tuyến."),
    ),
)  # fmt: skip
