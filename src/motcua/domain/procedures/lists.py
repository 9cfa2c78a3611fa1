"""Lists by decision (danh mục): which procedures a decision puts on a list of a kind, and on which days the list holds.

A list is proposed by a unit, appraised by another person and approved by a third with number and day of the decision; only an
approved list counts. What reads it (routing, the counter, the public page, figures) asks about a day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ListKind(StrEnum):
    """What being on the list means."""

    ANYWHERE = "anywhere"  # không phụ thuộc địa giới hành chính
    FULL_ONLINE = "full_online"  # dịch vụ công trực tuyến toàn trình
    PILOT_ONLINE = "pilot_online"  # thí điểm chỉ thực hiện trực tuyến
    DIGITISED = "digitised"  # bắt buộc số hóa giấy tờ
    ESSENTIAL = "essential"  # dịch vụ công thiết yếu
    LINKED = "linked"  # liên thông


class ListState(StrEnum):
    """Where a list stands on its way to a decision."""

    PROPOSED = "proposed"  # đã đề xuất
    APPRAISED = "appraised"  # đã thẩm định
    APPROVED = "approved"  # đã phê duyệt
    REFUSED = "refused"  # không được thông qua


@dataclass(frozen=True, slots=True)
class ListOfDay:
    """An approved list: its members and the days on which it holds, both included."""

    kind: ListKind
    codes: frozenset[str]
    first: date
    last: date | None
    decision: str
    decided_on: date

    def holds_on(self, day: date) -> bool:
        """Tell whether the list is in force on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


def listed(lists: Iterable[ListOfDay], kind: ListKind, code: str, day: date) -> ListOfDay | None:
    """Return the list of the kind that names the procedure on the day, the latest decision first; None where none does."""
    found = [one for one in lists if one.kind is kind and code in one.codes and one.holds_on(day)]
    return max(found, key=lambda one: (one.first, one.decided_on), default=None)


def decided(lists: Iterable[ListOfDay], kind: ListKind, day: date) -> bool:
    """Tell whether any list of the kind is in force on the day: without one nothing follows from not being named."""
    return any(one.kind is kind and one.holds_on(day) for one in lists)


def may_end(state: ListState, last: date | None, *, replaced: bool, today: date) -> bool:
    """Tell whether an approved list may still be given an earlier end: nothing replaces it and it is not over."""
    return state is ListState.APPROVED and not replaced and (last is None or last >= today)


class ListNotPossible(ValueError):
    """The act does not fit where the list stands; `why` is state or same_person."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


_BEFORE = {
    ListState.APPRAISED: frozenset({ListState.PROPOSED}),
    ListState.APPROVED: frozenset({ListState.APPRAISED}),
    ListState.REFUSED: frozenset({ListState.PROPOSED, ListState.APPRAISED}),
}


def check_step(state: ListState, to: ListState, *, by: str, earlier: Iterable[str]) -> None:
    """Raise ListNotPossible unless the list may go to the state, by somebody who has not acted on it before."""
    if state not in _BEFORE[to]:
        raise ListNotPossible("state")
    if by in earlier:
        raise ListNotPossible("same_person")
