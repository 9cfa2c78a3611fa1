"""The document of a result: made from draft and answers, kept when it is issued, never when it is not."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.connectors.pretend_antivirus import PretendAntivirus
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.ports.printer import PrintFailed
from motcua.queries import configuration
from motcua.services import files, result_documents, results
from motcua.storage.dossiers.models import Dossier, Result, Signature
from motcua.storage.procedures.models import Revision
from tests import make
from tests.desk_stories import at, drafted, move, signed, taken, to_sign


class Recorder:
    """A printer that keeps what it was asked to print."""

    def __init__(self, *, fails: bool = False) -> None:
        self.fails, self.pages = fails, []

    def render(self, template, data):
        if self.fails:
            raise PrintFailed(template, "no paper")
        self.pages.append((template, data))
        return b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def issue(world, dossier_id, printer, when=at(14)):
    return result_documents.advance(
        dossier_id=dossier_id, action=Action.ISSUE, actor=world.actor("records"), at=when, printer=printer,
        antivirus=PretendAntivirus(),
    )  # fmt: skip


def test_issuing_keeps_the_printed_document_with_the_result(world, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    dossier_id, printer = signed(world, at(9)), Recorder()
    done = issue(world, dossier_id, printer)
    assert done.after == Status.FINISHED
    result = Result.objects.get(dossier_id=dossier_id)
    found = files.of_dossier(dossier_id=dossier_id, file_id=result.file_id, actor=make.citizen(), at=at(15))
    assert b"".join(found.chunks).startswith(b"%PDF")
    ((template, data),) = printer.pages
    assert (template, data["number"], data["title"]) == ("result", "01/GXN-UBND", "Giấy xác nhận")
    assert data["signer"]["name"] == "Nguyễn Văn Head"
    assert data["signed"] is False


def test_the_same_draft_and_moment_give_the_same_page(world):
    dossier_id = signed(world, at(9))
    row, draft = Dossier.objects.get(id=dossier_id), Result.objects.get(dossier_id=dossier_id)
    assert result_documents.lay_out(row=row, draft=draft, at=at(14)) == result_documents.lay_out(row=row, draft=draft, at=at(14))


def test_a_printer_that_fails_issues_nothing(world, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    dossier_id = signed(world, at(9))
    with pytest.raises(PrintFailed):
        issue(world, dossier_id, Recorder(fails=True))
    assert Dossier.objects.get(id=dossier_id).status == Status.IN_PROGRESS


def test_a_draft_replaced_while_it_was_printed_is_not_issued(world, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    dossier_id = signed(world, at(9))

    class Meanwhile(Recorder):
        def render(self, template, data):
            Result.objects.filter(dossier_id=dossier_id).update(replaced_at=at(13))
            Result.objects.create(
                dossier_id=dossier_id, key="certificate", name="Giấy xác nhận", number="13/GXN-UBND", issued_on=dt.date(2026, 11, 16),
                created_at=at(13), created_by=world.staff["officer"].id, signature=Signature.objects.get(dossier_id=dossier_id),
            )  # fmt: skip
            return super().render(template, data)

    with pytest.raises(result_documents.ResultChanged):
        issue(world, dossier_id, Meanwhile())
    assert Dossier.objects.get(id=dossier_id).status == Status.IN_PROGRESS


def test_a_refused_dossier_is_issued_without_a_document(world):
    dossier_id, printer = drafted(world, at(9)), Recorder()
    move(world, dossier_id, "officer", Action.PROPOSE, at(10), decision="refuse", text="Không đủ điều kiện.")
    move(world, dossier_id, "head", Action.APPROVE, at(11))
    issue(world, dossier_id, printer)
    assert printer.pages == []


def test_a_preview_shows_the_draft_and_nothing_to_show_is_said(world):
    dossier_id, printer = taken(world, at(9)), Recorder()
    officer = world.actor("officer")
    with pytest.raises(result_documents.NothingToPrint):
        result_documents.preview(dossier_id=dossier_id, actor=officer, at=at(10), printer=printer)
    results.draft(dossier_id=dossier_id, actor=officer, at=at(10), content="Ông Lan cư trú tại xã.")
    result_documents.preview(dossier_id=dossier_id, actor=officer, at=at(10), printer=printer)
    assert "Ông Lan cư trú tại xã." in str(printer.pages)


@pytest.mark.parametrize(
    ("template", "printed", "because"),
    [
        ("decision", "decision", "articles are written, grounds come from the procedure"),
        ("extract", "result", "nothing was answered, so a letter says what is known"),
        ("birth_certificate", "result", "a counter takes paper forms, so the fields may be missing"),
        (None, "result", "a result without a form of its own is a letter"),
    ],
)
def test_each_template_finds_its_form_or_a_letter(world, template, printed, because):
    document = dict(make.PROCEDURE)
    document["results"] = [{"key": "certificate", "name": {"vi": "Giấy xác nhận"}} | ({"template": template} if template else {})]
    revision = Revision.objects.create(
        procedure=world.procedure, number=2, state="published", document=document, effective_from=dt.date(2025, 7, 2),
        created_at=at(8), published_at=at(8),
    )  # fmt: skip
    configuration.forget()
    dossier_id = to_sign(world, at(9))
    row = Dossier.objects.get(id=dossier_id)
    assert row.revision_id == revision.id
    page = result_documents.lay_out(row=row, draft=Result.objects.get(dossier_id=dossier_id), at=at(10))
    assert page.template == printed, because
