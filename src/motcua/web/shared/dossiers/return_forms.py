"""What is asked when a result is returned: who came, with which letter, and which papers go back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _

from motcua.domain.dossiers.lifecycle import InputMissing
from motcua.domain.dossiers.transitions import Action
from motcua.services.dossiers import returning, travels
from motcua.services.dossiers.returning import Letter
from motcua.services.papers import reading
from motcua.web.shared.dossiers import given, kept_files
from motcua.web.shared.questions import Question

if TYPE_CHECKING:
    from motcua.web.shared.dossiers.move_forms import Asking

RETURN = Action.RETURN_RESULT


def questions(a: Asking) -> list[Question]:
    """Return the questions; papers are offered only where their bundle lies here."""
    ways = [("counter", _("At the counter")), ("online", _("As an electronic document"))]
    found = [
        a.q("shown", _("Card or identity number of the person who receives it"), value="", attrs={"autocomplete": "off", "data-key": "F2", "autofocus": True},
            help_text=_("Scan the card, or type the number.")),
        a.q("name", _("Name of that person"), optional=True, help_text=_("Needed when the card was not scanned and the person is not a party.")),
        a.q("way", _("How it is handed over"), "radios", value="counter", shape={"choices": ways, "inline": True}),
    ]  # fmt: skip
    papers = reading.papers_of(a.page.row.id) if travels.lying_here(a.page.row.id, a.actor) else ()
    if papers:
        offered = [(str(p.id), format_html('<span lang="vi">{}</span>', p.name)) for p in papers]
        found.insert(-1, a.q("back", _("Papers that go back"), "checkboxes", value=[], optional=True, shape={"choices": offered},
                             help_text=_("Tick each paper as you hand it over. What is not ticked stays in the dossier.")))  # fmt: skip
    return found



def letter_questions(a: Asking) -> list[Question]:
    """Return what is asked of the letter of somebody who is no party."""
    letters = [("", _("They are a party: no letter")), *((key, str(words())) for key, words in LETTERS.items())]
    return [
        a.q("letter_kind", _("Letter of authorisation"), "select", value="", optional=True, shape={"choices": letters},
            help_text=_("When the person is not a party to the dossier.")),
        a.q("letter_number", _("Number of the letter"), optional=True, shape={"width": 20}),
        a.q("letter_day", _("Date of the letter"), "date", optional=True),
        a.q("letter_by", _("Who certified it"), optional=True),
        a.q("letter_scan", _("Scan of the letter"), "files", optional=True),
    ]  # fmt: skip


LETTERS: dict[str, Callable[[], str]] = {
    "authorisation": lambda: _("Letter of authorisation"),
    "contract": lambda: _("Contract of authorisation"),
    "introduction": lambda: _("Letter of introduction"),
    "guardian": lambda: _("Proof of guardianship or representation"),
}
assert set(LETTERS) == set(returning.LETTERS)


def letter(request: HttpRequest) -> Letter | None:
    """Return the letter as it was entered, None where none was chosen. Raises InputMissing for a part, InputWrong, FileRefused."""
    data = request.POST
    kind = given.text(data, "letter_kind")
    if kind not in LETTERS:
        return None
    day = given.day(data, "letter_day", RETURN)
    certified_by = given.text(data, "letter_by")
    if not certified_by:
        raise InputMissing(RETURN, "letter_by")
    scans = kept_files.stored(request, "letter_scan")
    if not scans:
        raise InputMissing(RETURN, "letter_scan")
    assert day is not None
    return Letter(kind=kind, day=day, certified_by=certified_by, scan=scans[0], number=given.text(data, "letter_number"))


def back(data: Any) -> list[uuid.UUID]:
    """Return the papers that were ticked."""
    found = []
    for text in data.getlist("back"):
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found
