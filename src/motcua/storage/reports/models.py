"""Reports that were signed, as they were signed, and why dossiers were late: signed reports are never rewritten."""

from __future__ import annotations

from django.db import models

from motcua.storage import ids


class Report(models.Model):
    """One version of a report of a unit and period; a correction is a further version under the same number."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    unit = models.UUIDField()
    period = models.CharField(max_length=10)  # domain.reports.periods.Reported.key
    first = models.DateField()
    last = models.DateField()
    year = models.IntegerField()  # in which its number was given
    number = models.IntegerField()
    version = models.SmallIntegerField()
    content = models.TextField()  # domain.reports.snapshots.canonical
    digest = models.CharField(max_length=64)  # SHA-256 of the content
    signed_at = models.DateTimeField()
    signed_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number", "version"], name="report_number_once"),
            models.UniqueConstraint(fields=["unit", "period", "version"], name="report_version_once"),
        ]
        indexes = [models.Index(fields=["unit", "-last", "-version"], name="report_latest")]


class LateCause(models.Model):
    """Why a dossier was late, as its unit says (nguyên nhân quá hạn)."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier_id = models.UUIDField(unique=True)
    cause = models.CharField(max_length=1)  # domain.reports.causes.Cause
    named_at = models.DateTimeField()
    named_by = models.UUIDField()
