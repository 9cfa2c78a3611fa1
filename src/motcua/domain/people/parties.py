"""The people and organisations of one dossier together: what must hold among them before it can be filed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from motcua.domain import folding
from motcua.domain.people.contacts import parse_email, parse_phone
from motcua.domain.people.identity import identify, parse_agency, parse_tax_code
from motcua.domain.people.not_valid import NotValid
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
from motcua.domain.people.party_json import from_json, to_json

__all__ = [
    "DATED_RULES",
    "RULES",
    "VIET_NAM",
    "Address",
    "Consent",
    "ConsentHow",
    "Letter",
    "LetterKind",
    "Organisation",
    "OrganisationForm",
    "Party",
    "PartyKind",
    "PartyRole",
    "Problem",
    "ProblemCode",
    "check",
    "filing_for_oneself",
    "from_json",
    "same_person",
    "to_json",
]


class ProblemCode(StrEnum):
    """What must not be in the parties of a dossier."""

    OWNER_MISSING = "owner_missing"
    SUBMITTER_MISSING = "submitter_missing"
    SUBMITTERS_SEVERAL = "submitters_several"
    SAME_TWICE = "same_twice"
    SUBMITTER_WITHOUT_AUTHORITY = "submitter_without_authority"
    ACTS_FOR_ONESELF = "acts_for_oneself"
    NAME_MISSING = "name_missing"
    IDENTITY_MISSING = "identity_missing"
    LETTER_MISSING = "letter_missing"
    LETTER_EXPIRED = "letter_expired"
    ORGANISATION_NUMBER_MISSING = "organisation_number_missing"
    NEWBORN_WITH_NUMBER = "newborn_with_number"
    NEWBORN_BIRTH_MISSING = "newborn_birth_missing"
    CANNOT_ACT = "cannot_act"
    DECEASED_KIND = "deceased_kind"
    DIED_BEFORE_BIRTH = "died_before_birth"
    DEATH_OF_LIVING = "death_of_living"
    FOREIGNER_NATIONALITY = "foreigner_nationality"
    CITIZEN_NATIONALITY = "citizen_nationality"
    DATE_IN_FUTURE = "date_in_future"
    FIELD_NOT_VALID = "field_not_valid"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: with the party at a place in the list, or (None) with the list as a whole."""

    code: ProblemCode
    place: int | None = None
    cause: NotValid | None = field(default=None, compare=False)


def filing_for_oneself(owner: Party) -> tuple[Party, Party]:
    """Give the two parties of the commonest dossier: an owner who files it in person."""
    return owner, replace(owner, role=PartyRole.SUBMITTER)


def same_person(one: Party, other: Party) -> bool:
    """Tell whether two parties are one person: a shared number, else the same name and known date of birth."""
    if one.numbers and other.numbers:
        return not one.numbers.isdisjoint(other.numbers)
    name = folding.fold(one.name)
    if not name or name != folding.fold(other.name):
        return False
    if one.kind is other.kind is PartyKind.ORGANISATION:
        return True
    return one.born is not None and one.born == other.born


def check(parties: Sequence[Party], *, on: date | None = None) -> list[Problem]:
    """List what keeps these parties from being filed: first the list as a whole, then party by party.

    `on` is the day of filing: with it, days still to come and letters that have run out are found too.
    """
    found = [Problem(code) for code in _list_problems(parties)]
    for place, party in enumerate(parties):
        found.extend(Problem(code, place) for code, broken in RULES if broken(party))
        if any(same_person(party, before) and party.role is before.role for before in parties[:place]):
            found.append(Problem(ProblemCode.SAME_TWICE, place))
        if on is not None:
            found.extend(Problem(code, place) for code, broken in DATED_RULES if broken(party, on))
        found.extend(Problem(ProblemCode.FIELD_NOT_VALID, place, cause) for cause in _not_valid(party))
    return found


_ACTING = frozenset({PartyRole.SUBMITTER, PartyRole.AUTHORISED, PartyRole.LEGAL_REPRESENTATIVE})
_IDENTIFIED = _ACTING | {PartyRole.OWNER}

