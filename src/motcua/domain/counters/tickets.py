"""Numbers of the waiting room: what can happen to a ticket (số thứ tự), how it is written and how it is called."""

from __future__ import annotations

from enum import Enum


class State(Enum):
    """Where a ticket is; the value is what is stored."""

    WAITING = "waiting"  # đang chờ
    CALLED = "called"  # đã gọi
    SERVING = "serving"  # đang phục vụ
    DONE = "done"  # xong
    NO_SHOW = "no_show"  # vắng mặt


class Act(Enum):
    """What a clerk does with the ticket at the counter; the next one is called with `tickets.call_next`."""

    RECALL = "recall"  # gọi lại
    SERVE = "serve"  # bắt đầu phục vụ
    FINISH = "finish"  # xong
    NO_SHOW = "no_show"  # vắng mặt


AT_THE_COUNTER = (State.CALLED, State.SERVING)

# An act, the states it begins in, and the state it leads to.
TABLE: dict[Act, tuple[tuple[State, ...], State]] = {
    Act.RECALL: ((State.CALLED, State.NO_SHOW), State.CALLED),
    Act.SERVE: ((State.CALLED,), State.SERVING),
    Act.FINISH: ((State.CALLED, State.SERVING), State.DONE),
    Act.NO_SHOW: ((State.CALLED,), State.NO_SHOW),
}


def acts(state: State) -> tuple[Act, ...]:
    """Return what can be done with a ticket."""
    return tuple(act for act, (before, _after) in TABLE.items() if state in before)


def written(letter: str, number: int) -> str:
    """Write a ticket's number: A012."""
    return f"{letter}{number:03d}"


def spoken(letter: str, number: int, window: str) -> str:
    """Return the sentence that calls a ticket, in Vietnamese, its number digit by digit."""
    return f"Mời số {letter} {' '.join(f'{number:03d}')} đến {window}"
