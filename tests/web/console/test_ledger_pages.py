"""The ledger as an auditor reads it: words instead of codes, every reading within reach."""

from __future__ import annotations

import datetime as dt
import re

from django.test import Client
from django.urls import reverse

from motcua.services import inspection, ledger
from tests import make, signing
from tests.make import World


def test_every_reading_is_reached_page_by_page(world: World, client: Client) -> None:
    opened = make.received(world)
    clerk = world.actor("clerk")
    for minute in range(inspection.READINGS + 10):
        ledger.read(actor=clerk, at=make.MONDAY + dt.timedelta(minutes=minute), purpose="dossier", dossier_ids=[opened.id])
    signing.staff(client, world, "auditor")
    address = f"{reverse('console_ledger')}?code={opened.code}"
    first = client.get(address).content.decode()
    assert first.count("Mở hồ sơ") == inspection.READINGS
    assert f"Tất cả {inspection.READINGS + 10} lượt xem" in first
    older = re.search(r'href="([^"]*before=[0-9]+[^"]*)"', first)
    assert older is not None
    second = client.get(reverse("console_ledger") + older[1].replace("&amp;", "&")).content.decode()
    assert second.count("Mở hồ sơ") == 10
    assert "before=" not in second.split("mc-pager")[1].split("</nav>")[0], "nothing is older; the way back leads to the latest"


def test_statuses_and_purposes_are_words(world: World, client: Client) -> None:
    opened = make.received(world)
    ledger.read(actor=world.actor("clerk"), at=make.MONDAY, purpose="morning_list", dossier_ids=[opened.id])
    signing.staff(client, world, "auditor")
    page = client.get(reverse("console_ledger"), {"code": opened.code}).content.decode()
    assert "Danh sách đầu ngày" in page
    assert "morning_list" not in page
    assert not re.search(r"<span>\d+ → \d+</span>", page)
