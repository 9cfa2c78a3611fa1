"""Numbers, money, dates and time left are said as the house style says them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

import pytest

from motcua.web.shared import words

UTC = dt.UTC
MONDAY_17 = dt.datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # 17:00 in Vietnam
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "places", "vi", "en", "because"),
    [
        (0, None, "0", "0", "nothing is still a number"),
        (999, None, "999", "999", "three digits need no mark"),
        (1234567, None, "1.234.567", "1,234,567", "Vietnamese groups with points"),
        (-1500, None, "-1.500", "-1,500", "a correction may be negative"),
        (12.5, None, "12,5", "12.5", "the decimal mark is a comma"),
        (10.0, None, "10", "10", "a whole float has no digits after the mark"),
        (Decimal("0.005"), None, "0,01", "0.01", "halves go up, as on paper"),
        (3, 2, "3,00", "3.00", "scores always show two digits"),
        (100, None, "100", "100", "zeros at the end are digits, not an exponent"),
    ],
)
def test_numbers_are_grouped(value: float, places: int | None, vi: str, en: str, because: str) -> None:
    assert words.number(value, language="vi", places=places) == vi, because
    assert words.number(value, language="en-gb", places=places) == en, because


def test_money_is_whole_dong_that_does_not_break_before_its_unit() -> None:
    assert words.money(1234567, language="vi") == f"1.234.567{NBSP}đồng"
    assert words.money(0, language="vi") == f"0{NBSP}đồng"


def test_shares_become_percentages() -> None:
    assert words.percent(Decimal("0.9754"), language="vi") == "97,5%"
    assert words.percent(1, language="en", places=0) == "100%"


def test_a_moment_is_said_in_the_countrys_time() -> None:
    assert words.promise(MONDAY_17, language="vi") == "thứ Hai, ngày 23/11/2026, trước 17 giờ"
    assert words.promise(MONDAY_17, language="en") == "Monday, 23 November 2026, before 17:00"
    assert words.moment(MONDAY_17, language="vi") == "17:00, ngày 23/11/2026"
    assert words.moment_short(MONDAY_17, language="vi") == "17:00 23/11/2026"
    late_evening_utc = dt.datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert words.day(late_evening_utc, language="vi") == "23/11/2026"


def test_a_promise_with_minutes_says_them() -> None:
    half_past = MONDAY_17.replace(hour=4, minute=5)
    assert words.promise(half_past, language="vi") == "thứ Hai, ngày 23/11/2026, trước 11 giờ 05"


def test_a_plain_day_stays_the_same_day() -> None:
    sunday = dt.date(2026, 11, 22)
    assert words.day_in_words(sunday, language="vi") == "Chủ nhật, ngày 22/11/2026"
    assert words.day(sunday, language="en") == "22 Nov 2026"


class Left(NamedTuple):
    minutes: int | None
    vi: str
    en: str
    urgency: str
    because: str


LEFT = [
    Left(960, "còn 2 ngày làm việc", "2 working days left", "ok", "two days of eight hours"),
    Left(959, "còn 1 ngày làm việc", "1 working day left", "ok", "never more time than there is"),
    Left(480, "còn 1 ngày làm việc", "1 working day left", "soon", "one day is the usual warning"),
    Left(479, "còn 7 giờ", "7 hours left", "soon", "below a day, hours"),
    Left(180, "còn 3 giờ", "3 hours left", "soon", "whole hours"),
    Left(59, "còn 59 phút", "59 minutes left", "soon", "below an hour, minutes"),
    Left(1, "còn 1 phút", "1 minute left", "soon", "the last minute"),
    Left(0, "đến hạn", "due now", "soon", "the moment itself is not late"),
    Left(-1, "quá hạn 1 phút", "1 minute late", "late", "late from the first minute"),
    Left(-480, "quá hạn 1 ngày", "1 working day late", "late", "a full day late"),
    Left(-900, "quá hạn 1 ngày", "1 working day late", "late", "only whole days count"),
    Left(None, "đang tạm dừng", "on hold", "paused", "a paused clock promises nothing"),
]


@pytest.mark.parametrize("case", LEFT, ids=[case.because for case in LEFT])
def test_time_left_is_said_in_the_largest_whole_unit(case: Left) -> None:
    assert words.time_left(case.minutes, language="vi") == case.vi
    assert words.time_left(case.minutes, language="en") == case.en
    assert words.urgency(case.minutes) == case.urgency


def test_a_shorter_working_day_changes_what_a_day_is() -> None:
    assert words.time_left(450, language="vi", day_minutes=450) == "còn 1 ngày làm việc"


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0 B"), (999, "999 B"), (1_000, "1 KB"), (1_240_000, "1,2 MB"), (3_000_000_000, "3,0 GB")],
)
def test_sizes_are_short(count: int, shown: str) -> None:
    assert words.size(count, language="vi").replace(NBSP, " ") == shown


class Text(NamedTuple):
    vi: str
    en: str | None = None


@pytest.mark.parametrize(
    ("text", "language", "shown", "because"),
    [
        ({"vi": "Khai sinh", "en": "Birth"}, "en", ("Birth", "en"), "the asked language is there"),
        ({"vi": "Khai sinh"}, "en", ("Khai sinh", "vi"), "Vietnamese stands in and says so"),
        ({"vi": "Khai sinh", "en": ""}, "en", ("Khai sinh", "vi"), "an empty text is a missing one"),
        ({"vi": "Khai sinh", "en": "Birth"}, "vi", ("Khai sinh", "vi"), "Vietnamese page"),
        (Text("Đất đai"), "en", ("Đất đai", "vi"), "objects are read by attribute"),
        (Text("Đất đai", "Land"), "en-us", ("Land", "en"), "regions of English are English"),
        ("Phường Pleiku", "en", ("Phường Pleiku", "en"), "a plain string is taken as it is"),
        (None, "vi", ("", "vi"), "nothing is shown as nothing"),
    ],
)
def test_catalogue_texts_fall_back_to_vietnamese(
    text: object, language: str, shown: tuple[str, str], because: str
) -> None:
    assert words.in_language(text, language=language) == shown, because
