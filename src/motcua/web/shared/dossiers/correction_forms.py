"""What corrections and our own faults ask: the questions of each act with what is said above them, and reading the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.domain.dossiers import corrections, faults
from motcua.domain.dossiers.corrections import Kind
from motcua.domain.dossiers.faults import FaultKind
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.queries import configuration
from motcua.queries import faults as admitted
from motcua.services import faults as service
from motcua.services.faults import Admission
from motcua.web.shared.dossiers import given, unit_typed
from motcua.web.shared.questions import Question
from motcua.web.shared.wording import corrections as words
from motcua.web.shared.wording.roles import ROLE_WORDS

if TYPE_CHECKING:
    from motcua.web.shared.dossiers.move_acts import Given
    from motcua.web.shared.dossiers.move_forms import Asking

Form = tuple[list[Question], str]


def ask(a: Asking) -> Form:
    """Return what a request asks: what is to be corrected, why, and the unit or the date where one is named."""
    kinds = corrections.possible(Status(a.page.row.status))
    wants = {corrections.RULES[kind].wants for kind in kinds}
    shape = {"choices": [(k.value, str(words.KINDS[k])) for k in kinds], "hints": {k.value: str(words.HINTS[k]) for k in kinds}}
    questions = [
        a.q("kind", _("What is to be corrected"), "radios", value=kinds[0].value if len(kinds) == 1 else None, shape=shape),
        a.q("reason", pgettext("form", "Reason"), "textarea", shape={"rows": 4, "most": 1000},
            help_text=_("What was wrong, and how it came about. Procedure control reads it; the citizen does not.")),
    ]  # fmt: skip
    if "unit" in wants:
        questions.append(
            a.q("unit", _("The right unit"), attrs={"list": "units", "autocomplete": "off"}, optional=True,
                help_text=_("Only where another unit is the right one. Type part of its name."))
        )  # fmt: skip
    if "until" in wants:
        questions.append(a.q("until", _("New date"), "date", optional=True, help_text=_("Only to change the appointment.")))
    return questions, _("Procedure control decides. The request stays as a line in the figures, whatever comes of it.")


def decide(a: Asking) -> Form:
    """Return what a decision asks, below what was asked for."""
    asked = next((one for one in a.page.corrections if one.open), None)
    said = ""
    if asked is not None:
        said = _("%(who)s, %(unit)s, asks: %(kind)s. %(change)s Reason: %(reason)s") % {
            "who": asked.asked_by, "unit": asked.asked_unit, "kind": str(words.KINDS[asked.kind]), "change": words.change(asked),
            "reason": asked.reason or "–",
        }  # fmt: skip
    label = _("What you say to it")
    help_text = _("The citizen reads it on the page of the dossier.") if asked is not None and asked.kind is Kind.VOID else ""
    return [a.q("reason", label, "textarea", shape={"rows": 3, "most": 1000}, help_text=help_text)], said


def drop(a: Asking) -> Form:
    """Return what withdrawing one's request asks: nothing."""
    return [], _("The request stays as a line, withdrawn. Nothing of the dossier changes.")


def reissue(a: Asking) -> list[Question]:
    """Return the question of a reason, answered where the head has admitted that the result is wrong."""
    wrong = admitted.to_reissue(a.page.row.id)
    label = _("Why it is issued again") if wrong else _("Why the number is spoilt")
    return [
        a.q("reason", label, "textarea", value="Kết quả sai do cơ quan, cấp lại miễn phí." if wrong else None, shape={"rows": 3, "most": 300},
            help_text=_("It stays in the book with this reason. Do not write a person's name."))
    ]  # fmt: skip


def stands(a: Asking) -> str:
    """Return the result that the form was opened for; the one of the first opening stays when it comes back with an error."""
    seen = next((str(r.id) for r in a.page.results if r.number and not r.source), "")
    return str(a.data.get("instead_of") or "") if a.data else seen


