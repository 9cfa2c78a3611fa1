"""Campaigns: the plan with its targets, reminders with their answers, tasks with what proves them, difficulties with theirs."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.storage import ids
from motcua.storage.people.models import Unit


class Campaign(models.Model):
    """A campaign (chiến dịch cao điểm); once closed its figures stand in `ending` and never change."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    name = models.CharField(max_length=200)
    template = models.CharField(max_length=40, blank=True)  # domain.campaigns.templates
    state = models.CharField(max_length=10, default="draft")  # domain.campaigns.plan.State; running follows from the days
    first = models.DateField()
    last = models.DateField()
    pace = models.CharField(max_length=10)  # domain.campaigns.plan.Pace
    units = ArrayField(models.UUIDField())  # each with everything under it that is no unit of the campaign itself
    targets = models.JSONField(default=list)  # domain.campaigns.plan.as_plain
    formula = models.JSONField(default=dict)  # domain.campaigns.scores.Formula
    decision = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True)
    prepared_at = models.DateTimeField()
    prepared_by = models.CharField(max_length=80)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=80, blank=True)
    ending = models.JSONField(null=True)  # the figures of the end

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="campaign_days_in_order"),
            models.CheckConstraint(
                condition=models.Q(state="draft") | (~models.Q(decision="") & models.Q(decided_on__isnull=False)),
                name="campaign_by_a_decision",
            ),
            models.CheckConstraint(condition=~models.Q(state="closed") | models.Q(ending__isnull=False), name="campaign_closed_with_figures"),
        ]
        indexes = [models.Index(fields=["-first"], name="campaign_latest")]


class Reminder(models.Model):
    """A unit reminded (đôn đốc) with the figures of the moment, and what it answered."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="reminders")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    behind = models.JSONField()  # [{indicator, hit, of, short}]
    words = models.CharField(max_length=1000, blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=80)
    due = models.DateField()  # the answer is asked until the end of this day
    told = models.SmallIntegerField()  # how many heads a letter was made out to
    answer = models.CharField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], condition=models.Q(answered_at=None), name="reminder_open_once")
        ]


class Task(models.Model):
    """A task (nhiệm vụ) of a campaign: whose, until when, and what proves it done."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField(max_length=500)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=80)
    evidence = models.CharField(max_length=2000, blank=True)
    done_at = models.DateTimeField(null=True)
    done_on = models.DateField(null=True)
    done_by = models.CharField(max_length=80, blank=True)


class Difficulty(models.Model):
    """A difficulty (khó khăn, vướng mắc) that a unit sent to the one that can remove it, and the answer."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="difficulties")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=2000)
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=80)
    due = models.DateField()
    answer = models.CharField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
