"""Deciding where each open dossier of the units concerned goes: by the table, its field, and where its owner lives."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from motcua.domain.hours import local
from motcua.domain.people.party import PartyRole
from motcua.domain.permissions.roles import Actor
from motcua.domain.reorganisation.heirs import NOTHING_KNOWN, Facts, Heirs
from motcua.queries import configuration
from motcua.queries.dossier_pages import answers_of
from motcua.services import ledger
from motcua.services.dossiers import filing_areas
from motcua.services.units import UNFINISHED
from motcua.storage import sealing
from motcua.storage.dossiers.models import Dossier
from motcua.storage.procedures.models import Procedure

CHUNK = 5000
CONCERNED = "reorganisation_concerned"
UNIT_COLUMNS = ("received_unit_id", "competent_unit_id", "help_unit_id", "return_unit_id", "step_unit_id")

# What of a dossier lies or waits in a unit, and while what holds: table, column of the unit, condition.
BELONGINGS: tuple[tuple[str, str, str], ...] = (
    ("dossiers_steprun", "unit_id", "t.ended_at IS NULL"),
    ("dossiers_consultation", "unit_id", "t.answered_at IS NULL"),
    ("papers_bundle", "unit_id", "t.holder = 'unit'"),
    ("papers_call", "unit_id", "t.settled_at IS NULL"),
    ("papers_stopproposal", "unit_id", "t.settled_at IS NULL"),
)
_COLUMNS = (
    "id", "code", "status", "step", "head_no", "head", "moved_at", "procedure_code", "revision_id", *UNIT_COLUMNS, "consulted_units",
    "first_unit_id", "assignee",
)  # fmt: skip
_SUBJECTS = (PartyRole.OWNER.value, PartyRole.SUBJECT.value, PartyRole.DECEASED.value)


@dataclass(frozen=True, slots=True)
class Decided:
    """A locked dossier and who takes over from each unit that gives it away; `heirs` None: somebody has to choose."""

    row: Mapping[str, Any]
    heirs: Mapping[uuid.UUID, uuid.UUID] | None
    undecided: uuid.UUID | None = None  # the unit the table does not decide for


def list_todo(losing: Sequence[uuid.UUID], *, only: Sequence[uuid.UUID] | None = None) -> int:
    """List every unfinished dossier that has anything in the units, or only those named; return how many."""
    held = " OR ".join([*(f"d.{column} = ANY(%(units)s)" for column in UNIT_COLUMNS), "d.consulted_units && %(units)s"])
    lying = " UNION ".join(f"SELECT t.dossier_id FROM {t} t WHERE t.{c} = ANY(%(units)s) AND {when}" for t, c, when in BELONGINGS)  # noqa: S608
    named = "AND d.id = ANY(%(only)s)" if only is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {CONCERNED} (id uuid PRIMARY KEY) ON COMMIT DROP")
        cursor.execute(f"TRUNCATE {CONCERNED}")
        cursor.execute(
            f"INSERT INTO {CONCERNED} SELECT d.id FROM dossiers_dossier d WHERE d.learner IS NULL AND d.status = ANY(%(status)s) {named} "  # noqa: S608
            f"AND ({held} OR d.id IN ({lying}))",
            {"units": list(losing), "status": UNFINISHED, "only": list(only or ())},
        )
        done = int(cursor.rowcount)
        cursor.execute(f"ANALYZE {CONCERNED}")
    return done


def decided(
    heirs: Heirs, *, actor: Actor, at: dt.datetime, families: Mapping[uuid.UUID, uuid.UUID] | None = None, lock: bool = True
) -> Iterator[Decided]:
    """Give each listed dossier with what becomes of it, in the order of ids; `families` are choices made by hand.

    Whoever's address had to be looked at is recorded as read.
    """
    fields = dict(Procedure.objects.values_list("code", "field_name"))
    last = uuid.UUID(int=0)
    while chunk := _chunk(last, lock=lock):
        last = chunk[-1]["id"]
        lying = _lying([row["id"] for row in chunk], heirs.losing)
        units = {row["id"]: _units(row, lying.get(row["id"], ()), heirs.losing) for row in chunk}
        unclear = [row for row in chunk if any(heirs.whole(unit) is None for unit in units[row["id"]])]
        facts = _facts(unclear, fields)
        ledger.read(actor=actor, at=at, purpose="reorganisation", dossier_ids=[row["id"] for row in unclear])
        for row in chunk:
            yield _one(row, units[row["id"]], heirs, facts.get(row["id"], NOTHING_KNOWN), (families or {}).get(row["id"]))


def _one(row: Mapping[str, Any], units: frozenset[uuid.UUID], heirs: Heirs, facts: Facts, family: uuid.UUID | None) -> Decided:
    found: dict[uuid.UUID, uuid.UUID] = {}
    for unit in sorted(units):
        heir = heirs.heir(unit, facts) or (heirs.heir(unit, facts, family=family) if family else None)
        if heir is None:
            return Decided(row, None, undecided=unit)
        if heir != unit:
            found[unit] = heir
    return Decided(row, found)


def _units(row: Mapping[str, Any], lying: Sequence[uuid.UUID], losing: frozenset[uuid.UUID]) -> frozenset[uuid.UUID]:
    return frozenset({*(row[column] for column in UNIT_COLUMNS), *row["consulted_units"], *lying}) & losing


def _chunk(last: uuid.UUID, *, lock: bool) -> list[dict[str, Any]]:
    columns = ", ".join(f"d.{name}" for name in _COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM dossiers_dossier d JOIN {CONCERNED} x ON x.id = d.id WHERE d.id > %s ORDER BY d.id LIMIT %s"  # noqa: S608
            + (" FOR UPDATE OF d" if lock else ""),
            [last, CHUNK],
        )
        return [dict(zip(_COLUMNS, line, strict=True)) for line in cursor.fetchall()]


def _lying(dossiers: Sequence[uuid.UUID], losing: frozenset[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Return in which of the units something of the dossiers lies or waits."""
    parts = " UNION ALL ".join(
        f"SELECT t.dossier_id, t.{c} FROM {t} t WHERE t.dossier_id = ANY(%(ids)s) AND t.{c} = ANY(%(units)s) AND {when}"  # noqa: S608
        for t, c, when in BELONGINGS
    )
    found: dict[uuid.UUID, list[uuid.UUID]] = {}
    with connection.cursor() as cursor:
        cursor.execute(parts, {"ids": list(dossiers), "units": sorted(losing)})
        for dossier, unit in cursor.fetchall():
            found.setdefault(dossier, []).append(unit)
    return found


