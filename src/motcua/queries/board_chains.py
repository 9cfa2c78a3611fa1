"""Figures of chains and lists: what waits at other agencies and whose delay it is, and what lists by decision took in.

An agency's delay is its own: it is counted here by agency, past its own deadline, beside the lateness of the unit by law.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Count, F, Q, QuerySet

from motcua.domain.dossiers.states import OPEN
from motcua.domain.figures.counted import RECEIVED, RECEIVED_ONLINE
from motcua.domain.hours import ZONE
from motcua.domain.procedures.lists import ListKind
from motcua.queries import configuration
from motcua.queries.figures import sums
from motcua.storage.chains.models import Task
from motcua.storage.dossiers.models import Dossier
from motcua.storage.figures.models import Fact

LISTS = tuple(f"list_{kind.value}" for kind in ListKind)
DAY = dt.timedelta(days=1)
AT_AGENCIES = ("at_agency", "agency_late")

_WAITS = Q(tasks__sent_at__isnull=False, tasks__answered_at=None, tasks__cancelled_at=None, tasks__agency__isnull=False)


@dataclass(frozen=True)
class AtAgency:
    """Tasks at one agency: sent and answered in the period, waiting and late now, answered late in the period."""

    agency: str
    sent: int
    waiting: int
    late: int
    answered: int
    answered_late: int


@dataclass(frozen=True)
class InList:
    """Dossiers received in the period whose procedure stood on a list of the kind on the day they were received."""

    kind: ListKind
    received: int
    online: int


def agencies(counted: Iterable[str], first: dt.date, last: dt.date, at: dt.datetime) -> list[AtAgency]:
    """Return the tasks that units sent to other agencies, by agency, the latest first."""
    start, end = _moment(first), _moment(last + dt.timedelta(days=1))
    open_now = Q(answered_at=None)
    answered = Q(answered_at__gte=start, answered_at__lt=end)
    rows = (
        Task.objects.filter(unit_id__in=sorted(counted), sent_at__isnull=False, cancelled_at=None, agency__isnull=False)
        .values("agency__name")
        .annotate(
            sent=Count("id", filter=Q(sent_at__gte=start, sent_at__lt=end)), waiting=Count("id", filter=open_now),
            late=Count("id", filter=open_now & Q(due_at__lt=at)), answered=Count("id", filter=answered),
            answered_late=Count("id", filter=answered & Q(answered_at__gt=F("due_at"))),
        )
    )  # fmt: skip
    found = [AtAgency(r["agency__name"], r["sent"], r["waiting"], r["late"], r["answered"], r["answered_late"]) for r in rows]
    shown = [one for one in found if one.sent or one.waiting or one.answered]
    return sorted(shown, key=lambda one: (-one.late, -one.waiting, one.agency))


def lists(units: Collection[str] | None, first: dt.date, last: dt.date) -> list[InList]:
    """Return what was received in the period by kind of list, each day by the list in force on it; kinds without a list are left out.

    `units` are ids; None counts all. One statement a stretch of days on which the same lists are in force.
    """
    return [_in_list(kind, units, first, last) for kind in ListKind if any(one.kind is kind for one in configuration.current().lists)]


def _in_list(kind: ListKind, units: Collection[str] | None, first: dt.date, last: dt.date) -> InList:
    totals = {RECEIVED.key: 0, RECEIVED_ONLINE.key: 0}
    decided = [one for one in configuration.current().lists if one.kind is kind]
    edges = {first, last + DAY, *(one.first for one in decided), *(one.last + DAY for one in decided if one.last)}
    days = sorted(day for day in edges if first <= day <= last + DAY)
    for begin, end in pairwise(days):
        codes = {code for one in decided if one.first <= begin and (one.last is None or begin <= one.last) for code in one.codes}
        if codes:  # of several lists at once, a dossier counts once
            for key, amount in sums.totals([RECEIVED, RECEIVED_ONLINE], first=begin, last=end - DAY, units=units, procedures=codes).items():
                totals[key.part] += amount
    return InList(kind, totals[RECEIVED.key], totals[RECEIVED_ONLINE.key])


def received_on(
    name: str, units: Collection[str] | None, first: dt.date, last: dt.date, *, limit: int, after: uuid.UUID | None = None
) -> list[uuid.UUID]:
    """Return the dossiers behind the number of a list (LISTS), the newest first; `after` goes on below a dossier."""
    wanted = members(ListKind(name.removeprefix("list_")))
    if wanted is None:
        return []
    rows = Fact.objects.filter(wanted, accepted_on__gte=first, accepted_on__lte=last)
    if units is not None:
        rows = rows.filter(competent_unit__in=sorted(units))
    if after is not None:
        rows = rows.filter(dossier_id__lt=after)
    return list(rows.order_by("-dossier_id").values_list("dossier_id", flat=True)[:limit])


def members(kind: ListKind) -> Q | None:
    """Return the condition on facts that a procedure stood on a list of the kind that day; None where no list was decided."""
    found: Q | None = None
    for one in configuration.current().lists:
        if one.kind is kind:
            days = Q(accepted_on__gte=one.first) if one.last is None else Q(accepted_on__gte=one.first, accepted_on__lte=one.last)
            part = Q(procedure_code__in=sorted(one.codes)) & days
            found = part if found is None else found | part
    return found


def waiting_there(rows: QuerySet[Dossier], name: str, counted: Iterable[str], at: dt.datetime) -> QuerySet[Dossier]:
    """Return the dossiers behind a number of tasks at agencies (AT_AGENCIES), sent by one of the units."""
    wanted = _WAITS & Q(tasks__unit_id__in=sorted(counted))
    if name == "agency_late":
        wanted &= Q(tasks__due_at__lt=at)
    return rows.filter(wanted, status__in=[int(s) for s in OPEN]).distinct()


def _moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=ZONE)
