"""Corrections asked for and decided, and what went wrong by our own fault: rows that are added and settled, never deleted."""

from __future__ import annotations

from django.db import models

from motcua.storage import ids
from motcua.storage.dossiers.models import Dossier, Result
from motcua.storage.people.models import Unit


class Correction(models.Model):
    """A request to correct a dossier (đề nghị đính chính), and what procedure control said to it."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=20)  # domain.dossiers.corrections.Kind
    status = models.SmallIntegerField()  # of the dossier when it was asked
    wanted = models.JSONField(default=dict)  # {unit} or {until}
    reason_sealed = models.BinaryField(null=True)  # NULL: asked before requests had rows; it stands among the notes
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    asked_by = models.UUIDField()
    asked_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)  # in which they work
    late = models.BooleanField()  # the legal time limit had passed when it was asked
    outcome = models.CharField(max_length=10, blank=True)  # approved | refused | withdrawn; empty: open
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    words_sealed = models.BinaryField(null=True)  # what was said with the decision
    before = models.JSONField(default=dict)  # what stood before: date, unit, when it had ended

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=models.Q(decided_at=None), name="correction_open_once"),
            models.CheckConstraint(
                name="correction_by_two", condition=models.Q(outcome="withdrawn") | ~models.Q(decided_by=models.F("asked_by"))
            ),
        ]
        indexes = [
            models.Index(fields=["asked_on", "asked_unit"], name="correction_asked"),
            models.Index(fields=["asked_at"], name="correction_waiting", condition=models.Q(decided_at=None)),
            models.Index(fields=["asked_by", "-asked_at"], name="correction_own"),
        ]


class Fault(models.Model):
    """Something that went wrong by our own fault: whose responsibility, why, and how it was made good."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="faults")
    kind = models.CharField(max_length=20)  # domain.dossiers.faults.FaultKind
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)  # responsible
    role = models.CharField(max_length=20)  # by role, never by name
    cause = models.CharField(max_length=20)  # domain.dossiers.faults.FaultCause
    words_sealed = models.BinaryField()  # what is wrong or lost, and how it is made good
    content_sealed = models.BinaryField(null=True)  # what the corrected document says; NULL: as before
    signature_id = models.UUIDField(null=True)  # of the head, for the corrected document
    wrong = models.ForeignKey(Result, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    right = models.ForeignKey(Result, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    admitted_at = models.DateTimeField()
    admitted_on = models.DateField()
    admitted_by = models.UUIDField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    settled_sealed = models.BinaryField(null=True)  # how the citizen got what they are entitled to

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "kind"], condition=models.Q(settled_at=None), name="fault_open_once")
        ]
        indexes = [models.Index(fields=["admitted_on", "unit"], name="fault_admitted")]
