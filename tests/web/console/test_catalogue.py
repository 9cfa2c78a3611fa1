"""The console's pages of the catalogue: review, drafts with their preview, publishing, workflows, imports."""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.domain.hours import local
from motcua.domain.procedures import revision
from motcua.domain.procedures.doubts import Reason
from motcua.queries import actors, configuration, console_catalogue
from motcua.queries.console_catalogue import Filter
from motcua.services import workflow_sheets
from motcua.services.catalogue import importing
from motcua.storage.procedures.models import Procedure, Revision
from motcua.web.shared.wording import catalogue as wording
from tests import make, signing
from tests.catalogue_examples import document, told
from tests.make import World
from tests.web.console.test_people import day

TODAY = local(timezone.now()).date()
FORM: dict[str, object] = {
    "schema": {"type": "object", "properties": {
        "wanted": {"type": "string", "enum": ["copy", "extract"]}, "why": {"type": "string", "maxLength": 200},
    }, "required": ["wanted"]},
    "layout": {"pages": [
        {"key": "what", "title": {"vi": "Việc cần làm", "en": "What is wanted"}, "fields": [
            {"id": "wanted", "widget": "choice", "label": {"vi": "Ông/bà cần gì?", "en": "What do you need?"},
             "options": [{"value": "copy", "label": {"vi": "Bản sao", "en": "Copy"}},
                         {"value": "extract", "label": {"vi": "Trích lục", "en": "Extract"}}]}]},
        {"key": "reason", "title": {"vi": "Lý do", "en": "Reason"}, "fields": [
            {"id": "why", "widget": "text", "label": {"vi": "Để làm gì?", "en": "What for?"}, "when": "wanted == \"copy\""}]},
    ]},
}  # fmt: skip


def _document(**changes: object) -> dict[str, object]:
    """Return a document of the world's procedure that may be published."""
    return document(code="9.000001", effective_from=(TODAY + dt.timedelta(days=10)).isoformat(), form=copy.deepcopy(FORM), **changes)


@pytest.fixture
def controller(world: World, client: Client) -> Client:
    signing.staff(client, world, "catalogue")
    return client


@pytest.fixture
def imported(world: World, tmp_path: Path) -> Procedure:
    """A record that was imported, with something that was not understood."""
    path = tmp_path / "records.jsonl"
    lines = [told(), told(code="2.000635", name="Cấp bản sao trích lục", agency="", legal_basis=[]), {"nothing": 1}]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    importing.run(path, actor=actors.SYSTEM, at=timezone.now())
    return Procedure.objects.get(code="2.000635")


def test_the_list_is_narrowed_by_state_words_and_reason(world: World, controller: Client, imported: Procedure) -> None:
    address = reverse("console_catalogue")
    assert "9.000001" in controller.get(address).content.decode()
    review = controller.get(address, {"all": "yes", "state": "review"}).content.decode()
    assert "2.000635" in review
    assert "9.000001" not in review
    assert "2.000635" in controller.get(address, {"all": "yes", "flag": "no_agency"}).content.decode()
    assert "2.000635" in controller.get(address, {"all": "yes", "q": "trich luc"}).content.decode()
    assert "2.000635" not in controller.get(address, {"q": "trich luc"}).content.decode(), "it is not in scope"


def test_counts_of_states_are_those_of_their_lists(world: World, imported: Procedure) -> None:
    wanted = Filter(everywhere=True)
    counts = console_catalogue.counts(wanted, TODAY)
    for state, count in counts.items():
        lines, _more = console_catalogue.procedures(Filter(everywhere=True, state=state), TODAY)
        assert len(lines) == count, state
    assert (counts[""], counts["record"], counts["complete"]) == (3, 2, 1)


def test_the_source_stands_beside_what_was_understood_of_it(controller: Client, imported: Procedure) -> None:
    page = controller.get(reverse("console_procedure", args=[imported.id])).content.decode()
    assert "3 Ngày làm việc" in page
    assert "3 ngày làm việc" in page
    assert str(wording.of_reason(Reason.NO_AGENCY.value)) in page


def test_the_import_report_tells_reasons_with_examples(controller: Client, imported: Procedure) -> None:
    page = controller.get(reverse("console_imports")).content.decode()
    assert str(wording.of_reason(Reason.NO_AGENCY.value)) in page
    assert "Cấp bản sao trích lục" in page
    assert f"{reverse('console_catalogue')}?flag=no_agency" in page


