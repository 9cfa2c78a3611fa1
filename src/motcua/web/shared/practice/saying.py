"""The words of exercises, filled in and in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from motcua.domain.practice.exercises import Course
from motcua.domain.procedures.revision import Text
from motcua.services.practice.trying import Standing

COURSES = {Course.CLERK: _("One-stop clerk"), Course.HELPER: _("Village helper")}


@dataclass(frozen=True)
class Choice:
    """One answer to choose from."""

    key: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Said:
    """An exercise in words."""

    key: str
    title: str
    task: str
    steps: tuple[str, ...]
    checks: tuple[tuple[bool, str], ...]
    person: str
    scan: str
    code: str
    start_url: str
    url: str
    question: str
    choices: tuple[Choice, ...]


def exercise(standing: Standing, *, scan: str = "") -> Said:
    """Return an exercise as its page shows it; `scan` is what a scanner types for its person's card."""
    one = standing.exercise
    fill = {"person": standing.person.name if standing.person else "", "code": standing.code or "…", "procedure": standing.procedure}
    question = one.question
    return Said(
        key=one.key, title=text(one.title, fill), task=text(one.task, fill), steps=tuple(text(step, fill) for step in one.steps),
        checks=tuple((judged.done, text(judged.words, fill)) for judged in standing.judged), person=fill["person"], scan=scan,
        code=standing.code, start_url=reverse(one.start), url=reverse("practice_exercise", args=[one.key]),
        question=text(question.words, fill) if question else "",
        choices=tuple(Choice(key, text(words, fill), standing.answer == key) for key, words in question.choices) if question else (),
    )  # fmt: skip


def text(words: Text, fill: dict[str, str] | None = None) -> str:
    """Return a text of an exercise in the language of the page."""
    said, _language = words.in_language(get_language() or "vi")
    return said.format(**fill) if fill else said


def picture(scan: str) -> str:
    """Return the card's code as a picture for a real scanner."""
    return segno.make(scan, error="m").svg_data_uri(scale=3, dark="#1f1a17")
