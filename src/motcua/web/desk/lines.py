"""The lines of the work-list as their page shows them: every word said once, so that fifty lines cost little."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from motcua.queries.worklists import Work
from motcua.web.shared import words
from motcua.web.shared.templatetags.motcua import in_language, status_tag, time_left

_NOBODY = uuid.UUID(int=0)
_BATCHED = ("step", "result")
_NOTHING = SafeString("")  # a plain "" added to markup would make it be escaped
_MOST = 200  # letters of a reason; the page of the dossier has it whole


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list; `pick` is what its tick box says, empty where it cannot be ticked."""

    id: str
    url: str
    code: str
    pick: str
    title: str
    owner: str
    step: str
    left: str
    assignee: str
    late: bool


def lines(works: Iterable[Work]) -> list[Line]:
    """Return the lines in the order given, in the language of the page."""
    address = reverse("desk_dossier", args=[_NOBODY])
    choose, again, corrected = _("Choose %(code)s"), _("new appointment"), _("corrected to %(at)s")
    language = get_language() or "vi"
    left, step = cache(time_left), _steps()

    def due(at: dt.datetime | None, work: Work) -> SafeString:
        if at is None:
            return _NOTHING
        said = format_html('<br><span class="mc-quiet">{}</span>', words.moment_short(at, language=language))
        mark = again if work.extended_to is not None else ""
        if work.redated_to is not None:
            mark = corrected % {"at": words.moment_short(work.redated_to, language=language)}
        return said + format_html('<br><span class="mc-quiet">{}</span>', mark) if mark else said

    away = {
        "on_way": _("papers on the way from %(unit)s"), "disputed": _("papers disputed, at %(unit)s"),
        "elsewhere": _("papers at %(unit)s"), "post": _("papers with the post"),
    }  # fmt: skip

    def papers(work: Work) -> SafeString:
        said = away.get(work.papers)
        if not said:
            return _NOTHING
        return format_html('<br><span class="mc-quiet">{}</span>', said % {"unit": work.papers_at} if "%" in said else said)

    unsent, late = _("to be sent to %(agency)s"), _("%(agency)s is past its deadline")
    waits = _("at %(agency)s until %(day)s")

    def agency(work: Work) -> SafeString:
        if not work.agency or work.what == "task":
            return _NOTHING
        due_on = words.day(work.agency_due, language=language) if work.agency_due else ""
        said = unsent if work.agency_unsent else late if work.agency_late else waits
        tag = "strong" if work.agency_late else "span"
        return format_html('<br><{} class="mc-quiet">{}</{}>', tag, said % {"agency": work.agency, "day": due_on}, tag)

    ready = format_html('<span class="mc-left mc-left--ok">{}</span>', pgettext("work-list", "ready in time"))

    def remaining(work: Work) -> SafeString:
        return ready if work.what == "result" and not work.late else left(work.minutes)

    returned = pgettext("work-list", "Sent back")

    def back(work: Work) -> SafeString:
        if not work.sent_back:
            return _NOTHING
        said = Truncator(work.sent_back_for).chars(_MOST)
        return format_html('<br><strong>{}</strong>{}<span lang="vi">{}</span>', returned, ": " if said else "", said)

    return [
        Line(
            id=(key := str(work.id)), url=address.replace(str(_NOBODY), key), code=work.code, title=work.title,
            pick=choose % {"code": work.code} if work.what in _BATCHED else "", owner=work.owner_name,
            step=step(work) + back(work) + papers(work) + agency(work), left=remaining(work) + due(work.due_at, work),
            assignee=work.assignee_name or "–", late=work.late,
        )
        for work in works
    ]  # fmt: skip


def _steps() -> Callable[[Work], SafeString]:
    """Return a function that says what a line waits for; texts it said before it does not say anew."""
    asked = {
        "consult": conditional_escape(_("Opinion asked of us")),
        "task": conditional_escape(_("Our part in a chain: an answer is waited for")),
        "result": conditional_escape(_("Result to be sent to the counter")),
        "correction": conditional_escape(_("Correction to be decided")),
        "stop": conditional_escape(_("Proposal to stop, to be decided")),
    }
    refuse = format_html(" <strong>{}</strong>", _("(proposed: refuse)"))
    named: dict[object, SafeString] = {}

    def step(work: Work) -> SafeString:
        if work.what in asked:
            return asked[work.what]
        if work.what == "waiting":
            return status_tag(work.status)
        key = (work.step, work.procedure_code, str(work.step_name))
        if key not in named:
            named[key] = conditional_escape(in_language(work.step_name))
        return named[key] + refuse if work.decision == "refuse" else named[key]

    return step
