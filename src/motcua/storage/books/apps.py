"""The storage app `books`."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.storage.books"
    label = "books"
    default_auto_field = "django.db.models.BigAutoField"
