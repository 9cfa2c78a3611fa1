"""Dossiers: the case itself, its parties, pauses, steps, requests, slips, results, drafts."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Right

from motcua.storage import ids
from motcua.storage.people.models import Unit
from motcua.storage.procedures.models import Revision

WAITING_FOR_AN_END = models.Q(status__in=[1, 2, 4, 5, 6, 9])


class Dossier(models.Model):
    """A dossier (hồ sơ): status, step and clocks are columns; what people wrote is sealed."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    code = models.CharField(max_length=60, unique=True)  # mã hồ sơ: given once, never reused
    code_origin = models.CharField(max_length=20, default="here")  # here | national
    procedure_code = models.CharField(max_length=60)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300)  # what is asked for, without a name
    channel = models.CharField(max_length=10)
    place = models.CharField(max_length=20)
    status = models.SmallIntegerField()
    payment_status = models.SmallIntegerField(default=0)
    delivery_status = models.SmallIntegerField(default=0)
    sync_status = models.SmallIntegerField(default=0)
    received_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    # who received it, where that unit has ended and another continues (đơn vị tiếp nhận ban đầu); NULL: received_unit
    first_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    competent_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    help_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    return_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    step = models.CharField(max_length=60, null=True)
    step_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    step_role = models.CharField(max_length=20, null=True)
    step_due_at = models.DateTimeField(null=True)
    working = models.BooleanField(default=False)
    assignee = models.UUIDField(null=True)
    filed_by = models.UUIDField(null=True)  # who filed it for somebody
    consulted_units = ArrayField(models.UUIDField(), default=list)
    party_keys = ArrayField(models.CharField(max_length=32), default=list)  # blind indexes of the parties
    owner_name = models.CharField(max_length=200)
    owner_folded = models.CharField(max_length=200)
    filed_at = models.DateTimeField()
    filed_on = models.DateField()
    accepted_at = models.DateTimeField(null=True)
    accepted_on = models.DateField(null=True)
    clock_started_at = models.DateTimeField(null=True)
    limit_amount = models.IntegerField(null=True)
    limit_unit = models.CharField(max_length=20, blank=True)
    promised_amount = models.IntegerField(null=True)  # the province's shorter limit, when a row gives one
    promised_unit = models.CharField(max_length=20, blank=True)
    answer_due_at = models.DateTimeField(null=True)  # the filing must be answered by then
    due_at = models.DateTimeField(null=True)  # legal; NULL while paused
    promised_at = models.DateTimeField(null=True)  # by the province's limit; NULL while paused
    appointment_at = models.DateTimeField(null=True)  # as printed on the slip
    remaining_minutes = models.IntegerField(null=True)  # working minutes left, while paused
    promised_remaining = models.IntegerField(null=True)
    lapsed_at = models.DateTimeField(null=True)  # the due moment that had passed when the open pause began
    extended_to = models.DateTimeField(null=True)
    extensions = models.SmallIntegerField(default=0)
    intake_requests = models.SmallIntegerField(default=0)
    restart = models.BooleanField(default=False)
    correction_by = models.UUIDField(null=True)  # who asked for the correction that is open
    correction_kind = models.CharField(max_length=20, null=True)  # and which
    redated_to = models.DateTimeField(null=True)  # the date a correction gave; the legal due moment stays as it was
    voided_at = models.DateTimeField(null=True)  # void by a correction: seen, and out of the ordinary figures
    decision = models.CharField(max_length=10, null=True)  # grant | refuse
    finished_at = models.DateTimeField(null=True)
    worked_minutes = models.IntegerField(null=True)  # from the start of the clock to the end, in working minutes without waits
    answered_in_time = models.BooleanField(null=True)  # the first answer to a filing from the portal
    returned_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField()
    fee_total = models.BigIntegerField(default=0)
    answers_sealed = models.BinaryField()
    contact_sealed = models.BinaryField(null=True)
    reason_sealed = models.BinaryField(null=True)  # why it is refused or stopped, with its legal basis
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="linked_tasks")
    calendar_version = models.CharField(max_length=40, blank=True)
    learner = models.UUIDField(null=True)  # whose practice it is (học tập); NULL: a dossier in earnest
    head_no = models.IntegerField(default=0)  # ledger: number and digest of the last entry
    head = models.BinaryField(default=bytes)

    class Meta:
        indexes = [
            models.Index(
                fields=["received_unit", "answer_due_at", "id"], name="dossier_to_answer", condition=models.Q(status=1)
            ),
            models.Index(fields=["step_unit", "due_at", "id"], name="dossier_at_step", condition=models.Q(status__in=[2, 4])),
            models.Index(fields=["received_unit", "-id"], name="dossier_received"),
            models.Index(fields=["competent_unit", "-id"], name="dossier_competent"),
            models.Index(fields=["return_unit", "id"], name="dossier_to_return", condition=models.Q(status=9)),
            models.Index(
                fields=["received_unit", "accepted_at", "id"], name="dossier_to_hand_over",
                condition=models.Q(status=2, step__isnull=True),
            ),
            models.Index(
                fields=["competent_unit", "id"], name="dossier_result_waiting",
                condition=models.Q(status=9, delivery_status=1),
            ),
            models.Index(fields=["step_unit", "id"], name="dossier_waiting_step", condition=models.Q(status__in=[5, 6])),
            models.Index(fields=["received_unit", "id"], name="dossier_waiting_desk", condition=models.Q(status__in=[5, 6])),
            models.Index(fields=["id"], name="dossier_correction", condition=models.Q(correction_by__isnull=False)),
            models.Index(Right("code", 4), name="dossier_code_tail"),
            GinIndex(fields=["party_keys"], name="dossier_parties"),
            GinIndex(fields=["owner_folded"], name="dossier_owner_trgm", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["filed_by"], name="dossier_filed_by", condition=models.Q(filed_by__isnull=False)),
            models.Index(fields=["learner"], name="dossier_learner", condition=models.Q(learner__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(status__gte=1, status__lte=10), name="dossier_status"),
            models.CheckConstraint(
                condition=~models.Q(status__in=[5, 6]) | models.Q(due_at=None), name="dossier_paused_has_no_due"
            ),
        ]


class Party(models.Model):
    """A party as it stood at filing: a snapshot, never overwritten by a later filing."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=24)
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    identity_key = models.CharField(max_length=32, null=True)
    phone_key = models.CharField(max_length=32, null=True, db_index=True)
    details_sealed = models.BinaryField()
    ordinal = models.SmallIntegerField(default=0)


class Pause(models.Model):
    """A stretch in which the legal clock stands (R18)."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="pauses")
    kind = models.CharField(max_length=20)  # papers | payment
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    restart = models.BooleanField(default=False)
    reason_sealed = models.BinaryField(null=True)


class StepRun(models.Model):
    """One stay of a dossier in one step: who had it, until when it should have, what came of it."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    assignee = models.UUIDField(null=True)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    ended_by = models.UUIDField(null=True)
    linked = models.BooleanField(default=False)


class Request(models.Model):
    """A request to the citizen for papers or money: asked once, completely, pointing at papers and fields."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=10)  # papers | fee
    stage = models.CharField(max_length=10)  # intake | appraisal
    items_sealed = models.BinaryField()  # [{component, name, field?, note}], reason
    amount = models.BigIntegerField(default=0)
    answer_by = models.DateField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)


