"""Numbers of certification: one of the deed's own book for each original, with what it was given for."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from motcua.domain.certification.deeds import DEED_OF, RULES, Deed, Original
from motcua.domain.fees.schedule import Quantity, price
from motcua.domain.permissions.roles import Actor
from motcua.queries import configuration
from motcua.services import books
from motcua.services.books import Drawn, Wanted
from motcua.storage import ids, sealing
from motcua.storage.dossiers.models import Dossier
from motcua.storage.visits.models import Certified


def give(
    *, row: Dossier, deed: Deed, originals: Sequence[tuple[int, Original]], signer: uuid.UUID | None, actor: Actor, at: dt.datetime
) -> list[Drawn]:  # fmt: skip
    """Draw a number for each (place, original) of a dossier, in the transaction of the act that certifies or receives it.

    The act's own ledger entry names the numbers. Raises books.BookClosed; RuntimeError outside a transaction.
    """
    rule = RULES[deed]
    unit = books.authority(configuration.current(), row.received_unit_id)
    item = next((f for f in configuration.revision(row.revision_id).fees if f.key == rule.fee), None)
    made = [ids.new() for _one in originals]
    wanted = [
        Wanted(row.id, about, f"{rule.words}: {one.name}, {one.pages} trang, {one.copies} bản")
        for about, (_place, one) in zip(made, originals, strict=True)
    ]
    drawn = books.draw(unit=unit.id, kind=rule.book, wanted=wanted, actor=actor, at=at)
    Certified.objects.bulk_create(
        Certified(
            id=about, dossier_id=row.id, deed=deed.value, ordinal=place, name=one.name[:200], pages=one.pages, copies=one.copies,
            amount=price(Quantity(*part(deed, one)), amount=item.amount or 0, tiers=item.tiers, cap=item.cap) if item else 0,
            line_id=given.line_id, number=given.number, year=given.year, given_at=at, signer=signer,
        )
        for about, (place, one), given in zip(made, originals, drawn, strict=True)
    )  # fmt: skip
    return drawn


def part(deed: Deed, one: Original) -> tuple[int, int]:
    """Return what an original is charged by: pages and copies; a signature is charged by the document (trường hợp)."""
    return (one.pages, one.copies) if deed is Deed.COPY else (1, 1)


def original_of(deed: Deed, answers: Mapping[str, object]) -> Original:
    """Return what the answers of the general form ask to certify, as one row: named, with its pages and copies."""
    documents = answers.get("documents")
    titles = (
        [str(d.get("title", "")) for d in documents if isinstance(d, Mapping)]
        if isinstance(documents, list)
        else []
    )
    name = ", ".join(filter(None, titles)) or str(answers.get("document_title") or "") or RULES[deed].words
    pages, copies = (
        n if isinstance(n := answers.get(key), int) and n > 0 else 1 for key in ("pages", "sets")
    )
    return Original(name[:200], pages, copies)


def unnumbered(row: Dossier) -> tuple[Deed, Original] | None:
    """Return what is still to be numbered in a certification that was filed from afar; None where nothing is."""
    deed = DEED_OF.get(row.procedure_code)
    if deed is None or Certified.objects.filter(dossier_id=row.id, spoilt_at=None).exists():
        return None
    answers = sealing.unseal(row.answers_sealed, context="dossiers.answers")
    return deed, original_of(deed, answers if isinstance(answers, Mapping) else {})
