"""Routes of the machines' door."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from motcua.api.v1 import site

urlpatterns: list[URLPattern | URLResolver] = [
    path("", site.api.urls),
    path("<path:rest>", site.nothing_here, name="api_nothing_here"),
]
