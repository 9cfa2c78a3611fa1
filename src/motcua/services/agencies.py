"""Keeping agencies of chains: who they are, which communes they serve, how something is sent to them, from when to when."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from motcua.domain.folding import clean_text
from motcua.domain.hours import local
from motcua.domain.people import agencies as rules
from motcua.domain.people.agencies import Way
from motcua.domain.people.contacts import parse_email
from motcua.domain.people.not_valid import NotValid
from motcua.domain.people.units import UnitKind
from motcua.domain.permissions import administration
from motcua.domain.permissions.roles import Actor, ActorKind
from motcua.queries import agency_configuration, configuration
from motcua.services import areas, ledger
from motcua.services import configuration as configuration_service
from motcua.services.staffing import SOON, NotAdministered
from motcua.storage import ids
from motcua.storage.chains.models import Agency, Task

__all__ = ["NotAdministered"]
_CODE = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")  # mã định danh, for example H48.101


class AgencyWrong(ValueError):
    """Something cannot be kept: `what` is name, kind, areas, unit, email, last; `said` what was typed or who stands in the way."""

    def __init__(self, what: str, said: str = "") -> None:
        self.what, self.said = what, said
        super().__init__(f"{what}: {said}")


@dataclass(frozen=True)
class GivenAgency:
    """An agency as it is typed; `areas` are codes of communes, none for the whole province."""

    name: str
    kind: str
    first: dt.date
    areas: tuple[str, ...] = ()
    code: str = ""
    unit_id: uuid.UUID | None = None  # where it has an account here
    way: Way = Way.LETTER
    email: str = ""
    address: str = ""
    phone: str = ""


def add(*, given: GivenAgency, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Keep an agency and return its id. Raises NotAdministered, AgencyWrong."""
    _may(actor)
    with transaction.atomic():
        row = Agency(
            id=ids.new(), code=given.code.strip()[:35], name=clean_text(given.name)[:200], kind=given.kind.strip(), areas=_areas(given.areas),
            unit_id=given.unit_id, way=given.way.value, email=_email(given), address=clean_text(given.address)[:300],
            phone=_phone(given.phone), valid_from=given.first,
        )  # fmt: skip
        _check(row, local(at).date())
        row.save(force_insert=True)
        data = {"kind": row.kind, "areas": row.areas, "unit": str(row.unit_id) if row.unit_id else None, "way": row.way, "from": str(row.valid_from)}
        ledger.note_subject(subject=row.id, kind="agency", action="agency.add", actor=actor, at=at, data=data)
        configuration_service.changed()
    return row.id


def change(*, agency_id: uuid.UUID, way: Way, email: str, address: str, phone: str, actor: Actor, at: dt.datetime) -> None:
    """Correct how an agency is reached; who it is and whom it serves changes only by a new row. Raises NotAdministered, AgencyWrong."""
    _may(actor)
    with transaction.atomic():
        row = Agency.objects.select_for_update().filter(id=agency_id).first()
        if row is None:
            raise NotAdministered
        given = GivenAgency(name=row.name, kind=row.kind, first=row.valid_from, way=way, email=email, unit_id=row.unit_id)
        row.way, row.email = way.value, _email(given)
        row.address, row.phone = clean_text(address)[:300], _phone(phone)
        row.save(update_fields=["way", "email", "address", "phone"])
        ledger.note_subject(subject=row.id, kind="agency", action="agency.change", actor=actor, at=at, data={"way": row.way})
        configuration_service.changed()


def end(*, agency_id: uuid.UUID, last: dt.date, actor: Actor, at: dt.datetime) -> int:
    """End an agency with a last day; return how many tasks still wait for it. Raises NotAdministered, AgencyWrong (last)."""
    _may(actor)
    with transaction.atomic():
        row = Agency.objects.select_for_update().filter(id=agency_id).first()
        if row is None:
            raise NotAdministered
        if last < row.valid_from or (row.valid_to is not None and last > row.valid_to):
            raise AgencyWrong("last")
        row.valid_to = last
        row.save(update_fields=["valid_to"])
        ledger.note_subject(subject=row.id, kind="agency", action="agency.end", actor=actor, at=at, data={"last": str(last)})
        configuration_service.changed()
        return Task.objects.filter(agency=row, answered_at=None, cancelled_at=None).count()


def _may(actor: Actor) -> None:
    """Agencies serve communes of the whole province: whoever administers its top keeps them."""
    if actor.kind is ActorKind.SYSTEM or administration.everywhere(actor):
        return
    tops = (u for u in configuration.current().units.values() if u.kind is UnitKind.PROVINCE_COMMITTEE and u.valid_to is None)
    if not any(administration.reaches(actor, str(u.id)) for u in tops):
        raise NotAdministered


def _check(row: Agency, today: dt.date) -> None:
    if not row.name:
        raise AgencyWrong("name")
    if not re.fullmatch(r"[a-z][a-z_]{0,39}", row.kind):
        raise AgencyWrong("kind", row.kind)
    if row.unit_id is not None and str(row.unit_id) not in configuration.current().units:
        raise AgencyWrong("unit")
    if row.code and not _CODE.fullmatch(row.code):
        raise AgencyWrong("code", row.code)
    if row.valid_from > today + SOON or row.valid_from.year < configuration.FIRST_YEAR:
        raise AgencyWrong("first")
    known = agency_configuration.agencies()
    other = rules.overlapping(known, agency_configuration.agency_of(row))
    if other is not None:
        raise AgencyWrong("overlap", other.name)


def _email(given: GivenAgency) -> str:
    if given.way is not Way.EMAIL or given.unit_id is not None:
        return given.email.strip()
    try:
        return parse_email(given.email).value
    except NotValid:
        raise AgencyWrong("email", given.email) from None


def _phone(text: str) -> str:
    """Return a telephone number as typed, once it is one. Raises AgencyWrong."""
    said = text.strip()[:30]
    if said and (not re.fullmatch(r"[+(]?[0-9][0-9() .-]*", said, re.ASCII) or sum(sign.isdigit() for sign in said) < 8):
        raise AgencyWrong("phone", text)
    return said


def _areas(codes: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(code.strip() for code in codes if code.strip()))
    for code in found:
        try:
            areas.commune(code)
        except areas.UnknownArea:
            raise AgencyWrong("areas", code) from None
    return found
