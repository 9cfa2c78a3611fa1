"""Procedures: search the catalogue, read one as it is in force today; open to everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from motcua.api.v1 import replies
from motcua.api.v1.problems import Refused
from motcua.domain.hours import local
from motcua.domain.procedures import revision as revisions
from motcua.queries import configuration

router = Router(tags=["procedures"])


@router.get("/{code}", auth=None, url_name="procedure", summary="A procedure as it is in force today")
def read_procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Return the revision in force: papers, time limits, fees, e-form, steps."""
    config = configuration.current()
    published = config.in_force(code, local(request.now).date())  # type: ignore[attr-defined]
    if published is None:
        raise Refused("no_such_procedure", 404)
    body = revisions.to_json(configuration.revision(published.id))
    return replies.json({"number": published.number, "effective_from": published.effective_from, **body})
