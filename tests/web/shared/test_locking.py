"""A known counter: one full sign-in a shift, then locking, unlocking and taking over by PIN; nobody acts as another."""

from __future__ import annotations

import datetime as dt
import time
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.queries import configuration
from motcua.services import ledger
from motcua.storage.counters.models import Counter, KeptForm, Pin, Shift
from motcua.storage.dossiers.models import Dossier
from tests import counter_stories, signing
from tests.counter_stories import PINS, sign_in_fully, with_pin

HOME, RECEIVE = "/mot-cua/", "/mot-cua/tiep-nhan/"
LOCK, OPEN, KEPT = "/can-bo/khoa/", "/can-bo/mo-khoa/", "/can-bo/giu-lai/"


@pytest.fixture
def counter(world, client) -> Client:
    """A known counter at which the head and then the clerk have signed in fully; the clerk works."""
    counter_stories.known_counter(client, world)
    for name in ("one_stop_head", "clerk"):
        with_pin(world, name)
        sign_in_fully(client, world, name)
    return client


def who(client: Client) -> str:
    return client.session.get("_auth_user_id", "")


def actions(world, name: str) -> list[str]:
    return [entry.action for entry in ledger.history(world.staff[name].id)]


def test_a_lock_hides_every_staff_page_and_the_own_pin_brings_the_page_back(counter, world):
    counter.get("/mot-cua/truc-tuyen/")
    assert counter.post(LOCK, headers={"referer": "http://testserver/mot-cua/truc-tuyen/"})["Location"] == OPEN
    for address in (HOME, RECEIVE, "/mot-cua/tim/?q=Lan", "/quan-tri/"):
        shown = counter.get(address)
        assert shown.status_code == 423
        assert "mc-room__nav" not in shown.content.decode()
    assert counter.post(RECEIVE, {"name": "Nguyễn Thị Sen"}).status_code == 423
    assert counter.post(RECEIVE, {"do": "quote"}, headers={"hx-request": "true"}).status_code == 423
    opened = counter.post(OPEN, {"pin": "2" + PINS["clerk"]})
    assert opened["Location"] in (KEPT, "/mot-cua/truc-tuyen/")
    assert counter.get(HOME).status_code == 200
    assert actions(world, "clerk") == ["desk.sign_in", "desk.lock", "desk.unlock"]


def test_a_switch_takes_eight_keystrokes_and_less_than_five_seconds_of_the_server(counter, world):
    """One chord locks (the button says which), one key chooses the person, six are the PIN: nothing else is pressed."""
    page = counter.get(HOME).content.decode()
    assert 'data-key="Ctrl+Alt+L"' in page
    before = counter.session.session_key
    begun = time.perf_counter()
    locked = counter.post(LOCK, follow=True)
    assert "autofocus" in locked.content.decode().split('id="pin"')[1].split(">")[0]
    typed = "1" + PINS["one_stop_head"]
    landed = counter.post(OPEN, {"pin": typed}, follow=True)
    taken = time.perf_counter() - begun
    assert landed.status_code == 200
    assert who(counter) == str(world.staff["one_stop_head"].id)
    assert counter.session.session_key != before
    assert 1 + len(typed) == 8
    assert taken < 5, f"{taken:.2f} s"
    assert actions(world, "one_stop_head")[-1] == "desk.switch"


def test_the_person_can_be_ticked_instead_of_numbered(counter, world):
    counter.post(LOCK)
    counter.post(OPEN, {"who": "1", "pin": PINS["one_stop_head"]})
    assert who(counter) == str(world.staff["one_stop_head"].id)


def test_nothing_of_the_other_session_is_left_after_a_switch(counter):
    session = counter.session
    session["counter_list"] = "queue"
    session.save()
    counter.post(OPEN, {"pin": "1" + PINS["one_stop_head"]})
    assert "counter_list" not in counter.session


