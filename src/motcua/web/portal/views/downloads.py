"""Answering with a file or a PDF: never cached, never run by the browser."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from motcua.services import file_types
from motcua.services.files import Readable

BARE = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; frame-ancestors 'none'"


def answer(found: Readable) -> StreamingHttpResponse:
    """Stream a stored file: pictures and PDFs are shown, anything else is saved."""
    response = FileResponse(
        found.chunks,
        as_attachment=found.mime not in file_types.SHOWN_INLINE,
        filename=found.name,
        content_type=found.mime,
    )
    response["Content-Length"] = str(found.size)
    return _safe(response)


def pdf(content: bytes, name: str) -> HttpResponse:
    """Answer with a PDF made just now."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return _safe(response)


def _safe(response):  # type: ignore[no-untyped-def]
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    # A browser's own viewer shows no PDF inside a sandbox; pictures need none of its powers.
    viewer = response["Content-Type"] == file_types.PDF
    response["Content-Security-Policy"] = BARE if viewer else f"{BARE}; sandbox"
    return response
