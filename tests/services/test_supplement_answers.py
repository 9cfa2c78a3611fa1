"""A corrected answer reaches the people of the dossier, brings its own questions, and moves no dossier elsewhere."""

from __future__ import annotations

import copy
import datetime as dt

import pytest

from motcua.domain.dossiers.states import Place
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import ZONE
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.revision import Channel
from motcua.queries import actors, configuration, dossier_parts
from motcua.services import supplements
from motcua.services.dossiers import moving, opening
from motcua.storage import sealing
from motcua.storage.dossiers.models import Dossier
from tests import make, signing
from tests.make import ADDRESS, MONDAY, OWNER_NUMBER

FORM = {
    "schema": {
        "type": "object", "required": ["owner_name", "owner_identity", "owner_address", "marital", "spouse_name"],
        "properties": {
            "owner_name": {"type": "string"}, "owner_identity": {"type": "string"}, "owner_address": ADDRESS,
            "marital": {"type": "string", "enum": ["single", "married"]}, "spouse_name": {"type": "string"},
        },
    },
    "layout": {"pages": [
        {"key": "owner", "title": "Chủ hồ sơ", "fields": [
            {"id": "owner_name", "widget": "name", "label": "Họ tên", "party": "owner.name"},
            {"id": "owner_identity", "widget": "identity", "label": "Số định danh", "party": "owner.identity"},
            {"id": "owner_address", "widget": "address", "label": "Nơi ở", "party": "owner.address"}]},
        {"key": "state", "title": "Hôn nhân", "fields": [
            {"id": "marital", "widget": "choice", "label": "Hiện nay ông/bà", "options": [
                {"value": "single", "label": "Chưa kết hôn"}, {"value": "married", "label": "Đang có vợ, chồng"}]}]},
        {"key": "spouse", "title": "Vợ, chồng", "when": 'marital == "married"', "fields": [
            {"id": "spouse_name", "widget": "name", "label": "Họ tên vợ, chồng"}]},
    ]},
}  # fmt: skip
HOME = {"line": "Thôn Mẫu", "commune": "Xã Ba Thử", "province": "Tỉnh Quảng Ngãi"}
ANSWERS = {"owner_name": "Phạm Thị Lam", "owner_identity": OWNER_NUMBER, "owner_address": HOME, "marital": "single"}


@pytest.fixture
def lan(world, client) -> Actor:  # type: ignore[no-untyped-def]
    return actors.citizen(signing.citizen(client))


def at(hour: int) -> dt.datetime:
    return dt.datetime(2026, 11, 16, hour, 0, tzinfo=ZONE)


def asked(world, lan, *fields: str) -> Dossier:  # type: ignore[no-untyped-def]
    """Return a dossier filed online as Lam, which waits for these answers."""
    document = copy.deepcopy(make.PROCEDURE) | {
        "code": "9.000004", "form": FORM, "competence": {"level": "commune", "title": "UBND cấp xã", "by": "applicant"},
    }  # fmt: skip
    make.publish(document)
    configuration.forget()
    parties = (make.person(name="Phạm Thị Lam"), make.person(name="Phạm Thị Lam", role=make.PartyRole.SUBMITTER))
    filing = make.filing(
        world, procedure_code="9.000004", answers=ANSWERS, parties=parties, channel=Channel.ONLINE, place=Place.AFAR, deliver="counter",
    )
    opened = opening.file(filing=filing, actor=lan, at=MONDAY)
    items = [{"name": field, "field": field} for field in fields]
    moving.advance(dossier_id=opened.id, action=Action.ASK_INTAKE, actor=world.actor("clerk"), at=at(10),
                   inputs={"items": items, "reason": "Bổ sung"})  # fmt: skip
    return Dossier.objects.get(id=opened.id)


def save(row: Dossier, lan: Actor, item: int, **posted: str):  # type: ignore[no-untyped-def]
    given = {name.replace("__", "-"): [value] for name, value in posted.items()}
    return supplements.save_answer(code=row.code, actor=lan, at=at(11), item=f"item-{item}", posted=given)


