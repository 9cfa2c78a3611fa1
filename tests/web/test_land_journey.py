"""A land dossier from the commune's counter to the citizen's hand: every step by the right person, on their own pages.

Registration of a change, received at a commune, settled at the regional land office, with a step at a tax office that has no account,
a tax that the citizen pays, a signature, a number from the records clerk, and the result returned at the commune.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.domain.dossiers.states import Status
from motcua.queries import configuration, dossier_pages
from motcua.storage.books.models import BookLine
from motcua.storage.chains.models import Task
from motcua.storage.dossiers.models import Dossier, Pause, Result
from tests import chain_stories, make, signing
from tests.chain_stories import LAND, on

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def day(name: str, moment: dt.datetime) -> dict[str, str]:
    return {f"{name}-day": str(moment.day), f"{name}-month": str(moment.month), f"{name}-year": str(moment.year)}


class Story:
    """The dossier, and a browser for each person at the moment the story has reached."""

    def __init__(self, world, monkeypatch) -> None:  # type: ignore[no-untyped-def]
        self.world, self.chain, self.monkeypatch = world, chain_stories.chain(world), monkeypatch
        self.id = make.received(world, on(16), procedure_code=LAND).id

    @property
    def row(self) -> Dossier:
        return Dossier.objects.get(id=self.id)

    def browser(self, who: str, at: dt.datetime) -> Client:
        self.monkeypatch.setattr("motcua.web.shared.actors.timezone.now", lambda: at)
        client = Client()
        signing.citizen(client) if who == "citizen" else signing.staff(client, self.world, who)
        return client

    def does(self, who: str, at: dt.datetime, action: str, room: str = "desk", **given: object) -> None:
        """Make one move from its page; it must be taken."""
        answer = self.browser(who, at).post(reverse(f"{room}_move", args=[self.id, action]), given)
        assert answer.status_code == 302, (action, answer.content.decode()[:3000])

    def page(self, who: str, at: dt.datetime, room: str = "desk") -> str:
        return self.browser(who, at).get(reverse(f"{room}_dossier", args=[self.id])).content.decode()


@pytest.fixture
def story(world, monkeypatch, settings, tmp_path) -> Story:  # type: ignore[no-untyped-def]
    settings.FILES_ROOT = tmp_path
    return Story(world, monkeypatch)


def to_the_tax_office(story: Story) -> Task:
    story.does("clerk", on(16, 9, 30), "hand_over", room="counter")
    story.does("land_officer", on(16, 10), "assign", assignee=str(story.world.staff["land_officer"].id))
    story.does("land_officer", on(16, 11), "forward")
    task = Task.objects.get(dossier=story.id)
    story.does("land_officer", on(16, 14), "send_task", task=str(task.id), asked="Chuyển nhượng thửa 125")
    story.does("land_officer", on(17, 9), "receive_task", task=str(task.id), **day("day", on(17)))
    return Task.objects.get(dossier=story.id)


def test_registration_of_a_change_goes_through_the_tax_office_and_comes_back_to_the_commune(story):
    task = to_the_tax_office(story)
    assert story.row.competent_unit_id == story.chain.land_office.id
    assert (task.number[:6], task.due_at, task.receipt_known) == ("01/PCT", on(24, 17), True)

    # two working days past its own deadline the tax office is late, and the land office is not
    page = story.page("land_officer", on(26, 9))
    assert "Thuế cơ sở 6 tỉnh Thử" in page
    assert "cơ quan này chậm 2 ngày làm việc" in page
    assert "Thuế cơ sở 6 tỉnh Thử đã quá hạn trả lời" in story.browser("land_officer", on(26, 9)).get(reverse("desk_home")).content.decode()
    board = story.browser("leader", on(26, 9)).get(reverse("board_beside"), {"first-day": "1"}).content.decode()
    assert "Tại cơ quan khác: chậm của cơ quan nào tính cho cơ quan đó" in board
    late = story.browser("leader", on(26, 9)).get(reverse("board_behind", args=["agency_late"])).content.decode()
    assert story.row.code in late

    # its answer is a notice of tax: the citizen's payment is a pause of its own
    notice = {"task": str(task.id), "kind": "tax_notice", "number": "88/TB-TCS6", "amount": "5.250.000", "document": SimpleUploadedFile("tb.pdf", PDF),
              **day("day", on(26)), **day("came", on(26))}  # fmt: skip
    story.does("land_officer", on(26, 10), "answer_task", **notice)
    assert (story.row.status, story.row.due_at, story.row.remaining_minutes) == (Status.AWAITING_PAYMENT, None, 21 * 60)
    own = story.browser("citizen", on(26, 11)).get(reverse("my_dossier", args=[story.row.code])).content.decode()
    assert "Đang chờ ông/bà nộp 5.250.000" in own
    refused = story.browser("citizen", on(27, 9)).post(reverse("my_tax", args=[story.row.code]), {"number": "GNT 0012", **day("day", on(27))})
    assert (refused.status_code, story.row.status) == (422, Status.AWAITING_PAYMENT)
    assert "GNT 0012" in refused.content.decode()  # what was typed is still there
    half = {"number": "GNT 0012", "proof": SimpleUploadedFile("chung-tu.pdf", PDF, "application/pdf")}
    again = story.browser("citizen", on(27, 9)).post(reverse("my_tax", args=[story.row.code]), half).content.decode()
    assert "Chọn lại ảnh hoặc tệp" in again
    assert "ví dụ 27 11 2026" in again
    proof = {"number": "GNT 0012", **day("day", on(27)), "proof": SimpleUploadedFile("chung-tu.pdf", PDF, "application/pdf")}
    paid = story.browser("citizen", on(27, 10)).post(reverse("my_tax", args=[story.row.code]), proof)
    assert (paid.status_code, story.row.status) == (302, Status.IN_PROGRESS)
    assert story.row.due_at == on(1, 17, month=12)  # one working day later than 30/11

    # signed by the branch's head, numbered by its records clerk, returned at the commune
    story.does("land_officer", on(27, 14), "forward")
    story.does("land_officer", on(27, 15), "set_result")
    story.does("land_officer", on(27, 15, 30), "propose", decision="grant")
    story.does("land_head", on(30, 8), "approve")
    story.does("land_records", on(30, 9), "issue")
    result = Result.objects.get(dossier=story.id)
    assert result.number == "02/GXN-CNVPĐKĐĐ"  # the slip to the tax office was 01
    assert BookLine.objects.filter(dossier_id=story.id).count() == 2
    story.does("land_records", on(30, 9, 30), "hand_result")
    story.does("clerk", on(30, 15), "return_result", room="counter", shown=make.OWNER_NUMBER, way="counter")
    assert (story.row.status, story.row.finished_at <= on(1, 17, month=12)) == (Status.RETURNED, True)

    # and the clock can be explained: ten working days, one pause for the payment
    pause = Pause.objects.get(dossier=story.id)
    assert (pause.kind, pause.started_at, pause.ended_at) == ("payment", on(26, 10), on(27, 10))
    shown = dossier_pages.page(actor=story.world.actor("clerk", on(30)), at=on(30, 16), dossier_id=story.id)
    kinds = [line.kind.value for line in shown.due.lines]
    assert [k for k in kinds if k in ("received", "limit", "paused", "due_moved", "due")] == ["received", "limit", "paused", "due_moved", "due"]
    page = story.page("clerk", on(30, 16), room="counter")
    assert "88/TB-TCS6" in page
    assert "Công dân phải nộp: 5.250.000" in page
    assert "cơ quan này trả lời chậm 2 ngày làm việc" in page


@pytest.mark.parametrize(
    ("who", "action", "because"),
    [
        ("clerk", "send_task", "the counter hands over, it does not send to the tax office"),
        ("officer", "send_task", "the commune does not settle it"),
        ("land_head", "send_task", "the head signs"),
        ("other_clerk", "answer_task", "received elsewhere"),
    ],
)
def test_nobody_else_sends_or_answers(story, who, action, because):
    to_the_tax_office(story)
    room = "counter" if "clerk" in who else "desk"
    before = Task.objects.values().get(dossier=story.id)
    answer = story.browser(who, on(18)).post(reverse(f"{room}_move", args=[story.id, action]), {"task": str(before["id"]), "text": "x"})
    assert answer.status_code in (404, 422), because
    assert Task.objects.values().get(dossier=story.id) == before


def test_a_wrong_answer_keeps_what_was_typed_and_says_what_to_do(story):
    task = to_the_tax_office(story)
    typed = {"task": str(task.id), "kind": "tax_notice", "number": "88/TB-TCS6", "amount": "năm triệu", **day("day", on(18)), **day("came", on(18))}
    answer = story.browser("land_officer", on(18)).post(reverse("desk_move", args=[story.id, "answer_task"]), typed)
    assert answer.status_code == 422
    for kept in ("88/TB-TCS6", "năm triệu", "Số tiền là số đồng"):
        assert kept in answer.content.decode()
    configuration.forget()
