"""Routes of the counter: `/mot-cua/`."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.web.counter import certification_views, intake_views, views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="counter_home"),
    path("tiep-nhan/", intake_views.receive, name="counter_receive"),
    path("tiep-nhan/goi-y/", intake_views.suggest, name="counter_suggest"),
    path("tiep-nhan/<uuid:dossier_id>/", intake_views.received, name="counter_received"),
    path("chung-thuc/", certification_views.certify, name="counter_certify"),
    path("chung-thuc/hom-nay/", certification_views.of_day, name="counter_certified_today"),
    path("chung-thuc/<uuid:dossier_id>/", certification_views.certified, name="counter_certified"),
    path("chung-thuc/<uuid:dossier_id>/loi-chung.pdf", certification_views.words, name="counter_attestations"),
    path("chung-thuc/<uuid:dossier_id>/thoa-thuan.pdf", certification_views.agreement, name="counter_agreement"),
    path("chung-thuc/<uuid:dossier_id>/hong/<uuid:certified_id>/", certification_views.spoil, name="counter_spoil"),
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
]
