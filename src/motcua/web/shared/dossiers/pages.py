"""The page of a dossier: what staff see of it, and the next moves that are theirs to make."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from motcua.domain.dossiers import corrections, states
from motcua.domain.dossiers.faults import FaultKind
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.procedures.revision import Text
from motcua.queries import chasing, sent_back, transfers
from motcua.queries.corrections import Asked
from motcua.queries.dossier_pages import DossierPage
from motcua.queries.faults import Admitted
from motcua.services import confirmations
from motcua.services.dossiers import reading
from motcua.web.shared import words
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import answers, chain_forms, chain_lines, move_forms, standing_aside
from motcua.web.shared.dossiers.rooms import Room
from motcua.web.shared.wording import clock, moves, slips, timeline
from motcua.web.shared.wording import corrections as correction_words
from motcua.web.shared.wording.roles import ROLE_WORDS

# The move a page offers first, where several are possible.
FIRST = (
    Action.ACCEPT, Action.ANSWER_INTAKE, Action.ANSWER_PAPERS, Action.HAND_OVER, Action.APPROVE, Action.ISSUE,
    Action.PROPOSE, Action.FORWARD, Action.ANSWER_CONSULT, Action.RETURN_RESULT, Action.HAND_RESULT, *corrections.KIND_OF, Action.PAY_TAX,
    Action.PAY_FEE,
)  # fmt: skip
SHOWN = frozenset(Action) - {
    Action.FILE, Action.RECEIVE, Action.DELIVER_RESULT, Action.READ, Action.READ_PROGRESS, Action.PRINT, Action.CERTIFY, Action.RATE, Action.TAKE_OVER,
    Action.VOID_RECEIPT, Action.GIVE_BACK, Action.READ_RECEIPTS,
    Action.DELIVER, Action.TAKE_BACK,  # on the pages of parcels
    Action.ASK_TAX,  # follows from an agency's notice, where its answer is keyed in
}  # fmt: skip
GRAVE = frozenset({Action.STOP, Action.WITHDRAW, Action.REFUSE_INTAKE})
# What happens seldom is folded away, so that nobody presses it for something else.
RARE = frozenset({Action.ASK_CORRECTION, Action.DROP_CORRECTION, Action.ADMIT_WRONG, Action.ADMIT_LOSS})


def show(request: HttpRequest, room: Room, dossier_id: uuid.UUID) -> HttpResponse:
    """Show a dossier, or its progress alone; one that is out of reach does not exist."""
    page = opened(request, dossier_id)
    return render(request, "motcua/dossier/page.html", context(request, room, page))


def opened(request: HttpRequest, dossier_id: uuid.UUID, purpose: str = "dossier") -> DossierPage:
    """Return the dossier's page and record the reading. Raises Http404 where it is out of reach."""
    try:
        return reading.dossier(dossier_id=dossier_id, actor=request.actor, at=now(request), purpose=purpose)  # type: ignore[attr-defined]
    except reading.NotAllowed:
        raise Http404 from None


def context(request: HttpRequest, room: Room, page: DossierPage) -> dict[str, object]:
    """Return everything the page's template shows."""
    row = page.row
    found = room.frame(request) | {
        "page": page,
        "row": row,
        "title": f"{row.code} – {row.title}",
        "still_open": row.status in states.OPEN,
        "refused": row.decision == "refuse" and row.status in (states.Status.FINISHED, states.Status.RETURNED),
        "facts": _facts(page),
        "clock_lines": clock.explain(page.due.lines) if page.due else [],
        "legal_lines": clock.explain(page.legal.lines) if page.legal else [],
        "events": timeline.events(page.events, page.revision, still_open=row.status in states.OPEN),
    }
    found |= {"receipts": [{"seen": one, "url": room.receipt(one.id)} for one in page.receipts]}
    found |= _moves(room, page, request.actor) | {"fees_owed": page.owed}  # type: ignore[attr-defined]
    found |= {"tasks": chain_lines.tasks(page, room), "family": chain_lines.family(page, room), "opinions": chain_lines.opinions(page, now(request))}
    found |= standing_aside.notices(page, request.actor, now(request))  # type: ignore[attr-defined]
    if page.full:
        found |= {
            "sent_back": sent_back.of_page(row.step, page.events, page.notes),
            "held": standing_aside.held(page),
            "confirmations": confirmations.of_dossier(row.id),
            "corrections": [correction(one) for one in page.corrections], "faults": [_fault(one) for one in page.faults],
            "answer_pages": answers.pages(page.answers),
            "party_cards": answers.parties(page.parties),
            "papers": [
                {"paper": p, "files": [{"file": f, "url": room.file(row.id, f.id)} for f in p.files]} for p in page.papers
            ],
            "slips": [{"slip": s, "title": slips.title(s.kind), "url": room.slip(s.id)} for s in page.slips],
            "papers_url": room.papers(row.id), "bundles": transfers.trail(row.id),
            "results": [
                {"result": r, "signed_by": r.signed_by, "url": room.file(row.id, r.file_id) if r.file_id else "", "preview": "" if r.file_id or r.source else room.preview(row.id)}
                for r in page.results
            ],
        }
    return found


def correction(one: Asked) -> dict[str, object]:
    """Return a correction as templates draw it."""
    return {
        "one": one, "kind": correction_words.KINDS[one.kind], "outcome": correction_words.OUTCOMES[one.outcome],
        "change": correction_words.change(one),
    }  # fmt: skip


