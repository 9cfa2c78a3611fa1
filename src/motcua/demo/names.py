"""Invented people of the demo: names as they are given in the province, numbers that belong to nobody."""

from __future__ import annotations

import datetime as dt
import random

KINH = ("Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Huỳnh", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Lương", "Tạ", "Cao", "Trương")
HRE = ("Phạm Văn", "Đinh Văn", "Phạm Thị", "Đinh Thị")
MIDDLE = {"male": ("Văn", "Đức", "Minh", "Quốc", "Hữu", "Thanh"), "female": ("Thị", "Thị Thu", "Ngọc", "Thị Mỹ", "Kim", "Thanh")}
GIVEN = {
    "male": ("An", "Bình", "Cường", "Dũng", "Hải", "Hùng", "Khánh", "Long", "Nam", "Phúc", "Quang", "Sơn", "Thắng", "Tuấn", "Vinh"),
    "female": ("Anh", "Diễm", "Hà", "Hạnh", "Hoa", "Hương", "Lan", "Mai", "Nga", "Ngọc", "Oanh", "Phượng", "Thảo", "Trang", "Yến"),
}  # fmt: skip
CENTURY_DIGIT = {("male", 19): "0", ("female", 19): "1", ("male", 20): "2", ("female", 20): "3"}


def person(chance: random.Random) -> tuple[str, str]:
    """Return an invented name and sex."""
    sex = chance.choice(("male", "female"))
    if chance.random() < 0.2:
        family = chance.choice([h for h in HRE if h.endswith("Văn" if sex == "male" else "Thị")])
        return f"{family} {chance.choice(GIVEN[sex])}", sex
    return f"{chance.choice(KINH)} {chance.choice(MIDDLE[sex])} {chance.choice(GIVEN[sex])}", sex


def number(chance: random.Random, sex: str, born: dt.date) -> str:
    """Return an invented personal number of Quảng Ngãi (051): its last six digits stand below 100,000."""
    digit = CENTURY_DIGIT[sex, born.year // 100]
    return f"051{digit}{born.year % 100:02d}{chance.randrange(100_000):06d}"


def birthday(chance: random.Random, first: int = 1950, last: int = 2004) -> dt.date:
    """Return an invented birthday."""
    return dt.date(chance.randint(first, last), chance.randint(1, 12), chance.randint(1, 28))


def phone(chance: random.Random) -> str:
    """Return an invented mobile number."""
    return f"09050{chance.randrange(100_000):05d}"
