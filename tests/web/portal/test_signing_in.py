"""Citizens sign in through the provider alone, and what they typed before is there again."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from motcua.connectors.pretend_identity import CITIZENS
from motcua.storage.ledger.models import Entry
from motcua.storage.people.models import Citizen
from tests import signing
from tests.make import OWNER_NUMBER

pytestmark = pytest.mark.django_db
LAN = CITIZENS[0]


def through(client, target: str = "", **chosen: str):  # type: ignore[no-untyped-def]
    """Go the whole way: to the provider, choose, and back."""
    begun = client.get("/dang-nhap/bat-dau/", {"next": target})
    answered = client.post(begun["Location"], chosen)
    return client.get(answered["Location"]) if answered.status_code == 302 else answered


def test_an_invented_citizen_signs_in_and_comes_back_where_they_were(client, world, demo):
    answer = through(client, "/nop/9.000001/", person=LAN.identity)
    assert answer["Location"] == "/nop/9.000001/"
    row = Citizen.objects.get()
    assert (row.name, row.provider) == ("Phạm Thị Lan", "pretend")
    assert LAN.identity.encode() not in bytes(row.profile_sealed)
    assert [e.action for e in Entry.objects.filter(chain=row.id)] == ["citizen.join"]
    assert "Phạm Thị Lan" in client.get("/ho-so/").content.decode()


def test_signing_in_again_is_the_same_account_under_a_new_session_key(client, world, demo):
    through(client, person=LAN.identity)
    key = client.session.session_key
    through(client, person=LAN.identity)
    assert Citizen.objects.count() == 1
    assert client.session.session_key != key


def test_a_typed_number_and_name_are_checked(client, world, demo):
    wrong = through(client, identity="123", name="Ai Đó")
    assert wrong.status_code == 422
    assert "12 chữ số" in wrong.content.decode()
    right = through(client, identity=OWNER_NUMBER, name="Ðinh <script>")
    assert right.status_code == 302
    assert Citizen.objects.get().name == "Đinh <script>"
    assert "Đinh &lt;script&gt;" in client.get("/").content.decode()


@pytest.mark.parametrize("harm", ["state", "signature", "person"])
def test_an_altered_answer_signs_nobody_in(client, world, demo, harm):
    begun = client.get("/dang-nhap/bat-dau/")
    answered = client.post(begun["Location"], {"person": LAN.identity})
    parts = {k: v[0] for k, v in parse_qs(urlsplit(answered["Location"]).query).items()}
    parts[harm] = parts[harm][:-2] + ("AA" if not parts[harm].endswith("AA") else "BB")
    answer = client.get("/dang-nhap/ve/", parts)
    assert "why=altered" in answer["Location"]
    assert Citizen.objects.count() == 0


def test_nobody_is_sent_to_a_foreign_address(client, world, demo):
    for target in ("https://example.com/", "//example.com/", "javascript:alert(1)"):
        assert through(client, target, person=LAN.identity)["Location"] == "/ho-so/"
        client.post("/dang-xuat/")


def test_outside_a_demonstration_the_pretend_provider_is_not_there(client, world):
    assert client.get("/dang-nhap/thu/").status_code == 404
    assert client.get("/dang-nhap/bat-dau/")["Location"] == "/dang-nhap/"
    assert "chưa đăng nhập được" in client.get("/dang-nhap/").content.decode()


def test_signing_out_ends_the_citizen_s_session_and_leaves_the_officer_s(client, world):
    signing.staff(client, world, "clerk")
    signing.citizen(client)
    client.post("/dang-xuat/")
    assert "citizen_id" not in client.session
    assert client.session["second_factor"] is True
    assert client.get("/dang-xuat/").status_code == 405


def test_pages_of_one_s_own_need_signing_in_and_are_never_cached(client, lan):
    assert client.get("/ho-so/")["Cache-Control"] == "no-store"
    client.post("/dang-xuat/")
    answer = client.get("/ho-so/")
    assert answer["Location"] == "/dang-nhap/?next=%2Fho-so%2F"
