"""Tells Django where the shared templates, filters and static files lie."""

from django.apps import AppConfig


class SharedConfig(AppConfig):
    """The visual language as an app without models."""

    name = "motcua.web.shared"
    label = "shared"