class Consultation(models.Model):
    """An opinion asked of another unit beside the step; it stops no clock (61/2018 Đ19.5)."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="consultations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    question_sealed = models.BinaryField()
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    due_at = models.DateTimeField(null=True)
    answer_sealed = models.BinaryField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    row = models.CharField(max_length=60, blank=True)  # key of the procedure's row it was asked by; empty: asked freely
    silence = models.CharField(max_length=300, blank=True)  # article by which no answer in time is consent


class Note(models.Model):
    """A remark of staff on a dossier; sealed, because people write names."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="notes")
    text_sealed = models.BinaryField()
    at = models.DateTimeField()
    by = models.UUIDField()


class IssuedSlip(models.Model):
    """A slip as it was issued: its data is kept, so that the same paper can be printed again."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier = models.ForeignKey(Dossier, null=True, on_delete=models.CASCADE, related_name="slips")
    kind = models.CharField(max_length=20)
    form_set = models.CharField(max_length=20)
    number = models.CharField(max_length=60)
    issued_at = models.DateTimeField()
    issued_by = models.UUIDField(null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    data_sealed = models.BinaryField()


class Result(models.Model):
    """What the procedure gave: number, date and document; issued here, or received from a sector system."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="results")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    code = models.CharField(max_length=40, blank=True)  # KQ code
    number = models.CharField(max_length=80, blank=True)  # empty: not issued yet
    issued_on = models.DateField(null=True)  # NULL: not issued yet
    book_line = models.UUIDField(null=True)  # the line of the outgoing book its number stands in
    signature = models.ForeignKey("Signature", null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=120, blank=True)  # sector system; empty = issued here
    file_id = models.UUIDField(null=True)
    signed = models.BooleanField(default=False)
    content_sealed = models.BinaryField(null=True)  # paragraphs the officer wrote for the document
    created_at = models.DateTimeField()
    created_by = models.UUIDField()
    replaced_at = models.DateTimeField(null=True)


