"""The certification desk: one act receives, numbers and prepares; the book has no gap; a slip of the pen stays visible."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from motcua.domain.certification import deeds
from motcua.domain.certification.deeds import Deed, Original, Wrong
from motcua.domain.dossiers.states import Status
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import certified, configuration
from motcua.services import books, certification, ledger
from motcua.services.certification import Desk, DeskWrong
from motcua.services.dossiers.filings import FilingRefused
from motcua.services.walk_ins import Typed, WalkIn
from motcua.storage.books.models import Book, BookLine
from motcua.storage.dossiers.models import Dossier, IssuedSlip, Result
from motcua.storage.fees.models import FeeDue
from motcua.storage.people.models import StaffRole
from motcua.storage.visits.models import Certified
from tests import make
from tests.make import MONDAY, World

FIVE = (
    Original("Bằng tốt nghiệp", 1, 3), Original("Học bạ", 12, 3), Original("Thẻ căn cước", 1, 3), Original("Giấy khai sinh", 2, 3),
    Original("Bảng điểm", 200, 3),
)  # fmt: skip


@pytest.fixture
def certifying(world: World) -> World:
    """The small province with the two certification procedures."""
    for code in ("2.000815", "2.000884"):
        text = resources.files("motcua.demo").joinpath(f"catalogue/procedures/{code}.json").read_text(encoding="utf-8")
        make.publish(json.loads(text))
    configuration.forget()
    return world


@pytest.fixture
def clerk(certifying: World) -> Actor:
    """A clerk who is the centre's justice officer too."""
    StaffRole.objects.create(
        staff=certifying.staff["clerk"], role=Role.OFFICER.value, unit=certifying.centre, valid_from=MONDAY.date()
    )
    return certifying.actor("clerk")


def _desk(world: World, originals: tuple[Original, ...] = FIVE, **more: object) -> Desk:
    person = Typed(number=make.OWNER_NUMBER, name="Phạm Thị Lan", phone="0905000001")
    walk_in = WalkIn(received_unit=world.centre.id, submitter=person)
    return Desk(**({"walk_in": walk_in, "deed": Deed.COPY, "originals": originals} | more))  # type: ignore[arg-type]


def test_five_originals_make_one_dossier_five_numbers_and_the_right_price(certifying: World, clerk: Actor):
    taken = certification.receive(_desk(certifying), actor=clerk, at=MONDAY, key="k1")
    assert [(one.number, one.name, one.copies) for one in taken.numbers] == [
        (1, "Bằng tốt nghiệp", 3), (2, "Học bạ", 3), (3, "Thẻ căn cước", 3), (4, "Giấy khai sinh", 3), (5, "Bảng điểm", 3),
    ]  # fmt: skip
    # 1 page 2.000; 12 pages 4.000 + 10 × 1.000; 200 pages 4.000 + 198.000, at most 200.000; three copies of each
    assert [one.amount for one in taken.numbers] == [6_000, 42_000, 6_000, 12_000, 600_000]
    due = FeeDue.objects.get(dossier_id=taken.opened.id)
    assert (due.amount, due.quantity) == (666_000, 3 * (1 + 12 + 1 + 2 + 200))
    assert certification.cost(Deed.COPY, FIVE, at=MONDAY) == 666_000


def test_whoever_may_prepare_it_hands_it_to_the_signer_in_the_same_act(certifying: World, clerk: Actor):
    taken = certification.receive(_desk(certifying), actor=clerk, at=MONDAY, key="k1")
    row = Dossier.objects.get(id=taken.opened.id)
    assert (row.status, row.step, row.step_role, row.decision) == (Status.IN_PROGRESS, "sign", "head", "grant")
    assert Result.objects.get(dossier_id=row.id, replaced_at=None).number == "01-05/2026-SCT/BS"
    assert [e.action for e in ledger.history(row.id)] == ["receive", "certify", "hand_over", "assign", "set_result", "propose"]
    assert IssuedSlip.objects.filter(dossier=row, kind="receipt").count() == 1


def test_a_clerk_who_is_no_officer_leaves_it_in_the_officers_work_list(certifying: World):
    taken = certification.receive(_desk(certifying), actor=certifying.actor("clerk"), at=MONDAY, key="k1")
    row = Dossier.objects.get(id=taken.opened.id)
    assert (row.status, row.step, row.step_role, row.assignee) == (Status.RECEIVED, "appraise", "officer", None)
    assert len(taken.numbers) == 5


def test_the_same_request_twice_gives_one_dossier_and_no_further_number(certifying: World, clerk: Actor):
    first = certification.receive(_desk(certifying), actor=clerk, at=MONDAY, key="k1")
    again = certification.receive(_desk(certifying), actor=clerk, at=MONDAY, key="k1")
    assert (again.opened.id, again.opened.repeated) == (first.opened.id, True)
    assert again.numbers == first.numbers
    assert BookLine.objects.count() == 5


