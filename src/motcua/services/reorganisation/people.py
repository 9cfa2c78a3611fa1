"""The people of the units: roles, keys of machines, delegations of signing, known counters, drafts not yet sent."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import Q

from motcua.domain.permissions.roles import Actor
from motcua.domain.reorganisation.heirs import Heirs
from motcua.services import ledger_bulk
from motcua.services.reorganisation import journal
from motcua.services.reorganisation.journal import Round
from motcua.storage import ids
from motcua.storage.counters.models import Counter
from motcua.storage.people.models import ApiKey, Delegation, StaffRole
from motcua.storage.people.models import Unit as UnitRow
from motcua.storage.reorganisation.models import ByHand

LONGEST_NAME = 40  # of a counter


def roles(kept: Round, ending: Sequence[uuid.UUID], heirs: Heirs, *, on: dt.date, basis: str, actor: Actor, at: dt.datetime) -> None:
    """Date every role of the units anew in the heir, from the day on; those of divided units wait for somebody to choose.

    Accounts that are closed go nowhere: their role ends with the unit.
    """
    rows = list(_living(ending, on).select_for_update(of=("self",)).select_related("staff").order_by("id"))
    waiting = [row for row in rows if row.staff.is_active and heirs.whole(row.unit_id) is None and heirs.of(row.unit_id)]
    chosen = _chosen(kept, "role", waiting)
    left = {row.id for row in waiting} - set(chosen)
    moves = [(row, chosen.get(row.id) or heirs.whole(row.unit_id)) for row in rows if row.id not in left]
    place(kept, moves, on=on, basis=basis, actor=actor, at=at)


def place(
    kept: Round, moves: Sequence[tuple[StaffRole, uuid.UUID | None]], *, on: dt.date, basis: str, actor: Actor, at: dt.datetime
) -> None:
    """End locked roles the day before and give them anew in the unit beside each; nothing beside one: it just ends.

    A role that would only have begun later is taken back, and begins later in the new unit. Who holds the role there
    already (of two units that become one) holds it once.
    """
    last = on - dt.timedelta(days=1)
    held = set(_living([unit for _row, unit in moves if unit], on).values_list("staff_id", "role", "unit_id"))
    made: list[StaffRole] = []
    for row, unit in moves:
        if unit is None or (row.staff_id, row.role, unit) in held:
            continue
        held.add((row.staff_id, row.role, unit))
        made.append(
            StaffRole(id=ids.new(), staff_id=row.staff_id, role=row.role, unit_id=unit, valid_from=max(on, row.valid_from),
                      valid_to=row.valid_to, document=(basis or row.document)[:200], position=row.position)
        )  # fmt: skip
    StaffRole.objects.bulk_create(made)
    journal.inserted(kept, "people_staffrole", [row.id for row in made])
    journal.change(kept, "people_staffrole", [(row.id, {"valid_to": _text(row.valid_to)}, {"valid_to": str(last)}) for row, _unit in moves])
    StaffRole.objects.filter(id__in=[row.id for row, _unit in moves]).update(valid_to=last)
    told: dict[uuid.UUID, dict[str, object]] = {}
    for row, unit in moves:
        said = told.setdefault(row.staff_id, {"reorganisation": str(kept.reorganisation), "roles": []})
        listed = said["roles"]
        assert isinstance(listed, list)
        listed.append([row.role, str(row.unit_id), _text(unit)])
    ledger_bulk.note_subjects(told, kind="staff", action="role.reorganise", actor=actor, at=at)


def _living(units: Sequence[uuid.UUID], on: dt.date):  # type: ignore[no-untyped-def]
    return StaffRole.objects.filter(unit_id__in=units).filter(Q(valid_to=None) | Q(valid_to__gte=on))


def _chosen(kept: Round, kind: str, waiting: Sequence[StaffRole] | Sequence[ApiKey]) -> dict[uuid.UUID, uuid.UUID]:
    """List what waits for somebody to choose; return what was chosen in an earlier round."""
    ByHand.objects.bulk_create(
        [ByHand(reorganisation_id=kept.reorganisation, kind=kind, row=row.id, unit_id=row.unit_id) for row in waiting],
        ignore_conflicts=True,
    )
    rows = ByHand.objects.filter(reorganisation=kept.reorganisation, kind=kind, row__in=[row.id for row in waiting]).exclude(chosen=None)
    return {row.row: row.chosen for row in rows if row.chosen is not None}


def keys(kept: Round, ending: Sequence[uuid.UUID], heirs: Heirs) -> None:
    """Let the keys of machines follow their unit; those of divided units wait for somebody to choose."""
    rows = list(ApiKey.objects.select_for_update().filter(unit_id__in=ending, revoked_at=None).order_by("id"))
    waiting = [row for row in rows if heirs.whole(row.unit_id) is None and heirs.of(row.unit_id)]
    chosen = _chosen(kept, "key", waiting)
    for row in rows:
        unit = chosen.get(row.id) or heirs.whole(row.unit_id)
        if unit is not None:
            place_key(kept, row, unit)


def place_key(kept: Round, row: ApiKey, unit: uuid.UUID) -> None:
    """Give a machine's key to another unit."""
    journal.change(kept, "people_apikey", [(row.id, {"unit_id": str(row.unit_id)}, {"unit_id": str(unit)})])
    ApiKey.objects.filter(id=row.id).update(unit_id=unit)


