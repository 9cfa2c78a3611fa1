"""The columns of the tables that stories fill, in the order their lines have them."""

from __future__ import annotations

DOSSIER = (
    "id", "code", "code_origin", "procedure_code", "revision_id", "case", "title", "channel", "place", "status", "payment_status",
    "delivery_status", "sync_status", "received_unit_id", "first_unit_id", "competent_unit_id", "return_unit_id", "step", "step_unit_id",
    "step_role", "step_due_at", "working", "assignee", "consulted_units", "party_keys", "owner_name", "owner_folded", "filed_at", "filed_on",
    "accepted_at", "accepted_on", "clock_started_at", "limit_amount", "limit_unit", "promised_amount", "promised_unit", "answer_due_at",
    "due_at", "promised_at", "appointment_at", "remaining_minutes", "promised_remaining", "lapsed_at", "extended_to", "extensions",
    "intake_requests", "restart", "correction_by", "correction_kind", "voided_at", "decision", "finished_at", "returned_at", "moved_at",
    "fee_total", "answers_sealed", "contact_sealed", "reason_sealed", "calendar_version", "head_no", "head", "worked_minutes",
    "answered_in_time",
)  # fmt: skip
COLUMNS = {
    "dossiers_dossier": DOSSIER,
    "dossiers_party": (
        "id", "dossier_id", "role", "kind", "name", "folded", "identity_key", "phone_key", "details_sealed", "ordinal",
    ),
    "dossiers_steprun": (
        "id", "dossier_id", "step", "unit_id", "role", "assignee", "started_at", "due_at", "ended_at", "outcome", "ended_by", "linked",
    ),
    "dossiers_pause": ("id", "dossier_id", "kind", "started_at", "ended_at", "restart", "reason_sealed"),
    "dossiers_request": (
        "id", "dossier_id", "kind", "stage", "items_sealed", "amount", "answer_by", "asked_at", "asked_by", "answered_at",
    ),
    "dossiers_signature": (
        "id", "dossier_id", "at", "by", "name", "capacity", "delegation_id", "authority", "position", "cancelled_at",
    ),
    "dossiers_result": (
        "id", "dossier_id", "key", "name", "code", "number", "issued_on", "signature_id", "source", "signed", "created_at", "created_by",
        "replaced_at",
    ),
    "dossiers_rating": ("dossier_id", "level", "at"),
    "papers_paper": (
        "id", "dossier_id", "component", "name", "originals", "certified", "copies", "electronic", "given_at", "ordinal",
        "references_sealed",
    ),
    "papers_apology": ("id", "dossier_id", "unit_id", "cause", "number", "sent_at", "until", "in_time", "signed_by"),
    "fees_feedue": (
        "id", "dossier_id", "key", "name", "kind", "quantity", "amount", "before", "relief", "relief_basis", "basis", "made_at", "paid_at",
        "cancelled_at",
    ),
    "fees_payment": ("id", "dossier_id", "amount", "way", "reference", "at", "by"),
    "corrections_correction": (
        "id", "dossier_id", "kind", "status", "wanted", "reason_sealed", "asked_at", "asked_on", "asked_by", "asked_unit_id", "late",
        "outcome", "decided_at", "decided_by", "words_sealed", "before",
    ),
    "ledger_entry": (
        "chain", "no", "at", "action", "before", "after", "step", "unit_id", "actor_kind", "actor", "data", "previous", "digest",
    ),
}  # fmt: skip
# What a later telling never changes: sealed anew it would differ though it says the same.
SEALED = frozenset(
    {"answers_sealed", "contact_sealed", "reason_sealed", "items_sealed", "details_sealed", "references_sealed", "words_sealed"}
)
