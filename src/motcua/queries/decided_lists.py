"""Lists by decision as the console shows them, and what follows from them for a procedure on a day."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from motcua.domain.procedures import lists
from motcua.domain.procedures.lists import ListKind, ListOfDay, ListState
from motcua.queries import configuration, console_units
from motcua.storage.lists.models import DecidedList
from motcua.storage.procedures.models import Procedure


@dataclass(frozen=True)
class SeenList:
    """A list with who did what to it."""

    id: uuid.UUID
    kind: ListKind
    state: ListState
    title: str
    codes: tuple[str, ...]
    unit: str
    proposed_at: dt.datetime
    proposed_by: str
    appraised_at: dt.datetime | None
    appraised_by: str
    appraisal: str
    approved_at: dt.datetime | None
    approved_by: str
    refused_at: dt.datetime | None
    refused_by: str
    refusal: str
    decision: str
    decided_on: dt.date | None
    first: dt.date | None
    last: dt.date | None
    replaced_by: uuid.UUID | None
    ended_at: dt.datetime | None
    ended_by: str
    ending: str
    when: str  # now | later | past; empty before a decision
    procedures: Mapping[str, str] | None = None  # names by code, on the list's own page


def listed(day: dt.date) -> list[SeenList]:
    """Return every list: what waits for somebody first, then what is in force, to come, and over."""
    rows = list(DecidedList.objects.select_related("unit").order_by("-proposed_at"))
    names = console_units.names(_people(rows))
    found = [_seen(row, names, day) for row in rows]
    order = {"now": 1, "later": 2, "": 3, "past": 4}
    return sorted(found, key=lambda one: 0 if one.state in (ListState.PROPOSED, ListState.APPRAISED) else order[one.when])


def count(states: Iterable[ListState]) -> int:
    """Return how many lists stand in one of the states."""
    return DecidedList.objects.filter(state__in=[state.value for state in states]).count()


def one(list_id: uuid.UUID, day: dt.date) -> SeenList | None:
    """Return one list with the names of its procedures; None where there is none."""
    row = DecidedList.objects.select_related("unit").filter(id=list_id).first()
    if row is None:
        return None
    titles = dict(Procedure.objects.filter(code__in=row.codes).values_list("code", "name"))
    return _seen(row, console_units.names(_people([row])), day, {code: titles.get(code, "") for code in row.codes})


def replaceable(kind: ListKind, day: dt.date) -> list[tuple[uuid.UUID, str]]:
    """Return the approved lists of a kind that another decision may replace, each as its decision names it."""
    rows = DecidedList.objects.filter(kind=kind.value, state=ListState.APPROVED.value, replaced_by=None).order_by("-valid_from")
    return [(r.id, f"{r.decision} – {r.title}") for r in rows if r.valid_to is None or r.valid_to >= day]


def of_procedure(code: str, day: dt.date) -> list[ListOfDay]:
    """Return the lists that name a procedure on a day, one a kind."""
    known = configuration.current().lists
    found = (lists.listed(known, kind, code, day) for kind in ListKind)
    return [one for one in found if one is not None]


def on(kind: ListKind, code: str, day: dt.date) -> ListOfDay | None:
    """Return the list of a kind that names a procedure on a day, or None."""
    return lists.listed(configuration.current().lists, kind, code, day)


def _seen(row: DecidedList, names: Mapping[str, str], day: dt.date, procedures: Mapping[str, str] | None = None) -> SeenList:
    return SeenList(
        id=row.id, kind=ListKind(row.kind), state=ListState(row.state), title=row.title, codes=tuple(row.codes), unit=row.unit.name,
        proposed_at=row.proposed_at, proposed_by=names.get(row.proposed_by, ""), appraised_at=row.appraised_at,
        appraised_by=names.get(row.appraised_by, ""), appraisal=row.appraisal, approved_at=row.approved_at,
        approved_by=names.get(row.approved_by, ""), refused_at=row.refused_at, refused_by=names.get(row.refused_by, ""), refusal=row.refusal,
        decision=row.decision, decided_on=row.decided_on, first=row.valid_from, last=row.valid_to, replaced_by=row.replaced_by_id,
        ended_at=row.ended_at, ended_by=names.get(row.ended_by, ""), ending=row.ending,
        when=_when(row, day), procedures=procedures,
    )  # fmt: skip


def _when(row: DecidedList, day: dt.date) -> str:
    if row.state != ListState.APPROVED.value or row.valid_from is None:
        return ""
    if row.valid_from > day:
        return "later"
    return "past" if row.valid_to is not None and row.valid_to < day else "now"


def _people(rows: list[DecidedList]) -> set[str]:
    return {who for row in rows for who in (row.proposed_by, row.appraised_by, row.approved_by, row.refused_by, row.ended_by) if who}
