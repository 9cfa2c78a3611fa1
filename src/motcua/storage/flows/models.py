"""Logs of somebody else: cases and events of another system, a space of their own that names no dossier and feeds no figure."""

from __future__ import annotations

from django.db import models

from motcua.storage import ids


class Log(models.Model):
    """One file taken in (nhật ký ngoài); the digest of what it held keeps it from being taken in twice."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True)  # where it comes from, as whoever took it in wrote
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the text, unpacked
    cases = models.IntegerField()
    events = models.IntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    taken_at = models.DateTimeField()


class Case(models.Model):
    """One case of a log, with the dates the file gives; people are numbers, their names are not kept."""

    id = models.BigAutoField(primary_key=True)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=100)
    channel = models.CharField(max_length=100, blank=True)
    department = models.CharField(max_length=200, blank=True)
    responsible = models.IntegerField(default=0)  # 0: not told
    started_at = models.DateTimeField(null=True)
    deadline = models.DateTimeField(null=True)
    planned_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "code"], name="flow_case_once")]


class Event(models.Model):
    """One event of a case; `ordinal` is its place in time, and in the file where moments are equal."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", db_index=False)
    ordinal = models.IntegerField()
    activity = models.CharField(max_length=200)
    at = models.DateTimeField()
    resource = models.IntegerField(default=0)  # 0: not told
    group = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "ordinal"], name="flow_event_once")]
