"""The page of a dossier at the desk: what it shows, the moves it offers, and each move made from its form."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Role
from motcua.storage import sealing
from motcua.storage.dossiers.models import Consultation, Dossier, IssuedSlip, Request, Result
from motcua.storage.ledger.models import Entry, Reading
from motcua.storage.people.models import Absence
from tests import chain_stories, make, signing
from tests.desk_stories import at, drafted, finished, handed_over, move, signed, taken, to_sign

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def page_of(dossier_id: uuid.UUID, action: str = "") -> str:
    return f"/ban-lam-viec/ho-so/{dossier_id}/" + (f"lam/{action}/" if action else "")


def day(name: str, when: dt.date) -> dict[str, str]:
    return {f"{name}-day": str(when.day), f"{name}-month": str(when.month), f"{name}-year": str(when.year)}


def in_days(count: int) -> dt.date:
    """The rooms run by the real clock, so days to come are counted from today."""
    return dt.date.today() + dt.timedelta(days=count)


@pytest.fixture
def desk(client, world, settings, tmp_path):
    """Return a function that signs somebody in and gives the browser."""
    settings.FILES_ROOT = tmp_path

    def sign_in(who: str):
        signing.staff(client, world, who)
        return client

    return sign_in


def test_the_page_shows_the_whole_dossier_and_records_the_look(desk, world):
    dossier_id = drafted(world, at(9))
    move(world, dossier_id, "officer", Action.CONSULT, at(10), unit=str(world.other_commune.id), question="Đất ở hay đất vườn?")
    page = desk("officer").get(page_of(dossier_id)).content.decode()
    for shown in ("Phạm Thị Lan", "051090000001", "Giấy tờ chứng minh", "chưa có số", "Đất ở hay đất vườn?", "Lệ phí", "Thẩm định"):
        assert shown in page
    (row,) = Reading.objects.filter(purpose="dossier")
    assert row.dossier_ids == [dossier_id]


@pytest.mark.parametrize(
    ("who", "story", "offered", "withheld", "because"),
    [
        ("officer", handed_over, {"assign"}, {"propose", "approve"}, "nobody has taken it yet"),
        ("officer", taken, {"propose", "ask_papers", "ask_fee", "consult", "set_result"}, {"approve", "stop", "extend"}, "an officer appraises"),
        ("head", taken, {"reassign", "extend", "stop"}, {"propose", "approve"}, "a head steers, and signs at the signature step"),
        ("head", to_sign, {"approve", "send_back"}, {"issue"}, "it waits for the signature"),
        ("records", signed, {"issue", "send_back"}, {"approve", "set_result"}, "it waits for the register; what is signed stands"),
        ("records", finished, {"hand_result", "ask_correction"}, {"issue"}, "the result waits at the agency"),
        ("other_officer", taken, set(), {"propose"}, "another commune's dossier does not exist for them"),
    ],
)
def test_only_the_moves_that_are_possible_and_allowed_are_offered(desk, world, who, story, offered, withheld, because):
    dossier_id = story(world, at(9))
    answer = desk(who).get(page_of(dossier_id))
    page = answer.content.decode()
    for action in offered:
        assert page_of(dossier_id, action) in page, because
    for action in withheld:
        assert page_of(dossier_id, action) not in page, because
    assert answer.status_code == (200 if offered else 404)


def test_a_draft_is_sent_to_be_confirmed_only_where_there_is_one(desk, world):
    empty, full = taken(world, at(9)), drafted(world, at(9))
    officer = desk("officer")
    assert page_of(empty, "ask_confirm") not in officer.get(page_of(empty)).content.decode()
    assert page_of(full, "ask_confirm") in officer.get(page_of(full)).content.decode()


def test_a_paused_dossier_is_not_offered_another_appointment(desk, world):
    dossier_id = taken(world, at(9))
    move(world, dossier_id, "officer", Action.ASK_PAPERS, at(10), items=[{"name": "Bản chính"}], reason="Thiếu")
    asking = desk("officer").get(page_of(dossier_id, "ask_correction")).content.decode()
    assert 'value="void"' in asking
    assert 'value="redate"' not in asking


def test_the_register_is_told_that_a_result_must_be_prepared_first(desk, world):
    dossier_id = signed(world, at(9))
    Result.objects.filter(dossier_id=dossier_id).delete()  # as in dossiers signed before a draft was asked for
    page = desk("records").get(page_of(dossier_id)).content.decode()
    assert "Chưa có kết quả" in page
    assert page_of(dossier_id, "send_back") in page.split('data-key="F8"')[0].rsplit("<a ", 1)[1]
    assert "Chưa có kết quả" not in desk("records").get(page_of(signed(world, at(9)))).content.decode()


def test_a_dossier_that_waits_for_a_linked_one_names_it(desk, world):
    chain = chain_stories.chain(world)
    opened = make.received(world, at(9), procedure_code=chain_stories.CHAIN)
    move(world, opened.id, "clerk", Action.HAND_OVER, at(9))
    move(world, opened.id, "officer", Action.ASSIGN, at(9), assignee=str(world.staff["officer"].id))
    officer = desk("officer")
    assert "Bước này đang chờ hồ sơ liên thông" not in officer.get(page_of(opened.id)).content.decode()
    move(world, opened.id, "officer", Action.FORWARD, at(9))
    said = f"Bước này đang chờ hồ sơ liên thông {opened.code}-L1 ({chain.police.name})."
    assert said in officer.get(page_of(opened.id)).content.decode()
    assert "Bước này đang chờ" not in desk("records").get(page_of(opened.id)).content.decode(), "it is not at their step"


def test_a_refused_dossier_says_so_when_it_has_ended(desk, world):
    dossier_id = taken(world, at(9))
    move(world, dossier_id, "officer", Action.PROPOSE, at(9), decision="refuse", text="Chưa đủ điều kiện.")
    move(world, dossier_id, "head", Action.APPROVE, at(9))
    move(world, dossier_id, "records", Action.ISSUE, at(9))
    head = desk("records").get(page_of(dossier_id)).content.decode().split("mc-head__line")[1].split("</p>")[0]
    assert ">Từ chối</strong>" in head
    granted = desk("records").get(page_of(finished(world, at(9)))).content.decode().split("mc-head__line")[1].split("</p>")[0]
    assert "Từ chối" not in granted


def test_taking_a_dossier_is_one_press(desk, world):
    dossier_id = handed_over(world, at(9))
    officer = world.staff["officer"]
    desk("officer").post(page_of(dossier_id, "assign"), {"assignee": str(officer.id)})
    row = Dossier.objects.get(id=dossier_id)
    assert (row.status, row.assignee) == (Status.IN_PROGRESS, officer.id)


def test_whom_it_may_be_given_to_says_who_is_away_and_who_stands_in(desk, world):
    dossier_id = taken(world, at(9))
    mai, nam = make.member("mai", Role.OFFICER, world.commune), make.member("nam", Role.OFFICER, world.commune)
    today = timezone.localdate()
    for person, deputy in ((mai, nam), (nam, None)):
        Absence.objects.create(staff=person, deputy=deputy, first=today, last=today, created_at=at(8), created_by="x")
    head = desk("head")
    form = head.get(page_of(dossier_id, "reassign")).content.decode()
    assert f"{mai.name} – đang giữ 0 hồ sơ, vắng đến hết {today:%d/%m/%Y}, {nam.name} làm thay" in form
    assert f"{nam.name} – đang giữ 0 hồ sơ, vắng đến hết {today:%d/%m/%Y}, chưa có người làm thay" in form
    assert f'value="{world.staff["officer"].id}"' not in form, "who has it is no choice"
    assert "chưa có người làm thay" in head.get("/ban-lam-viec/?view=unit").content.decode()
    again = head.post(page_of(dossier_id, "reassign"), {"assignee": str(world.staff["officer"].id)})
    assert again.status_code == 422
    assert "Người này đang giữ hồ sơ rồi." in again.content.decode()


def test_who_took_a_dossier_reads_so_and_who_comes_later_reads_that_it_is_taken(desk, world):
    dossier_id = handed_over(world, at(9))
    officer, given = desk("officer"), {"assignee": str(world.staff["officer"].id)}
    assert "Đã nhận xử lý." in officer.post(page_of(dossier_id, "assign"), given, follow=True).content.decode()
    again = officer.post(page_of(dossier_id, "assign"), given).content.decode()
    assert "Hồ sơ này đã có người nhận xử lý." in again
    assert "đã chuyển sang bước khác" not in again


def test_the_history_names_the_unit_of_who_handed_it_over(desk, world):
    dossier_id = handed_over(world, at(9))
    page = desk("head").get(page_of(dossier_id)).content.decode().split("Đã bàn giao")[-1]
    assert f"{world.staff['clerk'].name} · {world.centre.name}" in page


def test_asking_for_papers_names_each_thing_and_issues_a_slip(desk, world):
    dossier_id = taken(world, at(9))
    browser = desk("officer")
    answer = browser.post(
        page_of(dossier_id, "ask_papers"),
        {"item-paper-proof": "1", "note-paper-proof": "Bản chụp bị mờ", "name-extra-0": "Giấy ủy quyền", "note-extra-0": "Chưa có",
         "restart": "on", **day("answer_by", in_days(20))},
        follow=True,
    )  # fmt: skip
    assert "/ban-lam-viec/phieu/" in answer.content.decode()
    row = Dossier.objects.get(id=dossier_id)
    assert (row.status, row.restart, row.due_at) == (Status.AWAITING_PAPERS, True, None)
    assert Request.objects.get(dossier_id=dossier_id).answer_by == in_days(20)
    slip = IssuedSlip.objects.get(dossier_id=dossier_id, kind="supplement")
    assert browser.get(f"/ban-lam-viec/phieu/{slip.id}.pdf")["Content-Type"] == "application/pdf"


def test_a_refused_form_keeps_everything_typed_and_says_what_to_do(desk, world):
    dossier_id = taken(world, at(9))
    answer = desk("officer").post(page_of(dossier_id, "ask_papers"), {"note-paper-proof": "Bản chụp bị mờ", "reason": "Xin bổ sung"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Bản chụp bị mờ" in page
    assert "Xin bổ sung" in page
    assert "govuk-error-summary" in page


@pytest.mark.parametrize(
    ("who", "story", "action", "given", "because"),
    [
        ("officer", taken, "ask_fee", {"amount": "mười nghìn", "reason": "Phí"}, "an amount has digits"),
        ("officer", taken, "ask_fee", {"amount": "", "reason": "Phí"}, "an amount is needed"),
        ("officer", taken, "propose", {"decision": "refuse"}, "a refusal has its reason"),
        ("officer", taken, "propose", {}, "a proposal says which"),
        ("officer", taken, "consult", {"unit": "Sở Không Có (X)", "question": "?", "hours": "8"}, "no such unit"),
        ("officer", taken, "consult", {"unit": "UBND xã Sơn Thử (H48.102)", "question": "", "hours": "8"}, "a question is needed"),
        ("officer", taken, "consult", {"unit": "UBND xã Sơn Thử (H48.102)", "question": "?", "hours": "0"}, "no time for an answer"),
        ("officer", taken, "set_result", {"number": "7", **{f"issued_on-{p}": v for p, v in (("day", "31"), ("month", "2"), ("year", "2026"))}}, "31/02"),
        ("officer", taken, "set_result", {"number": "7"}, "the number of a result of ours is drawn, not typed"),
        ("records", signed, "issue", {"number": "7"}, "a number of one's own comes with its source"),
        ("records", signed, "issue", {"source": "VBĐH"}, "a source comes with its number"),
        ("officer", taken, "note", {"text": " "}, "an empty note"),
        ("officer", taken, "attach", {}, "no paper"),
        ("head", taken, "extend", {"reason": "Chờ ý kiến"}, "a new day is needed"),
        ("head", taken, "extend", {"reason": "x", "cause": "d", "until-day": "1", "until-month": "7", "until-year": "2025"}, "the new day is before the old one"),
        ("head", taken, "stop", {"standard": "other", "reason": ""}, "a reason is needed"),
        ("head", taken, "reassign", {"assignee": ""}, "a person is needed"),
        ("head", to_sign, "send_back", {"reason": ""}, "a reason is needed"),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field(desk, world, who, story, action, given, because):
    dossier_id = story(world, at(9))
    before = Dossier.objects.get(id=dossier_id)
    answer = desk(who).post(page_of(dossier_id, action), given)
    assert answer.status_code == 422, because
    assert "govuk-error-summary" in answer.content.decode()
    after = Dossier.objects.get(id=dossier_id)
    assert (after.status, after.step, after.head_no) == (before.status, before.step, before.head_no)


def test_an_opinion_is_asked_of_another_unit_and_answered_there(desk, world):
    dossier_id = taken(world, at(9))
    desk("officer").post(page_of(dossier_id, "consult"), {"unit": "UBND xã Sơn Thử (H48.102)", "question": "Có tranh chấp?", "hours": "16"})
    other = desk("other_officer")
    assert "Có tranh chấp?" in other.get(page_of(dossier_id)).content.decode()
    other.post(page_of(dossier_id, "answer_consult"), {"answer": "Không có."})
    assert Consultation.objects.get(dossier_id=dossier_id).answered_by == world.staff["other_officer"].id


def test_a_result_goes_through_draft_preview_signature_and_register_to_the_citizen(desk, world):
    dossier_id = taken(world, at(9))
    officer = desk("officer")
    officer.post(page_of(dossier_id, "set_result"), {"content": "Ông Lan cư trú tại xã."})
    preview = officer.get(f"/ban-lam-viec/ho-so/{dossier_id}/du-thao.pdf")
    assert (preview.status_code, preview.content[:4]) == (200, b"%PDF")
    officer.post(page_of(dossier_id, "propose"), {"decision": "grant", "text": "Đủ điều kiện"})
    desk("head").post(page_of(dossier_id, "approve"))
    records = desk("records")
    records.post(page_of(dossier_id, "issue"))
    result = Result.objects.get(dossier_id=dossier_id)
    assert result.number == "01/GXN-UBND"
    assert Dossier.objects.get(id=dossier_id).status == Status.FINISHED
    document = records.get(f"/ban-lam-viec/ho-so/{dossier_id}/tep/{result.file_id}/")
    assert b"".join(document.streaming_content)[:4] == b"%PDF"
    records.post(page_of(dossier_id, "hand_result"))
    assert Dossier.objects.get(id=dossier_id).delivery_status == 2


def test_a_second_press_says_that_the_dossier_has_moved_on(desk, world):
    dossier_id = to_sign(world, at(9))
    head = desk("head")
    head.post(page_of(dossier_id, "approve"))
    answer = head.post(page_of(dossier_id, "approve"), follow=True)
    assert "govuk-notification-banner--warning" in answer.content.decode()
    assert Dossier.objects.get(id=dossier_id).step == "issue"


def test_an_apology_gives_one_new_day_and_only_one(desk, world):
    dossier_id = taken(world, at(9))
    head = desk("head")
    head.post(page_of(dossier_id, "extend"), {"standard": "consulting", "cause": "d", **day("until", make.working_day(9))})
    assert Dossier.objects.get(id=dossier_id).extensions == 1
    again = head.post(page_of(dossier_id, "extend"), {"standard": "consulting", "cause": "d", **day("until", make.working_day(30))})
    assert again.status_code == 422


def test_opening_again_needs_a_second_person(desk, world):
    dossier_id = finished(world, at(9))
    desk("records").post(page_of(dossier_id, "ask_correction"), {"kind": "reopen", "reason": "Sai năm sinh"})
    controller = desk("controller")
    assert page_of(dossier_id) in controller.get("/ban-lam-viec/").content.decode()
    controller.post(page_of(dossier_id, "correct"), {"reason": "Đồng ý, sai năm sinh"})
    assert Dossier.objects.get(id=dossier_id).status == Status.IN_PROGRESS
    page = desk("officer").get(page_of(dossier_id)).content.decode()
    assert "Sai năm sinh" in page
    assert "Đồng ý, sai năm sinh" in page


def test_a_paper_is_attached_with_its_scan_and_can_be_opened(desk, world):
    dossier_id = taken(world, at(9))
    officer = desk("officer")
    scan = SimpleUploadedFile("quét.pdf", PDF, content_type="application/pdf")
    officer.post(page_of(dossier_id, "attach"), {"have-proof": "1", "copies-proof": "2", "files-proof": scan})
    page = officer.get(page_of(dossier_id)).content.decode()
    assert "quét.pdf" in page
    link = page.split('/tep/')[1].split('"')[0]
    assert b"".join(officer.get(f"{page_of(dossier_id)}tep/{link}").streaming_content) == PDF


@pytest.mark.parametrize("path", ["du-thao.pdf", "tep/00000000-0000-0000-0000-000000000001/", "lam/fly/", "lam/read/"])
def test_what_is_not_there_is_not_found(desk, world, path):
    dossier_id = taken(world, at(9))
    assert desk("officer").get(f"/ban-lam-viec/ho-so/{dossier_id}/{path}").status_code == 404


def test_every_offered_move_has_a_form_that_opens(desk, world):
    from motcua.web.shared.dossiers.pages import SHOWN

    dossier_id = taken(world, at(9))
    officer = desk("officer")
    for action in SHOWN:
        assert officer.get(page_of(dossier_id, action.value)).status_code == 200


def test_a_dossier_received_elsewhere_shows_its_progress_to_its_commune_only(desk, world):
    opened = make.received(world, at(9))
    assert desk("other_officer").get(page_of(opened.id)).status_code == 404
    assert desk("controller").get(page_of(opened.id)).status_code == 200


def test_a_result_goes_to_the_counter_once_and_its_button_with_it(desk, world):
    dossier_id = finished(world, at(9))
    records = desk("records")
    for _press in range(2):
        answer = records.post(page_of(dossier_id, "hand_result"), follow=True)
        assert page_of(dossier_id, "hand_result") not in answer.content.decode()
    assert "không làm thêm gì" in answer.content.decode()
    assert Entry.objects.filter(chain=dossier_id, action="hand_result").count() == 1


def test_a_result_is_issued_again_once_however_often_the_form_is_sent(desk, world):
    dossier_id = taken(world, at(9))
    officer = desk("officer")
    officer.post(page_of(dossier_id, "set_result"), {"content": "Ông Lan cư trú tại xã."})
    officer.post(page_of(dossier_id, "propose"), {"decision": "grant"})
    desk("head").post(page_of(dossier_id, "approve"))
    records = desk("records")
    records.post(page_of(dossier_id, "issue"))
    records.post(page_of(dossier_id, "hand_result"))
    form = records.get(page_of(dossier_id, "reissue")).content.decode()
    seen = form.split('name="instead_of" value="')[1].split('"')[0]
    assert seen == str(Result.objects.get(dossier_id=dossier_id).id)
    for given in ({"instead_of": seen}, {"instead_of": seen}, {}):
        answer = records.post(page_of(dossier_id, "reissue"), given | {"reason": "Máy in kẹt giấy"}, follow=True)
        assert answer.status_code == 200
    assert "không làm thêm gì" in answer.content.decode()
    assert sorted(Result.objects.filter(dossier_id=dossier_id).values_list("number", flat=True)) == ["01/GXN-UBND", "02/GXN-UBND"]
    offered = answer.content.decode()
    assert page_of(dossier_id, "reissue") not in offered.split("mc-moves__rare")[0]  # a second spoilt number is seldom
    assert page_of(dossier_id, "hand_result") in offered  # the new paper has to go to the counter too
    again = records.get(page_of(dossier_id, "reissue")).content.decode().split('name="instead_of" value="')[1].split('"')[0]
    records.post(page_of(dossier_id, "reissue"), {"instead_of": again, "reason": "Lại kẹt giấy"})
    assert Result.objects.get(dossier_id=dossier_id, replaced_at=None).number == "03/GXN-UBND"


def test_a_question_stands_above_its_answer_and_never_before_the_signature(desk, world):
    dossier_id = to_sign(world, at(9))
    unit = str(world.commune.id)
    Dossier.objects.filter(id=dossier_id).update(consulted_units=[unit])
    Consultation.objects.create(
        dossier_id=dossier_id, unit_id=unit, question_sealed=sealing.seal("Đất có tranh chấp?", context="dossiers.consultation"),
        asked_at=at(9), asked_by=world.staff["officer"].id,
    )  # fmt: skip
    head = desk("head")
    button = head.get(page_of(dossier_id)).content.decode().split('data-key="F8"')[0]
    assert page_of(dossier_id, "approve") in button
    assert page_of(dossier_id, "answer_consult") not in button
    form = head.get(page_of(dossier_id, "answer_consult")).content.decode()
    assert "Đất có tranh chấp?" in form
    second = Consultation.objects.create(
        dossier_id=dossier_id, unit_id=unit, question_sealed=sealing.seal("Ranh giới ở đâu?", context="dossiers.consultation"),
        asked_at=at(10), asked_by=world.staff["officer"].id,
    )  # fmt: skip
    form = head.get(page_of(dossier_id, "answer_consult")).content.decode()
    assert "Đất có tranh chấp?" in form
    assert "Ranh giới ở đâu?" in form
    assert head.post(page_of(dossier_id, "answer_consult"), {"answer": "Ở suối."}).status_code == 422  # of two, which one
    head.post(page_of(dossier_id, "answer_consult"), {"consultation": str(second.id), "answer": "Ở suối."})
    assert list(Consultation.objects.filter(answered_at=None).values_list("asked_at", flat=True)) == [at(9)]


def test_the_form_for_making_good_a_fault_is_closed_where_there_is_none(desk, world):
    dossier_id = finished(world, at(9))
    page = desk("records").get(page_of(dossier_id, "settle_fault")).content.decode()
    assert 'name="words"' not in page