def test_copies_and_signatures_are_numbered_in_books_of_their_own(certifying: World, clerk: Actor):
    certification.receive(_desk(certifying), actor=clerk, at=MONDAY, key="k1")
    signed = certification.receive(
        _desk(certifying, (Original("Sơ yếu lý lịch", 2, 3), Original("Giấy ủy quyền")), deed=Deed.SIGNATURE), actor=clerk, at=MONDAY, key="k2"
    )
    assert [one.number for one in signed.numbers] == [1, 2]
    assert FeeDue.objects.get(dossier_id=signed.opened.id).amount == 20_000  # 10.000 đ a document, whatever its pages
    assert sorted(BookLine.objects.values_list("book__kind", "number")) == [
        *(("certified_copies", n) for n in range(1, 6)), ("signatures", 1), ("signatures", 2),
    ]  # fmt: skip
    assert set(BookLine.objects.values_list("book__unit", flat=True)) == {certifying.commune.id}


def test_everything_wrong_is_said_at_once_and_nothing_is_stored(certifying: World, clerk: Actor):
    person = Typed(number="051090", name="")
    desk = _desk(certifying, (Original(""), Original("Học bạ", 0, 3)), walk_in=WalkIn(received_unit=certifying.centre.id, submitter=person))
    with pytest.raises(DeskWrong) as wrong:
        certification.receive(desk, actor=clerk, at=MONDAY, key="k1")
    assert {f.name for f in wrong.value.faults} == {"name", "number"}
    assert wrong.value.originals == [(0, Wrong.NAME), (1, Wrong.PAGES)]
    assert (Dossier.objects.count(), BookLine.objects.count()) == (0, 0)


def test_a_number_that_was_spoilt_stays_and_the_original_gets_the_next(certifying: World, clerk: Actor):
    taken = certification.receive(_desk(certifying), actor=clerk, at=MONDAY, key="k1")
    new = certification.spoil(certified_id=taken.numbers[1].id, reason="In nhầm số bản", actor=clerk, at=MONDAY)
    assert (new.number, new.name, new.ordinal) == (6, "Học bạ", 1)
    assert [one.number for one in certified.of_dossier(taken.opened.id)] == [1, 6, 3, 4, 5]
    assert [one.number for one in certified.of_dossier(taken.opened.id, spoilt=True) if one.spoilt] == [2]
    assert BookLine.objects.get(number=2).void_reason == "In nhầm số bản"
    assert ledger.history(taken.opened.id)[-1].data["numbers"] == [6]
    with pytest.raises(LookupError):
        certification.spoil(certified_id=taken.numbers[1].id, reason="Lần nữa", actor=clerk, at=MONDAY)


def test_a_clerk_of_another_counter_spoils_nothing(certifying: World, clerk: Actor):
    taken = certification.receive(_desk(certifying), actor=clerk, at=MONDAY, key="k1")
    with pytest.raises(PermissionError):
        certification.spoil(certified_id=taken.numbers[0].id, reason="Nhầm", actor=certifying.actor("other_clerk"), at=MONDAY)
    assert Certified.objects.filter(spoilt_at=None).count() == 5


def test_a_day_beyond_today_is_the_one_agreed_in_writing(certifying: World, clerk: Actor):
    today = certification.receive(_desk(certifying), actor=clerk, at=MONDAY, key="k1")
    agreed = certification.receive(_desk(certifying, agreed_days=2), actor=clerk, at=MONDAY, key="k2")
    rows = {row.id: row for row in Dossier.objects.all()}
    assert rows[today.opened.id].due_at.date() == MONDAY.date()
    late = rows[agreed.opened.id]
    assert (late.limit_amount, late.limit_unit) == (2, "working_days")
    assert late.due_at == late.appointment_at
    assert (late.due_at.date() - MONDAY.date()).days == 2
    assert ledger.history(late.id)[0].data["agreed_days"] == 2


def test_a_closed_book_stops_the_whole_act(certifying: World, clerk: Actor):
    certification.receive(_desk(certifying), actor=clerk, at=MONDAY, key="k1")
    Book.objects.update(closed_at=MONDAY)
    with pytest.raises(books.BookClosed):
        certification.receive(_desk(certifying), actor=clerk, at=MONDAY, key="k2")
    assert Dossier.objects.count() == 1


def test_staff_certify_nothing_of_their_own(certifying: World, clerk: Actor):
    mine = Actor(kind=clerk.kind, id=clerk.id, label=clerk.label, holdings=clerk.holdings, person_key=make.citizen().person_key)
    with pytest.raises(FilingRefused):
        certification.receive(_desk(certifying), actor=mine, at=MONDAY, key="k1")


@pytest.mark.parametrize(
    ("numbers", "text"),
    [([7], "07/2026-SCT/BS"), ([7, 8, 9], "07-09/2026-SCT/BS"), ([7, 9], "07, 09/2026-SCT/BS")],
)
def test_the_numbers_of_a_dossier_are_written_as_one(numbers: list[int], text: str):
    assert deeds.numbers_words(Deed.COPY, numbers, 2026) == text
