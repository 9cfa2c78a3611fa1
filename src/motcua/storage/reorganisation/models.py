"""Reorganisations of units: the table, who takes over what, every row that was changed, and what is settled by hand."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.storage import ids
from motcua.storage.people.models import Unit


class Reorganisation(models.Model):
    """One table of one day: prepared, applied, undone (and applied again), confirmed."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    name = models.CharField(max_length=200)  # of the file
    digest = models.CharField(max_length=64)  # sha256 of the file
    on = models.DateField()  # first day of the new units
    basis = models.CharField(max_length=300, blank=True)  # nghị quyết, quyết định
    lines = models.JSONField()  # as read from the file
    opened = models.JSONField(default=dict)  # code of a unit that is opened -> its id: the same each time
    state = models.CharField(max_length=10, default="prepared")  # domain.reorganisation.states.State
    round = models.SmallIntegerField(default=0)  # how often it was applied
    before = models.JSONField(default=dict)  # dossiers by status, digests of their clocks
    after = models.JSONField(default=dict)
    prepared_at = models.DateTimeField()
    prepared_by = models.CharField(max_length=80)
    applied_at = models.DateTimeField(null=True)
    applied_by = models.CharField(max_length=80, blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=80, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=80, blank=True)
    confirmed_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "on"], name="reorganisation_once"),
            models.UniqueConstraint(fields=["state"], condition=models.Q(state="applied"), name="reorganisation_one_unconfirmed"),
        ]


class Succession(models.Model):
    """Who takes over from a unit: everything, or what is of these fields or old areas (đơn vị kế thừa)."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="successions")
    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    fields = ArrayField(models.CharField(max_length=300), default=list)
    areas = ArrayField(models.CharField(max_length=10), default=list)
    main = models.BooleanField(default=False)
    derived = models.BooleanField(default=False)
    ordinal = models.IntegerField(default=0)


class Change(models.Model):
    """One row that a reorganisation changed or inserted, with what it changed: undoing reads this."""

    id = models.BigAutoField(primary_key=True)
    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="changes", db_index=False)
    round = models.SmallIntegerField()
    table = models.CharField(max_length=40)
    row = models.UUIDField(db_index=True)
    inserted = models.BooleanField(default=False)
    before = models.JSONField(default=dict)  # ids, days, names of counters: never a citizen's data
    after = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["reorganisation", "round", "table"], name="change_of_a_round")]


class ByHand(models.Model):
    """What the table does not decide: a dossier, somebody's role or a key of a divided unit, and what was chosen."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="by_hand")
    kind = models.CharField(max_length=10)  # dossier | role | key
    row = models.UUIDField()
    unit_id = models.UUIDField()  # the divided unit
    chosen = models.UUIDField(null=True)  # the agency (of a role or a key: the unit) somebody chose; kept for a second time
    ended = models.BooleanField(default=False)  # of a role or a key: it goes nowhere
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reorganisation", "kind", "row"], name="by_hand_once")]
        indexes = [
            models.Index(fields=["reorganisation", "kind", "row"], name="by_hand_waiting", condition=models.Q(settled_at=None))
        ]
