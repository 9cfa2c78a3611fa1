"""Books give numbers without a gap or a double; a spoilt number stays; a closed year is sealed."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import transaction

from motcua.domain.books.kinds import Kind
from motcua.domain.permissions.roles import Actor
from motcua.services import books, ledger
from motcua.services.books import Wanted
from motcua.storage.books.models import Book, BookLine
from tests.make import MONDAY, World

pytestmark = pytest.mark.django_db
NEXT_YEAR = MONDAY.replace(year=2027, month=1, day=4)


def _draw(world: World, actor: Actor, count: int = 1, *, at: dt.datetime = MONDAY, kind: Kind = Kind.CERTIFIED_COPIES) -> list[int]:
    with transaction.atomic():
        drawn = books.draw(unit=world.commune.id, kind=kind, wanted=[Wanted(words="Bằng tốt nghiệp")] * count, actor=actor, at=at)
    return [one.number for one in drawn]


def test_numbers_go_up_one_by_one_and_each_year_and_kind_begins_again(world: World):
    clerk = world.actor("clerk")
    assert _draw(world, clerk, 3) == [1, 2, 3]
    assert _draw(world, clerk, 2) == [4, 5]
    assert _draw(world, clerk, kind=Kind.OUTGOING) == [1]
    assert _draw(world, clerk, at=NEXT_YEAR) == [1]


@transaction.atomic
def _fail(world: World, clerk: Actor) -> None:
    books.draw(unit=world.commune.id, kind=Kind.CERTIFIED_COPIES, wanted=[Wanted()] * 4, actor=clerk, at=MONDAY)
    raise ZeroDivisionError


def test_an_act_that_fails_gives_its_numbers_back(world: World):
    clerk = world.actor("clerk")
    _draw(world, clerk)
    with pytest.raises(ZeroDivisionError):
        _fail(world, clerk)
    assert _draw(world, clerk) == [2]
    assert list(BookLine.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_a_number_is_never_drawn_outside_the_act_it_belongs_to(world: World, monkeypatch: pytest.MonkeyPatch):
    clerk = world.actor("clerk")
    monkeypatch.setattr(books, "connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(RuntimeError):
        books.draw(unit=world.commune.id, kind=Kind.RECEIPTS, wanted=[Wanted()], actor=clerk, at=MONDAY)


def test_a_number_from_outside_stands_in_the_book_and_uses_none_of_ours(world: World):
    clerk = world.actor("clerk")
    _draw(world, clerk, kind=Kind.OUTGOING)
    with transaction.atomic():
        books.take_from_outside(
            unit=world.commune.id, kind=Kind.OUTGOING, number="217/UBND-VP", source="Hệ thống quản lý văn bản",
            wanted=Wanted(words="Giấy xác nhận"), actor=clerk, at=MONDAY,
        )  # fmt: skip
    assert _draw(world, clerk, kind=Kind.OUTGOING) == [2]
    line = BookLine.objects.get(number=None)
    assert (line.outside, line.words) == ("217/UBND-VP", "Hệ thống quản lý văn bản: Giấy xác nhận")


def test_a_spoilt_number_stays_with_its_reason_and_is_not_given_again(world: World):
    clerk = world.actor("clerk")
    _draw(world, clerk, 2)
    line = BookLine.objects.get(number=2)
    books.void(line_id=line.id, reason="  Ghi nhầm số bản ", actor=clerk, at=MONDAY)
    line.refresh_from_db()
    assert (line.voided_at, line.void_reason) == (MONDAY, "Ghi nhầm số bản")
    assert _draw(world, clerk) == [3]
    assert [e.action for e in ledger.history(line.book_id)] == ["book_number_voided"]


@pytest.mark.parametrize(
    ("reason", "times", "who", "fault", "because"),
    [
        ("  ", 1, "clerk", books.ReasonMissing, "a reason is asked for"),
        ("Nhầm", 2, "clerk", books.NotVoidable, "a number is spoilt once"),
        ("Nhầm", 1, "officer", books.BookNotKept, "an officer does not keep the certification book"),
        ("Nhầm", 1, "other_clerk", books.BookNotKept, "a clerk keeps the books of their own commune"),
    ],
)  # fmt: skip
def test_voiding_is_refused(world: World, reason: str, times: int, who: str, fault: type[Exception], because: str):
    _draw(world, world.actor("clerk"))
    line = BookLine.objects.get(number=1)
    for _earlier in range(times - 1):
        books.void(line_id=line.id, reason="Nhầm", actor=world.actor("clerk"), at=MONDAY)
    with pytest.raises(fault):
        books.void(line_id=line.id, reason=reason, actor=world.actor(who), at=MONDAY)


def test_a_line_of_the_register_stands_for_a_dossier_and_cannot_be_spoilt(world: World):
    head = world.actor("one_stop_head")
    _draw(world, head, kind=Kind.REGISTER)
    with pytest.raises(books.NotVoidable):
        books.void(line_id=BookLine.objects.get(number=1).id, reason="Nhầm", actor=head, at=MONDAY)


def test_a_book_closes_after_its_year_and_gives_no_more_numbers(world: World):
    clerk = world.actor("clerk")
    _draw(world, clerk, 3)
    book = Book.objects.get()
    with pytest.raises(books.StillOpen):
        books.close(book_id=book.id, actor=clerk, at=MONDAY)
    books.void(line_id=BookLine.objects.get(number=2).id, reason="Hỏng tờ", actor=clerk, at=MONDAY)
    closed = books.close(book_id=book.id, actor=clerk, at=NEXT_YEAR)
    assert closed.closing_words == "3/1"
    with pytest.raises(books.BookClosed):
        _draw(world, clerk)
    with pytest.raises(books.BookClosed):
        books.void(line_id=BookLine.objects.get(number=1).id, reason="Muộn", actor=clerk, at=NEXT_YEAR)
    assert [e.action for e in ledger.history(book.id)] == ["book_number_voided", "book_closed"]


def test_a_change_of_a_closed_book_shows(world: World):
    clerk = world.actor("clerk")
    _draw(world, clerk, 2)
    closed = books.close(book_id=Book.objects.get().id, actor=clerk, at=NEXT_YEAR)
    assert books.digest(BookLine.objects.order_by("number")) == closed.closing_digest
    BookLine.objects.filter(number=1).update(words="Khác")
    assert books.digest(BookLine.objects.order_by("number")) != closed.closing_digest
