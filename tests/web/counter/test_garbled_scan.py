"""A card garbled by the keyboard, at the clerk's screen: the cursor goes to what is doubtful, nothing is saved silently."""

from __future__ import annotations

import re

import pytest

from motcua.storage.dossiers.models import Dossier, Party
from tests import signing
from tests.keyboards import lost, through_vni, typed_in_telex, typed_in_vni
from tests.web.counter.test_receive import RECEIVE, typed, values

CARD = "051190000017||Nguyễn Thị Sen|12031990|Nữ|Thôn Gò Rét, Ba Động, Ba Tơ, Quảng Ngãi|01012022"


@pytest.fixture
def clerk(client, world, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    signing.staff(client, world, "clerk")
    return client


@pytest.mark.parametrize("scan", [typed_in_telex(CARD), typed_in_vni(CARD), through_vni(typed_in_telex(CARD)), lost(CARD)])
def test_a_garbled_name_is_where_the_cursor_stands_and_is_not_received_unseen(clerk, scan):
    page = clerk.post(RECEIVE, {"key": "k", "card": scan, "province": "Tỉnh Quảng Ngãi", "do": "next"}).content.decode()
    found = values(page)
    assert (found["number"], found["born"]) == ("051190000017", "12/03/1990")
    assert "mc-doubts" in page
    assert re.search(r'id="id_name" autofocus', page)
    screen = typed(card_read=found["card_read"], name=found["name"])
    assert clerk.post(RECEIVE, screen).status_code == 422
    assert Dossier.objects.count() == 0
    corrected = screen | {"name": "Nguyễn Thị Sen", "card_compared": "1"}
    assert clerk.post(RECEIVE, corrected).status_code == 302
    assert set(Party.objects.values_list("name", flat=True)) == {"Nguyễn Thị Sen"}


def test_a_garbled_card_of_the_owner_fills_only_what_is_certain(clerk):
    page = clerk.post(RECEIVE, {"key": "k", "owner_number": typed_in_telex(CARD), "do": "next"}).content.decode()
    found = values(page)
    assert (found["owner_number"], found["owner_born"], found.get("owner_name", "")) == ("051190000017", "12/03/1990", "")
