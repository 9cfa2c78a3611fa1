"""The storage app `figures`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.figures"
    label = "figures"
    default_auto_field = "django.db.models.BigAutoField"
