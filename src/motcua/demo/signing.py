"""The demo's signing: who signs for whom, who is away, a draft that waits for its citizen, a number that was spoilt."""

from __future__ import annotations

import datetime as dt

from motcua.demo.province import Province
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.permissions.signing import Capacity
from motcua.queries import actors, configuration
from motcua.services import absences, confirmations, delegations, results
from motcua.services.delegations import Given
from motcua.storage.dossiers.models import Dossier, Result
from motcua.storage.people.models import Staff


def papers(province: Province, at: dt.datetime) -> None:
    """Enter three delegations and two absences, as the unit's administrator does from their documents."""
    shown, day = province.shown, local(at).date()
    admin, officer, second = _actor("quantri", at), Staff.objects.get(username="cv.bato"), Staff.objects.get(username="cv2.bato")
    vice = Staff.objects.get(username="ld.bato")

    def give(taker: Staff, capacity: Capacity, number: str, first: dt.date, last: dt.date | None, fields: tuple[str, ...] = ()) -> None:
        given = Given(
            unit_id=shown.id, taker=taker.id, capacity=capacity, giver_title="Chủ tịch UBND", document=number,
            document_day=first - dt.timedelta(days=1), document_signer=f"Chủ tịch {shown.name}", first=first, last=last, fields=fields,
        )  # fmt: skip
        delegations.give(given=given, actor=admin, at=at - (day - first))

    give(vice, Capacity.KT, "128/QĐ-UBND", day - dt.timedelta(days=30), None)
    give(officer, Capacity.TUQ, "135/QĐ-UBND", day - dt.timedelta(days=20), day - dt.timedelta(days=1))
    give(second, Capacity.TUQ, "141/QĐ-UBND", day - dt.timedelta(days=2), day + dt.timedelta(days=28), delegations_fields())
    absences.enter(staff_id=second.id, deputy=officer.id, first=day, last=day + dt.timedelta(days=2), actor=_actor("cv2.bato", at), at=at)
    away = Staff.objects.get(username="mc.bato")
    first = day + dt.timedelta(days=7)
    absences.enter(staff_id=away.id, deputy=None, first=first, last=first + dt.timedelta(days=1), actor=_actor("ptmc.bato", at), at=at)


def delegations_fields() -> tuple[str, ...]:
    """Return the field of the second delegation: civil status, where the catalogue names it so."""
    from motcua.queries import delegations as known

    return tuple(name for name in known.fields() if "hộ tịch" in name.casefold())[:1]


def draft_waits(at: dt.datetime) -> bool:
    """Send one draft of a birth registration to its citizen; tell whether there was one to send."""
    config = configuration.current()
    rows = Dossier.objects.filter(procedure_code__in=("1.001193", "2.000986"), status=4, step_role="officer").order_by("-id")
    for row in rows[:20]:
        if row.assignee is None or Result.objects.filter(dossier_id=row.id, replaced_at=None).exists():
            continue
        officer = actors.staff(row.assignee, config, local(at).date())
        if officer is None or not officer.holds(Role.OFFICER):
            continue
        results.draft(dossier_id=row.id, actor=officer, at=at, action=Action.SET_RESULT)
        confirmations.ask(dossier_id=row.id, actor=officer, at=at)
        return True
    return False


def _actor(username: str, at: dt.datetime) -> Actor:
    staff = Staff.objects.get(username=username)
    found = actors.staff(staff.id, configuration.current(), local(at).date())
    assert found is not None
    return found