def home(commune: str, province: str = "Tỉnh Quảng Ngãi") -> dict[str, str]:
    return {"owner_address__line": "Thôn Hai", "owner_address__commune": commune, "owner_address__province": province}


def test_a_corrected_name_and_address_reach_parties_slips_and_lists(world, lan):
    row = asked(world, lan, "owner_name", "owner_address")
    assert save(row, lan, 1, owner_name="Phạm Thị Lan") == ()
    assert save(row, lan, 2, **home("Xã Ba Thử")) == ()
    supplements.send(code=row.code, actor=lan, at=at(12))
    row = Dossier.objects.get()
    assert (row.owner_name, row.owner_folded) == ("Phạm Thị Lan", "pham thi lan")
    people = dossier_parts.parties(row)
    assert [p.name for p in people] == ["Phạm Thị Lan"] * 2, "who files for oneself is corrected with the owner"
    assert {p.address.text for p in people if p.address} == {"Thôn Hai, Xã Ba Thử, Tỉnh Quảng Ngãi"}
    assert all(p.phone == "0905000001" for p in people), "what was not asked stays"
    contact = sealing.unseal(row.contact_sealed, context="dossiers.contact")
    assert contact["name"] == "Phạm Thị Lan"  # type: ignore[index,call-overload]
    assert contact["deliver"] == "counter"  # type: ignore[index,call-overload]
    assert lan.person_key in row.party_keys


@pytest.mark.parametrize(
    ("commune", "province", "because"),
    [("Xã Sơn Thử", "Tỉnh Quảng Ngãi", "another commune is competent"), ("Phường Ba Đình", "Thành phố Hà Nội", "another province is")],
)
def test_an_address_that_makes_another_unit_competent_is_refused(world, lan, commune, province, because):
    row = asked(world, lan, "owner_address")
    assert save(row, lan, 1, **home(commune, province)) == ()
    with pytest.raises(supplements.BelongsElsewhere):
        supplements.send(code=row.code, actor=lan, at=at(12))
    row = Dossier.objects.get()
    assert row.status == 5, because
    assert row.competent_unit_id == world.commune.id


def test_a_number_of_somebody_else_is_refused_from_who_filed(world, lan):
    row = asked(world, lan, "owner_identity")
    assert save(row, lan, 1, owner_identity="051090000099") == ()
    with pytest.raises(supplements.PartiesWrong):
        supplements.send(code=row.code, actor=lan, at=at(12))


def test_a_new_answer_asks_what_it_brings_before_it_is_sent(world, lan):
    row = asked(world, lan, "marital")
    assert save(row, lan, 1, marital="married") == ()
    answering = supplements.begin(code=row.code, actor=lan, at=at(11))
    assert answering.brought(answering.request.items[0], at(11)) == ("spouse_name",)
    assert supplements.missing(answering, at(11)) == ("item-1",)
    with pytest.raises(supplements.Incomplete):
        supplements.send(code=row.code, actor=lan, at=at(12))
    assert [e.path for e in save(row, lan, 1, marital="married", spouse_name="")] == [("spouse_name",)]
    assert save(row, lan, 1, marital="married", spouse_name="Lê Văn Hai") == ()
    supplements.send(code=row.code, actor=lan, at=at(12))
    kept = sealing.unseal(Dossier.objects.get().answers_sealed, context="dossiers.answers")
    assert kept["spouse_name"] == "Lê Văn Hai"  # type: ignore[index,call-overload]


def test_the_page_shows_the_new_question_beside_the_answer(world, lan, client):
    row = asked(world, lan, "marital")
    where = f"/ho-so/{row.code}/bo-sung/item-1/"
    page = client.get(where)
    assert "spouse_name" not in page.content.decode()
    page = client.post(where, {"marital": "married"})
    assert page.status_code == 200
    assert 'name="spouse_name"' in page.content.decode()
    assert "Câu trả lời mới cần thêm" in page.content.decode()
    assert client.post(where, {"marital": "married", "spouse_name": ""}).status_code == 422
    assert client.post(where, {"marital": "married", "spouse_name": "Lê Văn Hai"}).status_code == 302
