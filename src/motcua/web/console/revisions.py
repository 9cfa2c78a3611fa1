"""A document being edited: read, judged and drawn as the form people will fill in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from motcua.domain.procedures import conditions, form
from motcua.domain.procedures import revision as revisions
from motcua.domain.procedures.form import CompiledForm, NotAForm, Page
from motcua.domain.procedures.problem import Problem
from motcua.domain.procedures.revision import NotARevision
from motcua.services.catalogue import publishing
from motcua.web.shared import asking
from motcua.web.shared.asking import Drawn
from motcua.web.shared.wording import procedures as wording

OWN_CODES = {
    "unreadable": gettext_lazy("The document cannot be read as a revision: %(text)s"),
    "begins_before": gettext_lazy("Revision %(number)s took effect on %(day)s. A new revision begins after that day. Enter a later day."),
    "published_late": gettext_lazy("The law wants at least %(days)s days between publication and the day it takes effect (63/2010 Article 15)."),
}
LONGEST = 2_000_000  # letters; the largest form we know has 60,000


@dataclass(frozen=True)
class Shown:
    """A question of the preview, and the condition under which it appears."""

    drawn: Drawn
    when: str


@dataclass(frozen=True)
class ShownPage:
    """A page of the preview."""

    page: Page
    fields: tuple[Shown, ...]


@dataclass(frozen=True)
class Judged:
    """What came of a text: the document where it can be read, what is wrong with it, its form."""

    document: dict[str, object] | None = None
    fault: str = ""  # the text is no document at all
    blocking: tuple[dict[str, str], ...] = ()
    advice: tuple[dict[str, str], ...] = ()
    pages: tuple[ShownPage, ...] = field(default=())
    plain: bool = False  # it can be read and has no form of its own


def judge(text: str, *, on: date, procedure_id: UUID | None = None) -> Judged:
    """Return what a typed text is worth as a revision, of a procedure where one is named."""
    if len(text) > LONGEST:
        return Judged(fault=_("The document is too long."))
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        told = _("The text stops being JSON at line %(line)s, column %(column)s. Look for a missing comma, quote or bracket there.")
        return Judged(fault=told % {"line": error.lineno, "column": error.colno})
    except RecursionError:
        return Judged(fault=_("The document is nested too deeply."))
    if not isinstance(document, dict):
        return Judged(fault=_("The document must begin with { and end with }."))
    found = publishing.problems(document, on=on, procedure_id=procedure_id)
    return Judged(
        document=document, pages=tuple(_pages(document)), plain=_is_plain(document), blocking=_worded(p for p in found if p.blocking),
        advice=_worded(p for p in found if not p.blocking),
    )  # fmt: skip


def written(document: dict[str, object]) -> str:
    """Return a document as text to edit."""
    return json.dumps(document, ensure_ascii=False, indent=2)


def _worded(found: Iterable[Problem]) -> tuple[dict[str, str], ...]:
    whole = pgettext("catalogue", "The document")
    return tuple({"place": whole if p.where == "document" else wording.place(p), "text": say(p)} for p in found)


def say(problem: Problem) -> str:
    """Word a problem, also the few that only a document as a whole can have."""
    if problem.code in wording.CODES:
        return wording.say(problem)
    return str(OWN_CODES[problem.code]) % problem.params


def _pages(document: dict[str, object]) -> Iterable[ShownPage]:
    """Give the pages of the form with every question on them, those under a condition too."""
    compiled = _compiled(document)
    if compiled is None:
        return
    for page in compiled.pages:
        found = []
        for one in page.fields:
            if one.id in compiled.fields:
                found.append(Shown(asking.one(compiled, one.id, answers={}), one.when or ""))
            else:
                found.append(Shown(asking.Note(one.label.vi), one.when or ""))
        yield ShownPage(page, tuple(found))


def _is_plain(document: dict[str, object]) -> bool:
    try:
        return revisions.parse({"number": 1, **document}).form is None
    except NotARevision:
        return False


def _compiled(document: dict[str, object]) -> CompiledForm | None:
    try:
        read = revisions.parse({"number": 1, **document})
        return form.compile(read.form) if read.form else None
    except (NotARevision, NotAForm, conditions.BadCondition):
        return None
