"""The parties of a filing: those its form names, and the person who sends it as the identity provider vouches for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from motcua.domain import folding
from motcua.domain.people import identity, partial_dates
from motcua.domain.people import parties as people
from motcua.domain.people.identity import IdentityDocument, IdentityKind, NotValid, Sex
from motcua.domain.people.party import (
    VIET_NAM,
    Address,
    Letter,
    LetterKind,
    Organisation,
    OrganisationForm,
    Party,
    PartyKind,
    PartyRole,
)
from motcua.domain.procedures import form
from motcua.queries.configuration import Configuration
from motcua.queries.drafts import Held
from motcua.services import addresses

NEWBORN_DAYS = 365
AUTHORISATION = "authorisation"  # the component that holds a letter of authorisation has this in its key


class NotYou(ValueError):
    """The form names somebody else as the one who files; online that is always the person signed in."""


def of(
    held: Held, profile: Mapping[str, Any], config: Configuration, day: dt.date, answers: Mapping[str, object]
) -> tuple[Party, ...]:
    """Return the parties of a draft: its owners and others, and one submitter.

    With consent (a helper or clerk files for the owner) the owner is the submitter too. Raises NotYou.
    """
    named = [party_of(row, config, day) for row in form.parties(held.form, answers)]
    others = [party for party in named if party.role is not PartyRole.SUBMITTER]
    written = next((party for party in named if party.role is PartyRole.SUBMITTER), None)
    if held.body.get("consent"):
        owner = next((p for p in others if p.role is PartyRole.OWNER), None)
        return (*others, replace(owner, role=PartyRole.SUBMITTER)) if owner else tuple(others)
    you = _vouched(profile, config, day)
    if written is not None and written.numbers and written.numbers.isdisjoint(you.numbers):
        raise NotYou
    owner = next((p for p in others if p.role is PartyRole.OWNER and people.same_person(p, you)), None)
    if not any(p.role is PartyRole.OWNER for p in others):
        others.insert(0, replace(you, role=PartyRole.OWNER))
    submitter = _reached(you, owner or written)
    if written is not None and (owner is None or _asked_for_a_proxy(held)):
        submitter = replace(submitter, letter=_letter(held, others))
    return (*others, submitter)


def _asked_for_a_proxy(held: Held) -> bool:
    """Return whether the form asks who files only of those who file for somebody else: then the answer says that they do."""
    asked = (a for a in held.form.fields.values() if a.field.party and a.field.party.role == PartyRole.SUBMITTER)
    return any(a.when is not None or held.form.page_when[a.page] is not None for a in asked)


def areas_of(
    held: Held, config: Configuration, day: dt.date, answers: Mapping[str, object]
) -> dict[str, addresses.Found]:
    """Return where the applicant and the subject live, as far as the answers say: what decides who is competent."""
    found: dict[str, addresses.Found] = {}
    for role, given in form.addresses(held.form, answers):
        if role == PartyRole.OWNER:
            found.setdefault("applicant", addresses.resolve(config, given, day))
        if role in (PartyRole.SUBJECT, PartyRole.DECEASED):
            found.setdefault("subject", addresses.resolve(config, given, day))
    return found


def party_of(row: Mapping[str, object], config: Configuration, day: dt.date) -> Party:
    """Return one party as a row of the form names it."""
    role = PartyRole(str(row["role"])) if row["role"] in set(PartyRole) else PartyRole.OTHER
    number, nationality = str(row.get("identity") or ""), _nationality(str(row.get("nationality") or ""))
    document, organisation = _numbers(number, nationality)
    born = partial_dates.from_iso(str(row["born"])) if row.get("born") else None
    kind = _kind(role, document, organisation, born, nationality, day)
    clean = folding.clean_text if organisation else folding.clean_name
    return Party(
        role=role, kind=kind, name=clean(str(row.get("name") or "")), identity=document, born=born,
        sex=Sex(str(row["sex"])) if row.get("sex") in set(Sex) else None,
        nationality=nationality, ethnic_group=str(row.get("ethnic_group") or ""), phone=str(row.get("phone") or ""),
        email=str(row.get("email") or ""), address=_address(row.get("address"), config, day), organisation=organisation,
    )  # fmt: skip


def _vouched(profile: Mapping[str, Any], config: Configuration, day: dt.date) -> Party:
    row = {
        k: profile.get(k)
        for k in ("name", "identity", "born", "sex", "phone", "email", "address")
        if profile.get(k)
    }
    return party_of({"role": "submitter", **row}, config, day)


def _reached(you: Party, written: Party | None) -> Party:
    """Complete who is vouched for with where they want to be reached, as they wrote it."""
    if written is None:
        return you
    return replace(
        you,
        phone=written.phone or you.phone,
        email=written.email or you.email,
        address=written.address or you.address,
    )


def _letter(held: Held, others: list[Party]) -> Letter:
    """The form asks for an owner and for who acts for them: that is by letter, whose scan is among the papers."""
    scans = [file for key, files in held.files.items() if AUTHORISATION in key for file in files]
    organisation = any(p.kind is PartyKind.ORGANISATION and p.role is PartyRole.OWNER for p in others)
    kind = LetterKind.INTRODUCTION if organisation else LetterKind.AUTHORISATION
    return Letter(kind=kind, paper_id=str(scans[0].id) if scans else "")


def _numbers(number: str, nationality: str) -> tuple[IdentityDocument | None, Organisation | None]:
    """Tell by its shape what a number is: of a person, of an organisation, or a passport."""
    if not number:
        return None, None
    for kind in (IdentityKind.CITIZEN_NUMBER, IdentityKind.OLD_NUMBER):
        try:
            return identity.identify(kind, number), None
        except NotValid:
            continue
    try:
        return None, Organisation(form=OrganisationForm.OTHER, tax_code=identity.parse_tax_code(number).value)
    except NotValid:
        pass
    for kind in (IdentityKind.PASSPORT, IdentityKind.OTHER):
        try:
            return identity.identify(kind, number, nationality=nationality), None
        except NotValid:
            continue
    return None, None


def _kind(
    role: PartyRole, document: IdentityDocument | None, organisation: Organisation | None,
    born: partial_dates.PartialDate | None, nationality: str, day: dt.date,
) -> PartyKind:  # fmt: skip
    if role is PartyRole.DECEASED:
        return PartyKind.DECEASED
    if organisation is not None:
        return PartyKind.ORGANISATION
    if nationality != VIET_NAM:
        return PartyKind.FOREIGNER
    exact = born.exact if born else None
    if role is PartyRole.SUBJECT and document is None and exact and (day - exact).days < NEWBORN_DAYS:
        return PartyKind.NEWBORN
    return PartyKind.CITIZEN


def _nationality(text: str) -> str:
    """Return VN for every way of writing Viet Nam, and nothing written; another country stays as written."""
    return (
        VIET_NAM if folding.fold(text).replace(" ", "") in ("", "vn", "vietnam") else folding.clean_text(text)
    )


def _address(given: object, config: Configuration, day: dt.date) -> Address | None:
    if isinstance(given, Mapping):
        return addresses.resolve(config, given, day).address
    return Address(text=str(given)) if given else None
