"""Whom a dossier may be given to: each with what they have in hand, and whether they are away and who stands in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.queries import absences, colleagues
from motcua.queries.absences import Line
from motcua.queries.colleagues import Colleague
from motcua.web.shared import words

if TYPE_CHECKING:
    from motcua.web.shared.dossiers.move_forms import Asking
    from motcua.web.shared.questions import Question


def questions(a: Asking) -> list[Question]:
    """Return the question who handles the dossier: whoever has it now is no choice, the reader is the first."""
    row = a.page.row
    unit = row.step_unit_id
    found = colleagues.who_can(unit=unit, role=row.step_role or "", day=a.day, of=row) if unit else []
    people = [p for p in found if p.id != row.assignee]
    mine = a.actor.id if any(str(p.id) == a.actor.id for p in people) else ""
    choices = [("", _("Choose a person")), *named(people, a.day)]
    return [a.q("assignee", _("Who handles it"), "select", value=mine, shape={"choices": choices})]


def named(people: Sequence[Colleague], day: dt.date) -> list[tuple[str, str]]:
    """Return the people as choices, those who are away on the day last."""
    away = absences.away([p.id for p in people], day)
    ordered = sorted(people, key=lambda p: p.id in away)
    return [(str(p.id), _name(p, away)) for p in ordered]


def _name(one: Colleague, away: dict[uuid.UUID, Line]) -> str:
    said = _("%(name)s – %(count)s in hand") % {"name": one.name, "count": one.in_hand}
    absence = away.get(one.id)
    if absence is None:
        return said
    of = {"who": said, "day": words.day(absence.last, language=get_language() or "vi"), "deputy": absence.deputy}
    return (_("%(who)s, away until %(day)s, %(deputy)s stands in") if absence.deputy else _("%(who)s, away until %(day)s, nobody stands in")) % of
