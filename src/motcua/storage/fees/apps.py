"""The storage app `fees`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.fees"
    label = "fees"
    default_auto_field = "django.db.models.BigAutoField"
