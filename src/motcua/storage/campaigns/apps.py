"""The storage app `campaigns`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.campaigns"
    label = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"
