"""The facts of a dossier that rights, lists and indicators may ask about: one typed record for both readings."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class DossierFacts:
    """Ids are strings; None means not known (a comparison with it is false)."""

    id: str
    status: int
    procedure: str
    channel: str
    place: str
    delivery_status: int = 0
    received_unit: str | None = None
    competent_unit: str | None = None
    help_unit: str | None = None
    return_unit: str | None = None
    step_unit: str | None = None
    step_role: str | None = None
    assignee: str | None = None
    filed_by: str | None = None
    party_keys: frozenset[str] = frozenset()
    consulted_units: frozenset[str] = frozenset()
    due_at: dt.datetime | None = None
    answer_due_at: dt.datetime | None = None
    learner: str | None = None  # whose practice it is; None: a dossier in earnest

    def as_mapping(self) -> dict[str, object]:
        """Return the facts by name, as conditions read them."""
        return asdict(self)


NAMES: frozenset[str] = frozenset(DossierFacts.__dataclass_fields__)
