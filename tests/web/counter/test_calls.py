"""The call list and the lists of what is late, in the browser."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from motcua.domain.dossiers.transitions import Action
from motcua.storage.dossiers.models import Dossier
from motcua.storage.ledger.models import Entry
from motcua.storage.papers.travel import Call
from tests import signing
from tests.desk_stories import at, move, taken
from tests.services.test_late import silent


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(8, 23))


def test_a_try_is_noted_with_who_was_told_and_leaves_the_list(world, client, today):
    dossier_id = silent(world)
    move(world, dossier_id, "officer", Action.ASSIGN, at(9), assignee=str(world.staff["officer"].id))
    move(world, dossier_id, "officer", Action.ASK_PAPERS, at(10), items=[{"name": "x"}], reason="Thiếu")
    signing.staff(client, world, "clerk")
    assert "Làng Teng" in client.get(reverse("counter_calls")).content.decode()
    address = reverse("counter_call", args=[Call.objects.get().id])
    assert client.post(address, {}).status_code == 422
    response = client.post(address, {"outcome": "told_other", "told": ""})
    assert response.status_code == 422
    client.post(address, {"outcome": "told_other", "told": "con gái"})
    assert Call.objects.get().settled_at is not None
    assert client.get(address).status_code == 404


def test_the_head_finds_the_proposal_written_in_the_form_of_the_stop(world, client, today):
    dossier_id = taken(world, at(9))
    move(world, dossier_id, "officer", Action.ASK_PAPERS, at(9), items=[{"name": "x"}], reason="Thiếu", answer_by=dt.date(2026, 11, 18))
    signing.staff(client, world, "officer")
    page = client.get(reverse("desk_unanswered")).content.decode()
    assert reverse("desk_move", args=[dossier_id, "propose_stop"]) in page
    client.post(reverse("desk_move", args=[dossier_id, "propose_stop"]), {"standard": "not_supplied", "reason": "đã báo hai lần"})
    signing.staff(client, world, "head")
    page = client.get(reverse("desk_unanswered") + "?only=proposed").content.decode()
    assert "đã báo hai lần" in page
    form = client.get(reverse("desk_move", args=[dossier_id, "stop"])).content.decode()
    assert "Quá thời hạn mà chưa bổ sung, hoàn thiện hồ sơ. đã báo hai lần" in form


def test_a_proposed_stop_comes_to_the_head_once_and_only_the_head_decides(world, client, today):
    dossier_id = taken(world, at(9))
    move(world, dossier_id, "officer", Action.ASK_PAPERS, at(9), items=[{"name": "x"}], reason="Thiếu", answer_by=dt.date(2026, 11, 18))
    decide, propose = (reverse("desk_move", args=[dossier_id, name]) for name in ("stop", "propose_stop"))
    signing.staff(client, world, "officer")
    for _press in range(2):
        page = client.post(propose, {"standard": "not_supplied", "reason": "đã báo hai lần"}, follow=True).content.decode()
        assert propose not in page
    assert "không làm thêm gì" in page
    assert Entry.objects.filter(chain=dossier_id, action="propose_stop").count() == 1
    listed = client.get(reverse("desk_unanswered")).content.decode()
    assert decide not in listed
    assert propose not in listed
    signing.staff(client, world, "head")
    assert decide in client.get(reverse("desk_unanswered")).content.decode()
    page = client.get(reverse("desk_home")).content.decode()
    assert "Đề xuất dừng, chờ quyết định" in page
    link = page.split(f'href="{reverse("desk_unanswered")}"')[1].split("</a>")[0]
    assert '<span class="mc-count">1</span>' in link
    move(world, dossier_id, "head", Action.STOP, at(8, 23), reason="Quá hạn")
    page = client.get(reverse("desk_home")).content.decode()
    assert "Đề xuất dừng, chờ quyết định" not in page
    assert "mc-count" not in page.split(f'href="{reverse("desk_unanswered")}"')[1].split("</a>")[0]


def test_the_morning_list_of_another_unit_is_not_there(world, client, today):
    taken(world, at(9))
    signing.staff(client, world, "officer")
    code = Dossier.objects.get().code
    assert code in client.get(reverse("desk_morning")).content.decode()
    assert client.get(reverse("desk_morning_pdf")).content[:4] == b"%PDF"
    assert client.get(reverse("desk_morning"), {"unit": str(world.other_commune.id)}).status_code == 404
    assert client.get(reverse("desk_morning_pdf"), {"unit": str(world.other_commune.id)}).status_code == 404


def test_everybody_sees_which_dossiers_are_late_and_of_whom_nothing(world, client, today):
    taken(world, at(9))
    page = client.get(reverse("late_dossiers")).content.decode()
    assert Dossier.objects.get().code in page
    assert "UBND xã Ba Thử" in page
    for hidden in ("Phạm Thị Lan", "Cấp giấy xác nhận thử"):
        assert hidden not in page
