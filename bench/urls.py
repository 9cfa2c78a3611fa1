"""The product's routes, and the two bare views."""

from __future__ import annotations

from django.urls import include, path

from bench import views

urlpatterns = [
    path("bench/write", views.write),
    path("bench/read/<int:number>", views.read),
    path("", include("motcua.settings.urls")),
]
handler404 = "motcua.web.shared.faults.not_found"
handler500 = "motcua.web.shared.faults.server_error"
