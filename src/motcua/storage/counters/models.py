"""The counter itself: known counters, PINs, shifts, forms kept over a lock, numbers of the waiting room."""

from __future__ import annotations

from django.db import models

from motcua.storage import ids
from motcua.storage.people.models import Staff, Unit


class Counter(models.Model):
    """A device of a unit whose browser holds a token, and we only its digest: a counter (quầy), a kiosk or a screen."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)  # tên quầy, cửa sổ: "Quầy 1"
    kind = models.CharField(max_length=10, default="counter")  # domain.counters.shifts.Device
    digest = models.CharField(max_length=64, unique=True)
    registered_at = models.DateTimeField()
    registered_by = models.UUIDField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], condition=models.Q(revoked_at=None), name="counter_name_once"),
        ]


class Pin(models.Model):
    """The PIN of a member of staff, hashed slowly; five wrong tries lock it until a full sign-in."""

    staff = models.OneToOneField(Staff, primary_key=True, on_delete=models.PROTECT, related_name="+")
    hashed = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    wrong = models.SmallIntegerField(default=0)
    locked_at = models.DateTimeField(null=True)


class Shift(models.Model):
    """A full sign-in at a known counter (ca trực): from then on, until `until`, a PIN opens that counter."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="shifts")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    begun_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # signed out

    class Meta:
        constraints = [models.UniqueConstraint(fields=["counter", "staff", "day"], name="shift_once")]


class KeptForm(models.Model):
    """A form that came while the session was locked or another's: kept for whoever began it, sealed, for a day."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    counter = models.ForeignKey(Counter, on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    fields_sealed = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["staff", "counter"])]


class QueueUse(models.Model):
    """Whether a unit gives out queue numbers from a day on: a setting of its own, with its basis."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    uses = models.BooleanField()
    valid_from = models.DateField()
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "valid_from"], name="queue_use_from")]


class TicketGroup(models.Model):
    """A group of services with numbers of its own (nhóm lĩnh vực): its letter stands before the number."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    letter = models.CharField(max_length=1)
    name = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "letter"], condition=models.Q(ended_at=None), name="ticket_group_once")
        ]


class TicketCount(models.Model):
    """The last number given to a letter of a unit on a day."""

    id = models.BigAutoField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    letter = models.CharField(max_length=1)
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "day", "letter"], name="ticket_count_once")]


class Ticket(models.Model):
    """A number of the waiting room (số thứ tự): of nobody by name, tied to the counter that called it."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    group = models.ForeignKey(TicketGroup, on_delete=models.PROTECT, related_name="+")
    letter = models.CharField(max_length=1)
    number = models.IntegerField()
    state = models.CharField(max_length=10, default="waiting")  # domain.counters.tickets.State
    issued_at = models.DateTimeField()
    counter = models.ForeignKey(Counter, null=True, on_delete=models.PROTECT, related_name="+")
    window = models.CharField(max_length=40, blank=True)  # the counter's name when it called
    staff = models.UUIDField(null=True)
    called_at = models.DateTimeField(null=True)  # first
    last_called_at = models.DateTimeField(null=True)
    calls = models.SmallIntegerField(default=0)
    served_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    visit_id = models.UUIDField(null=True, db_index=True)  # lượt: the visit the number became

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "day", "letter", "number"], name="ticket_once"),
            models.UniqueConstraint(
                fields=["counter"], condition=models.Q(state__in=["called", "serving"]), name="ticket_one_at_a_counter"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "day", "issued_at"], condition=models.Q(state="waiting"), name="ticket_waiting"),
        ]


class SlipPrint(models.Model):
    """How often a slip was printed at a counter (in, in lại): the slip itself is kept elsewhere and never changes."""

    slip_id = models.UUIDField(primary_key=True)
    dossier_id = models.UUIDField(db_index=True)
    times = models.SmallIntegerField(default=0)
    last_at = models.DateTimeField()
    last_by = models.UUIDField()


class OpeningHours(models.Model):
    """When a one-stop office is open on a day of the week, between two days; no sessions: closed. No clock reads this."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    weekday = models.SmallIntegerField()  # Monday is 0
    sessions = models.JSONField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "weekday", "valid_from"], name="opening_from")]
