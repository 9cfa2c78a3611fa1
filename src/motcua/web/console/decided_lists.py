"""Pages of lists by decision: proposing one, appraising it, approving it with number and day; each by another person."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from motcua.domain.hours import local
from motcua.domain.permissions import lists as rights
from motcua.domain.permissions.lists import ListAct
from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.procedures.lists import ListKind, ListState, may_end
from motcua.queries import configuration, decided_lists
from motcua.queries.decided_lists import SeenList
from motcua.services import decided_lists as service
from motcua.services.decided_lists import Decision, ListNotPossible, ListWrong, NotForLists
from motcua.web.console import room
from motcua.web.console.fields import Day, Line, One, unit_choices
from motcua.web.console.row_forms import Codes
from motcua.web.shared import widgets
from motcua.web.shared.forms import Form
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import lists

HERE = "console_lists"
_BOX = {"unknown_codes": "codes", "before_decision": "first", "ends": "last"}


class ProposeForm(Form):
    """What a unit proposes: the kind of list, its name, its members."""

    kind = One(label=pgettext_lazy("list", "What the list is for"), choices=[(k.value, t) for k, t in lists.KINDS.items()], radios=True,
               missing=gettext_lazy("Choose what the list is for."))  # fmt: skip
    title = Line(label=pgettext_lazy("list", "Name of the list"), most=300, missing=lists.WRONG["title"])
    codes = Codes(label=gettext_lazy("For these procedures (codes)"), help_text=gettext_lazy("Several codes apart by commas, for example 1.001193, 2.000815."))
    unit = One(label=gettext_lazy("Which unit proposes it"), missing=gettext_lazy("Choose the unit that proposes it."))

    def __init__(self, *given: Any, actor: Actor, **more: Any) -> None:
        super().__init__(*given, **more)
        known = configuration.current().units
        mine = [known[u] for u in sorted(actor.units_as(Role.OFFICER, Role.HEAD)) if u in known]
        self.fields["unit"].choices = unit_choices(mine)  # type: ignore[attr-defined]
        if len(mine) == 1:
            self.initial["unit"] = str(mine[0].id)


class WordsForm(Form):
    """What an appraisal found about a list, in a few words."""

    text = Line(label=pgettext_lazy("list", "What was found"), most=1000, widget=widgets.Textarea(rows=3, most=1000), missing=lists.WRONG["text"])


class RefusalForm(WordsForm):
    """Why a list is not approved."""

    text = Line(label=pgettext_lazy("list", "Why it is not approved"), most=1000, widget=widgets.Textarea(rows=3, most=1000),
                missing=gettext_lazy("Write why it is not approved, in a few words."))  # fmt: skip


class EndForm(Form):
    """The last day of an approved list, and why it ends."""

    last = Day(label=gettext_lazy("Last day in force"))
    text = Line(label=pgettext_lazy("list", "Why it ends"), most=1000, widget=widgets.Textarea(rows=3, most=1000),
                missing=gettext_lazy("Write why the list ends, with the number of the paper if there is one."))  # fmt: skip


class DecisionForm(Form):
    """The decision: its number and day, the days on which the list holds, what it replaces."""

    decision = Line(label=gettext_lazy("Number of the decision"), most=120, missing=lists.WRONG["decision"])
    decided_on = Day(label=gettext_lazy("Date of the decision"))
    first = Day(label=gettext_lazy("In force from"))
    last = Day(label=gettext_lazy("Last day in force"), required=False, help_text=gettext_lazy("Leave empty when the paper names none."))
    replaces = One(label=gettext_lazy("Which list it replaces"), help_text=gettext_lazy("That one ends the day before."))

    def __init__(self, *given: Any, one: SeenList, today: dt.date, **more: Any) -> None:
        super().__init__(*given, **more)
        known = [(str(i), name) for i, name in decided_lists.replaceable(one.kind, today)]
        self.fields["replaces"].choices = [("", pgettext_lazy("list", "None")), *known]  # type: ignore[attr-defined]


@staff_only(*rights.SEES)
def listed(request: HttpRequest) -> HttpResponse:
    """List what is proposed, appraised, in force and over."""
    actor, day = request.actor, _today(request)  # type: ignore[attr-defined]
    lines = [_shown(one) for one in decided_lists.listed(day)]
    return room.draw(request, "lists", {"lines": lines, "may_propose": rights.may(actor, ListAct.PROPOSE)}, current=HERE)


@staff_only(*rights.MAY[ListAct.PROPOSE])
def propose(request: HttpRequest) -> HttpResponse:
    """Propose a list for one's unit."""
    actor = request.actor  # type: ignore[attr-defined]
    form = ProposeForm(room.posted(request), actor=actor)
    if request.method == "POST" and form.is_valid():
        data, made = form.cleaned_data, []
        if _did(form, lambda: made.append(service.propose(
            kind=ListKind(data["kind"]), title=data["title"], codes=data["codes"], unit_id=uuid.UUID(data["unit"]), actor=actor, at=request.now))):  # type: ignore[attr-defined]  # fmt: skip
            messages.success(request, _("The list has been proposed. Procedure control appraises it next."))
            return redirect("console_list", made[0])
    return room.draw(request, "list_propose", {"form": form}, current=HERE, status=422 if form.is_bound else 200)


@staff_only(*rights.SEES)
def show(request: HttpRequest, list_id: uuid.UUID) -> HttpResponse:
    """Show one list, its members, and the step that is this person's to take."""
    return _page(request, list_id)