def _fault(one: Admitted) -> dict[str, object]:
    return {"one": one, "kind": correction_words.FAULTS[one.kind], "role": ROLE_WORDS[one.role], "cause": correction_words.CAUSES[one.cause]}


def _facts(page: DossierPage) -> list[dict[str, object]]:
    row = page.row
    facts = [
        (pgettext("dossier", "Procedure"), f"{_say(page.revision.name)} ({row.procedure_code})", ""),
        (pgettext("dossier", "Case"), _case(page), ""),
        (pgettext("dossier", "Received by"), page.received, "vi"),
        (pgettext("dossier", "Continued by"), page.continued, "vi"),
        (pgettext("dossier", "Settled by"), page.competent, "vi"),
        (pgettext("dossier", "Result collected at"), page.return_unit if page.return_unit != (page.continued or page.received) else "", "vi"),
        (pgettext("dossier", "Channel"), str(slips.CHANNELS.get(row.channel, row.channel)), ""),
        (pgettext("dossier", "Step"), _say(page.step.name) if page.step else "", ""),
        (pgettext("dossier", "At"), page.step_unit, "vi"),
        (pgettext("dossier", "Handled by"), page.assignee or (_("nobody yet") if page.step and row.assignee is None else ""), ""),
    ]
    return [{"key": key, "value": value, "language": language} for key, value, language in facts if value]


def _case(page: DossierPage) -> str:
    return next((_say(c.name) for c in page.revision.cases if c.key == page.row.case), "")


def _say(text: Text) -> str:
    return words.in_language(text, language=get_language() or "vi")[0]


def _moves(room: Room, page: DossierPage, actor: Actor) -> dict[str, object]:
    row = page.row
    offered = [a for a in page.allowed if a in SHOWN and not (a is Action.RECORD_FEE and (page.owed == 0 or Action.PAY_FEE in page.allowed))]
    if not any(r.number and not r.source for r in page.results):
        offered = [a for a in offered if a is not Action.REISSUE]
    offered = chain_forms.offered(page, [a for a in offered if stands(page, a)])
    if Action.PROPOSE_STOP in offered and chasing.proposal(row.id):
        offered.remove(Action.PROPOSE_STOP)
    asked = confirmations.waits(row.id)
    offered = [a for a in offered if a is not (Action.ASK_CONFIRM if asked or not page.has_draft else None) and (a is not Action.ANSWER_CONFIRM or asked)]
    takes = Action.ASSIGN in offered and _could_take(page, actor)
    first = None if takes else chain_forms.first(page, offered) or next((a for a in _first(page) if a in offered), None)
    rare = RARE | {Action.REISSUE} if _reissued(page) else RARE
    others = [a for a in offered if a is not first and a not in GRAVE | rare]
    return {
        "take": {"url": room.move(row.id, "assign"), "assignee": actor.id} if takes and str(row.assignee) != actor.id else None,
        "first": _button(room, page, first) if first else None,
        "moves": [_button(room, page, a) for a in others if not (a is Action.ASSIGN and takes and not _assigns_others(actor, page))],
        "rare": [_button(room, page, a) for a in offered if a in rare],
        "grave": [_button(room, page, a) for a in offered if a in GRAVE and a is not first],
    }


def _first(page: DossierPage) -> tuple[Action, ...]:
    """Return the moves a page offers first: to prepare the result, or to have it prepared, where nothing but that is missing."""
    return (*FIRST, Action.SET_RESULT, Action.SEND_BACK) if page.held == "result_missing" else FIRST


def stands(page: DossierPage, action: Action) -> bool:
    """Tell whether an act about our own fault has something to be about."""
    open_kinds = {one.kind for one in page.faults if one.settled_at is None}
    if action is Action.REISSUE and page.row.status == states.Status.RETURNED:
        return any(one.kind is FaultKind.WRONG_RESULT and one.settled_at is None and not one.reissued for one in page.faults)
    if action is Action.ADMIT_WRONG:
        return FaultKind.WRONG_RESULT not in open_kinds and any(r.number for r in page.results)
    if action is Action.ADMIT_LOSS:
        return FaultKind.LOST_PAPERS not in open_kinds
    return action is not Action.SETTLE_FAULT or bool(open_kinds)


def _reissued(page: DossierPage) -> bool:
    """Tell whether the result was issued again already, and no wrong one waits to be: a second spoilt number is rare."""
    waits = any(one.kind is FaultKind.WRONG_RESULT and one.settled_at is None and not one.reissued for one in page.faults)
    return not waits and any(one.action == Action.REISSUE.value for one in page.events)


def _could_take(page: DossierPage, actor: Actor) -> bool:
    """Tell whether the actor works at the step and has not taken the dossier yet."""
    row = page.row
    held = (h for h in actor.holdings if h.instead_of is None and h.unit == str(row.step_unit_id))
    here = any(h.role.value == row.step_role for h in held)
    return here and row.assignee is None and not row.working


def _assigns_others(actor: Actor, page: DossierPage) -> bool:
    return actor.holds(Role.HEAD, Role.SIGNER)


def _button(room: Room, page: DossierPage, action: Action) -> dict[str, object]:
    return {"label": str(moves.VERBS[action]), "url": room.move(page.row.id, action.value), "bare": action in move_forms.BARE, "action": action.value}
