"""The storage app `chains`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.chains"
    label = "chains"
    default_auto_field = "django.db.models.BigAutoField"
