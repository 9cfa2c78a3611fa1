"""Roles: what a person may be in a unit, on given days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
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


class ActorKind(Enum):
    STAFF = "staff"
    CITIZEN = "citizen"
    MACHINE = "machine"  # an API key
    SYSTEM = "system"  # the product itself: worker, import
    VISITOR = "visitor"  # nobody signed in


@dataclass(frozen=True)
class Holding:
    """A role held in a unit; `units` is that unit with everything under it on the day of the request."""

    role: Role
    unit: str
    units: frozenset[str] = frozenset()
    until: dt.date | None = None


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

    def holds(self, *roles: Role) -> bool:
        """Return whether the actor holds any of the roles anywhere."""
        return any(h.role in roles for h in self.holdings)

    def units_as(self, *roles: Role) -> frozenset[str]:
        """Return the units in which the actor holds any of the roles, without those under them."""
        return frozenset(h.unit for h in self.holdings if h.role in roles)

    def reach_as(self, *roles: Role) -> frozenset[str]:
        """Return the units in which the actor holds any of the roles, with everything under them."""
        return frozenset().union(*(h.units | {h.unit} for h in self.holdings if h.role in roles))


VISITOR = Actor(kind=ActorKind.VISITOR, id="visitor")
