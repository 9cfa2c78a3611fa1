"""Figures: dossiers as they are counted, what changed since the sums were made, the sums, and what units enter.

`Fact` holds one row a dossier, written by the database whenever the ledger notes something about the dossier, in the
same transaction (ADR 0013). `Change` keeps what the fact said before (sign -1) and says now (+1) until it is folded
into `Rollup`; sums plus unfolded changes are what the facts say, exactly and at once. `Export` is a file of figures made in the
background, `Publication` a table of statistics as the public sees it.
"""

from __future__ import annotations

from django.db import models

from motcua.storage import ids


class Row(models.Model):
    """The columns of `domain.figures.facts.Fact`, by the same names."""

    procedure_code = models.CharField(max_length=60)
    channel = models.CharField(max_length=10)
    online_level = models.CharField(max_length=12)
    received_unit = models.UUIDField()
    competent_unit = models.UUIDField()
    help_unit = models.UUIDField(null=True)
    filed_on = models.DateField()
    accepted_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended = models.CharField(max_length=10, null=True)
    returned_on = models.DateField(null=True)
    granted = models.BooleanField()
    ended_late = models.BooleanField()
    late_on = models.DateField(null=True)
    timeliness = models.CharField(max_length=8, null=True)
    appointment_late = models.BooleanField(null=True)
    national_late_on = models.DateField(null=True)
    no_due = models.BooleanField()
    answered_in_time = models.BooleanField(null=True)
    worked_minutes = models.IntegerField(null=True)
    worked_hours = models.IntegerField(null=True)
    supplements = models.SmallIntegerField()
    apologised = models.BooleanField()
    fee_set = models.BooleanField()
    fee_due = models.BooleanField()
    fee = models.BigIntegerField()
    fee_before = models.BigIntegerField()
    shortened = models.SmallIntegerField()
    paid = models.BigIntegerField()
    paid_cashless = models.BigIntegerField()
    paid_online = models.BigIntegerField()
    papers = models.SmallIntegerField()
    papers_digital = models.SmallIntegerField()
    wholly_digital = models.BooleanField()
    result_wanted = models.BooleanField()
    result_digital = models.BooleanField()
    result_signed = models.BooleanField()
    afar = models.BooleanField()
    assisted = models.BooleanField()
    elsewhere = models.BooleanField()
    entered_late = models.BooleanField()
    corrected = models.SmallIntegerField()
    rating = models.SmallIntegerField(null=True)
    synced = models.BooleanField()
    reused = models.BooleanField()
    stored = models.BooleanField()
    population = models.BooleanField()
    complained = models.BooleanField()
    told = models.CharField(max_length=8, null=True)
    asked_twice = models.BooleanField(default=False)
    undated = models.BooleanField(default=False)
    both_late_on = models.DateField(null=True)
    steps = models.CharField(max_length=8, null=True)

    class Meta:
        abstract = True


class Fact(Row):
    """A dossier as the figures see it now."""

    dossier_id = models.UUIDField(primary_key=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["accepted_on", "competent_unit"], name="fact_received",  # with what the index of all units asks by procedure
                include=["procedure_code", "channel", "fee_set", "fee_due", "paid_online", "population"],
            ),
            models.Index(fields=["ended_on", "competent_unit"], name="fact_ended"),
            models.Index(fields=["competent_unit", "accepted_on"], name="fact_unit_accepted"),
            models.Index(fields=["filed_on", "received_unit"], name="fact_filed"),
            models.Index(fields=["late_on", "competent_unit"], name="fact_late"),
            models.Index(fields=["accepted_on", "received_unit", "competent_unit"], name="fact_elsewhere", condition=models.Q(elsewhere=True)),
            models.Index(fields=["late_on", "competent_unit"], name="fact_due", condition=models.Q(ended_on__isnull=True)),
            models.Index(fields=["national_late_on"], name="fact_national_late", condition=models.Q(national_late_on__isnull=False)),
            models.Index(fields=["both_late_on"], name="fact_both_late", condition=models.Q(both_late_on__isnull=False)),
        ]


class Change(Row):
    """What a fact said (-1) or says (+1), not yet in the sums."""

    id = models.BigAutoField(primary_key=True)
    sign = models.SmallIntegerField()
    dossier_id = models.UUIDField()


class Rollup(models.Model):
    """A part summed by month and by year, of each unit and of all together (under an id that is no unit's); of all by day too.

    Of all units together also by month and procedure, where procedures are what is counted.
    """

    id = models.BigAutoField(primary_key=True)
    part = models.CharField(max_length=40)
    span = models.CharField(max_length=5)  # day | month | year
    start = models.DateField()  # the first day of the span
    unit = models.UUIDField()
    procedure = models.CharField(max_length=60, default="")
    bucket = models.IntegerField(default=0)
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "span", "procedure", "bucket", "unit", "start"], name="rollup_once", include=["amount"]),
        ]
        indexes = [
            models.Index(fields=["part", "span", "start", "unit"], name="rollup_plain", include=["amount"], condition=models.Q(procedure="", bucket=0)),
        ]


class Folded(models.Model):
    """By which table of parts the sums were made: another table, and they are made anew."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    parts = models.CharField(max_length=64)
    made_at = models.DateTimeField()


class Check(models.Model):
    """One time the figures were recomputed and compared: what was looked at, and what differed."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    seconds = models.FloatField()
    dossiers = models.BigIntegerField()
    sums = models.BigIntegerField()
    differences = models.JSONField(default=dict)  # kind -> how many
    examples = models.JSONField(default=dict)  # kind -> codes of dossiers and names of sums: never a person


class Mark(models.Model):
    """What another system said of a dossier: re-used data, the personal store, the population database, a petition."""

    id = models.BigAutoField(primary_key=True)
    dossier_id = models.UUIDField()
    mark = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier_id", "mark"], name="mark_once")]


class Entered(models.Model):
    """A count that is not born here (scanners, people trained): entered by a unit, dated, with its source."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    indicator = models.CharField(max_length=60)
    unit = models.UUIDField()
    day = models.DateField()
    amount = models.BigIntegerField()
    source = models.CharField(max_length=300)
    entered_at = models.DateTimeField()
    entered_by = models.UUIDField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["indicator", "unit", "day"], name="entered_by_day")]


class Export(models.Model):
    """A file of figures made in the background: what was asked, how far it is, what became of it."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    unit = models.UUIDField(null=True)  # null: all within the reach of whoever asked
    first = models.DateField()
    last = models.DateField()
    kind = models.CharField(max_length=4)  # csv | xlsx
    state = models.CharField(max_length=8)  # waiting | working | ready | failed | gone
    why = models.CharField(max_length=40, default="")  # of what failed
    done = models.IntegerField(default=0)  # indicators
    whole = models.IntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    size = models.BigIntegerField(default=0)  # bytes
    rows = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["asked_by", "-asked_at"], name="export_of_whom")]


class Publication(models.Model):
    """A public table of statistics as it was published (TT 32/2017/TT-BTTTT): small counts are not in it."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10)  # procedure | unit
    period = models.CharField(max_length=10)  # domain.reports.periods.Reported.key
    year = models.IntegerField()
    first = models.DateField()
    last = models.DateField()
    version = models.SmallIntegerField()
    published_at = models.DateTimeField()
    content = models.TextField()  # JSON, as domain.figures.publication writes it
    digest = models.CharField(max_length=64)  # SHA-256 of the content

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "period"], name="publication_once")]
