"""Money at the counter in the browser's words: taking it, the receipt, voiding, giving back, shifts closed and countersigned."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import ZONE
from motcua.services import bank_accounts
from motcua.storage.dossiers.models import Dossier
from motcua.storage.fees.models import BankAccount, Receipt, ReceiptLine, Refund, Shift
from motcua.storage.ledger.models import Reading
from tests import make, signing
from tests.desk_stories import at, move

HOME = "/mot-cua/"


@pytest.fixture
def clerk(client, world):  # type: ignore[no-untyped-def]
    signing.staff(client, world, "clerk")
    return client


def signed_in(world, name: str) -> Client:  # type: ignore[no-untyped-def]
    other = Client()
    signing.staff(other, world, name)
    return other


def today() -> dt.datetime:
    return dt.datetime.now(ZONE)


def text_of(answer) -> str:  # type: ignore[no-untyped-def]
    return str(answer.content.decode()).replace("\u00a0", " ")


def account(world) -> None:  # type: ignore[no-untyped-def]
    BankAccount.objects.create(unit=world.commune, first_day=dt.date(2026, 1, 1), bin="970436", bank="Ngân hàng Mẫu",
                               number="0071001234567", holder="UBND xã Ba Thử", set_at=at(8), set_by="x")  # fmt: skip


def test_the_move_of_old_leads_to_the_page_and_its_form_still_takes_the_money(clerk, world):
    opened = make.received(world, today())
    page = clerk.get(f"{HOME}ho-so/{opened.id}/lam/record_fee/")
    assert page["Location"] == f"{HOME}thu-tien/{opened.id}/"
    done = clerk.post(f"{HOME}ho-so/{opened.id}/lam/record_fee/", {"way": "cash"})
    assert done["Location"] == f"{HOME}bien-lai/{Receipt.objects.get().id}/"


def test_money_is_taken_with_the_code_to_pay_by_beside_it_and_the_receipt_follows(clerk, world):
    account(world)
    opened = make.received(world, today())
    page = text_of(clerk.get(f"{HOME}thu-tien/{opened.id}/"))
    assert "data:image/svg+xml" in page
    assert "0071001234567" in page
    assert "10.000 đồng" in page
    refused = clerk.post(f"{HOME}thu-tien/{opened.id}/", {"way": "transfer", "reference": " "})
    assert (refused.status_code, Receipt.objects.count()) == (422, 0)
    done = clerk.post(f"{HOME}thu-tien/{opened.id}/", {"way": "transfer", "reference": "FT26320001"}, follow=True)
    said = text_of(done)
    assert "0000001" in said
    assert "FT26320001" in said
    assert Reading.objects.filter(purpose="fee_receipt").exists()
    again = text_of(clerk.get(f"{HOME}thu-tien/{opened.id}/"))
    assert '<form method="post" novalidate' not in again


def test_a_reference_used_before_is_said_at_its_box(clerk, world):
    first, second = make.received(world, today()), make.received(world, today())
    clerk.post(f"{HOME}thu-tien/{first.id}/", {"way": "transfer", "reference": "FT1"})
    refused = clerk.post(f"{HOME}thu-tien/{second.id}/", {"way": "transfer", "reference": "FT1"})
    assert refused.status_code == 422
    assert 'id="id_reference-error"' in text_of(refused)


def test_without_an_account_the_page_says_who_enters_it(clerk, world):
    opened = make.received(world, today())
    assert "data:image/svg" not in text_of(clerk.get(f"{HOME}thu-tien/{opened.id}/"))
    assert bank_accounts.payload(unit_id=world.centre.id, amount=1, codes=["x"], day=today().date()) is None


def test_the_collector_takes_money_without_seeing_the_papers(world):
    opened = make.received(world, today())
    collector = signed_in(world, "collector")
    assert "Phạm Thị Lan" not in text_of(collector.get(f"{HOME}thu-tien/{opened.id}/"))
    done = collector.post(f"{HOME}thu-tien/{opened.id}/", {"way": "cash"})
    assert done["Location"].startswith(f"{HOME}bien-lai/")


def test_somebody_elses_dossier_and_receipt_are_not_there(world):
    opened = make.received(world, today(), paid="cash")
    receipt, shift = Receipt.objects.get(), Shift.objects.get()
    stranger = signed_in(world, "other_clerk")
    for path in (f"bien-lai/{receipt.id}/", f"bien-lai/{receipt.id}.pdf", f"bien-lai/{receipt.id}/huy/", f"ca-thu/{shift.id}/",
                 f"ca-thu/{shift.id}.pdf", f"thu-tien/{opened.id}/"):  # fmt: skip
        assert stranger.get(HOME + path).status_code == 404, path


def test_paying_lets_a_waiting_dossier_go_on(clerk, world):
    opened = make.received(world, at(8), paid="cash")
    move(world, opened.id, "clerk", Action.HAND_OVER, at(9))
    move(world, opened.id, "officer", Action.ASSIGN, at(9), assignee=str(world.staff["officer"].id))
    move(world, opened.id, "officer", Action.ASK_FEE, at(10), amount=50000, reason="Phí thẩm định")
    clerk.post(f"{HOME}thu-tien/{opened.id}/", {"way": "cash"})
    assert Dossier.objects.get(id=opened.id).status == Status.IN_PROGRESS


def test_the_day_lists_receipts_with_totals_and_the_dossier_names_its_receipt(clerk, world):
    opened = make.received(world, today(), paid="cash")
    receipt = Receipt.objects.get()
    day = text_of(clerk.get(f"{HOME}bien-lai/"))
    assert receipt.lines.get().code in day
    assert "Tiền mặt" in day
    assert f"{HOME}bien-lai/{receipt.id}/" in text_of(clerk.get(f"{HOME}ho-so/{opened.id}/"))
    assert receipt.lines.get().code not in text_of(clerk.get(f"{HOME}bien-lai/?ngay=2026-01-05"))
    assert clerk.get(f"{HOME}bien-lai/?ngay=hom-qua").status_code == 200


def test_a_receipt_is_printed_and_printed_again(clerk, world):
    make.received(world, today(), paid="cash")
    receipt = Receipt.objects.get()
    assert clerk.get(f"{HOME}bien-lai/{receipt.id}.pdf").content.startswith(b"%PDF")
    assert "In lại" in text_of(clerk.get(f"{HOME}bien-lai/{receipt.id}/"))


def test_a_receipt_is_made_void_with_a_reason(clerk, world):
    make.received(world, today(), paid="cash")
    receipt = Receipt.objects.get()
    assert clerk.post(f"{HOME}bien-lai/{receipt.id}/huy/", {"reason": " "}).status_code == 422
    done = clerk.post(f"{HOME}bien-lai/{receipt.id}/huy/", {"reason": "Ghi nhầm tên"}, follow=True)
    assert "Ghi nhầm tên" in text_of(done)
    assert "<form" not in text_of(clerk.get(f"{HOME}bien-lai/{receipt.id}/huy/")).split("<main")[1].split("</main>")[0]


def test_a_second_person_gives_the_money_back(clerk, world):
    make.received(world, today(), paid="cash")
    receipt, line = Receipt.objects.get(), ReceiptLine.objects.get()
    assert clerk.get(f"{HOME}bien-lai/{receipt.id}/hoan/").status_code == 403
    head = signed_in(world, "one_stop_head")
    typed = {"lines": [str(line.id)], "way": "cash", "reason": "Rút hồ sơ", "basis": "Luật 97/2015 Điều 15"}
    short = head.post(f"{HOME}bien-lai/{receipt.id}/hoan/", typed)
    assert short.status_code == 422
    assert "không đủ tiền mặt" in text_of(short)
    assert "Rút hồ sơ" in text_of(short)
    assert head.post(f"{HOME}bien-lai/{receipt.id}/hoan/", typed | {"basis": ""}).status_code == 422
    done = head.post(f"{HOME}bien-lai/{receipt.id}/hoan/", typed | {"way": "transfer", "reference": "FT9"}, follow=True)
    assert "Luật 97/2015 Điều 15" in text_of(done)
    assert Refund.objects.count() == 1
    assert "10.000 đồng (Chuyển khoản)" in text_of(head.get(f"{HOME}bien-lai/"))


def test_a_shift_is_opened_balanced_closed_countersigned_and_printed(clerk, world):
    opened = clerk.post(f"{HOME}ca-thu/mo/", {"unit": str(world.centre.id), "float_amount": "50.000"})
    make.received(world, today(), paid="cash")
    shift = Shift.objects.get()
    assert opened["Location"] == f"{HOME}ca-thu/{shift.id}/"
    assert "60.000 đồng" in text_of(clerk.get(f"{HOME}ca-thu/{shift.id}/"))
    wrong = clerk.post(f"{HOME}ca-thu/{shift.id}/", {"piece-50000": "1", "piece-5000": "1"})
    assert wrong.status_code == 422
    assert "−5.000 đồng" in text_of(wrong)
    assert 'name="piece-50000" value="1"' in text_of(wrong)
    assert clerk.post(f"{HOME}ca-thu/{shift.id}/", {"piece-50000": "một"}).status_code == 422
    done = clerk.post(f"{HOME}ca-thu/{shift.id}/", {"piece-50000": "1", "piece-5000": "2"}, follow=True)
    assert "chờ ký kiểm tra" in text_of(done)
    assert clerk.post(f"{HOME}ca-thu/{shift.id}/ky/").status_code == 403
    head = signed_in(world, "one_stop_head")
    assert f"/ca-thu/{shift.id}/" in text_of(head.get(f"{HOME}ca-thu/"))
    assert "đã ký kiểm tra" in text_of(head.post(f"{HOME}ca-thu/{shift.id}/ky/", follow=True))
    assert clerk.get(f"{HOME}ca-thu/{shift.id}.pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize("path", ["bien-lai/", "ca-thu/", "ca-thu/mo/"])
def test_every_page_opens_on_an_empty_day(clerk, path):
    answer = clerk.get(HOME + path)
    assert answer.status_code == 200
    assert text_of(answer).count("<h1") == 1


def test_the_units_administrator_sets_its_account_from_a_day_on(world):
    admin, clerk = signed_in(world, "unit_admin"), signed_in(world, "clerk")
    path = f"/quan-tri/don-vi/{world.centre.id}/tai-khoan/"
    day = today().date() + dt.timedelta(days=1)
    names = {"bin": "970436", "bank": "Ngân hàng Mẫu", "number": "0071 0012 345", "holder": "Trung tâm"}
    dates = {"first-day": day.day, "first-month": day.month, "first-year": day.year}
    assert clerk.get(path).status_code == 403
    assert admin.post(path, names | dates | {"bin": "12"}).status_code == 422
    assert admin.post(path, names | dates).status_code == 302
    row = BankAccount.objects.get()
    assert (row.number, row.first_day) == ("00710012345", day)
    assert bank_accounts.payload(unit_id=world.centre.id, amount=1, codes=["x"], day=today().date()) is None
    assert bank_accounts.payload(unit_id=world.centre.id, amount=1, codes=["x"], day=day) is not None


def test_the_counter_offers_the_exemptions_of_the_procedure_with_their_article(clerk, world):
    from motcua.queries import configuration
    from motcua.storage.fees.models import FeeRow

    document = {"decision": "22/2025/NQ-HĐND", "kind": "le_phi", "first_day": "2025-07-01", "article": "Điều 11", "fees": ["le-phi"],
                "exempt": [{"group": "poor_household"}]}  # fmt: skip
    FeeRow.objects.create(key="thu", decision="22/2025/NQ-HĐND", document=document, first_day="2025-07-01")
    configuration.forget()
    screen = {"code": "9.000001", "procedure": "9.000001", "exemption": "poor_household", "do": "quote"}
    page = text_of(clerk.post(f"{HOME}tiep-nhan/", screen))
    assert '<option value="poor_household" selected>hộ nghèo (22/2025/NQ-HĐND Điều 11)</option>' in page
    assert "0 đồng – 22/2025/NQ-HĐND Điều 11" in page
    assert 'value="transfer"' not in page, "a transfer is taken afterwards, with its reference"


def test_a_refund_by_transfer_needs_its_reference_and_the_day_counts_it(clerk, world):
    make.received(world, today(), paid="cash")
    receipt, line = Receipt.objects.get(), ReceiptLine.objects.get()
    head = signed_in(world, "one_stop_head")
    page = f"{HOME}bien-lai/{receipt.id}/hoan/"
    typed = {"lines": [str(line.id)], "way": "transfer", "reason": "Rút hồ sơ", "basis": "Luật 97/2015 Điều 15", "reference": " "}
    refused = head.post(page, typed)
    assert (refused.status_code, Refund.objects.count()) == (422, 0)
    assert 'id="id_reference-error"' in text_of(refused)
    head.post(page, typed | {"reference": "FT9"})
    assert "đã hoàn hết" in text_of(head.get(page))
    shown = text_of(head.get(f"{HOME}bien-lai/"))
    assert "-10.000 đồng" in shown
    assert "Còn lại sau khi hoàn: <strong>0 đồng" in shown
    shift = Shift.objects.get(clerk=str(world.staff["one_stop_head"].id))
    assert "−0<" not in text_of(head.get(f"{HOME}ca-thu/{shift.id}/"))
