"""The storage app `procedures`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"
