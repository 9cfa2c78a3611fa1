"""The portal's own sentences: where a dossier stands, why something cannot be filed here, what is wrong with a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.people.parties import ProblemCode
from motcua.domain.procedures.revision import PartialReason
from motcua.queries.progress import Event, Progress
from motcua.web.portal import wording_promises
from motcua.web.shared import words
from motcua.web.shared.wording import people

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Why a procedure cannot be filed here online; beside each stands what one can do instead.
CLOSED: Mapping[str, StrOrPromise] = {
    "switched_off": _(
        "This is filed online on the National Public Service Portal: dichvucong.gov.vn. What you file there reaches us at once."
    ),
    "not_in_force": _("This procedure is not in force today."),
    "ministry": _(
        "A ministry settles this in its own system. File it on the National Public Service Portal: dichvucong.gov.vn."
    ),
    "national": _("This is filed on the National Public Service Portal: dichvucong.gov.vn."),
    "no_online": _(
        "This cannot be filed online. Please bring the papers to a one-stop office, or send them by post."
    ),
    "no_workflow": _("We do not take this online yet. Please bring the papers to a one-stop office."),
}

PARTIAL: Mapping[PartialReason, StrOrPromise] = {
    PartialReason.PRESENCE: _(
        "You can file online, but you must come in person once: the law asks for your presence."
    ),
    PartialReason.FIELD_CHECK: _("You can file online, but an officer must come and check on the spot."),
    PartialReason.TECHNICAL: _(
        "You can file online, but part of it has to be done on paper for a technical reason."
    ),
    PartialReason.OTHER: _("You can file online, but part of it has to be done at the office."),
}

FILE_REFUSED: Mapping[str, StrOrPromise] = {
    "empty": _("“%(name)s” is empty. Choose the file again."),
    "too_large": _(
        "“%(name)s” is too large. A file may have at most %(most)s. Take the photo again at a lower resolution."
    ),
    "type": _(
        "“%(name)s” is not a photo, a PDF, or a Word or Excel file without macros. Take a photo of the paper, or save it as PDF."
    ),
    "infected": _("“%(name)s” holds harmful software and was not kept. Take a photo of the paper instead."),
    "not_scanned": _(
        "“%(name)s” could not be checked for harmful software just now, so it was not kept. Send it again in a minute."
    ),
    "too_many": _("A paper may have at most %(most)s files. Remove some, or put several pages into one PDF."),
}

WAYS: Mapping[str, StrOrPromise] = {
    "counter": _("I collect it at a one-stop office"),
    "post": _("By post, to my address"),
    "online": _("As an electronic copy, here under “My dossiers”"),
}
WAY_HINTS: Mapping[str, StrOrPromise] = {
    "counter": _("Bring your identity card."),
    "post": _("The post charges its own fee, which you pay when it arrives."),
    "online": _("You can still ask for the paper later."),
}

# What keeps the parties from being filed, where the portal says it in its own way; the others are worded for all rooms.
PARTY_PROBLEMS: Mapping[str, StrOrPromise] = {
    "not_you": _(
        "The form names somebody else as the one who files. Online that is always the person signed in. Change it, or sign in as that person."
    ),
    ProblemCode.SUBMITTER_WITHOUT_AUTHORITY.value: _(
        "You are not the owner of this dossier by the form. Enter yourself as owner, or say in the form that you act for somebody else."
    ),
    ProblemCode.ACTS_FOR_ONESELF.value: _(
        "You said that you act for somebody else, but the person you act for is yourself. Enter the other person, or answer that you do this for yourself."
    ),
    "not_a_party": _(
        "You are not named in this dossier. Enter yourself as owner, or say in the form that you act for somebody else."
    ),
}

# Where a dossier stands, as one sentence to its owner.
_STANDS: Mapping[Status, StrOrPromise] = {
    Status.FILED: _("Sent, waiting for an officer to check. You will have an answer by %(answer)s."),
    Status.RECEIVED: _("Received. Result promised for: %(appointment)s."),
    Status.NOT_RECEIVED: _("This dossier could not be received."),
    Status.IN_PROGRESS: _("Being handled at %(unit)s. Result promised for: %(appointment)s."),
    Status.AWAITING_PAPERS: _("Waiting for papers to be added."),
    Status.AWAITING_PAYMENT: _("Waiting for a payment."),
    Status.WITHDRAWN: _("This dossier has been withdrawn."),
    Status.STOPPED: _("This dossier has been stopped."),
    Status.FINISHED: _("The result is ready. Please collect it at %(back)s."),
    Status.RETURNED: _("The result was handed over on %(returned)s."),
}
_NO_DATE: Mapping[Status, StrOrPromise] = {
    Status.RECEIVED: pgettext_lazy("portal", "Received."),
    Status.IN_PROGRESS: _("Being handled at %(unit)s."),
}
_PASSED: Mapping[Status, StrOrPromise] = {
    Status.RECEIVED: _("Received. The result was promised for: %(appointment)s."),
    Status.IN_PROGRESS: _("Being handled at %(unit)s. The result was promised for: %(appointment)s."),
}

_HAPPENED: Mapping[Action, StrOrPromise] = {
    Action.FILE: _("The dossier was sent"),
    Action.RECEIVE: pgettext_lazy("portal", "Received at the counter"),
    Action.ACCEPT: _("Checked and received"),
    Action.ASK_INTAKE: _("We asked for more papers"),
    Action.ANSWER_INTAKE: _("The papers were added"),
    Action.REFUSE_INTAKE: _("The dossier could not be received"),
    Action.HAND_OVER: _("Passed on to be settled"),
    Action.ASSIGN: _("An officer began to work on it"),
    Action.ASK_PAPERS: _("We asked for more papers"),
    Action.ANSWER_PAPERS: _("The papers were added"),
    Action.ASK_FEE: _("We asked for a payment"),
    Action.PAY_FEE: _("The payment arrived"),
    Action.ASK_TAX: _("Another agency asked you for a payment"),
    Action.PAY_TAX: _("The proof of payment came"),
    Action.SEND_TASK: _("Passed on to another agency as well"),
    Action.EXTEND: _("We apologised and named a new day"),
    Action.STOP: _("The dossier was stopped"),
    Action.WITHDRAW: _("The dossier was withdrawn"),
    Action.APPROVE: _("The result was signed"),
    Action.ISSUE: _("The result is ready"),
    Action.HAND_RESULT: _("The result lies at the counter"),
    Action.RETURN_RESULT: _("The result was handed over"),
    Action.POST_RESULT: _("The result was sent by post"),
    Action.DELIVER: _("The post delivered the result"),
    Action.TAKE_BACK: _("The post brought the result back; it lies at the counter"),
    Action.CORRECT: _("Opened again to correct a mistake"),
    Action.VOID: _("The dossier was made void"),
    Action.REROUTE: _("Passed to the agency that is the right one"),
    Action.REDATE: _("We corrected the appointment"),
    Action.CHANGE_UNIT: _("We corrected where it was received"),
    Action.ADMIT_WRONG: _("We apologised: the result is wrong by our fault; a new one is free of charge"),
    Action.ADMIT_LOSS: _("We apologised: papers were lost or damaged by our fault; we bear the costs"),
    Action.REISSUE: _("The result was issued again"),
    Action.TAKE_OVER: _("Taken over by its owner"),
}

RATINGS: Mapping[int, StrOrPromise] = {
    3: pgettext_lazy("portal", "Very satisfied"),
    2: pgettext_lazy("portal", "Satisfied"),
    1: pgettext_lazy("portal", "Not satisfied"),
}

SLIPS: Mapping[str, StrOrPromise] = {
    "receipt": _("Receipt and appointment slip"),
    "supplement": _("Request for more papers"),
    "refusal": _("Notice of refusal"),
    "apology": _("Apology and new appointment"),
    "stop": _("Notice that the dossier was stopped"),
    "return": _("Slip of the result handed over"),
}


def stands(progress: Progress, at: dt.datetime) -> str:
    """Return where a dossier stands, as one sentence."""
    language = get_language() or "vi"
    appointment = progress.promised_at
    texts = _STANDS
    if progress.status in _NO_DATE and (appointment is None or appointment < at):
        texts = _NO_DATE if appointment is None else _PASSED
    return str(texts[progress.status]) % {
        "answer": words.promise(progress.answer_due_at, language=language) if progress.answer_due_at else "",
        "appointment": words.promise(appointment, language=language) if appointment else "",
        "unit": progress.present_unit,
        "back": progress.return_unit,
        "returned": words.day(progress.returned_at, language=language) if progress.returned_at else "",
    }


def timeline(progress: Progress, at: dt.datetime) -> list[dict[str, object]]:
    """Return what happened, and what was promised, as the timeline draws it."""
    events: list[dict[str, object]] = [_event(event) for event in progress.events]
    ended = progress.status in (Status.NOT_RECEIVED, Status.WITHDRAWN, Status.STOPPED, Status.RETURNED)
    if events and not ended:
        events[-1]["state"] = "now"
    ahead = wording_promises.ahead(progress, at)
    if ahead:
        events.append({"title": str(_("Result promised")), "at": ahead, "state": "ahead", "who": progress.return_unit})
    return events


def party_problem(code: str) -> str:
    """Word what keeps the parties of a filing from being filed."""
    if code in PARTY_PROBLEMS:
        return str(PARTY_PROBLEMS[code])
    try:
        return str(people.PARTY_PROBLEMS[ProblemCode(code)])
    except ValueError:
        return str(
            _("Something about the people of this dossier cannot be right. Go through their pages again.")
        )


def _event(event: Event) -> dict[str, object]:
    return {"title": str(_HAPPENED[event.action]), "at": event.at, "who": event.unit}
