"""The storage app `papers`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"
