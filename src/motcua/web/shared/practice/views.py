"""The pages of practice: stepping in and out, the exercises with what is right and what not yet, and who finished."""

from __future__ import annotations

import uuid
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.practice import courses
from motcua.domain.practice.exercises import Course
from motcua.queries import configuration
from motcua.queries import practice as looking
from motcua.services.practice import centre, entering, preparing, records, trying
from motcua.web.shared.actors import PRACTICE_SESSION, now, practises
from motcua.web.shared.guards import staff_only
from motcua.web.shared.practice import saying
from motcua.web.shared.practice.band import CURRENT
from motcua.web.shared.signing_in import landing

KEEPERS = (*looking.RECORD_KEEPERS, Role.SYSTEM_ADMIN)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_only()
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the exercises with one's own progress; outside practice the way in."""
    actor, day = _actor(request), local(now(request)).date()
    done = looking.finished(uuid.UUID(actor.id))
    whole = looking.completed(done)
    current = practises(request)
    shown = [course for course in Course if current in (None, course)]
    groups = [
        {
            "course": course.value, "title": saying.COURSES[course], "finished_at": whole.get(course),
            "lines": [{"one": one, "title": saying.text(one.title), "at": done.get(one.key), "url": reverse("practice_exercise", args=[one.key])}
                      for one in courses.of(course)],
            "count": sum(1 for one in courses.of(course) if one.key in done), "total": len(courses.of(course)),
        }
        for course in shown
    ]  # fmt: skip
    context = _frame(request) | {
        "groups": groups, "open": looking.is_open(day), "inside": current is not None, "may_open": actor.holds(Role.SYSTEM_ADMIN),
        "may_see_record": current is None and actor.holds(*KEEPERS), "name": actor.label,
        "back": None if current else reverse(landing(actor)),
    }  # fmt: skip
    return render(request, "motcua/practice/home.html", context)


@staff_only()
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Step into practice: from here on this session reaches nothing real."""
    actor, at = _actor(request), now(request)
    if not looking.is_open(local(at).date()):
        messages.error(request, _("The province has not opened practice yet. Ask the administrator of the system."))
        return redirect("practice")
    course = _course(request)
    request.session[PRACTICE_SESSION] = course.value
    request.session.pop(CURRENT, None)
    if course is Course.HELPER:
        entering.sit_beside(learner=actor.id, config=configuration.current(), at=at)
    return redirect("practice")


@staff_only()
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Step out of practice, back to real work."""
    for name in (PRACTICE_SESSION, CURRENT):
        request.session.pop(name, None)
    messages.info(request, _("You have left practice. From here on everything is real."))
    return redirect("practice")


@staff_only(Role.SYSTEM_ADMIN)
@require_POST
def open_mode(request: HttpRequest) -> HttpResponse:
    """Open practice for the province."""
    try:
        centre.open_mode(actor=_actor(request), at=now(request))
    except centre.AlreadyOpen:
        messages.info(request, _("Practice is open already."))
    else:
        messages.success(request, _("Practice is open. Everybody finds it in the menu under their name."))
    return redirect("practice")


@staff_only()
def exercise(request: HttpRequest, key: str) -> HttpResponse:
    """Show an exercise and judge what was done; begin it, or begin it again."""
    if key not in courses.EXERCISES:
        raise Http404
    if practises(request) is not courses.EXERCISES[key].course:
        messages.info(request, _("Step into practice first."))
        return redirect("practice")
    if request.method == "POST":
        return _acted(request, key)
    actor, at = _actor(request), now(request)
    request.session[CURRENT] = key
    standing = trying.look(key=key, actor=actor, at=at)
    scan = trying.scan(standing, at=at)
    ordered = courses.of(standing.exercise.course)
    place = [one.key for one in ordered].index(key)
    context = _frame(request) | {
        "standing": standing, "said": saying.exercise(standing, scan=scan), "picture": saying.picture(scan) if scan else "",
        "number": place + 1, "total": len(ordered), "next": reverse("practice_exercise", args=[ordered[place + 1].key]) if place + 1 < len(ordered) else "",
    }  # fmt: skip
    return render(request, "motcua/practice/exercise.html", context)


def _acted(request: HttpRequest, key: str) -> HttpResponse:
    actor, at = _actor(request), now(request)
    if request.POST.get("do") == "answer":
        trying.answer(key=key, choice=request.POST.get("answer", ""), actor=actor)
        return redirect("practice_exercise", key)
    try:
        trying.start(key=key, actor=actor, at=at)
    except preparing.NotOffered:
        messages.error(request, _("The province offers no procedure with which this can be practised."))
    except centre.NotOpen:
        messages.error(request, _("The province has not opened practice yet. Ask the administrator of the system."))
    return redirect("practice_exercise", key)


@staff_only(*KEEPERS)
@require_GET
def record(request: HttpRequest) -> HttpResponse:
    """Show who finished what in the units one looks after."""
    found = looking.record(actor=_actor(request), day=local(now(request)).date())
    rows = [
        {"row": row, "courses": [(saying.COURSES[c], at) for c, at in row.courses.items()], "count": len(row.exercises),
         "exercises": [(saying.text(courses.EXERCISES[key].title), at) for key, at in row.exercises.items()]}
        for row in found.rows
    ]  # fmt: skip
    context = _frame(request) | {"found": found, "rows": rows, "total": len(courses.EXERCISES)}
    return render(request, "motcua/practice/record.html", context)


@staff_only(*KEEPERS)
@require_GET
def record_csv(request: HttpRequest) -> HttpResponse:
    """Send the record as a table of comma-separated values."""
    return _sent(*records.table(actor=_actor(request), at=now(request)), "text/csv; charset=utf-8")


@staff_only(*KEEPERS)
@require_GET
def record_workbook(request: HttpRequest) -> HttpResponse:
    """Send the record as a workbook."""
    return _sent(*records.workbook(actor=_actor(request), at=now(request)), WORKBOOK)


def _sent(name: str, content: bytes, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _frame(request: HttpRequest) -> dict[str, object]:
    """Return the shell of the practice pages: the exercises beside, while somebody practises."""
    course, here = practises(request), request.path
    lines = [{"url": reverse("practice"), "label": _("Exercises"), "current": here == reverse("practice")}]
    for one in courses.of(course) if course else ():
        url = reverse("practice_exercise", args=[one.key])
        lines.append({"url": url, "label": saying.text(one.title), "current": here == url})
    return {"room": pgettext("room", "Practice"), "navigation": lines if course else []}


def _course(request: HttpRequest) -> Course:
    return Course.HELPER if request.POST.get("course") == Course.HELPER.value else Course.CLERK


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined,no-any-return]
