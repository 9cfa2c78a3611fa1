"""In practice: notes which public pages a learner opens, because exercises ask about them, and lets no real citizen sign in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from motcua.services.practice import trying
from motcua.web.shared.actors import now, practises
from motcua.web.shared.guards import practice_only

SIGNS_IN = ("citizen_sign_in", "pretend_identity")  # routes by which a real citizen would come in


class FollowMiddleware:
    """Hands route and subject of a page to the exercises while somebody practises; in earnest it does nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.url_name if request.resolver_match else None
        if name is None or practises(request) is None:
            return None
        if name.startswith(SIGNS_IN):
            return practice_only(request)
        if name in trying.FOLLOWED:
            about = str(kwargs.get("code") or request.GET.get("q", ""))
            trying.note(route=name, about=about, actor=request.actor, at=now(request))  # type: ignore[attr-defined]
        return None
