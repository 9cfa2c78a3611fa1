"""Practice and earnest at one browser: what belongs to the person on the one side is neither seen nor touched on the other."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from motcua.domain.dossiers.transitions import Action
from motcua.domain.fallback.rules import OutageKind
from motcua.domain.hours import local
from motcua.domain.practice.persons import PERSONS
from motcua.queries import configuration
from motcua.services import kept_forms, shifts, tickets, till
from motcua.services.dossiers import moving
from motcua.services.dossiers.filings import GivenPaper
from motcua.services.fallback import booklets, entries, outages
from motcua.services.fallback.entries import OfPaper
from motcua.services.fallback.refusals import NotThere
from motcua.services.practice import trying
from motcua.services.shifts import NoSuchShift
from motcua.services.walk_ins import Typed, WalkIn
from motcua.storage.counters.models import Counter, Ticket, TicketGroup
from motcua.storage.dossiers.models import Dossier
from motcua.storage.fallback.models import LateEntry
from motcua.storage.fees.models import Receipt, Shift
from tests import counter_stories, make, practising, signing

pytestmark = pytest.mark.django_db
TYPED = "Chữ gõ dở trên màn hình"
WHY = "Nhận nhầm hồ sơ này của người khác"


def text(response) -> str:
    return response.content.decode()


def pages() -> list[str]:
    """Return every page a person gets to by a click: the routes of counter and practice that need no id."""
    names = [name for name in get_resolver("motcua.web.counter.urls").reverse_dict if isinstance(name, str)]
    plain = []
    for name in [*names, "staff_kept", "practice", "practice_record"]:
        try:
            plain.append(reverse(name))
        except Exception:  # noqa: BLE001 - it needs an id
            continue
    assert len(plain) > 30
    return plain


def shown_anywhere(client: Client) -> dict[str, str]:
    found = {}
    for page in pages():
        response = client.get(page)
        if response.get("Content-Type", "").startswith("text/html"):
            found[page] = text(response)
    return found


@pytest.fixture
def at_work(world, client, settings, tmp_path) -> Client:
    """A clerk at a known counter with queue numbers, practice open."""
    settings.FILES_ROOT = tmp_path
    practising.opened(world)
    counter_stories.known_counter(client, world)
    at, head = timezone.now(), world.actor("one_stop_head")
    tickets.use(unit_id=world.centre.id, uses=True, first=local(at).date(), basis="", actor=head, at=at)
    tickets.add_group(unit_id=world.centre.id, letter="A", name="Hộ tịch", actor=head, at=at)
    configuration.forget()
    signing.staff(client, world, "clerk")
    return client


def _outage(unit: object, actor, person: Typed) -> LateEntry:
    """Enter a slip later that waits for a second person."""
    at = timezone.now()
    booklet = booklets.reserve(unit_id=uuid.UUID(str(unit)), size=2, actor=actor, at=at - dt.timedelta(hours=3))
    made = outages.declare(
        unit_id=uuid.UUID(str(unit)), kind=OutageKind.POWER, began_at=at - dt.timedelta(hours=2), ended_at=at - dt.timedelta(hours=1), note="",
        actor=actor, at=at,
    )  # fmt: skip
    paper = OfPaper(code=booklet.slips.order_by("ordinal")[0].code, received_at=at - dt.timedelta(minutes=90))
    given = (GivenPaper(component="form", name="Tờ khai", originals=1),)
    screen = WalkIn(received_unit=uuid.UUID(str(unit)), submitter=person, code="9.000001", papers=given)
    return entries.enter(screen, paper=paper, outage_id=made.id, actor=actor, at=at)


def _keep(world, practised: bool) -> None:
    kept_forms.keep(
        counter_id=Counter.objects.get().id, staff_id=world.staff["clerk"].id, path=reverse("counter_calls"), fields=[("name", TYPED)],
        at=timezone.now(), practised=practised,
    )  # fmt: skip


def test_nothing_real_of_the_person_is_seen_or_touched_in_practice(at_work: Client, world):
    at, clerk = timezone.now(), world.actor("clerk")
    real = make.received(world, at, paid="cash")
    moving.advance(dossier_id=make.received(world, at).id, action=Action.ASK_CORRECTION, actor=clerk, at=at, inputs={"kind": "void", "reason": WHY})
    group = TicketGroup.objects.get()
    tickets.issue(unit_id=world.centre.id, group_id=group.id, actor=clerk, at=at)
    called = tickets.call_next(counter_id=Counter.objects.get().id, actor=clerk, at=at)
    entry = _outage(world.centre.id, clerk, Typed(number=make.OWNER_NUMBER, name="Phạm Thị Lan", phone="0905000001"))
    _keep(world, practised=False)
    shift, receipt = Shift.objects.get(), Receipt.objects.get()
    marks = (real.code, str(receipt.id), str(shift.id), "A001", TYPED, world.centre.name)
    seen = shown_anywhere(at_work)
    for mark in marks:
        assert any(mark in page for page in seen.values()), f"{mark} is no mark of earnest"
    at_work.post(reverse("practice_enter"), {"course": "clerk"})
    for page, shown in shown_anywhere(at_work).items():
        for mark in (*marks, entry.slip.code):
            assert mark not in shown, (page, mark)
    for name, one in (("counter_shift", shift.id), ("counter_shift_pdf", shift.id), ("counter_receipt", receipt.id),
                      ("counter_receipt_pdf", receipt.id), ("counter_ticket", called.id), ("counter_outage", entry.outage_id)):  # fmt: skip
        assert at_work.get(reverse(name, args=[one])).status_code == 404, name
    assert at_work.post(reverse("counter_shift", args=[shift.id]), {"counted": "10000"}).status_code == 404
    at_work.post(reverse("counter_ticket_act", args=[called.id, "serve"]))
    at_work.post(reverse("counter_ticket_next"))
    at_work.post(reverse("counter_ticket_hand_out"), {"group": str(group.id)})
    inside = practising.learner(world, at=at)
    with pytest.raises(NoSuchShift):
        shifts.close(shift_id=shift.id, actor=inside, at=at, counted=10000)
    with pytest.raises(NotThere):
        entries.refuse(entry_id=entry.id, reason="x", actor=inside, at=at)
    shift.refresh_from_db()
    assert shift.closed_at is None
    assert list(Ticket.objects.values_list("state", "served_at")) == [("called", None)]


def test_nothing_practised_by_the_person_is_seen_or_touched_in_earnest(at_work: Client, world):
    inside, here, at = practising.learner(world, at=timezone.now()), practising.place(world), timezone.now()
    trying.start(key="clerk-money", actor=inside, at=at)
    practised = Dossier.objects.get()
    till.take(dossier_ids=[practised.id], way="transfer", reference="FT1", actor=inside, at=at)
    trying.start(key="clerk-money", actor=inside, at=at)
    moving.advance(dossier_id=Dossier.objects.latest("id").id, action=Action.ASK_CORRECTION, actor=inside, at=at, inputs={"kind": "void", "reason": WHY})
    entry = _outage(here.centre, inside, Typed(number=PERSONS["mother"].number, name=PERSONS["mother"].name, phone="0905000001"))
    _keep(world, practised=True)
    shift, receipt = Shift.objects.get(), Receipt.objects.get()
    marks = (practised.code, str(receipt.id), str(shift.id), TYPED, "Trung tâm học tập")
    at_work.post(reverse("practice_enter"), {"course": "clerk"})
    seen = shown_anywhere(at_work)
    for mark in marks:
        assert any(mark in page for page in seen.values()), f"{mark} is no mark of practice"
    at_work.post(reverse("practice_leave"))
    for page, shown in shown_anywhere(at_work).items():
        for mark in (*marks, entry.slip.code):
            assert mark not in shown, (page, mark)
    for name, one in (("counter_shift", shift.id), ("counter_shift_pdf", shift.id), ("counter_receipt", receipt.id), ("counter_outage", entry.outage_id)):
        assert at_work.get(reverse(name, args=[one])).status_code == 404, name
    assert at_work.post(reverse("counter_shift", args=[shift.id]), {"counted": "0"}).status_code == 404
    with pytest.raises(NoSuchShift):
        shifts.close(shift_id=shift.id, actor=world.actor("clerk", at), at=at, counted=0)
    with pytest.raises(NotThere):
        entries.refuse(entry_id=entry.id, reason="x", actor=world.actor("clerk", at), at=at)
    assert "Mở ca thu" in text(at_work.get(reverse("counter_shifts")))
    assert "du-phong" not in text(at_work.get(reverse("lookup_code", args=[entry.slip.code])))
    assert "khi mất điện" not in text(at_work.get(reverse("lookup_code", args=[entry.slip.code])))
    real = make.received(world, at)
    till.take(dossier_ids=[real.id], way="transfer", reference="FT1", actor=world.actor("clerk", at), at=at)


def test_a_form_kept_in_practice_leaves_the_real_one_of_the_same_page_alone(at_work: Client, world):
    _keep(world, practised=False)
    _keep(world, practised=True)
    assert TYPED in text(at_work.get(reverse("staff_kept")))
