"""The ledger: append-only entries chained per dossier, daily seals, readings, the outbox, idempotency keys."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from motcua.storage import ids


class Entry(models.Model):
    """One entry of a chain; holds ids, codes, names of fields and digests, never personal values."""

    id = models.BigAutoField(primary_key=True)
    chain = models.UUIDField()  # the dossier, or another subject (unit, procedure, staff)
    no = models.IntegerField()
    at = models.DateTimeField()
    action = models.CharField(max_length=40)
    before = models.SmallIntegerField(null=True)
    after = models.SmallIntegerField(null=True)
    step = models.CharField(max_length=60, null=True)
    unit_id = models.UUIDField(null=True)
    actor_kind = models.CharField(max_length=10)
    actor = models.CharField(max_length=80)
    data = models.JSONField()
    previous = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "no"], name="ledger_chain_no")]
        indexes = [models.Index(fields=["at"], name="ledger_at")]


class Chain(models.Model):
    """Head of a chain that is not a dossier's (a dossier keeps its head in its own row)."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=20)
    no = models.IntegerField(default=0)
    head = models.BinaryField(default=bytes)


class Seal(models.Model):
    """The daily seal over all heads, chained to the day before."""

    day = models.DateField(primary_key=True)
    chains = models.BigIntegerField()
    last_entry = models.BigIntegerField()
    previous = models.BinaryField()
    digest = models.BinaryField()
    made_at = models.DateTimeField()


class Reading(models.Model):
    """Who read which citizens' dossiers, when, through which page: one row a request, a list is one row."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor = models.CharField(max_length=80)
    purpose = models.CharField(max_length=60)
    dossier_ids = ArrayField(models.UUIDField())
    block = models.BigIntegerField(null=True)


class ReadingBlock(models.Model):
    """Readings sealed in blocks: first and last row, digest over them, chained."""

    id = models.BigAutoField(primary_key=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    count = models.IntegerField()
    previous = models.BinaryField()
    digest = models.BinaryField()
    made_at = models.DateTimeField()


class Message(models.Model):
    """The outbox: what the outside must hear, written in the same transaction as the change."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    topic = models.CharField(max_length=60)
    chain = models.UUIDField(null=True)
    body_sealed = models.BinaryField()
    created_at = models.DateTimeField()
    fanned_at = models.DateTimeField(null=True)  # deliveries were made

    class Meta:
        indexes = [models.Index(fields=["id"], name="outbox_waiting", condition=models.Q(fanned_at__isnull=True))]


class Delivery(models.Model):
    """One message to one connector: tried until settled, always with the same key."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    connector = models.CharField(max_length=40)
    chain = models.UUIDField(null=True)  # of the message: what concerns one dossier goes out in order
    attempts = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True)  # delivered | never
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "connector"], name="delivery_once")]
        indexes = [
            models.Index(fields=["next_at"], name="delivery_waiting", condition=models.Q(settled_at__isnull=True)),
            models.Index(
                fields=["connector", "chain", "message"], name="delivery_in_order",
                condition=models.Q(settled_at__isnull=True, chain__isnull=False),
            ),
        ]  # fmt: skip


class IdempotencyKey(models.Model):
    """A request that must happen once: who asked, under which key, what came of it."""

    id = models.BigAutoField(primary_key=True)
    actor = models.CharField(max_length=90)
    key = models.CharField(max_length=120)
    request_digest = models.CharField(max_length=64)
    response = models.JSONField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="idempotency_once")]
        indexes = [BrinIndex(fields=["created_at"], name="idempotency_age")]
