"""Filing page by page: nothing typed is lost, and one dossier comes of it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.conf import settings as django_settings
from django.test import Client

from motcua.queries import configuration
from motcua.services import configuration as configuration_service
from motcua.storage.dossiers.models import Dossier, Draft, DraftFile
from motcua.storage.papers.models import Paper
from tests import make, signing
from tests.make import MONDAY, OWNER_NUMBER
from tests.web.portal import filling
from tests.web.portal.filling import OWNER, PDF, a_file, shown

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 60


def test_a_citizen_files_page_by_page_and_gets_a_code(client, lan, world):
    tasks = filling.complete(client, world)
    check = client.get(f"{tasks}kiem-tra/").content.decode()
    assert "10.000" in check
    assert "UBND xã Ba Thử" in check
    answer = client.post(f"{tasks}gui/")
    assert answer["Location"] == f"{tasks}xong/"
    done = client.get(f"{tasks}xong/").content.decode()
    row = Dossier.objects.get()
    assert done.split("<main")[1].count(f">{row.code}<") == 1
    assert re.search(r"trước 17 giờ|trước \d+ giờ", done)
    assert f"draft-{tasks.split('/')[2]}-owner" in done
    assert row.owner_name == "Phạm Thị Lan"


def test_the_start_page_begins_one_draft_however_often_the_button_is_pressed(client, lan):
    page = client.get("/nop/9.000001/").content.decode()
    draft = re.search(r'name="draft" value="([^"]+)"', page)[1]  # type: ignore[index]
    first, second = (client.post("/nop/9.000001/", {"draft": draft})["Location"] for _ in range(2))
    assert first == second
    assert Draft.objects.count() == 1
    again = client.get("/nop/9.000001/").content.decode()
    assert first in again
    assert "Làm tiếp" in again


def test_sending_twice_from_two_tabs_and_going_back_makes_one_dossier(client, lan, world):
    tasks = filling.complete(client, world)
    other = Client()
    other.cookies = client.cookies
    assert (
        client.post(f"{tasks}gui/")["Location"] == other.post(f"{tasks}gui/")["Location"] == f"{tasks}xong/"
    )
    assert Dossier.objects.count() == 1
    for back in ("", "kiem-tra/", "to-khai/owner/", "giay-to/proof/", "nhan-ket-qua/", "gui/"):
        answer = client.get(f"{tasks}{back}", follow=True)
        assert answer.redirect_chain[-1][0] == f"{tasks}xong/"
    assert client.post(f"{tasks}to-khai/owner/", OWNER)["Location"] == f"{tasks}xong/"


def test_a_wrong_answer_is_named_at_its_field_and_stays_as_typed(client, lan):
    tasks = filling.begin(client)
    page = f"{tasks}to-khai/owner/"
    answer = client.post(
        page,
        OWNER | shown(client, page) | {"owner_phone": "không có", "owner_name": "<script>alert(1)</script>"},
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_owner_phone"' in text
    assert 'value="không có"' in text
    assert "<script>alert" not in text
    assert "Cần sửa:" in re.search(r"<title>(.*?)</title>", text, re.DOTALL)[1]  # type: ignore[index]


def test_a_name_with_the_wrong_d_and_odd_letters_is_kept_and_shown_safely(client, lan, world):
    tasks = filling.complete(client, world)
    page = f"{tasks}to-khai/owner/"
    client.post(page, OWNER | shown(client, page) | {"owner_name": "Ðinh Thị H’Brê"})
    assert "Đinh Thị H’Brê" in client.get(f"{tasks}kiem-tra/").content.decode()
    client.post(page, OWNER | shown(client, page) | {"owner_name": "<script>alert(1)</script>"})
    assert "<script>alert" not in client.get(f"{tasks}kiem-tra/").content.decode()
    client.post(f"{tasks}gui/")
    assert Dossier.objects.count() == 0


def test_an_older_tab_is_told_sees_both_and_may_keep_its_own(client, lan):
    tasks = filling.begin(client)
    page = f"{tasks}to-khai/owner/"
    old, new = shown(client, page), shown(client, page)
    client.post(page, OWNER | new | {"owner_phone": "0905000002"})
    told = client.post(page, OWNER | old | {"owner_phone": "0905000003"})
    text = told.content.decode()
    assert told.status_code == 409
    assert 'value="0905000003"' in text
    assert "0905000002" in text
    again = dict(re.findall(r'name="(version|tab)" value="([^"]*)"', text))
    assert client.post(page, OWNER | again | {"owner_phone": "0905000003"}).status_code == 302
    assert 'value="0905000003"' in client.get(page).content.decode()


def test_going_back_in_the_same_tab_is_no_conflict(client, lan):
    tasks = filling.begin(client)
    page = f"{tasks}to-khai/owner/"
    tab = shown(client, page)
    assert client.post(page, OWNER | tab).status_code == 302
    assert client.post(page, OWNER | tab | {"owner_phone": "0905000009"}).status_code == 302


def test_autosave_keeps_what_is_typed_and_says_when_it_cannot(client, lan):
    tasks = filling.begin(client)
    page = f"{tasks}to-khai/owner/"
    old, new = shown(client, page), shown(client, page)
    half = {"owner_name": "Phạm Thị L"}
    assert client.post(f"{page}luu/", half | new).status_code == 204
    assert 'value="Phạm Thị L"' in client.get(page).content.decode()
    assert client.post(f"{page}luu/", half | old).status_code == 409
    assert client.post(f"{tasks}to-khai/none/luu/", half | new).status_code == 404
    client.post("/dang-xuat/")
    told = client.post(f"{page}luu/", half, headers={"X-Requested-With": "autosave"})
    assert told.status_code == 401
    assert "aside" not in client.session


def test_a_lost_session_keeps_what_was_typed_until_signing_in_again(client, lan):
    tasks = filling.begin(client)
    page = f"{tasks}to-khai/owner/"
    fields = (
        OWNER | shown(client, page) | {"owner_phone": "0905 đang gõ", "owner_address-line": "Thôn Dở <b>"}
    )
    client.cookies.pop(django_settings.SESSION_COOKIE_NAME)
    lost = client.post(page, fields)
    assert lost["Location"].startswith("/dang-nhap/?next=")
    assert "được giữ 30 phút" in client.get(lost["Location"]).content.decode()
    kept = client.session["aside"]
    assert "Thôn Dở" not in kept
    signing.citizen(client)
    text = client.get(page).content.decode()
    assert 'value="0905 đang gõ"' in text
    assert "Thôn Dở &lt;b&gt;" in text
    assert "Phiên làm việc đã hết" in text
    assert 'value="0905 đang gõ"' not in client.get(page).content.decode()


def test_what_was_put_aside_is_never_shown_to_somebody_else(client, lan):
    tasks = filling.begin(client)
    page = f"{tasks}to-khai/owner/"
    fields = OWNER | shown(client, page) | {"owner_phone": "0905 đang gõ"}
    client.cookies.pop(django_settings.SESSION_COOKIE_NAME)
    client.post(page, fields)
    signing.citizen(client, "051090000099", "Người Khác")
    answer = client.get(page)
    assert answer.status_code == 404
    assert "đang gõ" not in answer.content.decode()
    assert "aside" not in client.session


def test_a_button_without_anything_typed_is_not_put_aside_and_leads_back_to_a_page(client, lan):
    tasks = filling.begin(client)
    client.post(f"{tasks}giay-to/proof/", {"files": [a_file("anh.png", PNG)], "do": "upload"})
    file = re.search(rf'action="({tasks}tep/[^"]+)"', client.get(f"{tasks}giay-to/proof/").content.decode())[1]  # type: ignore[index]
    assert "sandbox" in client.get(file.removesuffix("bo/"))["Content-Security-Policy"]
    client.cookies.pop(django_settings.SESSION_COOKIE_NAME)
    assert client.post(file)["Location"].startswith("/dang-nhap/")
    assert "aside" not in client.session
    signing.citizen(client)
    assert client.get(file)["Location"] == tasks
    assert DraftFile.objects.count() == 1


def test_a_draft_goes_on_on_another_device(client, lan):
    tasks = filling.begin(client)
    page = f"{tasks}to-khai/owner/"
    client.post(page, OWNER | shown(client, page) | {"later": "1"})
    elsewhere = Client()
    signing.citizen(elsewhere)
    assert tasks in elsewhere.get("/ho-so/").content.decode()
    assert "Thôn Mẫu" in elsewhere.get(page).content.decode()


@pytest.mark.parametrize(
    "address", ["", "to-khai/owner/", "giay-to/proof/", "nhan-ket-qua/", "kiem-tra/", "xoa/", "gui/"]
)
def test_a_stranger_finds_nothing(client, lan, address):
    tasks = filling.begin(client)
    stranger = Client()
    signing.citizen(stranger, "051090000099", "Người Khác")
    answer = stranger.get(f"{tasks}{address}", follow=True)
    assert answer.status_code == 404
    assert "Phạm Thị Lan" not in answer.content.decode()
    assert stranger.post(f"{tasks}gui/").status_code == 404


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"MZ\x90\0" + b"\0" * 100, "không phải là ảnh, PDF"),
        (b"<html><script>alert(1)</script></html>", "không phải là ảnh, PDF"),
        (b"", "Tệp “Giấy &lt;tờ&gt;.pdf” trống"),
    ],
)
def test_a_wrong_file_is_named_and_the_others_are_kept(client, lan, content, says):
    tasks = filling.begin(client)
    answer = client.post(
        f"{tasks}giay-to/proof/", {"files": [a_file(), a_file("Giấy <tờ>.pdf", content)], "do": "next"}
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    if content:
        assert says in text
        assert "được giữ lại" in text
    assert DraftFile.objects.count() == 1


def test_a_file_over_the_limit_is_told_with_the_limit(client, lan, settings):
    settings.UPLOAD_MAX_BYTES = 1_048_576
    tasks = filling.begin(client)
    answer = client.post(
        f"{tasks}giay-to/proof/", {"files": [a_file("to.pdf", PDF + b"x" * 1_048_576)], "do": "next"}
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "“to.pdf” quá lớn" in text
    assert "1\N{NO-BREAK SPACE}MB" in text
    assert DraftFile.objects.count() == 0


def test_a_required_paper_is_not_passed_over(client, lan):
    tasks = filling.begin(client)
    answer = client.post(f"{tasks}giay-to/proof/", {"do": "next"})
    assert answer.status_code == 422
    assert "ít nhất một ảnh" in answer.content.decode()


def test_files_can_be_looked_at_and_removed_by_their_owner_only(client, lan, world):
    tasks = filling.begin(client)
    client.post(f"{tasks}giay-to/proof/", {"files": [a_file("Giấy.pdf"), a_file("b.pdf")], "do": "upload"})
    text = client.get(f"{tasks}giay-to/proof/").content.decode()
    files = re.findall(rf'href="({tasks}tep/[^"]+)"', text)
    assert len(files) == 2
    answer = client.get(files[0])
    assert b"".join(answer.streaming_content) == PDF
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer["Cache-Control"] == "no-store"
    stranger = Client()
    signing.citizen(stranger, "051090000099", "Người Khác")
    assert stranger.get(files[0]).status_code == 404
    assert stranger.post(f"{files[0]}bo/").status_code == 404
    client.post(f"{files[0]}bo/")
    assert DraftFile.objects.count() == 1


def test_the_way_of_the_result_asks_for_what_it_needs(client, lan, world):
    tasks = filling.begin(client)
    page = f"{tasks}nhan-ket-qua/"
    assert client.post(page, {}).status_code == 422
    assert (
        client.post(page, {"filed_at": str(world.centre.id), "way": "post"})["Location"] == f"{page}noi-nhan/"
    )
    assert client.post(f"{page}noi-nhan/", {"address": "  "}).status_code == 422
    assert client.post(f"{page}noi-nhan/", {"address": "x"}).status_code == 422
    long = client.post(f"{page}noi-nhan/", {"address": "Thôn Mẫu xã Ba Thử " * 27})
    assert (long.status_code, "dài nhất 500 chữ cái" in long.content.decode()) == (422, True)
    assert "Thôn Mẫu xã Ba Thử " * 26 in long.content.decode()  # what was typed is still there
    assert client.post(f"{page}noi-nhan/", {"address": "Thôn Mẫu\nXã Ba Thử"}).status_code == 302
    assert client.post(page, {"filed_at": str(world.centre.id), "way": "by pigeon"}).status_code == 422


def test_the_page_to_check_says_what_is_missing_and_does_not_send(client, lan, world):
    tasks = filling.begin(client)
    text = client.get(f"{tasks}kiem-tra/").content.decode()
    assert "Còn 5 việc chưa xong" in text
    assert f"{tasks}gui/" not in text
    assert client.post(f"{tasks}gui/").status_code == 422
    assert Dossier.objects.count() == 0


def test_filing_for_somebody_else_without_authority_is_explained(client, lan, world):
    tasks = filling.complete(client, world)
    page = f"{tasks}to-khai/owner/"
    client.post(
        page, OWNER | shown(client, page) | {"owner_identity": "051090000099", "owner_name": "Người Khác"}
    )
    text = client.get(f"{tasks}kiem-tra/").content.decode()
    assert "ông/bà không phải là chủ hồ sơ" in text
    assert client.post(f"{tasks}gui/").status_code == 422


def test_a_draft_can_be_thrown_away_after_asking(client, lan):
    tasks = filling.begin(client)
    assert client.get(f"{tasks}xoa/").status_code == 200
    assert client.post(f"{tasks}xoa/")["Location"] == "/ho-so/"
    assert Draft.objects.count() == 0


def test_with_local_filing_off_drafts_rest_and_nothing_is_sent(client, lan, world):
    tasks = filling.complete(client, world)
    configuration_service.set_value(
        key="local_filing",
        value=False,
        first=dt.date(2025, 7, 1),
        basis="QĐ 01",
        actor=world.actor("unit_admin"),
        at=MONDAY,
    )
    configuration.forget()
    for address in ("", "to-khai/owner/", "kiem-tra/"):
        assert client.get(f"{tasks}{address}").status_code == 404
    assert client.post(f"{tasks}gui/").status_code == 404
    assert Dossier.objects.count() == 0
    assert client.get("/ho-so/").status_code == 200


GROUPED = make.PROCEDURE | {
    "code": "9.000003",
    "cases": [{"key": "new", "name": {"vi": "Cấp mới"}}, {"key": "again", "name": {"vi": "Cấp lại"}}],
    "components": [{"key": "old", "name": {"vi": "Giấy cũ"}, "copies": 1, "cases": ["again"]},
                   {"key": "show", "name": {"vi": "Căn cước"}, "originals": 1, "show_only": True}],
    "form": {
        "schema": {"type": "object", "required": ["kids"], "properties": {
            "kids": {"type": "array", "minItems": 1, "maxItems": 3, "items": {
                "type": "object", "required": ["kid"], "properties": {"kid": {"type": "string", "format": "vn-name"}, "born": {"type": "string", "format": "vn-date"}}}}}},
        "layout": {"pages": [{"key": "kids", "title": {"vi": "Các con"}, "fields": [
            {"id": "kids", "label": {"vi": "Con"}, "widget": "group", "add_label": {"vi": "Thêm con"}, "fields": [
                {"id": "kid", "label": {"vi": "Họ tên"}, "widget": "name"}, {"id": "born", "label": {"vi": "Ngày sinh"}, "widget": "date"}]}]}]},
    },
}  # fmt: skip


def test_rows_are_added_and_removed_without_scripts_and_cases_change_the_papers(client, lan, world):
    make.publish(GROUPED)
    configuration.forget()
    tasks = filling.begin(client, "9.000003")
    assert "Giấy cũ" not in client.get(tasks).content.decode()
    client.post(f"{tasks}truong-hop/", {"case": "again"})
    assert "Giấy cũ" in client.get(tasks).content.decode()
    assert client.post(f"{tasks}truong-hop/", {"case": "x"}).status_code == 422
    page = f"{tasks}to-khai/kids/"
    more = client.post(page, shown(client, page) | {"kids-0-kid": "Lê A", "add_row": "kids"})
    text = client.get(more["Location"]).content.decode()
    assert 'name="kids-1-kid"' in text
    client.post(page, shown(client, page) | {"kids-0-kid": "Lê A", "kids-1-kid": "Lê B", "kids-1-born-day": "31",
                                             "kids-1-born-month": "2", "kids-1-born-year": "2020", "add_row": "kids"})  # fmt: skip
    wrong = client.post(page, shown(client, page) | {"kids-0-kid": "Lê A", "kids-1-kid": "Lê B", "kids-1-born-day": "31",
                                                     "kids-1-born-month": "2", "kids-1-born-year": "2020"})  # fmt: skip
    assert wrong.status_code == 422
    assert 'href="#id_kids-1-born_0"' in wrong.content.decode()
    client.post(
        page, shown(client, page) | {"kids-0-kid": "Lê A", "kids-1-kid": "Lê B", "remove_row": "kids-0"}
    )
    text = client.get(page).content.decode()
    assert 'value="Lê B"' in text
    assert 'value="Lê A"' not in text
    client.post(page, shown(client, page) | {"kids-0-kid": "Lê B"})
    client.post(f"{tasks}giay-to/old/", {"files": [a_file()], "do": "next"})
    client.post(f"{tasks}nhan-ket-qua/", {"filed_at": str(world.centre.id), "way": "online"})
    check = client.get(f"{tasks}kiem-tra/").content.decode()
    assert "Căn cước" in check
    client.post(f"{tasks}gui/")
    row = Dossier.objects.get()
    assert (row.case, row.owner_name) == ("again", "Phạm Thị Lan")
    assert list(Paper.objects.values_list("component", flat=True)) == ["old"]
    assert OWNER_NUMBER not in str(row.answers_sealed)
