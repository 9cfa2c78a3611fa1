"""The books of the counter: lists, lines, striking out, closing, print."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from motcua.domain.permissions.roles import Role
from motcua.web.counter.frame import frame
from motcua.web.shared.books import pages
from motcua.web.shared.books.pages import Shelf
from motcua.web.shared.guards import staff_only

KEEPERS = (Role.CLERK, Role.ONE_STOP_HEAD, Role.COLLECTOR)
SHELF = Shelf("counter", lambda request: frame(request, current="books"))


@staff_only(*KEEPERS)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """List the books one keeps."""
    return pages.listed(request, SHELF)


@staff_only(*KEEPERS)
def book(request: HttpRequest, book_id: uuid.UUID) -> HttpResponse:
    """Show a book, strike out a number, close the year."""
    return pages.book(request, SHELF, book_id)


@staff_only(*KEEPERS)
@require_GET
def pdf(request: HttpRequest, book_id: uuid.UUID) -> HttpResponse:
    """Send a book as a PDF."""
    return pages.pdf(request, book_id)


@staff_only(*KEEPERS)
@require_GET
def workbook(request: HttpRequest, book_id: uuid.UUID) -> HttpResponse:
    """Send a book as a workbook."""
    return pages.workbook(request, book_id)
