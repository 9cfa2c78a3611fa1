"""Routes of the counter: `/mot-cua/`."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.web.counter import certification_views, intake_views, money_views, shift_views, views, visit_views

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
    path("luot/", visit_views.of_day, name="counter_visits"),
    path("luot/<uuid:visit_id>/", visit_views.visit, name="counter_visit"),
    path("luot/<uuid:visit_id>/thu-tien/", visit_views.pay, name="counter_visit_pay"),
    path("luot/<uuid:visit_id>/ket-thuc/", visit_views.end, name="counter_visit_end"),
    path("huong-dan/", visit_views.guide, name="counter_guide"),
    path("truc-tuyen/", views.queue, name="counter_queue"),
    path("ban-giao/", views.hand_over, name="counter_hand_over"),
    path("tra-ket-qua/", views.results, name="counter_results"),
    path("cho-nguoi-dan/", views.waiting, name="counter_waiting"),
    path("tim/", views.find, name="counter_find"),
    path("ho-so/<uuid:dossier_id>/", views.dossier, name="counter_dossier"),
    path("ho-so/<uuid:dossier_id>/lam/<str:name>/", views.move, name="counter_move"),
    path("ho-so/<uuid:dossier_id>/tep/<uuid:file_id>/", views.file, name="counter_file"),
    path("ho-so/<uuid:dossier_id>/du-thao.pdf", views.preview, name="counter_preview"),
    path("thu-tien/<uuid:dossier_id>/", money_views.take, name="counter_take"),
    path("bien-lai/", money_views.receipts, name="counter_receipts"),
    path("bien-lai/<uuid:receipt_id>/", money_views.receipt, name="counter_receipt"),
    path("bien-lai/<uuid:receipt_id>.pdf", money_views.receipt_pdf, name="counter_receipt_pdf"),
    path("bien-lai/<uuid:receipt_id>/huy/", money_views.void, name="counter_receipt_void"),
    path("bien-lai/<uuid:receipt_id>/hoan/", money_views.give_back, name="counter_receipt_back"),
    path("ca-thu/", shift_views.day, name="counter_shifts"),
    path("ca-thu/mo/", shift_views.begin, name="counter_shift_begin"),
    path("ca-thu/<uuid:shift_id>/", shift_views.shift, name="counter_shift"),
    path("ca-thu/<uuid:shift_id>.pdf", shift_views.shift_pdf, name="counter_shift_pdf"),
    path("ca-thu/<uuid:shift_id>/ky/", shift_views.countersign, name="counter_shift_countersign"),
    path("phieu/<uuid:slip_id>.pdf", views.slip, name="counter_slip"),
]
