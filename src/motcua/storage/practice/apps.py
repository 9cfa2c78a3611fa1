"""The storage app `practice`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.practice"
    label = "practice"
    default_auto_field = "django.db.models.BigAutoField"
