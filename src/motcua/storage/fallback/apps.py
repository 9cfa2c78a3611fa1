"""The storage app `fallback`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.fallback"
    label = "fallback"
    default_auto_field = "django.db.models.BigAutoField"
