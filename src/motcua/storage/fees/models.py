"""Money: rows of the province's schedules, what a dossier owes, what was paid."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.storage import ids


class FeeRow(models.Model):
    """A row of a fee decision, as `domain.fees.schedule.FeeRow` reads it."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    key = models.CharField(max_length=80, unique=True)
    decision = models.CharField(max_length=120)
    procedures = ArrayField(models.CharField(max_length=60), default=list)
    document = models.JSONField()
    first_day = models.DateField()
    last_day = models.DateField(null=True)


class LimitRow(models.Model):
    """A row that shortens time limits, as `domain.fees.limits.LimitRow` reads it."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    key = models.CharField(max_length=80, unique=True)
    decision = models.CharField(max_length=120)
    procedures = ArrayField(models.CharField(max_length=60), default=list)
    document = models.JSONField()
    first_day = models.DateField()
    last_day = models.DateField(null=True)


class FeeDue(models.Model):
    """A fee a dossier owes, with its legal basis; 0 đ is a row too (R32)."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier_id = models.UUIDField(db_index=True)
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10)
    quantity = models.IntegerField(default=1)
    amount = models.BigIntegerField()
    basis = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="fee_not_negative")]


class Payment(models.Model):
    """Money taken for a dossier: how, how much, by whom; a reference counts once."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier_id = models.UUIDField(db_index=True)
    amount = models.BigIntegerField()
    way = models.CharField(max_length=12)  # cash | transfer | card | online
    reference = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
