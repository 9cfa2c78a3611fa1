"""Roles: what a person may be in a unit, on given days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from enum import Enum


class Role(Enum):
    """Roles a staff member may hold in a unit; several at once, each with dates."""

    CLERK = "clerk"  # cán bộ một cửa (tiếp nhận, trả kết quả)
    OFFICER = "officer"  # chuyên viên, công chức giải quyết
    HEAD = "head"  # lãnh đạo ký
    RECORDS = "records"  # văn thư
    COLLECTOR = "collector"  # người thu phí
    ONE_STOP_HEAD = "one_stop_head"  # phụ trách bộ phận một cửa
    CONTROLLER = "controller"  # cán bộ kiểm soát TTHC
    CATALOGUE = "catalogue"  # cán bộ quản lý danh mục thủ tục
    UNIT_ADMIN = "unit_admin"  # quản trị đơn vị
    LEADER = "leader"  # lãnh đạo xem số liệu
    AUDITOR = "auditor"  # kiểm tra, đọc sổ cái
    SYSTEM_ADMIN = "system_admin"  # quản trị hệ thống; never acts on a dossier
    POSTAL = "postal"  # nhân viên bưu chính công ích; sees parcels, never dossiers
    HELPER = "helper"  # tổ công nghệ số cộng đồng
    SIGNER = "signer"  # người được giao ký (uỷ quyền, phân công): held by a delegation alone, never given


class ActorKind(Enum):
    STAFF = "staff"
    CITIZEN = "citizen"
    MACHINE = "machine"  # an API key
    SYSTEM = "system"  # the product itself: worker, import
    VISITOR = "visitor"  # nobody signed in


@dataclass(frozen=True)
class Holding:
    """A role held in a unit; `units` is that unit with everything under it, and the units these continue.

    A bounded holding reaches less: `procedures` (None: all) by the delegation that gave it, `instead_of` only what is
    assigned to an absent colleague.
    """

    role: Role
    unit: str
    units: frozenset[str] = frozenset()
    until: dt.date | None = None
    procedures: frozenset[str] | None = None
    delegation: str | None = None
    instead_of: str | None = None


@dataclass(frozen=True)
class StandIn:
    """An absence in which the actor is the named deputy (người xử lý thay)."""

    absence: str
    person: str
    heads: frozenset[str] = frozenset()  # units in which the absent person is a signing head


@dataclass(frozen=True)
class Actor:
    """Who acts: always passed, never guessed.

    `person_key` is the blind index of the person's identity number: nobody acts on a dossier in which they are a
    party, and it is how a citizen's own dossiers are found.
    """

    kind: ActorKind
    id: str
    label: str = ""
    person_key: str | None = None
    holdings: tuple[Holding, ...] = ()
    scopes: frozenset[str] = field(default_factory=frozenset)
    stands_in: tuple[StandIn, ...] = ()
    learner: str | None = None  # in practice mode (học tập): whose practice it is; None: in earnest

    def holds(self, *roles: Role) -> bool:
        """Return whether the actor holds any of the roles anywhere."""
        return any(h.role in roles for h in self.holdings)

    def units_as(self, *roles: Role) -> frozenset[str]:
        """Return the units in which the actor holds any of the roles themself, without those under them."""
        return frozenset(h.unit for h in self.holdings if h.role in roles and h.instead_of is None)

    def reach_as(self, *roles: Role) -> frozenset[str]:
        """Return the units in which the actor holds any of the roles themself, with everything under them."""
        own = (h for h in self.holdings if h.role in roles and h.instead_of is None)
        return frozenset().union(*(h.units | {h.unit} for h in own))

    def holding_also(self, holding: Holding) -> Actor:
        """Return the same person with one more holding: to ask what they might do if they held it."""
        return replace(self, holdings=(*self.holdings, holding))

    def as_stranger(self) -> Actor:
        """Return the same person as if they were a party to nothing: to ask whether only that stands in their way."""
        return replace(self, person_key=None)

    def mine(self) -> frozenset[str]:
        """Return whose assigned dossiers are the actor's to handle: their own, and those of whom they stand in for."""
        return frozenset({self.id, *(s.person for s in self.stands_in)})


VISITOR = Actor(kind=ActorKind.VISITOR, id="visitor")
