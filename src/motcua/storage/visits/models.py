"""The visit (lượt) at a counter, the dossiers it brought, and what was certified in it."""

from __future__ import annotations

from django.db import models

from motcua.storage import ids
from motcua.storage.books.models import BookLine
from motcua.storage.people.models import Unit


class Visit(models.Model):
    """One person at one counter: identity taken once, several dossiers, or guidance alone."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    clerk = models.UUIDField()
    day = models.DateField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    person_key = models.CharField(max_length=32, null=True)  # blind index of the identity number
    name_sealed = models.BinaryField(null=True)
    guided = models.BooleanField(default=False)  # was told how, without filing
    about = models.CharField(max_length=60, blank=True)  # the procedure the guidance was about
    ticket_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "day", "id"], name="visit_of_day")]


class VisitDossier(models.Model):
    """A dossier received in a visit."""

    id = models.BigAutoField(primary_key=True)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="dossiers")
    dossier_id = models.UUIDField(unique=True)


class Certified(models.Model):
    """One original (or one signed document) with its certification number; a spoilt number gives way to a new row."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier_id = models.UUIDField(db_index=True)
    deed = models.CharField(max_length=12)
    ordinal = models.SmallIntegerField()
    name = models.CharField(max_length=200)
    pages = models.IntegerField()
    copies = models.IntegerField()
    amount = models.BigIntegerField()
    line = models.OneToOneField(BookLine, on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()
    year = models.SmallIntegerField()
    given_at = models.DateTimeField()
    signer = models.UUIDField(null=True)  # who is to certify; the words name them
    spoilt_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier_id", "ordinal"], condition=models.Q(spoilt_at=None), name="certified_once"
            ),
            models.CheckConstraint(condition=models.Q(pages__gte=1) & models.Q(copies__gte=1), name="certified_counts"),
        ]
