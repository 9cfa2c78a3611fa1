"""The storage app `visits`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.visits"
    label = "visits"
    default_auto_field = "django.db.models.BigAutoField"
