"""Routes of the counter: `/mot-cua/`."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.web.counter import books, intake_views, views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="counter_home"),
    path("tiep-nhan/", intake_views.receive, name="counter_receive"),
    path("tiep-nhan/goi-y/", intake_views.suggest, name="counter_suggest"),
    path("tiep-nhan/<uuid:dossier_id>/", intake_views.received, name="counter_received"),
    path("truc-tuyen/", views.queue, name="counter_queue"),
    path("ban-giao/", views.hand_over, name="counter_hand_over"),
    path("tra-ket-qua/", views.results, name="counter_results"),
    path("cho-nguoi-dan/", views.waiting, name="counter_waiting"),
    path("tim/", views.find, name="counter_find"),
    path("ho-so/<uuid:dossier_id>/", views.dossier, name="counter_dossier"),
    path("ho-so/<uuid:dossier_id>/lam/<str:name>/", views.move, name="counter_move"),
    path("ho-so/<uuid:dossier_id>/tep/<uuid:file_id>/", views.file, name="counter_file"),
    path("ho-so/<uuid:dossier_id>/du-thao.pdf", views.preview, name="counter_preview"),
    path("phieu/<uuid:slip_id>.pdf", views.slip, name="counter_slip"),
    path("so/", books.listed, name="counter_books"),
    path("so/<uuid:book_id>/", books.book, name="counter_book"),
    path("so/<uuid:book_id>/so.pdf", books.pdf, name="counter_book_pdf"),
    path("so/<uuid:book_id>/so.xlsx", books.workbook, name="counter_book_xlsx"),
]
