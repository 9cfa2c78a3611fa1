"""Answers to the forms of moves that cannot be used: said at their field, with everything typed and every file kept."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motcua.domain.hours import local
from motcua.storage.chains.models import Task
from motcua.storage.corrections.models import Correction
from motcua.storage.dossiers.models import Consultation, Dossier, Note, Request
from motcua.storage.papers.models import Paper, PaperFile
from tests import chain_stories, signing
from tests.chain_stories import on
from tests.desk_stories import at, signed, taken, to_sign

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
SUNDAY = dt.date(2026, 11, 22)


def boxes(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def error_at(page: str, control: str) -> str:
    """Return what the page says is wrong with a control, from its summary; empty where nothing is."""
    found = re.search(rf'href="#{re.escape(control)}"[^>]*>([^<]*)<', page)
    return found[1].strip() if found else ""


@pytest.fixture
def form(client, world, settings, tmp_path, monkeypatch):
    """Return a function that sends the form of a move as somebody, at ten on Monday the 16th of November 2026, and gives its page."""
    settings.FILES_ROOT = tmp_path
    monkeypatch.setattr("motcua.web.shared.actors.timezone.now", lambda: at(10))

    def send(who: str, dossier_id: uuid.UUID, action: str, given: dict[str, object], *, taken: bool = False) -> str:
        signing.staff(client, world, who)
        answer = client.post(reverse("desk_move", args=[dossier_id, action]), given)
        assert answer.status_code == (302 if taken else 422), answer.content.decode()[-3000:]
        return answer.content.decode()

    return send


@pytest.mark.parametrize(
    ("day", "said", "because"),
    [
        (dt.date(2099, 6, 1), "Lịch làm việc chưa có năm này", "nobody knows the holidays of that year"),
        (dt.date(9999, 12, 31), "Lịch làm việc chưa có năm này", "nor of the last year there is"),
        (dt.date(1, 1, 1), "Lịch làm việc chưa có năm này", "a year of two figures is no year of ours"),
        (SUNDAY, "Ngày này là ngày nghỉ", "another day than the one typed would be promised"),
    ],
)
def test_a_date_that_cannot_be_promised_is_said_at_its_field(world, form, day, said, because):
    dossier_id = taken(world, at(9))
    page = form("head", dossier_id, "extend", {"standard": "other", "reason": "Phải đo đạc lại", "cause": "d", **boxes("until", day)})
    assert error_at(page, "id_until_0").startswith(said), because
    assert "Phải đo đạc lại" in page
    assert f'value="{day.year}"' in page
    page = form("officer", dossier_id, "ask_correction", {"kind": "redate", "reason": "Ghi nhầm", **boxes("until", day)})
    assert error_at(page, "id_until_0").startswith(said), because
    assert "Ghi nhầm" in page


def test_a_year_too_long_for_any_calendar_is_no_day(world, form):
    given = {"standard": "consulting", "cause": "d", "until-day": "1", "until-month": "6", "until-year": "9" * 30}
    assert "không có trong lịch" in error_at(form("head", taken(world, at(9)), "extend", given), "id_until_0")


def test_the_day_that_is_promised_is_the_day_that_was_typed(world, form):
    dossier_id = taken(world, at(9))
    form("head", dossier_id, "extend", {"standard": "consulting", "cause": "d", **boxes("until", dt.date(2026, 12, 16))}, taken=True)
    assert local(Dossier.objects.get(id=dossier_id).extended_to).date() == dt.date(2026, 12, 16)


def test_a_date_is_read_only_where_the_kind_of_correction_wants_one(world, form):
    dossier_id = taken(world, at(9))
    form("officer", dossier_id, "ask_correction", {"kind": "void", "reason": "Nhập trùng", "until-day": "x", "unit": "Không có"}, taken=True)
    assert Correction.objects.get(dossier_id=dossier_id).wanted == {}


@pytest.mark.parametrize(("day", "said"), [(at(9).date(), "phải sau hôm nay"), (dt.date(9999, 1, 1), "chưa có năm này")])
def test_the_citizen_gets_a_day_to_answer_by_that_can_come(world, form, day, said):
    given = {"item-paper-proof": "1", "note-paper-proof": "Mờ", **boxes("answer_by", day)}
    assert said in error_at(form("officer", taken(world, at(9)), "ask_papers", given), "id_answer_by_0")


@pytest.mark.parametrize("typed", ["15.000,00", "150,5", "1.5", "12.34.567"])
def test_an_amount_with_a_decimal_part_is_refused_not_multiplied(world, form, typed):
    page = form("officer", taken(world, at(9)), "ask_fee", {"amount": typed, "reason": "Phí thẩm định"})
    assert "số đồng nguyên" in error_at(page, "id_amount")
    assert f'value="{typed}"' in page


@pytest.mark.parametrize("typed", ["15000", "15.000", "15,000", "15 000 đồng", "15.000đ"])
def test_an_amount_may_be_typed_with_points_between_the_thousands(world, form, typed):
    dossier_id = taken(world, at(9))
    form("officer", dossier_id, "ask_fee", {"amount": typed, "reason": "Phí thẩm định"}, taken=True)
    assert Request.objects.get(dossier_id=dossier_id).amount == 15_000


def test_a_part_of_an_hour_is_not_read_as_many_hours(world, form):
    given = {"unit": "UBND xã Sơn Thử (H48.102)", "question": "Có tranh chấp?", "hours": "1,6"}
    assert "1 đến 400" in error_at(form("officer", taken(world, at(9)), "consult", given), "id_hours")


@pytest.mark.parametrize(("kind", "typed"), [("copies", "-3"), ("copies", "999999"), ("originals", "1,5"), ("certified", "hai")])
def test_a_count_of_papers_is_a_whole_number_and_is_never_changed_unsaid(world, form, kind, typed):
    dossier_id = taken(world, at(9))
    before = Paper.objects.filter(dossier_id=dossier_id).count()
    page = form("officer", dossier_id, "attach", {"have-proof": "1", f"{kind}-proof": typed})
    assert "từ 0 đến 999" in error_at(page, f"{kind}-proof")
    assert f'value="{typed}"' in page
    assert Paper.objects.filter(dossier_id=dossier_id).count() == before


@pytest.mark.parametrize("beside", [{}, {"have-proof": "1"}], ids=["alone", "beside another"])
def test_another_paper_without_a_name_asks_for_it_and_keeps_its_scan(world, form, beside):
    dossier_id = taken(world, at(9))
    scan = SimpleUploadedFile("giấy ủy quyền.pdf", PDF, content_type="application/pdf")
    page = form("officer", dossier_id, "attach", {**beside, "copies-extra": "2", "files-extra": scan})
    assert "Ghi tên của giấy tờ khác" in error_at(page, "name-extra")
    assert "giấy ủy quyền.pdf" in page
    token = re.search(r'name="kept-extra" value="([^"]+)"', page)[1]
    form("officer", dossier_id, "attach", {**beside, "copies-extra": "2", "name-extra": "Giấy ủy quyền", "kept-extra": token}, taken=True)
    paper = Paper.objects.get(dossier_id=dossier_id, name="Giấy ủy quyền")
    assert paper.copies == 2
    assert PaperFile.objects.filter(paper=paper).count() == 1


def test_another_paper_that_is_only_named_came_as_one_copy(world, form):
    dossier_id = taken(world, at(9))
    form("officer", dossier_id, "attach", {"name-extra": "Giấy ủy quyền"}, taken=True)
    assert Paper.objects.get(dossier_id=dossier_id, name="Giấy ủy quyền").copies == 1


@pytest.mark.parametrize("typed", ["UBND xã Sơn Thử (H48.102)", "H48.102", "UBND xã Sơn Thử", "ubnd xa son thu", "UBND XÃ SƠN", "ubnd xa son"])
def test_a_unit_is_found_by_its_name_or_a_part_that_only_one_has(world, form, typed):
    dossier_id = taken(world, at(9))
    form("officer", dossier_id, "consult", {"unit": typed, "question": "Có tranh chấp?", "hours": "8"}, taken=True)
    assert Consultation.objects.get(dossier_id=dossier_id).unit_id == world.other_commune.id


def test_a_part_that_several_units_have_asks_to_pick_one(world, form):
    page = form("officer", taken(world, at(9)), "consult", {"unit": "thử", "question": "Có tranh chấp?", "hours": "8"})
    assert "Có nhiều đơn vị" in error_at(page, "id_unit")
    assert "Có tranh chấp?" in page


@pytest.mark.parametrize(
    ("who", "story", "action", "name", "most", "given"),
    [
        ("officer", taken, "note", "text", 2000, {}),
        ("head", to_sign, "send_back", "reason", 1000, {}),
        ("head", taken, "stop", "basis", 300, {"standard": "dispute"}),
        ("records", signed, "issue", "number", 80, {"source": "Hệ thống văn bản"}),
    ],
)
def test_what_is_longer_than_its_limit_is_refused_at_its_field(world, form, who, story, action, name, most, given):
    dossier_id = story(world, at(9))
    page = form(who, dossier_id, action, given | {name: "ă" * (most + 1)})
    assert f"dài không quá {most} ký tự" in error_at(page, f"id_{name}")
    assert "ă" * (most + 1) in page


def test_a_text_of_just_its_limit_is_taken_with_its_lines(world, form):
    dossier_id = taken(world, at(9))
    form("officer", dossier_id, "note", {"text": "ă\r\n" * 999 + "ăă"}, taken=True)
    assert Note.objects.filter(dossier_id=dossier_id).count() == 1


def test_a_list_of_what_is_missing_needs_no_reason_above_it(world, form):
    dossier_id = taken(world, at(9))
    form("officer", dossier_id, "ask_papers", {"item-paper-proof": "1", **boxes("answer_by", dt.date(2026, 12, 1))}, taken=True)
    assert Request.objects.filter(dossier_id=dossier_id).count() == 1


@pytest.mark.parametrize(
    ("who", "story", "action", "given", "control", "said"),
    [
        ("head", taken, "stop", {}, "id_standard_0", "Anh/chị chọn lý do"),
        ("head", taken, "stop", {"standard": "other"}, "id_reason", "Ghi lý do dừng hồ sơ"),
        ("officer", taken, "propose_stop", {}, "id_standard_0", "Anh/chị chọn lý do"),
        ("officer", taken, "propose", {"decision": "refuse"}, "id_text", "Ghi lý do từ chối"),
        ("head", to_sign, "send_back", {}, "id_reason", "Ghi điều cần sửa"),
        ("officer", taken, "ask_correction", {"kind": "void"}, "id_reason", "Ghi sai điều gì"),
    ],
)
def test_an_empty_answer_is_asked_for_in_words_of_its_own_move(world, form, who, story, action, given, control, said):
    page = form(who, story(world, at(9)), action, given)
    assert error_at(page, control).startswith(said)
    assert "giấy chứng sinh" not in page


def test_a_text_that_is_needed_in_some_cases_is_not_called_unneeded(client, world):
    dossier_id = taken(world, at(9))
    signing.staff(client, world, "officer")
    page = client.get(reverse("desk_move", args=[dossier_id, "propose"])).content.decode()
    assert "không bắt buộc" not in page


@pytest.fixture
def at_tax(world, monkeypatch, client, settings, tmp_path):
    """Return a dossier sent to a tax office on Monday, and a function that sends forms about it on Wednesday the 18th."""
    settings.FILES_ROOT = tmp_path
    chain = chain_stories.chain(world)
    row = chain.to_tax(on(16))
    task = Task.objects.get(dossier=row)
    monkeypatch.setattr("motcua.web.shared.actors.timezone.now", lambda: on(17))
    signing.staff(client, world, "land_officer")
    sent = client.post(reverse("desk_move", args=[row.id, "send_task"]), {"task": str(task.id)})
    assert sent.status_code == 302
    monkeypatch.setattr("motcua.web.shared.actors.timezone.now", lambda: on(18))
    signing.staff(client, world, "land_officer")

    def send(action: str, **given: str) -> str:
        answer = client.post(reverse("desk_move", args=[row.id, action]), {"task": str(task.id), **given})
        assert answer.status_code == 422
        assert Task.objects.get(id=task.id).answered_at is None
        return answer.content.decode()

    return send


@pytest.mark.parametrize(
    ("action", "given", "control", "said"),
    [
        ("answer_task", {"kind": "done", **boxes("came", dt.date(2026, 11, 18))}, "id_text", "Ghi nội dung cơ quan trả lời"),
        ("answer_task", {"kind": "done", "text": "Xong", **boxes("came", dt.date(2026, 11, 30))}, "id_came_0", "Ngày"),
        ("answer_task", {"kind": "done", "text": "Xong", **boxes("day", dt.date(2099, 1, 1))}, "id_day_0", "Ngày của văn bản sau hôm nay"),
        ("answer_task", {"kind": "done", "text": "Xong", **boxes("day", dt.date(1920, 1, 1))}, "id_day_0", "Ngày của văn bản trước năm 2000"),
        ("answer_task", {"kind": "tax_notice", "amount": "15.000"}, "id_number", "Nhập số ghi trên thông báo"),
        ("receive_task", boxes("day", dt.date(2026, 11, 30)), "id_day_0", "Ngày"),
        (
            "answer_task",
            {"kind": "tax_notice", "number": "88/TB", "amount": "15.000", **boxes("day", dt.date(2026, 11, 18)), **boxes("pay_by", dt.date(1900, 1, 1))},
            "id_pay_by_0", "Hạn nộp tiền sớm hơn",
        ),
        (
            "answer_task",
            {"kind": "tax_notice", "number": "88/TB", "amount": "15.000", **boxes("day", dt.date(2026, 11, 18)), **boxes("pay_by", dt.date(9999, 1, 1))},
            "id_pay_by_0", "Lịch làm việc chưa có năm này",
        ),
        (
            "answer_task",
            {"kind": "tax_notice", "number": "88/TB", "amount": "15.000,50", **boxes("day", dt.date(2026, 11, 18))},
            "id_amount", "Số tiền là số đồng nguyên",
        ),
    ],
)  # fmt: skip
def test_what_an_agency_answered_is_checked_field_by_field(at_tax, action, given, control, said):
    page = at_tax(action, **given)
    assert error_at(page, control).startswith(said), page[:3000]
