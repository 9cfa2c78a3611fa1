"""The storage app `reports`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
