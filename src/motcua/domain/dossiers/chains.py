"""Tasks at other agencies (liên thông): which are opened when, until when they are to be answered, whose delay it is.

On paper the agencies follow each other, because the papers do; electronically they work side by side (61/2018 Đ19.6). An
agency's time runs from the day it has received what was sent, by its own clock: until then the delay is the sender's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from motcua.domain.calendar import Calendar
from motcua.domain.hours import local
from motcua.domain.procedures.revision import Order, Step, Task, Text


class TaskState(StrEnum):
    """Where a task at another agency stands."""

    WAITING = "waiting"  # chưa đến lượt: an earlier one is not answered yet
    TO_SEND = "to_send"  # chờ gửi
    SENT = "sent"  # đã gửi, chờ trả lời
    ANSWERED = "answered"  # đã trả lời
    CANCELLED = "cancelled"  # không còn cần


class Answer(StrEnum):
    """What kind of answer came."""

    DONE = "done"  # đã làm xong, đồng ý
    TAX_NOTICE = "tax_notice"  # thông báo nộp nghĩa vụ tài chính
    OPINION = "opinion"  # có ý kiến, yêu cầu


@dataclass(frozen=True, slots=True)
class TaskTimes:
    """The moments of a task that its state and its delay follow from."""

    opened_at: datetime | None = None
    sent_at: datetime | None = None
    due_at: datetime | None = None
    answered_at: datetime | None = None
    cancelled_at: datetime | None = None


def state_of(times: TaskTimes) -> TaskState:
    """Return where a task stands."""
    if times.cancelled_at is not None:
        return TaskState.CANCELLED
    if times.answered_at is not None:
        return TaskState.ANSWERED
    if times.sent_at is not None:
        return TaskState.SENT
    return TaskState.TO_SEND if times.opened_at is not None else TaskState.WAITING


def tasks_of(step: Step) -> tuple[Task, ...]:
    """Return the tasks at other agencies of a step: those it lists, else the one a linked step stands for.

    A linked step names a kind of agency and working hours; eight of them are a working day.
    """
    if step.tasks or not step.linked or not step.unit.startswith("linked:"):
        return step.tasks
    kind = step.unit.partition(":")[2]
    return (Task(key=step.key, name=Text(vi=step.name.vi, en=step.name.en), to=f"agency:{kind}", days=-(-step.hours // 8)),)


def opened_first(step: Step, *, on_paper: bool) -> int:
    """Return how many tasks of the step are opened on entering it: one in sequence, all in parallel."""
    count = len(tasks_of(step))
    one_by_one = step.order is Order.SEQUENCE or (step.order is Order.BY_MEDIUM and on_paper)
    return min(count, 1) if one_by_one else count


def due(received: datetime, days: int, calendar: Calendar) -> datetime:
    """Return until when an agency is to answer: the end of the last of so many working days after the day of its receipt."""
    return calendar.end_of_day(calendar.nth_working_day(local(received).date(), days))


def presumed_receipt(sent: datetime, days: int, calendar: Calendar) -> datetime:
    """Return when a letter counts as received while nobody has said so: so many working days after it was sent."""
    if days == 0:
        return sent
    return calendar.end_of_day(calendar.nth_working_day(local(sent).date(), days))


def days_late(times: TaskTimes, now: datetime, calendar: Calendar) -> int:
    """Return the whole or begun working days by which the agency is, or was, late; 0 in time or while nothing is due."""
    if times.due_at is None or times.cancelled_at is not None:
        return 0
    until = times.answered_at or now
    if until <= times.due_at:
        return 0
    return max(1, calendar.working_days_between(local(times.due_at).date(), local(until).date()))


def next_waiting(states: Sequence[TaskState]) -> int | None:
    """Return the place of the task whose turn it is once everything before it is over; None while one is open."""
    for place, state in enumerate(states):
        if state in (TaskState.TO_SEND, TaskState.SENT):
            return None
        if state is TaskState.WAITING:
            return place
    return None


class TaskNotPossible(ValueError):
    """The act does not fit where the task stands; `why` names it (no_task, not_open, sent_before, before_sending …)."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def check_day(day: date, *, earliest: date, today: date, why: str) -> None:
    """Raise TaskNotPossible(why) unless the day lies between two days, both included."""
    if not earliest <= day <= today:
        raise TaskNotPossible(why)
