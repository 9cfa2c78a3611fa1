"""The general screen receives too: the visit begins, and a certification gets a number of the book."""

from __future__ import annotations

import json
from importlib import resources

from motcua.queries import certified, configuration
from motcua.services import receptions
from motcua.services.dossiers.filings import GivenPaper
from motcua.services.walk_ins import Typed, WalkIn
from motcua.storage.books.models import BookLine
from motcua.storage.visits.models import VisitDossier
from tests import make
from tests.make import MONDAY, World


def _screen(world: World, **more: object) -> WalkIn:
    person = Typed(number=make.OWNER_NUMBER, name="Phạm Thị Lan", phone="0905000001")
    return WalkIn(received_unit=world.centre.id, submitter=person, **more)  # type: ignore[arg-type]


def test_a_certification_received_on_the_general_screen_is_numbered_once(world: World):
    text = resources.files("motcua.demo").joinpath("catalogue/procedures/2.000815.json").read_text(encoding="utf-8")
    make.publish(json.loads(text))
    configuration.forget()
    screen = _screen(
        world, code="2.000815", answers={"form_of_copy": "paper", "documents": [{"title": "Bằng lái xe"}], "pages": 3, "sets": 2},
        papers=(GivenPaper(component="original", name="Bằng lái xe", originals=1),),
    )  # fmt: skip
    for _time in range(2):
        opened = receptions.receive(screen, actor=world.actor("clerk"), at=MONDAY, key="k")
    [one] = certified.of_dossier(opened.id)
    assert (one.number, one.name, one.pages, one.copies, one.amount) == (1, "Bằng lái xe", 3, 2, 10_000)
    assert (BookLine.objects.count(), VisitDossier.objects.count()) == (1, 1)


def test_anything_else_begins_a_visit_and_no_book(world: World):
    screen = _screen(world, code="9.000001", papers=(GivenPaper(component="form", name="Tờ khai", originals=1),))
    receptions.receive(screen, actor=world.actor("clerk"), at=MONDAY, key="k")
    assert (BookLine.objects.filter(book__kind="certified_copies").count(), VisitDossier.objects.count()) == (0, 1)
