"""A visit: identity once, several dossiers, one taking of money; guidance with one key; what the person has with us already."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.services import ledger
from motcua.storage.dossiers.models import Dossier
from motcua.storage.fees.models import FeeDue, Receipt
from motcua.storage.ledger.models import Reading
from motcua.storage.papers.models import PaperFile
from motcua.storage.visits.models import Visit, VisitDossier
from tests import make, signing

RECEIVE = "/mot-cua/tiep-nhan/"
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@pytest.fixture
def clerk(client, world, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    signing.staff(client, world, "clerk")
    return client


def typed(**more: object) -> dict[str, object]:
    """Return a complete screen of the plain test procedure."""
    return {
        "key": "screen-1", "number": "051190000017", "name": "Nguyễn Thị Sen", "born": "12/3/1990", "phone": "0905111222",
        "procedure": "9.000001", "have-form": "1", "have-proof": "1", "paid": "", "do": "receive",
    } | more  # fmt: skip


def _visit() -> Visit:
    return Visit.objects.get(guided=False)


def test_two_dossiers_of_one_person_are_one_visit_and_the_second_asks_for_no_identity(clerk):
    clerk.post(RECEIVE, typed())
    visit = _visit()
    again = clerk.get(f"{RECEIVE}?luot={visit.id}").content.decode()
    assert 'value="051190000017"' in again
    assert 'value="Nguyễn Thị Sen"' in again
    clerk.post(RECEIVE, typed(key="screen-2"))
    assert _visit().dossiers.count() == 2
    assert VisitDossier.objects.count() == Dossier.objects.count() == 2


def test_another_person_begins_another_visit(clerk):
    clerk.post(RECEIVE, typed())
    clerk.post(RECEIVE, typed(key="screen-2", number="051090000018", name="Trần Văn Út", born=""))
    assert Visit.objects.count() == 2


def test_a_visit_that_ended_is_not_gone_on_with(clerk):
    clerk.post(RECEIVE, typed())
    first = _visit()
    clerk.post(f"/mot-cua/luot/{first.id}/ket-thuc/")
    assert "Nguyễn Thị Sen" not in clerk.get(f"{RECEIVE}?luot={first.id}").content.decode()
    clerk.post(RECEIVE, typed(key="screen-2"))
    assert Visit.objects.count() == 2


def test_everything_owed_is_taken_once_on_one_receipt(clerk):
    clerk.post(RECEIVE, typed())
    clerk.post(RECEIVE, typed(key="screen-2"))
    visit = _visit()
    assert "20.000" in clerk.get(f"/mot-cua/luot/{visit.id}/").content.decode()
    clerk.post(f"/mot-cua/luot/{visit.id}/thu-tien/", {"way": "transfer"})
    assert Receipt.objects.count() == 0  # no reference, no money
    clerk.post(f"/mot-cua/luot/{visit.id}/thu-tien/", {"way": "cash"})
    receipt = Receipt.objects.get()
    assert (receipt.total, receipt.visit_id) == (20_000, visit.id)
    assert FeeDue.objects.filter(paid_at=None).count() == 0
    clerk.post(f"/mot-cua/luot/{visit.id}/thu-tien/", {"way": "cash"})
    assert Receipt.objects.count() == 1


def test_a_clerk_of_another_counter_does_not_see_the_visit(clerk, client, world):
    clerk.post(RECEIVE, typed())
    visit = _visit()
    signing.staff(client, world, "other_clerk")
    for path in (f"/mot-cua/luot/{visit.id}/", f"{RECEIVE}?luot={visit.id}"):
        assert "Nguyễn Thị Sen" not in client.get(path).content.decode()
    assert client.post(f"/mot-cua/luot/{visit.id}/ket-thuc/").status_code == 404


def test_guidance_is_logged_with_one_key_and_counted_apart(clerk):
    assert 'data-key="Alt+G"' in clerk.get(RECEIVE).content.decode()
    clerk.post("/mot-cua/huong-dan/", {"code": "9.000001"})
    clerk.post("/mot-cua/huong-dan/", {"code": "không có"})
    assert list(Visit.objects.order_by("id").values_list("guided", "about")) == [(True, "9.000001"), (True, "")]
    assert [e.action for e in ledger.history(Visit.objects.order_by("id")[0].id)] == ["visit.guided"]
    page = clerk.get("/mot-cua/luot/").content.decode()
    assert "2 lượt chỉ hướng dẫn" in page
    assert Dossier.objects.count() == 0


def test_the_day_counts_visits_and_dossiers_by_clerk(clerk):
    clerk.post(RECEIVE, typed())
    clerk.post(RECEIVE, typed(key="screen-2"))
    page = clerk.get("/mot-cua/luot/").content.decode()
    assert "1 lượt" in page
    assert "2 hồ sơ" in page


def test_the_screen_says_what_the_person_has_with_us_and_offers_papers_again(clerk):
    clerk.post(RECEIVE, typed(**{"files-proof": SimpleUploadedFile("so.pdf", PDF, content_type="application/pdf")}))
    first = Dossier.objects.get()
    page = clerk.post(RECEIVE, typed(key="screen-2", do="next")).content.decode()
    assert first.code in page
    assert "Dùng lại giấy tờ đã nộp" in page
    assert Reading.objects.filter(purpose="known_person", dossier_ids=[first.id]).exists()
    token = page.split('name="kept-proof" value="')[1].split('"')[0]
    clerk.post(RECEIVE, typed(key="screen-2", **{"kept-proof": token}))
    assert PaperFile.objects.count() == 2
    assert PaperFile.objects.values("file").distinct().count() == 1


def test_what_is_out_of_reach_is_only_counted(clerk, client, world):
    clerk.post(RECEIVE, typed())
    signing.staff(client, world, "other_clerk")
    page = client.post(RECEIVE, typed(key="screen-2", do="next")).content.decode()
    assert Dossier.objects.get().code not in page
    assert "1 hồ sơ đang giải quyết ở quầy khác" in page


def test_a_repeat_of_the_same_request_stands_in_one_visit(clerk):
    clerk.post(RECEIVE, typed())
    clerk.post(RECEIVE, typed())
    assert (Visit.objects.count(), VisitDossier.objects.count(), Dossier.objects.count()) == (1, 1, 1)
    assert make.OWNER_NUMBER  # the world's own person has no visit
