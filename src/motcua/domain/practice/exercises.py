"""The exercises of practice mode: a task in plain words, steps with hints, and checks of what was really done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from motcua.domain.practice.evidence import Evidence
from motcua.domain.procedures.revision import Text


class Course(Enum):
    """Who an exercise is for."""

    CLERK = "clerk"  # cán bộ một cửa
    HELPER = "helper"  # tổ công nghệ số cộng đồng


class Ready(Enum):
    """What is laid ready when an exercise begins."""

    NOTHING = "nothing"
    FILED = "filed"  # a filing from afar, complete
    LACKING = "lacking"  # a filing from afar without its papers
    OWING = "owing"  # received at the counter, not paid
    RECEIVED = "received"  # received at the counter, still lying there
    FINISHED = "finished"  # its result lies at the counter
    WAITING = "waiting"  # a citizen has been asked for a paper


@dataclass(frozen=True)
class Check:
    """One thing that must have been done; `met` judges it by what is stored."""

    right: Text  # said after "Đúng:"
    wrong: Text  # said after "Chưa:", with what to do
    met: Callable[[Evidence], bool]


@dataclass(frozen=True)
class Question:
    """What the learner answers on the exercise's own page; `right` is the key of the right choice."""

    words: Text
    choices: tuple[tuple[str, Text], ...]
    right: str


@dataclass(frozen=True)
class Exercise:
    """One exercise; `{person}`, `{code}` and `{procedure}` in its words are filled in when it is shown."""

    key: str
    course: Course
    title: Text
    task: Text
    steps: tuple[Text, ...]
    checks: tuple[Check, ...]
    start: str  # the route of the page it begins on
    person: str = ""  # key of the invented person it is about
    procedure: str = ""  # what it is about; where the province does not offer it, any other it does offer
    card: bool = False  # the person shows their card
    only: bool = False  # no other procedure will do
    papers: tuple[str, ...] = ()  # components brought along; empty: those everybody needs
    ready: Ready = Ready.NOTHING
    question: Question | None = None


@dataclass(frozen=True)
class Judged:
    """A check as it stands: done or not yet, and what to say about it."""

    done: bool
    words: Text


def judge(exercise: Exercise, evidence: Evidence) -> tuple[Judged, ...]:
    """Return every check as it stands."""
    found = []
    for check in exercise.checks:
        done = check.met(evidence)
        found.append(Judged(done, check.right if done else check.wrong))
    return tuple(found)


def finished(judged: Iterable[Judged]) -> bool:
    """Return whether everything was done."""
    every = list(judged)
    return bool(every) and all(one.done for one in every)