def _facts(rows: Sequence[Mapping[str, Any]], fields: Mapping[str, str]) -> dict[uuid.UUID, Facts]:
    """Return field and areas of dossiers whose units are divided: where the owner lives, or whom the procedure asks for."""
    if not rows:
        return {}
    lives: dict[uuid.UUID, dict[str, Mapping[str, Any]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT dossier_id, role, details_sealed FROM dossiers_party WHERE dossier_id = ANY(%s) AND role = ANY(%s) ORDER BY ordinal",
            [[row["id"] for row in rows], list(_SUBJECTS)],
        )
        for dossier, role, sealed in cursor.fetchall():
            kept = sealing.unseal(sealed, context="dossiers.party")
            address = kept.get("address") if isinstance(kept, dict) else None
            if isinstance(address, dict):
                who = "applicant" if role == PartyRole.OWNER.value else "subject"
                lives.setdefault(dossier, {}).setdefault(who, address)
    _places(rows, lives)
    return {row["id"]: _of(row, lives.get(row["id"], {}), fields) for row in rows}


def _places(rows: Sequence[Mapping[str, Any]], lives: dict[uuid.UUID, dict[str, Mapping[str, Any]]]) -> None:
    """Add where the subject is that is no party, a parcel or the premises of a business, from the answers."""
    asked = {row["id"]: row["revision_id"] for row in rows if "subject" not in lives.get(row["id"], {})}
    asked = {id: revision for id, revision in asked.items() if configuration.revision(revision).competence.by == "subject"}
    if not asked:
        return
    config = configuration.current()
    for dossier in Dossier.objects.filter(id__in=asked).only("answers_sealed", "moved_at"):
        revision_id, day = asked[dossier.id], local(dossier.moved_at).date()
        place = filing_areas.subject(
            config, answers_of(dossier), revision_id=revision_id, revision=configuration.revision(revision_id), day=day
        )
        if place is not None:
            lives.setdefault(dossier.id, {})["subject"] = {"area_code_old": place.area_code_old, "area_code_new": place.area_code_new}


def _of(row: Mapping[str, Any], lives: Mapping[str, Mapping[str, Any]], fields: Mapping[str, str]) -> Facts:
    asked = configuration.revision(row["revision_id"]).competence.by
    address = lives.get(asked) or lives.get("applicant") or {}
    old, new = str(address.get("area_code_old") or ""), str(address.get("area_code_new") or "")
    return Facts(fields.get(row["procedure_code"], ""), frozenset({old} - {""}), frozenset({new} - {""}))
