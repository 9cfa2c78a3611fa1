"""Dates known to the day, the month or the year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.people import partial_dates
from motcua.domain.people.not_valid import Field, NotValid, Problem
from motcua.domain.people.partial_dates import PartialDate, parse_date

DAYS = st.dates(date(1800, 1, 1), date(2199, 12, 31)).map(partial_dates.from_day)
DATES = st.one_of(
    DAYS,
    DAYS.map(lambda day: PartialDate(day.year, day.month)),
    DAYS.map(lambda day: PartialDate(day.year)),
)


@pytest.mark.parametrize(
    ("typed", "read", "because"),
    [
        ("02/09/1990", PartialDate(1990, 9, 2), "the way of every form"),
        ("2/9/1990", PartialDate(1990, 9, 2), "zeros in front are left out"),
        ("2-9-1990", PartialDate(1990, 9, 2), "hyphens"),
        ("02.09.1990", PartialDate(1990, 9, 2), "dots"),
        (" 02 09 1990 ", PartialDate(1990, 9, 2), "three boxes joined by spaces"),
        ("02091990", PartialDate(1990, 9, 2), "the way of the card"),
        ("1990-09-02", PartialDate(1990, 9, 2), "the way of machines"),
        ("29/02/1984", PartialDate(1984, 2, 29), "a leap year"),
        ("09/1990", PartialDate(1990, 9), "only the month is known"),
        ("1990", PartialDate(1990), "only the year is known"),
        ("00/00/1950", PartialDate(1950), "old registers write 00 for what is unknown"),
        ("00091950", PartialDate(1950, 9), "on cards too"),
    ],
)
def test_parse_date_reads_what_people_write(typed: str, read: PartialDate, because: str) -> None:
    assert parse_date(typed) == read, because


@pytest.mark.parametrize(
    ("typed", "problem", "because"),
    [
        ("", Problem.EMPTY, "nothing was typed"),
        ("29/02/1985", Problem.NO_SUCH_DAY, "1985 is no leap year"),
        ("31/04/1990", Problem.NO_SUCH_DAY, "April has 30 days"),
        ("09/13/1990", Problem.NO_SUCH_DAY, "there is no thirteenth month"),
        ("02/00/1990", Problem.NO_SUCH_DAY, "a day needs its month"),
        ("02/09/90", Problem.TWO_DIGIT_YEAR, "1990 or 2090"),
        ("02/09/0190", Problem.YEAR, "a slip of the finger"),
        ("02/09/9019", Problem.YEAR, "a slip of the finger"),
        ("02/09-1990", Problem.FORMAT, "two sorts of separator are a slip"),
        ("hôm qua", Problem.FORMAT, "words"),
        ("020990", Problem.FORMAT, "six digits can be read in several ways"),
        ("٠٢٠٩١٩٩٠", Problem.FORMAT, "digits of another script"),
    ],
)
def test_parse_date_refuses_what_is_no_date(typed: str, problem: Problem, because: str) -> None:
    with pytest.raises(NotValid) as refused:
        parse_date(typed)
    assert (refused.value.field, refused.value.problem) == (Field.DATE, problem), because


@pytest.mark.parametrize(
    ("typed", "refused", "because"),
    [
        ("21/11/2026", False, "today is not the future"),
        ("22/11/2026", True, "tomorrow is"),
        ("2026", False, "this year may mean a day already past"),
        ("2027", True, "next year may not"),
    ],
)
def test_parse_date_refuses_the_future_when_told_the_day(typed: str, refused: bool, because: str) -> None:
    today = date(2026, 11, 21)
    if not refused:
        assert parse_date(typed, not_after=today), because
        return
    with pytest.raises(NotValid) as raised:
        parse_date(typed, not_after=today)
    assert raised.value.problem is Problem.IN_FUTURE, because


@given(DATES)
def test_a_date_written_is_read_back_the_same(day: PartialDate) -> None:
    assert parse_date(str(day)) == day
    assert partial_dates.from_iso(day.iso) == day
    assert parse_date(day.iso) == day


@given(DATES)
def test_the_days_it_can_be_lie_within_its_year(day: PartialDate) -> None:
    assert day.earliest <= day.latest
    assert day.earliest.year == day.latest.year == day.year
    assert (day.exact is None) == (day.day is None)
    assert day.exact in (None, day.earliest)


def test_a_month_ends_where_the_calendar_says() -> None:
    assert PartialDate(1984, 2).latest == date(1984, 2, 29)
    assert PartialDate(1985).latest == date(1985, 12, 31)


@pytest.mark.parametrize("parts", [(1990, None, 2), (1990, 13, None), (1985, 2, 29), (1700, None, None)])
def test_a_date_no_calendar_has_cannot_be_made(parts: tuple[int, int | None, int | None]) -> None:
    with pytest.raises(ValueError):
        PartialDate(*parts)


@pytest.mark.parametrize("text", ["", "02/09/1990", "1990-9-2", "1990-02-30"])
def test_from_iso_reads_only_what_iso_writes(text: str) -> None:
    with pytest.raises(ValueError):
        partial_dates.from_iso(text)
