"""Books in a room: the list, one book with its lines, striking out a number, closing a year, PDF and workbook."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua import wiring
from motcua.services import book_pages, books
from motcua.services.book_pages import StandsOnResult
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import documents

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FAULTS: dict[type[Exception], StrOrPromise] = {
    books.BookNotKept: gettext_lazy("You do not keep this book. Nothing was changed."),
    books.ReasonMissing: gettext_lazy("Write why the number is spoilt, for example: printed twice."),
    books.NotVoidable: gettext_lazy("This number is struck out already, or numbers of this book cannot be."),
    books.BookClosed: gettext_lazy("This book is closed. Nothing was changed."),
    books.StillOpen: gettext_lazy("A book is closed after its year has ended. Nothing was changed."),
    StandsOnResult: gettext_lazy("This number stands on an issued result. Open its dossier and issue it again under a new number."),
}


@dataclass(frozen=True)
class Shelf:
    """Where a room keeps its books: the start of its routes' names and the frame of its pages; `dossier` None: no links."""

    key: str
    frame: Callable[[HttpRequest], dict[str, object]]
    dossiers: bool = True


def listed(request: HttpRequest, shelf: Shelf) -> HttpResponse:
    """List the books."""
    found = book_pages.listed(actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    lines = [{"book": one, "url": reverse(f"{shelf.key}_book", args=[one.id])} for one in found]
    return render(request, "motcua/books/list.html", shelf.frame(request) | {"books": lines})


def book(request: HttpRequest, shelf: Shelf, book_id: uuid.UUID) -> HttpResponse:
    """Show a book; posting strikes out a number or closes the book."""
    if request.method == "POST":
        return _acted(request, shelf, book_id)
    page = request.GET.get("page", "")
    number = max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    try:
        found, lines, more = book_pages.lines(actor=request.actor, book_id=book_id, at=now(request), number=number)  # type: ignore[attr-defined]
    except books.BookNotKept:
        raise Http404 from None
    context = shelf.frame(request) | {
        "book": found, "number": number, "more": more, "home": reverse(f"{shelf.key}_books"),
        "lines": [
            {"line": one, "url": reverse(f"{shelf.key}_dossier", args=[one.dossier_id]) if shelf.dossiers and one.dossier_id else ""}
            for one in lines
        ],
        "pdf": reverse(f"{shelf.key}_book_pdf", args=[book_id]), "xlsx": reverse(f"{shelf.key}_book_xlsx", args=[book_id]),
    }  # fmt: skip
    return render(request, "motcua/books/book.html", context)


def _acted(request: HttpRequest, shelf: Shelf, book_id: uuid.UUID) -> HttpResponse:
    actor, at = request.actor, now(request)  # type: ignore[attr-defined]
    try:
        if request.POST.get("act") == "close":
            books.close(book_id=book_id, actor=actor, at=at)
            messages.success(request, _("The book is closed and signed. It gives no more numbers."))
        else:
            line_id = _uuid(request.POST.get("line", ""))
            book_pages.void(actor=actor, line_id=line_id, reason=request.POST.get("reason", ""), at=at)
            messages.success(request, _("The number is struck out. It stays in the book with its reason."))
    except tuple(_FAULTS) as fault:
        messages.error(request, str(next(words for kind, words in _FAULTS.items() if isinstance(fault, kind))))
    return redirect(f"{shelf.key}_book", book_id)


def pdf(request: HttpRequest, book_id: uuid.UUID) -> HttpResponse:
    """Send the book as a PDF."""
    try:
        name, content = book_pages.pdf(actor=request.actor, book_id=book_id, at=now(request), printer=wiring.printer(request.actor))  # type: ignore[attr-defined]
    except books.BookNotKept:
        raise Http404 from None
    return documents.pdf(content, name)


def workbook(request: HttpRequest, book_id: uuid.UUID) -> HttpResponse:
    """Send the book as a workbook."""
    try:
        name, content = book_pages.workbook(actor=request.actor, book_id=book_id, at=now(request))  # type: ignore[attr-defined]
    except books.BookNotKept:
        raise Http404 from None
    response = HttpResponse(content, content_type=WORKBOOK)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None
