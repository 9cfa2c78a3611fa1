"""Papers on their way in the browser: received by scanning, missed in numbers, settled, sent on; the post's page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from motcua.domain.papers.transfers import Carried
from motcua.services.dossiers import batches
from motcua.services.papers import posting, transfers
from motcua.services.papers.transfers import Posting
from motcua.storage.ledger.models import Reading
from motcua.storage.papers.models import Paper
from motcua.storage.papers.travel import Bundle, Transfer, TransferLine
from motcua.storage.people.models import Unit
from tests import make, signing
from tests.desk_stories import at, finished


@pytest.fixture
def on_the_way(world):
    opened = make.received(world, at(9))
    batches.hand_over(dossier_ids=[opened.id], actor=world.actor("clerk"), at=at(9))
    return opened, TransferLine.objects.get()


def test_a_scanned_label_ticks_its_bundle_and_the_button_receives_it(world, client, on_the_way):
    opened, line = on_the_way
    signing.staff(client, world, "officer")
    page = client.get(reverse("desk_papers")).content.decode()
    assert opened.code in page
    assert " checked" not in page
    page = client.post(reverse("desk_papers"), {"scan": f"https://x/tra-cuu/{opened.code}"}).content.decode()
    assert f'value="{line.id}" checked' in page
    response = client.post(reverse("desk_papers"), {"act": "receive", "line": [str(line.id)], "scan": ""}, follow=True)
    assert "1 bó hồ sơ" in response.content.decode()
    assert Bundle.objects.get().unit_id == world.commune.id
    assert Reading.objects.filter(purpose="papers_to_receive", dossier_ids=[opened.id]).exists()


def test_a_label_that_waits_nowhere_here_says_so_and_keeps_the_ticks(world, client, on_the_way):
    _opened, line = on_the_way
    signing.staff(client, world, "officer")
    response = client.post(reverse("desk_papers"), {"scan": "H48.999-1", "line": [str(line.id)]})
    assert response.status_code == 422
    assert "H48.999-1" in response.content.decode()
    assert f'value="{line.id}" checked' in response.content.decode()


def test_what_is_missing_stands_on_the_senders_list_until_it_is_sent_again(world, client, on_the_way):
    _opened, line = on_the_way
    paper = Paper.objects.get()
    signing.staff(client, world, "officer")
    address = reverse("desk_papers_dispute", args=[line.id])
    assert "Giấy tờ chứng minh" in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {f"copies-{paper.id}": "1", "said": "Chỉ có bìa"}).status_code == 302
    signing.staff(client, world, "clerk")
    page = client.get(reverse("counter_papers_sent") + "?only=disputed").content.decode()
    assert "Giấy tờ chứng minh" in page
    assert "Chỉ có bìa" in page
    client.post(reverse("counter_papers_sent"), {"line": str(line.id), "act": "again"})
    line.refresh_from_db()
    assert line.state == "sent"


def test_papers_are_sent_on_by_post_from_the_page_that_shows_where_they_are(world, client):
    opened = make.received(world, at(9))
    signing.staff(client, world, "clerk")
    address = reverse("counter_papers_of", args=[opened.id])
    assert world.centre.name in client.get(address).content.decode()
    assert client.post(address, {"unit": "nowhere"}).status_code == 422
    given = {"unit": f"x ({world.other_commune.code})", "way": "post", "carrier": str(Unit.objects.get(kind="post").id), "waybill": "EH9VN"}
    assert client.post(address, given).status_code == 302
    transfer = Transfer.objects.get()
    assert (transfer.to_unit_id, transfer.waybill) == (world.other_commune.id, "EH9VN")
    assert "EH9VN" in client.get(address).content.decode()


def test_the_post_sees_name_and_address_of_its_own_parcels_and_nothing_of_the_dossier(world, client):
    dossier_id, post = finished(world, at(9)), Unit.objects.get(kind="post")
    parcel = Posting("EH7VN", post.id, "Bà Lan", "Thôn Mẫu")
    posting.send_result(dossier_id=dossier_id, posting=parcel, actor=world.actor("clerk"), at=at(10))
    other = make.unit("BD.02", "Bưu điện khác", "post", "outside", None)
    elsewhere = Posting("EH8VN", other.id, "Ông Hải", "Nơi khác")
    posting.send_result(dossier_id=finished(world, at(9)), posting=elsewhere, actor=world.actor("clerk"), at=at(10))
    signing.staff(client, world, "postal")
    page = client.get(reverse("counter_parcels")).content.decode()
    assert "Bà Lan" in page
    assert "Thôn Mẫu" in page
    for hidden in ("Ông Hải", "EH8VN", "Phạm Thị Lan", "Cấp giấy xác nhận thử", Transfer.objects.get(waybill="EH7VN").lines.get().state):
        assert hidden not in page or hidden == "sent"
    client.post(reverse("counter_parcels"), {"waybill": "EH8VN", "told": "delivered", "sure": "yes"})
    assert Transfer.objects.get(waybill="EH8VN").carried == Carried.ANNOUNCED.value
    asked = client.post(reverse("counter_parcels"), {"waybill": "EH7VN", "told": "returned"})
    assert 'name="reason"' in asked.content.decode()
    assert client.post(reverse("counter_parcels"), {"waybill": "EH7VN", "told": "returned", "sure": "yes", "reason": " "}).status_code == 422
    assert Transfer.objects.get(waybill="EH7VN").carried == Carried.ANNOUNCED.value
    assert "Không thấy bưu gửi có số EH9VN" in client.get(reverse("counter_parcels"), {"waybill": "EH9VN", "all": "1"}).content.decode()
    client.post(reverse("counter_parcels"), {"waybill": "EH7VN", "told": "delivered", "sure": "yes"})
    assert Transfer.objects.get(waybill="EH7VN").carried == Carried.DELIVERED.value
    assert client.get(reverse("counter_home")).status_code == 403


def test_a_result_is_given_to_the_post_from_its_dossier(world, client):
    dossier_id = finished(world, at(9))
    signing.staff(client, world, "clerk")
    address = reverse("counter_move", args=[dossier_id, "post_result"])
    assert "Thôn Mẫu, xã Ba Thử" in client.get(address).content.decode()
    given = {"name": "Phạm Thị Lan", "address": "Thôn Mẫu", "carrier": str(Unit.objects.get(kind="post").id), "waybill": ""}
    assert client.post(address, given).status_code == 422  # no post is connected: the number is typed
    assert client.post(address, given | {"waybill": "EH5VN"}).status_code == 302
    assert "EH5VN" in client.get(reverse("counter_parcels")).content.decode()


def test_a_label_is_printed_for_who_may_read_the_dossier(world, client):
    make.received(world, at(9))
    address = reverse("counter_papers_label", args=[Bundle.objects.get().id])
    signing.staff(client, world, "clerk")
    response = client.get(address)
    assert (response.status_code, response.content[:4]) == (200, b"%PDF")
    signing.staff(client, world, "other_clerk")
    assert client.get(address).status_code == 404


def test_the_dossier_shows_who_has_its_papers(world, client, on_the_way):
    opened, line = on_the_way
    transfers.receive(line_ids=[line.id], actor=world.actor("officer"), at=at(10))
    signing.staff(client, world, "officer")
    page = client.get(reverse("desk_dossier", args=[opened.id])).content.decode()
    assert reverse("desk_papers_of", args=[opened.id]) in page
    assert "Nguyễn Văn Officer" in page
