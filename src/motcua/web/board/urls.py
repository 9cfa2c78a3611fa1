"""Routes of the room `board`."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.web.board import corrections, figures, index766, views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="board_home"),
    path("dinh-chinh/", corrections.home, name="board_corrections"),
    path("dinh-chinh/danh-sach/", corrections.behind, name="board_corrections_behind"),
    path("danh-sach/<str:kind>/", views.behind, name="board_behind"),
    path("chi-tieu/", figures.home, name="board_indicators"),
    path("chi-tieu/<str:code>/", figures.one, name="board_indicator"),
    path("chi-tieu/<str:code>/<str:which>/", figures.behind, name="board_indicator_behind"),
    path("bo-chi-so/", index766.home, name="board_index"),
    path("bo-chi-so/<str:code>/", index766.behind, name="board_index_behind"),
    path("nhap-bu/", views.outages, name="board_fallback"),
]
