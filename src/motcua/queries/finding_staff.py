"""Finding an account by its exact name."""

from __future__ import annotations

import uuid

from motcua.storage.people.models import Staff


def by_username(name: str) -> uuid.UUID | None:
    """Return the open account of this name, None where there is none."""
    return Staff.objects.filter(username__iexact=name.strip(), is_active=True).values_list("id", flat=True).first()
