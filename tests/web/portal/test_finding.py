"""Finding a procedure: first page, lists, search, the page of a procedure and of an office."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse

from motcua.queries import configuration
from motcua.services import configuration as configuration_service
from motcua.storage.procedures.models import Procedure
from tests import make
from tests.make import MONDAY

pytestmark = pytest.mark.django_db

PAGES = [
    "/", "/linh-vuc/", "/linh-vuc/thu-nghiem/", "/su-kien/test/", "/tro-giup/", "/du-lieu-ca-nhan/", "/thu-tuc/9.000001/",
    "/thu-tuc/9.000001/in/", "/co-quan/", "/co-quan/?q=son+thu", "/co-quan/H48.101.01/", "/dang-nhap/", "/nop/9.000001/",
    "/tra-cuu/", "/tim/", "/tim/?q=xac+nhan", "/tim/?level=commune",
]  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_one_heading_a_title_and_its_language(client, lan, address, language):
    client.cookies["django_language"] = language
    client.session.flush()
    answer = client.get(address)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count("<h1") == 1
    assert f'<html lang="{language}"' in text
    assert "<title> " not in text
    for forbidden in (" style=", "<script>", "onclick="):
        assert forbidden not in text


def test_the_first_page_asks_what_the_person_needs_and_stays_light(client, lan):
    answer = client.get("/")
    text = answer.content.decode()
    assert "Ông/bà cần làm việc gì?" in text
    assert reverse("portal_event", args=["test"]) in text
    assert len(answer.content) < 20_000


def test_a_procedure_shows_both_ways_side_by_side_and_can_be_begun(client, lan):
    text = client.get("/thu-tuc/9.000001/").content.decode()
    assert reverse("filing_start", args=["9.000001"]) in text
    assert text.count("10.000") >= 2
    assert text.index("Trực tuyến") < text.index("Tại quầy")
    assert "Giấy tờ chứng minh" in text


@pytest.mark.parametrize(
    ("change", "says", "because"),
    [
        (
            {"handled_by": "ministry"},
            "do bộ giải quyết trên hệ thống riêng",
            "a ministry's system is authoritative",
        ),
        (
            {"channels": make.PROCEDURE["channels"][:1]},
            "không nộp trực tuyến được",
            "only the counter takes it",
        ),
        ({"workflow": None}, "chưa nhận trực tuyến", "nobody knows how it would be settled here"),
    ],
)
def test_a_procedure_that_cannot_be_begun_says_why(client, world, change, says, because):
    document = {k: v for k, v in (make.PROCEDURE | change | {"code": "9.000002"}).items() if v is not None}
    make.publish(document)
    configuration.forget()
    text = client.get("/thu-tuc/9.000002/").content.decode()
    assert says in text, because
    assert reverse("filing_start", args=["9.000002"]) not in text
    assert client.get("/nop/9.000002/").status_code == 404


def test_a_partial_service_shows_its_legal_reason(client, world):
    make.publish(make.PROCEDURE | {"code": "9.000002", "online": "partial", "online_reason": "presence"})
    configuration.forget()
    text = client.get("/thu-tuc/9.000002/").content.decode()
    assert "luật yêu cầu ông/bà có mặt" in text
    assert reverse("filing_start", args=["9.000002"]) in text


def test_a_procedure_that_has_ended_says_since_when(client, world):
    revisions = world.procedure.revisions
    revisions.update(effective_to=dt.date(2026, 1, 31))
    configuration.forget()
    assert "hết hiệu lực từ ngày 31/01/2026" in client.get("/thu-tuc/9.000001/").content.decode()


def test_a_record_from_elsewhere_is_shown_in_its_own_words_and_escaped(client, world):
    Procedure.objects.create(
        code="1.000232", publisher="G01", name="Hủy tài khoản <b>", updated_at=MONDAY, record={
            "code": "1.000232", "steps_text": "Bước 1\nBước 2 <script>", "components": [{"name": "Văn bản", "originals": 1}]},
    )  # fmt: skip
    text = client.get("/thu-tuc/1.000232/").content.decode()
    assert "Bước 2 &lt;script&gt;" in text
    assert "Hủy tài khoản &lt;b&gt;" in text
    assert "Trình tự thực hiện" in text
    assert client.get("/thu-tuc/0.000000/").status_code == 404


@pytest.mark.parametrize("address", ["/thu-tuc/9.000001/qr.pdf?kho=A5", "/co-quan/H48.101.01/qr.pdf"])
def test_posters_are_pdfs(client, world, address):
    answer = client.get(address)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_an_office_says_when_it_is_open_and_which_days_differ(client, world):
    from motcua.storage.people.models import CalendarDay

    CalendarDay.objects.create(
        day=dt.date.today() + dt.timedelta(days=3), works=False, name="Nghỉ lễ", source="Luật"
    )
    configuration.forget()
    text = client.get("/co-quan/H48.101.01/").content.decode()
    assert "Nghỉ lễ" in text
    assert "07:00–11:30, 13:30–17:00" in text
    assert client.get("/co-quan/H99/").status_code == 404


def test_suggestions_are_links_and_nothing_else(client, lan):
    text = client.get("/tim/goi-y/?q=<script>alert(1)</script>").content.decode()
    assert "<html" not in text
    assert "<script" not in text


def test_what_is_searched_is_shown_back_escaped(client, lan):
    text = client.get("/tim/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_with_local_filing_off_no_procedure_offers_filing_and_the_pages_say_where_to_go(client, lan, world):
    configuration_service.set_value(
        key="local_filing",
        value=False,
        first=dt.date(2025, 7, 1),
        basis="QĐ 01",
        actor=world.actor("unit_admin"),
        at=MONDAY,
    )
    configuration.forget()
    for address in ("/", "/thu-tuc/9.000001/"):
        text = client.get(address).content.decode()
        assert "dichvucong.gov.vn" in text
        assert "/nop/" not in text
    answer = client.get("/nop/9.000001/")
    assert answer.status_code == 404
    assert "dichvucong.gov.vn" in answer.content.decode()


def test_the_demo_marks_itself(client, lan, settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=True)
    assert "DỮ LIỆU MÔ PHỎNG" in client.get("/").content.decode()


def test_an_empty_look_up_says_what_to_enter_and_a_code_is_read_however_written(client, world):
    page = client.get("/tra-cuu/", {"ma": " "})
    assert page.status_code == 422
    assert "Nhập mã hồ sơ" in page.content.decode()
    assert client.get("/tra-cuu/", {"ma": "H48.101.01–261116 0001"}).headers["Location"].endswith("/H48.101.01-261116-0001/")


def test_a_filter_that_hides_everything_says_so_and_can_be_dropped(client, lan, world):
    from motcua.services.catalogue import shown

    shown.update(world.procedure, MONDAY, day=MONDAY.date())
    assert "thu hẹp" not in client.get("/tim/", {"q": "giấy xác nhận", "level": "commune"}).content.decode().split("mc-results")[1]
    text = client.get("/tim/", {"q": "giấy xác nhận", "level": "province"}).content.decode()
    assert "trong phần ông/bà đã chọn thu hẹp" in text
    assert 'href="/tim/?q=gi%E1%BA%A5y%20x%C3%A1c%20nh%E1%BA%ADn"' in text
    assert "Bỏ thu hẹp, xem 1 thủ tục" in text


def test_the_list_of_late_dossiers_stands_in_the_frame_of_the_portal(client, lan):
    text = client.get("/ho-so-cham/").content.decode()
    assert 'href="/ho-so/"' in text
    assert 'href="/tro-giup/"' in text


def test_a_fee_that_differs_by_place_says_so_and_the_last_page_names_its_basis(client, lan, world):
    from motcua.services.catalogue import rows
    from tests.web.portal import filling

    row = {"key": "part", "decision": "11/2022/NQ-HĐND", "kind": "le_phi", "first_day": "2025-07-01", "procedures": ["9.000001"],
           "territory": {"new": ["21001"]}, "amount": 0}  # fmt: skip
    assert "Mức thu khác nhau theo nơi" not in client.get("/thu-tuc/9.000001/").content.decode()
    rows.add_fees([row], actor=world.actor("catalogue"), at=MONDAY)
    configuration.forget()
    for address in ("/thu-tuc/9.000001/", "/nop/9.000001/"):
        assert "Mức thu khác nhau theo nơi" in client.get(address).content.decode()
    check = client.get(f"{filling.complete(client, world)}kiem-tra/").content.decode()
    assert "11/2022/NQ-HĐND" in check
