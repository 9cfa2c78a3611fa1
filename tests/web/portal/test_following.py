"""Following one's own dossier: what waits for one is seen, and no day that has passed is promised."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import translation

from motcua.domain.dossiers.clock import Line, LineKind
from motcua.domain.dossiers.slips import SlipKind
from motcua.domain.dossiers.transitions import Action
from motcua.domain.people.party import Letter, LetterKind, PartyRole
from motcua.queries import configuration
from motcua.services import confirmations, results
from motcua.services.catalogue import rows
from motcua.services.dossiers import moving, slips
from motcua.storage.dossiers.models import Dossier, IssuedSlip, Result
from motcua.web.shared import actors
from motcua.web.shared.wording import clock as say
from tests import chain_stories, make, signing
from tests.chain_stories import CHAIN
from tests.desk_stories import at, drafted, finished, move, taken
from tests.web.portal import filling

pytestmark = pytest.mark.django_db
FASTER = {"key": "fast", "decision": "906/QĐ-UBND", "first_day": "2023-06-14", "procedures": ["9.000001"],
          "limit": {"amount": 2, "unit": "working_days"}}  # fmt: skip


@pytest.fixture
def clock(monkeypatch):  # type: ignore[no-untyped-def]
    """Set what the pages take for now."""

    def set_to(when: dt.datetime) -> None:
        monkeypatch.setattr(actors, "timezone", SimpleNamespace(now=lambda: when))

    set_to(at(9, 17))
    return set_to


def page(client, dossier_id, path: str = "/ho-so/") -> str:  # type: ignore[no-untyped-def]
    code = Dossier.objects.get(id=dossier_id).code
    return str(client.get(f"{path}{code}/").content.decode())


def linked(world):  # type: ignore[no-untyped-def]
    """Return a dossier and the linked one it opened, whose draft waits for the citizen."""
    chain = chain_stories.chain(world)
    opened = make.received(world, at(9), procedure_code=CHAIN)
    chain.move(opened.id, Action.HAND_OVER, "clerk", at(9))
    chain.move(opened.id, Action.ASSIGN, "officer", at(9), assignee=world.actor("officer").id)
    chain.move(opened.id, Action.FORWARD, "officer", at(10))
    child, officer = Dossier.objects.get(parent=opened.id), world.actor("police_officer")
    chain.move(child.id, Action.ASSIGN, "police_officer", at(11), assignee=officer.id)
    results.draft(dossier_id=child.id, actor=officer, at=at(11))
    confirmations.ask(dossier_id=child.id, actor=officer, at=at(11))
    return Dossier.objects.get(id=opened.id), child


def test_a_draft_that_waits_stands_in_the_list_also_where_the_dossier_is_a_linked_one(client, lan, world, clock):
    parent, child = linked(world)
    text = client.get("/ho-so/").content.decode()
    assert f"/ho-so/{child.code}/" in text
    assert "Đang chờ ông/bà xem lại bản thảo" in text
    assert "mời ông/bà trả lời trước hết" in text
    there = page(client, parent.id)
    assert f"/ho-so/{child.code}/" in there
    assert "Đang chờ ông/bà xem lại bản thảo" in there
    confirmations.answer(dossier_id=child.id, says="yes", actor=make.citizen(), at=at(12))
    assert f"/ho-so/{child.code}/" not in client.get("/ho-so/").content.decode()


def test_a_draft_of_an_ordinary_dossier_is_marked_in_the_list(client, lan, world, clock):
    dossier_id = drafted(world, at(9))
    confirmations.ask(dossier_id=dossier_id, actor=world.actor("officer"), at=at(10))
    assert "Đang chờ ông/bà xem lại bản thảo" in client.get("/ho-so/").content.decode()


def test_yes_with_something_wrong_written_beside_it_is_asked_again(client, lan, world, clock):
    dossier_id = drafted(world, at(9))
    confirmations.ask(dossier_id=dossier_id, actor=world.actor("officer"), at=at(10))
    address = f"/ho-so/{Dossier.objects.get(id=dossier_id).code}/ban-thao/"
    answer = client.post(address, {"says": "yes", "text": "Sai ngày sinh của mẹ"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#says-yes"' in text
    assert "Cần sửa" in text
    assert "Sai ngày sinh của mẹ" in text
    assert confirmations.waits(dossier_id)
    assert 'href="#text"' in client.post(address, {"says": "wrong"}).content.decode()


@pytest.mark.parametrize(
    ("now", "says", "never"),
    [
        (at(9, 18), "Hẹn trả kết quả: thứ Năm, ngày 19/11/2026", "xin lỗi"),
        (at(9, 20), "Cơ quan sẽ hẹn lại ngày trả", "tại UBND xã Ba Thử. Hẹn trả"),
    ],
)
def test_a_day_that_has_passed_is_no_longer_promised(client, lan, world, clock, now, says, never):
    dossier_id = taken(world, at(9))
    clock(now)
    for path in ("/ho-so/", "/tra-cuu/"):
        text = page(client, dossier_id, path)
        assert says in text
        assert never not in text


def test_a_new_day_that_has_passed_too_is_said_to_have_passed(client, lan, world, clock):
    dossier_id = taken(world, at(9))
    move(world, dossier_id, "head", Action.EXTEND, at(10, 17), reason="Chờ xác minh", cause="b", until=at(17, 20))
    clock(at(9, 20))
    assert "Chúng tôi hẹn lại: thứ Sáu, ngày 20/11/2026" in page(client, dossier_id, "/tra-cuu/")
    clock(at(9, 23))
    for path in ("/ho-so/", "/tra-cuu/"):
        text = page(client, dossier_id, path)
        assert "ngày hẹn lại cũng đã qua: thứ Sáu, ngày 20/11/2026" in text
        assert "Chúng tôi hẹn lại:" not in text
    assert "đã hẹn trả thứ Sáu, ngày 20/11/2026" in client.get("/ho-so/").content.decode()


def test_a_late_dossier_whose_result_is_ready_promises_no_day_and_says_what_is_to_be_paid(client, lan, world, clock):
    dossier_id = finished(world, at(9, 24))
    Dossier.objects.filter(id=dossier_id).update(due_at=at(9, 20))
    clock(at(10, 24))
    text = page(client, dossier_id)
    assert "Hồ sơ này đã bị chậm" in text
    assert "sẽ hẹn lại" not in text
    assert "Còn phải nộp: 10.000" in text
    assert "khi nhận kết quả" in text


def test_a_request_whose_day_has_passed_says_so(client, lan, world, clock):
    dossier_id = taken(world, at(9))
    asked = {"items": [{"name": "Ảnh"}], "reason": "Còn thiếu", "answer_by": dt.date(2026, 11, 18)}
    move(world, dossier_id, "officer", Action.ASK_PAPERS, at(10), **asked)
    assert "Mời ông/bà bổ sung trước hết thứ Tư, ngày 18/11/2026" in page(client, dossier_id)
    clock(at(9, 19))
    for text in (page(client, dossier_id), client.get(f"/ho-so/{Dossier.objects.get().code}/bo-sung/").content.decode()):
        assert "Hạn bổ sung là hết thứ Tư, ngày 18/11/2026, nay đã qua" in text
    assert "đã hết hạn trả lời vào thứ Tư, ngày 18/11/2026" in client.get("/ho-so/").content.decode()


def test_while_a_payment_is_waited_for_no_old_day_is_promised_and_paying_is_what_is_asked(client, lan, world, clock):
    dossier_id = taken(world, at(9))
    move(world, dossier_id, "officer", Action.ASK_FEE, at(10), amount=150_000, reason="Phí thẩm định")
    text = page(client, dossier_id)
    assert "Mời ông/bà nộp tiền trước hết" in text
    assert "Mời ông/bà bổ sung" not in text
    assert "mc-timeline__item--ahead" not in text
    assert "hẹn trả" not in client.get("/ho-so/").content.decode()


def test_papers_and_answers_that_are_asked_for_are_counted_apart(client, lan, world, clock):
    opened = make.filed(world)
    items = [{"name": "Ảnh"}, {"name": "Tên", "field": "owner_name"}, {"name": "Nơi ở", "field": "owner_address"}]
    moving.advance(dossier_id=opened.id, action=Action.ASK_INTAKE, actor=world.actor("clerk"), at=at(10),
                   inputs={"items": items, "reason": "Còn thiếu", "answer_by": dt.date(2026, 12, 1)})  # fmt: skip
    listed = client.get("/ho-so/").content.decode()
    assert "Đang chờ ông/bà bổ sung 1 giấy tờ và sửa 2 mục trong tờ khai" in listed
    assert "mời ông/bà trả lời trước hết thứ Ba, ngày 01/12/2026" in listed
    assert "bổ sung 1 giấy tờ và sửa 2 mục" in page(client, opened.id)


def test_papers_between_offices_are_no_papers_of_the_citizen(client, lan, world, clock):
    opened = make.received(world)
    slip = IssuedSlip.objects.get(dossier_id=opened.id)
    slip.pk, slip.kind = None, SlipKind.TRANSFER.value
    slip.save(force_insert=True)
    text = page(client, opened.id)
    assert "transfer" not in text
    assert client.get(f"/ho-so/{opened.code}/phieu/{slip.pk}.pdf").status_code == 404


def test_the_owner_is_told_who_filed_in_their_name(client, lan, world, clock):
    proxy = make.person("051090000099", "Lê Văn Hai", PartyRole.SUBMITTER)
    letter = Letter(kind=LetterKind.AUTHORISATION, paper_id="x")
    opened = make.received(world, parties=(make.person(), replace(proxy, letter=letter)))
    text = page(client, opened.id)
    assert "Lê Văn Hai đã nộp hồ sơ này thay ông/bà" in text
    assert "Những gì ông/bà đã khai" not in text
    other = Client()
    signing.citizen(other, "051090000099", "Lê Văn Hai")
    assert "thay ông/bà" not in page(other, opened.id)
    assert "thay ông/bà" not in page(client, make.received(world).id)


def test_a_withdrawn_dossier_asks_for_no_money(client, lan, world, clock):
    opened = make.filed(world)
    assert "chưa nộp" in page(client, opened.id)
    assert "Còn phải nộp: 10.000" in page(client, opened.id)
    client.post(f"/ho-so/{opened.code}/rut/")
    text = page(client, opened.id)
    assert "chưa nộp" not in text
    assert "Còn phải nộp" not in text
    assert "không phải nộp nữa" in text


def test_only_an_electronic_copy_is_said_to_be_unsigned(client, lan, world, clock):
    dossier_id = finished(world, at(9))
    Result.objects.update(file_id=None, signed=False)
    assert "chưa ký số" not in page(client, dossier_id)


def test_the_done_page_names_the_limit_the_slip_will_name(client, lan, world, clock):
    rows.add_limits([FASTER], actor=world.actor("catalogue"), at=at(8))
    configuration.forget()
    tasks = filling.complete(client, world)
    client.post(f"{tasks}gui/")
    assert "thời hạn là 2 ngày làm việc" in client.get(f"{tasks}xong/").content.decode()


def test_a_shorter_limit_stands_beside_the_one_by_law_on_the_slip(world):
    plain = str(slips.page_of_row(IssuedSlip.objects.get(dossier_id=make.received(world, at(9)).id)).data)
    assert "03 ngày làm việc" in plain
    assert "rút ngắn" not in plain
    rows.add_limits([FASTER], actor=world.actor("catalogue"), at=at(8))
    configuration.forget()
    short = str(slips.page_of_row(IssuedSlip.objects.get(dossier_id=make.received(world, at(9)).id)).data)
    assert "03 ngày làm việc; tỉnh rút ngắn còn 02 ngày làm việc" in short


@pytest.mark.parametrize(
    ("minutes", "says"),
    [(2 * 480 + 4 * 60 + 50, "Còn 2 ngày 4 giờ 50 phút làm việc,"), (480, "Còn 1 ngày làm việc,"), (0, "Còn 0 phút làm việc,")],
)
def test_a_span_names_working_time_once(minutes, says):
    with translation.override("vi"):
        assert says in say.say(Line(LineKind.WAITING, count=minutes))
