"""Drafts: begun, saved at every step, sent exactly once, and nothing anybody typed is lost."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from dataclasses import replace

import pytest

from motcua.connectors.pretend_antivirus import PretendAntivirus
from motcua.domain.dossiers.states import Place, Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import ZONE
from motcua.domain.people.party import Address, PartyKind, PartyRole
from motcua.domain.permissions.roles import Actor
from motcua.queries import actors, configuration
from motcua.queries import drafts as draft_queries
from motcua.services import areas, draft_parties, drafts, files, supplements
from motcua.services import configuration as configuration_service
from motcua.services.dossiers import moving, opening
from motcua.services.dossiers.filings import FilingRefused, Foreign, GivenConsent
from motcua.storage import sealing
from motcua.storage.dossiers.models import Consent, Dossier, Draft, Party
from motcua.storage.ledger.models import Reading
from motcua.storage.papers.models import Paper
from motcua.storage.people.models import Unit
from tests import make, signing
from tests.make import MONDAY, OWNER_NUMBER

ADDRESS = {"line": ["Thôn Mẫu"], "commune": ["Xã Ba Thử"], "province": ["Tỉnh Quảng Ngãi"]}
OWNER_PAGE = {
    "owner_name": ["Phạm Thị Lan"], "owner_identity": [OWNER_NUMBER], "owner_phone": ["0905000001"],
    **{f"owner_address-{part}": value for part, value in ADDRESS.items()},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):  # type: ignore[no-untyped-def]
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def lan(world, client) -> Actor:  # type: ignore[no-untyped-def]
    return actors.citizen(signing.citizen(client))


def pdf(actor: Actor) -> uuid.UUID:
    content = io.BytesIO(b"%PDF-1.7\n" + b"x" * 100)
    return files.store(content=content, name="Giấy tờ.pdf", actor=actor, at=MONDAY, antivirus=PretendAntivirus())


def save(draft, actor, page="owner", posted=OWNER_PAGE, version=99, tab="a", at=MONDAY):  # type: ignore[no-untyped-def]
    return drafts.save_page(draft_id=draft, actor=actor, at=at, page=page, posted=posted, version=version, tab=tab)


def complete(actor: Actor, **changes: object) -> uuid.UUID:
    """Return a draft of the test procedure with everything it needs."""
    draft = drafts.begin(procedure_code="9.000001", actor=actor, at=MONDAY, **changes)  # type: ignore[arg-type]
    save(draft, actor)
    save(draft, actor, page="request", posted={})
    drafts.attach(draft_id=draft, actor=actor, at=MONDAY, component="proof", file_ids=[pdf(actor)])
    drafts.attach(draft_id=draft, actor=actor, at=MONDAY, component="form", file_ids=[pdf(actor)])
    centre = str(Unit.objects.get(code="H48.101.01").id)
    drafts.save_result(draft_id=draft, actor=actor, at=MONDAY, way="counter", filed_at_unit=centre)
    return draft


def test_a_draft_begins_with_what_the_provider_vouches_for(lan):
    draft = drafts.begin(procedure_code="9.000001", actor=lan, at=MONDAY)
    held = draft_queries.get(draft_id=draft, actor=lan)
    assert held.answers == {"owner_name": "Phạm Thị Lan", "owner_identity": OWNER_NUMBER, "owner_phone": "0905000001"}
    seen = drafts.look(draft_id=draft, actor=lan, at=MONDAY)
    assert [(t.kind, t.key, t.state) for t in seen.tasks] == [
        ("page", "owner", "started"), ("page", "request", "todo"), ("paper", "form", "todo"), ("paper", "proof", "todo"),
        ("result", "", "todo"),
    ]  # fmt: skip


def test_what_an_earlier_dossier_says_is_filled_in_too(world, lan):
    commune = areas.find("Xã Ba Tơ", "51")[0]
    text = f"Thôn Mẫu, {commune.name}, Tỉnh Quảng Ngãi"
    home = replace(make.person(), address=Address(text=text, area_code_new=commune.code), email="lan@example.vn")
    make.received(world, parties=(home, replace(home, role=PartyRole.SUBMITTER)))
    draft = drafts.begin(procedure_code="9.000001", actor=lan, at=MONDAY)
    answers = draft_queries.get(draft_id=draft, actor=lan).answers
    assert answers["owner_address"] == {"line": "Thôn Mẫu", "commune": "Xã Ba Tơ", "province": "Tỉnh Quảng Ngãi"}
    assert Reading.objects.filter(purpose="prefill").count() == 1


def test_the_same_key_begins_one_draft_and_not_a_stranger_s(lan):
    key = uuid.uuid4()
    first = drafts.begin(procedure_code="9.000001", actor=lan, at=MONDAY, draft_id=key)
    assert drafts.begin(procedure_code="9.000001", actor=lan, at=MONDAY, draft_id=key) == first == key
    assert Draft.objects.count() == 1
    with pytest.raises(drafts.NoDraft):
        drafts.begin(procedure_code="9.000001", actor=make.citizen("051090000099"), at=MONDAY, draft_id=key)


def test_what_is_wrong_is_kept_and_named(lan):
    draft = drafts.begin(procedure_code="9.000001", actor=lan, at=MONDAY)
    saved = save(draft, lan, posted=OWNER_PAGE | {"owner_phone": ["không có"], "owner_identity": ["123"]})
    assert [(e.path, e.kind) for e in saved.errors] == [(("owner_identity",), "identity"), (("owner_phone",), "phone")]
    answers = draft_queries.get(draft_id=draft, actor=lan).answers
    assert (answers["owner_phone"], answers["owner_identity"]) == ("không có", "123")


@pytest.mark.parametrize(
    ("commune", "errors", "because"),
    [
        ("Xã Ba Thử", [], "a unit of the province has this name"),
        ("ba thử", [], "people leave out the kind and the capitals"),
        ("Xã Ba Thừ", [], "one letter's mark is wrong, but only one commune can be meant"),
        ("Xã Không Có", [("owner_address", "commune")], "the province has no such commune"),
    ],
)
def test_the_commune_must_be_one_of_the_province(lan, commune, errors, because):
    draft = drafts.begin(procedure_code="9.000001", actor=lan, at=MONDAY)
    saved = save(draft, lan, posted=OWNER_PAGE | {"owner_address-commune": [commune]})
    assert [e.path for e in saved.errors] == errors, because


def test_an_older_tab_is_told_and_overwrites_nothing(lan):
    draft = drafts.begin(procedure_code="9.000001", actor=lan, at=MONDAY)
    version = draft_queries.get(draft_id=draft, actor=lan).version
    save(draft, lan, posted=OWNER_PAGE | {"owner_phone": ["0905000002"]}, version=version, tab="new")
    with pytest.raises(drafts.Conflict) as told:
        save(draft, lan, version=version, tab="old")
    assert told.value.held.answers["owner_phone"] == "0905000002"
    save(draft, lan, page="request", posted={"request": ["Xin sớm"]}, version=version, tab="old")
    save(draft, lan, posted=OWNER_PAGE | {"owner_phone": ["0905000003"]}, version=version, tab="new")
    answers = draft_queries.get(draft_id=draft, actor=lan).answers
    assert (answers["owner_phone"], answers["request"]) == ("0905000003", "Xin sớm")


def test_a_complete_draft_becomes_one_dossier_however_often_it_is_sent(world, lan):
    draft = complete(lan)
    opened = drafts.submit(draft_id=draft, actor=lan, at=MONDAY)
    again = drafts.submit(draft_id=draft, actor=lan, at=MONDAY)
    assert (again.id, again.repeated, Dossier.objects.count()) == (opened.id, True, 1)
    row = Dossier.objects.get()
    assert (row.status, row.channel, row.place) == (Status.FILED, "online", "afar")
    assert (row.received_unit_id, row.competent_unit_id) == (world.centre.id, world.commune.id)
    parties = [(p.role, p.name) for p in Party.objects.order_by("ordinal")]
    assert parties == [("owner", "Phạm Thị Lan"), ("submitter", "Phạm Thị Lan")]
    assert [(p.component, p.electronic) for p in Paper.objects.order_by("ordinal")] == [("form", True), ("proof", True)]
    kept = sealing.unseal(row.answers_sealed, context="dossiers.answers")
    assert isinstance(kept, dict)
    assert set(kept) == {"owner_name", "owner_identity", "owner_phone", "owner_address"}
    with pytest.raises(drafts.AlreadySent):
        save(draft, lan)
    assert draft_queries.get(draft_id=draft, actor=lan).body == {}


def test_a_draft_that_lacks_something_is_not_sent(lan):
    draft = drafts.begin(procedure_code="9.000001", actor=lan, at=MONDAY)
    with pytest.raises(drafts.NotReady) as not_ready:
        drafts.submit(draft_id=draft, actor=lan, at=MONDAY)
    assert [t.kind for t in not_ready.value.look.tasks if t.state != "done"] == ["page", "page", "paper", "paper", "result"]
    assert Dossier.objects.count() == 0


def test_the_one_who_sends_is_the_one_signed_in(lan):
    draft = complete(lan)
    save(draft, lan, posted=OWNER_PAGE | {"owner_identity": ["051090000099"], "owner_name": ["Người Khác"]})
    seen = drafts.look(draft_id=draft, actor=lan, at=MONDAY)
    assert ("parties", "submitter_without_authority") in seen.party_problems
    with pytest.raises(drafts.NotReady):
        drafts.submit(draft_id=draft, actor=lan, at=MONDAY)


def test_a_helper_files_for_a_citizen_with_consent(world):
    helper = world.actor("helper")
    draft = complete(helper, consent=GivenConsent("spoken"), place=Place.VILLAGE_TEAM, profile={})
    opened = drafts.submit(draft_id=draft, actor=helper, at=MONDAY)
    row = Dossier.objects.get(id=opened.id)
    assert (row.place, row.filed_by, row.help_unit_id) == ("village_team", world.staff["helper"].id, world.commune.id)
    assert Consent.objects.get().how == "spoken"
    assert make.citizen().person_key in row.party_keys


def test_nobody_opens_another_s_draft(world, lan):
    draft = drafts.begin(procedure_code="9.000001", actor=lan, at=MONDAY)
    for stranger in (make.citizen("051090000099"), world.actor("helper"), world.actor("system_admin")):
        with pytest.raises(drafts.NoDraft):
            drafts.look(draft_id=draft, actor=stranger, at=MONDAY)
        with pytest.raises(drafts.NoDraft):
            save(draft, stranger)


def test_a_stranger_s_file_cannot_be_attached(lan):
    draft = drafts.begin(procedure_code="9.000001", actor=lan, at=MONDAY)
    with pytest.raises(ValueError, match="file"):
        drafts.attach(
            draft_id=draft, actor=lan, at=MONDAY, component="proof", file_ids=[pdf(make.citizen("051090000099"))]
        )


def test_when_local_filing_is_off_nothing_is_filed_here_but_the_national_portal_still_brings_dossiers(world, lan):
    draft = complete(lan)
    configuration_service.set_value(
        key="local_filing", value=False, first=MONDAY.date(), basis="QĐ 01", actor=world.actor("unit_admin"), at=MONDAY
    )
    configuration.forget()
    for act in (
        lambda: drafts.begin(procedure_code="9.000001", actor=lan, at=MONDAY),
        lambda: drafts.submit(draft_id=draft, actor=lan, at=MONDAY),
    ):
        with pytest.raises(drafts.FilingClosed) as closed:
            act()
        assert closed.value.why == "switched_off"
    before = MONDAY - dt.timedelta(days=3)
    assert drafts.why_closed(configuration.current(), "9.000001", before.date()) == ""
    opened = make.filed(world, foreign=Foreign("G15.99-261116-0042"))
    assert opened.code == "G15.99-261116-0042"


def test_a_revision_that_is_over_moves_on_and_keeps_the_answers(world, lan):
    draft = complete(lan)
    world.revision.effective_to = dt.date(2026, 11, 20)
    type(world.revision).objects.filter(id=world.revision.id).update(effective_to=world.revision.effective_to)
    newer = type(world.revision).objects.create(
        procedure=world.procedure, number=2, state="published", document=make.PROCEDURE | {"number": 2},
        effective_from=dt.date(2026, 11, 21), created_at=MONDAY, published_at=MONDAY,
    )  # fmt: skip
    configuration.forget()
    later = MONDAY + dt.timedelta(days=7)
    with pytest.raises(drafts.FilingClosed):
        drafts.submit(draft_id=draft, actor=lan, at=later)
    assert drafts.renew(draft_id=draft, actor=lan, at=later)
    assert not drafts.renew(draft_id=draft, actor=lan, at=later)
    opened = drafts.submit(draft_id=draft, actor=lan, at=later)
    assert Dossier.objects.get(id=opened.id).revision_id == newer.id


def test_a_request_is_answered_with_exactly_what_was_asked(world, lan):
    opened = drafts.submit(draft_id=complete(lan), actor=lan, at=MONDAY)
    asked = {"items": [{"component": "proof", "name": "Giấy tờ chứng minh", "note": "Bản mờ"},
                       {"name": "Số điện thoại", "field": "owner_phone"}], "reason": "Bổ sung"}  # fmt: skip
    moving.advance(dossier_id=opened.id, action=Action.ASK_INTAKE, actor=world.actor("clerk"), at=at(10), inputs=asked)
    answering = supplements.begin(code=opened.code, actor=lan, at=at(11))
    held = answering.held
    assert supplements.missing(answering, at(11)) == ("item-1", "item-2")
    with pytest.raises(supplements.Incomplete):
        supplements.send(code=opened.code, actor=lan, at=at(11))
    with pytest.raises(ValueError, match="proof"):
        drafts.attach(draft_id=held.id, actor=lan, at=at(11), component="proof", file_ids=[pdf(lan)])
    drafts.attach(draft_id=held.id, actor=lan, at=at(11), component="item-1", file_ids=[pdf(lan)])
    errors = supplements.save_answer(
        code=opened.code, actor=lan, at=at(11), item="item-2", posted={"owner_phone": ["091"]}
    )
    assert [e.kind for e in errors] == ["phone"]
    assert supplements.save_answer(
        code=opened.code, actor=lan, at=at(11), item="item-2", posted={"owner_phone": ["0912345678"]}
    ) == ()  # fmt: skip
    supplements.send(code=opened.code, actor=lan, at=at(12))
    row = Dossier.objects.get()
    assert row.status == Status.FILED
    kept = sealing.unseal(row.answers_sealed, context="dossiers.answers")
    assert isinstance(kept, dict)
    assert (kept["owner_phone"], kept["owner_name"]) == ("0912345678", "Phạm Thị Lan")
    assert list(Paper.objects.filter(component="proof").order_by("ordinal").values_list("name", flat=True)) == [
        "Giấy tờ chứng minh", "Giấy tờ chứng minh",
    ]  # fmt: skip
    with pytest.raises(supplements.NothingAsked):
        supplements.send(code=opened.code, actor=lan, at=at(13))
    assert draft_queries.mine(lan) == []


def test_drafts_nobody_touches_are_swept(lan):
    drafts.begin(procedure_code="9.000001", actor=lan, at=MONDAY)
    assert drafts.sweep(at=MONDAY + dt.timedelta(days=89)) == 0
    assert drafts.sweep(at=MONDAY + dt.timedelta(days=91)) == 1


@pytest.mark.parametrize(
    ("row", "kind", "because"),
    [
        ({"role": "subject", "name": "Bé", "born": "2026-11-01"}, PartyKind.NEWBORN, "born this month, no number yet"),
        ({"role": "subject", "name": "Em", "born": "2015-11-01"}, PartyKind.CITIZEN, "eleven years old"),
        ({"role": "owner", "name": "Công ty A", "identity": "4300987659"}, PartyKind.ORGANISATION, "a tax code"),
        ({"role": "owner", "name": "Lan", "identity": OWNER_NUMBER}, PartyKind.CITIZEN, "twelve digits"),
        ({"role": "deceased", "name": "Cụ"}, PartyKind.DECEASED, "by role"),
        ({"role": "owner", "name": "John", "identity": "C1234567", "nationality": "Úc"}, PartyKind.FOREIGNER, "a passport"),
        ({"role": "owner", "name": "Lan", "identity": OWNER_NUMBER, "nationality": "Việt Nam"}, PartyKind.CITIZEN, "ours"),
    ],
)
def test_a_party_s_kind_follows_from_what_is_written(world, row, kind, because):
    party = draft_parties.party_of(row, configuration.current(), MONDAY.date())
    assert party.kind is kind, because
    assert party.role is PartyRole(row["role"])


def test_nothing_of_a_filing_reaches_the_services_unchecked(world, lan):
    with pytest.raises(FilingRefused):
        opening.file(filing=make.filing(world, case="none"), actor=lan, at=MONDAY)


def at(hour: int, day: int = 16) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, 0, tzinfo=ZONE)
