"""The storage app `reorganisation`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.reorganisation"
    label = "reorganisation"
    default_auto_field = "django.db.models.BigAutoField"
