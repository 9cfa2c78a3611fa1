"""What a dossier's page says to somebody who may not act on it, or cannot move it on: why, and who else can."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from motcua.domain.dossiers import states
from motcua.domain.dossiers.chains import TaskState
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor, ActorKind
from motcua.queries import delegations, refusals
from motcua.queries.dossier_pages import DossierPage
from motcua.web.shared.wording import moves

# Who has one of these to do works at the step, so that what keeps the dossier there is theirs to know.
AT_STEP = frozenset({Action.SET_RESULT, Action.SEND_BACK, Action.SEND_TASK})


def notices(page: DossierPage, actor: Actor, at: dt.datetime) -> dict[str, object]:
    """Return `own` (the actor is a party) and `ended` (the delegation that would have let them sign), with who else can act."""
    row, day = page.row, local(at).date()
    if actor.kind is not ActorKind.STAFF or row.status not in states.OPEN:
        return {}
    own = actor.person_key is not None and actor.person_key in row.party_keys
    ended = None
    if not own and row.step_role == "head" and Action.APPROVE not in page.allowed:
        ended = delegations.ended(actor=actor, action=Action.APPROVE, dossier_id=row.id, day=day)
    if not own and ended is None:
        return {}
    return {"own": own, "ended": ended, "others": refusals.others(row, day=day, actor=actor)}


def held(page: DossierPage) -> str:
    """Return what keeps the dossier in its step, said to who works there: its result is missing, a linked dossier is not done."""
    if AT_STEP.isdisjoint(page.allowed):
        return ""
    if page.held == "result_missing" and Action.SET_RESULT not in page.allowed:
        return _("There is no result yet. Send the dossier back a step, so that one is prepared and signed.")
    if page.held == "result_missing":
        return str(moves.NOT_POSSIBLE[page.held])
    if page.held != "tasks_open" or page.family.children == ():
        return ""
    waited = {t.child_id for t in page.tasks if t.linked and t.state not in (TaskState.ANSWERED, TaskState.CANCELLED)}
    linked = ", ".join(f"{one.code} ({one.unit})" for one in page.family.children if one.id in waited)
    return _("This step waits for the linked dossier %(codes)s. It goes on once that one has its result.") % {"codes": linked} if linked else ""
