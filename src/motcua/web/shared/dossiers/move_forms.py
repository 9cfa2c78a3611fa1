"""What each move asks: the questions of its form, with what was typed and what was wrong with it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.revision import IssuedBy, Text
from motcua.queries import chasing, configuration, forms
from motcua.queries.dossier_pages import DossierPage
from motcua.web.shared import words
from motcua.web.shared.dossiers import (
    assigning,
    chain_forms,
    correction_forms,
    given,
    paper_forms,
    result_forms,
    return_forms,
    standard_reasons,
)
from motcua.web.shared.dossiers.kept_files import Held
from motcua.web.shared.papers import parcels
from motcua.web.shared.questions import Question
from motcua.web.shared.wording import inputs, timeline

EXTRA_ITEMS = 3

# Moves that need no answer: one button is enough, and some take a word along.
BARE = frozenset({Action.ACCEPT, Action.HAND_OVER, Action.HAND_RESULT, Action.APPROVE, Action.ISSUE, Action.FORWARD, Action.ASK_CONFIRM})

# Needed in some cases only, which their words name: neither marked as not required nor missed in every form.
SOMETIMES = frozenset({
    (Action.PROPOSE, "text"), (Action.ANSWER_CONFIRM, "text"),
    *((action, "reason") for action in (Action.REFUSE_INTAKE, Action.STOP, Action.PROPOSE_STOP, Action.EXTEND)),
})  # fmt: skip


@dataclass(frozen=True)
class Asking:
    """Everything a form is built from."""

    page: DossierPage
    actor: Actor
    day: dt.date
    data: QueryDict
    errors: Mapping[str, list[str]]
    fetches: bool = False  # a sector's system is connected that can be asked for results
    held: Mapping[str, list[Held]] = field(default_factory=dict)  # files that are kept already, by the key of their paper

    def q(self, name: str, label: str, kind: str = "text", **more: object) -> Question:
        """Return a question with what was typed before."""
        value = more.pop("value", None)
        if self.data:
            value = self._typed(name, kind)
        return Question(name=name, label=label, kind=kind, value=value, errors=self.errors.get(name, ()), **more)  # type: ignore[arg-type]

    def _typed(self, name: str, kind: str) -> object:
        if kind == "date":
            return given.boxes(self.data, name)
        if kind == "checkboxes":
            return self.data.getlist(name)
        return self.data.get(name) or ""


@dataclass(frozen=True)
class MoveForm:
    """A move's form: questions, and the two special lists (what is missing, which papers came)."""

    questions: list[Question]
    items: list[dict[str, object]] = field(default_factory=list)
    papers: list[dict[str, object]] = field(default_factory=list)
    lead: str = ""
    more: list[Question] = field(default_factory=list)  # asked in special cases only: folded away until needed
    more_title: str = ""
    item_errors: list[str] = field(default_factory=list)
    paper_errors: list[str] = field(default_factory=list)

    @property
    def with_files(self) -> bool:
        return bool(self.papers) or any(q.kind == "files" for q in (*self.questions, *self.more))

    @property
    def links(self) -> list[tuple[str, str]]:
        """The errors for the summary: where each leads, and what it says."""
        found = [("items", message) for message in self.item_errors] + [("papers", message) for message in self.paper_errors]
        found += paper_forms.links(self.papers)
        return found + [(q.anchor, message) for q in (*self.questions, *self.more) for message in q.errors]

    @property
    def more_open(self) -> bool:
        """Whether something was answered wrongly, or answered at all, in the folded part."""
        return any(q.errors or q.value not in ("", None, [], ["", "", ""]) for q in self.more)


def build(action: Action, asking: Asking) -> MoveForm:
    """Return the form of a move."""
    made = _FORMS[action](asking) if action in _FORMS else MoveForm([])
    known = {q.name for q in (*made.questions, *made.more)} | {"items", "papers", ""} | paper_forms.names(made.papers)
    stray = [message for name, messages in asking.errors.items() if name not in known for message in messages]
    if stray and made.questions:
        first = made.questions[0]
        made.questions[0] = dataclasses.replace(first, errors=[*first.errors, *stray])
    if any(asking.errors):
        made.questions[:] = [_also_unanswered(action, q) for q in made.questions]
    return made


