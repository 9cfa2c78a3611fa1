"""Accounts of staff as the console shows them: within what an administrator reaches, each with its dated roles."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.domain import folding
from motcua.domain.people.units import Unit
from motcua.domain.permissions import administration
from motcua.domain.permissions.administration import Held
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import configuration
from motcua.storage.people.models import ApiKey, Staff, StaffRole

PAGE = 50


@dataclass(frozen=True)
class RoleLine:
    """A role of an account with its days; `ends` tells whether the actor may end it."""

    id: uuid.UUID
    role: Role
    unit: Unit | None
    first: dt.date
    last: dt.date | None
    document: str
    when: str  # now | later | over
    ends: bool


@dataclass(frozen=True)
class Account:
    """An account; `changes` tells whether the actor may change it."""

    id: uuid.UUID
    username: str
    name: str
    title: str
    email: str
    phone: str
    active: bool
    second_factor: bool
    last_login: dt.datetime | None
    roles: tuple[RoleLine, ...]
    changes: bool

    @property
    def now(self) -> tuple[RoleLine, ...]:
        return tuple(r for r in self.roles if r.when == "now")


@dataclass(frozen=True)
class Filter:
    """What of the accounts is wanted; empty means no restriction."""

    words: str = ""
    unit: str = ""
    role: str = ""
    state: str = ""  # open | closed | without_factor | without_role


@dataclass(frozen=True)
class Key:
    """An API key without its secret."""

    id: uuid.UUID
    name: str
    unit: Unit | None
    roles: tuple[Role, ...]
    scopes: tuple[str, ...]
    created_at: dt.datetime
    valid_until: dt.datetime | None
    revoked_at: dt.datetime | None

    def live(self, at: dt.datetime) -> bool:
        """Return whether the key opens anything at the moment."""
        return self.revoked_at is None and (self.valid_until is None or self.valid_until > at)


def accounts(actor: Actor, wanted: Filter, day: dt.date, *, number: int = 1) -> tuple[list[Account], bool]:
    """Return a page of the accounts the actor may see, in Vietnamese order of names, and whether there are more.

    A unit's administrator sees who holds or held a role there, and finds anybody by the exact account name.
    """
    named = _narrowed(_visible(actor, wanted.words), wanted, day).values_list("id", "name", "username")
    text = folding.fold(wanted.words)
    found = [(i, name) for i, name, user in named if text in folding.fold(name) or text in user]
    found.sort(key=lambda one: _by_given_name(one[1]))
    wanted_ids = [i for i, _name in found[(number - 1) * PAGE : number * PAGE]]
    rows = {row.id: row for row in Staff.objects.filter(id__in=wanted_ids).prefetch_related("roles")}
    return [_account(rows[i], actor, day) for i in wanted_ids], len(found) > number * PAGE


def account(actor: Actor, staff_id: uuid.UUID, day: dt.date) -> Account | None:
    """Return one account with all its roles; None where the actor administers nothing or there is no such account."""
    if not administration.roles_to_give(actor):
        return None
    row = Staff.objects.prefetch_related("roles").filter(id=staff_id).first()
    return _account(row, actor, day) if row else None


def roles_that_count(rows: Iterable[StaffRole], day: dt.date) -> list[Held]:
    """Return the roles by which it is judged who administers an account: those not over, else all it ever had."""
    known = list(rows)
    left = [row for row in known if row.valid_to is None or row.valid_to >= day]
    return [Held(Role(row.role), str(row.unit_id)) for row in left or known]


def api_keys() -> list[Key]:
    """Return every API key, the latest first."""
    config = configuration.current()
    return [
        Key(
            k.id, k.name, config.units.get(str(k.unit_id)), tuple(Role(r) for r in k.roles), tuple(sorted(k.scopes)),
            k.created_at, k.valid_until, k.revoked_at,
        )
        for k in ApiKey.objects.order_by("-created_at")
    ]  # fmt: skip


def _visible(actor: Actor, words: str) -> QuerySet[Staff]:
    if administration.everywhere(actor):
        return Staff.objects.all()
    reach = sorted(actor.reach_as(Role.UNIT_ADMIN))
    held = Exists(StaffRole.objects.filter(staff=OuterRef("pk"), unit_id__in=reach))
    return Staff.objects.filter(held | Q(username=words.strip().lower()))


def _narrowed(rows: QuerySet[Staff], wanted: Filter, day: dt.date) -> QuerySet[Staff]:
    current = StaffRole.objects.filter(staff=OuterRef("pk"), valid_from__lte=day).exclude(valid_to__lt=day)
    if wanted.unit:
        rows = rows.filter(Exists(current.filter(unit_id__in=sorted(configuration.current().under(wanted.unit)))))
    if wanted.role:
        rows = rows.filter(Exists(current.filter(role=wanted.role)))
    match wanted.state:
        case "open" | "closed":
            rows = rows.filter(is_active=wanted.state == "open")
        case "without_factor":
            rows = rows.filter(totp_sealed=None)
        case "without_role":
            rows = rows.filter(~Exists(current))
    return rows


def _account(row: Staff, actor: Actor, day: dt.date) -> Account:
    config = configuration.current()
    held = sorted(row.roles.all(), key=lambda r: (r.valid_to is not None, r.valid_from))
    return Account(
        id=row.id, username=row.username, name=row.name, title=row.title, email=row.email, phone=row.phone,
        active=row.is_active, second_factor=row.totp_sealed is not None, last_login=row.last_login,
        roles=tuple(_role(r, config.units.get(str(r.unit_id)), actor, day) for r in held),
        changes=administration.may_change_account(actor, roles_that_count(held, day), account=str(row.id)),
    )  # fmt: skip


def _role(row: StaffRole, unit: Unit | None, actor: Actor, day: dt.date) -> RoleLine:
    over = row.valid_to is not None and row.valid_to < day
    when = "over" if over else "later" if row.valid_from > day else "now"
    held = Held(Role(row.role), str(row.unit_id))
    ends = not over and administration.may_give(actor, held, account=str(row.staff_id))
    return RoleLine(row.id, held.role, unit, row.valid_from, row.valid_to, row.document, when, ends)


def _by_given_name(name: str) -> tuple[str, str]:
    """Return the key of Vietnamese lists of people: the given name decides, then the rest."""
    *family, given = name.split() or [""]
    return folding.sort_key(given), folding.sort_key(" ".join(family))
