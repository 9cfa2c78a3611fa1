"""Who, where, when: units, staff with dated roles, citizens, API keys, the calendar, dated settings."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.storage import ids


class Unit(models.Model):
    """A unit (đơn vị) of the tree, with validity and succession: old dossiers still show who received them."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    code = models.CharField(max_length=35)  # mã định danh điện tử (QĐ 20/2020/QĐ-TTg)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=30)
    level = models.CharField(max_length=20)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    area_code = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    successor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="predecessors")
    practice = models.BooleanField(default=False)  # đơn vị học tập: stands in no tree, nothing in it is counted or sent

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="unit_code_from"),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="unit_valid_order",
            ),
        ]
        indexes = [models.Index(fields=["area_code"])]


class StaffManager(BaseUserManager["Staff"]):
    """Looks staff up by account name, whatever the case."""

    def get_by_natural_key(self, username: str | None) -> Staff:
        return self.get(username__iexact=username)


class Staff(AbstractBaseUser):
    """A member of staff: signs in with password and a second factor; what they may do is in `StaffRole`."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=150)
    title = models.CharField(max_length=100, blank=True)  # chức danh
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    person_key = models.CharField(max_length=32, null=True, db_index=True)  # blind index of the identity number
    totp_sealed = models.BinaryField(null=True)
    totp_last_step = models.BigIntegerField(default=0)  # a code is good once
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = StaffManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: list[str] = []


class StaffRole(models.Model):
    """A role in a unit, with dates and the document that gave it."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="staff_roles")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    document = models.CharField(max_length=200, blank=True)
    position = models.CharField(max_length=10, blank=True)  # of a signing head: head | deputy; empty: as the title says

    class Meta:
        indexes = [models.Index(fields=["unit", "role"])]


class Delegation(models.Model):
    """A delegation of signing (uỷ quyền, phân công ký): dated, by document, bounded by unit and procedures."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")  # NULL: the head by position
    giver_title = models.CharField(max_length=100)  # as the block prints it behind KT., TL., TUQ.
    taker = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="delegations")
    capacity = models.CharField(max_length=10)  # domain.permissions.signing.Capacity
    fields = ArrayField(models.CharField(max_length=300), default=list)  # names of fields; with procedures empty: all
    procedures = ArrayField(models.CharField(max_length=60), default=list)  # codes
    document = models.CharField(max_length=120)
    document_day = models.DateField()
    document_signer = models.CharField(max_length=150)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)  # when its end was brought forward
    ended_by = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["taker", "unit"]), models.Index(fields=["unit", "valid_from"])]


class Absence(models.Model):
    """A time somebody is away (vắng mặt), with the deputy who handles what is assigned to them."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)  # when it was ended early
    ended_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(last__gte=models.F("first")) | ~models.Q(ended_at=None), name="absence_days_in_order")]
        indexes = [models.Index(fields=["deputy", "last"]), models.Index(fields=["staff", "last"])]


class Citizen(models.Model):
    """An account that an identity provider vouches for; the profile is sealed."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    provider = models.CharField(max_length=30)
    subject = models.CharField(max_length=200)
    person_key = models.CharField(max_length=32, db_index=True)
    name = models.CharField(max_length=150)
    profile_sealed = models.BinaryField()
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "subject"], name="citizen_subject")]


class ApiKey(models.Model):
    """A machine's key: opaque, hashed, of one unit, with roles and scopes."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    roles = ArrayField(models.CharField(max_length=20))
    scopes = ArrayField(models.CharField(max_length=40))
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)
    valid_until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class CalendarDay(models.Model):
    """A day that differs from its weekday: a holiday, a worked Saturday, a local day off; with its legal source."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="calendar_days")
    day = models.DateField()
    works = models.BooleanField()
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    sessions = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "day"], name="calendar_day_once", nulls_distinct=False)
        ]


class CalendarSeason(models.Model):
    """Working hours of a unit (or everybody) between two dates."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="calendar_seasons")
    first = models.DateField()
    last = models.DateField()
    sessions = models.JSONField()
    source = models.CharField(max_length=300, blank=True)


class DatedSetting(models.Model):
    """A rule the law or the province may change: the value in force on a day, with its legal basis."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    key = models.CharField(max_length=60)
    value = models.JSONField()
    valid_from = models.DateField()
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "valid_from"], name="setting_from")]


class Epoch(models.Model):
    """One row: a number raised by every change of configuration, so that process caches know they are stale."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=1)


class Throttle(models.Model):
    """How often a key (a digest) was used in a window of time."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=32)
    time_window = models.BigIntegerField()
    uses = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "time_window"], name="throttle_once")]
