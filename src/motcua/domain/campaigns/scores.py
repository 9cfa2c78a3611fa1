"""The emulation score (điểm thi đua): a weighted sum with a cap, as the province sets it.

A target met counts its full weight; one met in part its part; more than the target counts up to the cap. Done tasks have
points of their own. A reminder left unanswered takes points away. Nobody falls below 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from motcua.domain.campaigns.plan import PlanWrong
from motcua.domain.figures.indicators._indicator import Better

ALL_POINTS = 100


@dataclass(frozen=True)
class Formula:
    """What the province sets: the cap in percent of a target, the points for tasks, the points a reminder left open costs."""

    cap: int = 110
    tasks: int = 10
    unanswered: int = 2


@dataclass(frozen=True)
class Reached:
    """What a unit reached of one target; `value` None where it had nothing to do with it."""

    weight: int
    value: Fraction | None
    goal: Fraction | None
    better: Better = Better.UP


@dataclass(frozen=True)
class Score:
    """A score with the three sums it is made of; `total` is never below 0."""

    targets: Fraction
    tasks: Fraction
    taken: int

    @property
    def total(self) -> Fraction:
        """Return the points."""
        return max(Fraction(0), self.targets + self.tasks - self.taken)


def check(formula: Formula) -> None:
    """Raise PlanWrong for a formula that cannot be: cap, tasks, unanswered."""
    if not 100 <= formula.cap <= 200:
        raise PlanWrong("cap")
    if not 0 <= formula.tasks <= 50:
        raise PlanWrong("tasks")
    if not 0 <= formula.unanswered <= 20:
        raise PlanWrong("unanswered")


def score(reached: Sequence[Reached], formula: Formula, *, tasks: int = 0, done: int = 0, unanswered: int = 0) -> Score | None:
    """Return the score of a unit; None where no target counted anything for it.

    Where it has no task, the targets share all hundred points.
    """
    counted = [(r.weight, _part(r, formula)) for r in reached if r.weight and r.value is not None and r.goal is not None]
    weights = sum(weight for weight, _part in counted)
    if not weights:
        return None
    for_tasks = formula.tasks if tasks else 0
    sums = sum((weight * part for weight, part in counted), Fraction(0))
    return Score(
        Fraction(ALL_POINTS - for_tasks) * sums / weights, Fraction(for_tasks * done, tasks) if tasks else Fraction(0),
        formula.unanswered * unanswered,
    )  # fmt: skip


def ranked(scores: Mapping[str, Score | None]) -> list[tuple[int, str, Score]]:
    """Return (rank, unit, score), the best first; equal points share a rank."""
    known = sorted(((s.total, unit, s) for unit, s in scores.items() if s is not None), key=lambda x: (-x[0], x[1]))
    found: list[tuple[int, str, Score]] = []
    for place, (total, unit, one) in enumerate(known, start=1):
        rank = found[-1][0] if found and found[-1][2].total == total else place
        found.append((rank, unit, one))
    return found


def _part(reached: Reached, formula: Formula) -> Fraction:
    assert reached.value is not None
    assert reached.goal is not None
    value, goal = reached.value, reached.goal
    if reached.better is Better.DOWN:
        value, goal = goal, value
    return min(value / goal, Fraction(formula.cap, 100)) if goal else Fraction(formula.cap, 100)
