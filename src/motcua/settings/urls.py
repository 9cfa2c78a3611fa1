"""All routes: the pages, and under /api/v1 the machines' door; and what answers where none fits."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("motcua.api.urls")),
    path("", include("motcua.web.urls")),
]
handler404 = "motcua.web.shared.faults.not_found"
handler403 = "motcua.web.shared.faults.forbidden"
handler400 = "motcua.web.shared.faults.bad_request"
handler500 = "motcua.web.shared.faults.server_error"
