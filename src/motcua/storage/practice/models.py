"""Practice mode (học tập): exercises tried and finished, and which pages a learner opened meanwhile."""

from __future__ import annotations

from django.db import models

from motcua.storage import ids
from motcua.storage.people.models import Staff


class Attempt(models.Model):
    """One try at an exercise; the latest of a learner counts, and a finished one stays in the record."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    exercise = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    procedure = models.CharField(max_length=60, blank=True)  # what it is about here
    dossier_id = models.UUIDField(null=True)  # laid ready for it
    answer_by = models.DateTimeField(null=True)  # until when the filing laid ready must be answered
    lacking = models.JSONField(default=list)  # components that are missing, or were brought along
    answer = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["staff", "exercise", "-started_at"], name="attempt_of_learner"),
            models.Index(fields=["exercise", "finished_at"], name="attempt_finished", condition=models.Q(finished_at__isnull=False)),
        ]


class Footprint(models.Model):
    """A page a learner opened in practice: route and what it was about; nothing real is ever in it."""

    id = models.BigAutoField(primary_key=True)
    staff = models.UUIDField()
    at = models.DateTimeField()
    route = models.CharField(max_length=60)
    about = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["staff", "-id"], name="footprint_of_learner")]
