"""Keeping books: drawing the next number in the act it belongs to, voiding a spoilt one, closing the year."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from motcua.domain.books.kinds import KEEPING, Kind
from motcua.domain.folding import clean_text
from motcua.domain.hours import local
from motcua.domain.people.units import Unit, UnitKind
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import configuration
from motcua.queries.configuration import Configuration
from motcua.services import ledger
from motcua.storage import ids, statements
from motcua.storage.books.models import Book, BookLine
from motcua.storage.chains.models import Task
from motcua.storage.dossiers.models import Result


class BookClosed(ValueError):
    """The year's book is closed and signed: it gives no more numbers."""


class BookNotKept(PermissionError):
    """The actor keeps no such book of that unit, or there is none: the two are not told apart."""


class NumberUsed(ValueError):
    """The number stands in the book of this year already, for another dossier."""


class NotVoidable(ValueError):
    """The number is void already, or stands in a book whose lines cannot be spoilt."""


class ReasonMissing(ValueError):
    """Voiding a number needs a reason."""


class StillOpen(ValueError):
    """A book is closed after its year has ended."""


@dataclass(frozen=True)
class Wanted:
    """What a number is drawn for: the dossier, the thing the number is given to, and words without a person's name."""

    dossier_id: uuid.UUID | None = None
    about: uuid.UUID | None = None
    words: str = ""


@dataclass(frozen=True)
class Drawn:
    """A number as it was given."""

    line_id: uuid.UUID
    book_id: uuid.UUID
    number: int
    year: int
    symbol: str


def draw(
    *, unit: uuid.UUID, kind: Kind, wanted: Sequence[Wanted], actor: Actor, at: dt.datetime, symbol: str = "", year: int | None = None
) -> list[Drawn]:
    """Return the next numbers of the unit's book of this year (or of `year`), in order, one for each of `wanted`.

    Must run inside the transaction of the act the numbers belong to: when that fails, the numbers were never given, so
    that no gap and no double can come about. Others who want a number of the same book wait for the act's end. The book is
    opened by its first number. The caller has judged the right to the act; its own ledger entry names the numbers. Raises
    BookClosed; RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is drawn inside the transaction of its act")
    if not wanted:
        return []
    year = year or local(at).year
    book_id, last = _advance(unit, kind, symbol, len(wanted), at, year)
    rows = [
        BookLine(
            id=ids.new(), book_id=book_id, number=number, given_at=at, given_by=actor.id, dossier_id=one.dossier_id,
            about=one.about, words=one.words[:300],
        )
        for number, one in enumerate(wanted, start=last - len(wanted) + 1)
    ]  # fmt: skip
    BookLine.objects.bulk_create(rows)
    return [Drawn(row.id, book_id, int(row.number or 0), year, symbol) for row in rows]


def hold(*, unit: uuid.UUID, kind: Kind, year: int, at: dt.datetime) -> None:
    """Hold the book of a year until the transaction at hand ends: nobody else draws from it meanwhile. Raises BookClosed."""
    _advance(unit, kind, "", 0, at, year)


def _advance(unit: uuid.UUID, kind: Kind, symbol: str, count: int, at: dt.datetime, year: int) -> tuple[uuid.UUID, int]:
    """Raise the book's last number by `count` under its lock and return book and new last number."""
    found = statements.run(
        "INSERT INTO books_book (id, unit_id, kind, symbol, year, last, opened_at, closing_words, closing_digest) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, '', '') ON CONFLICT (unit_id, kind, symbol, year) "
        "DO UPDATE SET last = books_book.last + EXCLUDED.last WHERE books_book.closed_at IS NULL RETURNING id, last",
        [ids.new(), unit, kind.value, symbol, str(year), str(count), at],
    )
    if not found:
        raise BookClosed(f"{kind.value} {year}")
    book_id, last = found[0]
    return uuid.UUID(str(book_id)), int(str(last))


def take_from_outside(
    *, unit: uuid.UUID, kind: Kind, number: str, source: str, wanted: Wanted, actor: Actor, at: dt.datetime
) -> uuid.UUID:
    """Enter a number that another system gave (the agency's document system): no number of ours is used up.

    Runs inside the act's transaction like `draw`. Raises BookClosed, NumberUsed, ValueError for an empty number or source.
    """
    if not number.strip() or not source.strip():
        raise ValueError("number")
    book_id, _last = _advance(unit, kind, "", 0, at, local(at).year)
    if _used(book_id, number.strip(), wanted.dossier_id):
        raise NumberUsed(number.strip())
    words = f"{clean_text(source)}: {wanted.words}" if wanted.words else clean_text(source)
    line = BookLine.objects.create(
        book_id=book_id, number=None, outside=number.strip()[:80], given_at=at, given_by=actor.id,
        dossier_id=wanted.dossier_id, about=wanted.about, words=words[:300],
    )  # fmt: skip
    return line.id


