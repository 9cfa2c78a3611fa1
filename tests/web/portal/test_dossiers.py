"""One's own dossiers: followed, answered, withdrawn, rated, taken over; nobody else's are ever seen."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.test import Client

from motcua.domain.dossiers.states import Place, Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import ZONE
from motcua.domain.procedures.revision import Channel
from motcua.queries import configuration
from motcua.services import configuration as configuration_service
from motcua.services import results
from motcua.services.dossiers import moving, opening
from motcua.services.dossiers.filings import Foreign, GivenConsent
from motcua.storage.dossiers.models import Consent, Dossier, Rating, Result
from motcua.storage.ledger.models import Entry, Reading
from motcua.storage.papers.models import Paper
from tests import make, signing
from tests.make import MONDAY
from tests.web.portal.filling import PDF, a_file

pytestmark = pytest.mark.django_db
ASKED = {
    "items": [
        {"component": "proof", "name": "Giấy tờ chứng minh", "note": "Bản mờ <b>"},
        {"name": "Ảnh chân dung"},
    ],
    "reason": "Cần bổ sung",
    "answer_by": dt.date(2026, 12, 1),
}


def at(hour: int, day: int = 16) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, 0, tzinfo=ZONE)


def move(world, opened, *steps):  # type: ignore[no-untyped-def]
    for hour, (who, action, inputs) in enumerate(steps, start=10):
        moving.advance(
            dossier_id=opened.id, action=action, actor=world.actor(who), at=at(hour), inputs=inputs
        )


def finish(world, opened) -> None:  # type: ignore[no-untyped-def]
    """Take a received dossier to its result."""
    move(
        world,
        opened,
        ("clerk", Action.HAND_OVER, {}),
        ("officer", Action.ASSIGN, {"assignee": str(world.staff["officer"].id)}),
    )
    results.draft(
        dossier_id=opened.id,
        actor=world.actor("officer"),
        at=at(12),
    )
    for hour, (who, action, inputs) in enumerate(
        [
            ("officer", Action.PROPOSE, {"decision": "grant"}),
            ("head", Action.APPROVE, {}),
            ("records", Action.ISSUE, {}),
        ],
        start=13,
    ):
        moving.advance(
            dossier_id=opened.id, action=action, actor=world.actor(who), at=at(hour), inputs=inputs
        )


def test_the_list_shows_one_s_own_and_records_one_reading(client, lan, world):
    own = [make.filed(world).code, make.received(world).code]
    other = make.received(world, parties=tuple(make.person("051090000099", "Người Khác", role) for role in (
        make.PartyRole.OWNER, make.PartyRole.SUBMITTER)))  # fmt: skip
    text = client.get("/ho-so/").content.decode()
    assert all(code in text for code in own)
    assert other.code not in text
    assert Reading.objects.get(purpose="my_dossiers").actor_kind == "citizen"


def test_a_filed_dossier_says_what_happens_and_by_when(client, lan, world):
    opened = make.filed(world)
    text = client.get(f"/ho-so/{opened.code}/").content.decode()
    assert "Đã gửi, đang chờ cán bộ kiểm tra" in text
    assert "thứ Ba, ngày 17/11/2026, trước 9 giờ" in text
    assert "Rút hồ sơ này" in text
    assert Reading.objects.filter(purpose="my_dossier", dossier_ids=[opened.id]).count() == 1


def test_a_received_dossier_explains_its_day_line_by_line_and_prints_its_slip(client, lan, world):
    opened = make.received(world)
    text = client.get(f"/ho-so/{opened.code}/").content.decode()
    assert "thứ Năm, ngày 19/11/2026, trước 17 giờ" in text
    assert "Ngày trả được tính thế nào" in text
    slip = re.search(rf'href="(/ho-so/{re.escape(opened.code)}/phieu/[^"]+)"', text)
    assert slip is not None
    answer = client.get(slip[1])
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(f"/ho-so/{opened.code}/ban-sao.pdf").content[:5] == b"%PDF-"
    assert client.get(f"/ho-so/{opened.code}/phieu/{uuid.uuid4()}.pdf").status_code == 404


def test_a_refused_dossier_says_why_and_what_to_do_and_a_proposal_is_not_shown(client, lan, world):
    refused, proposed = make.filed(world), make.received(world)
    move(world, refused, ("clerk", Action.REFUSE_INTAKE, {"reason": "Không thuộc <b>thẩm quyền</b>", "basis": "Điều 17"}))
    move(world, proposed, ("clerk", Action.HAND_OVER, {}),
         ("officer", Action.ASSIGN, {"assignee": str(world.staff["officer"].id)}),
         ("officer", Action.PROPOSE, {"decision": "refuse", "text": "Chưa đủ điều kiện"}))  # fmt: skip
    text = client.get(f"/ho-so/{refused.code}/").content.decode()
    assert "Không thuộc &lt;b&gt;thẩm quyền" in text
    assert "Điều 17" in text
    assert "nộp lại hồ sơ" in text
    assert "Chưa đủ điều kiện" not in client.get(f"/ho-so/{proposed.code}/").content.decode()
    assert "thẩm quyền" not in Client().get(f"/tra-cuu/{refused.code}/").content.decode()


def test_nobody_opens_another_s_dossier_or_its_papers(client, lan, world):
    opened = make.filed(world)
    stranger = Client()
    signing.citizen(stranger, "051090000099", "Người Khác")
    for path in (
        "",
        "ban-sao.pdf",
        "bo-sung/",
        "rut/",
        "danh-gia/",
        f"tep/{uuid.uuid4()}/",
        f"phieu/{uuid.uuid4()}.pdf",
    ):
        answer = stranger.get(f"/ho-so/{opened.code}/{path}")
        assert answer.status_code == 404, path
        assert "Phạm Thị Lan" not in answer.content.decode()
    for path in ("rut/", "danh-gia/", "bo-sung/gui/"):
        assert stranger.post(f"/ho-so/{opened.code}/{path}", {"level": "3"}).status_code == 404
    stranger.post(f"/ho-so/{opened.code}/nhan-lai/")
    assert Entry.objects.filter(chain=opened.id).count() == 1


def test_a_request_is_answered_with_exactly_what_was_asked_and_the_clock_goes_on(client, lan, world):
    opened = make.filed(world)
    moving.advance(
        dossier_id=opened.id, action=Action.ASK_INTAKE, actor=world.actor("clerk"), at=at(10), inputs=ASKED
    )
    listed = client.get("/ho-so/").content.decode()
    assert "Đang chờ ông/bà bổ sung 2 giấy tờ" in listed
    page = client.get(f"/ho-so/{opened.code}/").content.decode()
    assert "thứ Ba, ngày 01/12/2026" in page
    assert "Bản mờ &lt;b&gt;" in page
    base = f"/ho-so/{opened.code}/bo-sung/"
    assert client.post(f"{base}gui/").status_code == 422
    assert client.post(f"{base}item-1/", {"do": "next"}).status_code == 422
    assert (
        client.post(f"{base}item-1/", {"files": [a_file("x.exe", b"MZ\x90\0")], "do": "next"}).status_code
        == 422
    )
    assert client.post(f"{base}item-9/", {}).status_code == 404
    for item in ("item-1", "item-2"):
        assert (
            client.post(f"{base}{item}/", {"files": [a_file(), a_file("b.pdf")], "do": "next"})["Location"]
            == base
        )
    text = client.get(f"{base}item-2/").content.decode()
    extra = re.findall(rf'action="({re.escape(base)}tep/[^"]+)"', text)
    client.post(extra[0])
    assert client.post(f"{base}gui/")["Location"] == f"/ho-so/{opened.code}/"
    row = Dossier.objects.get()
    assert row.status == Status.FILED
    given = Paper.objects.filter(ordinal__gte=100).order_by("ordinal")
    assert [(p.component, p.name, p.files.count()) for p in given] == [
        ("proof", "Giấy tờ chứng minh", 2), ("extra", "Ảnh chân dung", 1),
    ]  # fmt: skip
    assert client.post(f"{base}gui/")["Location"] == f"/ho-so/{opened.code}/"
    assert client.get(base)["Location"] == f"/ho-so/{opened.code}/"
    assert Dossier.objects.get().status == Status.FILED


def test_a_field_is_corrected_on_its_own_and_a_lost_session_keeps_it(client, lan, world):
    from tests.web.portal import filling

    tasks = filling.complete(client, world)
    client.post(f"{tasks}gui/")
    code = Dossier.objects.get().code
    asked = {"items": [{"name": "Số điện thoại", "field": "owner_phone"}], "reason": "Không gọi được"}
    later = Dossier.objects.get().moved_at + dt.timedelta(minutes=1)
    moving.advance(
        dossier_id=Dossier.objects.get().id,
        action=Action.ASK_INTAKE,
        actor=world.actor("clerk"),
        at=later,
        inputs=asked,
    )
    page = f"/ho-so/{code}/bo-sung/item-1/"
    assert client.post(page, {"owner_phone": "091"}).status_code == 422
    client.cookies.pop("sessionid")
    client.post(page, {"owner_phone": "0912 đang gõ"})
    signing.citizen(client)
    assert 'value="0912 đang gõ"' in client.get(page).content.decode()
    assert client.post(page, {"owner_phone": "0912345678"}).status_code == 302
    client.post(f"/ho-so/{code}/bo-sung/gui/")
    assert "0912345678" in client.get(f"/ho-so/{code}/").content.decode()


def test_withdrawing_asks_first_and_happens_once(client, lan, world):
    opened = make.filed(world)
    assert "Rút hồ sơ này?" in client.get(f"/ho-so/{opened.code}/rut/").content.decode()
    client.post(f"/ho-so/{opened.code}/rut/")
    assert Dossier.objects.get().status == Status.WITHDRAWN
    again = client.post(f"/ho-so/{opened.code}/rut/", follow=True)
    assert "không rút được nữa" in again.content.decode()
    assert client.get(f"/ho-so/{opened.code}/rut/")["Location"] == f"/ho-so/{opened.code}/"


def test_the_result_is_hidden_until_it_is_issued_and_says_that_it_is_not_signed(client, lan, world):
    opened = make.received(world)
    move(
        world,
        opened,
        ("clerk", Action.HAND_OVER, {}),
        ("officer", Action.ASSIGN, {"assignee": str(world.staff["officer"].id)}),
    )
    from motcua.connectors.pretend_antivirus import PretendAntivirus
    from motcua.services import files

    officer = world.actor("officer")
    file_id = files.store(
        content=a_file().file, name="kq.pdf", actor=officer, at=at(12), antivirus=PretendAntivirus()
    )
    results.draft(
        dossier_id=opened.id,
        actor=officer,
        at=at(12),
        file_id=file_id,
    )
    page, file = f"/ho-so/{opened.code}/", f"/ho-so/{opened.code}/tep/{file_id}/"
    assert "Kết quả của ông/bà" not in client.get(page).content.decode()
    assert client.get(file).status_code == 404
    for hour, (who, action, inputs) in enumerate(
        [
            ("officer", Action.PROPOSE, {"decision": "grant"}),
            ("head", Action.APPROVE, {}),
            ("records", Action.ISSUE, {}),
        ],
        start=13,
    ):
        moving.advance(
            dossier_id=opened.id, action=action, actor=world.actor(who), at=at(hour), inputs=inputs
        )
    text = client.get(page).content.decode()
    assert "Kết quả của ông/bà" in text
    assert "chưa ký số" in text
    assert b"".join(client.get(file).streaming_content) == PDF
    assert Result.objects.count() == 1


def test_rating_has_three_levels_and_counts_once(client, lan, world):
    opened = make.received(world)
    assert client.get(f"/ho-so/{opened.code}/danh-gia/").status_code == 302
    finish(world, opened)
    page = f"/ho-so/{opened.code}/danh-gia/"
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"level": "4"}).status_code == 422
    long = client.post(page, {"level": "3", "comment": "a" * 2001})
    assert (long.status_code, "dài nhất 2.000 chữ cái" in long.content.decode()) == (422, True)
    client.cookies.pop("sessionid")
    client.post(page, {"level": "2", "comment": "Đang gõ dở"})
    signing.citizen(client)
    assert "Đang gõ dở" in client.get(page).content.decode()
    assert client.post(page, {"level": "3", "comment": "Nhanh <b>"}).status_code == 302
    assert client.post(page, {"level": "1"}).status_code == 302
    assert Rating.objects.get().level == 3
    assert "Rất hài lòng" in client.get(f"/ho-so/{opened.code}/").content.decode()


def test_what_was_filed_on_one_s_behalf_can_be_taken_over_once(client, lan, world):
    filing = make.filing(
        world, channel=Channel.ONLINE, place=Place.VILLAGE_TEAM, consent=GivenConsent("spoken")
    )
    opened = opening.file(filing=filing, actor=world.actor("helper"), at=MONDAY)
    text = client.get(f"/ho-so/{opened.code}/").content.decode()
    assert "Nguyễn Văn Helper đã nộp hộ ông/bà" in text
    client.post(f"/ho-so/{opened.code}/nhan-lai/")
    assert Consent.objects.get().taken_over_at is not None
    again = client.post(f"/ho-so/{opened.code}/nhan-lai/", follow=True)
    assert "đã nhận lại rồi" in again.content.decode()
    assert "Tôi nhận lại hồ sơ này" not in again.content.decode()


def test_a_late_dossier_says_sorry_first(client, lan, world):
    opened = make.received(world, at=MONDAY - dt.timedelta(days=14))
    text = client.get(f"/ho-so/{opened.code}/").content.decode()
    assert "Chúng tôi xin lỗi ông/bà" in text


def test_with_local_filing_off_a_dossier_from_the_national_portal_is_followed_answered_and_rated_here(
    client, lan, world
):
    configuration_service.set_value(
        key="local_filing",
        value=False,
        first=dt.date(2025, 7, 1),
        basis="QĐ 01",
        actor=world.actor("unit_admin"),
        at=MONDAY,
    )
    configuration.forget()
    opened = make.filed(world, foreign=Foreign("G15.99-261116-0042"))
    assert opened.code in client.get("/ho-so/").content.decode()
    moving.advance(
        dossier_id=opened.id, action=Action.ASK_INTAKE, actor=world.actor("clerk"), at=at(10), inputs=ASKED
    )
    base = f"/ho-so/{opened.code}/bo-sung/"
    for item in ("item-1", "item-2"):
        client.post(f"{base}{item}/", {"files": [a_file()], "do": "next"})
    client.post(f"{base}gui/")
    assert Dossier.objects.get().status == Status.FILED
    moving.advance(
        dossier_id=opened.id,
        action=Action.ACCEPT,
        actor=world.actor("clerk"),
        at=dt.datetime.now(ZONE),
        inputs={},
    )
    assert "Đã nhận. Hẹn trả kết quả" in client.get(f"/ho-so/{opened.code}/").content.decode()
    assert client.get(f"/tra-cuu/{opened.code}/").status_code == 200


def test_looking_up_shows_progress_without_a_name(world):
    opened = make.filed(world)
    visitor = Client()
    answer = visitor.get(f"/tra-cuu/{opened.code.lower()}/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Đã gửi hồ sơ" in text
    for personal in ("Phạm", "Lan", "051090000001", "0905000001", "Bổ túc"):
        assert personal not in text.split("<main")[1]
    assert answer["X-Robots-Tag"] == "noindex"
    assert visitor.get("/tra-cuu/", {"ma": f" {opened.code} "})["Location"] == f"/tra-cuu/{opened.code}/"


def test_a_wrong_code_is_explained_and_guessing_is_slowed_down(world):
    visitor = Client()
    answer = visitor.get("/tra-cuu/H48.1-000000-0001/")
    assert answer.status_code == 404
    assert "Không có hồ sơ nào mang mã này" in answer.content.decode()
    statuses = [visitor.get(f"/tra-cuu/H48.1-000000-{n:04d}/").status_code for n in range(31)]
    assert statuses[0] == 404
    assert statuses[-1] == 429


def test_a_long_list_goes_on_on_the_next_page(client, lan, world):
    for _n in range(22):
        make.filed(world)
    first = client.get("/ho-so/").content.decode()
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older is not None
    second = client.get(f"/ho-so/{older[1]}").content.decode()
    assert first.count("mc-results__item") == 20
    assert second.count("mc-results__item") == 2
