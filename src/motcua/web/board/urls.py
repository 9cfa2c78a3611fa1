"""Routes of the room `board`."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.web.board import corrections, figures, flows, index766, reports, reports_signed, views

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
    path("diem-nghen/", flows.home, name="board_flows"),
    path("diem-nghen/nhat-ky-ngoai/<uuid:log_id>/", flows.log, name="board_event_log"),
    path("diem-nghen/nhat-ky-ngoai/<uuid:log_id>/danh-sach/", flows.log_behind, name="board_event_log_behind"),
    path("diem-nghen/nhat-ky-ngoai/<uuid:log_id>/bang/", flows.log_sheet, name="board_event_log_sheet"),
    path("diem-nghen/thu-tuc/<str:code>/", flows.procedure, name="board_flow"),
    path("diem-nghen/thu-tuc/<str:code>/danh-sach/", flows.procedure_behind, name="board_flow_behind"),
    path("diem-nghen/thu-tuc/<str:code>/bang/", flows.procedure_sheet, name="board_flow_sheet"),
    path("bao-cao/", reports.home, name="board_reports"),
    path("bao-cao/ky/", reports.sign, name="board_report_sign"),
    path("bao-cao/danh-sach/<str:column>/", reports.behind, name="board_report_behind"),
    path("bao-cao/qua-han/", reports.late, name="board_report_late"),
    path("bao-cao/da-ky/<uuid:report_id>/", reports_signed.one, name="board_report_signed"),
    path("bao-cao/da-ky/<uuid:report_id>/<str:kind>/", reports_signed.file, name="board_report_file"),
    path("nhap-bu/", views.outages, name="board_fallback"),
]
