"""Signing a dossier's result: in which capacity, by which delegation, in whose absence; kept with the move."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from motcua.domain.dossiers.slip_contents import Signer
from motcua.domain.hours import local
from motcua.domain.people.units import UnitKind
from motcua.domain.permissions import signing
from motcua.domain.permissions.roles import Actor, ActorKind, Role
from motcua.domain.permissions.signing import Seat, Signing
from motcua.queries import delegations
from motcua.queries.configuration import Configuration
from motcua.storage import ids
from motcua.storage.dossiers.models import Dossier, Result, Signature
from motcua.storage.people.models import Staff, StaffRole

if TYPE_CHECKING:
    from motcua.services.dossiers.moving import Act

COMMITTEES = (UnitKind.COMMUNE_COMMITTEE, UnitKind.PROVINCE_COMMITTEE)
COMMITTEE = "ỦY BAN NHÂN DÂN"


def sign(act: Act) -> None:
    """Note how an approval is signed: on the drafted results, in the ledger entry, as a row of its own.

    Raises signing.MayNotSign.
    """
    if act.actor.kind is not ActorKind.STAFF:
        return
    made = given(act.config, act.row, act.actor, unit_id=act.row.step_unit_id, at=act.at)
    signature_id = made["id"]
    act.batch.insert("dossiers_signature", [made])
    granted = Result.objects.filter(dossier_id=act.row.id, replaced_at=None) if act.row.decision != "refuse" else Result.objects.none()
    results = [str(i) for i in granted.values_list("id", flat=True)]
    if results:
        # A foreign key is checked at commit, so the two statements of one batch may come in any order.
        act.batch.add("UPDATE dossiers_result SET signature_id = %s WHERE id = ANY(%s::uuid[])", [signature_id, results])
    act.ledger |= {"signature": str(signature_id), "capacity": made["capacity"]}
    if made["delegation_id"]:
        act.ledger["delegation"] = str(made["delegation_id"])


def given(config: Configuration, row: Dossier, actor: Actor, *, unit_id: object, at: dt.datetime) -> dict[str, object]:
    """Return a signature as a row to insert: in which capacity and by which delegation. Raises signing.MayNotSign."""
    staff, how, block = _decided(config, actor, unit_id, row.procedure_code, at)
    return {
        "id": ids.new(), "dossier_id": row.id, "at": at, "by": staff.id, "name": staff.name, "capacity": how.capacity.value,
        "delegation_id": uuid.UUID(how.delegation) if how.delegation else None, "authority": block[0], "position": block[1],
        "cancelled_at": None,
    }  # fmt: skip


def cancel(act: Act) -> None:
    """Cancel the signatures of a dossier that goes back: what was signed may change, so it is signed anew."""
    act.batch.add(
        "UPDATE dossiers_signature SET cancelled_at = %s WHERE dossier_id = %s AND cancelled_at IS NULL", [act.at, act.row.id]
    )


def instead_of(row: Dossier, actor: Actor) -> str | None:
    """Return for whom the actor acts here as the deputy of an absence: who has the dossier, or the head it waits for."""
    for one in actor.stands_in:
        waits = row.assignee is None and row.step_role == Role.HEAD.value and str(row.step_unit_id) in one.heads
        if waits or (row.assignee is not None and str(row.assignee) == one.person):
            return one.person
    return None


def of_dossier(row: Dossier) -> Signature | None:
    """Return the signature that stands, None before the dossier is signed and after it was sent back."""
    return Signature.objects.filter(dossier_id=row.id, cancelled_at=None).order_by("-id").first()


def signer_of(config: Configuration, row: Dossier) -> Signer:
    """Return the printed block of the signature that stands; an empty place for the name before that."""
    found = of_dossier(row)
    if found is not None:
        return Signer(authority=found.authority, position=found.position, name=found.name)
    together = config.unit(row.competent_unit_id).kind in COMMITTEES
    return Signer(authority=f"TM. {COMMITTEE}" if together else "", position="")


def block_of(config: Configuration, actor: Actor, unit_id: object, procedure: str, at: dt.datetime) -> Signer:
    """Return the block with which somebody signs a paper of the unit; the plain head's place where nothing says how."""
    try:
        staff, _how, (authority, position) = _decided(config, actor, unit_id, procedure, at)
    except (signing.MayNotSign, LookupError):
        return Signer(position="Thủ trưởng cơ quan, đơn vị", name=actor.label)
    return Signer(authority=authority, position=position, name=staff.name)


def _decided(
    config: Configuration, actor: Actor, unit_id: object, procedure: str, at: dt.datetime
) -> tuple[Staff, Signing, tuple[str, str]]:
    day, unit = local(at).date(), config.unit(unit_id)
    staff = Staff.objects.filter(id=actor.id).first() if actor.kind is ActorKind.STAFF else None
    if staff is None:
        raise LookupError(actor.id)
    live = {h.delegation for h in actor.holdings if h.delegation}
    found = [d for d in delegations.of_taker(staff.id, unit=str(unit_id)) if d.id in live or not d.holds_on(day)]
    how = signing.decide(
        seat=_seat(staff, unit_id, day), title=staff.title, delegations=found, day=day, unit=str(unit_id), procedure=procedure
    )
    together = unit.kind in COMMITTEES
    body = COMMITTEE if together else unit.name.upper()
    return staff, how, signing.block(how, title=staff.title, body=body, together=together)


def _seat(staff: Staff, unit_id: object, day: dt.date) -> Seat | None:
    held = StaffRole.objects.filter(staff_id=staff.id, role=Role.HEAD.value, unit_id=unit_id, valid_from__lte=day)
    seats = [signing.is_deputy(r.position, staff.title) for r in held.exclude(valid_to__lt=day)]
    return Seat(deputy=all(seats)) if seats else None


