"""Routes of the counter: `/mot-cua/`."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.web.counter import day_report, intake_views, tickets, views, waiting_room

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
    path("trong-ngay/", day_report.report, name="counter_day"),
    path("so-thu-tu/", tickets.day, name="counter_tickets"),
    path("so-thu-tu/tiep/", tickets.call_next, name="counter_ticket_next"),
    path("so-thu-tu/phat/", tickets.hand_out, name="counter_ticket_hand_out"),
    path("so-thu-tu/<uuid:ticket_id>/", tickets.ticket, name="counter_ticket"),
    path("so-thu-tu/<uuid:ticket_id>/<str:name>/", tickets.act, name="counter_ticket_act"),
    path("phong-cho/thiet-bi/<str:token>/", waiting_room.device, name="counter_device"),
    path("phong-cho/lay-so/", waiting_room.kiosk, name="counter_kiosk"),
    path("phong-cho/lay-so/<uuid:ticket_id>/", waiting_room.kiosk_ticket, name="counter_kiosk_ticket"),
    path("phong-cho/man-hinh/", waiting_room.screen, name="counter_screen"),
    path("phong-cho/man-hinh/bang/", waiting_room.board, name="counter_screen_board"),
    path("phieu/<uuid:slip_id>.pdf", views.slip, name="counter_slip"),
]
