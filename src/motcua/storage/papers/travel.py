"""Bundles of paper and how they travel; apologies, proposals to stop and calls. A row names its dossier by id."""

from __future__ import annotations

from django.db import models

from motcua.storage import ids
from motcua.storage.people.models import Unit


class Bundle(models.Model):
    """The papers of a dossier under one label, with exactly one holder; the database keeps every holder there was."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier_id = models.UUIDField()
    ordinal = models.SmallIntegerField(default=1)  # papers that came later, elsewhere, make a bundle of their own
    label = models.CharField(max_length=70, unique=True)
    holder = models.CharField(max_length=10)  # unit | post | citizen
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.UUIDField(null=True)
    since = models.DateTimeField()
    changed_by = models.CharField(max_length=80)
    transfer_id = models.UUIDField(null=True)  # the transfer through which the holder got it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier_id", "ordinal"], name="bundle_of_dossier"),
            models.CheckConstraint(
                name="bundle_one_holder",
                condition=(
                    models.Q(holder="unit", unit__isnull=False, person__isnull=False)
                    | models.Q(holder="post", person__isnull=True)
                    | models.Q(holder="citizen", unit__isnull=True, person__isnull=True)
                ),
            ),
        ]
        indexes = [models.Index(fields=["unit", "since"], name="bundle_held", condition=models.Q(holder="unit"))]


class Movement(models.Model):
    """One holder a bundle had: appended by a trigger at every change of the bundle, never rewritten."""

    id = models.BigAutoField(primary_key=True)
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="movements", db_index=False)
    no = models.IntegerField()
    holder = models.CharField(max_length=10)
    unit_id = models.UUIDField(null=True)
    person = models.UUIDField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    transfer_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bundle", "no"], name="movement_in_order")]


class Transfer(models.Model):
    """Papers sent by one unit to another, by hand or by post; without a unit to go to, a result sent to the citizen's home."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    number = models.CharField(max_length=60)
    what = models.CharField(max_length=10)  # dossiers | results | parcel
    way = models.CharField(max_length=6)  # hand | post
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    carrier_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    sent_at = models.DateTimeField()
    sent_by = models.UUIDField()
    slip_id = models.UUIDField(null=True)
    waybill = models.CharField(max_length=40, null=True)
    carried = models.CharField(max_length=12, blank=True)  # what the post says; empty by hand
    carried_at = models.DateTimeField(null=True)
    parcel_sealed = models.BinaryField(null=True)  # name and address on the parcel: all the post sees
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["waybill"], name="waybill_once"),
            models.CheckConstraint(
                name="transfer_post_has_carrier",
                condition=models.Q(way="hand", waybill__isnull=True) | models.Q(way="post", carrier_unit__isnull=False, waybill__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["to_unit", "sent_at"], name="transfer_to_receive", condition=models.Q(closed_at__isnull=True)),
            models.Index(fields=["carrier_unit", "-sent_at"], name="transfer_carried", condition=models.Q(way="post")),
        ]


class TransferLine(models.Model):
    """One bundle of a transfer; a result sent home without papers has none."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="lines")
    bundle = models.ForeignKey(Bundle, null=True, on_delete=models.PROTECT, related_name="lines")
    dossier_id = models.UUIDField(db_index=True)
    state = models.CharField(max_length=10)  # sent | received | disputed | withdrawn
    state_at = models.DateTimeField()
    state_by = models.CharField(max_length=80)
    missing = models.JSONField(null=True)  # [{paper, originals, certified, copies}]: what the taker did not find
    said_sealed = models.BinaryField(null=True)  # what the taker wrote

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bundle"], name="bundle_in_one_transfer", condition=models.Q(state__in=["sent", "disputed"])
            )
        ]


class ParcelWord(models.Model):
    """What the post said of a parcel, in the order it was said."""

    id = models.BigAutoField(primary_key=True)
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="words")
    carried = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)


class GivenBack(models.Model):
    """A paper that went back to the citizen with the result, counted."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier_id = models.UUIDField(db_index=True)
    paper = models.ForeignKey("papers.Paper", on_delete=models.PROTECT, related_name="given_back")
    originals = models.SmallIntegerField(default=0)
    certified = models.SmallIntegerField(default=0)
    copies = models.SmallIntegerField(default=0)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)


class Authorisation(models.Model):
    """The letter by which somebody who is no party received the result (giấy ủy quyền, giấy giới thiệu …)."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20)
    letter_sealed = models.BinaryField()  # number, day, certified_by, name
    file_id = models.UUIDField(null=True)  # a scan of the letter
    at = models.DateTimeField()
    by = models.CharField(max_length=80)


class Call(models.Model):
    """Somebody to be told who left neither telephone nor e-mail: on the clerk's call list until reached."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier_id = models.UUIDField(db_index=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    about = models.CharField(max_length=40)  # the move they must hear of
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "made_at"], name="call_waiting", condition=models.Q(settled_at__isnull=True))]


class CallTry(models.Model):
    """One try to reach somebody of the call list, and what came of it."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="tries")
    outcome = models.CharField(max_length=20)  # reached | told_other | not_reached | village_head
    told_sealed = models.BinaryField(null=True)  # whom
    at = models.DateTimeField()
    by = models.UUIDField()


class StopProposal(models.Model):
    """A stop the desk proposes because the citizen did not answer in time; the head decides."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier_id = models.UUIDField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)  # whose head decides
    reason_sealed = models.BinaryField()
    at = models.DateTimeField()
    by = models.UUIDField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier_id"], name="stop_proposed_once", condition=models.Q(settled_at__isnull=True))
        ]
        indexes = [models.Index(fields=["unit", "at"], name="stop_proposed", condition=models.Q(settled_at__isnull=True))]


class Apology(models.Model):
    """The one apology of a dossier (mẫu 04): whose fault, why, and whether it went out in time."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier_id = models.UUIDField(unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # at fault
    cause = models.CharField(max_length=1)  # a | b | c | d of II.06g
    number = models.CharField(max_length=60)
    sent_at = models.DateTimeField()
    until = models.DateTimeField()
    in_time = models.BooleanField()
    signed_by = models.UUIDField()
