"""Routes of the room `board`."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.web.board import views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="board_home"),
    path("danh-sach/<str:kind>/", views.behind, name="board_behind"),
    path("nhap-bu/", views.outages, name="board_fallback"),
]
