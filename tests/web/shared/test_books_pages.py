"""Books in the rooms: their keepers see, strike out, close and print them; an auditor reads them all."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
import python_calamine
from django.urls import reverse

from motcua.domain.dossiers.transitions import Action
from motcua.services import book_pages, books
from motcua.services.book_pages import StandsOnResult
from motcua.storage.books.models import Book, BookLine
from motcua.storage.dossiers.models import Result
from motcua.storage.ledger.models import Reading
from tests import signing
from tests.desk_stories import at, finished, move
from tests.services.test_books import _draw


def test_the_records_clerk_sees_the_outgoing_book_and_each_look_is_recorded(world, client):
    dossier_id = finished(world, at(9))
    signing.staff(client, world, "records")
    book = Book.objects.get()
    assert "Sổ đăng ký văn bản đi" in client.get(reverse("desk_books")).content.decode()
    page = client.get(reverse("desk_book", args=[book.id])).content.decode()
    assert "01/GXN-UBND" in page
    assert reverse("desk_dossier", args=[dossier_id]) in page
    assert Reading.objects.get(purpose="book").dossier_ids == [dossier_id]


def test_a_number_on_an_issued_result_is_struck_out_by_issuing_again_only(world, client):
    finished(world, at(9))
    line, records = BookLine.objects.get(), world.actor("records")
    with pytest.raises(StandsOnResult):
        book_pages.void(actor=records, line_id=line.id, reason="Sai", at=at(15))
    signing.staff(client, world, "records")
    answer = client.post(reverse("desk_book", args=[line.book_id]), {"line": str(line.id), "reason": "Sai"}, follow=True)
    assert "cấp lại với số mới" in answer.content.decode()
    Result.objects.update(replaced_at=at(15))
    client.post(reverse("desk_book", args=[line.book_id]), {"line": str(line.id), "reason": "In hai lần"})
    line.refresh_from_db()
    assert line.void_reason == "In hai lần"


def test_striking_out_needs_a_reason(world, client):
    _draw(world, world.actor("clerk"), 2)
    line = BookLine.objects.order_by("number").first()
    signing.staff(client, world, "clerk")
    answer = client.post(reverse("counter_book", args=[line.book_id]), {"line": str(line.id), "reason": " "}, follow=True)
    assert "Ghi lý do huỷ số" in answer.content.decode()
    client.post(reverse("counter_book", args=[line.book_id]), {"line": str(line.id), "reason": "Viết sai"})
    line.refresh_from_db()
    assert line.voided_at is not None


def test_a_book_of_a_past_year_is_closed_from_its_page_and_this_years_is_not(world, client):
    _draw(world, world.actor("clerk"), at=at(9).replace(year=2025))
    _draw(world, world.actor("clerk"), at=at(9).replace(year=2199))
    signing.staff(client, world, "clerk")
    for book in Book.objects.order_by("year"):
        client.post(reverse("counter_book", args=[book.id]), {"act": "close"})
    assert [b.closed_at is not None for b in Book.objects.order_by("year")] == [True, False]


@pytest.mark.parametrize(
    ("who", "room", "status", "because"),
    [
        ("records", "desk", 200, "keeps it"),
        ("auditor", "console", 200, "reads all"),
        ("clerk", "counter", 404, "keeps other kinds"),
    ],
)
def test_a_book_is_shown_to_its_keepers_and_auditors_and_does_not_exist_for_others(world, client, who, room, status, because):
    finished(world, at(9))
    signing.staff(client, world, who)
    book = Book.objects.get()
    for name in (f"{room}_book", f"{room}_book_xlsx"):
        assert client.get(reverse(name, args=[book.id])).status_code == status, because


def test_an_auditor_changes_nothing(world, client):
    finished(world, at(9))
    Result.objects.update(replaced_at=at(15))
    signing.staff(client, world, "auditor")
    line = BookLine.objects.get()
    client.post(reverse("console_book", args=[line.book_id]), {"line": str(line.id), "reason": "x"})
    line.refresh_from_db()
    assert line.voided_at is None
    assert "Huỷ số" not in client.get(reverse("console_book", args=[line.book_id])).content.decode()


def test_the_book_comes_out_as_paper_and_as_a_workbook_with_what_was_struck_out(world, settings):
    _draw(world, world.actor("clerk"), 3)
    clerk, book = world.actor("clerk"), Book.objects.get()
    books.void(line_id=BookLine.objects.get(number=2).id, reason="Rách trang", actor=clerk, at=at(15))
    name, content = book_pages.workbook(actor=clerk, book_id=book.id, at=at(16))
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert name == "certified_copies-H48.101-2026.xlsx"
    assert [row[0] for row in rows] == ["Số", "01", "02", "03"]
    assert rows[2][5] == "Huỷ: Rách trang"
    assert "MÔ PHỎNG" not in str(rows)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=True)
    _name, content = book_pages.workbook(actor=clerk, book_id=book.id, at=at(16))
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0][-1] == "DỮ LIỆU MÔ PHỎNG"
    printed = []

    class Recorder:
        def render(self, template, data):
            printed.append((template, data))
            return b"%PDF"

    book_pages.pdf(actor=clerk, book_id=book.id, at=at(16), printer=Recorder())
    ((template, data),) = printed
    assert (template, data["paper"], data["title"]) == ("slip", "a4-landscape", "Sổ chứng thực bản sao từ bản chính năm 2026")
    assert "Huỷ: Rách trang" in str(data["blocks"])


def test_the_printer_prints_a_book(world, client):
    dossier_id = finished(world, at(9))
    move(world, dossier_id, "records", Action.HAND_RESULT, at(15))
    signing.staff(client, world, "records")
    answer = client.get(reverse("desk_book_pdf", args=[Book.objects.get().id]))
    assert (answer.status_code, answer.content[:4]) == (200, b"%PDF")
