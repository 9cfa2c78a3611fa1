"""Corrected answers reach the parties of a dossier; a correction that would make another unit competent is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from motcua.domain.folding import fold
from motcua.domain.hours import local
from motcua.domain.people import amending
from motcua.domain.people import parties as people
from motcua.domain.people.party import Party, PartyRole
from motcua.domain.people.units import Unit
from motcua.domain.procedures import form
from motcua.queries import forms, routing
from motcua.queries.dossier_pages import answers_of
from motcua.queries.dossier_parts import parties as parties_of
from motcua.services import draft_parties
from motcua.services.dossiers import filing_areas, preparing
from motcua.storage import sealing
from motcua.storage.dossiers.models import Party as Stored

if TYPE_CHECKING:
    from motcua.services.dossiers.moving import Act


class BelongsElsewhere(ValueError):
    """With the corrected answers another unit is competent (`unit`), or none that is known here: an answer does not move a dossier."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        super().__init__(unit)


class PartiesWrong(ValueError):
    """With the corrected answers the people of the dossier no longer fit together: `codes` say what is wrong."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        self.codes = codes
        super().__init__(", ".join(codes))


def parties(act: Act, answers: Mapping[str, object]) -> None:
    """Write the parties anew where the corrected answers change them. Raises BelongsElsewhere, PartiesWrong."""
    compiled, day, config = forms.of(act.row.revision_id, act.revision), local(act.at).date(), act.config
    filed, standing = answers_of(act.row), parties_of(act.row)
    before, after = (
        tuple(draft_parties.party_of(row, config, day) for row in form.parties(compiled, said))
        for said in ({k: v for k, v in filed.items() if k in compiled.fields}, answers)
    )
    new = amending.amended(standing, before=before, after=after) if before != after else standing
    _check_competent(act, (standing, filed), (new, answers))
    if new == standing:
        return
    known = {p.code for p in people.check(standing, on=day)}
    wrong = tuple(dict.fromkeys(p.code.value for p in people.check(new, on=day) if p.code not in known))
    if wrong:
        raise PartiesWrong(wrong)
    _write(act, new)


def _check_competent(
    act: Act, before: tuple[Sequence[Party], Mapping[str, object]], after: tuple[Sequence[Party], Mapping[str, object]]
) -> None:
    was, now = _competent(act, *before), _competent(act, *after)
    if now != was and (now is None or now.id != act.row.competent_unit_id):
        raise BelongsElsewhere(now.name if now else "")


def _competent(act: Act, parties: Sequence[Party], answers: Mapping[str, object]) -> Unit | None:
    """Return who would be competent for these parties and answers; None where nobody of this province is."""
    config, row, day = act.config, act.row, local(act.row.filed_at).date()
    places = filing_areas.of(config, parties, answers, revision_id=row.revision_id, revision=act.revision, day=local(act.at).date())
    try:
        return routing.competent(config, act.revision, config.unit(row.received_unit_id), filing_areas.codes(places), day)
    except routing.NoCompetentUnit:
        return None


def _write(act: Act, parties: Sequence[Party]) -> None:
    rows, keys, contact = preparing.party_rows(parties)
    kept = sealing.unseal(act.row.contact_sealed, context="dossiers.contact")
    carried = {k: v for k, v in kept.items() if k in ("deliver", "deliver_to")} if isinstance(kept, Mapping) else {}
    owner = next(p for p in parties if p.role is PartyRole.OWNER)
    kept_rows = list(Stored.objects.filter(dossier_id=act.row.id).order_by("ordinal").values_list("id", flat=True))
    for id, row in zip(kept_rows, rows, strict=False):
        act.batch.update("dossiers_party", "id", id, {name: value for name, value in row.items() if name not in ("id", "ordinal")})
    act.batch.insert("dossiers_party", [row | {"dossier_id": act.row.id} for row in rows[len(kept_rows):]])
    act.changes |= {
        "party_keys": keys, "owner_name": owner.name, "owner_folded": fold(owner.name),
        "contact_sealed": sealing.seal(contact | carried, context="dossiers.contact"),
    }  # fmt: skip
    act.ledger["parties"] = sorted({p.role.value for p in parties})
