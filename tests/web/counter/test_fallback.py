"""Slips, outages and later entries in the browser's words: printed, declared, entered, confirmed, listed."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from motcua.domain.fallback.rules import OutageKind
from motcua.domain.hours import local
from motcua.queries import progress
from motcua.services.fallback import booklets, outages
from motcua.storage.dossiers.models import Dossier
from motcua.storage.fallback.models import Booklet, LateEntry, Outage, Slip
from motcua.storage.ledger.models import Reading
from tests import counter_stories, make, signing
from tests.make import World

HOME = "/mot-cua/du-phong/"
CONFIRM = f"{HOME}xac-nhan/"


@pytest.fixture
def now() -> dt.datetime:
    return timezone.now().replace(second=0, microsecond=0)


@pytest.fixture
def outage(world: World, now: dt.datetime) -> Outage:
    """A booklet of three, printed ten days ago, and a power cut that ended an hour ago."""
    head = world.actor("one_stop_head", now)
    booklets.reserve(unit_id=world.centre.id, size=3, actor=head, at=now - dt.timedelta(days=10))
    return outages.declare(
        unit_id=world.centre.id, kind=OutageKind.POWER, began_at=now - dt.timedelta(hours=3), ended_at=now - dt.timedelta(hours=1), note="",
        actor=head, at=now,
    )  # fmt: skip


def _slip(outage: Outage, at: dt.datetime, **more: object) -> dict[str, object]:
    """Return the filled screen of a dossier that stands on the first slip."""
    code = Slip.objects.get(booklet__unit=outage.unit_id, ordinal=1).code
    return {
        "key": "screen-1", "number": "051090000001", "name": "Phạm Thị Lan", "code": "9.000001", "procedure": "9.000001", "have-form": "1",
        "slip_code": code, "true_day": f"{local(at):%d/%m/%Y}", "true_time": f"{local(at):%H:%M}", "do": "receive",
    } | more  # fmt: skip


def test_a_booklet_is_reserved_printed_and_its_slips_struck_out(client, world):
    signing.staff(client, world, "clerk")
    assert client.post(HOME, {"unit": str(world.centre.id), "size": "0"}).status_code == 422
    answer = client.post(HOME, {"unit": str(world.centre.id), "size": "3"})
    booklet = Booklet.objects.get()
    page = f"{HOME}tap/{booklet.id}/"
    assert answer["Location"] == page
    printed = client.get(f"{page}phieu.pdf")
    assert (printed["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")
    first, second, _third = booklet.slips.order_by("ordinal")
    client.post(f"{page}hong/{first.id}/", {"reason": "In nhòe"})
    shown = client.get(page).content.decode()
    assert "In nhòe" in shown
    assert second.code in shown
    assert client.post(page, {"reason": ""}).status_code == 422
    client.post(page, {"reason": "Thất lạc"})
    assert sorted(booklet.slips.values_list("state", flat=True)) == ["lost", "lost", "spoilt"]
    assert client.get(f"{page}phieu.pdf")["Location"] == page, "nothing is left to print"


def test_a_booklet_of_another_office_is_not_there(client, world, outage):
    signing.staff(client, world, "other_clerk")
    booklet = Booklet.objects.get()
    for address in (f"{HOME}tap/{booklet.id}/", f"{HOME}tap/{booklet.id}/phieu.pdf", f"{HOME}su-co/{outage.id}/", f"{HOME}su-co/{outage.id}/ho-so/"):
        assert client.get(address).status_code == 404
    assert str(booklet.id) not in client.get(HOME).content.decode()


def test_an_outage_is_declared_and_its_times_are_read_as_clerks_write_them(client, world, now):
    signing.staff(client, world, "clerk")
    began = local(now - dt.timedelta(hours=2))
    form = {"unit": str(world.centre.id), "kind": "line", "began_day": f"{began:%d/%m/%Y}", "began_time": "25:00", "note": "Đứt cáp quang"}
    wrong = client.post(f"{HOME}su-co/", form)
    assert wrong.status_code == 422
    assert "Đứt cáp quang" in wrong.content.decode(), "what was typed stays"
    answer = client.post(f"{HOME}su-co/", form | {"began_time": f"{began.hour}h{began.minute:02d}"})
    made = Outage.objects.get()
    assert (answer["Location"], made.began_at, made.ended_at) == (f"{HOME}su-co/{made.id}/", began, None)
    over = client.post(f"{HOME}su-co/{made.id}/", {
        "began_day": form["began_day"], "began_time": f"{began:%H:%M}", "ended_day": f"{local(now):%d/%m/%Y}", "ended_time": f"{local(now):%H:%M}",
    })  # fmt: skip
    assert (over.status_code, Outage.objects.get().ended_at) == (302, now)


def test_a_slip_is_entered_compared_by_a_second_person_and_counted_on_its_day(client, world, outage, now):
    signing.staff(client, world, "clerk")
    address, at = f"{HOME}su-co/{outage.id}/ho-so/", now - dt.timedelta(hours=2)
    assert 'id="id_slip_code" autofocus' in client.get(address).content.decode()
    answer = client.post(address, _slip(outage, at))
    assert answer["Location"] == f"{HOME}su-co/{outage.id}/"
    entry = LateEntry.objects.get()
    assert (entry.received_at, Dossier.objects.count()) == (at, 0)
    assert "mất điện, mất mạng" in client.get(f"/tra-cuu/{entry.slip.code}/").content.decode()
    assert "Phạm Thị Lan" not in client.get(CONFIRM).content.decode(), "nobody confirms their own"
    signing.staff(client, world, "one_stop_head")
    shown = client.get(CONFIRM).content.decode()
    assert "Phạm Thị Lan" in shown
    assert Reading.objects.filter(purpose="late_entry", dossier_ids=[entry.dossier_id]).count() == 1
    client.post(f"{CONFIRM}{entry.id}/", {"do": "confirm"})
    row = Dossier.objects.get()
    assert (row.code, row.accepted_at) == (entry.slip.code, at)
    assert progress.events(row.id)[0].at == at, "the citizen was received then"
    report = client.get(f"/mot-cua/trong-ngay/?day={local(at):%Y-%m-%d}").content.decode()
    assert "phiếu dự phòng, nhập bù" in report
    history = client.get(f"/mot-cua/ho-so/{row.id}/").content.decode()
    assert "Tiếp nhận bằng phiếu dự phòng khi có sự cố" in history
    assert world.staff["one_stop_head"].name in history


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"true_time": "9 giờ"}, "Anh/chị nhập ngày và giờ"), ({"slip_code": "H48.101.01-261116-9999"}, "không có phiếu dự phòng mang mã đó"),
        ({"true_day": "01/01/2026"}, "nằm ngoài sự cố"), ({"name": ""}, "Nhập họ tên"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(client, world, outage, now, change, said):
    signing.staff(client, world, "clerk")
    filled = _slip(outage, now - dt.timedelta(hours=2), phone="0905000001", paper_receipt="BL-24E số 0012", **change)
    answer = client.post(f"{HOME}su-co/{outage.id}/ho-so/", filled)
    page = answer.content.decode()
    assert (answer.status_code, LateEntry.objects.count()) == (422, 0)
    assert said in page
    assert "BL-24E số 0012" in page
    assert "0905000001" in page


def test_a_colleague_s_pin_at_the_counter_confirms_at_once_and_a_wrong_one_leaves_nothing(client, world, outage, now):
    counter_stories.known_counter(client, world)
    for name in ("one_stop_head", "clerk"):
        counter_stories.with_pin(world, name)
        counter_stories.sign_in_fully(client, world, name)
    head = str(world.staff["one_stop_head"].id)
    address = f"{HOME}su-co/{outage.id}/ho-so/"
    wrong = client.post(address, _slip(outage, now - dt.timedelta(hours=2), second=head, second_pin="314159"))
    assert (wrong.status_code, LateEntry.objects.count()) == (422, 0)
    assert "PIN của người thứ hai không đúng" in wrong.content.decode()
    nobody = client.post(address, _slip(outage, now - dt.timedelta(hours=2), second_pin=counter_stories.PINS["one_stop_head"]))
    assert "Chọn người thứ hai" in nobody.content.decode()
    assert "314159" not in wrong.content.decode()
    client.post(address, _slip(outage, now - dt.timedelta(hours=2), second=head, second_pin=counter_stories.PINS["one_stop_head"]))
    entry = LateEntry.objects.get()
    assert (entry.state, entry.seconded_how, str(entry.seconded_by)) == ("done", "pin", head)
    assert Dossier.objects.get().id == entry.dossier_id


def test_a_refused_entry_and_one_taken_back_leave_the_slip_to_be_entered_again(client, world, outage, now):
    signing.staff(client, world, "clerk")
    address = f"{HOME}su-co/{outage.id}/ho-so/"
    client.post(address, _slip(outage, now - dt.timedelta(hours=2)))
    client.post(f"{CONFIRM}{LateEntry.objects.get().id}/", {"do": "refuse", "reason": "Nhầm phiếu", "back": str(outage.id)})
    assert "Nhầm phiếu" in client.get(f"{HOME}su-co/{outage.id}/").content.decode()
    client.post(address, _slip(outage, now - dt.timedelta(hours=2), key="screen-2"))
    assert sorted(LateEntry.objects.values_list("state", flat=True)) == ["refused", "waiting"]
    assert client.post(f"{CONFIRM}{uuid.UUID(int=7)}/", {"do": "confirm"}).status_code == 404


def test_the_province_decides_on_what_comes_too_late_and_the_board_lists_it(client, world, now):
    head = world.actor("one_stop_head", now)
    booklets.reserve(unit_id=world.centre.id, size=1, actor=head, at=now - dt.timedelta(days=10))
    at = now - dt.timedelta(days=5)
    old = outages.declare(unit_id=world.centre.id, kind=OutageKind.POWER, began_at=at, ended_at=at + dt.timedelta(hours=1), note="", actor=head, at=now)
    signing.staff(client, world, "clerk")
    address = f"{HOME}su-co/{old.id}/ho-so/"
    assert client.post(address, _slip(old, at)).status_code == 422
    client.post(address, _slip(old, at, late_reason="Phiếu để quên"))
    entry = LateEntry.objects.get()
    signing.staff(client, world, "one_stop_head")
    client.post(f"{CONFIRM}{entry.id}/", {"do": "confirm"})
    assert Dossier.objects.count() == 0
    signing.staff(client, world, "controller")
    shown = client.get("/quan-tri/nhap-bu/").content.decode()
    assert entry.slip.code in shown
    assert "Phiếu để quên" in shown
    assert "Phạm Thị Lan" not in shown
    unsaid = client.post(f"/quan-tri/nhap-bu/{entry.id}/", {"do": "refuse", "reason": ""})
    assert unsaid.status_code == 422
    assert f'href="#why-{entry.id}"' in unsaid.content.decode(), "the summary leads to the reason of this slip"
    assert f"{entry.slip.code}: " in unsaid.content.decode()
    assert LateEntry.objects.get().state == "asked", "a refusal needs its reason"
    client.post(f"/quan-tri/nhap-bu/{entry.id}/", {"do": "approve"})
    assert Dossier.objects.get().code == entry.slip.code
    make.facts_at_once()
    signing.staff(client, world, "leader")
    query = f"period=own&first={local(at):%Y-%m-%d}&last={local(at):%Y-%m-%d}"
    for page in ("nhap-bu/", "danh-sach/entered_late/"):
        listed = client.get(f"/so-lieu/{page}?{query}").content.decode()
        assert entry.slip.code in listed
        assert "Phạm Thị Lan" not in listed
