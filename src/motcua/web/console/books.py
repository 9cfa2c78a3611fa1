"""Books as an auditor reads them: every book, nothing to change."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from motcua.domain.permissions.roles import Role
from motcua.web.console.room import frame
from motcua.web.shared.books import pages
from motcua.web.shared.books.pages import Shelf
from motcua.web.shared.guards import staff_only

KEEPERS = (Role.AUDITOR,)
SHELF = Shelf("console", lambda request: frame(request, "console_books"), dossiers=False)


@staff_only(*KEEPERS)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """List every book."""
    return pages.listed(request, SHELF)


@staff_only(*KEEPERS)
def book(request: HttpRequest, book_id: uuid.UUID) -> HttpResponse:
    """Show a book."""
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
