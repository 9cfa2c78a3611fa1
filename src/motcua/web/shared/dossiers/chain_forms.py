"""What is asked when another unit or agency is asked, has received, has answered; and when a citizen has paid a tax."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from motcua.domain.dossiers.chains import Answer, TaskState
from motcua.domain.dossiers.transitions import Action
from motcua.domain.people.units import UnitKind, in_force
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.revision import Consult
from motcua.queries import chains, configuration, routing
from motcua.queries.chains import SeenTask
from motcua.queries.dossier_pages import DossierPage
from motcua.queries.dossier_parts import SeenConsultation
from motcua.web.shared import words
from motcua.web.shared.questions import Question

if TYPE_CHECKING:
    from motcua.web.shared.dossiers.move_forms import Asking


def offered(page: DossierPage, found: list[Action]) -> list[Action]:
    """Return the acts without those on agencies that have nothing to act on: nothing sent, nobody kept to send to."""
    sent = chains.open_of(page.tasks, TaskState.SENT)
    free = any(a.unit is None for a in configuration.current().agencies)
    hidden = set()
    if not sent:
        hidden |= {Action.RECEIVE_TASK, Action.ANSWER_TASK}
    if not free and not chains.open_of(page.tasks, TaskState.TO_SEND):
        hidden.add(Action.SEND_TASK)
    return [a for a in found if a not in hidden]


def first(page: DossierPage, found: list[Action]) -> Action | None:
    """Return the act the step waits for: to send what is prepared, then to key in the answer; None where it waits for neither."""
    for action, state in ((Action.SEND_TASK, TaskState.TO_SEND), (Action.ANSWER_TASK, TaskState.SENT)):
        if action in found and any(t.blocking for t in chains.open_of(page.tasks, state)):
            return action
    return None


def send(a: Asking) -> dict[str, Any]:
    """Return the parts of the form of sending; where something is prepared, asking something of one's own is folded away."""
    prepared = chains.open_of(a.page.tasks, TaskState.TO_SEND)
    questions: list[Question] = [] if prepared else _send_own(a, optional=False)
    if prepared:
        choices = [(str(t.id), _task(t)) for t in prepared] + [("other", _("Something else, to another agency"))]
        questions.append(a.q("task", _("What is sent"), "radios", value=str(prepared[0].id), shape={"choices": choices, "small": True}))
    questions += [
        a.q("asked", _("What the agency is asked"), "textarea", optional=bool(prepared), shape={"rows": 4, "most": 2000},
            help_text=_("It is printed on the slip, below the data of the dossier.")),
        a.q("number", _("Number from the agency's own document system"), optional=True, shape={"width": 20},
            help_text=_("Leave it empty: the next number of the outgoing book is drawn.")),
        a.q("source", _("Which system gave that number"), optional=True, help_text=_("Needed with a number of your own.")),
        a.q("received", _("The agency has received it today and signed for it"), "checkbox"),
    ]  # fmt: skip
    lead = _("The slip is printed with its number. The agency's time runs from the day it receives it; its delay is counted as its own.")
    more = _send_own(a, optional=True) if prepared else []
    return {"questions": questions, "lead": lead, "more": more, "more_title": _("Ask another agency something of your own")}


def _send_own(a: Asking, *, optional: bool) -> list[Question]:
    """Return the questions of asking an agency something beside the steps."""
    agencies = [(x.id, x.name) for x in configuration.current().agencies if x.unit is None and _alive(x.valid_from, x.valid_to, a.day)]
    return [
        a.q("agency", _("To which agency"), "select", shape={"choices": [("", pgettext("nothing chosen yet", "Choose")), *agencies]}, optional=optional),
        a.q("name", _("What it is about"), optional=optional, help_text=_("In a few words, for example xác nhận nợ thuế.")),
        a.q("days", _("Time for the answer, in working days"), "digits", optional=optional, shape={"width": 3}),
    ]


def received(a: Asking) -> dict[str, Any]:
    """Return the parts of the form that notes when an agency received what was sent."""
    questions = [_which(a, chains.open_of(a.page.tasks, TaskState.SENT)), a.q("day", _("The day the agency received it"), "date", value=a.day)]
    return {"questions": questions}


def answer(a: Asking) -> dict[str, Any]:
    """Return the parts of the form that keys in an answer; what only a notice of tax needs is folded away."""
    kinds = [(kind.value, str(text)) for kind, text in answers().items()]
    questions = [
        _which(a, chains.open_of(a.page.tasks, TaskState.SENT)),
        a.q("kind", _("What came"), "radios", value=Answer.DONE.value, shape={"choices": kinds, "small": True}),
        a.q("number", _("Number of the document"), optional=True, shape={"width": 20}, help_text=_("As it stands on the document.")),
        a.q("day", _("Date of the document"), "date", optional=True),
        a.q("text", _("What it says, in short"), "textarea", optional=True, shape={"rows": 3, "most": 2000}),
        a.q("document", _("The document, scanned"), "files", optional=True),
        a.q("came", _("The day it reached us"), "date", value=a.day),
    ]
    notice = [
        a.q("amount", _("Amount on the notice"), "money", optional=True, help_text=_("Type it from the notice; it is never reckoned here.")),
        a.q("pay_by", _("To be paid by"), "date", optional=True),
    ]
    return {"questions": questions, "more": notice, "more_title": _("With a notice of tax")}


