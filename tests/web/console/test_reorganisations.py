"""Pages of a reorganisation of units: a table in, what will happen, moved, chosen, confirmed, undone; who may what."""

from __future__ import annotations

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.domain.hours import local
from motcua.queries import configuration
from motcua.services import workflow_sheets
from motcua.services.reorganisation import reading
from motcua.storage.dossiers.models import Dossier
from motcua.storage.people.models import Unit
from motcua.storage.reorganisation.models import ByHand, Reorganisation
from tests import make, signing
from tests.make import World
from tests.services.reorganisation.test_small_province import DIVIDED, ONE

LIST = "/quan-tri/don-vi/sap-xep/"


def send(client: Client, lines: object, name: str = "bang.json", **changes: str):  # type: ignore[no-untyped-def]
    """Take a table in for today."""
    today = local(timezone.now()).date()
    content = lines if isinstance(lines, bytes) else json.dumps(lines).encode()
    data = {"table": SimpleUploadedFile(name, content), "on-day": str(today.day), "on-month": str(today.month), "on-year": str(today.year),
            "basis": "NQ 12/NQ-HĐND"} | changes  # fmt: skip
    return client.post(LIST, data)


def page(name: str, row: Reorganisation) -> str:
    return reverse(f"console_reorganisation{name}", args=[row.id])


@pytest.fixture
def at_the_desk(world: World) -> World:
    """Two dossiers: one whose owner lives in the new area, one that cannot be told."""
    make.received(world, timezone.now())
    configuration.forget()
    return world


def test_from_the_table_to_the_confirmation(at_the_desk, client):
    world = at_the_desk
    signing.staff(client, world, "system_admin")
    assert send(client, DIVIDED).status_code == 302
    row = Reorganisation.objects.get()
    shown = client.get(page("", row)).content.decode()
    assert "UBND xã Ba Thử" in shown
    assert "Chuyển tất cả" in shown
    assert b"H48.101.01" in client.get(page("_units", row)).content
    client.post(page("_apply", row))
    configuration.forget()
    shown = client.get(page("", row)).content.decode()
    assert "Không hồ sơ nào bị mất" in shown
    assert "Hoàn tác tất cả" in shown
    assert "Tên chủ hồ sơ" not in client.get(page("_choose", row)).content.decode()
    assert client.get(page("_choose_csv", row)).status_code == 403
    roles = ByHand.objects.filter(kind="role")
    client.post(page("_choose", row), {f"heir-{one.row}": "ended" for one in roles})
    assert not roles.filter(settled_at=None).exists()
    signing.staff(client, world, "controller")
    early = client.post(page("_confirm", row), {"basis": "QĐ 1"}, follow=True).content.decode()
    assert "chưa được chọn" in early
    (one,) = ByHand.objects.filter(kind="dossier")
    listed = client.get(page("_choose", row)).content.decode()
    assert "Thôn Mẫu, xã Ba Thử" in listed
    assert "UBND xã Sơn Thử" in listed
    assert "Thôn Mẫu" in client.get(page("_choose_csv", row)).content.decode()
    client.post(page("_choose", row), {f"heir-{one.row}": str(world.other_commune.id)})
    assert Dossier.objects.get().competent_unit_id == world.other_commune.id
    assert client.post(page("_confirm", row), {"basis": ""}).status_code == 422
    done = client.post(page("_confirm", row), {"basis": "QĐ 1"}, follow=True).content.decode()
    assert "Đã xác nhận" in done
    assert "Hoàn tác tất cả" not in done
    row.refresh_from_db()
    assert row.state == "confirmed"


def test_it_can_be_undone_on_the_page(at_the_desk, client):
    signing.staff(client, at_the_desk, "system_admin")
    send(client, ONE)
    row = Reorganisation.objects.get()
    client.post(page("_apply", row))
    assert Unit.objects.filter(code="H48.301").exists()
    shown = client.post(page("_undo", row), follow=True).content.decode()
    assert "trở về chỗ cũ" in shown
    assert not Unit.objects.filter(code="H48.301").exists()
    assert "không thực hiện được" in client.post(page("_undo", row), follow=True).content.decode()


def test_what_is_wrong_is_said_line_by_line_and_nothing_is_kept(world, client):
    signing.staff(client, world, "unit_admin")
    wrong = send(client, [{"old": "H48.999", "new": "H48.301", "name": "UBND xã Mới"}, {"old": "H48.101", "new": "??"}])
    assert wrong.status_code == 422
    shown = wrong.content.decode()
    assert "NQ 12/NQ-HĐND" in shown, "what was typed is not lost"
    assert "“??” không phải mã định danh" in shown
    assert send(client, b"\x00nothing", "bang.xlsx").status_code == 422
    assert send(client, ONE, basis="").status_code == 422
    assert not Reorganisation.objects.exists()


def test_the_empty_table_can_be_read_again_as_it_is(world, client):
    signing.staff(client, world, "controller")
    content = client.get(reverse("console_reorganisation_table")).content
    lines = reading.lines(content, name="bang-sap-xep.xlsx")
    assert [line.areas for line in lines][-1] == ("21091", "21103", "21109")
    assert {line.kind.value for line in lines if line.kind} == {"commune_committee"}
    assert io.BytesIO(content).read(2) == b"PK"
    assert len(content) < workflow_sheets.LARGEST_FILE


@pytest.mark.parametrize(("name", "step"), [("controller", "_apply"), ("unit_admin", "_apply"), ("system_admin", "_confirm"), ("head", "_apply")])
def test_a_step_that_is_not_theirs_is_refused(world, client, name, step):
    signing.staff(client, world, "system_admin")
    send(client, ONE)
    row = Reorganisation.objects.get()
    signing.staff(client, world, name)
    assert client.post(page(step, row)).status_code == 403
    row.refresh_from_db()
    assert row.state == "prepared"
