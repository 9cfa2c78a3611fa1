"""Notes in practice which public pages a learner opens, because exercises ask about them; in earnest nothing is noted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from motcua.services.practice import trying
from motcua.web.shared.actors import now, practises


class FollowMiddleware:
    """Hands route and subject of a page to the exercises while somebody practises."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        if match is None or match.url_name not in trying.FOLLOWED or practises(request) is None:
            return
        about = str(kwargs.get("code") or request.GET.get("q", ""))
        trying.note(route=match.url_name, about=about, actor=request.actor, at=now(request))  # type: ignore[attr-defined]
