"""Inputs of moves: which each action takes, and how each is read from JSON."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from motcua.api.v1.problems import Refused
from motcua.api.v1.schemas import PaperIn
from motcua.domain.dossiers.transitions import MOVES, Action
from motcua.services.dossiers.filings import GivenPaper

# What an action takes beyond what the table of moves says it needs.
OPTIONAL: Mapping[Action, tuple[str, ...]] = {
    Action.ASK_INTAKE: ("answer_by", "basis", "approved_by"),
    Action.ANSWER_INTAKE: ("papers", "answers"),
    Action.REFUSE_INTAKE: ("basis",),
    Action.FORWARD: ("text",),
    Action.PROPOSE: ("text", "basis"),
    Action.APPROVE: ("text",),
    Action.ISSUE: ("text", "number", "source"),
    Action.ASK_PAPERS: ("answer_by", "restart"),
    Action.ANSWER_PAPERS: ("papers", "answers"),
    Action.ASK_FEE: ("basis", "answer_by"),
    Action.PAY_FEE: ("way", "reference"),
    Action.STOP: ("basis",),
    Action.ASK_CORRECTION: ("unit", "until"),
    Action.RETURN_RESULT: ("way", "identity", "on_behalf"),
    Action.ASK_TAX: ("answer_by",),
    Action.PAY_TAX: ("papers",),
    Action.CONSULT: ("hours", "row"),
    Action.ANSWER_CONSULT: ("consultation",),
}
# What goes through the post has an address of its own: `post/parcels`.
_BY_POST = frozenset({Action.POST_RESULT, Action.DELIVER, Action.TAKE_BACK})
MOVING = frozenset(row.action for row in MOVES if row.before is not None) - _BY_POST
_NEEDED = {action: {name for row in MOVES if row.action is action for name in row.needs} for action in MOVING}
LONGEST_TEXT = 5000


def taken_by(action: Action) -> frozenset[str]:
    """Return the names of the inputs an action takes."""
    return frozenset(_NEEDED[action]) | frozenset(OPTIONAL.get(action, ()))


def read(action: Action, given: Mapping[str, Any]) -> dict[str, object]:
    """Return the inputs as the services want them. Raises Refused with every input that cannot be read."""
    wrong: list[tuple[str, str, Mapping[str, object]]] = []
    found: dict[str, object] = {}
    for name, value in given.items():
        if name not in taken_by(action):
            wrong.append((f"inputs.{name}", "unknown_input", {}))
            continue
        if value is None:
            continue
        try:
            found[name] = _READERS.get(name, _text)(value)
        except _Wrong as error:
            wrong.append((f"inputs.{name}", error.code, {}))
    if wrong:
        raise Refused("move_refused", 422, wrong)
    return found


class _Wrong(ValueError):
    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise _Wrong("not_accepted")
    return value


def _id(value: Any) -> str:
    try:
        return str(uuid.UUID(_text(value)))
    except ValueError:
        raise _Wrong("not_an_id") from None


def _moment(value: Any) -> dt.datetime:
    try:
        found = dt.datetime.fromisoformat(_text(value))
    except ValueError:
        raise _Wrong("not_a_moment") from None
    if found.tzinfo is None:
        raise _Wrong("not_a_moment")
    return found


def _day(value: Any) -> dt.date:
    try:
        return dt.date.fromisoformat(_text(value))
    except ValueError:
        raise _Wrong("not_a_day") from None


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 10**15:
        raise _Wrong("not_an_amount")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("not_accepted")
    return value


def _mapping(value: Any) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _Wrong("not_accepted")
    return value


def _items(value: Any) -> list[dict[str, str]]:
    if not isinstance(value, list) or len(value) > 100:
        raise _Wrong("not_accepted")
    return [{str(k)[:60]: _text(v) for k, v in _mapping(item).items()} for item in value]


def _papers(value: Any) -> list[GivenPaper]:
    if not isinstance(value, list) or len(value) > 200:
        raise _Wrong("not_accepted")
    try:
        read = [PaperIn.model_validate(one) for one in value]
    except ValidationError:
        raise _Wrong("not_accepted") from None
    return [GivenPaper(p.component, p.name, p.originals, p.certified, p.copies) for p in read]


_READERS: Mapping[str, Callable[[Any], object]] = {
    "until": _moment, "answer_by": _day, "day": _day, "amount": _whole, "hours": _whole, "restart": _flag, "assignee": _id,
    "unit": _id, "consultation": _id, "items": _items, "papers": _papers, "answers": _mapping,
}  # fmt: skip