def answers() -> dict[Answer, str]:
    """Return the kinds of answers in words."""
    return {
        Answer.DONE: pgettext("answer of an agency", "Done, or agreed"),
        Answer.TAX_NOTICE: pgettext("answer of an agency", "Notice of tax: the citizen has to pay"),
        Answer.OPINION: pgettext("answer of an agency", "Not agreed, or something is asked"),
    }


def pay_tax(a: Asking) -> dict[str, Any]:
    """Return the parts of the form about the proof that a tax was paid, with what is owed above it."""
    questions = [
        a.q("number", _("Number of the proof of payment"), shape={"width": 20}, help_text=_("As it stands on the proof, for example GNT 0012345.")),
        a.q("day", _("Date of the payment"), "date"),
        a.q("proof", _("The proof, scanned"), "files", optional=True),
    ]
    owed = next((r for r in reversed(a.page.requests) if r.kind == "tax" and r.answered_at is None), None)
    if owed is None:
        return {"questions": questions}
    amount = words.money(owed.amount, language=get_language() or "vi")
    lead = _("Owed by the notice: %(amount)s. It goes to the state budget, not through our till.") % {"amount": amount}
    return {"questions": questions, "lead": lead}


def consult(a: Asking) -> dict[str, Any]:
    """Return the parts of the form of asking another unit: by the procedure's own row where the step has one."""
    rows = a.page.step.consults if a.page.step else ()
    questions: list[Question] = []
    named = {c.key for c in rows if routing.unit_asked(a.page.row, c.unit, a.day)}
    if rows:
        choices = [(c.key, _by_row(c, named=c.key in named)) for c in rows]
        choices.append(("", _("Another question, to the unit below")))
        questions.append(a.q("row", _("By the procedure"), "radios", value=rows[0].key, shape={"choices": choices, "small": True}))
    questions += [
        a.q("unit", _("Which unit to ask"), attrs={"list": "units", "autocomplete": "off"}, help_text=_("Type part of its name."), optional=bool(named)),
        a.q("question", _("What you want to know"), "textarea", shape={"rows": 4, "most": 2000}),
        a.q("hours", _("Time for the answer, in working hours"), "digits", value="" if rows else "16", optional=bool(rows), shape={"width": 3}),
    ]
    return {"questions": questions, "lead": _("The dossier's own clock keeps running while they answer.")}


def questions_for(page: DossierPage, actor: Actor) -> list[SeenConsultation]:
    """Return the open questions that units of the actor are asked, the first asked first."""
    mine = actor.units_as(*(h.role for h in actor.holdings))
    return [one for one in page.consultations if one.answered_at is None and one.unit_id in mine]


def answer_consult(a: Asking) -> dict[str, Any]:
    """Return the parts of the form of answering: the question stands above the answer; of several, which one is chosen first."""
    waiting = questions_for(a.page, a.actor)
    answer = a.q("answer", pgettext("form", "Answer"), "textarea", shape={"rows": 5, "most": 4000})
    if len(waiting) < 2:
        return {"questions": [answer], "lead": _asked(waiting[0]) if waiting else ""}
    shape = {"choices": [(str(one.id), one.question) for one in waiting], "hints": {str(one.id): _asker(one) for one in waiting}}
    return {"questions": [a.q("consultation", _("Which question you answer"), "radios", shape=shape), answer]}


def _asked(one: SeenConsultation) -> str:
    return _("%(who)s asks %(unit)s: %(question)s") % {"who": one.asked_by, "unit": one.unit, "question": one.question}


def _asker(one: SeenConsultation) -> str:
    return f"{one.asked_by}, {words.moment_short(one.asked_at, language=get_language() or 'vi')}"


def _by_row(row: Consult, *, named: bool) -> str:
    name = words.in_language(row.name, language=get_language() or "vi")[0]
    if row.silence:
        name = _("%(name)s (no answer in time is consent: %(article)s)") % {"name": name, "article": row.silence}
    return name if named else _("%(name)s – choose the unit below") % {"name": name}


def unit_options(day: dt.date, *, without: object = None) -> list[str]:
    """Return the units one may ask, as the list beside the field names them; `without` is the one that asks."""
    units = (u for u in configuration.current().units.values() if str(u.id) != str(without))
    return sorted(f"{u.name} ({u.code})" for u in units if in_force(u, day) and u.kind is not UnitKind.VILLAGE_TEAM)


def _which(a: Asking, tasks: object) -> Question:
    found = list(tasks)  # type: ignore[call-overload]
    choices = [(str(t.id), _task(t)) for t in found]
    return a.q("task", _("Which agency"), "radios", value=choices[0][0] if choices else "", shape={"choices": choices, "small": True})


def _task(task: SeenTask) -> str:
    return f"{task.agency}: {task.name}" if task.agency else task.name


def _alive(first_day: dt.date, last_day: dt.date | None, day: dt.date) -> bool:
    return first_day <= day and (last_day is None or day <= last_day)
