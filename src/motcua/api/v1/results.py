"""Results that a sector's system issued: it delivers number, day and document with a key of its own scope."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import uuid
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field, StringConstraints

from motcua import wiring
from motcua.api.v1 import replies
from motcua.api.v1.keys import machine
from motcua.api.v1.problems import Refused
from motcua.api.v1.schemas import Given
from motcua.domain.dossiers.transitions import Action
from motcua.ports.sector_results import SectorResult
from motcua.services import sector_results
from motcua.services.files import FileRefused
from motcua.services.results import SourceIsOurs, SourceMissing

router = Router(tags=["results"])


class ResultIn(Given):
    """A result as its system issued it; `document` is a PDF in base64."""

    source: Annotated[str, StringConstraints(min_length=1, max_length=120)] = Field(description="The system's name.")
    number: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    issued_on: dt.date
    key: Annotated[str, StringConstraints(max_length=60)] = Field("", description="Which result of the procedure; empty: its first.")
    document: Annotated[str, StringConstraints(max_length=14_000_000)] | None = None
    document_name: Annotated[str, StringConstraints(max_length=200)] = ""


@router.post("/{uuid:dossier_id}/result", url_name="deliver_result", summary="Deliver a result issued by a sector's system")
def deliver(request: HttpRequest, dossier_id: uuid.UUID, given: ResultIn) -> HttpResponse:
    """Take in number, day and document of a result that another system issued (scope `results:deliver`).

    The same number of the same system a second time changes nothing. A result that is issued here is refused.
    """
    actor = machine(request, Action.DELIVER_RESULT)
    result = SectorResult(
        source=given.source, number=given.number, issued_on=given.issued_on, key=given.key, file=_bytes(given.document),
        file_name=given.document_name,
    )  # fmt: skip
    try:
        result_id = sector_results.deliver(
            dossier_id=dossier_id, given=result, actor=actor, at=request.now, antivirus=wiring.antivirus()  # type: ignore[attr-defined]
        )
    except (SourceIsOurs, SourceMissing):
        raise Refused("move_refused", 422, [("source", "issued_here", {})]) from None
    except FileRefused:
        raise Refused("move_refused", 422, [("document", "file_refused", {})]) from None
    except ValueError as wrong:
        if type(wrong) is not ValueError:
            raise
        raise Refused("move_refused", 422, [("key", "unknown_result", {})]) from None
    return replies.json({"id": str(result_id)})


def _bytes(text: str | None) -> bytes | None:
    if text is None:
        return None
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refused("invalid_request", 422, [("document", "not_base64", {})]) from None
