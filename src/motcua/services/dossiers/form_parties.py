"""From the parties an e-form names to the dossier's parties, with whoever hands it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from motcua.domain.people.identity import IdentityKind, Sex, identify
from motcua.domain.people.not_valid import NotValid
from motcua.domain.people.partial_dates import from_iso
from motcua.domain.people.party import Address, Organisation, Party, PartyKind, PartyRole
from motcua.services import areas
from motcua.services.area_data import Era


def of(named: Iterable[Mapping[str, object]], submitter: Party | None) -> tuple[Party, ...]:
    """Return the parties of a filing: those the form names, and the submitter (the owner where nobody else is given).

    `named` is what `form.parties` returns. Raises NotValid where a number cannot be read.
    """
    found = [_party(part) for part in named]
    if submitter is not None and not any(p.role is PartyRole.SUBMITTER for p in found):
        found.append(replace(submitter, role=PartyRole.SUBMITTER))
    if not any(p.role is PartyRole.OWNER for p in found) and submitter is not None:
        found.insert(0, replace(submitter, role=PartyRole.OWNER))
    owner = next((p for p in found if p.role is PartyRole.OWNER), None)
    if owner is not None and not any(p.role is PartyRole.SUBMITTER for p in found):
        found.append(replace(owner, role=PartyRole.SUBMITTER))
    return tuple(found)


def address(value: object) -> Address | None:
    """Return an address as written with the codes of its area, where the names are known."""
    if not isinstance(value, Mapping):
        return None
    line, commune, province, old = (str(value.get(k) or "").strip() for k in ("line", "commune", "province", "old_commune"))
    text = ", ".join(part for part in (line, commune, province) if part)
    if not text:
        return None
    code = _province_code(province)
    new = areas.find(commune, code, limit=1) if commune and code else ()
    return Address(
        text=text, area_code_new=new[0].code if new else "", area_code_old=_old_code(old),
        province_code=code or "",
    )  # fmt: skip


def _party(part: Mapping[str, object]) -> Party:
    role = PartyRole(str(part["role"]))
    number = str(part.get("identity") or "").strip()
    organisation = _organisation(number) if role is PartyRole.OWNER and part.get("kind") == "organisation" else None
    identity = identify(_kind(number), number) if number and organisation is None else None
    kind = PartyKind.ORGANISATION if organisation else PartyKind.CITIZEN
    if role is PartyRole.DECEASED:
        kind = PartyKind.DECEASED
    elif role is PartyRole.SUBJECT and identity is None:
        kind = PartyKind.NEWBORN
    born = str(part.get("born") or "")
    return Party(
        role=role, kind=kind, name=str(part.get("name") or "").strip(), identity=identity,
        born=from_iso(born) if born else None, sex=_sex(part.get("sex")), phone=str(part.get("phone") or ""),
        email=str(part.get("email") or ""), ethnic_group=str(part.get("ethnic_group") or ""),
        address=address(part.get("address")), organisation=organisation,
    )  # fmt: skip


def _kind(number: str) -> IdentityKind:
    digits = number.replace(" ", "").replace(".", "")
    if digits.isdigit():
        return IdentityKind.OLD_NUMBER if len(digits) == 9 else IdentityKind.CITIZEN_NUMBER
    return IdentityKind.PASSPORT


def _organisation(number: str) -> Organisation:
    return Organisation(tax_code=number)


def _sex(value: object) -> Sex | None:
    try:
        return Sex(str(value)) if value else None
    except ValueError:
        return None


def _province_code(name: str) -> str | None:
    wanted = name.strip()
    for province in areas.provinces():
        if wanted and (wanted in (province.code, province.name) or province.name.endswith(wanted)):
            return province.code
    return None


def _old_code(text: str) -> str:
    if not text:
        return ""
    found = areas.find(text, None, Era.OLD, limit=2)
    return found[0].code if len(found) == 1 else ""


__all__ = ["NotValid", "address", "of"]
