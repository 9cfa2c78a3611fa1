"""A working calendar for examples: the days off of 2026 as they were announced, plain weekends around."""

from datetime import date, datetime

from motcua.domain.calendar import ZONE, Calendar, DayRule

TET = ("Giao thừa", "Tết Nguyên Đán", "Mùng hai Tết", "Mùng ba Tết", "Mùng bốn Tết")

OFF = {
    date(2026, 1, 1): "Tết Dương lịch",
    date(2026, 1, 2): "Ngày nghỉ (thay cho ngày 10/01/2026)",
    **{date(2026, 2, 16 + n): name for n, name in enumerate(TET)},
    date(2026, 4, 26): "Giỗ Tổ Hùng Vương",
    date(2026, 4, 27): "Giỗ Tổ Hùng Vương (nghỉ bù)",
    date(2026, 4, 30): "Ngày Chiến thắng",
    date(2026, 5, 1): "Quốc tế Lao động",
    date(2026, 8, 31): "Ngày nghỉ (thay cho ngày 22/08/2026)",
    date(2026, 9, 1): "Quốc khánh",
    date(2026, 9, 2): "Quốc khánh",
    date(2026, 11, 24): "Ngày Văn hóa Việt Nam",
}
WORKED = {
    date(2026, 1, 10): "Làm bù cho 02/01/2026",
    date(2026, 8, 22): "Làm bù cho 31/08/2026",
}

CALENDAR = Calendar(
    version="2026-a",
    first_year=2025,
    last_year=2027,
    days={
        **{day: DayRule(day, False, name, "example") for day, name in OFF.items()},
        **{day: DayRule(day, True, name, "example") for day, name in WORKED.items()},
    },
)


def at(text: str) -> datetime:
    """Read "2026-03-10 10:12" as a moment in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)
