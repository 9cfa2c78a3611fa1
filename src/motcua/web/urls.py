"""The pages: each room's own routes, and the few that belong to none."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("motcua.web.shared.urls")),
    path("", include("motcua.web.portal.urls")),
    path("mot-cua/", include("motcua.web.counter.urls")),
    path("ban-lam-viec/", include("motcua.web.desk.urls")),
    path("so-lieu/", include("motcua.web.board.urls")),
    path("quan-tri/", include("motcua.web.console.urls")),
]
