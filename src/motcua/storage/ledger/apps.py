"""The storage app `ledger`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
