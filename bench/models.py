"""The two tables of the bare views."""

from __future__ import annotations

from django.db import models


class Case(models.Model):
    """What a bare view stores first, and reads."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    answers = models.JSONField()
    at = models.DateTimeField()


class Event(models.Model):
    """What a bare view stores beside it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    action = models.CharField(max_length=40)
    at = models.DateTimeField()
