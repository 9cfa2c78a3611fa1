"""Lists by decision: members, the unit that proposed, who appraised, the decision with its days, what replaced it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from motcua.storage import ids
from motcua.storage.people.models import Unit


class DecidedList(models.Model):
    """A list of procedures on its way to a decision, or decided; a decided one is only ended, by another or with a reason."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    kind = models.CharField(max_length=20)  # domain.procedures.lists.ListKind
    state = models.CharField(max_length=12)  # domain.procedures.lists.ListState
    title = models.CharField(max_length=300)
    codes = ArrayField(models.CharField(max_length=60))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # the unit that proposes
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=80)
    appraised_at = models.DateTimeField(null=True)
    appraised_by = models.CharField(max_length=80, blank=True)
    appraisal = models.CharField(max_length=1000, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=80, blank=True)
    refused_at = models.DateTimeField(null=True)
    refused_by = models.CharField(max_length=80, blank=True)
    refusal = models.CharField(max_length=1000, blank=True)
    decision = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)  # without a list that replaces it
    ended_by = models.CharField(max_length=80, blank=True, default="")
    ending = models.CharField(max_length=1000, blank=True, default="")
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="approved")
                | (models.Q(decided_on__isnull=False) & models.Q(valid_from__isnull=False) & ~models.Q(decision="")),
                name="list_decided_by_a_decision",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")), name="list_days_in_order"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "valid_from"], name="list_of_kind"),
            GinIndex(fields=["codes"], name="list_members"),
        ]
