"""One screen to receive a citizen: card, procedure, papers, price, one dossier; nothing typed is ever lost."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.storage import sealing
from motcua.storage.dossiers.models import Dossier, IssuedSlip, Party
from motcua.storage.fees.models import Payment
from motcua.storage.papers.models import Paper, PaperFile
from tests import make, signing
from tests.desk_stories import at

RECEIVE = "/mot-cua/tiep-nhan/"
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
CARD = "051190000017||Nguyễn Thị Sen|12031990|Nữ|Thôn Gò Rét, Ba Động, Ba Tơ, Quảng Ngãi|01012022"
DOUBTFUL = "051190000017||Nguyen Thi Sen|12031990|Nam|Thon Go Ret, Ba Dong, Ba To, Quang Ngai|01012022"

FORM = make.PROCEDURE | {
    "code": "9.000002",
    "name": {"vi": "Xác nhận có tờ khai"},
    "cases": [{"key": "new", "name": {"vi": "Cấp mới"}}, {"key": "again", "name": {"vi": "Cấp lại"}}],
    "fees": [{"key": "le-phi", "name": {"vi": "Lệ phí"}, "kind": "le_phi", "amount": 8000, "unit": "bản", "quantity_from": "copies_wanted"}],
    "form": {
        "schema": {
            "type": "object",
            "properties": {
                "owner_name": {"type": "string"}, "copies_wanted": {"type": "integer", "minimum": 1, "maximum": 20},
                "purpose": {"type": "string", "maxLength": 200},
                "children": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}, "born": {"type": "string"}}, "required": ["name"]}},
            },
            "required": ["owner_name", "copies_wanted", "purpose", "children"],
        },
        "layout": {"pages": [{"key": "one", "title": "Tờ khai", "fields": [
            {"id": "owner_name", "label": "Họ và tên", "widget": "name", "party": "owner.name"},
            {"id": "copies_wanted", "label": "Số bản", "widget": "number"},
            {"id": "purpose", "label": "Dùng vào việc gì", "widget": "text"},
            {"id": "children", "label": "Con", "widget": "group", "fields": [
                {"id": "name", "label": "Tên con", "widget": "name"}, {"id": "born", "label": "Ngày sinh", "widget": "date"}]},
        ]}]},
    },
}  # fmt: skip


@pytest.fixture
def clerk(client, world, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    signing.staff(client, world, "clerk")
    return client


def typed(**more: object) -> dict[str, object]:
    """Return a complete screen of the plain test procedure."""
    screen: dict[str, object] = {
        "key": "screen-1", "number": "051190000017", "name": "Nguyễn Thị Sen", "born": "12/3/1990", "phone": "0905 111 222",
        "line": "Thôn Gò Rét", "commune": "Xã Ba Thử", "province": "Tỉnh Quảng Ngãi", "procedure": "9.000001",
        "have-form": "1", "have-proof": "1", "copies-proof": "2", "paid": "cash", "do": "receive",
    }  # fmt: skip
    return screen | more


def values(page: str) -> dict[str, str]:
    """Return the values of the text fields of a page by name."""
    return {m[1]: m[2] for m in re.finditer(r'<input type="(?:text|tel|hidden)" name="([^"]+)" value="([^"]*)"', page)}


def test_a_walk_in_becomes_a_numbered_dossier_with_its_receipt(clerk, world):
    answer = clerk.post(RECEIVE, typed())
    row = Dossier.objects.get()
    assert answer["Location"] == f"{RECEIVE}{row.id}/"
    page = clerk.get(answer["Location"]).content.decode()
    assert row.code in page
    slip = IssuedSlip.objects.get(dossier_id=row.id)
    assert f"/mot-cua/phieu/{slip.id}.pdf" in page
    assert clerk.get(f"/mot-cua/phieu/{slip.id}.pdf").content[:4] == b"%PDF"
    party = Party.objects.get(dossier_id=row.id, role="owner")
    assert (party.name, party.phone_key) == ("Nguyễn Thị Sen", sealing.blind("phone", "0905111222"))
    assert {p.component: (p.originals, p.copies) for p in Paper.objects.all()} == {"form": (1, 0), "proof": (0, 2)}
    assert Payment.objects.get().amount == 10000


def test_pressing_twice_gives_one_dossier(clerk, world):
    first, second = clerk.post(RECEIVE, typed()), clerk.post(RECEIVE, typed())
    assert first["Location"] == second["Location"]
    assert Dossier.objects.count() == 1


def test_the_same_screen_for_somebody_else_is_refused(clerk, world):
    clerk.post(RECEIVE, typed())
    answer = clerk.post(RECEIVE, typed(name="Trần Văn Bé"))
    assert answer.status_code == 422
    assert Dossier.objects.count() == 1


def test_with_scripts_the_browser_is_led_on_by_a_header(clerk, world):
    answer = clerk.post(RECEIVE, typed(), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == f"{RECEIVE}{Dossier.objects.get().id}/"


@pytest.mark.parametrize("box", ["card", "number"])
def test_a_scanned_card_fills_the_fields_wherever_the_cursor_stood(clerk, world, box):
    page = clerk.post(RECEIVE, {"key": "k", "do": "next", box: CARD}).content.decode()
    found = values(page)
    assert (found["number"], found["name"], found["born"], found["line"]) == ("051190000017", "Nguyễn Thị Sen", "12/03/1990", "Thôn Gò Rét")
    assert found["commune"] == "Xã Ba Động"  # as the old commune is called today
    assert Dossier.objects.count() == 0


def test_doubts_of_a_card_are_shown_and_never_saved_silently(clerk, world):
    page = clerk.post(RECEIVE, {"key": "k", "do": "next", "card": DOUBTFUL}).content.decode()
    assert page.count("<li>") >= 3  # marks lost in name and address, sex differs from the number
    screen = typed(card_read=DOUBTFUL)
    assert clerk.post(RECEIVE, screen).status_code == 422
    assert clerk.post(RECEIVE, screen | {"card_compared": "1"}).status_code == 302


def test_a_card_that_cannot_be_read_is_said_and_stops_the_reception(clerk, world):
    answer = clerk.post(RECEIVE, typed(card="???|x"))
    assert answer.status_code == 422
    assert 'id="id_card-error"' in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "because"),
    [
        ({"number": "0511900000"}, "number", "a digit is missing"),
        ({"number": ""}, "number", "nobody files without a number"),
        ({"name": " "}, "name", "nobody files without a name"),
        ({"phone": "09051112"}, "phone", "the telephone is too short"),
        ({"born": "31/2/1990"}, "born", "no such day"),
        ({"commune": "Xã Không Có"}, "commune", "no such commune"),
        ({"province": "Tỉnh Không Có"}, "province", "no such province"),
        ({"procedure": ""}, "procedure", "no procedure"),
        ({"procedure": "9.999999"}, "procedure", "no such procedure"),
        ({"owner_name": "Công ty A", "owner_number": "4300987659", "owner_kind": "organisation"}, "authority", "by what right?"),
        ({"owner_name": "Công ty A", "owner_number": "430098765", "owner_kind": "organisation", "authority": "introduction"}, "owner_number", "no tax code"),
        ({"owner_name": "Công ty A", "owner_number": "4300987659", "owner_kind": "organisation", "authority": "x"}, "authority", "no such right"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_typed_is_lost(clerk, world, changes, field, because):
    answer = clerk.post(RECEIVE, typed(**changes))
    page = answer.content.decode()
    assert answer.status_code == 422, because
    assert f'href="#id_{field}"' in page
    kept = values(page)
    for name in ("name", "phone", "line"):
        assert kept.get(name, "") == str(typed(**changes)[name]).strip() or changes.get(name) == " "
    assert 'name="copies-proof" value="2"' in page or field == "procedure"
    assert Dossier.objects.count() == 0


def test_a_mistake_is_said_before_the_end_only_where_something_was_typed(clerk, world):
    page = clerk.post(RECEIVE, {"key": "k", "do": "next", "number": "05119"}).content.decode()
    assert 'id="id_number-error"' in page
    assert 'id="id_name-error"' not in page


def test_a_file_is_kept_at_once_and_survives_a_mistake_elsewhere(clerk, world):
    scan = SimpleUploadedFile("chứng minh.pdf", PDF, content_type="application/pdf")
    page = clerk.post(RECEIVE, typed(**{"phone": "1", "files-proof": scan})).content.decode()
    assert "chứng minh.pdf" in page
    token = re.search(r'name="kept-proof" value="([^"]+)"', page)[1]
    clerk.post(RECEIVE, typed(**{"kept-proof": token}))
    assert PaperFile.objects.filter(paper__component="proof").count() == 1


def test_a_kept_file_can_be_left_out_and_a_forged_token_counts_for_nothing(clerk, world):
    scan = SimpleUploadedFile("a.pdf", PDF, content_type="application/pdf")
    page = clerk.post(RECEIVE, typed(**{"do": "next", "files-proof": scan})).content.decode()
    token = re.search(r'name="kept-proof" value="([^"]+)"', page)[1]
    clerk.post(RECEIVE, typed(**{"kept-proof": [token, token[:-2] + "xx"], "drop": token}))
    assert PaperFile.objects.count() == 0
    assert Dossier.objects.count() == 1


def test_a_file_of_a_kind_we_cannot_take_is_said_and_not_kept(clerk, world):
    program = SimpleUploadedFile("a.exe", b"MZ\x90\x00" * 50, content_type="application/pdf")
    assert clerk.post(RECEIVE, typed(**{"files-proof": program})).status_code == 422
    assert Dossier.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "control", "said"),
    [
        ({"copies-extra": "1"}, "name-extra", "Ghi tên của giấy tờ khác"),
        ({"copies-proof": "1,5"}, "copies-proof", "số nguyên từ 0 đến 999"),
        ({"originals-form": "-3"}, "originals-form", "số nguyên từ 0 đến 999"),
    ],
)
def test_a_line_of_papers_that_cannot_be_read_is_said_at_its_field_and_nothing_is_received(clerk, given, control, said):
    answer = clerk.post(RECEIVE, typed(**given))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{control}"' in page
    assert said in page
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("authority", ["authorisation", "legal_representative", "signed"])
def test_somebody_may_file_for_another_by_right(clerk, world, authority):
    owner = {"owner_name": "Đinh Văn Nghéo", "owner_number": "051044000011", "authority": authority, "letter_number": "05"}
    assert clerk.post(RECEIVE, typed(**owner)).status_code == 302
    row = Dossier.objects.get()
    assert row.owner_name == "Đinh Văn Nghéo"
    roles = set(Party.objects.filter(dossier_id=row.id).values_list("role", flat=True))
    assert roles == {"owner", "submitter"} | ({"legal_representative"} if authority == "legal_representative" else set())


def test_an_organisation_files_through_the_person_it_sends(clerk, world):
    company = {"owner_kind": "organisation", "owner_name": "Công ty TNHH Ba Thử", "owner_number": "4300987659", "authority": "introduction"}
    assert clerk.post(RECEIVE, typed(**company)).status_code == 302
    assert Party.objects.get(role="owner").kind == "organisation"


def test_the_form_asks_what_decides_the_price_and_what_is_typed_is_checked(clerk, world):
    make.publish(FORM)
    screen = typed(procedure="9.000002", **{"a-copies_wanted": "3", "do": "next"})
    page = clerk.post(RECEIVE, screen).content.decode()
    assert "24.000" in page  # three copies at 8.000
    assert 'name="a-purpose"' in page
    assert 'name="a-owner_name"' not in page  # the clerk typed the name above
    assert 'name="a-children-0-name"' in page
    wrong = clerk.post(RECEIVE, screen | {"do": "receive", "case": "new", "a-copies_wanted": "99"})
    assert wrong.status_code == 422
    assert clerk.post(RECEIVE, screen | {"do": "receive"}).status_code == 422  # the case is not chosen
    assert clerk.post(RECEIVE, screen | {"do": "receive", "case": "new"}).status_code == 302
    row = Dossier.objects.get()
    answers = sealing.unseal(row.answers_sealed, context="dossiers.answers")
    assert answers == {"owner_name": "Nguyễn Thị Sen", "copies_wanted": 3}
    assert (row.case, row.fee_total) == ("new", 24000)


def test_a_row_more_is_added_to_a_group_and_the_typed_ones_stay(clerk, world):
    make.publish(FORM)
    page = clerk.post(RECEIVE, typed(procedure="9.000002", **{"a-children-0-name": "Bé An", "do": "row:children"})).content.decode()
    assert 'value="Bé An"' in page
    assert 'name="a-children-1-name"' in page


def test_an_open_dossier_of_the_same_person_and_procedure_is_pointed_out(clerk, world):
    clerk.post(RECEIVE, typed())
    page = clerk.post(RECEIVE, typed(key="screen-2", do="next")).content.decode()
    assert Dossier.objects.get().code in page


def test_the_cursor_goes_where_work_goes_on(clerk, world):
    steps = [
        ({}, "id_card"), ({"card": CARD}, "id_phone"), ({"number": "051190000017", "name": "Sen"}, "id_procedure"),
        ({"number": "051190000017", "name": "Sen", "procedure": "9.000001"}, "have-form"),
        ({"number": "051190000017", "name": "Sen", "procedure": "9.000001", "have-form": "1"}, "receive"),
    ]  # fmt: skip
    for given, wanted in steps:
        page = clerk.post(RECEIVE, {"key": "k", "do": "next", **given}).content.decode()
        assert f'id="{wanted}" autofocus' in page, given


def test_a_clerk_receives_no_dossier_of_their_own(clerk, world):
    staff = world.staff["clerk"]
    staff.person_key = sealing.blind("identity", "051190000017")
    staff.save()
    assert clerk.post(RECEIVE, typed()).status_code == 422


@pytest.mark.parametrize("who", ["officer", "collector", "head"])
def test_only_those_who_receive_see_the_screen(client, world, who):
    signing.staff(client, world, who)
    assert client.get(RECEIVE).status_code == 403


def test_what_was_received_here_is_not_shown_to_a_clerk_elsewhere(client, world):
    opened = make.received(world, at(9))
    signing.staff(client, world, "other_clerk")
    assert client.get(f"{RECEIVE}{opened.id}/").status_code == 404