def test_a_record_is_completed_step_by_step_and_published(world: World, controller: Client, imported: Procedure) -> None:
    edit = reverse("console_revision_edit", args=[imported.id])
    first = controller.get(edit).content.decode()
    assert "&quot;code&quot;: &quot;2.000635&quot;" in first
    assert controller.get(reverse("console_publish", args=[imported.id])).status_code == 404, "there is no draft yet"
    text = json.dumps(_document(publisher=imported.publisher) | {"code": "2.000635"})
    assert controller.post(edit, {"document": text, "act": "save"}).status_code == 302
    response = controller.post(reverse("console_publish", args=[imported.id]))
    assert response.status_code == 302, response.content.decode()
    imported.refresh_from_db()
    assert imported.completeness == "complete"


def test_a_draft_is_judged_while_it_is_typed(controller: Client) -> None:
    answer = controller.post(reverse("console_preview"), {"document": json.dumps(_document())})
    page = answer.content.decode()
    assert "Ông/bà cần gì?" in page
    assert "Để làm gì?" in page, "questions under a condition are shown too"
    assert "wanted == &quot;copy&quot;" in page
    assert "<html" not in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "sai dạng JSON ở dòng 1"),
        ("[]", "phải bắt đầu bằng"),
        ('{"schema": 1, "strange": 2}', "strange"),
        (json.dumps(_document(execution="")), "Trình tự thực hiện"),
        ("[" * 100_000, "lồng nhau"),
    ],
)
def test_what_is_wrong_with_a_draft_is_named(controller: Client, text: str, said: str) -> None:
    assert said in controller.post(reverse("console_preview"), {"document": text}).content.decode()


def test_without_scripts_the_button_draws_the_same_preview(world: World, controller: Client) -> None:
    edit = reverse("console_revision_edit", args=[world.procedure.id])
    page = controller.post(edit, {"document": json.dumps(_document()), "act": "check"}).content.decode()
    assert "Ông/bà cần gì?" in page
    assert not Revision.objects.filter(state="draft").exists(), "looking keeps nothing"


def test_a_broken_draft_is_not_kept_and_not_lost(world: World, controller: Client) -> None:
    edit = reverse("console_revision_edit", args=[world.procedure.id])
    for text in ('{"schema": 1, "mine": 2}', '{"broken', json.dumps(_document() | {"code": "1.000000"})):
        response = controller.post(edit, {"document": text, "act": "save"})
        assert response.status_code == 422
        assert text.replace('"', "&quot;")[:12] in response.content.decode()
    assert not Revision.objects.filter(state="draft").exists()


def test_a_draft_with_something_in_the_way_is_not_published(world: World, controller: Client) -> None:
    text = json.dumps(_document(execution=""))
    controller.post(reverse("console_revision_edit", args=[world.procedure.id]), {"document": text, "act": "save"})
    address = reverse("console_publish", args=[world.procedure.id])
    assert "Chưa công bố được" in controller.get(address).content.decode()
    assert controller.post(address).status_code == 422
    assert Revision.objects.get(state="draft").published_at is None


def test_publishing_ends_the_revision_before(world: World, controller: Client) -> None:
    controller.post(reverse("console_revision_edit", args=[world.procedure.id]), {"document": json.dumps(_document()), "act": "save"})
    assert controller.post(reverse("console_publish", args=[world.procedure.id])).status_code == 302
    world.revision.refresh_from_db()
    assert world.revision.effective_to == TODAY + dt.timedelta(days=9)
    page = controller.get(reverse("console_procedure", args=[world.procedure.id])).content.decode()
    assert "đang áp dụng" in page
    assert "sắp áp dụng" in page


def test_a_draft_is_thrown_away(world: World, controller: Client) -> None:
    controller.post(reverse("console_revision_edit", args=[world.procedure.id]), {"document": json.dumps(_document()), "act": "save"})
    assert controller.post(reverse("console_discard", args=[world.procedure.id])).status_code == 302
    assert not Revision.objects.filter(state="draft").exists()
    assert controller.post(reverse("console_discard", args=[world.procedure.id])).status_code == 302, "a second press is told, not lost"


def test_a_revision_ends_with_a_day(world: World, controller: Client) -> None:
    address = reverse("console_expire", args=[world.procedure.id, world.revision.id])
    assert controller.post(address, day("last", dt.date(2025, 1, 1))).status_code == 422
    assert controller.post(address, day("last", TODAY)).status_code == 302
    world.revision.refresh_from_db()
    assert world.revision.effective_to == TODAY