def _used(book_id: uuid.UUID, number: str, dossier_id: uuid.UUID | None) -> bool:
    """Return whether the held book has the number for another dossier: as typed, or as a document of ours carries it."""
    others = BookLine.objects.filter(book_id=book_id).exclude(dossier_id=dossier_id)
    carried = [Exists(model.objects.filter(id=OuterRef("about"), number__iexact=number)) for model in (Result, Task)]
    return others.filter(Q(outside__iexact=number) | carried[0] | carried[1]).exists()


def void(*, line_id: uuid.UUID, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Mark a number as spoilt: it stays in the book with its reason and is never given again.

    Raises BookNotKept, ReasonMissing, NotVoidable, BookClosed.
    """
    with transaction.atomic():
        line = BookLine.objects.select_for_update(of=("self",)).select_related("book").filter(id=line_id).first()
        if line is None or not keeps(actor, line.book):
            raise BookNotKept
        spoil(line, reason=reason, actor=actor, at=at)


def spoil(line: BookLine, *, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Mark a locked line as spoilt, in the transaction of an act that has judged the right. Raises as `void`."""
    why = clean_text(reason)
    if not why:
        raise ReasonMissing
    if line.voided_at is not None or not KEEPING[Kind(line.book.kind)].voidable:
        raise NotVoidable
    if line.book.closed_at is not None:
        raise BookClosed(line.book.kind)
    line.voided_at, line.voided_by, line.void_reason = at, uuid.UUID(actor.id), why[:300]
    line.save(update_fields=["voided_at", "voided_by", "void_reason"])
    data = {"line": str(line.id), "number": line.number, "dossier": str(line.dossier_id) if line.dossier_id else None}
    ledger.note_subject(subject=line.book_id, kind="book", action="book_number_voided", actor=actor, at=at, data=data)


def close(*, book_id: uuid.UUID, actor: Actor, at: dt.datetime) -> Book:
    """Close and sign a book after its year: how many numbers, how many void, and a digest over every line.

    Raises BookNotKept, BookClosed, StillOpen.
    """
    with transaction.atomic():
        book = Book.objects.select_for_update().filter(id=book_id).first()
        if book is None or not keeps(actor, book):
            raise BookNotKept
        if book.closed_at is not None:
            raise BookClosed(book.kind)
        if local(at).year <= book.year:
            raise StillOpen(str(book.year))
        lines = list(BookLine.objects.filter(book=book).order_by("number", "given_at", "id"))
        void_count = sum(1 for line in lines if line.voided_at is not None)
        book.closed_at, book.closed_by = at, uuid.UUID(actor.id)
        book.closing_words = f"{book.last}/{void_count}"
        book.closing_digest = digest(lines)
        book.save(update_fields=["closed_at", "closed_by", "closing_words", "closing_digest"])
        data = {"year": book.year, "kind": book.kind, "last": book.last, "void": void_count, "digest": book.closing_digest}
        ledger.note_subject(subject=book.id, kind="book", action="book_closed", actor=actor, at=at, data=data)
    return book


def digest(lines: Iterable[BookLine]) -> str:
    """Return sha256 over the lines as they stand, in hexadecimal: any later change of a closed book shows."""
    made = hashlib.sha256()
    for line in lines:
        said = (line.number, line.outside, line.given_at.isoformat(), line.given_by, line.dossier_id, line.about, line.words,
                line.voided_at.isoformat() if line.voided_at else "", line.void_reason)  # fmt: skip
        made.update("\x1f".join(map(str, said)).encode())
        made.update(b"\x1e")
    return made.hexdigest()


def keeps(actor: Actor, book: Book) -> bool:
    """Return whether the actor keeps this book: a role of its kind in its unit, above it, or in a centre under it."""
    roles = KEEPING[Kind(book.kind)].keepers
    return str(book.unit_id) in kept_units(actor, roles)


def kept_units(actor: Actor, roles: Iterable[Role]) -> frozenset[str]:
    """Return the units whose books the actor keeps by these roles: their reach, and the committee their centre works for."""
    config, wanted = configuration.current(), tuple(roles)
    return actor.reach_as(*wanted) | {str(authority(config, unit).id) for unit in actor.units_as(*wanted)}


def authority(config: Configuration, unit_id: object) -> Unit:
    """Return the unit whose books a unit writes in: a centre or a point works for the committee above it."""
    unit = config.unit(unit_id)
    while unit.kind in (UnitKind.ONE_STOP_CENTRE, UnitKind.ONE_STOP_POINT) and unit.parent_id is not None:
        unit = config.unit(unit.parent_id)
    return unit
