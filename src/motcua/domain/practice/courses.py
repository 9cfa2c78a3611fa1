"""Every exercise by its key, and the courses they make up."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.domain.practice import clerk, helper
from motcua.domain.practice.exercises import Course, Exercise

EXERCISES: Mapping[str, Exercise] = {one.key: one for one in (*clerk.EXERCISES, *helper.EXERCISES)}


def of(course: Course) -> tuple[Exercise, ...]:
    """Return the exercises of a course in their order."""
    return tuple(one for one in EXERCISES.values() if one.course is course)
