"""Reorganisations of units as the console shows them: the list, what was done, what waits for somebody to choose."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import access, configuration
from motcua.storage import sealing
from motcua.storage.dossiers.models import Party
from motcua.storage.people.models import ApiKey, StaffRole
from motcua.storage.reorganisation.models import ByHand, Reorganisation, Succession

PAGE = 50
MOST_ROLES = 300


@dataclass(frozen=True)
class WaitingDossier:
    """A dossier the table does not decide: what it is, where its owner lives as they wrote it, who may take it."""

    id: uuid.UUID
    code: str
    title: str
    status: int
    due_at: dt.datetime | None
    unit: str
    address: str
    options: tuple[tuple[uuid.UUID, str], ...]


@dataclass(frozen=True)
class WaitingRole:
    """A role of somebody (or a key of a machine) in a divided unit, and where it may go."""

    id: uuid.UUID
    kind: str  # role | key
    who: str
    role: Role | None
    unit: str
    options: tuple[tuple[uuid.UUID, str], ...]


@dataclass(frozen=True)
class Line:
    """Who took over from a unit, as it was applied."""

    old: str
    old_code: str
    new: tuple[str, ...]


def listed() -> list[Reorganisation]:
    """Return every reorganisation, the latest first."""
    return list(Reorganisation.objects.order_by("-prepared_at"))


def one(reorganisation_id: uuid.UUID) -> Reorganisation | None:
    """Return a reorganisation; None where there is none."""
    return Reorganisation.objects.filter(id=reorganisation_id).first()


def of_file(*, digest: str, on: dt.date) -> Reorganisation | None:
    """Return the reorganisation of a file for a day; None where it was never prepared."""
    return Reorganisation.objects.filter(digest=digest, on=on).first()


def lines(row: Reorganisation) -> list[Line]:
    """Return who took over from whom, by identifier of the old unit."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in Succession.objects.filter(reorganisation=row).select_related("old", "new").order_by("old__code", "ordinal"):
        heirs = found.setdefault((one.old.code, one.old.name), [])
        if one.new.name not in heirs:
            heirs.append(one.new.name)
    return [Line(name, code, tuple(heirs)) for (code, name), heirs in found.items()]


def waiting(row: Reorganisation) -> dict[str, int]:
    """Return how many of each kind wait for somebody to choose."""
    kinds = list(ByHand.objects.filter(reorganisation=row, settled_at=None).values_list("kind", flat=True))
    return {kind: kinds.count(kind) for kind in ("dossier", "role", "key")}


def waiting_dossiers(
    row: Reorganisation, actor: Actor, *, families: Mapping[uuid.UUID, Sequence[uuid.UUID]], most: int = PAGE
) -> tuple[WaitingDossier, ...]:
    """Return dossiers within the actor's reach for which somebody has to choose, the most urgent first."""
    listed = dict(ByHand.objects.filter(reorganisation=row, kind="dossier", settled_at=None).values_list("row", "unit_id"))
    rows = list(access.reachable(actor, Action.READ).filter(id__in=list(listed)).order_by("due_at", "id")[:most])
    lives = _addresses([one.id for one in rows])
    config = configuration.current()
    return tuple(
        WaitingDossier(
            one.id, one.code, one.title, one.status, one.due_at, config.unit(listed[one.id]).name, lives.get(one.id, ""),
            _options(families.get(listed[one.id], ())),
        )
        for one in rows
    )  # fmt: skip


def waiting_roles(row: Reorganisation, *, heirs: Mapping[uuid.UUID, Sequence[uuid.UUID]]) -> tuple[WaitingRole, ...]:
    """Return roles and keys for which somebody has to choose, unit by unit."""
    listed = {(one.kind, one.row): one.unit_id for one in ByHand.objects.filter(reorganisation=row, settled_at=None).exclude(kind="dossier")}
    roles = StaffRole.objects.filter(id__in=[i for kind, i in listed if kind == "role"]).select_related("staff", "unit")
    keys = ApiKey.objects.filter(id__in=[i for kind, i in listed if kind == "key"]).select_related("unit")
    found = [
        *(WaitingRole(r.id, "role", r.staff.name, Role(r.role), r.unit.name, _options(heirs.get(r.unit_id, ()))) for r in roles),
        *(WaitingRole(k.id, "key", k.name, None, k.unit.name, _options(heirs.get(k.unit_id, ()))) for k in keys),
    ]
    return tuple(sorted(found, key=lambda one: (one.unit, one.who, one.kind))[:MOST_ROLES])


def _options(units: Sequence[uuid.UUID]) -> tuple[tuple[uuid.UUID, str], ...]:
    config = configuration.current()
    return tuple((unit, config.unit(unit).name) for unit in units)


def _addresses(dossiers: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    found: dict[uuid.UUID, str] = {}
    for dossier, sealed in Party.objects.filter(dossier_id__in=dossiers, role="owner").order_by("ordinal").values_list("dossier_id", "details_sealed"):
        kept = sealing.unseal(sealed, context="dossiers.party")
        address = kept.get("address") if isinstance(kept, dict) else None
        if isinstance(address, dict):
            found.setdefault(dossier, str(address.get("text") or ""))
    return found
