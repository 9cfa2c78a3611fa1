"""Days, hours and money as papers write them."""

from datetime import UTC, date, datetime

import pytest

from motcua.services import slip_texts as say

DAYS = [
    # day, words, because
    (date(2026, 11, 21), "ngày 21 tháng 11 năm 2026", "nothing to pad"),
    (date(2026, 9, 5), "ngày 05 tháng 9 năm 2026", "days under ten take a zero, month nine does not"),
    (date(2026, 1, 30), "ngày 30 tháng 01 năm 2026", "January takes a zero"),
    (date(2027, 2, 9), "ngày 09 tháng 02 năm 2027", "February takes a zero"),
    (date(2027, 3, 1), "ngày 01 tháng 3 năm 2027", "March does not"),
]


@pytest.mark.parametrize(("day", "expected", "because"), DAYS)
def test_a_day_is_padded_as_the_decree_on_documents_says(day: date, expected: str, because: str) -> None:
    assert say.day_words(day) == expected, because


def test_an_instant_is_written_on_vietnamese_time() -> None:
    late_in_london = datetime(2026, 11, 20, 23, 5, tzinfo=UTC)
    assert say.moment(late_in_london) == "06 giờ 05 phút, ngày 21 tháng 11 năm 2026"
    assert say.short_moment(late_in_london) == "06:05, 21/11/2026"
    assert say.place_and_day("Ba Tơ", late_in_london) == "Ba Tơ, ngày 21 tháng 11 năm 2026"


def test_a_promise_names_the_day_of_the_week() -> None:
    monday = datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert say.promise(monday) == "17 giờ 00 phút, thứ Hai, ngày 23 tháng 11 năm 2026"


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        say.moment(datetime(2026, 11, 21, 9, 30))


def test_no_instant_leaves_the_cell_empty() -> None:
    assert say.short_moment(None) == ""


def test_money_is_written_with_points_and_in_words() -> None:
    assert say.money(1_234_567) == "1.234.567 đồng"
    assert say.money_in_words(24_000) == "Hai mươi tư nghìn đồng"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 9, 5), "ngày mùng năm, tháng chín, năm hai nghìn không trăm hai mươi sáu"),
        (date(2004, 4, 24), "ngày hai mươi tư, tháng tư, năm hai nghìn không trăm linh bốn"),
        (date(1999, 12, 10), "ngày mùng mười, tháng mười hai, năm một nghìn chín trăm chín mươi chín"),
    ],
)
def test_a_date_of_birth_is_written_in_words(day: date, expected: str) -> None:
    assert say.day_in_words(day) == expected
