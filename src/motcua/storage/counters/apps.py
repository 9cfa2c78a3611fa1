"""The storage app `counters`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.counters"
    label = "counters"
    default_auto_field = "django.db.models.BigAutoField"
