"""A centre with a booklet printed on Monday, a power cut on Tuesday, and two clerks."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from importlib import resources

import pytest

from motcua.domain.certification.deeds import Deed, Original
from motcua.domain.fallback.rules import OutageKind
from motcua.domain.hours import ZONE
from motcua.domain.permissions.roles import Actor
from motcua.queries import configuration
from motcua.services.certification import Desk
from motcua.services.dossiers.filings import GivenPaper
from motcua.services.fallback import booklets, entries, outages
from motcua.services.fallback.entries import OfPaper
from motcua.services.walk_ins import Typed, WalkIn
from motcua.storage.fallback.models import Booklet, LateEntry, Outage
from tests import make
from tests.make import MONDAY, World

TUESDAY = dt.datetime(2026, 11, 17, 9, 40, tzinfo=ZONE)  # the power fails
MORNING = dt.datetime(2026, 11, 18, 7, 30, tzinfo=ZONE)  # the next morning
NUMBERS = tuple(f"0510900000{n:02d}" for n in range(1, 15))


@dataclass
class Cut:
    """What stands ready when the power fails."""

    world: World
    booklet: Booklet
    outage: Outage

    @property
    def codes(self) -> list[str]:
        return list(self.booklet.slips.order_by("ordinal").values_list("code", flat=True))

    @property
    def clerk(self) -> Actor:
        return self.world.actor("clerk", MORNING)

    @property
    def head(self) -> Actor:
        return self.world.actor("one_stop_head", MORNING)

    def dossier(self, number: str = NUMBERS[0], **more: object) -> WalkIn:
        """Return the screen of a dossier of the test procedure, its fee paid in cash."""
        person = Typed(number=number, name="Phạm Thị Lan", phone="0905000001")
        given: dict[str, object] = {
            "received_unit": self.world.centre.id, "submitter": person, "code": "9.000001", "paid": "cash",
            "papers": (GivenPaper(component="form", name="Tờ khai", originals=1),),
        }  # fmt: skip
        return WalkIn(**(given | more))  # type: ignore[arg-type]

    def desk(self, number: str = NUMBERS[0], originals: int = 2) -> Desk:
        """Return the screen of a certification."""
        walk_in = WalkIn(received_unit=self.world.centre.id, submitter=Typed(number=number, name="Phạm Thị Lan"), paid="cash")
        return Desk(walk_in, Deed.COPY, tuple(Original(f"Bằng số {n}", 1, 1) for n in range(1, originals + 1)))

    def enter(self, screen: WalkIn | Desk, place: int, *, at: dt.datetime = MORNING, received_at: dt.datetime = TUESDAY, **more: object) -> LateEntry:
        """Enter the slip at a place of the booklet."""
        reason = str(more.pop("late_reason", ""))
        paper = OfPaper(code=self.codes[place], received_at=received_at, late_reason=reason)
        return entries.enter(screen, paper=paper, outage_id=self.outage.id, actor=self.clerk, at=at, **more)  # type: ignore[arg-type]


@pytest.fixture
def cut(world: World) -> Cut:
    """A booklet of twenty, printed on Monday, and a power cut from 9:30 to 11:30 on Tuesday."""
    text = resources.files("motcua.demo").joinpath("catalogue/procedures/2.000815.json").read_text(encoding="utf-8")
    make.publish(json.loads(text))
    configuration.forget()
    booklet = booklets.reserve(unit_id=world.centre.id, size=20, actor=world.actor("one_stop_head"), at=MONDAY)
    outage = outages.declare(
        unit_id=world.centre.id, kind=OutageKind.POWER, began_at=TUESDAY.replace(minute=30), ended_at=TUESDAY.replace(hour=11, minute=30),
        note="", actor=world.actor("clerk", MORNING), at=MORNING,
    )  # fmt: skip
    return Cut(world, booklet, outage)
