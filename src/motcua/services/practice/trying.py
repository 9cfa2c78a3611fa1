"""Trying an exercise: begin it (again), answer its question, see what is right and what not yet; a finished one is kept."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.practice import courses, exercises
from motcua.domain.practice.exercises import Course, Exercise, Judged
from motcua.domain.practice.persons import PERSONS, Person
from motcua.domain.procedures.revision import Revision
from motcua.queries import configuration
from motcua.queries import practice as looking
from motcua.services import ledger
from motcua.services.practice import preparing
from motcua.storage import ids
from motcua.storage.practice.models import Attempt, Footprint

FOLLOWED = frozenset({"portal_search", "portal_procedure", "lookup_code"})  # routes an exercise asks about


class NotPractising(PermissionError):
    """Exercises are done in practice mode alone."""


class NoSuchExercise(LookupError):
    """There is no such exercise."""


@dataclass(frozen=True)
class Standing:
    """An exercise as it stands for one learner; `code` and `procedure` fill the words in."""

    exercise: Exercise
    started_at: dt.datetime | None
    finished_at: dt.datetime | None  # of this try, or of an earlier one
    judged: tuple[Judged, ...] = ()
    code: str = ""
    procedure: str = ""
    procedure_code: str = ""
    answer: str = ""
    offered: bool = True

    @property
    def person(self) -> Person | None:
        """Return the invented person it is about."""
        return PERSONS.get(self.exercise.person)

    @property
    def right(self) -> int:
        """Count what is right."""
        return sum(1 for one in self.judged if one.done)


def start(*, key: str, actor: Actor, at: dt.datetime) -> None:
    """Begin an exercise, or begin it again: what it needs is laid ready anew.

    Raises NoSuchExercise, NotPractising, preparing.NotOffered, centre.NotOpen.
    """
    exercise, learner = _exercise(key), _learner(actor)
    with transaction.atomic():
        laid = preparing.lay(exercise=exercise, learner=str(learner), at=at)
        Attempt.objects.create(
            id=ids.new(), staff_id=learner, exercise=key, started_at=at, procedure=laid.procedure, dossier_id=laid.dossier_id,
            answer_by=looking.answer_by(laid.dossier_id), lacking=list(laid.lacking),
        )  # fmt: skip


def answer(*, key: str, choice: str, actor: Actor) -> None:
    """Keep the answer to the question of an exercise under way. Raises NoSuchExercise, NotPractising."""
    exercise, learner = _exercise(key), _learner(actor)
    attempt = looking.latest(learner, key)
    known = {name for name, _words in exercise.question.choices} if exercise.question else set()
    if attempt is not None and attempt.finished_at is None and choice in known:
        Attempt.objects.filter(id=attempt.id).update(answer=choice)


def look(*, key: str, actor: Actor, at: dt.datetime) -> Standing:
    """Return an exercise as it stands, judged by what was really done; whoever has just finished it is recorded.

    Raises NoSuchExercise, NotPractising.
    """
    exercise, learner = _exercise(key), _learner(actor)
    attempt = looking.latest(learner, key)
    if attempt is None:
        return _new(exercise, at)
    judged = exercises.judge(exercise, looking.evidence(attempt))
    if attempt.finished_at is None and exercises.finished(judged):
        finish(attempt, actor=actor, at=at)
    return Standing(
        exercise, attempt.started_at, attempt.finished_at, judged, looking.code_of(attempt.dossier_id), _name(attempt.procedure, at),
        attempt.procedure, attempt.answer,
    )  # fmt: skip


def finish(attempt: Attempt, *, actor: Actor, at: dt.datetime) -> None:
    """Record that a try has come to its end, once, and note it in the ledger."""
    with transaction.atomic():
        if Attempt.objects.filter(id=attempt.id, finished_at=None).update(finished_at=at):
            data = {"exercise": attempt.exercise, "staff": str(attempt.staff_id)}
            ledger.note_subject(subject=attempt.id, kind="practice", action="practice.finish", actor=actor, at=at, data=data)
    attempt.finished_at = at


def under_way(*, key: str, actor: Actor, at: dt.datetime) -> Standing:
    """Return an exercise under way without judging it: one statement or two. Raises NoSuchExercise, NotPractising."""
    exercise, learner = _exercise(key), _learner(actor)
    attempt = looking.latest(learner, key)
    if attempt is None:
        return _new(exercise, at)
    code = looking.code_of(attempt.dossier_id)
    return Standing(exercise, attempt.started_at, attempt.finished_at, (), code, _name(attempt.procedure, at), attempt.procedure, attempt.answer)


def scan(standing: Standing, *, at: dt.datetime) -> str:
    """Return what a scanner types for the card of the person of an exercise; empty where there is none."""
    if standing.person is None or not standing.exercise.card:
        return ""
    return standing.person.scan(place=preparing.home(configuration.current(), local(at).date()))


def note(*, route: str, about: str, actor: Actor, at: dt.datetime) -> None:
    """Note that a learner opened a page an exercise asks about; in earnest nothing is noted."""
    if actor.learner is not None and route in FOLLOWED:
        said = about.upper() if route == "lookup_code" else about
        Footprint.objects.create(staff=uuid.UUID(actor.learner), at=at, route=route, about=said[:200])


def course_of(actor: Actor) -> Course:
    """Return the course an actor practises: by the role they hold there."""
    return Course.HELPER if any(h.role.value == Course.HELPER.value for h in actor.holdings) else Course.CLERK


def _new(exercise: Exercise, at: dt.datetime) -> Standing:
    try:
        revision = preparing.revision_for(configuration.current(), exercise, local(at).date())
    except preparing.NotOffered:
        return Standing(exercise, None, None, offered=False)
    return Standing(exercise, None, None, procedure=_short(revision), procedure_code=revision.code)


def _name(code: str, at: dt.datetime) -> str:
    config = configuration.current()
    found = config.in_force(code, local(at).date())
    return _short(configuration.revision(found.id)) if found else code


def _short(revision: Revision) -> str:
    return (revision.short_name or revision.name).vi


def _exercise(key: str) -> Exercise:
    try:
        return courses.EXERCISES[key]
    except KeyError:
        raise NoSuchExercise(key) from None


def _learner(actor: Actor) -> uuid.UUID:
    if actor.learner is None:
        raise NotPractising
    return uuid.UUID(actor.learner)