def test_what_is_edited_is_what_was_written_in_the_order_of_its_parts(world: World) -> None:
    found = console_catalogue.document(world.revision.id)
    assert found == make.PROCEDURE
    names = [name for name in found if name != "number"]
    known = [field for field in revision.Revision.__dataclass_fields__ if field in names]
    assert names == known


def test_the_workflow_is_shown_as_table_and_picture(world: World, controller: Client) -> None:
    page = controller.get(reverse("console_workflow", args=[world.procedure.id])).content.decode()
    assert "<svg" in page
    assert "Thẩm định" in page
    assert "24 giờ làm việc" in page, "12 + 8 + 4"


def test_a_workflow_goes_out_to_a_workbook_and_comes_back_changed(world: World, controller: Client) -> None:
    answer = controller.get(reverse("console_workbook", args=[world.procedure.id]))
    assert answer["Content-Disposition"] == 'attachment; filename="9.000001.xlsx"'
    steps = workflow_sheets.read(answer.content)
    changed = revision.Workflow(tuple(
        revision.Step(s.key, s.name, s.unit, s.role, s.hours + 1, s.next, s.consults, s.linked) for s in steps.steps
    ))  # fmt: skip
    book = SimpleUploadedFile("quy-trinh.xlsx", workflow_sheets.write(changed))
    assert controller.post(reverse("console_workflow", args=[world.procedure.id]), {"sheet": book}).status_code == 302
    draft = revision.parse(Revision.objects.get(state="draft").document)
    assert draft.workflow is not None
    assert [s.hours for s in draft.workflow.steps] == [13, 9, 5]


def test_a_workbook_that_is_none_changes_nothing_and_is_told(world: World, controller: Client) -> None:
    address = reverse("console_workflow", args=[world.procedure.id])
    assert controller.post(address, {"sheet": SimpleUploadedFile("x.xlsx", b"not a workbook")}).status_code == 422
    assert controller.post(address, {}).status_code == 422
    assert not Revision.objects.filter(state="draft").exists()


def test_a_draft_changed_in_another_tab_is_not_replaced_unseen(world: World, controller: Client) -> None:
    edit = reverse("console_revision_edit", args=[world.procedure.id])
    seen = re.search(r'name="seen" value="([^"]+)"', controller.get(edit).content.decode())[1]  # type: ignore[index]
    one, other = (json.dumps(_document(execution=text), ensure_ascii=False) for text in ("Tab thứ nhất.", "Tab thứ hai."))
    assert controller.post(edit, {"document": one, "act": "save", "seen": seen}).status_code == 302
    answer = controller.post(edit, {"document": other, "act": "save", "seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "đã được sửa ở thẻ khác" in page
    assert "Tab thứ hai." in page, "what was typed is kept"
    assert Revision.objects.get(state="draft").document["execution"] == "Tab thứ nhất."
    again = re.search(r'name="seen" value="([^"]+)"', page)[1]  # type: ignore[index]
    assert controller.post(edit, {"document": other, "act": "save", "seen": again}).status_code == 302, "warned, it may be replaced"


def test_a_start_before_the_revision_it_replaces_is_said_while_typing(world: World, controller: Client) -> None:
    early = json.dumps(_document() | {"effective_from": "1900-01-01"})
    page = controller.post(reverse("console_preview"), {"document": early, "procedure": str(world.procedure.id)}).content.decode()
    assert "Áp dụng từ ngày" in page
    assert "effective_from" not in page
    assert "Bản mới phải áp dụng sau ngày đó" in page


def test_publishing_twice_leads_to_the_procedure_and_says_so(world: World, controller: Client) -> None:
    controller.post(reverse("console_revision_edit", args=[world.procedure.id]), {"document": json.dumps(_document()), "act": "save"})
    address = reverse("console_publish", args=[world.procedure.id])
    assert controller.post(address).status_code == 302
    again = controller.post(address, follow=True)
    assert again.redirect_chain[0][0] == reverse("console_procedure", args=[world.procedure.id])
    assert "bản soạn này đã bỏ hoặc đã công bố" in again.content.decode()


def test_a_draft_goes_on_where_it_was_left(world: World, controller: Client) -> None:
    edit = reverse("console_revision_edit", args=[world.procedure.id])
    controller.post(edit, {"document": json.dumps(_document(execution="Nộp, ký, trả.")), "act": "save"})
    configuration.forget()
    page = controller.get(edit).content.decode()
    assert "Nộp, ký, trả." in page
    assert re.search(r"Công bố bản soạn", page)
