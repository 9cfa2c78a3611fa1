"""The facts of a stored dossier, as rights, lists and indicators ask about them."""

from __future__ import annotations

from motcua.domain.dossiers.facts import DossierFacts
from motcua.storage.dossiers.models import Dossier


def of_row(row: Dossier) -> DossierFacts:
    """Return the facts of a dossier's row."""
    return DossierFacts(
        id=str(row.id),
        status=row.status,
        procedure=row.procedure_code,
        channel=row.channel,
        place=row.place,
        delivery_status=row.delivery_status,
        received_unit=_text(row.received_unit_id),
        competent_unit=_text(row.competent_unit_id),
        help_unit=_text(row.help_unit_id),
        return_unit=_text(row.return_unit_id),
        step_unit=_text(row.step_unit_id),
        step_role=row.step_role,
        assignee=_text(row.assignee),
        filed_by=_text(row.filed_by),
        party_keys=frozenset(row.party_keys),
        consulted_units=frozenset(str(u) for u in row.consulted_units),
        due_at=row.due_at,
        answer_due_at=row.answer_due_at,
        learner=_text(row.learner),
    )


def _text(value: object) -> str | None:
    return str(value) if value is not None else None