# One rule a row: what is wrong, and when.
RULES: tuple[tuple[ProblemCode, Callable[[Party], bool]], ...] = (
    (ProblemCode.NAME_MISSING, lambda party: not party.name.strip() and party.kind is not PartyKind.NEWBORN),
    (
        ProblemCode.IDENTITY_MISSING,
        lambda party: (
            party.kind in (PartyKind.CITIZEN, PartyKind.FOREIGNER)
            and party.role in _IDENTIFIED
            and party.identity is None
        ),
    ),
    (ProblemCode.LETTER_MISSING, lambda party: party.role is PartyRole.AUTHORISED and party.letter is None),
    (
        ProblemCode.ORGANISATION_NUMBER_MISSING,
        lambda party: party.kind is PartyKind.ORGANISATION and not _has_organisation_number(party),
    ),
    (
        ProblemCode.NEWBORN_WITH_NUMBER,
        lambda party: party.kind is PartyKind.NEWBORN and party.identity is not None,
    ),
    (
        ProblemCode.NEWBORN_BIRTH_MISSING,
        lambda party: party.kind is PartyKind.NEWBORN and (party.born is None or party.born.exact is None),
    ),
    (
        ProblemCode.CANNOT_ACT,
        lambda party: party.kind in (PartyKind.NEWBORN, PartyKind.DECEASED) and party.role in _ACTING,
    ),
    (
        ProblemCode.DECEASED_KIND,
        lambda party: party.role is PartyRole.DECEASED and party.kind is not PartyKind.DECEASED,
    ),
    (
        ProblemCode.DIED_BEFORE_BIRTH,
        lambda party: bool(party.died_on and party.born and party.died_on.latest < party.born.earliest),
    ),
    (
        ProblemCode.DEATH_OF_LIVING,
        lambda party: party.died_on is not None and party.kind is not PartyKind.DECEASED,
    ),
    (
        ProblemCode.FOREIGNER_NATIONALITY,
        lambda party: party.kind is PartyKind.FOREIGNER and party.nationality in ("", VIET_NAM),
    ),
    (
        ProblemCode.CITIZEN_NATIONALITY,
        lambda party: party.kind is PartyKind.CITIZEN and party.nationality != VIET_NAM,
    ),
)

DATED_RULES: tuple[tuple[ProblemCode, Callable[[Party, date], bool]], ...] = (
    (
        ProblemCode.LETTER_EXPIRED,
        lambda party, day: bool(party.letter and party.letter.valid_until and party.letter.valid_until < day),
    ),
    (
        ProblemCode.DATE_IN_FUTURE,
        lambda party, day: any(
            each is not None and each.earliest > day for each in (party.born, party.died_on)
        ),
    ),
)


def _list_problems(parties: Sequence[Party]) -> list[ProblemCode]:
    """Find what is wrong among the parties: owners, the one submitter, and by what right the submitter files."""
    owners = [party for party in parties if party.role is PartyRole.OWNER]
    submitters = [party for party in parties if party.role is PartyRole.SUBMITTER]
    codes = [] if owners else [ProblemCode.OWNER_MISSING]
    if not submitters:
        codes.append(ProblemCode.SUBMITTER_MISSING)
    if len(submitters) > 1:
        codes.append(ProblemCode.SUBMITTERS_SEVERAL)
    if owners and any(not _has_authority(submitter, parties) for submitter in submitters):
        codes.append(ProblemCode.SUBMITTER_WITHOUT_AUTHORITY)
    if owners and any(s.letter is not None and all(same_person(s, owner) for owner in owners) for s in submitters):
        codes.append(ProblemCode.ACTS_FOR_ONESELF)
    return codes


def _has_authority(submitter: Party, parties: Sequence[Party]) -> bool:
    """Tell by what right a submitter files: as owner, by letter or consent, as somebody authorised or representing."""
    if submitter.letter is not None or submitter.consent is not None:
        return True
    entitled = {PartyRole.OWNER, PartyRole.AUTHORISED, PartyRole.LEGAL_REPRESENTATIVE}
    return any(party.role in entitled and same_person(submitter, party) for party in parties)


def _has_organisation_number(party: Party) -> bool:
    """Tell whether an organisation has a tax code or an agency identifier."""
    return party.organisation is not None and bool(
        party.organisation.tax_code or party.organisation.identifier
    )


def _not_valid(party: Party) -> list[NotValid]:
    """Read the numbers and contacts of a party again and collect what is refused."""
    identity, organisation = party.identity, party.organisation
    contacts: list[tuple[Callable[[str], object], str]] = [
        (parse_phone, party.phone),
        (parse_email, party.email),
    ]
    if organisation is not None:
        contacts += [(parse_tax_code, organisation.tax_code), (parse_agency, organisation.identifier)]
    readings = [(parse, text) for parse, text in contacts if text]
    if identity is not None:
        readings.append(
            (lambda text: identify(identity.kind, text, nationality=party.nationality), identity.number)
        )
    refused: list[NotValid] = []
    for parse, text in readings:
        try:
            parse(text)
        except NotValid as cause:
            refused.append(cause)
    return refused