def _also_unanswered(action: Action, question: Question) -> Question:
    """Return a question with its error where it was left empty too: a form is refused once, not once for each question."""
    asked = not question.optional and question.kind not in ("checkbox", "checkboxes", "files", "parts")
    if question.errors or not asked or (action, question.name) in SOMETIMES or question.value not in ("", None, ["", "", ""]):
        return question
    return dataclasses.replace(question, errors=[inputs.unanswered(action, question.name)])


def _reason(a: Asking, *, label: str = "", help_text: str = "", optional: bool = False) -> Question:
    return a.q(
        "reason", label or pgettext("form", "Reason"), "textarea", help_text=help_text, optional=optional,
        shape={"rows": 3, "most": 1000},
    )  # fmt: skip


def _text(a: Asking, label: str, *, optional: bool = True) -> Question:
    return a.q("text", label, "textarea", optional=optional, shape={"rows": 3, "most": 2000})


def _standard(a: Asking, reasons: Mapping[str, Text]) -> list[Question]:
    choices = [(key, _say(text)) for key, text in reasons.items()] + [("other", _("Another reason, written below"))]
    chosen = a.q("standard", pgettext("form", "Reason"), "radios", shape={"choices": choices, "small": True})
    own = _("In your own words; needed when the reason is none of those above")
    return [chosen, _reason(a, label=own, help_text=_("It is printed on the slip. Short sentences, no blame."))]


def _propose(a: Asking) -> MoveForm:
    choices = [("grant", str(timeline.DECISIONS["grant"])), ("refuse", str(timeline.DECISIONS["refuse"]))]
    lead = "" if a.page.has_result else _("No result has been prepared yet. To grant, prepare the result first: the head signs what is written.")
    return MoveForm(
        [
            a.q("decision", pgettext("form", "Proposal"), "radios", value="grant", shape={"choices": choices, "inline": True}),
            _text(a, _("A word to the signing head; the reason, when you propose to refuse"), optional=False),
        ],
        lead=lead,
    )


def _ask(a: Asking) -> MoveForm:
    setting = int(str(configuration.current().setting("supplement_answer_days", a.day)))
    questions = [
        _reason(a, label=_("In one sentence, why we ask"), optional=True,
                help_text=_("It is printed on the slip above the list. Leave it empty when the list says everything.")),
        a.q("answer_by", _("To be answered by"), "date", value=a.day + dt.timedelta(days=setting)),
    ]  # fmt: skip
    return MoveForm(questions, items=item_rows(a), item_errors=list(a.errors.get("items", ())))


def _ask_intake(a: Asking) -> MoveForm:
    made = _ask(a)
    if a.page.row.intake_requests:
        basis = a.q("basis", _("Legal basis of the second request"), help_text=_("You approve it with your name."))
        made.questions.insert(0, basis)
    return made


def _ask_papers(a: Asking) -> MoveForm:
    made = _ask(a)
    made.questions.append(
        a.q("restart", _("Count the time limit anew when the papers come (Article 19.4). Otherwise it runs on with what is left."), "checkbox")
    )
    return made


def item_rows(a: Asking) -> list[dict[str, object]]:
    """Return what can be asked for: papers of the case, answered fields of the form, and lines for anything else."""
    revision, case = a.page.revision, a.page.row.case or None
    rows: list[dict[str, object]] = [
        {"key": f"paper-{c.key}", "component": c.key, "name": _say(c.name), "vi": c.name.vi, "group": "papers"}
        for c in revision.needed(case)
    ]
    compiled = forms.of(a.page.row.revision_id, revision)
    rows += [
        {"key": f"field-{f.id}", "field": f.id, "name": _say(f.field.label), "vi": f.field.label.vi, "group": "fields"}
        for f in compiled.fields.values()
        if f.id in a.page.raw_answers
    ]
    rows += [{"key": f"extra-{n}", "component": "extra", "name": "", "vi": "", "group": "extra"} for n in range(EXTRA_ITEMS)]
    for row in rows:
        key = str(row["key"])
        row |= {"ticked": bool(a.data.get(f"item-{key}")), "note": a.data.get(f"note-{key}") or "", "typed": a.data.get(f"name-{key}") or ""}
    return rows


def _papers(a: Asking, rows: list[paper_forms.Row]) -> MoveForm:
    return MoveForm([], papers=rows, paper_errors=list(a.errors.get("papers", ())))


def _ask_fee(a: Asking) -> MoveForm:
    return MoveForm([
        a.q("amount", _("How much is to be paid"), "money"),
        _reason(a, label=_("What it is for"), help_text=_("The citizen reads this, for example phí thẩm định hồ sơ.")),
        a.q("basis", _("Legal basis of the fee"), optional=True),
    ])  # fmt: skip


