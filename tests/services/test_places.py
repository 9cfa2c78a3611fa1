"""The place a dossier is about decides who settles it and what it costs, wherever the owner lives."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest

from motcua.domain.permissions.roles import Actor
from motcua.queries import actors, configuration, routing
from motcua.queries import drafts as draft_queries
from motcua.services import draft_checks, draft_parties, drafts
from motcua.services.dossiers import filing_areas
from motcua.storage.dossiers.models import Dossier, Party
from tests import make, signing
from tests.make import ADDRESS, MONDAY, OWNER_NUMBER

FORM = {
    "schema": {
        "type": "object", "required": ["owner_name", "owner_identity", "owner_address", "shop_address"],
        "properties": {
            "owner_name": {"type": "string"}, "owner_identity": {"type": "string"}, "owner_address": ADDRESS, "shop_address": ADDRESS,
        },
    },
    "layout": {"pages": [
        {"key": "owner", "title": "Chủ", "fields": [
            {"id": "owner_name", "widget": "name", "label": "Họ tên", "party": "owner.name"},
            {"id": "owner_identity", "widget": "identity", "label": "Số định danh", "party": "owner.identity"},
            {"id": "owner_address", "widget": "address", "label": "Nơi ở", "party": "owner.address"}]},
        {"key": "shop", "title": "Cửa hàng", "fields": [
            {"id": "shop_address", "widget": "address", "label": "Địa chỉ cửa hàng", "party": "subject.address"}]},
    ]},
}  # fmt: skip


def address(commune: str) -> dict[str, str]:
    return {"line": "Thôn Mẫu", "commune": commune, "province": "Tỉnh Quảng Ngãi"}


ANSWERS = {
    "owner_name": "Phạm Thị Lan", "owner_identity": OWNER_NUMBER, "owner_address": address("Xã Ba Thử"), "shop_address": address("Xã Sơn Thử"),
}  # fmt: skip


@pytest.fixture
def shop(world):  # type: ignore[no-untyped-def]
    document = copy.deepcopy(make.PROCEDURE) | {
        "code": "9.000002", "form": FORM, "competence": {"level": "commune", "title": "UBND cấp xã", "by": "subject"},
    }  # fmt: skip
    make.publish(document)
    configuration.forget()
    return world


@pytest.fixture
def lan(shop, client) -> Actor:  # type: ignore[no-untyped-def]
    return actors.citizen(signing.citizen(client))


def test_a_dossier_about_a_place_goes_to_the_commune_of_the_place(shop):
    opened = make.received(shop, procedure_code="9.000002", answers=ANSWERS)
    assert Dossier.objects.get(id=opened.id).competent_unit_id == shop.other_commune.id
    assert set(Party.objects.values_list("role", flat=True)) == {"owner", "submitter"}, "a shop is no party"


def test_what_lies_on_paper_only_leaves_it_to_the_owner_s_home(shop):
    opened = make.received(shop, procedure_code="9.000002", answers={})
    assert Dossier.objects.get(id=opened.id).competent_unit_id == shop.commune.id


def test_a_draft_about_a_place_is_handed_in_where_the_place_is(shop, lan):
    draft = drafts.begin(procedure_code="9.000002", actor=lan, at=MONDAY)
    posted = {"owner_name": ["Phạm Thị Lan"], "owner_identity": [OWNER_NUMBER]}
    home = {f"owner_address-{k}": [v] for k, v in address("Xã Ba Thử").items()}
    there = {f"shop_address-{k}": [v] for k, v in address("Xã Sơn Thử").items()}
    for page, given in (("owner", posted | home), ("shop", there)):
        drafts.save_page(draft_id=draft, actor=lan, at=MONDAY, page=page, posted=given, version=99, tab="a")
    held, config, day = draft_queries.get(draft_id=draft, actor=lan), configuration.current(), MONDAY.date()
    areas = draft_parties.areas_of(held, config, day, held.answers)
    where = draft_checks.receiving(held, config, day, areas)
    assert where.unit is not None
    assert where.unit.id == shop.other_centre.id


@pytest.mark.parametrize(
    ("by", "communes", "because"),
    [
        ("subject", {"21002"}, "the shop decides, and the owner's home no longer counts"),
        ("applicant", {"21001", "21002"}, "nothing is known of which place the price is meant for"),
    ],
)
def test_the_fee_follows_who_is_competent(shop, by, communes, because):
    revision = configuration.revision(configuration.current().in_force("9.000002", MONDAY.date()).id)
    revision = replace(revision, competence=replace(revision.competence, by=by))
    config, filing = configuration.current(), make.filing(shop, procedure_code="9.000002", answers=ANSWERS)
    published = config.in_force("9.000002", MONDAY.date())
    places = filing_areas.of(
        config, filing.parties, ANSWERS, revision_id=published.id, revision=revision, day=MONDAY.date()
    )
    competent = routing.competent(config, revision, config.unit(shop.centre.id), filing_areas.codes(places), MONDAY.date())
    new, _old = filing_areas.priced(places, filing.parties, revision, competent)
    assert new == communes, because
