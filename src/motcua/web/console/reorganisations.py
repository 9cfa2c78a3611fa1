"""Pages of a reorganisation of units: take a table in, see what will happen, move, take back, choose by hand, confirm."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from motcua.domain.permissions.roles import Role
from motcua.domain.reorganisation.states import ROLES, NotNow, Step
from motcua.queries import reorganisations as query
from motcua.services.reorganisation import (
    applying,
    confirming,
    pages,
    preparing,
    previewing,
    reading,
    settling,
    undoing,
)
from motcua.services.reorganisation.preparing import NotForThisPerson
from motcua.services.reorganisation.previewing import COUNTS, LEFT_BEHIND, Preview, UnitLine
from motcua.services.reorganisation.reading import NotReadable, SheetRefused
from motcua.web.console import room
from motcua.web.console.fields import Day, Line
from motcua.web.shared.forms import FilesField, Form
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import reorganisations as wording
from motcua.web.shared.wording.roles import ROLE_WORDS

HERE = "console_reorganisations"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SEE, PREPARE, APPLY, CONFIRM = (tuple(sorted(ROLES[s], key=lambda r: r.value)) for s in (Step.SEE, Step.PREPARE, Step.APPLY, Step.CONFIRM))
CHOOSE = tuple(sorted(ROLES[Step.SETTLE] | ROLES[Step.PLACE], key=lambda r: r.value))
MOST_LINES = 60
NOWHERE = "ended"


class TableForm(Form):
    """The table of a reorganisation and its day."""

    table = FilesField(
        label=gettext_lazy("The table (.xlsx, .csv or .json)"), most_bytes=reading.LARGEST_FILE,
        error_messages={"required": gettext_lazy("Choose the table that was filled in.")},
    )  # fmt: skip
    on = Day(label=gettext_lazy("First day of the new units"))
    basis = Line(label=gettext_lazy("Resolution or decision"), most=300, missing=gettext_lazy("Name the paper this rests on, for example 1234/QĐ-UBND."))


class ConfirmForm(Form):
    """What a confirmation rests on."""

    basis = Line(label=gettext_lazy("Resolution or decision"), most=300, missing=gettext_lazy("Name the paper this rests on, for example 1234/QĐ-UBND."))


@staff_only(*SEE)
def listed(request: HttpRequest) -> HttpResponse:
    """List reorganisations; posting a table prepares one."""
    actor = request.actor  # type: ignore[attr-defined]
    form = TableForm(room.posted(request), request.FILES if request.method == "POST" else None)
    problems: list[dict[str, object]] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["table"][0]
        try:
            row = preparing.prepare(
                content=file.read(), name=file.name, on=form.cleaned_data["on"], basis=form.cleaned_data["basis"], actor=actor,
                at=request.now,  # type: ignore[attr-defined]
            )  # fmt: skip
            return redirect("console_reorganisation", row.id)
        except SheetRefused as refused:
            problems = [{"line": p.line, "text": wording.problem(p)} for p in refused.problems[:200]]
            form.add_error("table", _("The table was not taken in. What is wrong stands below, line by line; nothing was changed."))
        except NotReadable:
            form.add_error("table", _("This file cannot be read. Choose a workbook (.xlsx), a CSV in UTF-8 or a JSON file."))
        except NotForThisPerson:
            form.add_error(None, _("Whoever administers units or the system prepares a reorganisation. Nothing was changed."))
    rows = [{"row": one, "state": wording.STATES[one.state]} for one in query.listed()]
    context = {"form": form if preparing.may(actor, Step.PREPARE) else None, "rows": rows, "problems": problems}
    return room.draw(request, "reorganisations", context, current=HERE, status=422 if form.is_bound else 200)


@staff_only(*SEE)
def one(request: HttpRequest, reorganisation_id: uuid.UUID) -> HttpResponse:
    """Show what will happen, or what was done."""
    return _draw(request, reorganisation_id, ConfirmForm())


@staff_only(*APPLY)
@require_POST
def apply(request: HttpRequest, reorganisation_id: uuid.UUID) -> HttpResponse:
    """Move everything to whoever continues it."""
    row = _row(reorganisation_id)

    def act() -> str:
        done = applying.apply(reorganisation_id=row.id, actor=request.actor, at=request.now)  # type: ignore[attr-defined]
        shown = ngettext("%(n)s dossier has moved.", "%(n)s dossiers have moved.", done.moved) % {"n": done.moved}
        kept = _("Counts by status and every time limit are what they were.")
        return f"{shown} {kept}"

    return _did(request, row.id, act)


@staff_only(*APPLY)
@require_POST
def undo(request: HttpRequest, reorganisation_id: uuid.UUID) -> HttpResponse:
    """Put everything back."""
    row = _row(reorganisation_id)

    def act() -> str:
        count = undoing.undo(reorganisation_id=row.id, actor=request.actor, at=request.now)  # type: ignore[attr-defined]
        return ngettext("%(n)s dossier is back where it was.", "%(n)s dossiers are back where they were.", count) % {"n": count}

    return _did(request, row.id, act)


@staff_only(*CONFIRM)
@require_POST
def confirm(request: HttpRequest, reorganisation_id: uuid.UUID) -> HttpResponse:
    """Confirm: nothing goes back any more, and everybody is told."""
    row, form = _row(reorganisation_id), ConfirmForm(request.POST)
    if not form.is_valid():
        return _draw(request, row.id, form, status=422)

    def act() -> str:
        count = confirming.confirm(reorganisation_id=row.id, basis=form.cleaned_data["basis"], actor=request.actor, at=request.now)  # type: ignore[attr-defined]
        told = ngettext("The citizen of %(n)s dossier is told.", "The citizens of %(n)s dossiers are told.", count) % {"n": count}
        confirmed = _("The reorganisation is confirmed.")
        return f"{confirmed} {told}"

    return _did(request, row.id, act)


@staff_only(*CHOOSE)
def choose(request: HttpRequest, reorganisation_id: uuid.UUID) -> HttpResponse:
    """List what the table does not decide; posting says where each goes."""
    row, actor = _row(reorganisation_id), request.actor  # type: ignore[attr-defined]
    dossiers, roles = pages.to_choose(reorganisation=row, actor=actor, at=request.now)  # type: ignore[attr-defined]
    if request.method == "POST":
        return _chosen(request, row.id, {str(d.id): "dossier" for d in dossiers} | {str(r.id): r.kind for r in roles})
    context = {
        "row": row, "dossiers": dossiers, "waiting": query.waiting(row), "settles": preparing.may(actor, Step.SETTLE), "nowhere": NOWHERE,
        "roles": [{"role": r, "word": ROLE_WORDS[r.role] if isinstance(r.role, Role) else _("key of a machine")} for r in roles]
        if preparing.may(actor, Step.PLACE) else [],
        "places": preparing.may(actor, Step.PLACE),
    }  # fmt: skip
    return room.draw(request, "reorganisation_choose", context, current=HERE)


@staff_only(*ROLES[Step.SETTLE])
def choose_csv(request: HttpRequest, reorganisation_id: uuid.UUID) -> HttpResponse:
    """Give the dossiers that wait for somebody to choose as CSV."""
    row = _row(reorganisation_id)
    return _file(pages.waiting_csv(reorganisation=row, actor=request.actor, at=request.now), "text/csv; charset=utf-8", "ho-so-can-chon.csv")  # type: ignore[attr-defined]


@staff_only(*SEE)
def units_csv(request: HttpRequest, reorganisation_id: uuid.UUID) -> HttpResponse:
    """Give the whole preview, unit by unit, as CSV; nothing where it is applied already."""
    row = _row(reorganisation_id)
    try:
        found = previewing.preview(reorganisation=row, actor=request.actor, at=request.now)  # type: ignore[attr-defined]
    except SheetRefused:
        raise Http404 from None
    return _file(pages.preview_csv(found), "text/csv; charset=utf-8", "sap-xep-don-vi.csv")


@staff_only(*SEE)
def empty_table(request: HttpRequest) -> HttpResponse:
    """Give a workbook with the headings."""
    return _file(pages.empty_table(), WORKBOOK, "bang-sap-xep.xlsx")


def _draw(request: HttpRequest, reorganisation_id: uuid.UUID, form: ConfirmForm, *, status: int = 200) -> HttpResponse:
    row, actor = _row(reorganisation_id), request.actor  # type: ignore[attr-defined]
    waiting = query.waiting(row)
    context: dict[str, object] = {
        "row": row, "state": wording.STATES[row.state], "waiting": waiting, "left": sum(waiting.values()), "form": form,
        "may": {step.value: preparing.may(actor, step) for step in Step}, "chooses": actor.holds(*CHOOSE),
    }  # fmt: skip
    if row.state in ("prepared", "undone"):
        try:
            context |= _preview(previewing.preview(reorganisation=row, actor=actor, at=request.now))  # type: ignore[attr-defined]
        except SheetRefused as refused:
            context["problems"] = [{"line": p.line, "text": wording.problem(p)} for p in refused.problems[:200]]
    else:
        context |= _done(row.before, row.after)
        context["lines"] = query.lines(row)
    return room.draw(request, "reorganisation", context, current=HERE, status=status)


def _preview(found: Preview) -> dict[str, object]:
    lines = sorted(found.lines, key=lambda one: (len(one.heirs) < 2, -one.dossiers, one.unit.code))
    return {
        "preview": found, "statuses": [{"status": s, "count": c} for s, c in found.statuses.items()],
        "moving": [{"words": wording.COUNTED[n], "count": found.counts[n]} for n in COUNTS if n not in LEFT_BEHIND and found.counts[n]],
        "after": [{"words": wording.COUNTED[n], "count": found.counts[n]} for n in LEFT_BEHIND if found.counts[n]],
        "units": [_unit(one) for one in lines[:MOST_LINES]], "more": max(0, len(lines) - MOST_LINES),
    }  # fmt: skip


def _unit(one: UnitLine) -> dict[str, object]:
    return {"code": one.unit.code, "name": one.unit.name, "heirs": [h.name for h in one.heirs], "dossiers": one.dossiers, "counts": one.counts}


def _done(before: dict[str, dict[str, int]], after: dict[str, dict[str, int]]) -> dict[str, object]:
    rows = [
        {"status": int(status), "before": count, "after": after["statuses"].get(status, 0), "waiting": after["waiting"].get(status, 0)}
        for status, count in before["statuses"].items()
    ]
    return {"proof": rows, "total": sum(before["statuses"].values()), "clocks": str(before["clocks"])[:16],
            "sound": before["statuses"] == after["statuses"] and before["clocks"] == after["clocks"]}  # fmt: skip


def _did(request: HttpRequest, reorganisation_id: uuid.UUID, act: Callable[[], str]) -> HttpResponse:
    """Do it and say what was done; what stands in its way is said instead."""
    try:
        messages.success(request, act())
    except NotNow as refused:
        messages.error(request, _("This cannot be done now: %(state)s. Load the page again.") % {"state": wording.STATES[refused.state.value]})
    except applying.TooEarly as early:
        messages.error(request, _("Too early: until %(day)s people work in the old units. Nothing was moved.") % {"day": f"{early.first:%d/%m/%Y}"})
    except preparing.OtherUnconfirmed as other:
        messages.error(request, _("%(name)s is moved and not confirmed. Confirm or undo it first.") % {"name": other.name})
    except undoing.WorkedOn as worked:
        count = sum(worked.found.values())
        messages.error(request, _("People have worked in the new units since (%(n)s entries). It can no longer be undone; nothing was changed.") % {"n": count})
    except confirming.StillByHand as left:
        messages.error(request, _("%(n)s dossiers, roles or keys still wait for somebody to choose. Choose for each first.") % {"n": left.count})
    except SheetRefused:
        messages.error(request, _("The units have changed since the table was taken in. What no longer fits stands below."))
    return redirect("console_reorganisation", reorganisation_id)


def _chosen(request: HttpRequest, reorganisation_id: uuid.UUID, kinds: dict[str, str]) -> HttpResponse:
    """Settle every line for which something was chosen; lines somebody else has settled meanwhile are passed over."""
    actor, at, done = request.actor, request.now, 0  # type: ignore[attr-defined]
    for name, kind in kinds.items():
        said = request.POST.get(f"heir-{name}", "")
        if not said:
            continue
        heir, what = None if said == NOWHERE else _id(said), uuid.UUID(name)
        try:
            if kind == "dossier" and heir is not None:
                settling.dossier(reorganisation_id=reorganisation_id, dossier_id=what, heir=heir, actor=actor, at=at)
            elif kind == "role":
                settling.role(reorganisation_id=reorganisation_id, role_id=what, heir=heir, actor=actor, at=at)
            elif kind == "key":
                settling.key(reorganisation_id=reorganisation_id, key_id=what, heir=heir, actor=actor, at=at)
            done += 1
        except (settling.NotOnList, settling.NoSuchHeir, NotNow, NotForThisPerson):
            continue
    messages.success(request, ngettext("%(n)s line has been settled.", "%(n)s lines have been settled.", done) % {"n": done})
    return redirect("console_reorganisation_choose", reorganisation_id)


def _row(reorganisation_id: uuid.UUID):  # type: ignore[no-untyped-def]
    found = query.one(reorganisation_id)
    if found is None:
        raise Http404
    return found


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
