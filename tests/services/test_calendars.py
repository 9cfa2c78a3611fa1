"""Changing working calendars and dated settings from the console."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.domain.permissions.roles import Role
from motcua.queries import actors, configuration, console_calendar, console_settings
from motcua.services import calendars, dated_settings
from motcua.services.calendars import CalendarProblem
from motcua.services.dated_settings import RULES, SettingWrong
from motcua.services.staffing import NotAdministered
from motcua.storage.ledger.models import Entry
from motcua.storage.people.models import CalendarDay, CalendarSeason, Staff
from tests import make
from tests.make import MONDAY, World

TODAY = MONDAY.date()
HOLIDAY = dt.date(2026, 11, 24)  # a Tuesday
HOURS = [["07:30", "11:30"], ["13:30", "17:30"]]


def _day(world: World, **changes: object) -> None:
    given: dict[str, object] = {
        "unit_id": world.commune.id, "day": HOLIDAY, "works": False, "name": "Ngày hội của xã", "source": "12/QĐ-UBND",
        "actor": world.actor("system_admin"), "at": MONDAY,
    }  # fmt: skip
    calendars.put_day(**(given | changes))  # type: ignore[arg-type]


def test_a_local_day_off_counts_in_the_unit_and_under_it_only(world: World) -> None:
    _day(world)
    configuration.forget()
    config = configuration.current()
    assert not config.calendar(world.centre.id).works_on(HOLIDAY)
    assert config.calendar(world.other_centre.id).works_on(HOLIDAY)
    year = console_calendar.year(2026, world.centre.id)
    assert year is not None
    (special,) = year.specials
    assert (special.unit and special.unit.id, special.here) == (world.commune.id, False)


def test_the_holidays_are_taken_in_two_years_ahead_once_and_what_was_corrected_stays(world: World) -> None:
    system = actors.SYSTEM
    assert calendars.extend(actor=system, at=MONDAY) == list(range(2019, 2029))
    national_day = CalendarDay.objects.get(day=dt.date(2026, 9, 2), unit=None)
    calendars.remove_day(day_id=national_day.id, actor=world.actor("system_admin"), at=MONDAY)
    assert calendars.extend(actor=system, at=MONDAY) == []
    assert calendars.extend(actor=system, at=MONDAY.replace(year=2027)) == [2029]
    configuration.forget()
    national = configuration.current().national
    assert (national.last_year, national.works_on(dt.date(2026, 9, 2)), national.works_on(dt.date(2029, 9, 3))) == (2029, True, False)
    assert Entry.objects.filter(action="calendar.extend").count() == 2


def test_a_removed_day_is_a_working_day_again(world: World) -> None:
    _day(world)
    row = CalendarDay.objects.get()
    assert calendars.remove_day(day_id=row.id, actor=world.actor("system_admin"), at=MONDAY) == HOLIDAY
    configuration.forget()
    assert configuration.current().calendar(world.commune.id).works_on(HOLIDAY)


@pytest.mark.parametrize(
    ("changes", "code", "because"),
    [
        ({"day": dt.date(2050, 1, 1)}, "year_not_held", "no calendar could be read any more"),
        ({"source": "  "}, "source_missing", "a day off has a paper behind it"),
        ({"sessions": HOURS}, "hours_on_day_off", "a day off has no hours"),
        ({"works": True, "sessions": [["13:00", "12:00"]]}, "hours_order", "it would end before it starts"),
    ],
)
def test_a_day_that_would_spoil_the_calendar_is_refused(
    world: World, changes: dict[str, object], code: str, because: str
) -> None:
    with pytest.raises(CalendarProblem) as refused:
        _day(world, **changes)
    assert refused.value.code == code, because
    assert not CalendarDay.objects.exists()


def test_the_national_calendar_belongs_to_the_systems_administrator(world: World) -> None:
    make.member("local_admin", Role.UNIT_ADMIN, world.commune)
    configuration.forget()
    local = actors.staff(Staff.objects.get(username="local_admin").id, configuration.current(), TODAY)
    with pytest.raises(NotAdministered):
        _day(world, unit_id=None, actor=local)
    with pytest.raises(NotAdministered):
        _day(world, unit_id=world.other_commune.id, actor=local)
    _day(world, actor=local)
    assert CalendarDay.objects.get().unit_id == world.commune.id


def test_seasons_do_not_overlap_and_can_be_taken_out(world: World) -> None:
    admin = world.actor("system_admin")
    given = {"unit_id": world.commune.id, "sessions": HOURS, "source": "15/QĐ-UBND", "actor": admin, "at": MONDAY}
    calendars.put_season(first=dt.date(2026, 12, 1), last=dt.date(2027, 2, 28), **given)  # type: ignore[arg-type]
    for first, last, code in (
        (dt.date(2027, 2, 28), dt.date(2027, 3, 5), "season_overlaps"),
        (dt.date(2027, 5, 1), dt.date(2027, 4, 1), "season_reversed"),
    ):
        with pytest.raises(CalendarProblem) as refused:
            calendars.put_season(first=first, last=last, **given)  # type: ignore[arg-type]
        assert refused.value.code == code
    configuration.forget()
    winter = dt.date(2026, 12, 1)
    assert configuration.current().calendar(world.centre.id).start_of_day(winter).time() == dt.time(7, 30)
    calendars.remove_season(season_id=CalendarSeason.objects.get().id, actor=admin, at=MONDAY)
    configuration.forget()
    assert configuration.current().calendar(world.centre.id).start_of_day(winter).time() == dt.time(7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("07:00-11:30, 13:30-17:00", [["07:00", "11:30"], ["13:30", "17:00"]]),
        ("7h – 11h30; 13h30–17h", [["07:00", "11:30"], ["13:30", "17:00"]]),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, expected: list[list[str]]) -> None:
    assert calendars.read_hours(text) == expected


@pytest.mark.parametrize("text", ["", "7-", "sáng", "07:00-25:00", "07:00-11:30-12:00"])
def test_hours_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(CalendarProblem) as refused:
        calendars.read_hours(text)
    assert refused.value.code == "hours_not_read"


def test_every_dated_setting_has_its_rule_and_its_default_is_allowed() -> None:
    assert set(RULES) == set(configuration.DEFAULTS)
    for key, value in configuration.DEFAULTS.items():
        assert RULES[key].read(dated_settings.typed(key, value)) == value


@pytest.mark.parametrize(
    ("key", "text", "stored"),
    [
        ("local_filing", "no", False),
        ("hour_promised", "same_hour", "same_hour"),
        ("forward_cutoff", "14g30", "14:30"),
        ("intake_answer_hours", "4", 4),
        ("code_pattern", "{unit}-{day:%Y%m%d}-{ordinal:05d}", "{unit}-{day:%Y%m%d}-{ordinal:05d}"),
        ("form_gap", "new_forms", "new_forms"),
    ],
)
def test_a_rule_counts_from_its_day_on(world: World, key: str, text: str, stored: object) -> None:
    first = TODAY + dt.timedelta(days=10)
    dated_settings.put(key=key, text=text, first=first, basis="20/QĐ-UBND", actor=world.actor("system_admin"), at=MONDAY)
    configuration.forget()
    config = configuration.current()
    assert config.setting(key, first) == stored
    assert config.setting(key, TODAY) == configuration.DEFAULTS[key]
    assert [v.when for v in console_settings.setting(key, TODAY).values] == ["later", "now"]


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("local_filing", "maybe", "choose"),
        ("hour_promised", "noon", "choose"),
        ("forward_cutoff", "25:00", "time"),
        ("forward_cutoff", "chiều", "time"),
        ("intake_answer_hours", "0", "number"),
        ("supplement_answer_days", "nhiều", "number"),
        ("receipt_symbol", "{day}", "symbol"),
        ("receipt_form", " ", "symbol"),
        ("code_pattern", "{unit}-{day:%y%m%d}", "pattern"),
        ("code_pattern", "{unit}-{day:%y%m%d}-{ordinal:04d}-{x}", "pattern"),
    ],
)
def test_a_value_nobody_could_read_is_refused(world: World, key: str, text: str, code: str) -> None:
    with pytest.raises(SettingWrong) as refused:
        dated_settings.put(key=key, text=text, first=TODAY, basis="x", actor=world.actor("system_admin"), at=MONDAY)
    assert refused.value.code == code


def test_a_rule_begins_today_at_the_earliest_names_its_basis_and_its_administrator(world: World) -> None:
    given = {"key": "intake_answer_hours", "text": "4", "at": MONDAY}
    admin = world.actor("system_admin")
    with pytest.raises(SettingWrong, match="past"):
        dated_settings.put(first=TODAY - dt.timedelta(days=1), basis="x", actor=admin, **given)  # type: ignore[arg-type]
    with pytest.raises(SettingWrong, match="basis"):
        dated_settings.put(first=TODAY, basis=" ", actor=admin, **given)  # type: ignore[arg-type]
    with pytest.raises(NotAdministered):
        dated_settings.put(first=TODAY, basis="x", actor=world.actor("unit_admin"), **given)  # type: ignore[arg-type]
