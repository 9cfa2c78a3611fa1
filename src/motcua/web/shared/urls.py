"""Routes that belong to no room: staff sign-in, language, health."""

from __future__ import annotations

from django.urls import path

from motcua.web.shared import health, languages_view, signing_in, unlocking
from motcua.web.shared.practice import views as practice

urlpatterns = [
    path("can-bo/dang-nhap/", signing_in.sign_in, name="staff_sign_in"),
    path("can-bo/ma-xac-thuc/", signing_in.second_factor, name="staff_second_factor"),
    path("can-bo/dang-xuat/", signing_in.sign_out, name="staff_sign_out"),
    path("can-bo/khoa/", unlocking.lock, name="staff_lock"),
    path("can-bo/con-lam/", unlocking.still_here, name="staff_still_here"),
    path("can-bo/mo-khoa/", unlocking.locked, name="staff_locked"),
    path("can-bo/giu-lai/", unlocking.kept, name="staff_kept"),
    path("hoc-tap/", practice.home, name="practice"),
    path("hoc-tap/vao/", practice.enter, name="practice_enter"),
    path("hoc-tap/ra/", practice.leave, name="practice_leave"),
    path("hoc-tap/mo/", practice.open_mode, name="practice_open"),
    path("hoc-tap/bai/<slug:key>/", practice.exercise, name="practice_exercise"),
    path("hoc-tap/da-hoc/", practice.record, name="practice_record"),
    path("hoc-tap/da-hoc.csv", practice.record_csv, name="practice_record_csv"),
    path("hoc-tap/da-hoc.xlsx", practice.record_workbook, name="practice_record_xlsx"),
    path("ngon-ngu/", languages_view.set_language, name="set_language"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
]
