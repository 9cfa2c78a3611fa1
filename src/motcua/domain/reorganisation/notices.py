"""What citizens and staff are told when another unit continues: short, with the code, and that nothing else changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from motcua.domain.dossiers.notices import About, Notice

_CITIZEN = """Kính gửi ông/bà {name},

Từ ngày {day}, {unit} tiếp tục giải quyết hồ sơ của ông/bà.
Mã hồ sơ và ngày hẹn trả kết quả không thay đổi. Ông/bà không phải nộp lại giấy tờ.

Mã hồ sơ: {code}
Việc ông/bà làm: {title}
Nơi nhận kết quả: {return_unit}
Xem hồ sơ tại: {address}

{unit}

Ông/bà nhận thư này vì đã ghi địa chỉ thư trong hồ sơ. Thư chỉ báo tin, không yêu cầu ông/bà gửi giấy tờ hay chuyển tiền qua thư.
"""

_STAFF = """Kính gửi anh/chị {name},

Từ ngày {day}, anh/chị làm việc tại: {units}.
Hồ sơ đang giải quyết, giấy tờ và thời hạn đã được chuyển theo; mã hồ sơ giữ nguyên.
Tài khoản và mật khẩu không thay đổi. Giấy uỷ quyền ký của đơn vị cũ đã hết hiệu lực.

Một Cửa
"""


def of_dossier(about: About, on: dt.date) -> Notice:
    """Return what the citizen of a dossier is told: who continues from which day."""
    day = f"{on:%d/%m/%Y}"
    sentence = f"Từ ngày {day}, {about.received_at_unit} tiếp tục giải quyết hồ sơ. Mã hồ sơ và ngày hẹn không thay đổi."
    letter = _CITIZEN.format(
        name=about.name, day=day, unit=about.received_at_unit, code=about.code, title=about.title, return_unit=about.return_unit,
        address=about.address,
    )  # fmt: skip
    return Notice(f"Đơn vị tiếp tục giải quyết hồ sơ ({about.code})", sentence, letter)


def of_staff(name: str, units: Sequence[str], on: dt.date) -> Notice:
    """Return what a member of staff is told: where they work from which day."""
    day, where = f"{on:%d/%m/%Y}", "; ".join(units)
    return Notice(f"Đơn vị công tác từ ngày {day}", f"Từ ngày {day}, anh/chị làm việc tại: {where}.", _STAFF.format(name=name, day=day, units=where))
