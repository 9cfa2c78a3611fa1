"""Where a filing belongs: the areas of its parties, today and before 1/7/2025."""

from __future__ import annotations

from motcua.domain.people.party import PartyRole
from motcua.domain.people.units import Unit
from motcua.services import areas
from motcua.services.dossiers.filings import Filing


def of(filing: Filing) -> dict[str, str]:
    """Return the communes of today that route a filing: where the owner lives, where its subject belongs."""
    found: dict[str, str] = {}
    for party in filing.parties:
        area = party.address.area_code_new if party.address else ""
        if not area:
            continue
        if party.role is PartyRole.OWNER:
            found.setdefault("applicant", area)
        if party.role in (PartyRole.SUBJECT, PartyRole.DECEASED):
            found.setdefault("subject", area)
    return found


def before_2025(filing: Filing, competent: Unit) -> frozenset[str]:
    """Return the codes of before 1/7/2025 that the dossier belongs to: as written, else those of the competent commune."""
    written = {p.address.area_code_old for p in filing.parties if p.address and p.role in (PartyRole.OWNER, PartyRole.SUBJECT)}
    known = written - {""}
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
