"""When power or line fails: booklets of slips with reserved codes, outages, and what is entered later under those codes."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.storage import ids
from motcua.storage.people.models import Unit


class Booklet(models.Model):
    """A booklet of fallback slips (tập phiếu dự phòng) of a unit, printed for a day on which nothing works."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()  # of the unit, from 1
    size = models.SmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    prints = models.SmallIntegerField(default=0)
    lost_at = models.DateTimeField(null=True)
    lost_by = models.UUIDField(null=True)
    lost_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="booklet_once")]


class Slip(models.Model):
    """One fallback slip: its code is drawn from the unit's own sequence, so no other dossier ever has it."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    booklet = models.ForeignKey(Booklet, on_delete=models.PROTECT, related_name="slips")
    ordinal = models.SmallIntegerField()
    code = models.CharField(max_length=60, unique=True)
    state = models.CharField(max_length=10, default="blank")  # domain.fallback.rules.SlipState
    changed_at = models.DateTimeField(null=True)
    changed_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=300, blank=True)  # why it is spoilt

    class Meta:
        constraints = [models.UniqueConstraint(fields=["booklet", "ordinal"], name="fallback_slip_once")]


class Outage(models.Model):
    """An outage (sự cố) of a unit, declared once; the later entries hang on it."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)  # domain.fallback.rules.OutageKind
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # NULL: it lasts
    note = models.CharField(max_length=300, blank=True)
    declared_at = models.DateTimeField()
    declared_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gt=models.F("began_at")), name="outage_ends_after_it_began"
            )
        ]
        indexes = [models.Index(fields=["unit", "-began_at"], name="outage_of_unit")]


class LateEntry(models.Model):
    """What was received on a slip and entered later (nhập bù); it becomes a dossier when the second person has confirmed it."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    slip = models.ForeignKey(Slip, on_delete=models.PROTECT, related_name="entries")
    outage = models.ForeignKey(Outage, on_delete=models.PROTECT, related_name="entries")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    dossier_id = models.UUIDField(unique=True)  # known before the dossier is there, so that readings can name it
    what = models.CharField(max_length=16)  # dossier | certification
    procedure_code = models.CharField(max_length=60)
    received_at = models.DateTimeField()  # the true time
    received_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.UUIDField()
    key = models.CharField(max_length=80, blank=True)  # of the screen: sent twice, it is one entry
    paper_receipt = models.CharField(max_length=80, blank=True)  # symbol and number of the receipt written by hand
    late_reason = models.CharField(max_length=500, blank=True)  # why it comes so late
    screen_sealed = models.BinaryField(null=True)  # what was typed, until it is a dossier or refused
    file_ids = ArrayField(models.UUIDField(), default=list)  # files of the screen, kept until then
    state = models.CharField(max_length=10, default="waiting")  # domain.fallback.rules.EntryState
    seconded_at = models.DateTimeField(null=True)
    seconded_by = models.UUIDField(null=True)
    seconded_how = models.CharField(max_length=6, blank=True)  # pin | list
    approved_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    refused_at = models.DateTimeField(null=True)
    refused_by = models.UUIDField(null=True)
    refused_reason = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slip"], condition=~models.Q(state="refused"), name="late_entry_once"),
            models.CheckConstraint(condition=models.Q(entered_at__gte=models.F("received_at")), name="late_entry_is_later"),
            models.CheckConstraint(
                condition=models.Q(seconded_by=None) | ~models.Q(seconded_by=models.F("entered_by")), name="late_entry_second_person"
            ),
            models.CheckConstraint(condition=~models.Q(state="done") | models.Q(seconded_by__isnull=False), name="late_entry_done_is_seconded"),
        ]
        indexes = [
            models.Index(fields=["unit", "received_on"], name="late_entry_of_day"),
            models.Index(fields=["unit", "id"], name="late_entry_open", condition=models.Q(state__in=["waiting", "asked"])),
        ]
