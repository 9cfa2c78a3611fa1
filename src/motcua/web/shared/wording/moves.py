"""The words for moves of a dossier: what a button says, what happened, and why something could not be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import DatabaseError
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from motcua.domain.calendar import OutsideCalendar
from motcua.domain.dossiers.chains import TaskNotPossible
from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.fees.schedule import AmbiguousFee, NoSuchChannel, NotAQuantity
from motcua.domain.papers.transfers import TransferNotPossible
from motcua.domain.people.not_valid import NotValid
from motcua.domain.people.parties import ProblemCode
from motcua.domain.permissions.signing import MayNotSign
from motcua.ports.post import PostAway
from motcua.ports.printer import PrintFailed
from motcua.ports.sector_results import SectorDown
from motcua.queries.delegations import DelegationEnded
from motcua.queries.refusals import OwnDossier
from motcua.queries.routing import NoCompetentUnit
from motcua.services.books import BookClosed, BookNotKept
from motcua.services.confirmations import NothingToConfirm
from motcua.services.dossiers.batches import TooMany
from motcua.services.dossiers.effects import InputWrong
from motcua.services.dossiers.fees import NothingDue
from motcua.services.dossiers.filings import FilingRefused
from motcua.services.dossiers.opening import KeyUsedOtherwise
from motcua.services.dossiers.reading import NotAllowed
from motcua.services.dossiers.steps import AssigneeUnfit
from motcua.services.files import FileRefused
from motcua.services.reissuing import NothingToReissue
from motcua.services.result_documents import NothingToPrint, ResultChanged
from motcua.services.results import NumberIsDrawn, SourceIsOurs, SourceMissing
from motcua.services.sector_results import NotIssuedYet
from motcua.web.shared import words
from motcua.web.shared.wording import chains, identity, inputs, money, people, travel

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# What a button says.
VERBS: Mapping[Action, StrOrPromise] = {
    Action.FILE: pgettext_lazy("move", "File the dossier"),
    Action.RECEIVE: pgettext_lazy("move", "Receive the dossier"),
    Action.ACCEPT: pgettext_lazy("move", "Accept the dossier"),
    Action.ASK_INTAKE: pgettext_lazy("move", "Ask for what is missing"),
    Action.ANSWER_INTAKE: pgettext_lazy("move", "Take in the papers asked for"),
    Action.REFUSE_INTAKE: pgettext_lazy("move", "Do not accept the dossier"),
    Action.HAND_OVER: pgettext_lazy("move", "Hand over to the settling unit"),
    Action.ASSIGN: pgettext_lazy("move", "Take or assign"),
    Action.REASSIGN: pgettext_lazy("move", "Assign to somebody else"),
    Action.FORWARD: pgettext_lazy("move", "Pass to the next step"),
    Action.PROPOSE: pgettext_lazy("move", "Propose for signature"),
    Action.APPROVE: pgettext_lazy("move", "Approve"),
    Action.ISSUE: pgettext_lazy("move", "Number, seal and issue"),
    Action.SEND_BACK: pgettext_lazy("move", "Send back a step"),
    Action.ASK_PAPERS: pgettext_lazy("move", "Ask for more papers"),
    Action.ANSWER_PAPERS: pgettext_lazy("move", "Take in the papers asked for"),
    Action.ASK_FEE: pgettext_lazy("move", "Ask for a payment"),
    Action.PAY_FEE: pgettext_lazy("move", "Record the payment"),
    Action.EXTEND: pgettext_lazy("move", "Apologise and give a new date"),
    Action.STOP: pgettext_lazy("move", "Stop the dossier"),
    Action.WITHDRAW: pgettext_lazy("move", "Withdraw at the citizen's request"),
    Action.HAND_RESULT: pgettext_lazy("move", "Send the result to the counter"),
    Action.RETURN_RESULT: pgettext_lazy("move", "Return the result"),
    Action.POST_RESULT: pgettext_lazy("move", "Send the result by post"),
    Action.DELIVER: pgettext_lazy("move", "The post has delivered the result"),
    Action.TAKE_BACK: pgettext_lazy("move", "Take the result back from the post"),
    Action.PROPOSE_STOP: pgettext_lazy("move", "Propose to stop the dossier"),
    Action.ASK_CORRECTION: pgettext_lazy("move", "Ask for a correction"),
    Action.DROP_CORRECTION: pgettext_lazy("move", "Withdraw the request for a correction"),
    Action.REFUSE_CORRECTION: pgettext_lazy("move", "Refuse the correction"),
    Action.CORRECT: pgettext_lazy("move", "Approve: open it again"),
    Action.VOID: pgettext_lazy("move", "Approve: make the dossier void"),
    Action.REROUTE: pgettext_lazy("move", "Approve: another unit settles it"),
    Action.REDATE: pgettext_lazy("move", "Approve: change the appointment"),
    Action.CHANGE_UNIT: pgettext_lazy("move", "Approve: another counter received it"),
    Action.ADMIT_WRONG: pgettext_lazy("move", "Admit that the result is wrong by our fault"),
    Action.ADMIT_LOSS: pgettext_lazy("move", "Admit that we lost or damaged papers"),
    Action.SETTLE_FAULT: pgettext_lazy("move", "Note that our fault was made good"),
    Action.CONSULT: pgettext_lazy("move", "Ask another unit"),
    Action.ANSWER_CONSULT: pgettext_lazy("move", "Answer the question"),
    Action.ASK_TAX: pgettext_lazy("move", "Wait for a tax to be paid"),
    Action.PAY_TAX: pgettext_lazy("move", "Take in the proof of payment"),
    Action.SEND_TASK: pgettext_lazy("move", "Send to another agency"),
    Action.RECEIVE_TASK: pgettext_lazy("move", "Note that the agency has received it"),
    Action.ANSWER_TASK: pgettext_lazy("move", "Enter the agency's answer"),
    Action.READ: pgettext_lazy("move", "Read"),
    Action.READ_PROGRESS: pgettext_lazy("move", "See the progress"),
    Action.NOTE: pgettext_lazy("move", "Add a note"),
    Action.ATTACH: pgettext_lazy("move", "Attach a paper"),
    Action.RECORD_FEE: pgettext_lazy("move", "Record the payment"),
    Action.VOID_RECEIPT: pgettext_lazy("move", "Void the receipt"),
    Action.GIVE_BACK: pgettext_lazy("move", "Give the money back"),
    Action.READ_RECEIPTS: pgettext_lazy("move", "See the receipts"),
    Action.SET_RESULT: pgettext_lazy("move", "Prepare the result"),
    Action.DELIVER_RESULT: pgettext_lazy("move", "Deliver a result issued elsewhere"),
    Action.ASK_CONFIRM: pgettext_lazy("move", "Send the draft to be confirmed"),
    Action.ANSWER_CONFIRM: pgettext_lazy("move", "Note what the citizen says of the draft"),
    Action.REISSUE: pgettext_lazy("move", "Issue again under a new number"),
    Action.PRINT: pgettext_lazy("move", "Print"),
    Action.RATE: pgettext_lazy("move", "Rate"),
    Action.CERTIFY: pgettext_lazy("move", "Give certification numbers"),
    Action.TAKE_OVER: pgettext_lazy("move", "Take the dossier over"),
}

# What happened, in the history of a dossier.
HAPPENED: Mapping[Action, StrOrPromise] = {
    Action.FILE: pgettext_lazy("history", "Filed online"),
    Action.RECEIVE: pgettext_lazy("history", "Received at the counter"),
    Action.ACCEPT: pgettext_lazy("history", "Accepted"),
    Action.ASK_INTAKE: pgettext_lazy("history", "Asked for what was missing"),
    Action.ANSWER_INTAKE: pgettext_lazy("history", "The missing papers came"),
    Action.REFUSE_INTAKE: pgettext_lazy("history", "Not accepted"),
    Action.HAND_OVER: pgettext_lazy("history", "Handed over"),
    Action.ASSIGN: pgettext_lazy("history", "Assigned"),
    Action.REASSIGN: pgettext_lazy("history", "Assigned to somebody else"),
    Action.FORWARD: pgettext_lazy("history", "Passed to the next step"),
    Action.PROPOSE: pgettext_lazy("history", "Proposed for signature"),
    Action.APPROVE: pgettext_lazy("history", "Approved"),
    Action.ISSUE: pgettext_lazy("history", "Entered in the outgoing book, sealed and issued"),
    Action.SEND_BACK: pgettext_lazy("history", "Sent back a step"),
    Action.ASK_PAPERS: pgettext_lazy("history", "Asked for more papers; the clock stands"),
    Action.ANSWER_PAPERS: pgettext_lazy("history", "The papers came; the clock runs"),
    Action.ASK_FEE: pgettext_lazy("history", "Asked for a payment; the clock stands"),
    Action.PAY_FEE: pgettext_lazy("history", "Paid; the clock runs"),
    Action.EXTEND: pgettext_lazy("history", "Apologised and gave a new date"),
    Action.STOP: pgettext_lazy("history", "Stopped"),
    Action.WITHDRAW: pgettext_lazy("history", "Withdrawn by the citizen"),
    Action.HAND_RESULT: pgettext_lazy("history", "Result sent to the counter"),
    Action.RETURN_RESULT: pgettext_lazy("history", "Result returned"),
    Action.POST_RESULT: pgettext_lazy("history", "Result sent by post"),
    Action.DELIVER: pgettext_lazy("history", "Result delivered by the post"),
    Action.TAKE_BACK: pgettext_lazy("history", "The post brought the result back"),
    Action.PROPOSE_STOP: pgettext_lazy("history", "Proposed to stop the dossier"),
    Action.ASK_CORRECTION: pgettext_lazy("history", "A correction was asked for"),
    Action.DROP_CORRECTION: pgettext_lazy("history", "The request for a correction was withdrawn"),
    Action.REFUSE_CORRECTION: pgettext_lazy("history", "The correction was refused"),
    Action.CORRECT: pgettext_lazy("history", "Corrected: opened again"),
    Action.VOID: pgettext_lazy("history", "Corrected: made void"),
    Action.REROUTE: pgettext_lazy("history", "Corrected: another unit settles it"),
    Action.REDATE: pgettext_lazy("history", "Corrected: another appointment"),
    Action.CHANGE_UNIT: pgettext_lazy("history", "Corrected: another counter received it"),
    Action.ADMIT_WRONG: pgettext_lazy("history", "Admitted: the result is wrong by our fault"),
    Action.ADMIT_LOSS: pgettext_lazy("history", "Admitted: papers lost or damaged by our fault"),
    Action.SETTLE_FAULT: pgettext_lazy("history", "Our fault was made good"),
    Action.CONSULT: pgettext_lazy("history", "Asked another unit"),
    Action.ANSWER_CONSULT: pgettext_lazy("history", "The other unit answered"),
    Action.ASK_TAX: pgettext_lazy("history", "The citizen has a tax to pay; the clock stands"),
    Action.PAY_TAX: pgettext_lazy("history", "Proof of payment came; the clock runs"),
    Action.SEND_TASK: pgettext_lazy("history", "Sent to another agency"),
    Action.RECEIVE_TASK: pgettext_lazy("history", "The agency has received it"),
    Action.ANSWER_TASK: pgettext_lazy("history", "The other agency answered"),
    Action.READ: pgettext_lazy("history", "Read"),
    Action.READ_PROGRESS: pgettext_lazy("history", "Progress seen"),
    Action.NOTE: pgettext_lazy("history", "Note added"),
    Action.ATTACH: pgettext_lazy("history", "Papers attached"),
    Action.PRINT: pgettext_lazy("history", "Receipt printed again"),
    Action.RECORD_FEE: pgettext_lazy("history", "Payment recorded"),
    Action.VOID_RECEIPT: pgettext_lazy("history", "Receipt made void; the fee is owed again"),
    Action.GIVE_BACK: pgettext_lazy("history", "Money given back"),
    Action.READ_RECEIPTS: pgettext_lazy("history", "Receipts seen"),
    Action.SET_RESULT: pgettext_lazy("history", "Result prepared"),
    Action.DELIVER_RESULT: pgettext_lazy("history", "Result delivered by another system"),
    Action.ASK_CONFIRM: pgettext_lazy("history", "Draft sent to be confirmed"),
    Action.ANSWER_CONFIRM: pgettext_lazy("history", "Draft answered"),
    Action.REISSUE: pgettext_lazy("history", "Issued again under a new number"),
    Action.PRINT: pgettext_lazy("history", "Printed"),
    Action.RATE: pgettext_lazy("history", "Rated by the citizen"),
    Action.CERTIFY: pgettext_lazy("history", "Certification numbers given"),
    Action.TAKE_OVER: pgettext_lazy("history", "Taken over by the citizen"),
}

TAKEN = pgettext_lazy("history", "Taken on")  # said to who has just taken a dossier; the history names whom it was assigned to

# Why a move is not possible, by the rule that forbids it.
NOT_POSSIBLE: Mapping[str, StrOrPromise] = {
    "status": _("This dossier has moved on in the meantime, so “%(move)s” is no longer possible. Look at where it stands now."),
    "taken": _("This dossier has been taken already. Its page says who has it."),
    "asked_once": _(
        "The citizen has been asked once already. The law lets us ask once, completely. A second request needs its legal basis and the name of who approved it."
    ),
    "extended_once": _("A new date has been given once already. There is no second time (Article 19.9)."),
    "handed_over": _("This dossier has been handed over already."),
    "not_handed_over": _("This dossier has not been handed over by the counter yet."),
    "no_correction_asked": _("Nobody asks for this correction any more: it was decided or withdrawn. Look at where the dossier stands now."),
    "voided": _("This dossier is void: it stays to be seen, nothing more is done with it. If the citizen still needs it, receive a new one."),
    "not_yours": _("Only the person who asked for the correction can withdraw it."),
    "fault_open": _("This is admitted already and not yet made good. Make it good first."),
    "no_fault": _("No fault of ours stands open in this dossier. The head of the settling unit admits it first."),
    "not_reissued": _("The right result has not been issued yet. The records clerk issues it first."),
    "second_person": _("You asked for this correction yourself. Somebody else of procedure control decides on it."),
    "correction_open": _("A correction of this dossier has been asked for already. It waits for procedure control."),
    "posted": _("The result is on its way by post. Take it back first, on the page of papers sent."),
    "at_counter": _("This result has been sent to the counter already. Nothing more was done."),
    "reissued": _("This result has been issued again already. Nothing more was done: no further number was used."),
    "stop_proposed": _("This stop has been proposed already, with the same reason. It waits for the head; nothing more was done."),
    "not_posted": _("The result is not on its way by post."),
    "confirmation_open": _("The draft waits for the citizen's answer. It is issued after the answer, or when the time to answer has passed."),
    "confirmation_wrong": _("The citizen said the draft is not right. Send it back, or prepare it again, before it is issued."),
    "tasks_open": _("Another agency has not answered yet. Enter its answer first, or send the dossier back a step."),
    "tax_due": _("What is owed goes to the state budget. Take in the proof of payment instead."),
    "no_tax_due": _("No tax is waited for on this dossier."),
    "draft_missing": _("The result is not prepared yet. Prepare it first: the head signs what is written."),
    "changed_after_signing": _("The head has signed this result. Send the dossier back a step to change it; it is then signed anew."),
    "result_missing": _("There is no result yet, or the number of the system that issues it is missing. Prepare it before it is issued."),
}

# Rules by which a move is over already: whoever makes it again is told so, and finds nothing to mend in a form.
DONE_ALREADY = frozenset({"at_counter", "reissued", "stop_proposed"})

# Why a filing was not taken, by the kind of problem; the parties have words of their own.
REFUSED: Mapping[str, StrOrPromise] = {
    "not_in_force": _("This procedure is not in force today. Search for it again by its name."),
    "not_offered": _("This procedure cannot be received here in this way. Look at its page in the catalogue."),
    "unknown_case": _("Choose the case again: this one does not belong to the procedure."),
    "unknown_component": _("One of the papers does not belong to this procedure. Choose the procedure again."),
    "not_a_party": _("You are not named in this dossier."),
    "not_a_practice_person": _("In practice use the people of the exercise only: scan the card given there. Nobody's real data belongs here."),
    "practice_person": _("This number belongs to the invented people of practice mode. Check the card."),
    "own_dossier": _("You are named in this dossier yourself. Ask a colleague to receive it."),
    "not_received_here": _(
        "This procedure is not on the province's list of procedures received anywhere, so it is received only where it is settled: %(unit)s."
    ),
}

NO_UNIT: Mapping[str, StrOrPromise] = {
    "area": _("We do not know yet which commune settles this dossier. Enter the commune of the applicant's address."),
    "step": _("No unit was found for a step of this procedure. Tell the person who keeps the units."),
    "unit": _("The unit that settles this procedure is not in force today. Tell the person who keeps the units."),
    "agency": _("No agency is kept that serves this commune for a step of this procedure. Tell the person who keeps the agencies."),
    "linked": _("A linked procedure is not in force today, or has no workflow. Tell the person who keeps the catalogue."),
    "centre": _("No one-stop counter was found for this unit. Tell the person who keeps the units."),
}

FILES: Mapping[str, StrOrPromise] = {
    "empty": _("The file “%(name)s” is empty. Choose it again."),
    "too_large": _("The file “%(name)s” is too large. Save it smaller, or split it."),
    "type": _("The file “%(name)s” is of a kind we cannot take. Send a PDF, a picture, or an office document."),
    "infected": _("The file “%(name)s” holds a virus and was not kept. Scan the paper again."),
    "not_scanned": _("The file “%(name)s” could not be checked for viruses just now and was not kept. Try again in a few minutes."),
}

DELEGATION_ENDED = _(
    "Nothing was done: your right to sign under %(document)s ended on %(day)s. Ask the head to sign, or ask the unit's administrator to enter a new delegation with its document."
)
OWN_DOSSIER = _("Nothing was done: you are named in this dossier yourself, so somebody else has to act on it. The dossier's page says who can.")
MAY_NOT_SIGN = _("Nothing was done: no role and no delegation gives you the right to sign here today. Ask the head of the unit.")

_OTHERS: Mapping[type[Exception], StrOrPromise] = {
    NotAllowed: _("This dossier is not within your work, or it has moved on. Nothing was changed."),
    AssigneeUnfit: _("This person does not work in this step's unit today. Choose another."),
    KeyUsedOtherwise: _("A dossier was already received from this page. To receive another one, open a new page."),
    NothingDue: _("There is nothing left to pay on this dossier."),
    AmbiguousFee: _("Two fee rows contradict each other today. Tell the person who keeps the fees; nothing was charged."),
    NotAQuantity: _("A quantity is a whole number, for example 3."),
    NoSuchChannel: _("This procedure cannot be received here in this way. Look at its page in the catalogue."),
    NothingToPrint: _("There is no draft to print. Prepare the result first."),
    NothingToConfirm: _("There is no draft that waits here. Prepare the result first."),
    NotIssuedYet: _("The other system has issued no result for this dossier yet. Try again later, or enter it by hand."),
    SectorDown: _("The other system does not answer just now. Try again later, or enter the result by hand."),
    SourceIsOurs: _("This result is issued here; no other system delivers it."),
    NothingToReissue: _("No result of ours has been issued here yet, so there is nothing to issue again."),
    BookClosed: _("The outgoing book of this year is closed and gives no more numbers. Nothing was issued."),
    BookNotKept: _("You do not keep this book, so you cannot strike out its number. Ask the records clerk who keeps it."),
    NumberIsDrawn: _("This result is issued here: its number is drawn from the outgoing book when it is issued. Leave number and date empty."),
    ResultChanged: _("The result was changed by somebody else just now. Nothing was issued. Look at it and do it again."),
    PrintFailed: _("The document could not be printed, so nothing was issued. Try again; if it stays, tell the administrator."),
    OutsideCalendar: inputs.OUTSIDE_CALENDAR,
    TooMany: _("Too many dossiers were chosen. Choose at most 200 at a time."),
    DatabaseError: _("It could not be saved just now. Nothing was changed. Try again."),
}

# What a service may refuse with; anything else is a fault of ours and shows as one.
KNOWN: tuple[type[Exception], ...] = (
    NotPossible, InputMissing, InputWrong, NotValid, FilingRefused, NoCompetentUnit, FileRefused, SourceMissing, TransferNotPossible, PostAway,
    MayNotSign, TaskNotPossible, *_OTHERS, *money.KNOWN,
)  # fmt: skip

UNKNOWN = _("Something went wrong that we did not foresee. Nothing was changed for this dossier. Tell the administrator.")


def say(fault: Exception) -> str:
    """Word why something was not done: what happened, and what to do."""
    if isinstance(fault, money.KNOWN):
        return money.say(fault)
    match fault:
        case DelegationEnded(delegation=over):
            return str(DELEGATION_ENDED) % {"document": over.document, "day": words.day(over.last, language=get_language() or "vi") if over.last else ""}
        case OwnDossier():
            return str(OWN_DOSSIER)
        case AssigneeUnfit(why="party"):
            return str(_("This person is named in the dossier, so they cannot handle it. Choose another."))
        case AssigneeUnfit(why="same"):
            return str(_("This person has the dossier already. Choose another."))
        case TaskNotPossible(why=why):
            return str(chains.WHY[why])
        case MayNotSign():
            return str(MAY_NOT_SIGN)
        case NotPossible(action=Action.ASSIGN, status=Status.IN_PROGRESS, why="status"):
            return str(NOT_POSSIBLE["taken"])
        case NotPossible(action=action, why=why):
            return str(NOT_POSSIBLE.get(why, NOT_POSSIBLE["status"])) % {"move": VERBS[action]}
        case InputMissing(action=action, name=name):
            return inputs.unanswered(action, name)
        case InputWrong(name=name, why=why):
            return str(inputs.wrong(name, why) or UNKNOWN)
        case NotValid():
            return identity.say(fault)
        case FilingRefused():
            return " ".join(message for _path, message in problems(fault))
        case NoCompetentUnit(why=why):
            return str(NO_UNIT.get(why, NO_UNIT["unit"]))
        case FileRefused(why=why, name=name):
            return str(FILES.get(why, FILES["type"])) % {"name": name}
        case TransferNotPossible() | PostAway():
            return travel.why(fault)
        case SourceMissing():
            return str(_("This result is issued by another system. Enter where its number comes from."))
    return str(next((words for kind, words in _OTHERS.items() if isinstance(fault, kind)), UNKNOWN))


def problems(refused: FilingRefused) -> list[tuple[str, str]]:
    """Return (path, message) of everything that keeps a filing from being taken."""
    return [(path, _problem(kind, params)) for path, kind, params in refused.problems]


def _problem(kind: str, params: Mapping[str, object]) -> str:
    if kind in REFUSED:
        return str(REFUSED[kind]) % params if "%(" in str(REFUSED[kind]) else str(REFUSED[kind])
    try:
        return str(people.PARTY_PROBLEMS[ProblemCode(kind)])
    except ValueError:
        return str(UNKNOWN)
