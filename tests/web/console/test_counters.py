"""Known counters in the console, and the PIN somebody chooses."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.urls import reverse

from motcua.queries import counters
from motcua.services import ledger
from motcua.storage.counters.models import Counter, Pin
from tests import signing

COUNTERS, PIN = "/quan-tri/quay/", "/quan-tri/ma-pin/"


def test_the_head_makes_this_computer_a_counter_and_its_browser_keeps_what_we_do_not(client, world):
    signing.staff(client, world, "one_stop_head")
    answer = client.post(COUNTERS, {"kind": "counter", "unit": str(world.centre.id), "name": " Quầy  1 "})
    assert answer["Location"] == COUNTERS
    cookie = answer.cookies["motcua_counter"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    row = Counter.objects.get()
    assert (row.name, row.unit_id) == ("Quầy 1", world.centre.id)
    assert cookie.value not in (row.digest, str(row.id))
    assert row.digest == counters.digest(cookie.value)
    page = client.get(COUNTERS).content.decode()
    assert page.count("Quầy 1") >= 2, "in the list, and as the name of this computer"
    assert [e.action for e in ledger.history(row.id)] == ["counter.register"]


@pytest.mark.parametrize(
    ("who", "unit", "name", "because"),
    [
        ("one_stop_head", "other_centre", "Quầy 1", "another centre"),
        ("one_stop_head", "centre", "", "no name"),
        ("unit_admin", "commune", "Quầy 1", "a committee has no counter"),
    ],
)
def test_a_counter_elsewhere_or_without_name_is_refused(client, world, who, unit, name, because):
    signing.staff(client, world, who)
    assert client.post(COUNTERS, {"kind": "counter", "unit": str(getattr(world, unit).id), "name": name}).status_code == 422, because
    assert Counter.objects.count() == 0


def test_two_counters_of_one_office_never_have_one_name(client, world):
    signing.staff(client, world, "unit_admin")
    form = {"kind": "counter", "unit": str(world.centre.id), "name": "Quầy 1"}
    client.post(COUNTERS, form)
    assert client.post(COUNTERS, form | {"name": "quầy 1"}).status_code == 422
    client.post(reverse("console_counter_revoke", args=[Counter.objects.get().id]), {"sure": "yes"})
    assert client.post(COUNTERS, form).status_code == 302


def test_somebody_else_s_counter_is_not_revoked(client, world):
    signing.staff(client, world, "unit_admin")
    client.post(COUNTERS, {"kind": "counter", "unit": str(world.other_centre.id), "name": "Quầy 1"})
    signing.staff(client, world, "one_stop_head")
    client.post(reverse("console_counter_revoke", args=[Counter.objects.get().id]), {"sure": "yes"})
    assert Counter.objects.get().revoked_at is None


@pytest.fixture
def clerk(client, world):
    world.staff["clerk"].password = make_password("mat-khau-dai-2026")
    world.staff["clerk"].save()
    signing.staff(client, world, "clerk")
    return client


def test_a_pin_is_chosen_with_the_password_and_kept_only_as_a_slow_digest(clerk, world):
    assert clerk.post(PIN, {"old": "mat-khau-dai-2026", "pin": "482915"}).status_code == 302
    row = Pin.objects.get(staff=world.staff["clerk"])
    assert row.hashed.startswith("argon2")
    assert check_password("482915", row.hashed)
    assert [e.action for e in ledger.history(world.staff["clerk"].id)] == ["pin.set"]


@pytest.mark.parametrize(
    ("old", "pin"), [("mat-khau-sai-2026", "482915"), ("mat-khau-dai-2026", "123456"), ("mat-khau-dai-2026", "4829"), ("", "482915")]
)
def test_a_wrong_password_or_a_weak_pin_sets_nothing(clerk, old, pin):
    answer = clerk.post(PIN, {"old": old, "pin": pin})
    assert answer.status_code == 422
    assert pin not in answer.content.decode()
    assert not Pin.objects.exists()
