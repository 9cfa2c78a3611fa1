"""The parties of a dossier: what must hold among them, who is the same person, and their form as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.people import identity, partial_dates, parties
from motcua.domain.people.identity import Field, IdentityDocument, IdentityKind, Sex
from motcua.domain.people.partial_dates import PartialDate
from motcua.domain.people.parties import (
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
from motcua.domain.people.parties import ProblemCode as Code

ON = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def citizen(role: PartyRole, name: str, number: str) -> Party:
    paper = identity.identify(IdentityKind.CITIZEN_NUMBER, number)
    return Party(role=role, kind=PartyKind.CITIZEN, name=name, identity=paper)


OWNER = citizen(PartyRole.OWNER, "Nguyễn Văn Thử", "051090001234")
SUBMITTER = replace(OWNER, role=PartyRole.SUBMITTER)
NEIGHBOUR = citizen(PartyRole.SUBMITTER, "Trần Thị Mẫu", "051185000002")
LETTER = Letter(LetterKind.AUTHORISATION, "12/UQ", date(2026, 11, 1), date(2026, 12, 31))
AGREED = Consent(ConsentHow.SPOKEN, AT, "clerk-7")
CHILD = Party(PartyRole.SUBJECT, PartyKind.NEWBORN, "", born=PartialDate(2026, 11, 2))
DEAD = Party(
    PartyRole.DECEASED, PartyKind.DECEASED, "Lê Văn Cũ", born=PartialDate(1940), died_on=PartialDate(2026)
)
COMPANY = Party(
    PartyRole.OWNER,
    PartyKind.ORGANISATION,
    "Công ty TNHH Thử",
    organisation=Organisation(OrganisationForm.ENTERPRISE, tax_code="4300987659"),
)
GUEST = Party(
    PartyRole.OWNER,
    PartyKind.FOREIGNER,
    "Anna Maria Eriksson",
    identity=IdentityDocument(IdentityKind.PASSPORT, "L898902C3"),
    nationality="SE",
)


def codes(*listed: Party, on: date | None = ON) -> list[Code]:
    return [problem.code for problem in parties.check(listed, on=on)]


@pytest.mark.parametrize(
    ("listed", "because"),
    [
        ((OWNER, SUBMITTER), "the commonest dossier"),
        (parties.filing_for_oneself(OWNER), "made the short way"),
        ((OWNER, replace(OWNER, name="Lê Thị Hai", identity=NEIGHBOUR.identity), SUBMITTER), "two owners"),
        ((OWNER, replace(NEIGHBOUR, letter=LETTER)), "a neighbour with a letter"),
        ((OWNER, replace(NEIGHBOUR, consent=AGREED)), "a helper to whom the owner agreed"),
        (
            (OWNER, NEIGHBOUR, replace(NEIGHBOUR, role=PartyRole.AUTHORISED, letter=LETTER)),
            "a submitter who is the authorised person",
        ),
        (
            (COMPANY, NEIGHBOUR, replace(NEIGHBOUR, role=PartyRole.LEGAL_REPRESENTATIVE)),
            "a director files for the company",
        ),
        ((OWNER, SUBMITTER, CHILD), "a father registers a birth; the child has no name yet"),
        ((OWNER, SUBMITTER, CHILD, CHILD), "twins without names are not one child entered twice"),
        ((OWNER, SUBMITTER, DEAD), "a son registers a death"),
        ((GUEST, replace(GUEST, role=PartyRole.SUBMITTER)), "a foreigner with a passport"),
    ],
)
def test_parties_that_can_be_filed_have_no_problem(listed: tuple[Party, ...], because: str) -> None:
    assert codes(*listed) == [], because


DEFECTS: list[tuple[tuple[Party, ...], Code, str]] = [
    ((SUBMITTER,), Code.OWNER_MISSING, "somebody's dossier it must be"),
    ((OWNER,), Code.SUBMITTER_MISSING, "somebody brought it"),
    (
        (OWNER, SUBMITTER, replace(NEIGHBOUR, letter=LETTER)),
        Code.SUBMITTERS_SEVERAL,
        "only one person did",
    ),
    ((OWNER, OWNER, SUBMITTER), Code.SAME_TWICE, "one owner entered twice"),
    ((OWNER, NEIGHBOUR), Code.SUBMITTER_WITHOUT_AUTHORITY, "a stranger without a letter"),
    (
        (COMPANY, replace(NEIGHBOUR, organisation=COMPANY.organisation)),
        Code.SUBMITTER_WITHOUT_AUTHORITY,
        "working for the company is not speaking for it",
    ),
    ((OWNER, replace(SUBMITTER, letter=LETTER)), Code.ACTS_FOR_ONESELF, "nobody authorises themselves"),
    ((replace(OWNER, name="  "), SUBMITTER), Code.NAME_MISSING, "spaces are no name"),
    ((replace(OWNER, identity=None), SUBMITTER), Code.IDENTITY_MISSING, "an owner is identified"),
    (
        (OWNER, SUBMITTER, replace(NEIGHBOUR, role=PartyRole.AUTHORISED)),
        Code.LETTER_MISSING,
        "by what right",
    ),
    (
        (OWNER, replace(NEIGHBOUR, letter=replace(LETTER, valid_until=date(2026, 11, 20)))),
        Code.LETTER_EXPIRED,
        "ran out yesterday",
    ),
    (
        (replace(COMPANY, organisation=Organisation()), SUBMITTER),
        Code.ORGANISATION_NUMBER_MISSING,
        "neither tax code nor identifier",
    ),
    (
        (replace(COMPANY, organisation=None), SUBMITTER),
        Code.ORGANISATION_NUMBER_MISSING,
        "nothing at all",
    ),
    (
        (OWNER, SUBMITTER, replace(CHILD, identity=OWNER.identity)),
        Code.NEWBORN_WITH_NUMBER,
        "not given yet",
    ),
    (
        (OWNER, SUBMITTER, replace(CHILD, born=PartialDate(2026))),
        Code.NEWBORN_BIRTH_MISSING,
        "a whole day",
    ),
    ((OWNER, replace(CHILD, role=PartyRole.SUBMITTER)), Code.CANNOT_ACT, "a newborn files nothing"),
    ((OWNER, replace(DEAD, role=PartyRole.SUBMITTER)), Code.CANNOT_ACT, "nor do the dead"),
    (
        (OWNER, SUBMITTER, replace(NEIGHBOUR, role=PartyRole.DECEASED)),
        Code.DECEASED_KIND,
        "entered as living",
    ),
    (
        (OWNER, SUBMITTER, replace(DEAD, died_on=PartialDate(1939))),
        Code.DIED_BEFORE_BIRTH,
        "died too early",
    ),
    (
        (replace(OWNER, died_on=PartialDate(2025)), SUBMITTER),
        Code.DEATH_OF_LIVING,
        "a citizen with a death",
    ),
    ((replace(GUEST, nationality="VN"), SUBMITTER), Code.FOREIGNER_NATIONALITY, "then not a foreigner"),
    ((replace(OWNER, nationality="SE"), SUBMITTER), Code.CITIZEN_NATIONALITY, "then not a citizen"),
    ((OWNER, SUBMITTER, replace(CHILD, born=PartialDate(2026, 11, 22))), Code.DATE_IN_FUTURE, "tomorrow"),
    ((replace(OWNER, phone="123"), SUBMITTER), Code.FIELD_NOT_VALID, "three digits"),
]


@pytest.mark.parametrize(("listed", "code", "because"), DEFECTS)
def test_what_keeps_parties_from_being_filed_is_named(
    listed: tuple[Party, ...], code: Code, because: str
) -> None:
    assert code in codes(*listed), because


def test_every_problem_is_shown_by_an_example_above() -> None:
    assert {code for _, code, _ in DEFECTS} == set(Code)


def test_a_problem_says_which_party_it_is_about() -> None:
    found = parties.check((OWNER, replace(SUBMITTER, identity=None, letter=LETTER)))
    assert [(problem.code, problem.place) for problem in found] == [(Code.IDENTITY_MISSING, 1)]


def test_without_a_day_nothing_is_compared_with_it() -> None:
    future = replace(CHILD, born=PartialDate(2027, 1, 1))
    expired = replace(NEIGHBOUR, letter=replace(LETTER, valid_until=date(2020, 1, 1)))
    assert codes(OWNER, expired, future, on=None) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"phone": "123"}, Field.PHONE),
        ({"email": "nguyễn"}, Field.EMAIL),
        ({"identity": IdentityDocument(IdentityKind.CITIZEN_NUMBER, "123")}, Field.CITIZEN_NUMBER),
        ({"identity": IdentityDocument(IdentityKind.PASSPORT, "AB123456")}, Field.PASSPORT),
        ({"organisation": Organisation(tax_code="4300987658")}, Field.TAX_CODE),
        ({"organisation": Organisation(identifier="15")}, Field.AGENCY),
    ],
)
def test_a_number_that_is_not_well_formed_comes_with_its_cause(
    changes: dict[str, object], field: Field
) -> None:
    owner = replace(OWNER, **changes)  # type: ignore[arg-type]
    causes = [problem.cause for problem in parties.check((owner, replace(owner, role=PartyRole.SUBMITTER)))]
    assert [cause.field for cause in causes if cause] == [field, field]


@pytest.mark.parametrize(
    ("one", "other", "same", "because"),
    [
        (OWNER, replace(SUBMITTER, name="NGUYEN VAN THU"), True, "one number, one person"),
        (OWNER, replace(OWNER, identity=NEIGHBOUR.identity), False, "one name, two numbers"),
        (replace(OWNER, identity=None), OWNER, False, "a name alone proves nothing"),
        (
            replace(OWNER, identity=None, born=PartialDate(1990, 1, 1)),
            replace(OWNER, name="NGUYỄN VĂN THỬ", born=PartialDate(1990, 1, 1)),
            True,
            "the same name and day of birth",
        ),
        (COMPANY, replace(COMPANY, organisation=None), True, "an organisation by its name"),
        (
            COMPANY,
            replace(OWNER, organisation=COMPANY.organisation),
            False,
            "an employee is not the employer",
        ),
    ],
)
def test_same_person_goes_by_number_then_by_name_and_birth(
    one: Party, other: Party, same: bool, because: str
) -> None:
    assert parties.same_person(one, other) is same, because
    assert parties.same_person(other, one) is same, because


def test_a_consent_without_time_zone_cannot_be_made() -> None:
    with pytest.raises(ValueError):
        Consent(ConsentHow.SIGNED, datetime(2026, 11, 21, 10, 0), "clerk-7")


TEXTS = st.text(max_size=12)
DAYS = st.dates(date(1800, 1, 1), date(2199, 12, 31))
LIVES = st.one_of(DAYS.map(partial_dates.from_day), DAYS.map(lambda day: PartialDate(day.year)))
PARTIES = st.builds(
    Party,
    role=st.sampled_from(PartyRole),
    kind=st.sampled_from(PartyKind),
    name=TEXTS,
    identity=st.none()
    | st.builds(
        IdentityDocument,
        kind=st.sampled_from(IdentityKind),
        number=TEXTS,
        issued_on=st.none() | DAYS,
        issued_by=TEXTS,
        expires_on=st.none() | DAYS,
    ),
    born=st.none() | LIVES,
    sex=st.none() | st.sampled_from(Sex),
    nationality=st.sampled_from(["VN", "SE", ""]),
    ethnic_group=TEXTS,
    phone=TEXTS,
    email=TEXTS,
    address=st.none() | st.builds(Address, TEXTS, TEXTS, TEXTS, TEXTS),
    organisation=st.none() | st.builds(Organisation, st.sampled_from(OrganisationForm), TEXTS, TEXTS),
    letter=st.none()
    | st.builds(Letter, st.sampled_from(LetterKind), TEXTS, st.none() | DAYS, st.none() | DAYS, TEXTS, TEXTS),
    consent=st.none()
    | st.builds(Consent, st.sampled_from(ConsentHow), st.datetimes(timezones=st.just(UTC)), TEXTS, TEXTS),
    died_on=st.none() | LIVES,
)


@given(PARTIES)
def test_a_party_written_as_json_is_read_back_the_same(party: Party) -> None:
    assert parties.from_json(json.loads(json.dumps(parties.to_json(party)))) == party


def test_json_leaves_out_what_is_not_there() -> None:
    assert parties.to_json(OWNER) == {
        "role": "owner",
        "kind": "citizen",
        "name": "Nguyễn Văn Thử",
        "identity": {"kind": "citizen_number", "number": "051090001234"},
    }


@pytest.mark.parametrize(
    "data",
    [
        {"role": "king", "kind": "citizen", "name": "A"},
        {"role": "owner", "kind": "citizen", "name": "A", "salary": 1},
        {"kind": "citizen", "name": "A"},
    ],
)
def test_json_of_something_else_is_refused(data: dict[str, object]) -> None:
    with pytest.raises((KeyError, ValueError)):
        parties.from_json(data)
