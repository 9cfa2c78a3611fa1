"""Routes of the room `board`."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.web.board import corrections, views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="board_home"),
    path("dinh-chinh/", corrections.home, name="board_corrections"),
    path("dinh-chinh/danh-sach/", corrections.behind, name="board_corrections_behind"),
    path("danh-sach/<str:kind>/", views.behind, name="board_behind"),
    path("nhap-bu/", views.outages, name="board_fallback"),
]
