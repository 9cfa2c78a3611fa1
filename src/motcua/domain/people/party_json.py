"""A party as plain JSON and back, the form in which a dossier keeps its snapshot."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from motcua.domain.people.identity import IdentityDocument, IdentityKind, Sex
from motcua.domain.people.partial_dates import PartialDate, from_iso
from motcua.domain.people.party import (
    VIET_NAM,
    Address,
    Consent,
    ConsentHow,
    Letter,
    LetterKind,
    Organisation,
    OrganisationForm,
    Party,
    PartyKind,
    PartyRole,
)


def to_json(party: Party) -> dict[str, Any]:
    """Write a party as JSON values; fields left at their default are left out."""
    return _object(party)


def from_json(data: Mapping[str, Any]) -> Party:
    """Read back what to_json wrote; raises KeyError or ValueError when it is something else."""
    unknown = data.keys() - {each.name for each in dataclasses.fields(Party)}
    if unknown:
        raise ValueError(f"a party has no {', '.join(sorted(unknown))}")
    return Party(
        role=PartyRole(data["role"]),
        kind=PartyKind(data["kind"]),
        name=data["name"],
        identity=_identity(data["identity"]) if "identity" in data else None,
        born=from_iso(data["born"]) if "born" in data else None,
        sex=Sex(data["sex"]) if "sex" in data else None,
        nationality=data.get("nationality", VIET_NAM),
        ethnic_group=data.get("ethnic_group", ""),
        phone=data.get("phone", ""),
        email=data.get("email", ""),
        address=Address(**data["address"]) if "address" in data else None,
        organisation=_organisation(data["organisation"]) if "organisation" in data else None,
        letter=_letter(data["letter"]) if "letter" in data else None,
        consent=_consent(data["consent"]) if "consent" in data else None,
        died_on=from_iso(data["died_on"]) if "died_on" in data else None,
    )


def _object(value: Any) -> dict[str, Any]:
    """Write a dataclass as an object without the fields left at their default."""
    parts = ((each, getattr(value, each.name)) for each in dataclasses.fields(value))
    return {each.name: _plain(part) for each, part in parts if part != each.default}


def _plain(value: Any) -> Any:
    """Write one value as JSON knows it."""
    if isinstance(value, PartialDate):
        return value.iso
    if dataclasses.is_dataclass(value):
        return _object(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _identity(data: Mapping[str, Any]) -> IdentityDocument:
    return IdentityDocument(
        kind=IdentityKind(data["kind"]),
        number=data["number"],
        issued_on=_day(data.get("issued_on")),
        issued_by=data.get("issued_by", ""),
        expires_on=_day(data.get("expires_on")),
    )


def _organisation(data: Mapping[str, Any]) -> Organisation:
    return Organisation(
        form=OrganisationForm(data.get("form", OrganisationForm.OTHER)),
        tax_code=data.get("tax_code", ""),
        identifier=data.get("identifier", ""),
    )


def _letter(data: Mapping[str, Any]) -> Letter:
    return Letter(
        kind=LetterKind(data["kind"]),
        number=data.get("number", ""),
        signed_on=_day(data.get("signed_on")),
        valid_until=_day(data.get("valid_until")),
        certified_by=data.get("certified_by", ""),
        paper_id=data.get("paper_id", ""),
    )


def _consent(data: Mapping[str, Any]) -> Consent:
    return Consent(
        how=ConsentHow(data["how"]),
        at=datetime.fromisoformat(data["at"]),
        by=data["by"],
        note=data.get("note", ""),
    )
