"""The receipt at the counter: twice on a page by rule of the day, and each reprint counted, marked and entered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from motcua.queries import configuration
from motcua.services import configuration as configuration_service
from motcua.services import ledger
from motcua.services.dossiers import printing
from motcua.storage.counters.models import SlipPrint
from motcua.storage.dossiers.models import IssuedSlip
from tests import make
from tests.make import MONDAY


class Paper:
    """A printer that keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Mapping[str, object]]] = []

    def render(self, template: str, data: Mapping[str, object]) -> bytes:
        self.asked.append((template, data))
        return b"%PDF"


@pytest.fixture
def slip(world):
    return IssuedSlip.objects.get(dossier_id=make.received(world).id, kind="receipt")


def printed(world, slip, after: dt.timedelta, who: str = "clerk") -> tuple[str, object]:
    paper = Paper()
    printing.slip(slip_id=slip.id, actor=world.actor(who), at=MONDAY + after, printer=paper)
    template, data = paper.asked[0]
    return template, data.get("again")


def reprints(slip) -> list[object]:
    return [e.data.get("reprint") for e in ledger.history(slip.dossier_id) if e.action == "print"]


def test_the_first_printing_is_the_slip_and_later_ones_say_which_they_are(world, slip):
    minutes = [dt.timedelta(minutes=n) for n in (1, 5, 9)]
    assert [printed(world, slip, one) for one in minutes] == [
        ("slip_twice", None), ("slip_twice", "In lại lần 1"), ("slip_twice", "In lại lần 2"),
    ]  # fmt: skip
    assert reprints(slip) == [1, 2]


def test_a_browser_that_asks_twice_prints_once(world, slip):
    for seconds in (1, 3, 20):
        assert printed(world, slip, dt.timedelta(seconds=seconds))[1] is None
    assert printed(world, slip, dt.timedelta(seconds=25), "one_stop_head")[1] == "In lại lần 1"
    assert SlipPrint.objects.get(slip_id=slip.id).times == 2


def test_the_province_may_print_one_copy(world, slip):
    configuration_service.set_value(key="receipt_copies", value="one", first=MONDAY.date(), basis="QĐ 1", actor=world.actor("system_admin"), at=MONDAY)
    configuration.forget()
    assert printed(world, slip, dt.timedelta(minutes=1))[0] == "slip"


def test_whoever_may_not_print_the_dossier_counts_nothing(world, slip):
    with pytest.raises(printing.NoSuchSlip):
        printed(world, slip, dt.timedelta(minutes=1), "other_clerk")
    assert not SlipPrint.objects.exists()
