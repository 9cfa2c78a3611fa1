"""Stepping into practice: who somebody is there, as staff and as the invented citizen beside a helper."""

from __future__ import annotations

import datetime as dt
import uuid

from motcua.domain.permissions.roles import Actor, ActorKind, Holding, Role
from motcua.domain.practice.exercises import Course
from motcua.domain.practice.persons import PERSONS
from motcua.queries import citizens
from motcua.queries.configuration import Configuration
from motcua.services import addresses
from motcua.services.citizens import PROFILE
from motcua.storage import ids, sealing
from motcua.storage.people.models import Citizen

PROVIDER = "practice"  # whoever comes from here was vouched for by nobody
BESIDE = "neighbour"  # the invented person who sits beside a helper


def staff(actor: Actor, course: Course, config: Configuration, day: dt.date) -> Actor:
    """Return a member of staff as they are in practice: one role in the practice unit, and nothing they hold in earnest."""
    centre = config.practice_centre(day)
    held: tuple[Holding, ...] = ()
    if centre is not None and course is Course.HELPER:
        held = (Holding(role=Role.HELPER, unit=str(centre.parent_id)),)
    elif centre is not None:
        held = (Holding(role=Role.CLERK, unit=str(centre.id)),)
    return Actor(kind=ActorKind.STAFF, id=actor.id, label=actor.label, holdings=held, learner=actor.id)


def sit_beside(*, learner: str, config: Configuration, at: dt.datetime) -> None:
    """Make sure that the invented citizen beside a helper has an account of practice."""
    person = PERSONS[BESIDE]
    commune = next(iter(sorted(addresses.communes_here(config, at.date()))), "")
    profile = {
        "name": person.name, "identity": person.number, "born": f"{person.born[4:]}-{person.born[2:4]}-{person.born[:2]}",
        "sex": "female" if person.sex == "Nữ" else "male", "phone": person.phone,
        "address": {"line": "Thôn Mẫu", "commune": commune, "province": addresses.here()},
    }  # fmt: skip
    Citizen.objects.get_or_create(
        provider=PROVIDER, subject=learner,
        defaults={
            "id": ids.new(), "person_key": sealing.blind("identity", person.number), "name": person.name, "created_at": at, "seen_at": at,
            "profile_sealed": sealing.seal(profile, context=PROFILE),
        },
    )  # fmt: skip


def citizen(learner: str) -> Actor | None:
    """Return the invented citizen beside a helper, or None before they came."""
    row = citizens.by_subject(provider=PROVIDER, subject=learner)
    if row is None:
        return None
    return Actor(kind=ActorKind.CITIZEN, id=str(row.id), label=row.name, person_key=row.person_key, learner=learner)


def visitor(learner: str) -> Actor:
    """Return whoever looks at the public pages in practice: sees progress of what is practised, and of nothing else."""
    return Actor(kind=ActorKind.VISITOR, id=f"visitor:{uuid.UUID(learner)}", learner=learner)
