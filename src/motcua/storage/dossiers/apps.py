"""The storage app `dossiers`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"
