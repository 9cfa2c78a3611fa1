"""A sector's system delivers a result with a key of its own scope."""

from __future__ import annotations

import base64

import pytest
from django.urls import reverse

from motcua.domain.permissions.roles import Role
from motcua.queries import configuration
from motcua.services import accounts
from motcua.storage.dossiers.models import Result
from tests import make
from tests.desk_stories import at, taken

PDF = base64.b64encode(b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n").decode()
BODY = {"source": "Hộ tịch điện tử", "number": "152/2026", "issued_on": "2026-11-16", "document": PDF, "document_name": "kq.pdf"}


@pytest.fixture
def sector(world, settings, tmp_path, monkeypatch):
    """A dossier whose result is issued elsewhere, in the week of the tests."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(14))
    settings.FILES_ROOT = tmp_path
    document = dict(make.PROCEDURE) | {"code": "9.000006"}
    document["results"] = [{"key": "certificate", "name": {"vi": "Giấy khai sinh"}, "issued_by": "sector", "system": "Hộ tịch điện tử"}]
    make.publish(document)
    configuration.forget()
    return taken(world, at(9), procedure_code="9.000006")


@pytest.fixture
def post(world, client):
    """Send a result for a dossier with a key of these scopes."""

    def send(dossier_id, body, scopes=("results:deliver",), unit=None):
        _id, secret = accounts.new_key(
            name="Hộ tịch", unit_id=(unit or world.commune).id, roles=[Role.OFFICER], scopes=list(scopes), actor=world.actor("unit_admin"),
            at=make.MONDAY,
        )  # fmt: skip
        address = reverse("api-v1:deliver_result", args=[dossier_id])
        return client.post(address, body, content_type="application/json", headers={"Authorization": f"Bearer {secret}"})

    return send


def test_a_delivered_result_is_kept_with_its_document_and_twice_is_once(post, sector):
    first, second = post(sector, BODY), post(sector, BODY)
    assert (first.status_code, second.status_code, first.json()) == (200, 200, second.json())
    row = Result.objects.get()
    assert (row.number, row.source, row.file_id is not None) == ("152/2026", "Hộ tịch điện tử", True)


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"document": "không"}, "document", "not_base64"),
        ({"document": ""}, "document", "file_refused"),
        ({"key": "other"}, "key", "unknown_result"),
        ({"number": ""}, "number", None),
        ({"issued_on": "hôm qua"}, "issued_on", None),
        ({"more": 1}, "more", None),
    ],
)
def test_what_cannot_be_taken_names_its_place(post, sector, changes, path, code):
    answer = post(sector, BODY | changes)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["path"]) == (422, path)
    assert code is None or error["code"] == code
    assert not Result.objects.exists()


def test_a_result_that_is_issued_here_is_refused(post, world, sector):
    answer = post(taken(world, at(9)), BODY)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "issued_here")


def test_scope_and_unit_bound_the_key(post, world, sector):
    assert post(sector, BODY, scopes=("dossiers:move", "dossiers:read")).status_code == 403
    assert post(sector, BODY, unit=world.other_commune).status_code == 404
