"""The catalogue: procedures, their immutable revisions, what is in scope, words people search with."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from motcua.storage import ids


class Procedure(models.Model):
    """An administrative procedure (thủ tục hành chính) as the catalogue knows it; import key is code + publisher."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    code = models.CharField(max_length=60)
    publisher = models.CharField(max_length=120)
    name = models.TextField()
    field_name = models.CharField(max_length=300, blank=True)
    agency = models.CharField(max_length=500, blank=True)
    levels = ArrayField(models.CharField(max_length=20), default=list)
    audience = ArrayField(models.CharField(max_length=20), default=list)
    in_scope = models.BooleanField(default=False)
    scope_decision = models.CharField(max_length=120, blank=True)
    completeness = models.CharField(max_length=12, default="record")  # record | complete
    record = models.JSONField(null=True)  # the source's own words, kept beside
    structured = models.JSONField(null=True)  # what could be understood of them without guessing
    flags = ArrayField(models.CharField(max_length=60), default=list)  # what needs a controller's review
    source = models.CharField(max_length=300, blank=True)
    source_digest = models.CharField(max_length=64, blank=True)
    url = models.CharField(max_length=500, blank=True)
    current = models.ForeignKey("Revision", null=True, on_delete=models.PROTECT, related_name="+")
    folded = models.TextField(blank=True)  # name, code, field, everyday words, folded
    search = SearchVectorField(null=True)
    sort_key = models.CharField(max_length=400, blank=True)
    filings = models.IntegerField(default=0)  # how often it is filed: breaks ties in search
    titles = models.JSONField(default=dict)  # what search shows: name, short, plain, field as {vi, en?}; words people use
    unit_code = models.CharField(max_length=40, blank=True)  # the fixed unit that settles it; empty: where people live
    online = models.CharField(max_length=12, blank=True)  # full | partial | none; empty: the record does not say
    closes_on = models.DateField(null=True)  # last day on which a published revision is in force
    variants = models.JSONField(default=list)  # other sources' tellings: [{source, digest, record}], best first
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "publisher"], name="procedure_key")]
        indexes = [
            # written seldom, read at every search: no list of pending entries to wade through
            GinIndex(fields=["folded"], name="procedure_folded_trgm", opclasses=["gin_trgm_ops"], fastupdate=False),
            GinIndex(fields=["search"], name="procedure_search", fastupdate=False),
            models.Index(fields=["in_scope", "sort_key"]),
        ]


class Revision(models.Model):
    """A snapshot of a procedure; once published a trigger forbids any change of the document."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="revisions")
    number = models.IntegerField()
    state = models.CharField(max_length=12, default="draft")  # draft | published
    document = models.JSONField()
    effective_from = models.DateField()
    effective_to = models.DateField(null=True)
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.UUIDField(null=True)
    online = models.GeneratedField(  # full | partial | none, as the document says: figures read it of millions of dossiers
        expression=Coalesce(KeyTextTransform("online", "document"), models.Value(""), output_field=models.CharField(max_length=12)),
        output_field=models.CharField(max_length=12), db_persist=True,
    )
    sets_fee = models.GeneratedField(
        expression=models.Case(models.When(document__fees__0__isnull=False, then=True), default=False), output_field=models.BooleanField(), db_persist=True,
    )
    gives_result = models.GeneratedField(
        expression=models.Case(models.When(document__results__0__isnull=False, then=True), default=False), output_field=models.BooleanField(), db_persist=True,
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["procedure", "number"], name="revision_number")]


class ScopeDecision(models.Model):
    """A decision (QĐ công bố) that puts procedures in the province's scope from a day on."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    number = models.CharField(max_length=120)
    signed_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    codes = ArrayField(models.CharField(max_length=60))


class Synonym(models.Model):
    """Everyday words and what they mean in the catalogue."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    words = models.TextField()
    folded = models.TextField(unique=True)
    terms = ArrayField(models.CharField(max_length=200), default=list)
    codes = ArrayField(models.CharField(max_length=60), default=list)


class LifeEvent(models.Model):
    """A moment of life that brings people to us, with the procedures it needs in order."""

    key = models.CharField(max_length=40, primary_key=True)
    name = models.JSONField()
    codes = ArrayField(models.CharField(max_length=60))
    ordinal = models.IntegerField(default=0)


class ImportRun(models.Model):
    """One import of records: what came, what was new, changed, the same, and what was not understood by reason."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    source = models.CharField(max_length=300)
    at = models.DateTimeField()
    counts = models.JSONField()
    reasons = models.JSONField()
