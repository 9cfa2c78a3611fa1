"""How days, hours, money and outcomes are written on Vietnamese papers."""

from datetime import date, datetime, timedelta, timezone

from motcua.domain.dossiers.slip_contents import HopOutcome
from motcua.domain.number_words import words

# Việt Nam has kept UTC+7 without summer time since 1975; papers are never dated earlier.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

OUTCOMES = {
    HopOutcome.EARLY: "Trước hạn",
    HopOutcome.ON_TIME: "Đúng hạn",
    HopOutcome.LATE: "Quá hạn",
}


def local(at: datetime) -> datetime:
    """Put an aware instant on Vietnamese time. Raises ValueError for one without a zone."""
    if at.tzinfo is None:
        raise ValueError("an instant on a paper needs its time zone")
    return at.astimezone(VIETNAM)


def day_words(day: date) -> str:
    """Write "ngày 05 tháng 9 năm 2026": a zero before days under 10 and months 1 and 2 (NĐ 30/2020, PL I)."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def moment(at: datetime) -> str:
    """Write "09 giờ 05 phút, ngày 21 tháng 11 năm 2026", the hour-minute-day of slips."""
    here = local(at)
    return f"{here.hour:02} giờ {here.minute:02} phút, {day_words(here)}"


def promise(at: datetime) -> str:
    """Write a moment with its day of the week: "17 giờ 00 phút, thứ Hai, ngày 23 tháng 11 năm 2026"."""
    here = local(at)
    return f"{here.hour:02} giờ {here.minute:02} phút, {_WEEKDAYS[here.weekday()]}, {day_words(here)}"


def short_day(day: date) -> str:
    """Write "21/11/2026"."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def short_moment(at: datetime | None) -> str:
    """Write "09:05, 21/11/2026" for a table cell, or nothing."""
    if at is None:
        return ""
    here = local(at)
    return f"{here.hour:02}:{here.minute:02}, {short_day(here)}"


def place_and_day(place: str, at: datetime) -> str:
    """Write "Ba Tơ, ngày 21 tháng 11 năm 2026", the line under the national title."""
    return f"{place}, {day_words(local(at))}"


def money(amount: int) -> str:
    """Write whole đồng with points: "1.234.567 đồng"."""
    return f"{amount:,} đồng".replace(",", ".")


def money_in_words(amount: int) -> str:
    """Write whole đồng in words with a capital: "Năm mươi nghìn đồng"."""
    return f"{words(amount)} đồng".capitalize()


def day_in_words(day: date) -> str:
    """Write a date of birth in words: "ngày mùng năm, tháng chín, năm hai nghìn không trăm hai mươi sáu".

    The first ten days take "mùng"; April is "tháng tư".
    """
    number = f"mùng {words(day.day)}" if day.day <= 10 else words(day.day)
    month = "tư" if day.month == 4 else words(day.month)
    return f"ngày {number}, tháng {month}, năm {words(day.year)}"


def two_digits(count: int) -> str:
    """Write a count as slips do: "01", "12"."""
    return f"{count:02}"
