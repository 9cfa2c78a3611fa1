"""Routes of the desk: `/ban-lam-viec/`."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.web.desk import books, corrections, late, papers, views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="desk_home"),
    path("nhieu-ho-so/", views.many, name="desk_many"),
    path("nhieu-ho-so/ket-qua/", views.outcomes, name="desk_outcomes"),
    path("bo-loc/", views.keep_filter, name="desk_keep_filter"),
    path("bo-loc/<uuid:filter_id>/bo/", views.drop_filter, name="desk_drop_filter"),
    path("qua-han-bo-sung/", late.unanswered, name="desk_unanswered"),
    path("den-han/", late.morning, name="desk_morning"),
    path("den-han.pdf", late.morning_pdf, name="desk_morning_pdf"),
    path("dinh-chinh/", corrections.own, name="desk_corrections"),
    path("giay-to/", papers.receive, name="desk_papers"),
    path("giay-to/da-chuyen/", papers.sent, name="desk_papers_sent"),
    path("giay-to/thieu/<uuid:line_id>/", papers.dispute, name="desk_papers_dispute"),
    path("giay-to/ho-so/<uuid:dossier_id>/", papers.of_dossier, name="desk_papers_of"),
    path("giay-to/nhan/<uuid:bundle_id>.pdf", papers.label, name="desk_papers_label"),
    path("buu-gui/", papers.parcels, name="desk_parcels"),
    path("tim/", views.find, name="desk_find"),
    path("ho-so/<uuid:dossier_id>/", views.dossier, name="desk_dossier"),
    path("ho-so/<uuid:dossier_id>/lam/<str:name>/", views.move, name="desk_move"),
    path("ho-so/<uuid:dossier_id>/tep/<uuid:file_id>/", views.file, name="desk_file"),
    path("ho-so/<uuid:dossier_id>/du-thao.pdf", views.preview, name="desk_preview"),
    path("phieu/<uuid:slip_id>.pdf", views.slip, name="desk_slip"),
    path("so/", books.listed, name="desk_books"),
    path("so/<uuid:book_id>/", books.book, name="desk_book"),
    path("so/<uuid:book_id>/so.pdf", books.pdf, name="desk_book_pdf"),
    path("so/<uuid:book_id>/so.xlsx", books.workbook, name="desk_book_xlsx"),
]
