"""Moving dossiers to whoever continues them: units change, and an entry in each chain says so; codes and clocks are not touched."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from motcua.domain.permissions.roles import Actor
from motcua.domain.reorganisation.heirs import Heirs
from motcua.services import ledger_bulk
from motcua.services.ledger_bulk import INCOMING, Next
from motcua.services.reorganisation import deciding, journal
from motcua.services.reorganisation.deciding import BELONGINGS, UNIT_COLUMNS, Decided
from motcua.services.reorganisation.journal import Raised, Round
from motcua.storage.reorganisation.models import ByHand

MOVED = "reorganise"  # what the entry in a dossier's chain is called
_NEW = "reorganisation_new"
_SET = (*UNIT_COLUMNS, "consulted_units", "first_unit_id")


@dataclass(frozen=True)
class Done:
    """How many dossiers went to their heir, and how many wait for somebody to choose."""

    moved: int
    by_hand: int


def move(
    kept: Round, heirs: Heirs, *, codes: Mapping[uuid.UUID, str], actor: Actor, at: dt.datetime,
    families: Mapping[uuid.UUID, uuid.UUID] | None = None,
) -> Done:  # fmt: skip
    """Move every listed dossier the table, or somebody's choice, decides; list the others. Runs in the act's transaction.

    `codes` gives the identifiers of units as the entries name them.
    """
    waiting: list[Decided] = []
    pairs: list[tuple[uuid.UUID, uuid.UUID, uuid.UUID]] = []
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE IF NOT EXISTS {_NEW} (id uuid, received_unit_id uuid, competent_unit_id uuid, help_unit_id uuid, "
            "return_unit_id uuid, step_unit_id uuid, consulted_units uuid[], first_unit_id uuid, before jsonb, after jsonb) ON COMMIT DROP"
        )
        cursor.execute(f"TRUNCATE {_NEW}")
    ledger_bulk.begin()
    found = list(_going(deciding.decided(heirs, actor=actor, at=at, families=families), waiting, pairs))
    with connection.cursor() as cursor, cursor.copy(f"COPY {_NEW} FROM STDIN") as copy:
        for row, new in found:
            before = {name: _json(row[name]) for name in _SET if row[name] != new[name]}
            after = {name: _json(new[name]) for name in before}
            copy.write_row([row["id"], *(new[name] for name in _SET), Jsonb(before), Jsonb(after)])
    ledger_bulk.collect((_entry(row, new, kept, codes, at) for row, new in found), action=MOVED, actor=actor)
    _write(kept)
    journal.heirs(pairs)
    for table, column, when in BELONGINGS:
        also: dict[str, object] = {"since": Raised("since", at), "changed_by": actor.id} if table == "papers_bundle" else {}
        journal.move(kept, table, column, when, by_dossier=True, also=also)
    _list(kept, waiting)
    return Done(len(found), len(waiting))


def _going(
    decided: Iterator[Decided], waiting: list[Decided], pairs: list[tuple[uuid.UUID, uuid.UUID, uuid.UUID]]
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    for one in decided:
        if one.heirs is None:
            waiting.append(one)
        elif one.heirs:
            pairs += [(one.row["id"], old, new) for old, new in one.heirs.items()]
            yield one.row, _after(one.row, one.heirs)


def _after(row: Mapping[str, Any], heirs: Mapping[uuid.UUID, uuid.UUID]) -> dict[str, Any]:
    """Return the columns of units as they will be; who received it first is kept once."""
    new: dict[str, Any] = {name: heirs.get(row[name], row[name]) for name in UNIT_COLUMNS}
    new["consulted_units"] = list(dict.fromkeys(heirs.get(unit, unit) for unit in row["consulted_units"]))
    new["first_unit_id"] = row["first_unit_id"]
    if new["received_unit_id"] != row["received_unit_id"] and row["first_unit_id"] is None:
        new["first_unit_id"] = row["received_unit_id"]
    return new


def _entry(row: Mapping[str, Any], new: Mapping[str, Any], kept: Round, codes: Mapping[uuid.UUID, str], at: dt.datetime) -> Next:
    names = {codes[row[n]]: codes[new[n]] for n in UNIT_COLUMNS if row[n] is not None and row[n] != new[n]}
    return Next(
        chain=row["id"], head_no=row["head_no"], head=bytes(row["head"]), at=max(at, row["moved_at"]), before=row["status"],
        after=row["status"], step=row["step"], unit=new["step_unit_id"] or new["received_unit_id"],
        data={"reorganisation": str(kept.reorganisation), "units": names},
    )  # fmt: skip


def _write(kept: Round) -> None:
    """Write entries, journal and dossiers: three statements, however many dossiers there are."""
    ledger_bulk.write()
    sets = ", ".join(f"{name} = n.{name}" for name in _SET)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {_NEW}")
        cursor.execute(
            'INSERT INTO reorganisation_change (reorganisation_id, round, "table", row, inserted, before, after) '  # noqa: S608
            f"SELECT %s, %s, 'dossiers_dossier', id, FALSE, before, after FROM {_NEW}",
            [kept.reorganisation, kept.number],
        )
        cursor.execute(
            f"UPDATE dossiers_dossier d SET {sets}, head_no = i.no, head = i.digest, moved_at = i.at "  # noqa: S608
            f"FROM {_NEW} n JOIN {INCOMING} i ON i.chain = n.id WHERE d.id = n.id"
        )


def _list(kept: Round, waiting: list[Decided]) -> None:
    """List dossiers somebody has to choose for; a choice of an earlier round stays beside its dossier."""
    ByHand.objects.bulk_create(
        [ByHand(reorganisation_id=kept.reorganisation, kind="dossier", row=one.row["id"], unit_id=one.undecided) for one in waiting],
        ignore_conflicts=True,
    )


def _json(value: Any) -> object:
    return [str(one) for one in value] if isinstance(value, list) else str(value) if value is not None else None
