"""The storage app `flows`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.flows"
    label = "flows"
    default_auto_field = "django.db.models.BigAutoField"