def admit_wrong(a: Asking) -> Form:
    """Return what admitting a wrong result asks, with the words of the right document."""
    standing = next((r for r in a.page.results if r.number), None)
    questions = _responsible(a, FaultKind.WRONG_RESULT)
    if standing is not None and not standing.source:
        questions.append(
            a.q("content", _("What the right document says"), "textarea", value=standing.content, optional=True, shape={"rows": 6, "most": 6000},
                help_text=_("You sign it with this. One paragraph a line; leave it as it is where only form or number was wrong."))
        )  # fmt: skip
    lead = _("The citizen gets an apology. The records clerk then issues the right result under a new number, free of charge (Article 21).")
    return questions, lead


def admit_loss(a: Asking) -> Form:
    """Return what admitting that papers were lost asks."""
    return _responsible(a, FaultKind.LOST_PAPERS), _("The citizen gets an apology. We restore the papers and bear every cost (Article 21).")


def settle(a: Asking) -> Form:
    """Return what the end of a fault asks: how it was made good."""
    question = a.q("words", _("How it was made good"), "textarea", shape={"rows": 3, "most": 2000},
                   help_text=_("For example: the right result was handed over at home on 23/11/2026."))  # fmt: skip
    return [question], ""


def _responsible(a: Asking, kind: FaultKind) -> list[Question]:
    known = configuration.current().units
    units = [("", _("Choose a unit")), *((u, known[u].name) for u in service.units_of(a.page.row) if u in known)]
    roles = [("", _("Choose a role")), *((role.value, str(ROLE_WORDS[role])) for role in faults.ROLES)]
    causes = [(cause.value, str(words.CAUSES[cause])) for cause in faults.RULES[kind].causes]
    what = _("What is wrong, and how it is made good") if kind is FaultKind.WRONG_RESULT else _("Which papers, and how they are restored")
    return [
        a.q("unit", _("Responsible unit"), "select", value="", shape={"choices": units}),
        a.q("role", _("Responsible, by role"), "select", value="", shape={"choices": roles}, help_text=_("No name is counted.")),
        a.q("cause", _("Where the cause lies"), "radios", shape={"choices": causes, "small": True}),
        a.q("words", what, "textarea", shape={"rows": 4, "most": 2000}),
    ]  # fmt: skip


FORMS = {
    Action.ASK_CORRECTION: ask,
    Action.DROP_CORRECTION: drop,
    **dict.fromkeys(corrections.DECIDING, decide),
    Action.ADMIT_WRONG: admit_wrong,
    Action.ADMIT_LOSS: admit_loss,
    Action.SETTLE_FAULT: settle,
}


def admit(g: Given) -> None:
    """Read an admission and make it. Raises what `services.faults.admit` raises."""
    said = Admission(g.text("unit"), g.text("role"), g.text("cause"), g.text("words"), g.text("content"))
    service.admit(dossier_id=g.dossier_id, kind=faults.KIND_OF[g.action], given=said, actor=g.actor, at=g.at)


def made_good(g: Given) -> None:
    """Read how a fault was made good and note it. Raises what `services.faults.settle` raises."""
    service.settle(dossier_id=g.dossier_id, words=g.text("words"), actor=g.actor, at=g.at)


def asked(g: Given) -> dict[str, object]:
    """Return a request as the move takes it, with the unit or the date its kind wants and no other.

    The date means the end of work of that day. Raises InputMissing, InputWrong.
    """
    said: dict[str, object] = {"kind": g.text("kind"), "reason": g.text("reason"), "unit": None, "until": None}
    wants = next((rule.wants for kind, rule in corrections.RULES.items() if kind == said["kind"]), "")
    if wants == "unit":
        said["unit"] = unit_typed.unit_id(g.text("unit"), local(g.at).date()) or None
    if wants == "until":
        until = given.day(g.data, "until", g.action, required=False)
        calendar = configuration.current().calendar(g.page.row.received_unit_id)
        said["until"] = given.end_of_work(until, "until", calendar) if until is not None else None
    return said
