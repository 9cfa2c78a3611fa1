"""Numbers of results: drawn from the outgoing book in the act that issues them, or entered from the agency's own system."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from motcua.domain.books import outgoing
from motcua.domain.books.kinds import Kind
from motcua.domain.certification import deeds
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import OUTCOME_OF, Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.revision import IssuedBy
from motcua.queries import configuration
from motcua.queries.configuration import Configuration
from motcua.services import books, certified_numbers
from motcua.services.books import Wanted
from motcua.services.dossiers.waits import InputWrong
from motcua.storage import statements
from motcua.storage.dossiers.models import Dossier, Result

if TYPE_CHECKING:
    from motcua.services.dossiers.moving import Act


def number_results(act: Act) -> None:
    """Give every drafted result of ours its number and day, in the transaction of the move that issues it.

    The seal is part of the same act. Raises BookClosed; InputWrong where a number from outside cannot be meant.
    """
    drafts = waiting(act.row)
    typed, source = _typed(act)
    if typed and len(drafts) != 1:
        raise InputWrong("number", "several_results")
    numbers = []
    for draft in drafts:
        line, text = draw(act.config, act.row, draft.id, draft.name, actor=act.actor, at=act.at, typed=typed, source=source)
        Result.objects.filter(id=draft.id).update(number=text, issued_on=local(act.at).date(), book_line=line)
        numbers.append(text)
    if numbers:
        act.ledger |= {"number": ", ".join(numbers), "sealed": True}
        if source:
            act.ledger["source"] = source[:120]


def unnumbered(act: Act) -> None:
    """Raise InputWrong where a number is typed for a refusal: it has no result to carry it."""
    if act.row.decision == "refuse" and any(_typed(act)):
        raise InputWrong("number", "refused")


def _typed(act: Act) -> tuple[str, str]:
    """Return the number that was typed and its source. Raises InputWrong for one without the other."""
    typed, source = str(act.inputs.get("number") or "").strip(), str(act.inputs.get("source") or "").strip()
    check_typed(typed, source)
    return typed, source


def check_typed(number: str, source: str) -> None:
    """Raise InputWrong unless a number from another system comes with its source, and a source with its number."""
    if number and not source:
        raise InputWrong("source", "missing")
    if source and not number:
        raise InputWrong("number", "missing")


def take(*, unit: uuid.UUID, number: str, source: str, wanted: Wanted, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Enter a number of the agency's own system in the outgoing book. Raises InputWrong for one used before, BookClosed."""
    try:
        return books.take_from_outside(unit=unit, kind=Kind.OUTGOING, number=number, source=source, wanted=wanted, actor=actor, at=at)
    except books.NumberUsed:
        raise InputWrong("number", "used_before") from None


def draw(
    config: Configuration, row: Dossier, result_id: uuid.UUID, name: str, *, actor: Actor, at: dt.datetime, typed: str = "",
    source: str = "",
) -> tuple[uuid.UUID, str]:  # fmt: skip
    """Return the book line and the number of one result: the next of the book, or the one that was typed with its source.

    A certification filed from afar has its number from the book of certification, like one made at the desk.
    """
    if not typed and (asked := certified_numbers.unnumbered(row)):
        deed, original = asked
        given = certified_numbers.give(row=row, deed=deed, originals=[(0, original)], signer=None, actor=actor, at=at)[0]
        return given.line_id, deeds.numbers_words(deed, [given.number], given.year)
    unit, wanted = book_unit(config, row), Wanted(dossier_id=row.id, about=result_id, words=name)
    if typed:
        return take(unit=unit, number=typed, source=source, wanted=wanted, actor=actor, at=at), typed[:80]
    drawn = books.draw(unit=unit, kind=Kind.OUTGOING, wanted=[wanted], actor=actor, at=at)[0]
    return drawn.line_id, text_of(config, row, name, drawn.number, at)


def foreseen(config: Configuration, row: Dossier, name: str, at: dt.datetime) -> str:
    """Return the number the next document of the unit would carry now: somebody else may take it first."""
    found = statements.run(
        "SELECT last FROM books_book WHERE unit_id = %s AND kind = %s AND symbol = '' AND year = %s",
        [book_unit(config, row), Kind.OUTGOING.value, local(at).year],
    )
    return text_of(config, row, name, int(str(found[0][0])) + 1 if found else 1, at)


def text_of(config: Configuration, row: Dossier, name: str, number: int | None, at: dt.datetime) -> str:
    """Return a number as the document carries it, by the pattern of the day; None leaves its place open."""
    day = local(at).date()
    office = config.unit(book_unit(config, row)).name
    return outgoing.written(str(config.setting("outgoing_pattern", day)), number, name=name, office=office, year=day.year)[:80]


def book_unit(config: Configuration, row: Dossier) -> uuid.UUID:
    """Return the unit in whose outgoing book the dossier's results stand: who issues them, else who is competent."""
    return books.authority(config, row.step_unit_id or row.competent_unit_id).id


def waiting(row: Dossier) -> list[Result]:
    """Return the drafted results of ours that have no number yet, oldest first."""
    ours = {k.key for k in configuration.revision(row.revision_id).results if k.issued_by is IssuedBy.HERE}
    found = Result.objects.filter(dossier_id=row.id, replaced_at=None, number="", source="").order_by("created_at", "id")
    return [r for r in found if r.key in ours]


def issues(act: Act) -> bool:
    """Return whether the move issues the results: entering them in the book, or the end of a workflow without that step."""
    if act.moved.action not in OUTCOME_OF or act.row.decision == "refuse":
        return False
    return act.moved.action is Action.ISSUE or act.moved.after is Status.FINISHED
