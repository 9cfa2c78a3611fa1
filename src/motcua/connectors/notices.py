"""From a parcel about a move to the words for the citizen: what e-mail, SMS and Zalo have in common."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

from motcua.domain.campaigns import letters as campaigns
from motcua.domain.dossiers import notices
from motcua.domain.dossiers.notices import About, Notice
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.reorganisation import notices as reorganisation
from motcua.ports.messages import Parcel

TOPIC = "dossier.moved"
ASKED = "dossier.asked"  # the citizen is asked something beside a move
CONTINUED = "dossier.continued"  # another unit continues
STAFF = "staff.continued"  # somebody works in another unit
REMINDED = "campaign.reminded"  # a unit is behind in a campaign
_NAMES = frozenset(f.name for f in fields(About))
_REMINDER = ("name", "unit", "campaign", "last", "lines", "words", "address")


def of(parcel: Parcel) -> Notice | None:
    """Return what to tell the citizen; None where the move concerns the office alone."""
    if not parcel.about:
        return None
    if parcel.topic == STAFF:
        units = parcel.about["units"]
        return reorganisation.of_staff(str(parcel.about["name"]), units, _day(parcel)) if isinstance(units, list) and units else None
    if parcel.topic == REMINDED:
        return campaigns.reminder(**{name: parcel.about[name] for name in _REMINDER})  # type: ignore[arg-type]
    known = {name: value for name, value in parcel.about.items() if name in _NAMES}
    if parcel.topic == CONTINUED:
        return reorganisation.of_dossier(About(**known), _day(parcel))  # type: ignore[arg-type]
    answer_by = parcel.body.get("answer_by")
    if answer_by:
        known["answer_by"] = dt.date.fromisoformat(str(answer_by))
    answer_due = parcel.body.get("answer_due")
    if answer_due:
        known["answer_due"] = dt.datetime.fromisoformat(str(answer_due))
    action, after = Action(str(parcel.body["action"])), Status(int(str(parcel.body["after"])))
    return notices.of_move(action, after, About(**known))  # type: ignore[arg-type]


def _day(parcel: Parcel) -> dt.date:
    return dt.date.fromisoformat(str(parcel.body["on"]))
