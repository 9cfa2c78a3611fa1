"""The counter itself: known counters, PINs, shifts, forms kept over a lock."""

from __future__ import annotations

from django.db import models

from motcua.storage import ids
from motcua.storage.people.models import Staff, Unit


class Counter(models.Model):
    """A workstation that is a known counter (quầy) of a unit; its browser holds a token, we only the token's digest."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)  # tên quầy, cửa sổ: "Quầy 1"
    digest = models.CharField(max_length=64, unique=True)
    registered_at = models.DateTimeField()
    registered_by = models.UUIDField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], condition=models.Q(revoked_at=None), name="counter_name_once"),
        ]


class Pin(models.Model):
    """The PIN of a member of staff, hashed slowly; five wrong tries lock it until a full sign-in."""

    staff = models.OneToOneField(Staff, primary_key=True, on_delete=models.PROTECT, related_name="+")
    hashed = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    wrong = models.SmallIntegerField(default=0)
    locked_at = models.DateTimeField(null=True)


class Shift(models.Model):
    """A full sign-in at a known counter (ca trực): from then on, until `until`, a PIN opens that counter."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="shifts")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    begun_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # signed out

    class Meta:
        constraints = [models.UniqueConstraint(fields=["counter", "staff", "day"], name="shift_once")]


class KeptForm(models.Model):
    """A form that came while the session was locked or another's: kept for whoever began it, sealed, for a day."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    counter = models.ForeignKey(Counter, on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    fields_sealed = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["staff", "counter"])]
