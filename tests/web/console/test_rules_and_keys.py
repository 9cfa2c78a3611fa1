"""The console's pages of calendars, dated rules, keys, the outbox, health and help."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.domain.dossiers.transitions import MOVES, Action, ClockEffect
from motcua.domain.hours import local
from motcua.domain.permissions.roles import ActorKind, Role
from motcua.domain.permissions.rules import GRANTS, SCOPES, Reach
from motcua.queries import actors, configuration
from motcua.services import dated_settings
from motcua.storage import sealing
from motcua.storage.ledger.models import Delivery, Entry, Message
from motcua.storage.people.models import ApiKey, CalendarDay, CalendarSeason, DatedSetting
from motcua.web.console import guide, keys, rule_words
from tests import signing
from tests.make import World
from tests.web.console.test_people import TODAY, day


@pytest.fixture
def admin(world: World, client: Client) -> Client:
    signing.staff(client, world, "system_admin")
    return client


def test_the_list_of_rules_shows_an_example_of_a_pattern_not_its_code(world: World, admin: Client) -> None:
    page = admin.get(reverse("console_rules")).content.decode()
    assert "ví dụ H48.101-261123-0001" in page
    assert "{unit}" not in page
    assert "{unit}" in admin.get(reverse("console_rule", args=["code_pattern"])).content.decode()


def test_a_day_is_set_and_taken_out_again(world: World, admin: Client) -> None:
    given = {**day("day", TODAY), "works": "no", "name": "Nghỉ bão", "source": "01/CĐ-UBND", "unit": str(world.commune.id), "year": TODAY.year}
    assert admin.post(reverse("console_calendar_day_add"), given).status_code == 302
    row = CalendarDay.objects.get()
    page = admin.get(reverse("console_calendar"), {"unit": str(world.centre.id), "year": TODAY.year}).content.decode()
    assert "Nghỉ bão" in page
    assert "hồ sơ đang giải quyết không tự đổi" in page
    assert reverse("console_calendar_day_remove", args=[row.id]) not in page, "it was set above, not here"
    admin.post(reverse("console_calendar_day_remove", args=[row.id]), {"sure": "yes", "unit": str(world.commune.id), "year": TODAY.year})
    assert not CalendarDay.objects.exists()
    again = admin.post(reverse("console_calendar_day_remove", args=[row.id]), {"sure": "yes", "year": TODAY.year}, follow=True)
    assert "đã được bỏ từ trước" in again.content.decode()


def test_a_day_without_its_paper_is_refused_with_everything_typed_kept(world: World, admin: Client) -> None:
    given = {**day("day", TODAY), "works": "no", "name": "Nghỉ bão", "source": "", "year": TODAY.year}
    response = admin.post(reverse("console_calendar_day_add"), given)
    assert response.status_code == 422
    assert "Nghỉ bão" in response.content.decode()
    assert '<a href="#id_source">' in response.content.decode()


def test_working_hours_of_a_season_are_set(world: World, admin: Client) -> None:
    given = {
        **day("season-first", TODAY), **day("season-last", TODAY + dt.timedelta(days=30)), "season-sessions": "7h30-11h30; 13h30-17h30",
        "season-source": "15/QĐ-UBND", "year": TODAY.year, "unit": str(world.commune.id),
    }  # fmt: skip
    assert admin.post(reverse("console_calendar_season_add"), given).status_code == 302
    assert CalendarSeason.objects.get().sessions == [["07:30", "11:30"], ["13:30", "17:30"]]
    assert admin.post(reverse("console_calendar_season_add"), given).status_code == 422


def test_a_controller_reads_the_calendar_and_changes_nothing(world: World, client: Client) -> None:
    signing.staff(client, world, "controller")
    page = client.get(reverse("console_calendar")).content.decode()
    assert reverse("console_calendar_day_add") not in page
    assert client.post(reverse("console_calendar_day_add"), {}).status_code == 403


@pytest.mark.parametrize("query", [{"year": "1900"}, {"year": "x"}, {"unit": "x"}, {"unit": "00000000-0000-0000-0000-000000000007"}])
def test_a_year_or_unit_that_is_not_there_is_not_found(admin: Client, query: dict[str, str]) -> None:
    assert admin.get(reverse("console_calendar"), query).status_code == 404


@pytest.mark.parametrize("key", sorted(dated_settings.RULES))
def test_every_rule_has_a_page_with_its_words(admin: Client, key: str) -> None:
    page = admin.get(reverse("console_rule", args=[key])).content.decode()
    assert str(rule_words.LABELS[key]) in page
    for choice in dated_settings.RULES[key].choices:
        assert str(rule_words.VALUES[key, choice]) in page


def test_a_rule_is_set_with_its_basis(admin: Client) -> None:
    address = reverse("console_rule", args=["intake_answer_hours"])
    assert admin.post(address, {"value": "99", **day("first", TODAY), "basis": "1/QĐ"}).status_code == 422
    assert admin.post(address, {"value": "4", **day("first", TODAY), "basis": ""}).status_code == 422
    assert admin.post(address, {"value": "4", **day("first", TODAY - dt.timedelta(days=1)), "basis": "1/QĐ"}).status_code == 422
    assert not DatedSetting.objects.exists()
    assert admin.post(address, {"value": "4", **day("first", TODAY), "basis": "1/QĐ"}).status_code == 302
    assert DatedSetting.objects.get().value == 4


def test_a_keys_secret_is_shown_once_and_opens_what_was_chosen(world: World, admin: Client) -> None:
    given = {
        "name": "Bảng điều hành", "unit": str(world.centre.id), "roles": ["clerk"], "scopes": ["dossiers:read"],
        **day("until", TODAY + dt.timedelta(days=30)),
    }  # fmt: skip
    shown = admin.post(reverse("console_keys"), given).content.decode()
    found = re.search(r'data-copy="(mc_[\w-]+)"', shown)
    assert found
    machine = actors.machine(found[1], configuration.current(), timezone.now())
    assert machine is not None
    assert machine.scopes == {"dossiers:read"}
    row = ApiKey.objects.get()
    assert row.valid_until is not None
    assert local(row.valid_until).date() == TODAY + dt.timedelta(days=31)
    listed = admin.get(reverse("console_keys")).content.decode()
    assert found[1] not in listed
    admin.post(reverse("console_key_revoke", args=[row.id]))
    assert actors.machine(found[1], configuration.current(), timezone.now()) is None
    assert list(Entry.objects.filter(chain=row.id).order_by("no").values_list("action", flat=True)) == ["key.create", "key.revoke"]


@pytest.mark.parametrize(
    ("change", "because"),
    [({"roles": []}, "nobody acts"), ({"scopes": []}, "nothing is opened"), ({"roles": ["auditor"]}, "no role for machines")],
)
def test_a_key_without_bounds_is_refused(world: World, admin: Client, change: dict[str, object], because: str) -> None:
    given = {"name": "X", "unit": str(world.centre.id), "roles": ["clerk"], "scopes": ["dossiers:read"], **day("until", TODAY)}
    assert admin.post(reverse("console_keys"), given | change).status_code == 422, because
    too_long = given | day("until", TODAY + dt.timedelta(days=800))
    assert admin.post(reverse("console_keys"), too_long).status_code == 422
    assert not ApiKey.objects.exists()


def test_a_delivery_that_was_given_up_is_tried_again(admin: Client) -> None:
    now = timezone.now()
    message = Message.objects.create(topic="dossier.moved", body_sealed=sealing.seal({}, context="ledger.message"), created_at=now, fanned_at=now)
    row = Delivery.objects.create(message=message, connector="email", next_at=now, settled_at=now, outcome="never", reason="refused", attempts=3)
    assert "refused" in admin.get(reverse("console_outbox")).content.decode()
    assert admin.post(reverse("console_outbox_again", args=[row.id])).status_code == 302
    row.refresh_from_db()
    assert (row.outcome, row.settled_at) == ("", None)


def test_health_says_what_is_missing_and_what_to_do(admin: Client) -> None:
    page = admin.get(reverse("console_health")).content.decode()
    assert "PostgreSQL" in page
    assert "motcua worker" in page, "no worker runs in a test"


def test_help_words_every_move_right_and_scope(world: World, client: Client) -> None:
    signing.staff(client, world, "clerk")
    assert set(guide.CLOCKS) == set(ClockEffect)
    assert set(guide.REACHES) == set(Reach)
    assert set(keys.SCOPE_WORDS) == set(SCOPES)
    for move in MOVES:
        for name in ("accepted", "ends", "working", "restart"):
            value = getattr(move, name)
            assert value is None or (name, value) in guide.WHEN
            assert move.slip is None or move.slip.value in guide.SLIPS
    assert {g.role for g in GRANTS} <= {*Role, *ActorKind}
    assert set(guide.VERBS) == set(Action)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_of_the_console_speak_both_languages(world: World, admin: Client, language: str) -> None:
    admin.cookies["django_language"] = language
    admin.cookies["language"] = language
    for name in ("console_home", "console_units", "console_staff", "console_calendar", "console_rules", "console_keys", "console_health"):
        response = admin.get(reverse(name))
        assert response.status_code == 200
        assert response.content.decode().count("<h1") == 1
