"""Why a dossier is refused or stopped, kept sealed beside it: its slip and the citizen's page say the same words."""

from __future__ import annotations

from motcua.queries.dossier_parts import REASON
from motcua.storage import sealing


def sealed(text: object, basis: object = "") -> bytes | None:
    """Return the reason and its legal basis as the dossier keeps them."""
    return sealing.seal({"text": str(text or "").strip(), "basis": str(basis or "").strip()}, context=REASON)
