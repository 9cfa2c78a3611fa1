"""Files of a dossier over the wire: papers people handed in, slips, drafted and issued results."""

from __future__ import annotations

import uuid
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from motcua import wiring
from motcua.services import files, result_documents
from motcua.services.dossiers import printing, reading
from motcua.web.shared.actors import now

INLINE = ("application/pdf", "image/png", "image/jpeg")


def slip(request: HttpRequest, slip_id: uuid.UUID) -> HttpResponse:
    """Send an issued slip."""
    try:
        printed = printing.slip(slip_id=slip_id, actor=request.actor, at=now(request), printer=wiring.printer(request.actor))  # type: ignore[attr-defined]
    except printing.NoSuchSlip:
        raise Http404 from None
    return pdf(printed.content, printed.name)


def preview(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Send the drafted result as it would be issued now."""
    try:
        content = result_documents.preview(
            dossier_id=dossier_id, actor=request.actor, at=now(request), printer=wiring.printer(request.actor)  # type: ignore[attr-defined]
        )  # fmt: skip
    except (reading.NotAllowed, result_documents.NothingToPrint):
        raise Http404 from None
    return pdf(content, "du-thao.pdf")


def file(request: HttpRequest, dossier_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse | StreamingHttpResponse:
    """Send a paper's or a result's file; pictures and PDFs open in the browser, others are saved."""
    try:
        found = files.of_dossier(dossier_id=dossier_id, file_id=file_id, actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    except files.NoSuchFile:
        raise Http404 from None
    response = StreamingHttpResponse(found.chunks, content_type=found.mime)
    response["Content-Length"] = str(found.size)
    way = "inline" if found.mime in INLINE else "attachment"
    response["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(found.name)}"
    return response


def pdf(content: bytes, name: str) -> HttpResponse:
    """Return a PDF that opens in the browser."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    return response
