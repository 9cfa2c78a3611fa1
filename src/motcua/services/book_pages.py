"""Books as their keepers see, print and hand them over: lists, lines, PDF and workbook, within the right to read them."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import xlsxwriter
from django.conf import settings
from django.db.models import Q, QuerySet

from motcua.domain.books.kinds import KEEPING, Kind, shown
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor, Role
from motcua.ports.printer import Printer
from motcua.queries import actors, configuration
from motcua.services import books, ledger, print_blocks, register_pages, registers
from motcua.services import slip_texts as say
from motcua.services.books import BookNotKept
from motcua.services.dossiers import slips
from motcua.services.print_blocks import Column, Page
from motcua.storage.books.models import Book, BookLine
from motcua.storage.dossiers.models import Dossier, Result

PAGE = 100
SIMULATED = "DỮ LIỆU MÔ PHỎNG"  # beside the headings where all data is the demo's
HEADINGS = ("Số", "Ngày, giờ", "Nội dung", "Mã hồ sơ", "Người vào sổ", "Ghi chú")
WIDTHS = (14, 18, 50, 24, 26, 40)
REGISTER_WIDTHS = (6, 26, 50, 8, 28, 40, 32, 18, 18, 18, 20, 14, 24)


class StandsOnResult(ValueError):
    """The number stands on an issued result: it is struck out by issuing that result again (`dossier`)."""

    def __init__(self, dossier: uuid.UUID) -> None:
        self.dossier = dossier
        super().__init__(str(dossier))


@dataclass(frozen=True)
class Opened:
    """A book in a list: what it is, how far it has come, and what the actor may do with it."""

    id: uuid.UUID
    title: str
    unit: str
    symbol: str
    year: int
    last: int
    void: int
    closed_at: dt.datetime | None
    keeps: bool
    closes: bool  # its year has ended and it is still open


@dataclass(frozen=True)
class Line:
    """A line of a book."""

    id: uuid.UUID
    number: str
    given_at: dt.datetime
    words: str
    dossier_id: uuid.UUID | None
    code: str
    by: str
    void_reason: str
    voided_at: dt.datetime | None
    voidable: bool


def listed(*, actor: Actor, at: dt.datetime) -> list[Opened]:
    """Return the books the actor keeps, an auditor's all: the latest year first."""
    _brought_up_to_date(actor, at)
    rows = _readable(actor).select_related("unit").order_by("-year", "kind", "unit__name", "symbol")[:500]
    return [_opened(row, actor, at) for row in rows]


def lines(*, actor: Actor, book_id: uuid.UUID, at: dt.datetime, number: int = 1) -> tuple[Opened, list[Line], bool]:
    """Return a book with a page of its lines, the latest first, and whether there are more; the reading is recorded.

    Raises BookNotKept.
    """
    book = _book(actor, book_id, at)
    rows = list(BookLine.objects.filter(book=book).order_by("-given_at", "-number")[(number - 1) * PAGE : number * PAGE + 1])
    found = _opened(book, actor, at)
    made = list(_lines(book, rows[:PAGE], found))
    ledger.read(actor=actor, at=at, purpose="book", dossier_ids=[line.dossier_id for line in made if line.dossier_id])
    return found, made, len(rows) > PAGE


def void(*, actor: Actor, line_id: uuid.UUID, reason: str, at: dt.datetime) -> uuid.UUID:
    """Strike out a number that stands on nothing; return its book.

    Raises StandsOnResult, and what books.void raises.
    """
    line = BookLine.objects.filter(id=line_id).first()
    if line is None:
        raise BookNotKept
    result = Result.objects.filter(book_line=line_id, replaced_at=None).first()
    if result is not None:
        raise StandsOnResult(result.dossier_id)
    books.void(line_id=line_id, reason=reason, actor=actor, at=at)
    return line.book_id


def pdf(*, actor: Actor, book_id: uuid.UUID, at: dt.datetime, printer: Printer) -> tuple[str, bytes]:
    """Return the whole book as a PDF (A4 lying; the register in its own form) with its file name. Raises BookNotKept, PrintFailed."""
    book, made = _whole(actor, book_id, at)
    if book.kind == Kind.REGISTER.value:
        rows = list(BookLine.objects.filter(book=book).order_by("number"))
        page = register_pages.page(book, rows, at, keeper=actor.label)
    else:
        page = lay_out(book, made, at)
    return f"{_name(book)}.pdf", printer.render(page.template, page.data)


def workbook(*, actor: Actor, book_id: uuid.UUID, at: dt.datetime) -> tuple[str, bytes]:
    """Return the whole book as an .xlsx workbook (the register with the columns of its form) with its file name. Raises BookNotKept."""
    book, made = _whole(actor, book_id, at)
    headings, widths, rows = _sheet(book, made, at)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as out:
        sheet = out.add_worksheet(str(book.year))
        bold, wrapped = out.add_format({"bold": True}), out.add_format({"text_wrap": True, "valign": "top"})
        for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, heading, bold)
        if settings.ENVIRONMENT.demo:
            sheet.write_string(0, len(headings), SIMULATED, bold)
        for row, cells in enumerate(rows, start=1):
            for place, cell in enumerate(cells):
                sheet.write_string(row, place, cell, wrapped)
        sheet.freeze_panes(1, 0)
    return f"{_name(book)}.xlsx", buffer.getvalue()


