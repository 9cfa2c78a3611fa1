"""The counter's lists: what waits to be answered, handed over and returned, and the acts that go with each."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.queries import counter_lists
from motcua.storage.dossiers.models import Dossier, HandOver, IssuedSlip
from motcua.storage.ledger.models import Reading
from motcua.storage.papers.models import Paper
from motcua.storage.papers.travel import Authorisation, Bundle
from tests import make, signing
from tests.desk_stories import at, finished, move, taken

HOME = "/mot-cua/"


@pytest.fixture
def clerk(client, world):
    signing.staff(client, world, "clerk")
    return client


@pytest.mark.parametrize("path", ["", "truc-tuyen/", "ban-giao/", "tra-ket-qua/", "cho-nguoi-dan/", "tim/", "tim/?q=lan"])
def test_every_page_opens_with_and_without_dossiers(clerk, world, path):
    assert clerk.get(HOME + path).status_code == 200
    make.received(world, at(9)), make.filed(world, at(9)), finished(world, at(9))
    answer = clerk.get(HOME + path)
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


def test_a_scanned_slip_opens_its_dossier(clerk, world):
    opened = make.received(world, at(9))
    answer = clerk.get(HOME + "tim/", {"q": f"http://localhost/tra-cuu/{opened.code}"})
    assert (answer.status_code, answer["Location"]) == (302, f"{HOME}ho-so/{opened.id}/")


def test_no_two_ways_of_the_room_share_a_key(clerk):
    keys = re.findall(r'data-key="([^"]+)"', clerk.get(HOME).content.decode().split('id="main"')[0])
    assert keys and sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize(
    ("path", "purpose", "story"),
    [
        ("truc-tuyen/", "to_answer", lambda w: make.filed(w, at(9)).id),
        ("ban-giao/", "to_hand_over", lambda w: make.received(w, at(9)).id),
        ("tra-ket-qua/", "to_return", lambda w: finished(w, at(9))),
    ],
)
def test_a_list_shows_its_dossier_and_records_the_look(clerk, world, path, purpose, story):
    dossier_id = story(world)
    assert Dossier.objects.get(id=dossier_id).code in clerk.get(HOME + path).content.decode()
    assert [r.dossier_ids for r in Reading.objects.filter(purpose=purpose)] == [[dossier_id]]


def test_an_online_filing_is_accepted_with_one_press_and_its_receipt_offered(clerk, world):
    opened = make.filed(world, at(9))
    answer = clerk.post(f"{HOME}ho-so/{opened.id}/lam/accept/", follow=True)
    assert Dossier.objects.get(id=opened.id).status == Status.RECEIVED
    slip = IssuedSlip.objects.get(dossier_id=opened.id, kind="receipt")
    assert f"/mot-cua/phieu/{slip.id}.pdf" in answer.content.decode()


def test_a_citizen_is_asked_once_and_a_second_time_only_by_the_head_with_a_legal_basis(clerk, client, world):
    opened = make.filed(world, at(9))
    ask = f"{HOME}ho-so/{opened.id}/lam/ask_intake/"
    clerk.post(ask, {"item-paper-proof": "1", "note-paper-proof": "Thiếu trang 2"})
    assert Dossier.objects.get(id=opened.id).status == Status.AWAITING_PAPERS
    clerk.post(f"{HOME}ho-so/{opened.id}/lam/answer_intake/", {"have-asked-0": "1"})
    assert Dossier.objects.get(id=opened.id).status == Status.FILED
    again = {"item-paper-proof": "1", "note-paper-proof": "Vẫn mờ"}
    assert ask not in clerk.get(f"{HOME}ho-so/{opened.id}/").content.decode()
    assert clerk.post(ask, again).status_code == 422
    signing.staff(client, world, "one_stop_head")
    assert client.post(ask, again).status_code == 422
    assert client.post(ask, again | {"basis": "Luật Hộ tịch, Điều 16"}).status_code == 302


def test_a_refusal_takes_a_standard_reason_and_prints_it(clerk, world):
    opened = make.filed(world, at(9))
    refuse = f"{HOME}ho-so/{opened.id}/lam/refuse_intake/"
    assert clerk.post(refuse, {"standard": "other"}).status_code == 422
    clerk.post(refuse, {"standard": "not_ours", "reason": "Hồ sơ thuộc Sở Tư pháp."})
    assert Dossier.objects.get(id=opened.id).status == Status.NOT_RECEIVED
    assert IssuedSlip.objects.filter(dossier_id=opened.id, kind="refusal").exists()


def test_ticked_dossiers_leave_with_one_slip_and_the_rest_stay(clerk, world):
    first, second, stays = (make.received(world, at(9)).id for _ in range(3))
    answer = clerk.post(f"{HOME}ban-giao/", {"dossier": [str(first), str(second), "nonsense"]}, follow=True)
    slip = HandOver.objects.get().slip_id
    assert f"/mot-cua/phieu/{slip}.pdf" in answer.content.decode()
    assert clerk.get(f"/mot-cua/phieu/{slip}.pdf").content[:4] == b"%PDF"
    assert {d.id for d in Dossier.objects.filter(step=None)} == {stays}


def test_nothing_ticked_is_said(clerk, world):
    assert "govuk-notification-banner--warning" in clerk.post(f"{HOME}ban-giao/", {}, follow=True).content.decode()


def test_a_hand_over_slip_opens_for_the_two_units_only(clerk, client, world):
    opened = make.received(world, at(9))
    clerk.post(f"{HOME}ban-giao/", {"dossier": str(opened.id)})
    slip = HandOver.objects.get().slip_id
    signing.staff(client, world, "officer")
    assert client.get(f"/ban-lam-viec/phieu/{slip}.pdf").status_code == 200
    signing.staff(client, world, "other_clerk")
    assert client.get(f"/mot-cua/phieu/{slip}.pdf").status_code == 404


def test_a_result_is_returned_to_a_party_by_number_and_to_another_by_letter(clerk, world):
    first, second = finished(world, at(9)), finished(world, at(9))
    clerk.post(f"{HOME}ho-so/{first}/lam/return_result/", {"shown": make.OWNER_NUMBER, "way": "counter"})
    assert Dossier.objects.get(id=first).status == Status.RETURNED
    other = {"shown": "051085004321", "name": "Trần Văn Bé", "way": "counter"}
    refused = clerk.post(f"{HOME}ho-so/{second}/lam/return_result/", other)
    assert (refused.status_code, 'value="Trần Văn Bé"' in refused.content.decode()) == (422, True)
    letter = other | {"letter_kind": "authorisation", "letter_number": "5", "letter_by": "UBND xã Ba Thử", "back": str(Paper.objects.get(dossier_id=second).id),
                      "letter_day-day": "10", "letter_day-month": "11", "letter_day-year": "2026"}  # fmt: skip
    assert clerk.post(f"{HOME}ho-so/{second}/lam/return_result/", letter).status_code == 422  # the scan is missing
    scan = SimpleUploadedFile("uy-quyen.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    clerk.post(f"{HOME}ho-so/{second}/lam/return_result/", letter | {"letter_scan": scan})
    assert Authorisation.objects.get().file_id is not None
    assert Bundle.objects.get(dossier_id=second).holder == "citizen"
    assert Dossier.objects.get(id=second).status == Status.RETURNED


def test_a_collector_takes_money_for_a_dossier_without_reading_it(client, world):
    opened = make.received(world, at(9))
    signing.staff(client, world, "collector")
    code = Dossier.objects.get(id=opened.id).code
    found = client.get(f"{HOME}tim/", {"q": code})
    page = client.get(found["Location"]).content.decode()
    assert "Phạm Thị Lan" not in page
    assert "10.000" in page
    assert client.post(f"{HOME}ho-so/{opened.id}/lam/record_fee/", {"way": "cash"}).status_code == 302
    assert Dossier.objects.get(id=opened.id).payment_status == 2
    assert client.get(f"{HOME}ho-so/{opened.id}/lam/note/").status_code == 404


def test_a_dossier_that_waits_is_listed_and_its_papers_taken_in_at_the_counter(clerk, world):
    dossier_id = taken(world, at(9))
    move(world, dossier_id, "officer", Action.ASK_PAPERS, at(10), items=[{"component": "proof", "name": "Giấy tờ chứng minh"}], reason="Bản mờ")
    assert Dossier.objects.get(id=dossier_id).code in clerk.get(f"{HOME}cho-nguoi-dan/").content.decode()
    bring = f"{HOME}ho-so/{dossier_id}/lam/answer_papers/"
    assert clerk.post(bring, {}).status_code == 422
    clerk.post(bring, {"have-asked-0": "1", "copies-asked-0": "1"})
    assert Dossier.objects.get(id=dossier_id).status == Status.IN_PROGRESS


def test_a_citizens_withdrawal_is_recorded_at_the_counter(clerk, world):
    opened = make.filed(world, at(9))
    clerk.post(f"{HOME}ho-so/{opened.id}/lam/withdraw/", {"reason": "Không cần nữa"})
    assert Dossier.objects.get(id=opened.id).status == Status.WITHDRAWN


def test_results_that_lie_too_long_are_counted_and_listed_by_counter(client, world, monkeypatch):
    old, new = finished(world, at(9)), finished(world, at(9))
    now = dt.datetime(2026, 12, 17, 9, 0, tzinfo=at(9).tzinfo)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    Dossier.objects.filter(id=old).update(finished_at=now - dt.timedelta(days=30))
    Dossier.objects.filter(id=new).update(finished_at=now - dt.timedelta(days=30) + dt.timedelta(seconds=1))
    actor = world.actor("clerk")
    assert counter_lists.uncollected_numbers(actor=actor, at=now) == {str(world.centre.id): 1}
    assert [row.id for row in counter_lists.uncollected(actor=actor, at=now).rows] == [old]
    assert counter_lists.uncollected(actor=actor, at=now, unit=str(world.other_centre.id)).rows == ()
    signing.staff(client, world, "clerk")
    codes = dict(Dossier.objects.values_list("id", "code"))
    page = client.get(f"{HOME}chua-den-nhan/").content.decode()
    assert (codes[old] in page, codes[new] in page) == (True, False)
    assert f"{HOME}chua-den-nhan/" in client.get(HOME).content.decode()
