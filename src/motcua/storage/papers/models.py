"""Papers of a dossier and the files that hold them; a paper names its dossier by id."""

from __future__ import annotations

from django.db import models

from motcua.storage import ids
from motcua.storage.papers import travel as travel  # noqa: PLC0414 - the other half of the app


class StoredFile(models.Model):
    """A file kept outside the database, sealed with a data key of its own that the master key wraps."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    digest = models.CharField(max_length=64, db_index=True)  # sha256 of the content
    size = models.BigIntegerField()
    mime = models.CharField(max_length=100)
    name_sealed = models.BinaryField()  # the name people gave it may hold a person's name
    place = models.CharField(max_length=120)  # ab/cd/<sha256>-<id>
    key_sealed = models.BinaryField()
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=80)


class Paper(models.Model):
    """One paper of a dossier (thành phần hồ sơ đã nộp)."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier_id = models.UUIDField(db_index=True)
    component = models.CharField(max_length=80)  # key in the revision, or "extra"
    name = models.CharField(max_length=500)
    originals = models.SmallIntegerField(default=0)
    certified = models.SmallIntegerField(default=0)
    copies = models.SmallIntegerField(default=0)
    electronic = models.BooleanField(default=False)
    request_id = models.UUIDField(null=True)  # the supplement request it answers
    given_at = models.DateTimeField()
    ordinal = models.SmallIntegerField(default=0)
    references_sealed = models.BinaryField(null=True)  # files that stay elsewhere: [{name, address, digest}]


class PaperFile(models.Model):
    """A file of a paper, in order."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="uses")
    ordinal = models.SmallIntegerField(default=0)
