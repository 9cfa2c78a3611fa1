"""What went wrong, as problem details (RFC 9457): a code for the machine, a title and details for whoever reads its log."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from motcua.api.v1 import words
from motcua.api.v1.keys import NoFiguresRole, OutOfScope
from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.fees.schedule import AmbiguousFee, NoSuchChannel, NotAQuantity
from motcua.ports.printer import PrintFailed
from motcua.ports.tracing import request_id
from motcua.queries.routing import NoCompetentUnit
from motcua.services.books import BookClosed
from motcua.services.dossiers.effects import InputWrong
from motcua.services.dossiers.fees import NothingDue
from motcua.services.dossiers.filings import FilingRefused
from motcua.services.dossiers.steps import AssigneeUnfit
from motcua.services.once import KeyUsedOtherwise

log = logging.getLogger("motcua.api")

MEDIA = "application/problem+json"
Errors = Sequence[tuple[str, str, Mapping[str, object]]]


class Refused(Exception):
    """A request that cannot be served, with its code and status, and the places that are wrong."""

    def __init__(self, code: str, status: int, errors: Errors = ()) -> None:
        self.code, self.status, self.errors = code, status, errors
        super().__init__(code)


def answer(
    request: HttpRequest, code: str, status: int, *, errors: Errors = (), headers: Mapping[str, str] | None = None, **more: object
) -> HttpResponse:  # fmt: skip
    """Return the problem in the language the request asks for (Vietnamese or English)."""
    with translation.override(language_of(request)):
        body: dict[str, object] = {
            "type": f"urn:motcua:problem:{code}", "title": words.title(code), "status": status, "code": code,
            "instance": f"urn:uuid:{request_id.get()}" if request_id.get() else "",
        }  # fmt: skip
        if errors:
            body["errors"] = [{"path": path, "code": kind, "detail": words.detail(kind, given)} for path, kind, given in errors]
        body |= more
        language = translation.get_language()
    response = HttpResponse(msgspec.json.encode(body), status=status, content_type=MEDIA, headers=headers)
    response["Content-Language"] = language
    return response


def language_of(request: HttpRequest) -> str:
    """Return `en` when the request prefers English to Vietnamese, else `vi`."""
    wanted = request.headers.get("Accept-Language", "").lower()
    english, vietnamese = wanted.find("en"), wanted.find("vi")
    return "en" if english >= 0 and (vietnamese < 0 or english < vietnamese) else "vi"


def register(api: NinjaAPI) -> None:
    """Tell the API how each exception is answered."""
    for kind, handler in _HANDLERS.items():
        api.add_exception_handler(kind, handler)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [(_path(e["loc"]), str(e["type"]), {"said": e.get("msg", "")}) for e in error.errors]
    return answer(request, "invalid_request", 422, errors=errors)


def _path(location: Sequence[object]) -> str:
    """Name a place as the caller wrote it: without where ninja took it from and the name of our argument."""
    parts = [str(part) for part in location]
    if parts and parts[0] == "body":
        return ".".join(parts[2:])
    return ".".join(parts[1:] if parts and parts[0] in ("query", "path", "header") else parts)


def _no_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return answer(request, "no_key", 401, headers={"WWW-Authenticate": "Bearer"})


def _out_of_scope(request: HttpRequest, error: OutOfScope) -> HttpResponse:
    return answer(request, "out_of_scope", 403, scopes=list(error.scopes))


def _no_figures(request: HttpRequest, error: NoFiguresRole) -> HttpResponse:
    return answer(request, "no_figures_role", 403)


def _not_allowed(request: HttpRequest, error: PermissionError) -> HttpResponse:
    """Not telling apart what does not exist and what this key may not touch."""
    return answer(request, "not_within_reach", 404)


def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return answer(request, error.code, error.status, errors=error.errors)


def _filing_refused(request: HttpRequest, error: FilingRefused) -> HttpResponse:
    return answer(request, "filing_refused", 422, errors=error.problems)


def _no_unit(request: HttpRequest, error: NoCompetentUnit) -> HttpResponse:
    return answer(request, "filing_refused", 422, errors=[("competent_unit", f"no_competent_{error.why}", {})])


def _no_price(request: HttpRequest, error: ValueError) -> HttpResponse:
    return answer(request, "filing_refused", 422, errors=[("quantities", "no_price", {})])


def _key_used(request: HttpRequest, error: KeyUsedOtherwise) -> HttpResponse:
    return answer(request, "key_used_otherwise", 422)


def _not_possible(request: HttpRequest, error: NotPossible) -> HttpResponse:
    status = error.status.value if error.status else None
    return answer(request, "move_not_possible", 409, action=error.action.value, dossier_status=status, why=error.why)


def _input_missing(request: HttpRequest, error: InputMissing) -> HttpResponse:
    return answer(request, "move_refused", 422, errors=[(f"inputs.{error.name}", "missing", {})])


def _input_wrong(request: HttpRequest, error: InputWrong) -> HttpResponse:
    return answer(request, "move_refused", 422, errors=[(f"inputs.{error.name}", error.why, {})])


def _nothing_due(request: HttpRequest, error: NothingDue) -> HttpResponse:
    return answer(request, "move_refused", 422, errors=[("inputs", "nothing_due", {})])


def _book_closed(request: HttpRequest, error: BookClosed) -> HttpResponse:
    return answer(request, "move_not_possible", 409, why="book_closed")


def _unfit(request: HttpRequest, error: AssigneeUnfit) -> HttpResponse:
    return answer(request, "move_refused", 422, errors=[("inputs.assignee", "unfit", {})])


def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return answer(request, "too_big", 413)


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return answer(request, "no_such_address", 404)


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return answer(request, "invalid_request", error.status_code)


def _busy(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("api busy", exc_info=error)
    return answer(request, "busy", 503, headers={"Retry-After": "2"})


def _fault(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("api fault", exc_info=error)
    return answer(request, "fault", 500)


_HANDLERS: dict[type[Exception], Any] = {
    ValidationError: _invalid, AuthenticationError: _no_key, OutOfScope: _out_of_scope, NoFiguresRole: _no_figures, PermissionError: _not_allowed,
    Refused: _refused, FilingRefused: _filing_refused, NoCompetentUnit: _no_unit,
    NotAQuantity: _no_price, NoSuchChannel: _no_price, AmbiguousFee: _no_price, KeyUsedOtherwise: _key_used,
    NotPossible: _not_possible, InputMissing: _input_missing, InputWrong: _input_wrong, NothingDue: _nothing_due, AssigneeUnfit: _unfit,
    BookClosed: _book_closed,
    RequestDataTooBig: _too_big, Http404: _not_found, HttpError: _http, OperationalError: _busy, PrintFailed: _fault,
    Exception: _fault,
}  # fmt: skip
