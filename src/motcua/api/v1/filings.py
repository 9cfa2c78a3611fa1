"""From what a machine sent to the filing the services take; what cannot be read is told place by place."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from motcua.api.v1.schemas import FilingIn, GivenParty
from motcua.domain.dossiers.states import Place
from motcua.domain.dossiers.transitions import Action
from motcua.domain.people import partial_dates
from motcua.domain.people.contacts import parse_phone
from motcua.domain.people.identity import IdentityDocument, IdentityKind, Sex, identify
from motcua.domain.people.not_valid import NotValid
from motcua.domain.people.party import (
    Address,
    Letter,
    LetterKind,
    Organisation,
    OrganisationForm,
    Party,
    PartyKind,
    PartyRole,
)
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.revision import Channel
from motcua.queries.configuration import Configuration
from motcua.services.dossiers.filings import Filing, FilingRefused, Foreign, GivenPaper

ACTIONS = {"file": Action.FILE, "receive": Action.RECEIVE}
CHANNELS = {"file": Channel.ONLINE, "receive": Channel.COUNTER}
PLACES = {"file": Place.AFAR, "receive": Place.COUNTER}

Wrong = list[tuple[str, str, Mapping[str, object]]]


def of(given: FilingIn, *, config: Configuration, actor: Actor, day: dt.date) -> Filing:
    """Return the filing. Raises FilingRefused with every place that cannot be read."""
    wrong: Wrong = []

    def unit(code: str | None, path: str) -> uuid.UUID | None:
        if code is None:
            return None
        found = config.unit_by_code(code, day)
        if found is None:
            wrong.append((path, "unknown_unit", {"code": code}))
        return uuid.UUID(str(found.id)) if found else None

    received = unit(given.unit, "unit") if given.unit else _own(actor, wrong)
    competent, back = unit(given.competent_unit, "competent_unit"), unit(given.return_unit, "return_unit")
    parties = tuple(_party(p, f"parties.{i}", wrong) for i, p in enumerate(given.parties))
    if wrong:
        raise FilingRefused(wrong)
    assert received is not None
    return Filing(
        procedure_code=given.procedure, channel=Channel(given.channel) if given.channel else CHANNELS[given.act],
        place=PLACES[given.act], received_unit=received, parties=parties, answers=given.answers,
        papers=tuple(GivenPaper(p.component, p.name, p.originals, p.certified, p.copies) for p in given.papers),
        case=given.case, competent_unit=competent, return_unit=back, quantities=given.quantities, paid=given.paid,
        exemption=given.exemption,
        foreign=Foreign(**given.foreign.model_dump()) if given.foreign else None,
    )  # fmt: skip


def _own(actor: Actor, wrong: Wrong) -> uuid.UUID | None:
    units = {h.unit for h in actor.holdings}
    if len(units) != 1:
        wrong.append(("unit", "missing", {}))
        return None
    return uuid.UUID(units.pop())


def _party(given: GivenParty, path: str, wrong: Wrong) -> Party:
    return Party(
        role=PartyRole(given.role), kind=PartyKind(given.kind), name=given.name.strip(),
        identity=_identity(given, path, wrong),
        born=_read(given.born, partial_dates.from_iso, f"{path}.born", wrong),
        died_on=_read(given.died_on, partial_dates.from_iso, f"{path}.died_on", wrong),
        sex=Sex(given.sex) if given.sex else None, nationality=given.nationality, ethnic_group=given.ethnic_group,
        phone=_read(given.phone, lambda text: parse_phone(text).value, f"{path}.phone", wrong) or "",
        email=given.email.strip(),
        address=Address(**given.address.model_dump()) if given.address else None,
        organisation=_organisation(given), letter=_letter(given),
    )  # fmt: skip


def _identity(given: GivenParty, path: str, wrong: Wrong) -> IdentityDocument | None:
    if given.identity is None:
        return None
    one = given.identity
    return _read(
        one.number,
        lambda text: identify(
            IdentityKind(one.kind), text, nationality=given.nationality, issued_on=one.issued_on, issued_by=one.issued_by,
            expires_on=one.expires_on,
        ),
        f"{path}.identity.number", wrong,
    )  # fmt: skip


def _organisation(given: GivenParty) -> Organisation | None:
    if given.organisation is None:
        return None
    one = given.organisation
    return Organisation(OrganisationForm(one.form), one.tax_code, one.identifier)


def _letter(given: GivenParty) -> Letter | None:
    if given.letter is None:
        return None
    one = given.letter
    return Letter(LetterKind(one.kind), one.number, one.signed_on, one.valid_until, one.certified_by)


def _read(text: str | None, read: Callable[[str], Any], path: str, wrong: Wrong) -> Any:
    if not text:
        return None
    try:
        return read(text)
    except (NotValid, ValueError):
        wrong.append((path, "field_not_valid", {}))
        return None
