"""Kế hoạch 407/KH-UBND của tỉnh Bắc Kạn: 100 ngày đêm, 1/7 đến 10/10/2023."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from motcua.domain.campaigns.plan import Pace, Target
from motcua.domain.campaigns.templates._template import Template

TEMPLATE = Template(
    key="plan_407",
    document="407/KH-UBND",
    place="UBND tỉnh Bắc Kạn",
    name="Chiến dịch 100 ngày đêm nâng cao chất lượng dịch vụ công trực tuyến",
    first=dt.date(2023, 7, 1),
    last=dt.date(2023, 10, 10),
    pace=Pace.CALENDAR,
    targets=(
        Target(indicator="services_online", amount=Fraction(80, 100), note="80 % thủ tục cung cấp dạng dịch vụ công trực tuyến."),
        Target(indicator="services_full_share", amount=Fraction(80, 100), note="80 % dịch vụ công trực tuyến ở dạng toàn trình."),
        Target(indicator="full_online", amount=Fraction(1), weight=2,
               note="Toàn trình: 100 % hồ sơ phát sinh của thủ tục đã cung cấp toàn trình được tiếp nhận trực tuyến."),
        Target(indicator="partial_online", amount=Fraction(50, 100), weight=2,
               note="Một phần: 50 % hồ sơ phát sinh của thủ tục đã cung cấp một phần được tiếp nhận trực tuyến."),
        Target(indicator="digitised_with_result", amount=Fraction(1), note="100 % hồ sơ và kết quả được số hóa tại Bộ phận Một cửa."),
        Target(indicator="paid_online_offered", amount=Fraction(50, 100),
               note="50 % hồ sơ có quy định phí, lệ phí của thủ tục toàn trình hoặc một phần thanh toán trực tuyến."),
        Target(indicator="paid_online_actual", amount=Fraction(20, 100),
               note="“… có quy định phí, thực đạt 20 %”: câu cuối bị cắt chữ trong nguồn; mẫu hiểu là mọi hồ sơ có phí, mọi kênh. Cần xác nhận."),
    ),
)  # fmt: skip
