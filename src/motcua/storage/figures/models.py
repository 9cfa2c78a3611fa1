"""Facts for figures: narrow rows written in the same transaction as the move."""

from __future__ import annotations

from django.db import models


class FactDelta(models.Model):
    """One change of one count: unit, procedure, channel, day, what, by how much."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()
    unit_id = models.UUIDField()
    procedure_code = models.CharField(max_length=60)
    channel = models.CharField(max_length=10)
    what = models.CharField(max_length=30)
    delta = models.SmallIntegerField()
    dossier_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["day", "unit_id", "what"], name="fact_day_unit")]
