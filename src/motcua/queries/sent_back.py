"""Dossiers that a later step sent back: marked, with the reason, until they are sent on again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from motcua.domain.dossiers.transitions import OUTCOME_OF, Action
from motcua.queries.dossier_parts import Event, SeenNote, opened

# Of rows `x` of dossiers: how the step before the present one was left, and the word that was given along.
COLUMNS = "COALESCE(back.outcome = 'send_back', FALSE) AS sent_back, back.text_sealed AS sent_back_for"
JOIN = (
    "LEFT JOIN LATERAL (SELECT r.outcome, n.text_sealed FROM (SELECT outcome, ended_at FROM dossiers_steprun "
    "WHERE dossier_id = x.id AND ended_at IS NOT NULL ORDER BY id DESC LIMIT 1) r LEFT JOIN dossiers_note n "
    "ON r.outcome = 'send_back' AND n.dossier_id = x.id AND n.at = r.ended_at ORDER BY n.id DESC LIMIT 1) back "
    "ON x.step IS NOT NULL AND x.what IN ('step', 'waiting')"
)
_LEAVING = {*(action.value for action in OUTCOME_OF), *(a.value for a in (Action.HAND_OVER, Action.CORRECT, Action.REROUTE))}


class Seen(TypedDict):
    """What a line of the work-list says of it."""

    sent_back: bool
    sent_back_for: str


def seen(line: Mapping[str, object]) -> Seen:
    """Return what the columns of a line say."""
    sealed = line["sent_back_for"]
    assert sealed is None or isinstance(sealed, bytes | memoryview)
    return Seen(sent_back=bool(line["sent_back"]), sent_back_for=opened(sealed, "dossiers.note"))


def of_page(step: str | None, events: Sequence[Event], notes: Sequence[SeenNote]) -> SeenNote | None:
    """Return who sent a dossier back, when and why; None where it was sent on since, or never came back."""
    last = next((one for one in reversed(events) if one.action in _LEAVING), None)
    if step is None or last is None or last.action != Action.SEND_BACK.value:
        return None
    said = next((note.text for note in reversed(notes) if note.at == last.at), "")
    return SeenNote(said, last.at, last.who)
