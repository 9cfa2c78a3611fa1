"""The storage app `people`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
