"""Looking up citizens' accounts."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from motcua.storage import sealing
from motcua.storage.people.models import Citizen


def by_id(citizen_id: uuid.UUID) -> Citizen | None:
    """Return an account, or None."""
    return Citizen.objects.filter(id=citizen_id).first()


def by_text_id(citizen_id: str) -> Citizen | None:
    """Return the account of an actor's id, or None where that is no account's."""
    try:
        return by_id(uuid.UUID(citizen_id))
    except ValueError:
        return None


def profile(row: Citizen) -> Mapping[str, object]:
    """Return what the identity provider vouched for: name, identity, born, sex, address, phone, email."""
    kept = sealing.unseal(row.profile_sealed, context="people.citizen")
    return kept if isinstance(kept, Mapping) else {}


def by_subject(*, provider: str, subject: str) -> Citizen | None:
    """Return the account a provider vouches for, or None."""
    return Citizen.objects.filter(provider=provider, subject=subject).first()
