"""Books (sổ): gapless numbers of a unit, a kind and a year; a spoilt number stays with its reason."""

from __future__ import annotations

from django.db import models

from motcua.storage import ids
from motcua.storage.people.models import Unit


class Book(models.Model):
    """One book of a unit for a year: `last` is the number given last, drawn under the row's lock."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)  # domain.books.Kind
    symbol = models.CharField(max_length=40, blank=True)  # quyển số; ký hiệu of a series of receipts
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    closing_words = models.CharField(max_length=300, blank=True)  # what the closing line says
    closing_digest = models.CharField(max_length=64, blank=True)  # sha256 over every line at closing

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "symbol", "year"], name="book_once"),
            models.CheckConstraint(condition=models.Q(last__gte=0), name="book_last_not_negative"),
        ]


class BookLine(models.Model):
    """One number of a book: what it was given for; void lines keep their number."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="lines")
    number = models.IntegerField(null=True)  # NULL: the number came from outside
    outside = models.CharField(max_length=80, blank=True)  # number given by another system, with its source in `words`
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=80)
    dossier_id = models.UUIDField(null=True, db_index=True)
    about = models.UUIDField(null=True, db_index=True)  # the certified original, result, receipt the number was given to
    words = models.CharField(max_length=300, blank=True)  # what it is, without a person's name
    voided_at = models.DateTimeField(null=True)
    voided_by = models.UUIDField(null=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="book_number_once"),
            models.CheckConstraint(
                condition=models.Q(number__isnull=False) | ~models.Q(outside=""), name="book_line_has_a_number"
            ),
        ]