@staff_only(*rights.MAY[ListAct.APPRAISE])
def appraise(request: HttpRequest, list_id: uuid.UUID) -> HttpResponse:
    """Appraise a proposed list."""
    form = WordsForm(room.posted(request))
    if request.method == "POST" and form.is_valid() and _did(form, lambda: service.appraise(
        list_id=list_id, text=form.cleaned_data["text"], actor=request.actor, at=request.now)):  # type: ignore[attr-defined]  # fmt: skip
        messages.success(request, _("The list has been appraised. The leader of the province decides next."))
        return redirect("console_list", list_id)
    return _page(request, list_id, appraisal=form)


@staff_only(*rights.MAY[ListAct.APPROVE])
def approve(request: HttpRequest, list_id: uuid.UUID) -> HttpResponse:
    """Approve an appraised list by its decision."""
    one = _one(request, list_id)
    form = DecisionForm(room.posted(request), one=one, today=_today(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given = Decision(
            number=data["decision"], day=data["decided_on"], first=data["first"], last=data["last"],
            replaces=uuid.UUID(data["replaces"]) if data["replaces"] else None,
        )  # fmt: skip
        if _did(form, lambda: service.approve(list_id=list_id, decision=given, actor=request.actor, at=request.now)):  # type: ignore[attr-defined]
            messages.success(request, _("The list is approved. Counters, pages and figures read it from its first day."))
            return redirect("console_list", list_id)
    return _page(request, list_id, decision=form)


@staff_only(*rights.MAY[ListAct.REFUSE])
def refuse(request: HttpRequest, list_id: uuid.UUID) -> HttpResponse:
    """Send a list that is not decided yet out of the way."""
    form = RefusalForm(room.posted(request))
    if request.method == "POST" and form.is_valid() and _did(form, lambda: service.refuse(
        list_id=list_id, text=form.cleaned_data["text"], actor=request.actor, at=request.now)):  # type: ignore[attr-defined]  # fmt: skip
        messages.success(request, _("The list is not approved. It stays here with the reason."))
        return redirect("console_list", list_id)
    return _page(request, list_id, refusal=form)


@staff_only(*rights.MAY[ListAct.END])
def end(request: HttpRequest, list_id: uuid.UUID) -> HttpResponse:
    """Let an approved list end with a day."""
    form = EndForm(room.posted(request))
    if request.method == "POST" and form.is_valid() and _did(form, lambda: service.end(
        list_id=list_id, last=form.cleaned_data["last"], text=form.cleaned_data["text"], actor=request.actor, at=request.now)):  # type: ignore[attr-defined]  # fmt: skip
        messages.success(request, _("The list ends with that day. It stays here with the reason."))
        return redirect("console_list", list_id)
    return _page(request, list_id, ending=form)


def _page(
    request: HttpRequest, list_id: uuid.UUID, *, appraisal: WordsForm | None = None, decision: DecisionForm | None = None,
    refusal: RefusalForm | None = None, ending: EndForm | None = None,
) -> HttpResponse:  # fmt: skip
    one, actor, today = _one(request, list_id), request.actor, _today(request)  # type: ignore[attr-defined]
    given = next((f for f in (appraisal, decision, refusal, ending) if f is not None and f.is_bound), None)
    context: dict[str, object] = {"line": _shown(one), "wrong": given}
    if one.state is ListState.PROPOSED and rights.may(actor, ListAct.APPRAISE):
        context["appraisal"] = appraisal or WordsForm(auto_id="appraise_%s")
    if one.state is ListState.APPRAISED and rights.may(actor, ListAct.APPROVE):
        context["decision"] = decision or DecisionForm(one=one, today=today)
    if one.state in (ListState.PROPOSED, ListState.APPRAISED) and rights.may(actor, ListAct.REFUSE):
        context["refusal"] = refusal or RefusalForm(auto_id="refuse_%s")
    if may_end(one.state, one.last, replaced=one.replaced_by is not None, today=today) and rights.may(actor, ListAct.END):
        context["ending"] = ending or EndForm(auto_id="end_%s")
    if given is not None and not any(given is context.get(name) for name in ("appraisal", "decision", "refusal", "ending")):
        context["typed"] = room.typed(given)  # somebody was faster: its form is not asked any more
    return room.draw(request, "list", context, current=HERE, status=422 if given is not None else 200)


def _one(request: HttpRequest, list_id: uuid.UUID) -> SeenList:
    found = decided_lists.one(list_id, _today(request))
    if found is None:
        raise Http404
    return found


def _shown(one: SeenList) -> dict[str, object]:
    return {"one": one, "kind": lists.KINDS[one.kind], "state": lists.STATES[one.state]}


def _did(form: Form, act: Callable[[], object]) -> bool:
    """Do it; what was wrong stands at its box."""
    try:
        act()
    except NotForLists:
        form.add_error(None, _("This is not among your rights. Nothing was changed."))
    except ListNotPossible as refused:
        form.add_error(None, str(lists.NOT_POSSIBLE[refused.why]))
    except ListWrong as wrong:
        box = _BOX.get(wrong.what, wrong.what)
        said = str(lists.WRONG[wrong.what])
        form.add_error(box if box in form.fields else None, said % {"codes": ", ".join(wrong.codes)} if wrong.codes else said)
    return form.is_valid()


def _today(request: HttpRequest) -> dt.date:
    return local(request.now).date()  # type: ignore[attr-defined,no-any-return]
