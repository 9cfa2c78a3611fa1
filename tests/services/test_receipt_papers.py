"""Receipts and cash lists on paper: everything the law asks for, each look recorded, each print counted."""

from __future__ import annotations

import dataclasses

import pytest

from motcua import wiring
from motcua.domain.permissions.roles import VISITOR
from motcua.services import receipt_papers, shifts, till
from motcua.services.shifts import NoSuchShift
from motcua.services.till import NoSuchReceipt
from motcua.storage.fees.models import Receipt, ReceiptLine, Shift
from motcua.storage.ledger.models import Reading
from tests import make
from tests.desk_stories import at
from tests.make import World

pytestmark = pytest.mark.django_db


def _receipt(world: World) -> Receipt:
    return Receipt.objects.get(lines__dossier_id=make.received(world, at(9), paid="cash").id)


def test_a_receipt_says_who_paid_what_in_figures_and_words_phi_and_le_phi_apart(world: World):
    found = receipt_papers.opened(receipt_id=_receipt(world).id, actor=world.actor("clerk"), at=at(10))
    said = repr(receipt_papers.receipt_page(found, at=at(10)).data)
    for part in ("Phạm Thị Lan", "0000001", "H48.101.01-26E", "01BLP0-001", "10.000 đồng", "Mười nghìn đồng", "Cộng lệ phí",
                 "Cộng phí", "Nguyễn Văn Clerk", "tra-cuu", "Tiền mặt"):  # fmt: skip
        assert part in said, part


def test_an_exemption_stands_on_it_with_its_article(world: World):
    found = receipt_papers.opened(receipt_id=_receipt(world).id, actor=world.actor("clerk"), at=at(10))
    line = ReceiptLine(**{f.attname: getattr(found.lines[0], f.attname) for f in ReceiptLine._meta.fields})
    line.amount, line.before, line.relief, line.relief_basis = 0, 10000, "poor_household", "22/2025/NQ-HĐND Điều 11"
    said = repr(receipt_papers.receipt_page(dataclasses.replace(found, lines=(line,)), at=at(10)).data)
    assert "Miễn, giảm theo 22/2025/NQ-HĐND Điều 11" in said
    assert "mức thu 10.000 đồng" in said


def test_a_print_is_recorded_and_a_reprint_says_that_it_is_one(world: World):
    receipt = _receipt(world)
    for _n in range(2):
        printed = receipt_papers.receipt_pdf(receipt_id=receipt.id, actor=world.actor("clerk"), at=at(10), printer=wiring.printer(VISITOR))
        assert printed.content.startswith(b"%PDF")
    receipt.refresh_from_db()
    assert receipt.prints == 2
    assert Reading.objects.filter(purpose="fee_receipt_print").count() == 2
    found = receipt_papers.opened(receipt_id=receipt.id, actor=world.actor("clerk"), at=at(10))
    assert "In lại lần 2" in str(receipt_papers.receipt_page(found, at=at(10)).data["footer"])


def test_a_void_receipt_says_so_on_paper(world: World):
    receipt = _receipt(world)
    till.void(receipt_id=receipt.id, reason="Ghi nhầm tên", actor=world.actor("clerk"), at=at(10))
    found = receipt_papers.opened(receipt_id=receipt.id, actor=world.actor("clerk"), at=at(10))
    assert "ĐÃ HỦY: Ghi nhầm tên" in repr(receipt_papers.receipt_page(found, at=at(10)).data)
    assert not found.may_void


@pytest.mark.parametrize("who", ["other_clerk", "officer", "leader"])
def test_a_receipt_of_another_counter_is_not_there(world: World, who: str):
    receipt = _receipt(world)
    with pytest.raises(NoSuchReceipt):
        receipt_papers.opened(receipt_id=receipt.id, actor=world.actor(who), at=at(10))


def test_the_cash_list_adds_up_and_names_both_signers(world: World):
    _receipt(world), _receipt(world)
    shift = Shift.objects.get()
    shifts.close(shift_id=shift.id, actor=world.actor("clerk"), at=at(16), counted=19000, reason="Thiếu tờ 1.000")
    shift = shifts.countersign(shift_id=shift.id, actor=world.actor("one_stop_head"), at=at(16))
    said = repr(receipt_papers.shift_page(shift, at=at(17)).data)
    for part in ("0000002", "20.000 đồng", "19.000 đồng", "-1.000 đồng", "Thiếu tờ 1.000", "Nguyễn Văn Clerk", "Nguyễn Văn One_Stop_Head"):
        assert part in said, part
    assert "Lan" not in said
    printed = receipt_papers.shift_pdf(shift_id=shift.id, actor=world.actor("collector"), at=at(17), printer=wiring.printer(VISITOR))
    assert printed.content.startswith(b"%PDF")
    with pytest.raises(NoSuchShift):
        receipt_papers.shift_pdf(shift_id=shift.id, actor=world.actor("other_clerk"), at=at(17), printer=wiring.printer(VISITOR))