def lay_out(book: Book, made: Sequence[Line], at: dt.datetime) -> Page:
    """Return the page of a book: every line, and the closing words where it is closed."""
    config, keeping = configuration.current(), KEEPING[Kind(book.kind)]
    head = slips.head_of(config, book.unit_id, at)
    columns = [
        Column(title=HEADINGS[0], mm=34), Column(title=HEADINGS[1], mm=30), Column(title=HEADINGS[2], share=2),
        Column(title=HEADINGS[3], mm=44), Column(title=HEADINGS[4], mm=38), Column(title=HEADINGS[5], share=1),
    ]  # fmt: skip
    void_count = sum(1 for line in made if line.voided_at)
    words = f"Sổ này có {book.last} số do cơ quan cấp, trong đó {void_count} số huỷ; tổng cộng {len(made)} dòng."
    blocks = [print_blocks.table(columns, [_cells(line) for line in made]), print_blocks.text(words, strong=True)]
    if book.closed_at is not None:
        said = f"Đã khoá sổ lúc {say.short_moment(book.closed_at)}. Mã kiểm tra: {book.closing_digest}."
        blocks.append(print_blocks.text(said))
    data: dict[str, object] = {
        "at": say.local(at).isoformat(), "kind": "book", "paper": "a4-landscape", "parent": head.parent, "office": head.office,
        "number": "", "place_date": say.place_and_day(head.place, at), "title": f"{keeping.title} năm {book.year}", "form_note": "",
        "code": "", "blocks": blocks, "signatures": [print_blocks.signature("Người giữ sổ", note="(Ký và ghi rõ họ tên)")],
        "footer": f"In lúc {say.short_moment(at)}",
    }  # fmt: skip
    return Page(template="slip", data=data)


def _sheet(book: Book, made: Sequence[Line], at: dt.datetime) -> tuple[Sequence[str], Sequence[int], list[list[str]]]:
    """Return headings, widths and cells of a book's workbook."""
    if book.kind != Kind.REGISTER.value:
        return HEADINGS, WIDTHS, [_cells(line) for line in made]
    rows = list(BookLine.objects.filter(book=book).order_by("number"))
    headings, cells = register_pages.table(book, rows, at)
    return headings, REGISTER_WIDTHS, cells


def _cells(line: Line) -> list[str]:
    note = f"Huỷ: {line.void_reason}" if line.voided_at else ""
    return [line.number, say.short_moment(line.given_at), line.words, line.code, line.by, note]


def _whole(actor: Actor, book_id: uuid.UUID, at: dt.datetime) -> tuple[Book, list[Line]]:
    book = _book(actor, book_id, at)
    rows = list(BookLine.objects.filter(book=book).order_by("given_at", "number", "id"))
    made = list(_lines(book, rows, _opened(book, actor, at)))
    ledger.read(actor=actor, at=at, purpose="book", dossier_ids=sorted({line.dossier_id for line in made if line.dossier_id}))
    return book, made


def _name(book: Book) -> str:
    return f"{book.kind}-{configuration.current().unit(book.unit_id).code}-{book.year}{'-' + book.symbol if book.symbol else ''}"


def _book(actor: Actor, book_id: uuid.UUID, at: dt.datetime) -> Book:
    book = _readable(actor).filter(id=book_id).first()
    if book is None:
        raise BookNotKept
    if book.kind == Kind.REGISTER.value and _brought_up_to_date(actor, at):
        book.refresh_from_db()
    return book


def _brought_up_to_date(actor: Actor, at: dt.datetime) -> int:
    """Enter what waits for the registers the actor keeps, so that a register is complete whenever its keeper opens it."""
    config = configuration.current()
    kept = books.kept_units(actor, KEEPING[Kind.REGISTER].keepers)
    units = [unit.id for unit in config.units.values() if str(books.authority(config, unit.id).id) in kept] if kept else []
    return registers.enter(actor=actor, at=at, units=units) if units else 0


def _readable(actor: Actor) -> QuerySet[Book]:
    if actor.holds(Role.AUDITOR):
        return Book.objects.exclude(unit__practice=True)
    kept = Q(pk__in=[])
    for kind, keeping in KEEPING.items():
        kept |= Q(kind=kind.value, unit_id__in=sorted(books.kept_units(actor, keeping.keepers)))
    return Book.objects.filter(kept)


def _opened(book: Book, actor: Actor, at: dt.datetime) -> Opened:
    keeps, keeping = books.keeps(actor, book), KEEPING[Kind(book.kind)]
    return Opened(
        id=book.id, title=keeping.title, unit=configuration.current().unit(book.unit_id).name, symbol=book.symbol, year=book.year,
        last=book.last, void=BookLine.objects.filter(book=book).exclude(voided_at=None).count(), closed_at=book.closed_at, keeps=keeps,
        closes=keeps and book.closed_at is None and local(at).year > book.year,
    )  # fmt: skip


def _lines(book: Book, rows: Sequence[BookLine], found: Opened) -> Iterator[Line]:
    codes = dict(Dossier.objects.filter(id__in={r.dossier_id for r in rows if r.dossier_id}).values_list("id", "code"))
    people = actors.names({i for r in rows if (i := _uuid(r.given_by))})
    voidable = found.keeps and book.closed_at is None and KEEPING[Kind(book.kind)].voidable
    results = dict(Result.objects.filter(book_line__in=[r.id for r in rows]).values_list("book_line", "number"))
    for row in rows:
        number = row.outside or results.get(row.id) or shown(row.number or 0)
        giver = _uuid(row.given_by)
        yield Line(
            id=row.id, number=str(number), given_at=row.given_at, words=row.words, dossier_id=row.dossier_id,
            code=codes.get(row.dossier_id, "") if row.dossier_id else "", by=people.get(giver, "") if giver else "",
            void_reason=row.void_reason, voided_at=row.voided_at, voidable=voidable and row.voided_at is None,
        )  # fmt: skip


def _uuid(value: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(value)
    except ValueError:
        return None
