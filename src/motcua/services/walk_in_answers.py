"""Which questions of an e-form a clerk is asked at the counter: not what the people's own data answer, the deciding ones first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.domain.people.not_valid import NotValid
from motcua.domain.people.partial_dates import parse_date
from motcua.domain.procedures import conditions
from motcua.domain.procedures.form import CompiledForm
from motcua.domain.procedures.form_check import Checked, well_formed
from motcua.domain.procedures.revision import Revision
from motcua.services.walk_ins import Typed, WalkIn


@dataclass(frozen=True)
class Asked:
    """Ids of the fields to ask: those that decide case, papers or fees, and the other required ones."""

    deciding: tuple[str, ...]
    required: tuple[str, ...]


def known(compiled: CompiledForm, walk_in: WalkIn, *, province: str) -> dict[str, object]:
    """Return the answers that the people on the screen give by themselves; what does not fit its field is left out."""
    submitter = _profile(walk_in.submitter, province)
    owner = _profile(walk_in.owner, province) if walk_in.owner else submitter
    given: dict[str, object] = {}
    for name, asked in compiled.fields.items():
        party, prefill = asked.field.party, asked.field.prefill
        if party is not None and party.ordinal == 1 and party.role in ("owner", "submitter"):
            given[name] = (owner if party.role == "owner" else submitter).get(party.part)
        elif prefill is not None:
            given[name] = submitter.get(prefill.removeprefix("profile."))
    return well_formed(compiled, {name: value for name, value in given.items() if value})


def asked(compiled: CompiledForm, revision: Revision, checked: Checked, filled: Mapping[str, object]) -> Asked:
    """Return what is left to ask: shown fields without those that `filled` holds already."""
    names = deciding(revision)
    shown = [name for name in compiled.fields if name in checked.shown and name not in filled]
    first = tuple(name for name in shown if name in names)
    rest = tuple(name for name in shown if name not in names and _wanted(compiled, name, checked))
    return Asked(first, rest)


def _wanted(compiled: CompiledForm, name: str, checked: Checked) -> bool:
    field = compiled.fields[name]
    return field.required or name in checked.answers


def deciding(revision: Revision) -> frozenset[str]:
    """Return the names of the answers on which case, papers and fees hang."""
    sources = [c.when for c in (*revision.cases, *revision.components, *revision.fees) if c.when]
    found = {name for source in sources for name in conditions.names(source)}
    found |= {name for fee in revision.fees for name in (fee.quantity_from, fee.copies_from) if name}
    return frozenset(found)


def _profile(typed: Typed, province: str) -> dict[str, object]:
    try:
        born = parse_date(typed.born).iso if typed.born else ""
    except NotValid:
        born = ""
    address = {"line": typed.line, "commune": typed.commune, "province": typed.province or province}
    return {
        "name": typed.name, "identity": typed.number, "born": born, "phone": typed.phone, "email": typed.email,
        "address": address if typed.line and typed.commune else None,
    }  # fmt: skip