def _pay(a: Asking) -> MoveForm:
    choices = [(way, str(timeline.WAYS[way])) for way in ("cash", "transfer", "card")]
    owed = words.money(a.page.owed, language=_language())
    return MoveForm(
        [
            a.q("way", _("How it was paid"), "radios", value="cash", shape={"choices": choices, "inline": True}),
            a.q("reference", _("Number of the receipt or transfer"), optional=True, shape={"width": 20}),
        ],
        lead=_("To be paid: %(amount)s.") % {"amount": owed},
    )


def _extend(a: Asking) -> MoveForm:
    return MoveForm(
        [
            a.q("until", _("New date"), "date"),
            a.q("cause", _("Cause, for the report on late dossiers"), "radios", shape={"choices": standard_reasons.causes(), "small": True}),
            *_standard(a, standard_reasons.DELAYS),
        ],
        lead=_("The apology goes to the citizen with the new date. This can be done once; figures keep the first time limit."),
    )  # fmt: skip


def _set_result(a: Asking) -> MoveForm:
    kinds = a.page.revision.results
    now = a.page.results[-1] if a.page.results else None
    questions: list[Question] = []
    if len(kinds) > 1:
        questions.append(
            a.q("key", _("Which result"), "select", value=now.key if now else kinds[0].key,
                shape={"choices": [(k.key, _say(k.name)) for k in kinds]})
        )  # fmt: skip
    sector = [k for k in kinds if k.issued_by is IssuedBy.SECTOR]
    if sector:
        mixed = len(sector) < len(kinds)
        usual = "" if mixed else next((k.system for k in sector if k.system), "")
        issued = now.issued_on if now and now.issued_on else None if mixed else a.day
        systems = ", ".join(dict.fromkeys(k.system for k in sector if k.system)) or _("the sector's system")
        questions += [
            a.q("source", _("Which system issued the number"), value=(now.source if now else "") or usual,
                optional=True, help_text=_("The number comes from %(system)s; it is entered here, never made here.") % {"system": systems}),
            a.q("number", _("Number of the result"), value=now.number if now else "", shape={"width": 20}, optional=True,
                help_text=_("For example 12/GXN-UBND.")),
            a.q("issued_on", _("Date of the result"), "date", value=issued, optional=True),
            a.q("document", _("The document from that system"), "files", optional=True),
        ]  # fmt: skip
        if a.fetches:
            ask = [("yes", _("Ask that system now; what is typed above is not used"))]
            questions.append(a.q("fetch", _("Or ask the system"), "checkboxes", optional=True, shape={"choices": ask}))
    if len(sector) < len(kinds):
        questions.append(
            a.q("content", _("What the document says"), "textarea", value=now.content if now else "", optional=True, shape={"rows": 6, "most": 6000},
                help_text=_("One paragraph a line; in a decision each line becomes an article. Leave it empty for the usual words."))
        )  # fmt: skip
    lead = _("The number and the date are given by the records clerk when the result is issued.")
    if sector:
        lead = _("To have the draft confirmed first, leave the number empty. It is needed before the result is issued.")
    return MoveForm(questions, lead=lead)


def _issue(a: Asking) -> MoveForm:
    lead = _("Entering in the book, the date and the seal are one act. The document is printed with its number and kept.")
    return MoveForm(result_forms.issue(a), lead=lead)


def _answer_confirm(a: Asking) -> MoveForm:
    return MoveForm(result_forms.confirmation(a))


def _return_result(a: Asking) -> MoveForm:
    questions, letter = return_forms.questions(a), return_forms.letter_questions(a)
    lead = ""
    if a.page.owed:
        lead = _("Still to be paid: %(amount)s. Record the payment first.") % {"amount": words.money(a.page.owed, language=_language())}
    return MoveForm(questions, lead=lead, more=letter, more_title=_("Somebody else has come, with a letter"))


def _post_result(a: Asking) -> MoveForm:
    to = a.page.deliver_to
    return MoveForm(
        [
            a.q("name", _("Name on the parcel"), value=to.name, attrs={"autocomplete": "off"}),
            a.q("address", _("Address on the parcel"), "textarea", value=to.address, shape={"rows": 2, "most": 300}),
            *parcels.post_questions(a.data, optional=False),
        ],
        lead=_("The post sees this name and address and nothing else. The dossier ends when the post has delivered the parcel."),
    )


