"""The register has every received dossier once, gapless, in the order of reception; its page is the circular's form."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import python_calamine

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Role
from motcua.queries import registers as looking
from motcua.services import book_pages, books, registers
from motcua.services.dossiers import moving, printing
from motcua.storage.books.models import Book, BookLine
from motcua.storage.dossiers.models import Dossier, IssuedSlip
from motcua.storage.ledger.models import Reading
from tests import make
from tests.desk_stories import at, finished, move
from tests.make import MONDAY, World


@pytest.fixture(autouse=True)
def _facts_at_once(world: World) -> None:
    make.facts_at_once()


class Recorder:
    """A printer that keeps what it was given."""

    def __init__(self) -> None:
        self.pages: list[tuple[str, dict]] = []

    def render(self, template, data):
        self.pages.append((template, data))
        return b"%PDF"


def _enter(world: World, when: dt.datetime = MONDAY, **more: object) -> int:
    return registers.enter(actor=world.actor("clerk"), at=when, **more)  # type: ignore[arg-type]


def _numbers() -> list[tuple[int, str]]:
    codes = dict(Dossier.objects.values_list("id", "code"))
    return [(line.number, codes[line.dossier_id]) for line in BookLine.objects.filter(book__kind="register").order_by("number")]


def test_every_reception_is_entered_once_in_order_and_what_is_only_filed_waits(world: World):
    second = make.received(world, at(10))
    first = make.received(world, at(9))
    waiting = make.filed(world, at(8))
    assert _enter(world, at(11)) == 2
    assert _numbers() == [(1, first.code), (2, second.code)]
    assert _enter(world, at(11)) == 0
    moving.advance(dossier_id=waiting.id, action=Action.ACCEPT, actor=world.actor("clerk"), at=at(13))
    assert _enter(world, at(14)) == 1
    assert _numbers()[2] == (3, waiting.code)
    assert Book.objects.get(kind="register").unit_id == world.commune.id


def test_what_was_made_void_before_it_was_entered_stands_there_all_the_same(world: World):
    opened, other = make.received(world, at(9)), make.received(world, at(10))
    move(world, opened.id, "clerk", Action.ASK_CORRECTION, at(10), kind="void", reason="Nhập trùng")
    move(world, opened.id, "controller", Action.VOID, at(11), reason="Đồng ý")
    assert _enter(world, at(12)) == 2
    assert _numbers() == [(1, opened.code), (2, other.code)]


def test_the_receipt_names_its_place_in_the_register_and_enters_it_where_nobody_has(world: World):
    opened, printer = make.received(world, at(9)), Recorder()
    slip = IssuedSlip.objects.get(dossier_id=opened.id, kind="receipt")
    for minute in (0, 5):
        printing.slip(slip_id=slip.id, actor=world.actor("clerk"), at=at(9) + dt.timedelta(minutes=minute), printer=printer)
    assert [data["register"] for _template, data in printer.pages] == ["Vào Sổ theo dõi hồ sơ, quyển số 2026, số thứ tự 01"] * 2
    assert looking.line_of(opened.id) == (2026, 1)


def test_a_reception_of_the_old_year_entered_after_new_year_stands_in_the_old_book_or_in_the_new_where_that_is_closed(world: World):
    eve, morning = MONDAY.replace(month=12, day=31), MONDAY.replace(year=2027, month=1, day=4)
    make.received(world, eve)
    assert _enter(world, morning, back=registers.FAR_BACK) == 1
    assert Book.objects.get(kind="register").year == 2026
    late = make.received(world, eve)
    books.close(book_id=Book.objects.get(kind="register").id, actor=world.actor("one_stop_head"), at=morning)
    assert _enter(world, morning, back=registers.FAR_BACK) == 1
    line = BookLine.objects.select_related("book").get(dossier_id=late.id)
    assert (line.book.year, line.number) == (2027, 1)


def test_the_register_prints_in_the_circulars_form_with_how_the_result_went_back(world: World):
    done, printer = finished(world, at(9)), Recorder()
    make.received(world, at(10))
    move(world, done, "officer", Action.HAND_RESULT, at(15))
    move(world, done, "clerk", Action.RETURN_RESULT, at(16), received_by="Phạm Thị Lan", way="Bản điện tử")
    _enter(world, at(16))
    book = Book.objects.get(kind="register")
    book_pages.pdf(actor=world.actor("one_stop_head"), book_id=book.id, at=at(17), printer=printer)
    [(template, data)] = printer.pages
    assert (template, data["paper"], data["title"]) == ("slip", "a4-landscape", "Sổ theo dõi hồ sơ năm 2026")
    [table] = [block for block in data["blocks"] if block["kind"] == "table"]
    first, second = table["rows"]
    assert (first[0], first[4], first[9], first[10]) == ("01", "Phạm Thị Lan", "16:00, 16/11/2026", "Bản điện tử")
    assert (second[0], second[9], second[10]) == ("02", "", "")


@pytest.mark.parametrize(("role", "kept"), [(Role.ONE_STOP_HEAD, 1), (Role.CLERK, 0)])
def test_only_the_head_of_the_centre_keeps_the_register(world: World, role: Role, kept: int):
    make.received(world, at(9))
    _enter(world, at(10))
    found = book_pages.listed(actor=world.actor(role.value), at=at(11))
    assert len([one for one in found if one.title == "Sổ theo dõi hồ sơ"]) == kept


def test_the_register_comes_out_as_a_workbook_with_the_columns_of_its_form(world: World):
    one, other = make.received(world, at(9)), make.received(world, at(10))
    _enter(world, at(11))
    head, book = world.actor("one_stop_head"), Book.objects.get(kind="register")
    name, content = book_pages.workbook(actor=head, book_id=book.id, at=at(12))
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert name == "register-H48.101-2026.xlsx"
    assert rows[0] == [
        "TT", "Mã hồ sơ", "Tên thủ tục hành chính", "Số bộ", "Tên cá nhân, tổ chức", "Địa chỉ, số điện thoại", "Cơ quan chủ trì giải quyết",
        "Nhận hồ sơ", "Hẹn trả kết quả", "Trả kết quả", "Phương thức nhận", "Ký nhận", "Ghi chú",
    ]  # fmt: skip
    assert [row[:5] for row in rows[1:]] == [
        ["01", one.code, "Cấp giấy xác nhận thử", "01", "Phạm Thị Lan"], ["02", other.code, "Cấp giấy xác nhận thử", "01", "Phạm Thị Lan"],
    ]  # fmt: skip
    assert rows[1][6] == "UBND xã Ba Thử"
    assert rows[1][7] == "09:00, 16/11/2026"
    assert Reading.objects.filter(purpose="book").exists(), "the look is recorded"
    with pytest.raises(books.BookNotKept):
        book_pages.workbook(actor=world.actor("leader"), book_id=book.id, at=at(12))