class Signature(models.Model):
    """Who signed a dossier's result, in which capacity and by which delegation, as the block prints it."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="signatures")
    at = models.DateTimeField()
    by = models.UUIDField()
    name = models.CharField(max_length=150)
    capacity = models.CharField(max_length=10)  # domain.permissions.signing.Capacity
    delegation_id = models.UUIDField(null=True)
    authority = models.CharField(max_length=300, blank=True)  # TM. …, KT. …, one a line
    position = models.CharField(max_length=150, blank=True)
    cancelled_at = models.DateTimeField(null=True)  # sent back or opened again: it has to be signed anew


class Confirmation(models.Model):
    """A draft sent to whoever asked for it, to say whether it is right before it is issued."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="confirmations")
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    due_at = models.DateTimeField()  # silence until then is consent
    answer = models.CharField(max_length=10, blank=True)  # yes | wrong | silence | dropped; empty: open
    how = models.CharField(max_length=10, blank=True)  # portal | phone | counter
    text_sealed = models.BinaryField(null=True)  # what is wrong
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=models.Q(answered_at=None), name="confirmation_open_once")
        ]
        indexes = [models.Index(fields=["due_at"], name="confirmation_open", condition=models.Q(answered_at=None))]


class Rating(models.Model):
    """How satisfied the citizen is (3 levels), once per dossier."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, primary_key=True, related_name="rating")
    level = models.SmallIntegerField()  # 1 chưa hài lòng, 2 hài lòng, 3 rất hài lòng
    comment_sealed = models.BinaryField(null=True)
    at = models.DateTimeField()


class Consent(models.Model):
    """On behalf of: how the citizen agreed that somebody else files, and whether they have taken the dossier over."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, primary_key=True, related_name="consent")
    how = models.CharField(max_length=30)
    by = models.UUIDField()
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    taken_over_at = models.DateTimeField(null=True)


class Draft(models.Model):
    """A filing not yet sent: sealed answers, the page it stands at; the token is the key against double submit."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    citizen_id = models.UUIDField(null=True, db_index=True)
    staff_id = models.UUIDField(null=True, db_index=True)
    procedure_code = models.CharField(max_length=60)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    case = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=20)
    answers_sealed = models.BinaryField()
    version = models.IntegerField(default=1)  # two tabs: the older one is told
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    dossier_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="draft_begun")]


class DraftFile(models.Model):
    """A file put to a component of a draft (or to the answer of a request)."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    component = models.CharField(max_length=80)
    file_id = models.UUIDField()
    ordinal = models.SmallIntegerField(default=0)


class HandOver(models.Model):
    """A batch of dossiers that goes from one unit to another with one slip."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.UUIDField()
    dossier_ids = ArrayField(models.UUIDField())
    slip = models.ForeignKey(IssuedSlip, null=True, on_delete=models.PROTECT, related_name="+")


class CodeCounter(models.Model):
    """The last ordinal given by a unit on a day."""

    id = models.BigAutoField(primary_key=True)
    unit_code = models.CharField(max_length=35)
    day = models.DateField()
    last = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit_code", "day"], name="code_counter_once")]


class SavedFilter(models.Model):
    """A work-list filter a member of staff keeps under a name."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    staff_id = models.UUIDField(db_index=True)
    name = models.CharField(max_length=80)
    query = models.JSONField()
