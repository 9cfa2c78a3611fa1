"""The storage app `lists`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.lists"
    label = "lists"
    default_auto_field = "django.db.models.BigAutoField"
