"""The pages of corrections and of our own faults: asking, the queue of procedure control, the board, what citizens see."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.services import till
from motcua.storage.corrections.models import Correction, Fault
from motcua.storage.dossiers.models import Dossier
from motcua.storage.ledger.models import Reading
from tests import make, signing
from tests.desk_stories import at, finished, move, taken

REASON = "Nhập trùng với hồ sơ trước"


def form(dossier_id: uuid.UUID, action: str, room: str = "desk") -> str:
    return reverse(f"{room}_move", args=[dossier_id, action])


def boxes(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


@pytest.fixture
def as_(client, world):
    """Return a function that signs somebody in and gives the browser."""

    def sign_in(who: str):
        signing.staff(client, world, who)
        return client

    return sign_in


def asked(world, kind: str = "void", **more: object) -> Correction:
    dossier_id = taken(world, at(9))
    move(world, dossier_id, "officer", Action.ASK_CORRECTION, at(10), kind=kind, reason=REASON, **more)
    return Correction.objects.get(dossier_id=dossier_id)


def test_a_request_is_made_from_the_page_of_the_dossier_and_stands_among_ones_own(world, as_):
    dossier_id, officer = taken(world, at(9)), as_("officer")
    assert form(dossier_id, "ask_correction") in officer.get(reverse("desk_dossier", args=[dossier_id])).content.decode()
    asking = officer.get(form(dossier_id, "ask_correction")).content.decode()
    assert all(f'value="{kind}"' in asking for kind in ("void", "reroute", "redate", "change_unit"))
    assert 'value="reopen"' not in asking, "it is not finished"
    answer = officer.post(form(dossier_id, "ask_correction"), {"kind": "reroute", "reason": REASON, "unit": "xã Sơn Thử (H48.102)"})
    assert answer.status_code == 302
    found = Correction.objects.get()
    assert found.wanted == {"to_unit": str(world.other_commune.id)}
    own = officer.get(reverse("desk_corrections")).content.decode()
    assert "UBND xã Sơn Thử" in own
    assert form(dossier_id, "drop_correction") in own
    officer.post(form(dossier_id, "drop_correction"))
    assert Correction.objects.get().outcome == "withdrawn"


def test_what_is_wrong_is_said_and_what_was_typed_stays(world, as_):
    dossier_id, officer = taken(world, at(9)), as_("officer")
    answer = officer.post(form(dossier_id, "ask_correction"), {"kind": "redate", "reason": REASON})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert REASON in page
    assert "Anh/chị nhập ngày mới" in page or "Nhập ngày" in page
    assert not Correction.objects.exists()


def test_a_clerk_asks_at_the_counter(world, as_):
    opened, clerk = make.received(world, timezone.now()), as_("clerk")
    day = make.working_day(20)
    clerk.post(form(opened.id, "ask_correction", "counter"), {"kind": "redate", "reason": REASON, **boxes("until", day)})
    assert Correction.objects.get().asked_unit_id == world.centre.id
    assert opened.code in clerk.get(reverse("counter_corrections")).content.decode()


def test_procedure_control_reads_the_story_and_approves_with_words(world, as_):
    found, control = asked(world), as_("controller")
    assert REASON not in control.get(reverse("console_corrections")).content.decode(), "the list shows no words"
    address = reverse("console_correction", args=[found.id])
    page = control.get(address).content.decode()
    assert REASON in page
    assert "Đã đề nghị đính chính" in page, "the history is there"
    assert Reading.objects.filter(purpose="corrections", dossier_ids__contains=[found.dossier_id]).count() == 2
    assert control.post(address, {"answer": "approve", "words": ""}).status_code == 422
    assert control.post(address, {"answer": "approve", "words": "Đúng là nhập trùng"}).status_code == 302
    row = Dossier.objects.get(id=found.dossier_id)
    assert (row.status, row.voided_at is not None) == (Status.STOPPED, True)
    decided = control.get(address).content.decode()
    assert "Đúng là nhập trùng" in decided
    assert 'name="answer"' not in decided
    story = as_("officer").get(reverse("desk_dossier", args=[row.id])).content.decode()
    assert "đã hủy" in story
    assert "Đính chính: hủy hồ sơ" in story


def test_procedure_control_refuses_and_what_can_no_longer_be_approved_says_so(world, as_):
    found, control = asked(world), as_("controller")
    move(world, found.dossier_id, "head", Action.STOP, at(11), reason="Dừng")
    move(world, found.dossier_id, "controller", Action.REFUSE_CORRECTION, at(12), reason="Đã dừng")
    found = asked(world, "redate", until=at(17, 30))
    move(world, found.dossier_id, "officer", Action.ASK_PAPERS, at(11), items=[{"name": "Bản chính"}], reason="Thiếu")
    address = reverse("console_correction", args=[found.id])
    page = control.get(address).content.decode()
    assert 'value="approve"' not in page
    assert control.post(address, {"answer": "approve", "words": "Đồng ý"}).status_code == 422
    assert control.post(address, {"answer": "refuse", "words": "Đang chờ bổ sung"}).status_code == 302
    assert Correction.objects.get(id=found.id).outcome == "refused"


def test_money_that_stands_in_the_way_is_told_before_the_decision(world, as_):
    found, control = asked(world), as_("controller")
    address = reverse("console_correction", args=[found.id])
    page = control.get(address).content.decode()
    assert "Quầy đã thu" not in page
    assert "Người dân đọc ý kiến này ở trang hồ sơ" in page
    till.take(dossier_ids=[found.dossier_id], way="cash", actor=world.actor("clerk"), at=at(11))
    assert "Quầy hoàn tiền trước" in control.get(address).content.decode()


def test_words_stay_where_somebody_else_decided_first_and_what_waits_is_counted(world, as_):
    found, control = asked(world), as_("controller")
    assert "1 việc chờ anh/chị" in control.get(reverse("console_home")).content.decode()
    move(world, found.dossier_id, "controller", Action.REFUSE_CORRECTION, at(12), reason="Không nhập trùng")
    answer = control.post(reverse("console_correction", args=[found.id]), {"answer": "approve", "words": "Đã đối chiếu hai bản"})
    assert answer.status_code == 422
    assert "Đã đối chiếu hai bản" in answer.content.decode()
    assert "việc chờ anh/chị" not in control.get(reverse("console_home")).content.decode()


def test_a_decision_of_the_province_is_not_ascribed_to_the_unit_of_the_dossier(world, as_):
    found = asked(world)
    move(world, found.dossier_id, "controller", Action.REFUSE_CORRECTION, at(12), reason="Không nhập trùng")
    story = as_("officer").get(reverse("desk_dossier", args=[found.dossier_id])).content.decode()
    assert f"{world.staff['controller'].name} · {world.commune.name}" not in story
    assert f"{world.staff['officer'].name} · {world.commune.name}" in story


def test_a_request_out_of_reach_is_not_there(world, as_):
    control = as_("controller")
    assert control.get(reverse("console_correction", args=[uuid.UUID(int=7)])).status_code == 404
    assert as_("officer").get(reverse("console_corrections")).status_code == 403


def test_the_board_counts_by_kind_unit_and_requester_down_to_each_dossier(world, as_):
    found, leader = asked(world), as_("leader")
    period = {"period": "own", "first": "2026-11-16", "last": "2026-11-20"}
    page = leader.get(reverse("board_corrections"), period).content.decode()
    assert world.staff["officer"].name in page
    assert world.commune.name in page
    code = Dossier.objects.get(id=found.dossier_id).code
    listed = leader.get(reverse("board_corrections_behind"), period | {"kind": "void", "by": str(found.asked_by)}).content.decode()
    assert code in listed
    assert REASON not in listed
    assert "Phạm Thị Lan" not in listed
    assert code not in leader.get(reverse("board_corrections_behind"), period | {"kind": "redate"}).content.decode()
    for wrong in ({"kind": "erase"}, {"by": "x"}, {"after": "x"}):
        assert leader.get(reverse("board_corrections_behind"), period | wrong).status_code == 404
    assert reverse("board_corrections") in leader.get(reverse("board_home")).content.decode()


def test_a_corrected_date_is_marked_for_everybody(world, as_):
    start = timezone.now() - dt.timedelta(days=20)
    dossier_id = taken(world, start)
    until = timezone.now() + dt.timedelta(days=9)
    move(world, dossier_id, "officer", Action.ASK_CORRECTION, start, kind="redate", reason=REASON, until=until)
    move(world, dossier_id, "controller", Action.REDATE, start, reason="Đồng ý")
    row, client = Dossier.objects.get(id=dossier_id), as_("officer")
    public = client.get(reverse("late_dossiers")).content.decode()
    assert row.code in public
    assert "ngày hẹn đã đính chính; vẫn tính từ hạn ban đầu" in public
    morning = client.get(reverse("desk_morning")).content.decode()
    assert row.code in morning
    assert "đính chính thành" in morning
    assert "Đề nghị đính chính trong 30 ngày qua: 1." in morning
    assert "đính chính thành" in client.get(reverse("desk_home")).content.decode()
    assert "Hạn ban đầu, dùng để tính trễ" in client.get(reverse("desk_dossier", args=[dossier_id])).content.decode()
    assert "Ngày hẹn lúc đầu" in client.get(reverse("lookup_code", args=[row.code])).content.decode()


def test_a_head_admits_a_wrong_result_and_it_is_issued_again_free_of_charge(world, as_, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    dossier_id = finished(world, at(9))
    move(world, dossier_id, "clerk", Action.RETURN_RESULT, at(11), received_by="Phạm Thị Lan")
    address = reverse("desk_dossier", args=[dossier_id])
    assert form(dossier_id, "reissue") not in as_("records").get(address).content.decode()
    head = as_("head")
    assert form(dossier_id, "admit_wrong") in head.get(address).content.decode()
    given = {"unit": str(world.commune.id), "role": "officer", "words": "Sai năm sinh", "content": "Sinh năm 1991"}
    assert head.post(form(dossier_id, "admit_wrong"), given).status_code == 422, "the cause is missing"
    assert head.post(form(dossier_id, "admit_wrong"), given | {"cause": "entry"}).status_code == 302
    assert Fault.objects.get().role == "officer"
    page = head.get(address).content.decode()
    assert "không thu tiền (Điều 21)" in page
    assert form(dossier_id, "admit_wrong") not in page, "it is admitted already"
    records = as_("records")
    assert form(dossier_id, "reissue") in records.get(address).content.decode()
    assert records.post(form(dossier_id, "reissue"), {"reason": "Kết quả sai"}).status_code == 302
    assert records.post(form(dossier_id, "settle_fault"), {"words": "Đã trao tận nhà"}).status_code == 302
    assert Fault.objects.get().settled_at is not None
    board = as_("leader").get(reverse("board_corrections")).content.decode()
    assert "Kết quả sai" in board
    assert "Nhập hoặc chép sai" in board


def test_the_citizen_reads_why_a_dossier_is_void(world, client, as_):
    found = asked(world)
    move(world, found.dossier_id, "controller", Action.VOID, at(11), reason="Hồ sơ nhập trùng")
    signing.citizen(client)
    code = Dossier.objects.get(id=found.dossier_id).code
    page = client.get(reverse("my_dossier", args=[code])).content.decode()
    assert "Hồ sơ nhập trùng" in page
    assert "Hồ sơ đã được hủy" in page
    assert REASON not in page


def test_a_form_left_empty_names_every_question_at_once(world, as_):
    dossier_id = taken(world, at(9))
    page = as_("head").post(form(dossier_id, "admit_loss"), {"unit": "", "role": "", "words": ""})
    assert page.status_code == 422
    told = page.context["links"]
    assert [anchor for anchor, _message in told] == ["id_unit", "id_role", "id_cause_0", "id_words"]
    assert len({message for _anchor, message in told}) == 4
