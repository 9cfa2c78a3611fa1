"""Acting on many dossiers of the work-list: what may be chosen, and what came of each."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua import wiring
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import colleagues
from motcua.services import result_documents
from motcua.services.dossiers import batches
from motcua.services.dossiers.batches import Outcome
from motcua.services.dossiers.moving import Done
from motcua.web.desk.frame import ROOM
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import assigning
from motcua.web.shared.wording import inputs, moves

KEPT = "desk_outcomes"
TAKE = "take"


@dataclass(frozen=True)
class Offers:
    """What can be done with many dossiers: actions to choose from, people to assign to."""

    actions: list[tuple[str, str]]
    people: list[tuple[str, str]]
    reasons: bool


def offers(actor: Actor, view: str, day: dt.date) -> Offers | None:
    """Return what the actor may do with many dossiers of a view; None where nothing fits."""
    if view == "waiting":
        return None
    actions: list[tuple[str, str]] = []
    if actor.holds(Role.OFFICER):
        actions.append((TAKE, _("Take these dossiers")))
    if actor.holds(Role.HEAD, Role.SIGNER):
        actions += [(a.value, str(moves.VERBS[a])) for a in (Action.APPROVE, Action.SEND_BACK)]
        actions += [(Action.ASSIGN.value, _("Assign to a person"))]
    if actor.holds(Role.RECORDS):
        actions += [(a.value, str(moves.VERBS[a])) for a in (Action.ISSUE, Action.HAND_RESULT)]
    people = _people(actor, day) if actor.holds(Role.HEAD, Role.SIGNER) else []
    return Offers(actions, people, actor.holds(Role.HEAD, Role.SIGNER)) if actions else None


def _people(actor: Actor, day: dt.date) -> list[tuple[str, str]]:
    found = []
    for unit in sorted(actor.units_as(Role.HEAD, Role.SIGNER)):
        found += assigning.named(colleagues.who_can(unit=uuid.UUID(unit), role=Role.OFFICER.value, day=day), day)
    return found


def perform(request: HttpRequest) -> str:
    """Act on the chosen dossiers and keep what came of each in the session; return what is wrong before anything is done."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    ids = _ids(request.POST.getlist("dossier"))
    chosen = request.POST.get("action", "")
    if not ids:
        return _("Tick at least one dossier first.")
    if chosen not in {TAKE, *(a.value for a in _KNOWN)}:
        return _("Choose what to do with the ticked dossiers.")
    inputs, missing = _inputs(request, actor, chosen)
    if missing:
        return missing
    action = Action.ASSIGN if chosen == TAKE else Action(chosen)
    try:
        found = _act(action, ids, actor, now(request), inputs)
    except batches.TooMany as fault:
        return moves.say(fault)
    request.session[KEPT] = {
        "title": str(moves.TAKEN if chosen == TAKE else moves.HAPPENED[action]), "query": request.POST.get("query", ""),
        "rows": [_row(outcome) for outcome in found], "done": sum(1 for o in found if o.done), "slips": _slips(found),
    }  # fmt: skip
    return ""


_KNOWN = (Action.APPROVE, Action.SEND_BACK, Action.ASSIGN, Action.ISSUE, Action.HAND_RESULT)


def _inputs(request: HttpRequest, actor: Actor, chosen: str) -> tuple[dict[str, object], str]:
    if chosen == TAKE:
        return {"assignee": actor.id}, ""
    if chosen == Action.ASSIGN.value:
        assignee = request.POST.get("assignee", "")
        return {"assignee": assignee}, "" if assignee else inputs.unanswered(Action.ASSIGN, "assignee")
    if chosen == Action.SEND_BACK.value:
        reason = request.POST.get("reason", "").strip()
        return {"reason": reason}, "" if reason else inputs.unanswered(Action.SEND_BACK, "reason")
    return {}, ""


@dataclass(frozen=True)
class _Found(Outcome):
    slip_id: uuid.UUID | None = None
    to_unit: str = ""


def _act(action: Action, ids: list[uuid.UUID], actor: Actor, at: dt.datetime, inputs: dict[str, object]) -> list[Outcome]:
    if action is Action.HAND_RESULT:
        gone = batches.hand_results(dossier_ids=ids, actor=actor, at=at)
        found: list[Outcome] = [
            _Found(o.id, o.code, o.done, o.fault, batch.slip_id, batch.to_unit) for batch in gone for o in batch.outcomes
        ]
        reached = {o.id for o in found}
        return found + [Outcome(i, "", fault=PermissionError()) for i in ids if i not in reached]
    if action in (Action.APPROVE, Action.ISSUE):

        def settle(one: uuid.UUID) -> Done:
            return result_documents.advance(
                dossier_id=one, action=action, actor=actor, at=at, printer=wiring.printer(actor), antivirus=wiring.antivirus()
            )

        return batches.each(dossier_ids=ids, actor=actor, do=settle)
    return batches.act(dossier_ids=ids, action=action, actor=actor, at=at, inputs=inputs)


def _row(outcome: Outcome) -> dict[str, object]:
    fault = outcome.fault
    said = "" if fault is None else moves.say(moves.NotAllowed(Action.READ) if type(fault) is PermissionError else fault)
    return {
        "code": outcome.code or _("a dossier out of your reach"), "ok": outcome.done is not None, "said": said,
        "url": ROOM.dossier(outcome.id) if outcome.code else "",
    }  # fmt: skip


def _slips(found: list[Outcome]) -> list[dict[str, str]]:
    slips = {o.slip_id: o.to_unit for o in found if isinstance(o, _Found) and o.slip_id is not None}
    return [{"url": ROOM.slip(slip_id), "to": to_unit} for slip_id, to_unit in slips.items() if slip_id]


def _ids(given: list[str]) -> list[uuid.UUID]:
    found = []
    for text in given:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found
