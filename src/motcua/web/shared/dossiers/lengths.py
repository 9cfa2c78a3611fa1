"""How long an answer to a move's form may be: checked here for every form, by the limit its question states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from motcua.web.shared.questions import Question

if TYPE_CHECKING:
    from motcua.web.shared.dossiers.move_forms import MoveForm

ONE_LINE = 300
# What is kept shorter than a line, by the name of its question; a scanned card is longer.
LINES = {"number": 80, "reference": 80, "letter_number": 80, "source": 120, "waybill": 40, "shown": 2000}
ITEM = {"typed": ("name", 300), "note": ("note", 500)}  # of what is asked for, as its line states it


def too_long(form: MoveForm) -> dict[str, list[str]]:
    """Return what is too long in a form that was sent, in words, by the name of its question."""
    found: dict[str, list[str]] = {}
    for question in (*form.questions, *form.more):
        most = _most(question)
        if most and _length(question.value) > most:
            found[question.name] = [_said(question.label, most)]
    for item in form.items:
        for part, (_name, most) in ITEM.items():
            if _length(item[part]) > most:
                found["items"] = [_said(str(item["name"] or item["typed"])[:60], most)]
    for paper in form.papers:
        if _length(paper["typed"]) > ONE_LINE:
            found[f"name-{paper['key']}"] = [_said(_("Name of the other paper"), ONE_LINE)]
    return found


def _most(question: Question) -> int:
    if question.kind == "textarea":
        return int(question.shape.get("most") or 0)
    return LINES.get(question.name, ONE_LINE) if question.kind in ("text", "digits", "money") else 0


def _length(value: object) -> int:
    """Return the letters as the page counts them: a new line is one, however the browser sends it."""
    return len(value.replace("\r\n", "\n")) if isinstance(value, str) else 0


def _said(label: str, most: int) -> str:
    return _("%(label)s has at most %(limit)s characters. Shorten it.") % {"label": label, "limit": most}
