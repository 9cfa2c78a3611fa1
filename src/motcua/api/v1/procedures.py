"""Procedures: search the catalogue, read one as it is in force today; open to everybody."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from motcua.api.v1 import replies, schemas
from motcua.api.v1.problems import Refused
from motcua.domain import plain_data
from motcua.domain.hours import local
from motcua.queries import configuration, search

router = Router(tags=["procedures"])


@router.get("", auth=None, response=schemas.ProcedureListOut, url_name="procedures", summary="Search the catalogue")
def find_procedures(
    request: HttpRequest,
    q: Annotated[str, Query(min_length=1, max_length=200, description="Everyday words, or a code.")],
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
) -> HttpResponse:
    """Return the procedures that answer what somebody typed, with or without diacritics, best first."""
    found = search.find(q, limit=limit, on=local(request.now).date())  # type: ignore[attr-defined]
    items = [
        {"code": hit.code, "name": hit.name.vi, "name_en": hit.name.en, "online": hit.online, "complete": hit.complete}
        for hit in found.hits
    ]
    return replies.json({"items": items})


@router.get("/{code}", auth=None, url_name="procedure", summary="A procedure as it is in force today")
def read_procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Return the revision in force: papers, time limits, fees, e-form, steps."""
    config = configuration.current()
    published = config.in_force(code, local(request.now).date())  # type: ignore[attr-defined]
    if published is None:
        raise Refused("no_such_procedure", 404)
    body = plain_data.to_json(configuration.revision(published.id))
    return replies.json({"number": published.number, "effective_from": published.effective_from, **body})
