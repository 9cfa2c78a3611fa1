"""Routes of the counter: `/mot-cua/`."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.web.counter import calls, intake_views, papers, views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="counter_home"),
    path("tiep-nhan/", intake_views.receive, name="counter_receive"),
    path("tiep-nhan/goi-y/", intake_views.suggest, name="counter_suggest"),
    path("tiep-nhan/<uuid:dossier_id>/", intake_views.received, name="counter_received"),
    path("truc-tuyen/", views.queue, name="counter_queue"),
    path("ban-giao/", views.hand_over, name="counter_hand_over"),
    path("tra-ket-qua/", views.results, name="counter_results"),
    path("chua-den-nhan/", views.uncollected, name="counter_uncollected"),
    path("cho-nguoi-dan/", views.waiting, name="counter_waiting"),
    path("can-bao/", calls.waiting, name="counter_calls"),
    path("can-bao/<uuid:call_id>/", calls.tried, name="counter_call"),
    path("qua-han-bo-sung/", calls.unanswered, name="counter_unanswered"),
    path("den-han/", calls.morning, name="counter_morning"),
    path("den-han.pdf", calls.morning_pdf, name="counter_morning_pdf"),
    path("giay-to/", papers.receive, name="counter_papers"),
    path("giay-to/da-chuyen/", papers.sent, name="counter_papers_sent"),
    path("giay-to/thieu/<uuid:line_id>/", papers.dispute, name="counter_papers_dispute"),
    path("giay-to/ho-so/<uuid:dossier_id>/", papers.of_dossier, name="counter_papers_of"),
    path("giay-to/nhan/<uuid:bundle_id>.pdf", papers.label, name="counter_papers_label"),
    path("buu-gui/", papers.parcels, name="counter_parcels"),
    path("tim/", views.find, name="counter_find"),
    path("ho-so/<uuid:dossier_id>/", views.dossier, name="counter_dossier"),
    path("ho-so/<uuid:dossier_id>/lam/<str:name>/", views.move, name="counter_move"),
    path("ho-so/<uuid:dossier_id>/tep/<uuid:file_id>/", views.file, name="counter_file"),
    path("ho-so/<uuid:dossier_id>/du-thao.pdf", views.preview, name="counter_preview"),
    path("phieu/<uuid:slip_id>.pdf", views.slip, name="counter_slip"),
]
