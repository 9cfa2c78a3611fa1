"""The citizen looks at the draft and answers; the desk sees the answer."""

from __future__ import annotations

from django.urls import reverse

from motcua.services import confirmations
from motcua.storage.dossiers.models import Confirmation, Dossier
from tests import signing
from tests.desk_stories import at, drafted


def asked(world):
    dossier_id = drafted(world, at(9))
    confirmations.ask(dossier_id=dossier_id, actor=world.actor("officer"), at=at(10))
    return Dossier.objects.get(id=dossier_id)


def test_the_dossiers_page_leads_to_the_draft_and_the_answer_is_kept(world, client):
    row = asked(world)
    signing.citizen(client)
    address = reverse("my_confirm", args=[row.code])
    assert address in client.get(reverse("my_dossier", args=[row.code])).content.decode()
    page = client.get(address).content.decode()
    assert reverse("my_draft", args=[row.code]) in page
    draft = client.get(reverse("my_draft", args=[row.code]))
    assert (draft.status_code, draft.content[:4]) == (200, b"%PDF")
    answer = client.post(address, {"says": "wrong", "text": ""})
    assert (answer.status_code, "Ghi chỗ chưa đúng" in answer.content.decode()) == (422, True)
    assert client.post(address, {}).status_code == 422
    client.post(address, {"says": "wrong", "text": "Sai tên đệm"})
    assert Confirmation.objects.get().answer == "wrong"
    assert client.get(address).status_code == 302
    assert address not in client.get(reverse("my_dossier", args=[row.code])).content.decode()


def test_nobody_elses_draft_is_shown(world, client):
    row = asked(world)
    signing.citizen(client, "051090000099", "Lê Văn Hai")
    for name in ("my_confirm", "my_draft"):
        assert client.get(reverse(name, args=[row.code])).status_code == 404


def test_the_officer_asks_and_the_clerk_notes_what_was_said(world, client):
    dossier_id = drafted(world, at(9))
    signing.staff(client, world, "officer")
    client.post(reverse("desk_move", args=[dossier_id, "ask_confirm"]))
    page = client.get(reverse("desk_dossier", args=[dossier_id])).content.decode()
    assert "Trước lúc đó chưa ban hành được" in page
    signing.staff(client, world, "clerk")
    address = reverse("counter_move", args=[dossier_id, "answer_confirm"])
    assert client.post(address, {"says": "yes"}).status_code == 422
    client.post(address, {"says": "yes", "how": "counter"})
    assert Confirmation.objects.get().how == "counter"
    signing.staff(client, world, "officer")
    assert "Người dân xác nhận đúng" in client.get(reverse("desk_dossier", args=[dossier_id])).content.decode()
