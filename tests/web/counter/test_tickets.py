"""The waiting room in the browser: the kiosk, the counter's key, the screen; nothing of a person anywhere."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from motcua.domain.counters.shifts import Device
from motcua.domain.hours import local
from motcua.queries import configuration
from motcua.services import counters, tickets
from motcua.storage.counters.models import Ticket
from tests import counter_stories, signing

KIOSK, SCREEN, BOARD = "/mot-cua/phong-cho/lay-so/", "/mot-cua/phong-cho/man-hinh/", "/mot-cua/phong-cho/man-hinh/bang/"
NEXT = "/mot-cua/so-thu-tu/tiep/"


@pytest.fixture
def group(world):
    at, head = timezone.now(), world.actor("one_stop_head")
    tickets.use(unit_id=world.centre.id, uses=True, first=local(at).date(), basis="", actor=head, at=at)
    found = tickets.add_group(unit_id=world.centre.id, letter="A", name="Hộ tịch", actor=head, at=at)
    configuration.forget()
    return str(found)


@pytest.fixture
def clerk(client, world, group):
    counter_stories.known_counter(client, world)
    signing.staff(client, world, "clerk")
    return client


def device(world, kind: Device) -> Client:
    browser = Client()
    _id, token = counters.register(unit_id=world.centre.id, name=kind.value, actor=world.actor("one_stop_head"), at=timezone.now(), kind=kind)
    configuration.forget()
    assert browser.get(f"/mot-cua/phong-cho/thiet-bi/{token}/").status_code == 302
    return browser


def test_a_number_goes_from_the_kiosk_to_the_counter_and_onto_the_screen(world, clerk, group):
    kiosk, screen = device(world, Device.KIOSK), device(world, Device.SCREEN)
    given = kiosk.post(KIOSK, {"group": group})
    assert "A001" in kiosk.get(given["Location"]).content.decode()
    assert "A001" in screen.get(BOARD).content.decode().split("mc-screen__next")[1]
    home = clerk.get("/mot-cua/").content.decode()
    assert 'data-key="F7"' in home
    clerk.post(NEXT)
    board = screen.get(BOARD).content.decode()
    row = Ticket.objects.get()
    assert f'data-announce="{row.id}-1"' in board
    assert "Mời số A 0 0 1 đến Quầy 1" in board
    assert world.staff["clerk"].name not in screen.get(SCREEN).content.decode()
    clerk.post(f"/mot-cua/so-thu-tu/{row.id}/recall/")
    assert f'data-announce="{row.id}-2"' in screen.get(BOARD).content.decode()
    clerk.post(f"/mot-cua/so-thu-tu/{row.id}/finish/")
    assert "A001" not in screen.get(BOARD).content.decode()
    assert "A001" in clerk.get("/mot-cua/so-thu-tu/").content.decode()


@pytest.mark.parametrize("address", [KIOSK, SCREEN, BOARD, "/mot-cua/phong-cho/thiet-bi/doan-bua/"])
def test_without_its_device_a_page_of_the_waiting_room_is_not_there(client, group, address):
    assert client.get(address).status_code == 404


def test_a_screen_gives_out_no_numbers_and_a_counter_is_no_screen(world, clerk, group):
    assert device(world, Device.SCREEN).post(KIOSK, {"group": group}).status_code == 404
    assert clerk.get(SCREEN).status_code == 404


def test_the_guide_at_the_door_gives_out_numbers_to_print(clerk, group):
    answer = clerk.post("/mot-cua/so-thu-tu/phat/", {"group": group})
    slip = clerk.get(answer["Location"]).content.decode()
    assert "A001" in slip
    assert "data-print-now" in slip


def test_nobody_waiting_or_nothing_there_is_said_and_changes_nothing(clerk, group, world):
    assert "alert" in clerk.post(NEXT, follow=True).content.decode() or Ticket.objects.count() == 0
    clerk.post("/mot-cua/so-thu-tu/phat/", {"group": "khong-co"})
    assert Ticket.objects.count() == 0
    clerk.post("/mot-cua/so-thu-tu/phat/", {"group": group})
    row = Ticket.objects.get()
    assert clerk.post(f"/mot-cua/so-thu-tu/{row.id}/finish/").status_code == 302
    assert Ticket.objects.get().state == "waiting"
    assert clerk.post(f"/mot-cua/so-thu-tu/{row.id}/nhay/").status_code == 404


def test_without_a_known_counter_no_number_is_called(client, world, group):
    signing.staff(client, world, "clerk")
    client.post("/mot-cua/so-thu-tu/phat/", {"group": group})
    client.post(NEXT)
    assert Ticket.objects.get().state == "waiting"


def test_the_head_turns_numbers_on_and_names_the_groups(client, world):
    signing.staff(client, world, "one_stop_head")
    day = local(timezone.now()).date()
    form = {"unit": str(world.centre.id), "uses": "yes", "first_day": day.day, "first_month": day.month, "first_year": day.year}
    names = [part for part in ("first-day", "first_0", "first_day") if f'name="{part}"' in client.get("/quan-tri/so-thu-tu/").content.decode()]
    assert names, "the boxes of the day"
    sign = names[0][5]
    boxes = {f"first{sign}{part}": value for part, value in zip(("day", "month", "year"), (day.day, day.month, day.year), strict=True)}
    answer = client.post("/quan-tri/so-thu-tu/dung/", form | boxes)
    assert answer.status_code == 302, answer.content.decode()
    configuration.forget()
    assert configuration.current().uses_queue(world.centre.id, day)
    group = {"unit": str(world.centre.id), "group-letter": "B", "group-name": "Đất đai"}
    assert client.post("/quan-tri/so-thu-tu/nhom/", group).status_code == 302
    assert client.post("/quan-tri/so-thu-tu/nhom/", group).status_code == 422
    assert "Đất đai" in client.get("/quan-tri/so-thu-tu/").content.decode()
