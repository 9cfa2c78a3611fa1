"""The post's system at the machines' door: its own parcels, one word after the other, and nothing of a dossier."""

from __future__ import annotations

import pytest

from motcua.domain.dossiers.states import Status
from motcua.domain.permissions.roles import Role
from motcua.services import accounts
from motcua.services.papers import posting
from motcua.services.papers.transfers import Posting
from motcua.storage.dossiers.models import Dossier
from motcua.storage.people.models import Unit
from tests import make
from tests.desk_stories import at, finished


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(15))


@pytest.fixture
def parcel(world):
    dossier_id, post = finished(world, at(9)), Unit.objects.get(kind="post")
    to = Posting("EH7VN", post.id, "Bà Lan", "Thôn Mẫu")
    posting.send_result(dossier_id=dossier_id, posting=to, actor=world.actor("clerk"), at=at(10))
    return dossier_id


def header(world, *, scopes=("post:write",), role=Role.POSTAL, unit=None):
    _id, secret = accounts.new_key(
        name="bưu chính", unit_id=(unit or Unit.objects.get(code="BD.01")).id, roles=[role], scopes=list(scopes),
        actor=world.actor("unit_admin"), at=make.MONDAY,
    )  # fmt: skip
    return {"Authorization": f"Bearer {secret}"}


def say(client, headers, word, waybill="EH7VN"):
    return client.post(f"/api/v1/post/parcels/{waybill}", {"status": word}, content_type="application/json", headers=headers)


def test_the_post_lists_its_parcels_and_ends_the_dossier_by_delivering(world, client, parcel):
    headers = header(world)
    (one,) = client.get("/api/v1/post/parcels", headers=headers).json()["items"]
    assert set(one) == {"waybill", "name", "address", "status", "at"}
    assert (one["waybill"], one["name"], one["status"]) == ("EH7VN", "Bà Lan", "announced")
    assert say(client, headers, "accepted").json()["news"] is True
    assert say(client, headers, "accepted").json()["news"] is False
    assert say(client, headers, "delivered").status_code == 200
    assert Dossier.objects.get(id=parcel).status == Status.RETURNED
    late = say(client, headers, "in_transit")
    assert (late.status_code, late.json()["code"]) == (409, "parcel_moved_on")


@pytest.mark.parametrize(
    ("given", "status", "because"),
    [
        ({"scopes": ["dossiers:move"]}, 403, "moving dossiers is another scope"),
        ({"role": Role.CLERK}, 404, "a clerk's key carries nothing"),
        ({"unit": "elsewhere"}, 404, "another post office has other parcels"),
    ],
)  # fmt: skip
def test_another_key_says_nothing_of_this_parcel(world, client, parcel, given, status, because):
    if given.get("unit"):
        given = {"unit": make.unit("BD.02", "Bưu điện khác", "post", "outside", None)}
    assert say(client, header(world, **given), "delivered").status_code == status, because
    assert Dossier.objects.get(id=parcel).status == Status.FINISHED


def test_a_posts_key_cannot_reach_a_dossier(world, client, parcel):
    headers = header(world, scopes=("post:write", "dossiers:read", "dossiers:move"))
    assert client.get(f"/api/v1/dossiers/{parcel}", headers=headers).status_code == 404
    moved = client.post(f"/api/v1/dossiers/{parcel}/moves", {"action": "deliver", "inputs": {}}, content_type="application/json", headers=headers)
    assert moved.status_code == 422
