"""Money: rows of the province's schedules, what a dossier owes, what was paid."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.storage import ids
from motcua.storage.people.models import Unit


class FeeRow(models.Model):
    """A row of a fee decision, as `domain.fees.schedule.FeeRow` reads it."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    key = models.CharField(max_length=80, unique=True)
    decision = models.CharField(max_length=120)
    procedures = ArrayField(models.CharField(max_length=60), default=list)
    document = models.JSONField()
    first_day = models.DateField()
    last_day = models.DateField(null=True)


class LimitRow(models.Model):
    """A row that shortens time limits, as `domain.fees.limits.LimitRow` reads it."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    key = models.CharField(max_length=80, unique=True)
    decision = models.CharField(max_length=120)
    procedures = ArrayField(models.CharField(max_length=60), default=list)
    document = models.JSONField()
    first_day = models.DateField()
    last_day = models.DateField(null=True)


class FeeDue(models.Model):
    """A fee a dossier owes, with its legal basis; 0 đ is a row too (R32)."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier_id = models.UUIDField(db_index=True)
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10)
    quantity = models.IntegerField(default=1)
    amount = models.BigIntegerField()
    before = models.BigIntegerField(null=True)  # the price without percentage and relief; NULL: the same
    relief = models.CharField(max_length=80, blank=True)  # the group the payer is exempt in
    relief_basis = models.CharField(max_length=200, blank=True)  # and the article that says so
    basis = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)  # on a receipt that stands
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="fee_not_negative")]


class BankAccount(models.Model):
    """Where a unit's transfers go from a day on; what the VietQR code at its counter says."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    bin = models.CharField(max_length=6, blank=True)  # blank: from this day on no transfers by code
    bank = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=19, blank=True)
    holder = models.CharField(max_length=120, blank=True)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "first_day"], name="bank_account_once_a_day")]


class Shift(models.Model):
    """A clerk's drawer of a day (ca thu): opened by the first taking, balanced and signed at its end, then never changed."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    clerk = models.CharField(max_length=80)  # id of the staff or the key whose drawer it is
    clerk_name = models.CharField(max_length=200)
    ordinal = models.SmallIntegerField()  # first, second … shift of the clerk's day
    opened_at = models.DateTimeField()
    float_amount = models.BigIntegerField(default=0)  # tiền lẻ đầu ca
    moves = models.IntegerField(default=0)  # how often money went in or out: raised under the row's lock
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=80, blank=True)
    closed_by_name = models.CharField(max_length=200, blank=True)
    expected_cash = models.BigIntegerField(null=True)
    counted_cash = models.BigIntegerField(null=True)
    pieces = models.JSONField(default=dict)  # denomination -> how many, where they were counted so
    difference_reason = models.CharField(max_length=500, blank=True)
    sums = models.JSONField(default=dict)  # what the closing said: by way, phí and lệ phí
    digest = models.CharField(max_length=64, blank=True)  # sha256 over every receipt and refund at closing
    countersigned_at = models.DateTimeField(null=True)
    countersigned_by = models.CharField(max_length=80, blank=True)
    countersigned_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "clerk", "day", "ordinal"], name="shift_ordinal_once"),
            models.UniqueConstraint(
                fields=["unit", "clerk", "day"], condition=models.Q(closed_at=None), name="shift_one_open"
            ),
            models.CheckConstraint(condition=models.Q(float_amount__gte=0), name="shift_float_not_negative"),
            models.CheckConstraint(
                condition=models.Q(closed_at=None)
                | models.Q(counted_cash=models.F("expected_cash"))
                | ~models.Q(difference_reason=""),
                name="shift_balances_or_is_explained",
            ),
        ]
        indexes = [models.Index(fields=["unit", "day"], name="shift_of_a_day")]


class Receipt(models.Model):
    """A receipt (biên lai): symbol and number from the unit's book, the money in whole đồng, the payer's name sealed."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    line_id = models.UUIDField(unique=True)  # of the book
    form = models.CharField(max_length=20, blank=True)  # ký hiệu mẫu
    symbol = models.CharField(max_length=40)  # ký hiệu
    year = models.SmallIntegerField()
    number = models.IntegerField()
    at = models.DateTimeField()
    day = models.DateField()
    shift = models.ForeignKey(Shift, null=True, on_delete=models.PROTECT, related_name="receipts")  # NULL: online
    clerk = models.CharField(max_length=80)
    clerk_name = models.CharField(max_length=200)
    way = models.CharField(max_length=12)  # domain.fees.receipts.Way
    reference = models.CharField(max_length=80, blank=True)  # the bank's; counts once
    total = models.BigIntegerField()
    phi = models.BigIntegerField()
    le_phi = models.BigIntegerField()
    payer_sealed = models.BinaryField()
    visit_id = models.UUIDField(null=True, db_index=True)
    prints = models.SmallIntegerField(default=0)
    voided_at = models.DateTimeField(null=True)
    voided_by = models.CharField(max_length=80, blank=True)
    voided_by_name = models.CharField(max_length=200, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "symbol", "year", "number"], name="receipt_number_once"),
            models.UniqueConstraint(
                fields=["reference"], condition=models.Q(voided_at=None) & ~models.Q(reference=""), name="receipt_reference_once"
            ),
            models.CheckConstraint(
                condition=models.Q(total=models.F("phi") + models.F("le_phi"), phi__gte=0, le_phi__gte=0), name="receipt_adds_up"
            ),
        ]
        indexes = [models.Index(fields=["unit", "day"], name="receipt_of_a_day")]


class Refund(models.Model):
    """Money given back (hoàn phí): which receipt, why, by what right, by a second person."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="refunds")
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="refunds")
    at = models.DateTimeField()
    day = models.DateField()
    way = models.CharField(max_length=12)  # cash | transfer
    reference = models.CharField(max_length=80, blank=True)
    total = models.BigIntegerField()
    phi = models.BigIntegerField()
    le_phi = models.BigIntegerField()
    reason = models.CharField(max_length=500)
    basis = models.CharField(max_length=300)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(total=models.F("phi") + models.F("le_phi"), total__gt=0), name="refund_adds_up"
            ),
            models.CheckConstraint(condition=~models.Q(reason="") & ~models.Q(basis=""), name="refund_says_why"),
        ]


class ReceiptLine(models.Model):
    """One fee on a receipt, as it stood when the money was taken."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="lines")
    ordinal = models.SmallIntegerField()
    dossier_id = models.UUIDField(db_index=True)
    code = models.CharField(max_length=60)
    due = models.ForeignKey(FeeDue, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10)
    quantity = models.IntegerField()
    before = models.BigIntegerField(null=True)
    amount = models.BigIntegerField()
    basis = models.CharField(max_length=300, blank=True)
    relief = models.CharField(max_length=80, blank=True)
    relief_basis = models.CharField(max_length=200, blank=True)
    refund = models.ForeignKey(Refund, null=True, on_delete=models.PROTECT, related_name="lines")


class Payment(models.Model):
    """Money of a dossier: taken (above nought), or taken back with a void receipt or a refund (below nought)."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier_id = models.UUIDField(db_index=True)
    amount = models.BigIntegerField()
    way = models.CharField(max_length=12)  # cash | transfer | card | online
    reference = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    receipt = models.ForeignKey(Receipt, null=True, on_delete=models.PROTECT, related_name="payments")
    refund = models.ForeignKey(Refund, null=True, on_delete=models.PROTECT, related_name="payments")
