"""Opinions of other units: silence past the deadline is silence, and consent only by the procedure's own row."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from motcua.domain.dossiers.transitions import Action
from motcua.queries import configuration, dossier_pages
from motcua.services.dossiers.effects import InputWrong
from motcua.storage.dossiers.models import Consultation
from motcua.web.shared.dossiers import chain_lines
from tests import chain_stories, make, signing
from tests.chain_stories import LIMIT, document, on, step
from tests.desk_stories import move

ARTICLE = "Điều 19 khoản 5 Nghị định thử"
STEPS = [
    step("appraise", "competent", "officer", 24, next={"propose": "sign"}, consults=[
        {"key": "neighbours", "name": {"vi": "Hỏi xã bên"}, "unit": "linked:commune_committee", "hours": 8, "silence": ARTICLE},
        {"key": "police", "name": {"vi": "Hỏi công an"}, "unit": "linked:police", "hours": 8},
    ]),
    step("sign", "competent", "head", 8, next={"approve": "end"}),
]  # fmt: skip


@pytest.fixture
def asked(world):  # type: ignore[no-untyped-def]
    """Return a function that asks about a dossier taken on Monday, by a row of the procedure or freely."""
    chain_stories.chain(world)
    make.publish(document("9.000044", "Thủ tục có lấy ý kiến", channels=LIMIT, workflow={"steps": STEPS}))
    configuration.forget()
    opened = make.received(world, on(16), procedure_code="9.000044")
    move(world, opened.id, "clerk", Action.HAND_OVER, on(16, 9, 10))
    move(world, opened.id, "officer", Action.ASSIGN, on(16, 9, 20), assignee=str(world.staff["officer"].id))

    def ask(row: str = "", hours: int = 8, unit=None):  # type: ignore[no-untyped-def]
        move(world, opened.id, "officer", Action.CONSULT, on(16, 10), unit=str((unit or world.other_commune).id), question="Có tranh chấp không?",
             hours=hours, row=row)  # fmt: skip
        return opened.id

    return ask


def stands(world, dossier_id, at: dt.datetime) -> str:  # type: ignore[no-untyped-def]
    page = dossier_pages.page(actor=world.actor("officer", at), at=at, dossier_id=dossier_id)
    return chain_lines.stands(page.consultations[0], at)


@pytest.mark.parametrize(
    ("row", "when", "expected", "because"),
    [
        ("", on(17, 9), "waiting", "eight working hours are not over"),
        ("", on(18, 9), "silent", "asked freely: nothing says that silence is consent"),
        ("police", on(18, 9), "silent", "the row names no article"),
        ("neighbours", on(17, 9), "waiting", "the article speaks of the time after"),
        ("neighbours", on(18, 9), "consent", "the row names the article"),
    ],
)
def test_silence_is_shown_and_is_consent_only_where_the_row_says_so(world, asked, row, when, expected, because):
    assert stands(world, asked(row), when) == expected, because


def test_an_answer_counts_however_late_it_came(world, asked):
    dossier_id = asked("neighbours")
    move(world, dossier_id, "other_officer", Action.ANSWER_CONSULT, on(19), answer="Có tranh chấp")
    assert stands(world, dossier_id, on(19, 10)) == "answered"


def test_the_article_is_kept_as_it_stood_when_it_was_asked(world, asked):
    asked("neighbours")
    (row,) = Consultation.objects.all()
    assert (row.row, row.silence) == ("neighbours", ARTICLE)


def test_a_row_that_the_step_has_not_got_is_refused(asked):
    with pytest.raises(InputWrong):
        asked("nobody")


@pytest.mark.parametrize(("row", "said"), [("", "Quá hạn trả lời, chưa có ý kiến."), ("neighbours", ARTICLE)])
def test_the_page_says_it_plainly(world, asked, client, monkeypatch, row, said):
    dossier_id = asked(row)
    monkeypatch.setattr("motcua.web.shared.actors.timezone.now", lambda: on(18, 9))
    signing.staff(client, world, "officer")
    assert said in client.get(reverse("desk_dossier", args=[dossier_id])).content.decode()


def test_the_form_fills_in_unit_and_time_of_the_procedures_row(world, asked, client, monkeypatch):
    dossier_id = asked()
    monkeypatch.setattr("motcua.web.shared.actors.timezone.now", lambda: on(16, 11))
    signing.staff(client, world, "officer")
    address = reverse("desk_move", args=[dossier_id, "consult"])
    assert ARTICLE in client.get(address).content.decode()
    assert client.post(address, {"row": "police", "question": "Có hộ khẩu không?", "unit": "", "hours": ""}).status_code == 302
    last = Consultation.objects.order_by("asked_at").last()
    assert (last.row, last.silence, configuration.current().unit(last.unit_id).name) == ("police", "", "Công an tỉnh Thử")
    assert last.due_at == on(17, 11)  # eight working hours, as the row allots


@pytest.mark.parametrize("row", ["", "police"])
def test_nobody_asks_their_own_unit(world, asked, row):
    with pytest.raises(InputWrong) as refused:
        asked(row, unit=world.commune)
    assert (refused.value.name, refused.value.why) == ("unit", "own_unit")


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("", "Chọn đơn vị cần hỏi."),
        ("UBND xã Ba Thử (H48.101)", "Hồ sơ đang ở chính đơn vị này."),
    ],
)
def test_where_the_row_names_only_the_asker_the_unit_is_asked_for(world, asked, client, monkeypatch, unit, said):
    dossier_id = asked()
    monkeypatch.setattr("motcua.web.shared.actors.timezone.now", lambda: on(16, 11))
    signing.staff(client, world, "officer")
    address = reverse("desk_move", args=[dossier_id, "consult"])
    form = client.get(address).content.decode()
    assert "chọn đơn vị ở dưới" in form
    assert "(H48.102)" in form
    assert "(H48.101)" not in form
    answer = client.post(address, {"row": "neighbours", "question": "Trước đây ở đâu?", "unit": unit, "hours": ""})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'href="#id_unit"' in answer.content.decode()
    assert Consultation.objects.count() == 1


def test_the_row_keeps_its_time_and_article_when_its_unit_is_chosen_by_hand(world, asked, client, monkeypatch):
    dossier_id = asked()
    monkeypatch.setattr("motcua.web.shared.actors.timezone.now", lambda: on(16, 11))
    signing.staff(client, world, "officer")
    given = {"row": "neighbours", "question": "Trước đây ở đâu?", "unit": "UBND xã Sơn Thử (H48.102)", "hours": ""}
    assert client.post(reverse("desk_move", args=[dossier_id, "consult"]), given).status_code == 302
    last = Consultation.objects.order_by("asked_at").last()
    assert (last.row, last.silence, last.unit_id, last.due_at) == ("neighbours", ARTICLE, world.other_commune.id, on(17, 11))
