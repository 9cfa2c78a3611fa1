"""A long random history through the product's own services: filings, moves, corrections, withdrawals, mergers, time passing.

What is tried and refused (not possible here, not allowed) changes nothing and is no move. The same seed tells the same
history.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import uuid
from collections import Counter
from dataclasses import dataclass, field

from django.db import connection

from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.states import Place, Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import ZONE
from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.procedures.revision import Channel
from motcua.queries import actors, configuration
from motcua.queries.access import NotAllowed
from motcua.services import own_dossiers, results
from motcua.services.dossiers import moving, opening
from motcua.services.dossiers.waits import InputWrong
from motcua.services.figures import folding
from motcua.services.reorganisation import applying, preparing
from motcua.storage.dossiers.models import Dossier
from motcua.storage.reorganisation.models import Reorganisation
from tests import make
from tests.make import World

FIRST, LAST = dt.datetime(2025, 6, 2, 7, 30, tzinfo=ZONE), dt.datetime(2026, 4, 3, 16, 0, tzinfo=ZONE)
ITEMS = [{"component": "proof", "name": "Giấy tờ", "note": "Bản rõ hơn"}]
# Two mergers: the night of 30/6/2025, and once more at the turn of a quarter.
MERGERS = {
    dt.date(2025, 7, 1): [
        {"old": "H48.102", "new": "H48.201", "name": "UBND xã Mới Thử", "area": "21003"},
        {"old": "H48.102.01", "new": "H48.201.01", "name": "Trung tâm xã Mới Thử", "parent": "H48.201"},
    ],
    dt.date(2026, 1, 1): [
        {"old": "H48.101", "new": "H48.301", "name": "UBND xã Chung Thử", "area": "21004"},
        {"old": "H48.201", "new": "H48.301"},
        {"old": "H48.101.01", "new": "H48.301.01", "name": "Trung tâm xã Chung Thử", "parent": "H48.301"},
        {"old": "H48.201.01", "new": "H48.301.01"},
    ],
}  # fmt: skip
_REFUSED = (NotPossible, NotAllowed, InputMissing, InputWrong, ValueError, PermissionError)
Try = tuple[float, str, Action, dict[str, object]]  # weight, who, what, with what


def province() -> World:
    """Make the small province as it was years before, so that a history fits into it; both communes settle by themselves."""
    began = dt.date(2024, 1, 1)
    world = make.world(began)
    for name, role in (("other_head", Role.HEAD), ("other_records", Role.RECORDS)):
        world.staff[name] = make.member(name, role, world.other_commune, began)
    configuration.forget()
    return world


@dataclass
class History:
    """A history under way: its clock, what is alive, and what has happened by kind."""

    world: World
    moves: int  # how many it is to have
    seed: int = 1
    at: dt.datetime = FIRST
    done: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    _alive: list[uuid.UUID] = field(default_factory=list)
    _merged: set[dt.date] = field(default_factory=set)
    _actors: dict[tuple[str, dt.date, int], Actor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self._step = (LAST - FIRST).total_seconds() / self.moves

    @property
    def made(self) -> int:
        """Return how many moves have been made."""
        return sum(self.done.values())

    def goes_on(self, count: int) -> None:
        """Make so many more moves."""
        until = self.made + count
        while self.made < until:
            self._time_passes()
            if self.chance.random() < 0.1 or len(self._alive) < 5:
                self._files()
            else:
                self._moves(self.chance.choice(self._alive))
            if self.chance.random() < 0.02:
                commit()
                folding.fold(at=self.at, most=self.chance.choice([7, 50, 20_000]))

    def _time_passes(self) -> None:
        self.at = max(self.at + dt.timedelta(seconds=self.chance.random() * self._step / 20), FIRST + dt.timedelta(seconds=self._step * self.made))
        if not 7 <= self.at.hour < 17:
            self.at = dt.datetime.combine(self.at.date() + dt.timedelta(days=self.at.hour >= 17), dt.time(7, 30), tzinfo=ZONE)
        for on, lines in MERGERS.items():
            if on not in self._merged and self.at.date() >= on - dt.timedelta(days=1):
                self._merges(on, lines)

    def _merges(self, on: dt.date, lines: list[dict[str, object]]) -> None:
        self._merged.add(on)
        commit()
        Reorganisation.objects.filter(state="applied").update(state="confirmed")
        eve = max(self.at, dt.datetime.combine(on - dt.timedelta(days=1), dt.time(17, 30), tzinfo=ZONE))
        admin = self._actor("system_admin")
        row = preparing.prepare(content=json.dumps(lines).encode(), name="bang.json", on=on, basis="NQ 1", actor=admin, at=eve)
        applying.apply(reorganisation_id=row.id, actor=admin, at=eve)
        configuration.forget()
        commit()
        self.at = dt.datetime.combine(on, dt.time(7, 30), tzinfo=ZONE)
        self.done["merger"] += 1

    def _actor(self, name: str) -> Actor:
        key = (name, self.at.date(), len(self._merged))
        if key not in self._actors:
            found = actors.staff(self.world.staff[name].id, configuration.current(), self.at.date())
            assert found is not None
            self._actors[key] = found
        return self._actors[key]

    def _near(self, name: str, row: Dossier) -> bool:
        units = self._actor(name).units_as(*Role)
        return bool(units & {str(row.competent_unit_id), str(row.received_unit_id)}) or name == "controller"

    def _files(self) -> None:
        clerk = self._actor(self.chance.choice(["clerk", "other_clerk"]))
        centre = uuid.UUID(min(clerk.units_as(Role.CLERK)))
        online = self.chance.random() < 0.5
        filing = make.filing(self.world, received_unit=centre, **({"channel": Channel.ONLINE, "place": Place.AFAR} if online else {}))
        opened = opening.file(filing=filing, actor=make.citizen(), at=self.at) if online else opening.receive(filing=filing, actor=clerk, at=self.at)
        self._alive.append(opened.id)
        self.done["filed" if online else "received"] += 1
        commit()

    def _moves(self, dossier_id: uuid.UUID) -> None:
        row = Dossier.objects.get(id=dossier_id)
        tries = self._tries(row)
        if not tries or (Status(row.status) in _OVER and self.chance.random() < 0.3):
            self._alive.remove(dossier_id)
            return
        [(_weight, who, action, inputs)] = self.chance.choices(tries, weights=[t[0] for t in tries])
        names = [name for name in (who, f"other_{who}") if name == "citizen" or (name in self.world.staff and self._near(name, row))]
        for name in self.chance.sample(names, len(names)):
            try:
                self._takes(row, name, action, inputs)
            except _REFUSED:
                self.refused += 1
                continue
            self.done[action.value] += 1
            commit()
            return

    def _takes(self, row: Dossier, who: str, action: Action, inputs: dict[str, object]) -> None:
        if action is Action.RATE:
            own_dossiers.rate(code=row.code, level=self.chance.choice([1, 2, 3]), comment="", actor=make.citizen(), at=self.at)
            return
        actor = make.citizen() if who == "citizen" else self._actor(who)
        if action is Action.ASSIGN:
            inputs = {"assignee": actor.id}
        if action is Action.SET_RESULT:
            results.draft(dossier_id=row.id, actor=actor, at=self.at)
            return
        moving.advance(dossier_id=row.id, action=action, actor=actor, at=self.at, inputs=inputs)

    def _tries(self, row: Dossier) -> list[Try]:
        a = Action
        until = (self.at + dt.timedelta(days=7)).replace(hour=16, minute=0, second=0, microsecond=0)
        asked: list[Try] = [(6, "controller", action, {"reason": "Đồng ý"}) for action in _APPROVES.get(row.correction_kind or "", ())]
        asked += [(2, "controller", a.REFUSE_CORRECTION, {"reason": "Không đúng"})] if row.correction_kind else []
        asking: list[Try] = [
            (0.3, "officer", a.ASK_CORRECTION, {"kind": kind, "reason": "Nhập nhầm", **more})
            for kind, more in (("void", {}), ("reopen", {}), ("redate", {"until": until}))
        ]
        leaving: list[Try] = [(0.3, "citizen", a.WITHDRAW, {})]
        found: dict[Status, list[Try]] = {
            Status.FILED: [
                (8, "clerk", a.ACCEPT, {}), (2, "clerk", a.ASK_INTAKE, {"items": ITEMS, "reason": "Thiếu"}),
                (1, "clerk", a.REFUSE_INTAKE, {"reason": "Sai nơi"}), *leaving,
            ],
            Status.RECEIVED: [
                (4, "clerk", a.HAND_OVER, {}), (8, "officer", a.ASSIGN, {}), (1, "officer", a.ASK_PAPERS, {"items": ITEMS, "reason": "Mờ"}),
                *asking, *leaving,
            ],
            Status.IN_PROGRESS: [
                *_AT_STEP.get(row.step or "", ()), (1, "head", a.SEND_BACK, {"reason": "Sửa"}),
                (2, "officer", a.ASK_PAPERS, {"items": ITEMS, "reason": "Mờ", "restart": self.chance.random() < 0.3}),
                (1, "officer", a.ASK_FEE, {"amount": 50_000, "reason": "Phí thẩm định"}), (1, "head", a.STOP, {"reason": "Đề nghị dừng"}),
                (1, "head", a.EXTEND, {"reason": "Chờ", "cause": "d", "until": until}), *asking, *leaving,
            ],
            Status.AWAITING_PAPERS: [(5, "citizen", a.ANSWER_PAPERS, {}), (5, "citizen", a.ANSWER_INTAKE, {}), (1, "head", a.STOP, {"reason": "Quá hạn"}), *leaving],
            Status.AWAITING_PAYMENT: [(5, "clerk", a.PAY_FEE, {"way": "transfer"}), (1, "head", a.STOP, {"reason": "Quá hạn"}), *leaving],
            Status.FINISHED: [
                (4, "records", a.HAND_RESULT, {}), (6, "clerk", a.RETURN_RESULT, {"received_by": "Phạm Thị Lan"}), (3, "citizen", a.RATE, {}),
                (1, "officer", a.ASK_CORRECTION, {"kind": "reopen", "reason": "Xong nhầm"}),
            ],
            Status.RETURNED: [(3, "citizen", a.RATE, {})],
            Status.STOPPED: [(2, "officer", a.ASK_CORRECTION, {"kind": "reopen", "reason": "Dừng nhầm"})],
            Status.NOT_RECEIVED: [(2, "clerk", a.ASK_CORRECTION, {"kind": "reopen", "reason": "Từ chối nhầm"}), (1, "citizen", a.RATE, {})],
        }  # fmt: skip
        return [*asked, *found.get(Status(row.status), [])]


_AT_STEP: dict[str, tuple[Try, ...]] = {
    "appraise": ((6, "officer", Action.SET_RESULT, {}), (8, "officer", Action.PROPOSE, {"decision": "grant"})),
    "sign": ((9, "head", Action.APPROVE, {}),),
    "issue": ((9, "records", Action.ISSUE, {}),),
}
_OVER = frozenset({Status.RETURNED, Status.STOPPED, Status.NOT_RECEIVED, Status.WITHDRAWN})
_APPROVES = {"void": (Action.VOID,), "reopen": (Action.CORRECT,), "redate": (Action.REDATE,)}


def commit() -> None:
    """Let what waits for the end of a transaction happen now, as at the end of each in real life."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