def _propose_stop(a: Asking) -> MoveForm:
    return MoveForm(_standard(a, standard_reasons.STOPS), lead=_("The head decides. Nothing is stopped by this."))


def _made(make: Callable[[Asking], correction_forms.Form]) -> Callable[[Asking], MoveForm]:
    def form(a: Asking) -> MoveForm:
        questions, lead = make(a)
        return MoveForm(questions, lead=lead)

    return form


def _stop(a: Asking) -> MoveForm:
    proposed = chasing.proposal(a.page.row.id)
    chosen, reason = _standard(a, standard_reasons.STOPS)
    if proposed and not a.data:
        chosen, reason = dataclasses.replace(chosen, value="other"), dataclasses.replace(reason, value=proposed)
    questions = [chosen, reason, a.q("basis", pgettext("form", "Legal basis"), optional=True)]
    return MoveForm(questions, lead=_("A stopped dossier is at its end. The citizen gets a notice with the reason."))


def _refuse(a: Asking) -> MoveForm:
    return MoveForm([*_standard(a, standard_reasons.REFUSALS), a.q("basis", pgettext("form", "Legal basis"), optional=True)])


def _say(text: Text) -> str:
    return words.in_language(text, language=_language())[0]


def _language() -> str:
    return get_language() or "vi"


_FORMS: dict[Action, Callable[[Asking], MoveForm]] = {
    Action.ASK_INTAKE: _ask_intake,
    Action.ANSWER_INTAKE: lambda a: _papers(a, paper_forms.answered(a)),
    Action.REFUSE_INTAKE: _refuse,
    Action.ASSIGN: lambda a: MoveForm(assigning.questions(a)),
    Action.REASSIGN: lambda a: MoveForm(assigning.questions(a)),
    Action.FORWARD: lambda a: MoveForm([_text(a, _("A word to the next step"))]),
    Action.PROPOSE: _propose,
    Action.APPROVE: lambda a: MoveForm([_text(a, _("A word to the records clerk"))]),
    Action.SEND_BACK: lambda a: MoveForm([_reason(a, help_text=_("What must be changed before it comes again."))]),
    Action.ASK_PAPERS: _ask_papers,
    Action.ANSWER_PAPERS: lambda a: _papers(a, paper_forms.answered(a)),
    Action.ASK_FEE: _ask_fee,
    Action.PAY_FEE: _pay,
    Action.RECORD_FEE: _pay,
    Action.EXTEND: _extend,
    Action.STOP: _stop,
    Action.WITHDRAW: lambda a: MoveForm([_reason(a, label=_("What the citizen said"), optional=True)], lead=_("Only at the citizen's own request. It cannot be undone.")),
    Action.RETURN_RESULT: _return_result,
    Action.POST_RESULT: _post_result,
    Action.PROPOSE_STOP: _propose_stop,
    **{action: _made(make) for action, make in correction_forms.FORMS.items()},
    Action.CONSULT: lambda a: MoveForm(**chain_forms.consult(a)),
    Action.ANSWER_CONSULT: lambda a: MoveForm(**chain_forms.answer_consult(a)),
    Action.SEND_TASK: lambda a: MoveForm(**chain_forms.send(a)),
    Action.RECEIVE_TASK: lambda a: MoveForm(**chain_forms.received(a)),
    Action.ANSWER_TASK: lambda a: MoveForm(**chain_forms.answer(a)),
    Action.PAY_TAX: lambda a: MoveForm(**chain_forms.pay_tax(a)),
    Action.NOTE: lambda a: MoveForm([a.q("text", pgettext("form", "Note"), "textarea", shape={"rows": 4, "most": 2000})]),
    Action.ATTACH: lambda a: _papers(a, paper_forms.attached(a)),
    Action.SET_RESULT: _set_result,
    Action.ISSUE: _issue,
    Action.ASK_CONFIRM: lambda a: MoveForm([], lead=_("The citizen gets a message and looks at the draft. No answer in time is taken as a yes.")),
    Action.ANSWER_CONFIRM: _answer_confirm,
    Action.REISSUE: lambda a: MoveForm(
        [*correction_forms.reissue(a), *_issue(a).questions],
        lead=_("The spoilt number stays in the book. The result gets a new number and a new document."),
    ),
}  # fmt: skip
