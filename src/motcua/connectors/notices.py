"""From a parcel about a move to the words for the citizen: what e-mail, SMS and Zalo have in common."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

from motcua.domain.dossiers import notices
from motcua.domain.dossiers.notices import About, Notice
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.ports.messages import Parcel

TOPIC = "dossier.moved"
ASKED = "dossier.asked"  # the citizen is asked something beside a move
_NAMES = frozenset(f.name for f in fields(About))


def of(parcel: Parcel) -> Notice | None:
    """Return what to tell the citizen; None where the move concerns the office alone."""
    if not parcel.about:
        return None
    known = {name: value for name, value in parcel.about.items() if name in _NAMES}
    answer_by = parcel.body.get("answer_by")
    if answer_by:
        known["answer_by"] = dt.date.fromisoformat(str(answer_by))
    answer_due = parcel.body.get("answer_due")
    if answer_due:
        known["answer_due"] = dt.datetime.fromisoformat(str(answer_due))
    action, after = Action(str(parcel.body["action"])), Status(int(str(parcel.body["after"])))
    return notices.of_move(action, after, About(**known))  # type: ignore[arg-type]
