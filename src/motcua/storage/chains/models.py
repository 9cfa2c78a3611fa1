"""Chains of agencies: who they are, which communes they serve, and the tasks a dossier waits for there."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.storage import ids
from motcua.storage.dossiers.models import Dossier
from motcua.storage.people.models import Unit


class Agency(models.Model):
    """An agency that steps go to; with a unit it works here, without one it is sent letters or e-mails."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    code = models.CharField(max_length=35, blank=True)  # mã định danh điện tử
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    areas = ArrayField(models.CharField(max_length=10), default=list)  # communes; none: the whole province
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")  # with an account here
    way = models.CharField(max_length=10, default="letter")  # domain.people.agencies.Way
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")), name="agency_days_in_order"
            ),
            models.CheckConstraint(condition=~models.Q(way="email") | ~models.Q(email=""), name="agency_email_known"),
        ]


class Task(models.Model):
    """A task of a dossier at another agency: sent, received there, answered; or a linked dossier that has to end first."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="tasks")
    step = models.CharField(max_length=60, blank=True)  # the step that waits for it; empty: beside the steps
    ordinal = models.SmallIntegerField(default=0)
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    child = models.OneToOneField(Dossier, null=True, on_delete=models.PROTECT, related_name="task")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # who sends it and waits for the answer
    days = models.SmallIntegerField()  # working days from the agency's receipt
    opened_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.UUIDField(null=True)
    number = models.CharField(max_length=80, blank=True)  # of the letter
    asked_sealed = models.BinaryField(null=True)  # what was asked
    slip_id = models.UUIDField(null=True)
    received_at = models.DateTimeField(null=True)  # by the agency
    receipt_known = models.BooleanField(default=False)  # False: presumed from the day it was sent
    due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    answer = models.CharField(max_length=12, blank=True)  # domain.dossiers.chains.Answer
    answer_number = models.CharField(max_length=80, blank=True)
    answer_day = models.DateField(null=True)
    answer_sealed = models.BinaryField(null=True)
    file_id = models.UUIDField(null=True)
    amount = models.BigIntegerField(null=True)  # VND, of a tax notice
    paid_at = models.DateTimeField(null=True)
    proof_number = models.CharField(max_length=80, blank=True)
    proof_day = models.DateField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["dossier", "ordinal"], name="task_of_dossier"),
            models.Index(
                fields=["unit", "due_at"], name="task_open", condition=models.Q(answered_at=None, cancelled_at=None, opened_at__isnull=False)
            ),
            models.Index(fields=["agency", "sent_at"], name="task_of_agency"),
        ]
