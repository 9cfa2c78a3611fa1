"""The national calendar has the days off and the worked Saturdays that were announced."""

import csv
import os
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from motcua.domain.calendar import ZONE, OutsideCalendar
from motcua.domain.dossiers.clock import Clock, Limit, LimitUnit, due
from motcua.services import calendar_sources
from motcua.services.calendar_sources import YearNotCovered, is_announced, national_calendar, national_days


def shared_data(name: str) -> Path:
    """Give a file of the shared test data, or skip with the way to get it."""
    default = Path(__file__).resolve().parents[2].parent / "shared" / "data"
    path = Path(os.environ.get("MOTCUA_SHARED_DATA", default)) / name
    if not path.is_file():
        pytest.skip(f"{name} is not here: set MOTCUA_SHARED_DATA to the folder of the shared test data")
    return path


def test_the_collected_days_of_2019_to_2027_are_all_there_and_no_others() -> None:
    with shared_data("calendar/public_sector_days_2019_2027.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 134
    collected = {(date.fromisoformat(row["date"]), row["kind"] == "worked", row["name"]) for row in rows}
    ours = {(rule.day, rule.works, rule.name) for rule in national_days(range(2018, 2028))}
    assert collected - ours == set()
    assert {rule for rule in ours - collected if rule[0].year >= 2019} == set()


def test_the_collected_due_dates_come_out() -> None:
    calendar = national_calendar("2026-1")
    with shared_data("calendar/due_date_vectors.csv").open(encoding="utf-8") as file:
        vectors = list(csv.DictReader(file))
    assert len(vectors) == 14
    for row in vectors:
        received = datetime.fromisoformat(row["received_on"]).replace(hour=16, tzinfo=ZONE)
        limit = Limit(int(row["working_days"]), LimitUnit.WORKING_DAYS)
        answer = due(Clock(started_at=received, limit=limit, calendar=calendar)).at
        assert answer is not None
        assert answer.date().isoformat() == row["due_on"], row


@pytest.mark.parametrize(
    ("day", "works", "because"),
    [
        ("2019-01-05", True, "swapped for the last day of 2018"),
        ("2024-04-29", False, "swapped for Saturday 4/5"),
        ("2024-05-04", True, "worked for Monday 29/4"),
        ("2026-01-02", False, "swapped for Saturday 10/1, which the package does not know"),
        ("2026-01-10", True, "worked for Friday 2/1, which the package does not know"),
        ("2026-02-16", False, "Giao thừa"),
        ("2026-02-20", False, "the fourth day of Tết"),
        ("2026-02-23", True, "Tết is over"),
        ("2026-04-27", False, "Giỗ Tổ fell on a Sunday"),
        ("2026-08-22", True, "worked for Monday 31/8"),
        ("2026-11-24", False, "Ngày Văn hóa Việt Nam"),
        ("2027-02-10", False, "Tết 2027 took in a weekend"),
        ("2027-12-31", True, "an ordinary Friday"),
    ],
)
def test_the_national_calendar_knows_the_day(day: str, works: bool, because: str) -> None:
    assert national_calendar("2026-1").works_on(date.fromisoformat(day)) is works, because


def test_our_own_days_name_the_paper_behind_them() -> None:
    sources = {rule.day: rule.source for rule in national_days([2026])}
    assert sources[date(2026, 1, 2)] == sources[date(2026, 1, 10)] == "12729/VPCP-KGVX ngày 25/12/2025"
    assert sources[date(2026, 2, 17)] == "Bộ luật Lao động, ngày nghỉ tính sẵn"


def test_only_the_years_asked_for_are_listed_in_order() -> None:
    days = [rule.day for rule in national_days([2026, 2024])]
    assert {day.year for day in days} == {2024, 2026}
    assert days == sorted(days)
    assert national_days([]) == []


def test_a_swap_over_new_year_is_found_from_either_side() -> None:
    assert date(2018, 12, 31) in {rule.day for rule in national_days([2018])}
    assert date(2019, 1, 5) in {rule.day for rule in national_days([2019])}


def test_every_swap_of_ours_is_a_day_off_given_for_a_weekend_day_worked() -> None:
    ours = calendar_sources._overrides()
    off = [rule.day for rule in ours if not rule.works]
    worked = [rule.day for rule in ours if rule.works]
    assert len(off) == len(worked) == 6
    assert all(day.weekday() < 5 for day in off)
    assert all(day.weekday() >= 5 for day in worked)
    for day in off:
        assert min(abs(day - other) for other in worked) <= timedelta(days=9)


def test_the_national_calendar_spans_2019_to_2027_unless_told_otherwise() -> None:
    calendar = national_calendar("2026-1")
    assert (calendar.version, calendar.first_year, calendar.last_year) == ("2026-1", 2019, 2027)
    assert not calendar.works_on(date(2019, 1, 1))
    with pytest.raises(OutsideCalendar, match="add the working calendar of 2028"):
        calendar.works_on(date(2028, 1, 3))
    later = national_calendar("2028-1", range(2026, 2029))
    assert (later.first_year, later.last_year) == (2026, 2028)


@pytest.mark.parametrize("years", [[], [2024, 2026]])
def test_a_calendar_holds_an_unbroken_run_of_years(years: list[int]) -> None:
    with pytest.raises(ValueError, match="unbroken"):
        national_calendar("x", years)


@pytest.mark.parametrize("year", [2009, 2100, 1900])
def test_years_without_a_source_are_refused(year: int) -> None:
    with pytest.raises(YearNotCovered, match=str(year)):
        national_days([2026, year])


@pytest.mark.parametrize("year", [calendar_sources.FIRST_YEAR, calendar_sources.LAST_YEAR])
def test_the_first_and_last_covered_years_have_tet(year: int) -> None:
    assert "Tết Nguyên Đán" in {rule.name for rule in national_days([year])}


def test_a_year_not_announced_yet_can_be_told() -> None:
    assert is_announced(2026)
    assert not is_announced(2027)
