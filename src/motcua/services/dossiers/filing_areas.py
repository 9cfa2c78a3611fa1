"""Where a filing belongs: the areas of its parties and of the place it is about, today and before 1/7/2025."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from motcua.domain.people.party import Address, Party, PartyRole
from motcua.domain.people.units import Unit
from motcua.domain.procedures import form
from motcua.domain.procedures.revision import Revision
from motcua.queries import forms
from motcua.queries.configuration import Configuration
from motcua.services import addresses, areas

SUBJECTS = (PartyRole.SUBJECT, PartyRole.DECEASED)


def of(
    config: Configuration, parties: Sequence[Party], answers: Mapping[str, object], *, revision_id: uuid.UUID, revision: Revision, day: dt.date
) -> dict[str, Address]:
    """Return the addresses that route a filing: where the owner lives, where its subject belongs.

    A subject without a name (a parcel, the premises of a business) is no party: its address is read from the answers.
    """
    found: dict[str, Address] = {}
    for party in parties:
        if party.address is None or not party.address.area_code_new:
            continue
        if party.role is PartyRole.OWNER:
            found.setdefault("applicant", party.address)
        if party.role in SUBJECTS:
            found.setdefault("subject", party.address)
    if "subject" not in found:
        place = subject(config, answers, revision_id=revision_id, revision=revision, day=day)
        if place is not None:
            found["subject"] = place
    return found


def subject(
    config: Configuration, answers: Mapping[str, object], *, revision_id: uuid.UUID, revision: Revision, day: dt.date
) -> Address | None:
    """Return the address of the subject as the answers give it, where its commune is known."""
    compiled = forms.of(revision_id, revision)
    parts = (asked.field.party for asked in compiled.fields.values())
    if not any(p is not None and p.part == "address" and p.role in SUBJECTS for p in parts):
        return None
    for role, given in form.addresses(compiled, answers):
        found = addresses.resolve(config, given, day) if role in SUBJECTS else None
        if found is not None and found.code:
            return found.address
    return None


def codes(places: Mapping[str, Address]) -> dict[str, str]:
    """Return the communes of today of the addresses that route a filing."""
    return {who: address.area_code_new for who, address in places.items()}


def priced(
    places: Mapping[str, Address], parties: Sequence[Party], revision: Revision, competent: Unit
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the codes of today and of before 1/7/2025 by which the fee is found.

    Where the place of the subject decides who is competent, it decides the fee too, wherever the owner lives.
    """
    decides = places.get("subject") if revision.competence.by == "subject" else None
    if decides is not None:
        new, written = {decides.area_code_new}, {decides.area_code_old}
    else:
        new = set(codes(places).values())
        written = {p.address.area_code_old for p in parties if p.address and p.role in (PartyRole.OWNER, PartyRole.SUBJECT)}
    return frozenset(filter(None, {competent.area_code, *new})), _before_2025(written - {""}, competent)


def _before_2025(written: set[str], competent: Unit) -> frozenset[str]:
    """Return the codes of before 1/7/2025 that the dossier belongs to: as written, else those of the competent commune."""
    known = written
    if not known and competent.area_code:
        try:
            known = {c.code for c in areas.predecessors(competent.area_code)}
        except areas.UnknownArea:
            return frozenset()
    found = set(known)
    for code in known:
        try:
            old = areas.commune(code, areas.Era.OLD)
        except areas.UnknownArea:
            continue
        found |= {old.district_code, old.province_code}
    return frozenset(found)
