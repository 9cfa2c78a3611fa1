"""What was really done in an exercise, as its checks are judged by: rows and ledger entries, never what somebody claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.domain.dossiers.transitions import Action


@dataclass(frozen=True)
class Act:
    """One entry of a practised dossier's ledger."""

    action: str
    at: dt.datetime
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Practised:
    """A dossier of practice: what it is, who stands in it, what was done with it since the exercise began."""

    code: str
    procedure: str
    status: int
    persons: frozenset[str] = frozenset()  # keys of the invented people who are parties
    papers: frozenset[str] = frozenset()  # components handed in
    acts: tuple[Act, ...] = ()
    read: tuple[tuple[str, dt.datetime], ...] = ()  # what the learner looked at or printed: purpose, when
    originals: tuple[tuple[int, int], ...] = ()  # certified: pages and copies of each
    asked: tuple[frozenset[str], ...] = ()  # components each request asks for
    receipts: int = 0  # receipts of money that stand
    owed: int = 0  # đồng still to pay
    answer_by: dt.datetime | None = None  # a filing must be answered by then

    def did(self, *actions: Action) -> bool:
        """Return whether one of the actions was taken."""
        return any(act.action == one.value for act in self.acts for one in actions)

    def first(self, *actions: Action) -> dt.datetime | None:
        """Return when one of the actions was taken first."""
        return min((act.at for act in self.acts for one in actions if act.action == one.value), default=None)

    def printed(self, purpose: str, *, since: dt.datetime | None = None) -> bool:
        """Return whether the paper was opened for printing, after a moment where one is given."""
        return any(name == purpose and (since is None or at >= since) for name, at in self.read)


@dataclass(frozen=True)
class Evidence:
    """Everything an exercise is judged by."""

    made: tuple[Practised, ...] = ()  # begun by the learner since the exercise began, the latest first
    prepared: Practised | None = None  # laid ready for the exercise
    wanted: str = ""  # the procedure the exercise is about
    lacking: frozenset[str] = frozenset()  # components the prepared dossier lacks
    searched: tuple[str, ...] = ()  # words typed into the search
    opened: frozenset[tuple[str, str]] = frozenset()  # pages opened: route, what about
    answer: str = ""  # to the exercise's question

    @property
    def right_one(self) -> Practised | None:
        """Return the dossier begun for the procedure the exercise is about."""
        return next((one for one in self.made if one.procedure == self.wanted), None)
