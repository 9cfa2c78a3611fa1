"""Routes of the room `board`."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.web.board import (
    campaign_acts,
    campaign_drafts,
    campaigns,
    corrections,
    entering,
    figures,
    flows,
    home,
    index766,
    reports,
    reports_signed,
    views,
)

_ONE = "chien-dich/<uuid:campaign_id>/"

urlpatterns: list[URLPattern] = [
    path("", home.show, name="board_home"),
    path("don-vi/", home.units, name="board_units"),
    path("phoi-hop/", home.beside, name="board_beside"),
    path("ho-so/<uuid:dossier_id>/", views.dossier, name="board_dossier"),
    path("dinh-chinh/", corrections.home, name="board_corrections"),
    path("dinh-chinh/danh-sach/", corrections.behind, name="board_corrections_behind"),
    path("danh-sach/<str:kind>/", views.behind, name="board_behind"),
    path("chi-tieu/", figures.home, name="board_indicators"),
    path("chi-tieu/so-nhap/<uuid:entry_id>/rut/", entering.withdraw, name="board_entry_withdraw"),
    path("chi-tieu/<str:code>/nhap/", entering.enter, name="board_indicator_enter"),
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
    path("chien-dich/", campaigns.home, name="board_campaigns"),
    path("chien-dich/moi/", campaign_drafts.new, name="board_campaign_new"),
    path(_ONE, campaigns.show, name="board_campaign"),
    path(_ONE + "bao-cao.pdf", campaigns.pdf, name="board_campaign_report"),
    path(_ONE + "du-thao/", campaign_drafts.edit, name="board_campaign_edit"),
    path(_ONE + "chi-tieu/", campaign_drafts.target, name="board_campaign_target_add"),
    path(_ONE + "chi-tieu/<int:number>/", campaign_drafts.target, name="board_campaign_target"),
    path(_ONE + "chi-tieu/<int:number>/bo/", campaign_drafts.target_out, name="board_campaign_target_out"),
    path(_ONE + "thi-dua/", campaign_drafts.formula, name="board_campaign_formula"),
    path(_ONE + "phe-duyet/", campaign_drafts.approve, name="board_campaign_approve"),
    path(_ONE + "don-doc/", campaign_acts.remind, name="board_campaign_remind"),
    path(_ONE + "nhiem-vu/", campaign_acts.task, name="board_campaign_task"),
    path(_ONE + "kho-khan/", campaign_acts.difficulty, name="board_campaign_difficulty"),
    path(_ONE + "tra-loi/<str:what>/<uuid:one_id>/", campaign_acts.answer, name="board_campaign_answer"),
    path(_ONE + "ket-thuc/", campaign_acts.close, name="board_campaign_close"),
]
