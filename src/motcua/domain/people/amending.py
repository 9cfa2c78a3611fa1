"""The parties of a dossier after its answers were corrected: what the form says of them anew, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from motcua.domain.people.parties import same_person
from motcua.domain.people.party import Party, PartyRole

_KEPT = frozenset({"role", "letter", "consent", "died_on"})  # said by papers and officers, not by the form
_SAID = ("name", "identity", "organisation", "born", "sex", "ethnic_group", "phone", "email", "address")


def amended(parties: Sequence[Party], *, before: Sequence[Party], after: Sequence[Party]) -> tuple[Party, ...]:
    """Return the parties with what the corrected form changes; what the form did not change stays as it was filed.

    `before` and `after` are the parties that the form names in the answers as filed and as corrected. Who hands in stays; where
    that is the owner, their name and address change with the owner's, their number never: they signed in with it.
    Nobody is struck out: who stood in the dossier once is part of it. The order stays, new parties come last.
    """
    kept = list(parties)
    told, tells = _numbered(before), _numbered(after)
    for (role, ordinal), new in tells.items():
        old = told.get((role, ordinal))
        place = _place(kept, role, ordinal, old)
        if place is None:
            if role is not PartyRole.SUBMITTER:
                kept.append(new)
            continue
        changes = _changes(old, new)
        if role is PartyRole.OWNER:
            kept = [_following(party, kept[place], changes) for party in kept]
        kept[place] = replace(kept[place], **changes)  # type: ignore[arg-type]
    return tuple(kept)


def _numbered(named: Sequence[Party]) -> dict[tuple[PartyRole, int], Party]:
    found: dict[tuple[PartyRole, int], Party] = {}
    for party in named:
        found[(party.role, sum(role is party.role for role, _ in found))] = party
    return found


def _place(parties: Sequence[Party], role: PartyRole, ordinal: int, old: Party | None) -> int | None:
    """Return where the party of the form stands among those of the dossier: by who it is, else by its turn in the role."""
    places = [place for place, party in enumerate(parties) if party.role is role]
    if old is not None:
        for place in places:
            if same_person(parties[place], old):
                return place
    return places[ordinal] if ordinal < len(places) else None


def _changes(old: Party | None, new: Party) -> Mapping[str, object]:
    """Return what the form says otherwise than before; where it said nothing before, what it says at all."""
    if old is None:
        return {name: value for name in _SAID if (value := getattr(new, name))}
    names = (f.name for f in fields(Party) if f.name not in _KEPT)
    return {name: getattr(new, name) for name in names if getattr(new, name) != getattr(old, name)}


def _following(party: Party, owner: Party, changes: Mapping[str, object]) -> Party:
    """Return whoever handed in with the owner's changes, where that is the owner."""
    if party.role is not PartyRole.SUBMITTER or not same_person(party, owner):
        return party
    mine = {name: value for name, value in changes.items() if name not in ("identity", "organisation", "kind")}
    return replace(party, **mine)  # type: ignore[arg-type]
