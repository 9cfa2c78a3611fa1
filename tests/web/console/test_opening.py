"""Opening hours in the console, on the citizens' page of the office, and in the day's report."""

from __future__ import annotations

from django.utils import timezone

from motcua.domain.hours import local
from motcua.queries import configuration, opening_hours
from tests import make, signing

PAGE = "/quan-tri/gio-mo-cua/"


def form(world, **changes: object) -> dict[str, object]:
    found = {"unit": str(world.centre.id), "weekday": "5", "sessions": "07:00-11:30", "first-day": 1, "first-month": 11, "first-year": 2026,
             "source": "QĐ 12/QĐ-UBND"}  # fmt: skip
    return found | changes


def test_the_head_opens_on_saturday_and_citizens_see_it(client, world):
    signing.staff(client, world, "one_stop_head")
    assert client.post(PAGE, form(world)).status_code == 302
    configuration.forget()
    assert "07:00–11:30" in client.get(PAGE).content.decode()
    assert "Thứ Bảy: 07:00–11:30" in client.get(f"/co-quan/{world.centre.code}/").content.decode()
    row = opening_hours.rows(world.centre.id)[0]
    client.post(f"{PAGE}{row.id}/bo/", {"unit": str(world.centre.id), "sure": "yes"})
    assert opening_hours.rows(world.centre.id) == []


def test_empty_hours_close_a_day_and_wrong_ones_are_refused(client, world):
    signing.staff(client, world, "one_stop_head")
    assert client.post(PAGE, form(world, weekday="4", sessions="")).status_code == 302
    configuration.forget()
    week = opening_hours.week(configuration.current(), world.centre.id, local(timezone.now()).date())
    assert all(4 not in days for days, _sessions in week)
    for wrong in ({"sessions": "7 giờ"}, {"weekday": ""}, {"source": ""}, {"last-day": 1, "last-month": 10, "last-year": 2026}):
        assert client.post(PAGE, form(world, **wrong)).status_code == 422


def test_another_office_is_not_there(client, world):
    signing.staff(client, world, "one_stop_head")
    assert client.get(PAGE, {"unit": str(world.other_centre.id)}).status_code == 404


def test_the_day_s_report_lists_what_the_office_received(client, world):
    opened = make.received(world)
    signing.staff(client, world, "clerk")
    page = client.get("/mot-cua/trong-ngay/", {"day": "2026-11-16"}).content.decode()
    assert str(opened.id) in page
    assert "Phạm Thị Lan" not in page
