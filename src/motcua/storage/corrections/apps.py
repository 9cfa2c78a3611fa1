"""The storage app `corrections`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.corrections"
    label = "corrections"
    default_auto_field = "django.db.models.BigAutoField"