def delegations(kept: Round, ending: Sequence[uuid.UUID], *, on: dt.date, actor: Actor, at: dt.datetime) -> int:
    """End every delegation of signing of the units: it was given by the head of an agency that is no more (BLDS Đ140)."""
    last = on - dt.timedelta(days=1)
    rows = list(Delegation.objects.select_for_update().filter(unit_id__in=ending).filter(Q(valid_to=None) | Q(valid_to__gte=on)))
    journal.change(kept, "people_delegation", [
        (row.id, {"valid_to": _text(row.valid_to), "ended_at": row.ended_at.isoformat() if row.ended_at else None, "ended_by": row.ended_by},
         {"valid_to": str(last), "ended_at": at.isoformat(), "ended_by": actor.id})
        for row in rows
    ])  # fmt: skip
    Delegation.objects.filter(id__in=[row.id for row in rows]).update(valid_to=last, ended_at=at, ended_by=actor.id)
    return len(rows)


def counters(kept: Round, ending: Sequence[uuid.UUID], heirs: Heirs) -> None:
    """Let known counters follow their office: the browser stays known; a name that is taken there gets the old office's added."""
    rows = list(Counter.objects.select_for_update().filter(unit_id__in=ending, revoked_at=None).order_by("registered_at", "id"))
    names = dict(UnitRow.objects.filter(id__in=ending).values_list("id", "name"))
    taken = set(Counter.objects.filter(revoked_at=None).exclude(unit_id__in=ending).values_list("unit_id", "name"))
    for row in rows:
        unit = heirs.main(row.unit_id)
        if unit is None:
            continue
        name = _free(row.name, names[row.unit_id], taken, unit)
        taken.add((unit, name))
        journal.change(kept, "counters_counter", [
            (row.id, {"unit_id": str(row.unit_id), "name": row.name}, {"unit_id": str(unit), "name": name})
        ])  # fmt: skip
        Counter.objects.filter(id=row.id).update(unit_id=unit, name=name)


def _free(name: str, office: str, taken: set[tuple[uuid.UUID, str]], unit: uuid.UUID) -> str:
    """Return the counter's name, with the last words of its old office or a number where another has it."""
    short = " ".join(office.split()[-2:])
    wanted = [name, f"{name} {short}"[:LONGEST_NAME], *(f"{name[:34]} ({n})" for n in range(2, 1000))]
    return next(one for one in wanted if (unit, one) not in taken)


def drafts(kept: Round, ending: Sequence[uuid.UUID], heirs: Heirs) -> None:
    """Let drafts not yet sent go to the heir; where the unit is divided, the citizen is asked again where to file."""
    journal.heirs((uuid.UUID(int=0), unit, heirs.whole(unit)) for unit in ending)
    journal.move(kept, "dossiers_draft", "unit_id", "t.sent_at IS NULL", by_dossier=False)


def _text(value: object) -> str | None:
    return str(value) if value is not None else None
