"""Receipts for machines: a scope of their own, a unit and a day, and what a dossier's record says of its money."""

from __future__ import annotations

import pytest

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Role
from motcua.services import accounts, till
from motcua.storage.fees.models import Receipt, Shift
from tests import make
from tests.api.test_dossiers_api import Machine, _today, changed, clerk, key_of, statements  # noqa: F401
from tests.desk_stories import at, move

FEES = ["fees:read"]


@pytest.fixture
def booker(key_of, client):  # type: ignore[no-untyped-def]  # noqa: F811
    """Send requests with a collector's key that reads receipts."""
    return Machine(client, key_of(Role.COLLECTOR, scopes=FEES))


def test_the_receipts_of_a_unit_and_day_come_in_the_order_of_their_numbers_void_ones_too(booker, world):
    first, second = make.received(world, at(9), paid="cash"), make.received(world, at(9))
    till.void(receipt_id=Receipt.objects.get().id, reason="Nhầm", actor=world.actor("clerk"), at=at(10))
    till.take(dossier_ids=[first.id, second.id], way="transfer", reference="FT1", actor=world.actor("clerk"), at=at(11))
    answer = booker.get("receipts?unit=H48.101.01&day=2026-11-16")
    assert answer.status_code == 200, answer.content
    items = answer.json()["items"]
    assert [(one["number"], one["total"], one["void_reason"]) for one in items] == [(1, 10000, "Nhầm"), (2, 20000, "")]
    assert (items[1]["reference"], items[1]["le_phi"], len(items[1]["dossiers"])) == ("FT1", 20000, 2)
    assert "Lan" not in answer.content.decode()
    assert booker.get("receipts?day=2026-11-15").json()["items"] == []


@pytest.mark.parametrize(
    ("path", "status", "because"),
    [
        ("receipts?unit=H48.102.01", 404, "another unit's"),
        ("receipts?unit=H99", 404, "no such unit"),
        ("receipts?day=gestern", 422, "no day"),
    ],
)
def test_what_is_out_of_reach_or_no_day_is_refused(booker, path, status, because):
    assert booker.get(path).status_code == status, because


def test_without_the_scope_there_are_no_receipts_and_with_it_alone_no_dossiers(booker, clerk, world):  # noqa: F811
    opened = make.received(world, at(9), paid="cash")
    assert clerk.get("receipts").json()["code"] == "out_of_scope"
    assert booker.get(f"dossiers/{opened.id}").json()["code"] == "out_of_scope"


def test_a_dossiers_record_says_what_was_paid_and_on_which_receipt(clerk, world):  # noqa: F811
    opened = make.received(world, at(9), paid="card")
    body = clerk.get(f"dossiers/{opened.id}").json()
    assert [(f["kind"], f["amount"], f["full_amount"], f["paid_at"] is not None) for f in body["fees"]] == [("le_phi", 10000, 10000, True)]
    assert [(r["number"], r["way"], r["amount"], r["voided_at"]) for r in body["receipts"]] == [(1, "card", 10000, None)]


def test_a_machine_that_takes_money_has_a_shift_that_a_person_closes(clerk, world):  # noqa: F811
    clerk.open(changed(paid="cash"))
    shift = Shift.objects.get()
    assert (shift.clerk_name, shift.receipts.count()) == ("hệ thống thử", 1)


def test_paying_through_the_interface_issues_a_receipt(clerk, world):  # noqa: F811
    opened = make.received(world, at(8), paid="cash")
    move(world, opened.id, "clerk", Action.HAND_OVER, at(8))
    move(world, opened.id, "officer", Action.ASSIGN, at(8), assignee=str(world.staff["officer"].id))
    move(world, opened.id, "officer", Action.ASK_FEE, at(8), amount=50000, reason="Phí thẩm định")
    paid = {"action": "pay_fee", "inputs": {"way": "transfer", "reference": "FT7"}}
    assert clerk.post(f"dossiers/{opened.id}/moves", paid).status_code == 200
    assert Receipt.objects.get(reference="FT7").total == 50000


def test_an_intake_that_is_paid_stays_within_the_cap(clerk, monkeypatch):  # noqa: F811
    from motcua.queries import configuration

    clerk.open(changed(paid="cash"))
    monkeypatch.setattr(configuration, "CHECK_EVERY", 3600.0)
    counted = statements(lambda: clerk.open(changed(paid="cash")))
    plain = statements(lambda: clerk.open(changed()))
    assert counted <= 12, counted
    assert counted - plain == 3


def test_only_a_known_scope_is_given(world):
    with pytest.raises(accounts.AccountProblem):
        accounts.new_key(name="x", unit_id=world.centre.id, roles=[Role.COLLECTOR], scopes=["fees:write"],
                         actor=world.actor("unit_admin"), at=make.MONDAY)  # fmt: skip
