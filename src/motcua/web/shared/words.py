"""Numbers, money, dates and time left as a person reads them, in Vietnamese and English.

Pure functions with the language given; the few words they need stand here rather than in the message catalogue,
because grammar and order differ, not only words.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal

PLACE_TIME = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")  # no summer time since 1975
MINUTES_A_DAY = 8 * 60  # one working day (một ngày làm việc)

WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def base(language: str | None) -> str:
    """Return "vi" or "en" for a language code such as "en-gb"; anything else is Vietnamese."""
    return "en" if (language or "vi").split("-")[0].lower() == "en" else "vi"


def number(value: float | Decimal, *, language: str, places: int | None = None) -> str:
    """Return a number with grouped digits: 1.234.567 and 12,5 in Vietnamese, 1,234,567 and 12.5 in English.

    `places` fixes the digits after the mark; without it an integer has none and others at most two.
    """
    exact = Decimal(str(value))
    if places is None:
        exact = exact.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
        exact = exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact
    else:
        exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{exact:,f}"
    return text if base(language) == "en" else text.translate(str.maketrans(",.", ".,"))


def money(amount: int, *, language: str) -> str:
    """Return an amount of whole đồng: "1.234.567 đồng"."""
    return f"{number(amount, language=language)}\N{NO-BREAK SPACE}đồng"


def percent(share: float | Decimal, *, language: str, places: int = 1) -> str:
    """Return a share between 0 and 1 as a percentage: "97,5%"."""
    return f"{number(Decimal(str(share)) * 100, language=language, places=places)}%"


def local(moment: datetime | date) -> datetime | date:
    """Return an aware moment in the country's time; a date stays as it is."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(PLACE_TIME)
    return moment


def day(moment: datetime | date, *, language: str) -> str:
    """Return a day in figures: 21/11/2026, in English 21 Nov 2026 (never 11/21)."""
    on = local(moment)
    if base(language) == "en":
        return f"{on.day} {MONTHS[on.month - 1][:3]} {on.year}"
    return f"{on.day:02d}/{on.month:02d}/{on.year}"


def day_in_words(moment: datetime | date, *, language: str) -> str:
    """Return a day with its weekday: "thứ Bảy, ngày 21/11/2026"."""
    on = local(moment)
    weekday = WEEKDAYS[base(language)][on.weekday()]
    if base(language) == "en":
        return f"{weekday}, {on.day} {MONTHS[on.month - 1]} {on.year}"
    return f"{weekday}, ngày {day(on, language=language)}"


def moment(at: datetime, *, language: str) -> str:
    """Return a moment as in a sentence: "09:30, ngày 21/11/2026"."""
    on = local(at)
    joint = ", ngày " if base(language) == "vi" else ", "
    return f"{on:%H:%M}{joint}{day(on, language=language)}"


def moment_short(at: datetime, *, language: str) -> str:
    """Return a moment as in a table: "09:30 21/11/2026"."""
    on = local(at)
    return f"{on:%H:%M} {day(on, language=language)}"


def promise(due: datetime, *, language: str) -> str:
    """Return a promised moment in words: "thứ Hai, ngày 23/11/2026, trước 17 giờ"."""
    on = local(due)
    if base(language) == "en":
        return f"{day_in_words(on, language='en')}, before {on:%H:%M}"
    minutes = f" {on.minute:02d}" if on.minute else ""
    return f"{day_in_words(on, language='vi')}, trước {on.hour} giờ{minutes}"


def _span(minutes: int, *, day_minutes: int, language: str) -> tuple[int, str]:
    """Return the largest whole unit of a working time and its word."""
    units = (
        (day_minutes, {"vi": "ngày", "en": "working day"}),
        (60, {"vi": "giờ", "en": "hour"}),
        (1, {"vi": "phút", "en": "minute"}),
    )
    size, words = next((unit for unit in units if minutes >= unit[0]), units[-1])
    count = minutes // size
    plural = "s" if base(language) == "en" and count != 1 else ""
    return count, words[base(language)] + plural


def time_left(minutes: int | None, *, language: str, day_minutes: int = MINUTES_A_DAY) -> str:
    """Return the working time left before a deadline, or by how much it has passed.

    `minutes` are working minutes, negative when late, None while the clock is paused. Parts of the unit are cut off,
    so that the words never promise more time than there is; lateness counts only whole units passed.
    """
    vietnamese = base(language) == "vi"
    if minutes is None:
        return "đang tạm dừng" if vietnamese else "on hold"
    if minutes == 0:
        return "đến hạn" if vietnamese else "due now"
    count, unit = _span(abs(minutes), day_minutes=day_minutes, language=language)
    if minutes < 0:
        return f"quá hạn {count} {unit}" if vietnamese else f"{count} {unit} late"
    if vietnamese:
        return f"còn {count} {unit}{' làm việc' if unit == 'ngày' else ''}"
    return f"{count} {unit} left"


def urgency(minutes: int | None, *, soon: int = MINUTES_A_DAY) -> str:
    """Return "paused", "late", "soon" or "ok" for working minutes left; `soon` minutes or fewer are soon."""
    if minutes is None:
        return "paused"
    if minutes < 0:
        return "late"
    return "soon" if minutes <= soon else "ok"


def size(count: int, *, language: str) -> str:
    """Return a file's size: "1,2 MB" (thousands, as phones show it)."""
    amount, unit = Decimal(count), "B"
    for unit in ("B", "KB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            break
        amount /= 1000
    return (
        f"{number(amount, language=language, places=0 if unit in ('B', 'KB') else 1)}\N{NO-BREAK SPACE}{unit}"
    )


def in_language(text: object, *, language: str) -> tuple[str, str]:
    """Return a catalogue text and the language it is really in: the asked one, or Vietnamese where it is missing.

    Takes `{"vi": …, "en": …}`, an object with attributes `vi` and `en`, or a plain string (already in `language`).
    """
    wanted = base(language)
    if isinstance(text, Mapping):
        by_language = text
    elif hasattr(text, "vi"):
        by_language = {"vi": text.vi, "en": getattr(text, "en", None)}
    else:
        return ("" if text is None else str(text)), wanted
    if chosen := by_language.get(wanted):
        return str(chosen), wanted
    return str(by_language.get("vi") or ""), "vi"
