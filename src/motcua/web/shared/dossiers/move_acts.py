"""From a posted form to one call of a service: what each move is given, and which service takes it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest, QueryDict

from motcua import wiring
from motcua.domain.dossiers import corrections
from motcua.domain.dossiers.lifecycle import InputMissing
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.revision import Text
from motcua.queries import configuration, routing
from motcua.queries.dossier_pages import DossierPage
from motcua.services import confirmations, reissuing, result_documents, results, sector_results, till
from motcua.services.dossiers import batches, moving, notes, returning
from motcua.services.dossiers.effects import InputWrong
from motcua.services.dossiers.reading import NotAllowed
from motcua.services.papers import posting
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import (
    chain_acts,
    chain_forms,
    correction_forms,
    given,
    kept_files,
    move_forms,
    return_forms,
    standard_reasons,
    unit_typed,
)
from motcua.web.shared.dossiers.move_forms import Asking
from motcua.web.shared.papers import parcels


@dataclass(frozen=True)
class Given:
    """A posted form with everything needed to read it."""

    page: DossierPage
    request: HttpRequest
    action: Action
    files: Mapping[str, tuple[uuid.UUID, ...]] = field(default_factory=dict)  # kept already, by the key of their paper

    @property
    def data(self) -> QueryDict:
        return self.request.POST

    @property
    def actor(self) -> Actor:
        return self.request.actor  # type: ignore[attr-defined,no-any-return]

    @property
    def at(self) -> dt.datetime:
        return now(self.request)

    @property
    def dossier_id(self) -> uuid.UUID:
        return self.page.row.id

    def text(self, name: str) -> str:
        return given.text(self.data, name)


@dataclass(frozen=True)
class Did:
    """What came of a move: the slip to print, when there is one."""

    slip_id: uuid.UUID | None = None
    receipt_id: uuid.UUID | None = None  # of the money that was taken


def perform(posted: Given) -> Did:
    """Read the form and make the move. Raises what the services raise, and InputMissing and InputWrong of its own."""
    return _ACTS.get(posted.action, _advance)(posted)


def _advance(g: Given) -> Did:
    inputs = _INPUTS.get(g.action, _nothing)(g)
    done = moving.advance(dossier_id=g.dossier_id, action=g.action, actor=g.actor, at=g.at, inputs=inputs)
    return Did(done.slip_id)


def _settle(g: Given) -> Did:
    done = result_documents.advance(
        dossier_id=g.dossier_id, action=g.action, actor=g.actor, at=g.at, inputs=_words(g), printer=wiring.printer(g.actor),
        antivirus=wiring.antivirus(),
    )  # fmt: skip
    return Did(done.slip_id)


def _hand_over(g: Given) -> Did:
    hand = batches.hand_over if g.action is Action.HAND_OVER else batches.hand_results
    for batch in hand(dossier_ids=[g.dossier_id], actor=g.actor, at=g.at):
        for outcome in batch.outcomes:
            if outcome.fault is not None:
                raise outcome.fault
        return Did(batch.slip_id)
    raise NotAllowed(g.action)


def _note(g: Given) -> Did:
    notes.add(dossier_id=g.dossier_id, text=g.text("text"), actor=g.actor, at=g.at)
    return Did()


def _attach(g: Given) -> Did:
    asking = Asking(g.page, g.actor, local(g.at).date(), g.data, {})
    papers = given.papers(g.data, move_forms.build(Action.ATTACH, asking).papers, g.files)
    notes.attach(dossier_id=g.dossier_id, papers=papers, actor=g.actor, at=g.at)
    return Did()


def _pay(g: Given) -> Did:
    issued = till.take(dossier_ids=[g.dossier_id], way=g.text("way"), actor=g.actor, at=g.at, reference=g.text("reference"))
    return Did(receipt_id=issued.id)


def _set_result(g: Given) -> Did:
    system = wiring.sector_results()
    if g.text("fetch") and system is not None:
        sector_results.fetch(dossier_id=g.dossier_id, system=system, actor=g.actor, at=g.at, antivirus=wiring.antivirus())
        return Did()
    kept = kept_files.stored(g.request, "document")
    issued_on, number = given.day(g.data, "issued_on", g.action, required=False), g.text("number")
    results.draft(
        dossier_id=g.dossier_id, actor=g.actor, at=g.at, number=number, issued_on=issued_on if number else None, key=g.text("key"),
        source=g.text("source") if number else "",
        content=g.text("content"), file_id=kept[0] if kept else None,
    )  # fmt: skip
    return Did()


def _ask_confirm(g: Given) -> Did:
    confirmations.ask(dossier_id=g.dossier_id, actor=g.actor, at=g.at)
    return Did()


def _answer_confirm(g: Given) -> Did:
    confirmations.answer(
        dossier_id=g.dossier_id, says=g.text("says"), how=g.text("how"), text=g.text("text"), actor=g.actor, at=g.at
    )
    return Did()


def _reissue(g: Given) -> Did:
    reissuing.reissue(
        dossier_id=g.dossier_id, reason=g.text("reason"), actor=g.actor, at=g.at, number=g.text("number"), source=g.text("source"),
        instead_of=g.text("instead_of"), printer=wiring.printer(g.actor), antivirus=wiring.antivirus(),
    )  # fmt: skip
    return Did()


def _admit(g: Given) -> Did:
    correction_forms.admit(g)
    return Did()


def _settle_fault(g: Given) -> Did:
    correction_forms.made_good(g)
    return Did()


def _return(g: Given) -> Did:
    done = returning.give(
        dossier_id=g.dossier_id, actor=g.actor, at=g.at, shown=g.text("shown"), name=g.text("name"),
        letter=return_forms.letter(g.request), way=g.text("way"), back=return_forms.back(g.data),
    )  # fmt: skip
    return Did(done.slip_id)


def _post(g: Given) -> Did:
    posting_to = posting.announce(
        post=wiring.post(), carrier=parcels.chosen(g.text("carrier")), name=g.text("name"), address=g.text("address"), actor=g.actor,
        waybill=g.text("waybill"),
    )  # fmt: skip
    done = posting.send_result(dossier_id=g.dossier_id, posting=posting_to, actor=g.actor, at=g.at)
    return Did(done.slip_id)


def _send_task(g: Given) -> Did:
    return Did(chain_acts.send(g))


def _received_task(g: Given) -> Did:
    chain_acts.received(g)
    return Did()


def _answer_task(g: Given) -> Did:
    chain_acts.answer(g)
    return Did()


def _pay_tax(g: Given) -> Did:
    chain_acts.pay_tax(g)
    return Did()


def _nothing(g: Given) -> dict[str, object]:
    return {}


def _words(g: Given) -> dict[str, object]:
    return {name: g.text(name) for name in ("text", "number", "source") if g.text(name)}


def _assign(g: Given) -> dict[str, object]:
    return {"assignee": g.text("assignee")}


def _propose(g: Given) -> dict[str, object]:
    return {"decision": g.text("decision"), "text": g.text("text")}


def _reason(g: Given) -> dict[str, object]:
    return {"reason": g.text("reason")}


def _standard(reasons: Mapping[str, Text]) -> Callable[[Given], dict[str, object]]:
    return lambda g: {"reason": _chosen(g, reasons), "basis": g.text("basis")}


def _chosen(g: Given, reasons: Mapping[str, Text]) -> str:
    """Return the reason that was chosen with what was written to it. Raises InputMissing where there is neither."""
    if not g.text("standard") and not g.text("reason"):
        raise InputMissing(g.action, "standard")
    return standard_reasons.written(g.text("standard"), g.text("reason"), reasons)


def _consult(g: Given) -> dict[str, object]:
    hours = given.amount(g.data, "hours")
    if hours == 0:  # nothing given means the usual time, nothing allowed is an error
        raise InputWrong("hours", "not_hours")
    row = next((c for c in (g.page.step.consults if g.page.step else ()) if c.key == g.text("row")), None)
    unit = unit_typed.unit_id(g.text("unit"), local(g.at).date())
    if row is not None and not unit:
        unit = routing.unit_asked(g.page.row, row.unit, local(g.at).date())
    return {"unit": unit, "question": g.text("question"), "hours": hours or (row.hours if row else 0), "row": row.key if row else ""}


def _answer_consult(g: Given) -> dict[str, object]:
    waiting = {str(one.id): one.id for one in chain_forms.questions_for(g.page, g.actor)}
    if len(waiting) > 1 and g.text("consultation") not in waiting:
        raise InputMissing(g.action, "consultation")
    return {"answer": g.text("answer"), "consultation": waiting.get(g.text("consultation")) or next(iter(waiting.values()), None)}


def _ask(g: Given) -> dict[str, object]:
    asking = Asking(g.page, g.actor, local(g.at).date(), g.data, {})
    items = []
    for row in move_forms.item_rows(asking):
        key = row["key"]
        name = g.text(f"name-{key}") or str(row["vi"])
        if (row["ticked"] or (row["group"] == "extra" and row["typed"])) and name:
            item = {"name": name, "note": g.text(f"note-{key}")}
            items.append(item | {part: row[part] for part in ("component", "field") if part in row})
    answer_by = given.day(g.data, "answer_by", g.action, required=False)
    if not items:
        raise InputMissing(g.action, "items")
    inputs: dict[str, object] = {"items": items, "reason": g.text("reason") or _what_is_missing(items), "answer_by": answer_by}
    if g.action is Action.ASK_PAPERS:
        inputs["restart"] = bool(g.text("restart"))
    if g.page.row.intake_requests and g.action is Action.ASK_INTAKE:
        if not g.text("basis"):
            raise InputMissing(g.action, "basis")
        inputs |= {"basis": g.text("basis"), "approved_by": g.actor.id}
    return inputs


def _what_is_missing(items: Sequence[Mapping[str, object]]) -> str:
    """Return the reason that the list itself gives, as the slip prints it above the list."""
    listed = "; ".join(f"{item['name']}: {item['note']}" if item["note"] else str(item["name"]) for item in items)
    return listed if all(item["note"] for item in items) else f"Hồ sơ còn thiếu hoặc chưa đúng: {listed}"


def _answer_request(g: Given) -> dict[str, object]:
    asking = Asking(g.page, g.actor, local(g.at).date(), g.data, {})
    papers = given.papers(g.data, move_forms.build(g.action, asking).papers, g.files)
    if not papers:
        raise InputMissing(g.action, "papers")
    return {"papers": papers}


def _ask_fee(g: Given) -> dict[str, object]:
    return {"amount": given.amount(g.data, "amount") or None, "reason": g.text("reason"), "basis": g.text("basis")}


def _extend(g: Given) -> dict[str, object]:
    until = given.day(g.data, "until", g.action)
    assert until is not None
    calendar = configuration.current().calendar(g.page.row.received_unit_id)
    moment = given.end_of_work(until, "until", calendar)
    return {"until": moment, "reason": _chosen(g, standard_reasons.DELAYS), "cause": g.text("cause")}


_INPUTS: dict[Action, Callable[[Given], dict[str, object]]] = {
    Action.ASK_INTAKE: _ask,
    Action.ASK_PAPERS: _ask,
    Action.ANSWER_INTAKE: _answer_request,
    Action.ANSWER_PAPERS: _answer_request,
    Action.REFUSE_INTAKE: _standard(standard_reasons.REFUSALS),
    Action.PROPOSE_STOP: _standard(standard_reasons.STOPS),
    Action.STOP: _standard(standard_reasons.STOPS),
    Action.ASSIGN: _assign,
    Action.REASSIGN: _assign,
    Action.FORWARD: _words,
    Action.PROPOSE: _propose,
    Action.SEND_BACK: _reason,
    Action.ASK_FEE: _ask_fee,
    Action.EXTEND: _extend,
    Action.WITHDRAW: _reason,
    Action.ASK_CORRECTION: correction_forms.asked,
    **dict.fromkeys(corrections.DECIDING, _reason),
    Action.CONSULT: _consult,
    Action.ANSWER_CONSULT: _answer_consult,
}

_ACTS: dict[Action, Callable[[Given], Did]] = {
    Action.APPROVE: _settle,
    Action.ISSUE: _settle,
    Action.HAND_OVER: _hand_over,
    Action.HAND_RESULT: _hand_over,
    Action.NOTE: _note,
    Action.ATTACH: _attach,
    Action.PAY_FEE: _pay,
    Action.RECORD_FEE: _pay,
    Action.SET_RESULT: _set_result,
    Action.REISSUE: _reissue,
    Action.ADMIT_WRONG: _admit,
    Action.ADMIT_LOSS: _admit,
    Action.SETTLE_FAULT: _settle_fault,
    Action.ASK_CONFIRM: _ask_confirm,
    Action.ANSWER_CONFIRM: _answer_confirm,
    Action.RETURN_RESULT: _return,
    Action.POST_RESULT: _post,
    Action.SEND_TASK: _send_task,
    Action.RECEIVE_TASK: _received_task,
    Action.ANSWER_TASK: _answer_task,
    Action.PAY_TAX: _pay_tax,
}