def test_a_form_begun_by_one_is_refused_in_the_session_of_another_and_kept_for_the_first(counter, world):
    clerk = str(world.staff["clerk"].id)
    assert f'name="acting" value="{clerk}"' in counter.get(RECEIVE).content.decode()
    form = {"acting": clerk, "name": "Nguyễn Thị Sen", "number": "051190000017", "procedure": "9.000001", "do": "receive"}
    counter.post(OPEN, {"pin": "1" + PINS["one_stop_head"]})
    refused = counter.post(RECEIVE, form)
    assert refused.status_code == 409
    assert world.staff["clerk"].name in refused.content.decode()
    assert Dossier.objects.count() == 0
    assert b"Sen" not in bytes(KeptForm.objects.get().fields_sealed)
    assert counter.get(KEPT).status_code == 302, "it is not the head's"
    opened = counter.post(OPEN, {"pin": "2" + PINS["clerk"]})
    assert opened["Location"] == KEPT
    kept = counter.get(KEPT).content.decode()
    assert 'name="name" value="Nguyễn Thị Sen"' in kept
    assert 'value="receive"' not in kept, "the screen is looked at again before anything is received"
    shown = counter.post(RECEIVE, form | {"do": "next", "kept_form": str(KeptForm.objects.get().id)})
    assert 'value="Nguyễn Thị Sen"' in shown.content.decode()
    assert KeptForm.objects.count() == 0


def test_a_form_of_another_is_refused_before_its_forged_looking_token_is(world, client):
    """At any computer, known or not: the next person of a browser does not send what the one before began."""
    strict = Client(enforce_csrf_checks=True)
    signing.staff(strict, world, "clerk")
    answer = strict.post(RECEIVE, {"acting": str(world.staff["one_stop_head"].id), "name": "Sen"})
    assert answer.status_code == 409


def test_what_is_being_typed_goes_along_with_the_lock_and_comes_back(counter):
    page = {"acting": who(counter), "name": "Nguyễn Thị Sen", "number": "051190000017", "phone": "0905"}
    counter.post(LOCK, page, headers={"referer": f"http://testserver{RECEIVE}"})
    assert "Sen" not in counter.get(OPEN).content.decode()
    assert counter.post(OPEN, {"pin": "2" + PINS["clerk"]})["Location"] == KEPT
    assert 'value="Nguyễn Thị Sen"' in counter.get(KEPT).content.decode()
    counter.post(KEPT, {"form": str(KeptForm.objects.get().id)})
    assert KeptForm.objects.count() == 0


def test_an_empty_screen_is_not_kept(counter):
    counter.post(LOCK, {"acting": who(counter), "key": "x", "province": "Tỉnh Quảng Ngãi"}, headers={"referer": f"http://testserver{RECEIVE}"})
    assert counter.post(OPEN, {"pin": "2" + PINS["clerk"]})["Location"] == RECEIVE


def test_the_counter_locks_by_itself_after_five_minutes_without_a_touch(counter, world):
    session = counter.session
    session["counter_seen"] = (timezone.now() - dt.timedelta(minutes=6)).timestamp()
    session.save()
    assert counter.get(HOME).status_code == 423
    assert counter.get(HOME).status_code == 423
    entries = [e for e in ledger.history(world.staff["clerk"].id) if e.action == "desk.lock"]
    assert [e.data["by_itself"] for e in entries] == [True]


def test_whoever_types_is_not_locked_out(counter):
    session = counter.session
    session["counter_seen"] = (timezone.now() - dt.timedelta(minutes=4)).timestamp()
    session.save()
    assert counter.post("/can-bo/con-lam/").status_code == 204
    assert timezone.now().timestamp() - counter.session["counter_seen"] < 60


