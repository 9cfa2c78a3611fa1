"""What belongs to units and to no open dossier: transfers of papers on their way, papers of ended dossiers, books."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from motcua.domain.books.kinds import Kind
from motcua.domain.fees import receipts as receipt_rules
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.reorganisation.heirs import Heirs
from motcua.queries.configuration import Configuration
from motcua.services import books, ledger_bulk
from motcua.services.reorganisation import journal
from motcua.services.reorganisation.deciding import CONCERNED
from motcua.services.reorganisation.journal import Raised, Round
from motcua.storage import ids
from motcua.storage.books.models import Book, BookLine
from motcua.storage.people.models import Unit

NOBODYS = uuid.UUID(int=0)


def papers(kept: Round, ending: Sequence[uuid.UUID], heirs: Heirs, *, actor: Actor, at: dt.datetime) -> None:
    """Let the main heir have what is on its way to or from the units, and the papers of dossiers that have ended."""
    journal.heirs((NOBODYS, unit, main) for unit in ending if (main := heirs.main(unit)) is not None)
    for column in ("from_unit_id", "to_unit_id", "carrier_unit_id"):
        journal.move(kept, "papers_transfer", column, "t.closed_at IS NULL", by_dossier=False)
    ended = f"t.holder = 'unit' AND NOT EXISTS (SELECT 1 FROM {CONCERNED} x WHERE x.id = t.dossier_id)"  # noqa: S608
    journal.move(kept, "papers_bundle", "unit_id", ended, by_dossier=False, also={"since": Raised("since", at), "changed_by": actor.id})
    unsettled = f"t.settled_at IS NULL AND NOT EXISTS (SELECT 1 FROM {CONCERNED} x WHERE x.id = t.dossier_id)"  # noqa: S608
    journal.move(kept, "papers_call", "unit_id", unsettled, by_dossier=False)


def close_books(kept: Round, ending: Sequence[uuid.UUID], *, actor: Actor, at: dt.datetime) -> list[Book]:
    """Close every open book of the units, with a digest over every line, and return them."""
    rows = list(Book.objects.select_for_update().filter(unit_id__in=ending, closed_at=None).order_by("id"))
    lines: dict[uuid.UUID, list[BookLine]] = {row.id: [] for row in rows}
    for line in BookLine.objects.filter(book_id__in=list(lines)).order_by("number", "given_at", "id").iterator(chunk_size=5000):
        lines[line.book_id].append(line)
    by = _uuid(actor.id)
    changes, notes = [], {}
    for row in rows:
        void = sum(1 for line in lines[row.id] if line.voided_at is not None)
        row.closed_at, row.closed_by, row.closing_words, row.closing_digest = at, by, f"{row.last}/{void}", books.digest(lines[row.id])
        after = {"closed_at": at.isoformat(), "closed_by": str(by) if by else None, "closing_words": row.closing_words,
                 "closing_digest": row.closing_digest}  # fmt: skip
        changes.append((row.id, {"closed_at": None, "closed_by": None, "closing_words": "", "closing_digest": ""}, after))
        notes[row.id] = {"year": row.year, "kind": row.kind, "last": row.last, "void": void, "digest": row.closing_digest,
                         "reorganisation": str(kept.reorganisation)}  # fmt: skip
    Book.objects.bulk_update(rows, ["closed_at", "closed_by", "closing_words", "closing_digest"], batch_size=500)
    journal.change(kept, "books_book", changes)
    ledger_bulk.note_subjects(notes, kind="book", action="book_closed", actor=actor, at=at)
    return rows


def open_books(kept: Round, closed: Sequence[Book], heirs: Heirs, config: Configuration, *, on: dt.date, at: dt.datetime) -> int:
    """Open in every heir the kinds of book the old units kept, each from number 1; return how many. One kept already stays."""
    codes = dict(Unit.objects.values_list("id", "code"))
    wanted = {(heir, row.kind) for row in closed for heir in heirs.of(row.unit_id)}
    pattern = str(config.setting("receipt_symbol", on))
    rows = [
        Book(id=ids.new(), unit_id=unit, kind=kind, year=on.year, opened_at=max(at, _begins(on)),
             symbol=receipt_rules.symbol(pattern, unit=codes[unit], day=on) if kind == Kind.RECEIPTS.value else "")
        for unit, kind in sorted(wanted)
    ]  # fmt: skip
    kept_already = set(Book.objects.filter(unit_id__in={row.unit_id for row in rows}).values_list("unit_id", "kind", "symbol", "year"))
    made = [row for row in rows if (row.unit_id, row.kind, row.symbol, row.year) not in kept_already]
    Book.objects.bulk_create(made)
    journal.inserted(kept, "books_book", [row.id for row in made])
    return len(made)


def _begins(on: dt.date) -> dt.datetime:
    """Return the first moment of a day."""
    return dt.datetime.combine(on, dt.time(), tzinfo=local(dt.datetime.combine(on, dt.time(12), tzinfo=dt.UTC)).tzinfo)


def _uuid(value: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(value)
    except ValueError:
        return None
