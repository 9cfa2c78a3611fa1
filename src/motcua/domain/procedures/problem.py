"""A problem that stands between a draft and its publication: the place, the fault, what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """`where` names the field or row, `code` is worded by the doors with `params`; advice does not block."""

    where: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    blocking: bool = True


def advice(where: str, code: str, **params: object) -> Problem:
    """Return a problem that is told but does not block publication."""
    return Problem(where, code, params, blocking=False)


def problem(where: str, code: str, **params: object) -> Problem:
    """Return a problem that blocks publication."""
    return Problem(where, code, params)
