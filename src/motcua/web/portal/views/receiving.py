"""Where a filing goes and how its result comes back: the counter, the post, or an electronic copy."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.domain.hours import local
from motcua.queries import configuration
from motcua.services import draft_checks, drafts
from motcua.services.draft_checks import Look
from motcua.web.portal import guarding, pages, wording
from motcua.web.portal.views.filing import frame, go_on, look
from motcua.web.shared.actors import now
from motcua.web.shared.questions import Question

LONGEST_ADDRESS = 500  # letters
SHORTEST_ADDRESS = 4  # words: fewer are no name with a hamlet or street


@guarding.filing
def result(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    """Ask at which counter it is handed in, where that is a choice, and how the result is to come."""
    seen = look(request, draft)
    errors: dict[str, str] = {}
    if request.method == "POST":
        choice = request.POST.get("filed_at") if seen.where.chosen_by_citizen else None
        seen = drafts.save_result(draft_id=draft, actor=request.citizen, at=now(request),  # type: ignore[attr-defined]
                                  way=request.POST.get("way", ""), filed_at_unit=choice)  # fmt: skip
        if seen.where.unit is None and not seen.where.elsewhere:
            errors["filed_at"] = _("Choose the office that is to settle it.")
        if not seen.held.result.get("way"):
            errors["way"] = _("Choose how you want to receive the result.")
        if not errors and request.POST.get("later"):
            return pages.to("filing_tasks", draft)
        if not errors and seen.held.result["way"] in ("post", "counter"):
            return pages.to("filing_result_place", draft)
        if not errors:
            return go_on(request, draft, "result", "")
    return _show_result(request, seen, errors)


@guarding.filing
def result_place(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    """Ask for the address of the post, or at which office the result is collected."""
    seen = look(request, draft)
    way = seen.held.result.get("way")
    if way not in ("post", "counter"):
        return pages.to("filing_result", draft)
    name = "address" if way == "post" else "unit"
    errors: list[str] = []
    if request.method == "POST":
        given = request.POST.get(name, "")
        errors = _wrong_address(given) if way == "post" else []
        if not errors:
            more = {"address": given} if way == "post" else {"unit_id": given}
            seen = drafts.save_result(draft_id=draft, actor=request.citizen, at=now(request), **more)  # type: ignore[attr-defined]
            if seen.held.result.get(name):
                return go_on(request, draft, "result", "")
            errors = [_("Choose an office.")]
    typed = (guarding.typed_before(request) or {name: request.POST.getlist(name)}).get(name) or [""]
    question = _place_question(request, seen, way, errors, typed[0])
    context = frame(seen) | {"question": question, "errors": [(question.anchor, e) for e in errors],
                             "back": reverse("filing_result", args=[draft])}  # fmt: skip
    return pages.show(request, "portal/question.html", context, status=422 if errors else 200)


def _wrong_address(given: str) -> list[str]:
    """Return what keeps a text from being an address the post can use: too little of it, or too much."""
    if len(given) > LONGEST_ADDRESS:
        return [_("The address may have at most %(most)s letters. Shorten it.") % {"most": LONGEST_ADDRESS}]
    if len(given.split()) < SHORTEST_ADDRESS:
        return [_("Enter name, house number, street or hamlet, commune and province, for example Phạm Thị Lan, thôn Mẫu, xã Ba Tơ, tỉnh Quảng Ngãi.")]  # fmt: skip
    return []


def _show_result(request: HttpRequest, seen: Look, errors: dict[str, str]) -> HttpResponse:
    questions = []
    where = seen.where
    if where.chosen_by_citizen:
        choices = [("", pgettext("portal", "Choose")), *((str(unit.id), unit.name) for unit in where.choices)]
        chosen = where.unit or where.likely
        questions.append(Question(
            name="filed_at", label=_("Which office is to settle it?"), kind="select", value=str(chosen.id) if chosen else "",
            errors=[errors["filed_at"]] if "filed_at" in errors else [], shape={"choices": choices},
        ))  # fmt: skip
    questions.append(Question(
        name="way", label=_("How do you want to receive the result?"), kind="radios", value=seen.held.result.get("way"),
        errors=[errors["way"]] if "way" in errors else [],
        shape={"choices": list(wording.WAYS.items()), "hints": dict(wording.WAY_HINTS)},
    ))  # fmt: skip
    context = frame(seen) | {"questions": questions, "where": where, "back": reverse("filing_tasks", args=[seen.held.id]),
                             "errors": [(q.anchor, str(e)) for q in questions for e in q.errors]}  # fmt: skip
    return pages.show(request, "portal/result.html", context, status=422 if errors else 200)


def _place_question(request: HttpRequest, seen: Look, way: str, errors: list[str], typed: str) -> Question:
    if way == "post":
        return Question(
            name="address", label=_("To which address is the post to bring it?"), kind="textarea", heading=True, errors=errors,
            value=typed or seen.held.result.get("address") or _home(seen), shape={"rows": 3},
            help_text=_("Name, house number, street or hamlet, commune, province, telephone."),
        )  # fmt: skip
    config, day = configuration.current(), local(now(request)).date()
    units = draft_checks.centres(config, day)
    default = str(seen.where.unit.id) if seen.where.unit else ""
    return Question(
        name="unit", label=_("At which office will you collect it?"), kind="select", heading=True, errors=errors,
        value=typed or seen.held.result.get("unit") or default, help_text=_("Any one-stop office of the province can hand it over."),
        shape={"choices": [("", pgettext("portal", "Choose")), *((str(unit.id), unit.name) for unit in units)]},
    )  # fmt: skip


def _home(seen: Look) -> str:
    """Return name, address and telephone of the one who files, as the post needs them."""
    you = next((p for p in seen.parties if p.role.value == "submitter"), None)
    if you is None:
        return ""
    return "\n".join(filter(None, (you.name, you.address.text if you.address else "", you.phone)))
