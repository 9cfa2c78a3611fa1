"""A workflow as a plain table, one row a step, for spreadsheets: out with `rows`, in with `from_rows`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.domain.permissions.roles import Role
from motcua.domain.procedures.problem import Problem, problem
from motcua.domain.procedures.revision import Consult, Order, Step, Task, Text, Workflow
from motcua.domain.procedures.workflow import END, MOST_STEPS, Outcome, is_addressee, is_selector

COLUMNS = (
    "key",
    "name",
    "name_en",
    "unit",
    "role",
    "hours",
    *(o.value for o in Outcome),
    "linked",
    "consults",
    "order",
    "tasks",
)

_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
_YES, _NO = ("x", "có", "yes", "true", "1"), ("", "không", "no", "false", "0")
_LONGEST = 500

Row = Mapping[str, object]


class NotATable(ValueError):
    """The rows are no workflow; each problem's `where` is "row:column", counted from 1 without the heading."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{p.where} {p.code}" for p in problems))
        self.problems = tuple(problems)


def rows(workflow: Workflow) -> list[dict[str, str | int]]:
    """Return one row a step; consultations are written `key | unit | hours | name | article`, one a line, tasks likewise."""
    return [_row(step) for step in workflow.steps]


def from_rows(table: Sequence[Row]) -> Workflow:
    """Return the workflow a table describes. Raises NotATable naming every row and column that is wrong."""
    reader = _Reader()
    if not table:
        raise NotATable([problem("0:key", "workflow_empty")])
    if len(table) > MOST_STEPS:
        raise NotATable([problem("0:key", "workflow_too_long", limit=MOST_STEPS)])
    steps = [reader.step(number, row) for number, row in enumerate(table, start=1)]
    keys = {step.key for step in steps} | {END}
    for number, step in enumerate(steps, start=1):
        for outcome, target in step.next.items():
            if target not in keys:
                reader.wrong(number, outcome, "outcome_target", step=target)
        if [s.key for s in steps].index(step.key) != number - 1:
            reader.wrong(number, "key", "step_twice", step=step.key)
    if reader.found:
        raise NotATable(reader.found)
    return Workflow(steps=tuple(steps))


def _row(step: Step) -> dict[str, str | int]:
    return {
        "key": step.key,
        "name": step.name.vi,
        "name_en": step.name.en or "",
        "unit": step.unit,
        "role": step.role,
        "hours": step.hours,
        **{outcome.value: step.next.get(outcome, "") for outcome in Outcome},
        "linked": "x" if step.linked else "",
        "consults": "\n".join(_consult_line(c) for c in step.consults),
        "order": "" if step.order is Order.BY_MEDIUM else step.order.value,
        "tasks": "\n".join(f"{t.key} | {t.to} | {t.days} | {_flat(t.name.vi)}" for t in step.tasks),
    }


def _consult_line(consult: Consult) -> str:
    """Write a consultation; the article by which silence is consent stands last, where there is one."""
    line = f"{consult.key} | {consult.unit} | {consult.hours} | {_flat(consult.name.vi)}"
    return f"{line} | {_flat(consult.silence)}" if consult.silence else line


def _flat(text: str) -> str:
    return " ".join(text.replace("|", "/").split())


@dataclass
class _Reader:
    """Reads cell after cell and keeps what is wrong, so that one import tells everything."""

    def __post_init__(self) -> None:
        self.found: list[Problem] = []

    def wrong(self, number: int, column: str, code: str, **params: object) -> None:
        self.found.append(problem(f"{number}:{column}", code, **params))

    def step(self, number: int, row: Row) -> Step:
        for column in sorted(set(row) - set(COLUMNS)):
            self.wrong(number, column, "column_unknown", found=column)
        linked = self.text(number, row, "linked").lower()
        if linked not in (*_YES, *_NO):
            self.wrong(number, "linked", "cell_yes_no", found=linked)
        return Step(
            key=self.key(number, "key", self.text(number, row, "key")),
            name=Text(vi=self.filled(number, row, "name"), en=self.text(number, row, "name_en") or None),
            unit=self.unit(number, "unit", self.text(number, row, "unit")),
            role=self.role(number, self.text(number, row, "role")),
            hours=self.hours(number, "hours", self.text(number, row, "hours")),
            next={o.value: target for o in Outcome if (target := self.text(number, row, o.value))},
            linked=linked in _YES,
            consults=self.consults(number, self.text(number, row, "consults")),
            order=self.order(number, self.text(number, row, "order")),
            tasks=tuple(self.task(number, line) for line in self.text(number, row, "tasks").splitlines() if line.strip()),
        )

    def text(self, number: int, row: Row, column: str) -> str:
        value = row.get(column)
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # spreadsheets write 8 as 8.0
        text = "" if value is None else str(value).strip()
        if len(text) > _LONGEST:
            self.wrong(number, column, "cell_too_long", limit=_LONGEST)
        return text[:_LONGEST]

    def filled(self, number: int, row: Row, column: str) -> str:
        text = self.text(number, row, column)
        if not text:
            self.wrong(number, column, "cell_empty")
        return text

    def key(self, number: int, column: str, text: str) -> str:
        if not _KEY.fullmatch(text) or text == END:
            self.wrong(number, column, "cell_key", found=text)
        return text

    def unit(self, number: int, column: str, text: str) -> str:
        if not is_selector(text):
            self.wrong(number, column, "step_unit", unit=text)
        return text

    def role(self, number: int, text: str) -> str:
        if text not in {role.value for role in Role}:
            self.wrong(number, "role", "step_role", role=text)
        return text

    def hours(self, number: int, column: str, text: str) -> int:
        if not re.fullmatch("[1-9][0-9]{0,4}", text):
            self.wrong(number, column, "cell_hours", found=text)
            return 1
        return int(text)

    def consults(self, number: int, text: str) -> tuple[Consult, ...]:
        return tuple(self.consult(number, line) for line in text.splitlines() if line.strip())

    def consult(self, number: int, line: str) -> Consult:
        parts = [part.strip() for part in line.split("|", 4)]
        if len(parts) < 4 or not parts[3]:
            self.wrong(number, "consults", "cell_consult", found=line.strip())
            parts = [*parts, "", "", "", ""][:4]
        else:
            self.key(number, "consults", parts[0])
            self.unit(number, "consults", parts[1])
            self.hours(number, "consults", parts[2])
        hours = int(parts[2]) if re.fullmatch("[1-9][0-9]{0,4}", parts[2]) else 1
        return Consult(key=parts[0], unit=parts[1], hours=hours, name=Text(vi=parts[3]), silence=parts[4] if len(parts) > 4 else "")

    def order(self, number: int, text: str) -> Order:
        if text and text not in {o.value for o in Order}:
            self.wrong(number, "order", "cell_order", found=text)
            return Order.BY_MEDIUM
        return Order(text) if text else Order.BY_MEDIUM

    def task(self, number: int, line: str) -> Task:
        parts = [*(part.strip() for part in line.split("|", 3)), "", "", "", ""][:4]
        if not parts[3]:
            self.wrong(number, "tasks", "cell_task", found=line.strip())
        else:
            self.key(number, "tasks", parts[0])
            if not is_addressee(parts[1]):
                self.wrong(number, "tasks", "task_to", to=parts[1])
            if not re.fullmatch("[1-9][0-9]{0,2}", parts[2]):
                self.wrong(number, "tasks", "cell_days", found=parts[2])
        days = int(parts[2]) if re.fullmatch("[1-9][0-9]{0,2}", parts[2]) else 1
        return Task(key=parts[0], to=parts[1], days=days, name=Text(vi=parts[3]))