def test_five_wrong_pins_lock_it_until_a_full_sign_in(counter, world):
    counter.post(LOCK)
    for left in (4, 3, 2, 1):
        shown = counter.post(OPEN, {"pin": "2000000"})
        assert shown.status_code == 422
        assert str(left) in shown.content.decode()
    counter.post(OPEN, {"pin": "2000000"})
    assert counter.post(OPEN, {"pin": "2" + PINS["clerk"]}).status_code == 422
    assert actions(world, "clerk")[-5:] == ["pin.wrong"] * 4 + ["pin.locked"]
    sign_in_fully(counter, world, "clerk")
    counter.post(LOCK)
    assert counter.post(OPEN, {"pin": "2" + PINS["clerk"]}).status_code == 302


def test_the_right_pin_forgets_the_wrong_ones(counter, world):
    counter.post(OPEN, {"pin": "2000000"})
    counter.post(OPEN, {"pin": "2" + PINS["clerk"]})
    assert Pin.objects.get(staff=world.staff["clerk"]).wrong == 0


def test_many_pins_at_one_counter_are_stopped_whoever_they_are_for(counter):
    for number in range(20):
        counter.post(OPEN, {"pin": f"{number % 2 + 1}000000"})
    assert counter.post(OPEN, {"pin": "2" + PINS["clerk"]}).status_code == 422


def test_the_pin_opens_nothing_at_another_computer_of_the_same_office(counter, world):
    other = Client()
    counter_stories.known_counter(other, world, "Quầy 2")
    shown = other.post(OPEN, {"pin": "1" + PINS["clerk"]})
    assert shown.status_code == 422
    assert who(other) == ""
    assert Client().post(OPEN, {"pin": "1" + PINS["clerk"]})["Location"] == reverse("staff_sign_in")


def test_a_session_carried_to_another_computer_is_ended(counter):
    elsewhere = Client()
    elsewhere.cookies["sessionid"] = counter.cookies["sessionid"].value
    assert elsewhere.get(HOME)["Location"].startswith(reverse("staff_sign_in"))
    assert who(elsewhere) == ""


def test_after_the_shift_only_a_full_sign_in_helps(counter):
    past = timezone.now() - dt.timedelta(minutes=1)
    Shift.objects.update(begun_at=past - dt.timedelta(hours=10), until=past)
    session = counter.session
    session["counter_desk"] |= {"until": past.timestamp()}
    session.save()
    assert counter.get(HOME)["Location"].startswith(reverse("staff_sign_in"))
    assert counter.post(OPEN, {"pin": "1" + PINS["clerk"]}).status_code == 422


def test_signing_out_ends_the_shift(counter, world):
    counter.post(reverse("staff_sign_out"))
    assert counter.post(OPEN, {"pin": "2" + PINS["clerk"]}).status_code == 422
    assert actions(world, "clerk")[-1] == "desk.sign_out"


@pytest.mark.parametrize("name", ["system_admin", "other_clerk"])
def test_for_administrators_and_people_of_elsewhere_a_pin_is_never_enough(world, client, name):
    counter_stories.known_counter(client, world)
    with_pin(world, name)
    sign_in_fully(client, world, name)
    assert "counter_desk" not in client.session
    assert Shift.objects.count() == 0


def test_a_revoked_counter_ends_its_sessions_and_no_pin_opens_it(counter, world):
    boss = Client()
    signing.staff(boss, world, "one_stop_head")
    boss.post(reverse("console_counter_revoke", args=[Counter.objects.get().id]), {"sure": "yes"})
    configuration.forget()
    assert counter.get(HOME)["Location"].startswith(reverse("staff_sign_in"))
    assert counter.post(OPEN, {"pin": "2" + PINS["clerk"]})["Location"] == reverse("staff_sign_in")


def test_what_is_no_number_names_nobody_as_the_beginner(counter):
    assert counter.post("/mot-cua/ban-giao/", {"acting": "' OR 1=1", "kept_form": "x"}).status_code == 302
    assert counter.post(KEPT, {"form": str(uuid.uuid4())}).status_code == 302
