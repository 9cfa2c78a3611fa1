"""A confirmed later entry becomes a dossier: code of the slip, clock and figures of the true time, ledger of now."""

from __future__ import annotations

import datetime as dt

from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.permissions.scope import NotAllowed
from motcua.queries import actors, configuration
from motcua.services import certification, receptions
from motcua.services.certification import Desk
from motcua.services.dossiers.filings import OnPaper, Opened
from motcua.services.fallback import screens
from motcua.services.fallback.refusals import FallbackRefused
from motcua.storage import sealing
from motcua.storage.fallback.models import LateEntry


def receive(entry: LateEntry, *, at: dt.datetime) -> Opened:
    """Receive what a locked, confirmed entry says, for whoever entered it. Runs in the transaction of its confirmation.

    Raises FallbackRefused (`clerk_gone`), and what receiving at the counter raises.
    """
    clerk = _clerk(entry, at)
    screen = screens.from_data(sealing.unseal(entry.screen_sealed, context=screens.CONTEXT))  # type: ignore[arg-type]
    paper = OnPaper(dossier_id=entry.dossier_id, code=entry.slip.code, written_at=at, said=_said(entry))
    try:
        if isinstance(screen, Desk):
            return certification.receive_from_paper(screen, actor=clerk, received_at=entry.received_at, paper=paper)
        return receptions.receive_from_paper(screen, actor=clerk, received_at=entry.received_at, paper=paper)
    except NotAllowed:
        raise FallbackRefused(("", "clerk_gone")) from None


def _clerk(entry: LateEntry, at: dt.datetime) -> Actor:
    found = actors.staff(entry.entered_by, configuration.current(), local(at).date())
    if found is None:
        raise FallbackRefused(("", "clerk_gone"))
    return found


def _said(entry: LateEntry) -> dict[str, object]:
    """Return what the ledger says of it: both times, the outage, the second person, and the province where it was asked."""
    said: dict[str, object] = {
        "received_at": entry.received_at.isoformat(), "entered_at": entry.entered_at.isoformat(), "late_entry": str(entry.id),
        "outage": str(entry.outage_id), "seconded_by": str(entry.seconded_by), "seconded_how": entry.seconded_how,
    }  # fmt: skip
    if entry.approved_by:
        said["approved_by"] = str(entry.approved_by)
    return said
