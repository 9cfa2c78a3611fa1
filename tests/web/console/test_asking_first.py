"""What cannot be taken back is asked once more, what stands is shown before it is replaced, and no press meets an empty page."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.domain.hours import local
from motcua.queries import configuration, opening_hours
from motcua.services import accounts, tickets
from motcua.storage.counters.models import Counter, OpeningHours
from motcua.storage.ledger.models import Entry
from motcua.storage.people.models import ApiKey, CalendarDay, Staff
from tests import make, signing
from tests.make import World
from tests.web.console.test_people import TODAY, day

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(world: World, client: Client) -> Client:
    signing.staff(client, world, "system_admin")
    return client


def text(response) -> str:
    return response.content.decode()


def _day(**changes: object) -> dict[str, object]:
    return {**day("day", TODAY), "works": "yes", "name": "Làm bù", "source": "02/CĐ-UBND", "unit": "", "year": TODAY.year} | changes


def test_a_day_that_is_set_already_is_shown_and_replaced_only_when_that_is_said(admin: Client, world: World):
    row = CalendarDay.objects.create(unit=None, day=TODAY, works=False, name="Ngày Văn hóa", source="Bộ luật Lao động Đ112")
    asked = admin.post(reverse("console_calendar_day_add"), _day())
    assert asked.status_code == 422
    assert "Ngày Văn hóa" in text(asked)
    assert "Bộ luật Lao động Đ112" in text(asked)
    assert f'value="{row.id}"' in text(asked)
    assert "Làm bù" in text(asked)
    assert admin.post(reverse("console_calendar_day_add"), _day(replaces=str(uuid.uuid4()))).status_code == 422
    assert CalendarDay.objects.get().name == "Ngày Văn hóa"
    assert admin.post(reverse("console_calendar_day_add"), _day(replaces=str(row.id))).status_code == 302
    assert CalendarDay.objects.get().name == "Làm bù"
    assert Entry.objects.get(action="calendar.set").data["was"]["name"] == "Ngày Văn hóa"


def test_opening_hours_of_the_same_day_are_shown_first_and_1900_is_no_year_of_theirs(world: World, client: Client):
    signing.staff(client, world, "one_stop_head")
    given = {"unit": str(world.centre.id), "weekday": "5", "sessions": "07:00-11:30", "source": "QĐ 12", **day("first", TODAY)}
    page = reverse("console_opening")
    assert client.post(page, given | day("first", dt.date(1900, 1, 1))).status_code == 422
    assert client.post(page, given).status_code == 302
    asked = client.post(page, given | {"sessions": "08:00-11:00", "source": "QĐ 13"})
    assert asked.status_code == 422
    assert "QĐ 12" in text(asked)
    row = OpeningHours.objects.get()
    assert row.sessions == [["07:00", "11:30"]]
    assert client.post(page, given | {"sessions": "08:00-11:00", "source": "QĐ 13", "replaces": str(row.id)}).status_code == 302
    assert OpeningHours.objects.get().sessions == [["08:00", "11:00"]]


def test_the_list_of_opening_hours_says_which_row_is_in_force(world: World, client: Client):
    for first, sessions in ((TODAY - dt.timedelta(days=30), []), (TODAY - dt.timedelta(days=2), [["07:00", "11:00"]]), (TODAY + dt.timedelta(days=9), [])):
        OpeningHours.objects.create(unit=world.centre, weekday=2, sessions=sessions, valid_from=first, source="QĐ")
    rows = opening_hours.rows(world.centre.id)
    assert [row.when(rows, TODAY) for row in rows] == ["later", "now", "over"]
    signing.staff(client, world, "one_stop_head")
    assert text(client.get(reverse("console_opening"))).count("đang áp dụng") == 1


def test_acts_that_cannot_be_taken_back_ask_first(admin: Client, world: World):
    somebody = world.staff["officer"]
    before = somebody.password
    for name, data in (("console_renew", {}), ("console_renew", {"factor": "yes"}), ("console_set_active", {})):
        asked = admin.post(reverse(name, args=[somebody.id]), data)
        assert asked.status_code == 200
        assert somebody.name in text(asked)
        assert 'name="sure"' in text(asked)
    row = Staff.objects.get(id=somebody.id)
    assert (row.password, row.is_active) == (before, True)
    assert 'name="factor" value="yes"' in text(admin.post(reverse("console_renew", args=[somebody.id]), {"factor": "yes"}))
    held = CalendarDay.objects.create(unit=None, day=TODAY, works=False, name="Nghỉ", source="x")
    assert admin.post(reverse("console_calendar_day_remove", args=[held.id]), {"year": TODAY.year}).status_code == 200
    signing.staff(admin, world, "one_stop_head")
    hours = OpeningHours.objects.create(unit=world.centre, weekday=2, sessions=[], valid_from=TODAY, source="QĐ")
    assert admin.post(reverse("console_opening_remove", args=[hours.id])).status_code == 200
    admin.post(reverse("console_counters"), {"kind": "kiosk", "unit": str(world.centre.id), "name": "Máy lấy số"})
    kiosk = Counter.objects.get()
    assert admin.post(reverse("console_counter_revoke", args=[kiosk.id])).status_code == 200
    assert (CalendarDay.objects.count(), OpeningHours.objects.count(), Counter.objects.get().revoked_at) == (1, 1, None)
    gone = admin.post(reverse("console_counter_revoke", args=[kiosk.id]), {"sure": "yes"}, follow=True)
    assert "không phát số nữa" in text(gone)
    assert "chính máy này</span>" not in text(gone)


def test_an_address_that_is_only_posted_to_leads_back_to_its_page(world: World, client: Client):
    signing.staff(client, world, "one_stop_head")
    for name, page in (("console_queue_group", "console_queues"), ("console_queue_use", "console_queues")):
        refused = client.post(reverse(name), {"unit": str(world.centre.id)})
        assert refused.status_code == 422
        turned = client.post(reverse("set_language"), {"language": "en", "next": reverse(name)}, follow=True)
        assert turned.request["PATH_INFO"] == reverse(page)
        assert turned.status_code == 200
    nobody = uuid.uuid4()
    assert client.get(reverse("counter_shift_countersign", args=[nobody]))["Location"] == reverse("counter_shift", args=[nobody])
    signing.staff(client, world, "system_admin")
    assert client.get(reverse("console_calendar_day_add"))["Location"] == reverse("console_calendar")


def test_another_method_is_answered_with_a_page(client: Client, world: World):
    signing.staff(client, world, "clerk")
    response = client.get(reverse("counter_ticket_next"))
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "<h1" in text(response)


def test_the_queues_form_shows_the_present_state(world: World, client: Client):
    signing.staff(client, world, "one_stop_head")

    def ticked() -> str:
        page = text(client.get(reverse("console_queues")))
        return next(part.split('value="')[1].split('"')[0] for part in page.split("<input") if 'name="uses"' in part and "checked" in part)

    assert ticked() == "no"
    at = timezone.now()
    tickets.use(unit_id=world.centre.id, uses=True, first=local(at).date(), basis="", actor=world.actor("one_stop_head", at), at=at)
    configuration.forget()
    assert ticked() == "yes"


def test_a_key_is_listed_with_its_last_day(admin: Client, world: World):
    given = {"name": "Máy", "unit": str(world.centre.id), "roles": ["clerk"], "scopes": ["dossiers:read"], **day("until", dt.date(2027, 1, 1))}
    assert "01/01/2027" in text(admin.post(reverse("console_keys"), given))
    assert ApiKey.objects.count() == 1
    page = text(admin.get(reverse("console_keys")))
    assert "– 01/01/2027" in page
    assert "02/01/2027" not in page
    assert accounts


def test_years_nobody_means_are_refused(admin: Client, world: World):
    officer = world.staff["officer"]
    given = {"role": "records", "unit": str(world.commune.id), **day("first", dt.date(3026, 11, 22)), **day("last", dt.date(9999, 1, 1))}
    assert admin.post(reverse("console_role_give", args=[officer.id]), given).status_code == 422
    agency = {"name": "Thuế", "kind": "tax", "way": "letter", **day("first", TODAY)}
    page = reverse("console_agency_add")
    for wrong in ({"code": "@@"}, {"phone": "abc"}, day("first", dt.date(3000, 1, 1)), {"kind": ""}):
        assert admin.post(page, agency | wrong).status_code == 422, wrong
    assert admin.post(page, agency | {"phone": "0255 3822 000", "code": "H48.101"}).status_code == 302


def test_the_mark_leads_to_where_ones_day_starts_and_a_helper_is_told_what_is_here(world: World, client: Client):
    signing.staff(client, world, "helper")
    page = text(client.get(reverse("console_home")))
    assert f'class="mc-bar__home" href="{reverse("console_home")}"' in page
    assert "Tổ công nghệ số cộng đồng" in page
    assert "trang của người dân" in page
    signing.staff(client, world, "clerk")
    assert f'class="mc-bar__home" href="{reverse("counter_home")}"' in text(client.get(reverse("console_password")))


def test_somebody_away_has_to_be_chosen(world: World, client: Client):
    signing.staff(client, world, "one_stop_head")
    assert "chọn người vắng mặt" in text(client.get(reverse("console_absences"), {"person": ""}))


def test_an_absence_in_the_past_is_said_to_be_so_even_of_somebody_new(world: World, client: Client):
    new = make.member("moi", make.Role.CLERK, world.centre)
    new.roles.update(valid_from=TODAY)
    signing.staff(client, world, "one_stop_head")
    given = {**day("first", dt.date(2020, 1, 1)), **day("last", dt.date(2020, 1, 5)), "deputy": ""}
    refused = client.post(reverse("console_absence_enter", args=[new.id]), given)
    assert refused.status_code == 422
    assert "quản trị khác" not in text(refused)
