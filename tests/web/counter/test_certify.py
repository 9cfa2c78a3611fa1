"""The certification desk in the browser's words: rows typed with keys, the price, numbers, words to print, a spoilt number."""

from __future__ import annotations

import json
import re
from importlib import resources

import pytest

from motcua.domain.people import card
from motcua.domain.permissions.roles import Role
from motcua.queries import configuration
from motcua.storage.books.models import BookLine
from motcua.storage.dossiers.models import Dossier
from motcua.storage.ledger.models import Reading
from motcua.storage.people.models import StaffRole
from motcua.storage.visits.models import Certified
from tests import make, signing

DESK = "/mot-cua/chung-thuc/"
CARD = "051190000017||Nguyễn Thị Sen|12031990|Nữ|Thôn Gò Rét, Ba Động, Ba Tơ, Quảng Ngãi|01012022"
GARBLED = "051190000017||Nguyễnn Thị Sen|12031990|Nữ|Thôn Gò Rét, Ba Động, Ba Tơ, Quảng Ngãi|01012022"


@pytest.fixture
def clerk(client, world):
    """A clerk who prepares certifications too, signed in."""
    for code in ("2.000815", "2.000884"):
        text = resources.files("motcua.demo").joinpath(f"catalogue/procedures/{code}.json").read_text(encoding="utf-8")
        make.publish(json.loads(text))
    StaffRole.objects.create(staff=world.staff["clerk"], role=Role.OFFICER.value, unit=world.centre, valid_from=make.MONDAY.date())
    configuration.forget()
    signing.staff(client, world, "clerk")
    return client


def screen(**more: object) -> dict[str, object]:
    """Return a filled screen: two originals typed by key, the copies of the second taken over from the first."""
    return {
        "key": "screen-1", "deed": "copy", "number": "051190000017", "name": "Nguyễn Thị Sen", "name_of": ["3", "hoc ba", ""],
        "pages_of": ["", "", ""], "copies_of": ["3", "", ""], "paid": "", "do": "receive",
    } | more  # fmt: skip


def test_a_card_fills_in_the_person_and_the_cursor_goes_to_the_first_paper(clerk):
    page = clerk.post(DESK, {"key": "k", "deed": "copy", "card": CARD, "do": "next"}).content.decode()
    assert 'value="Nguyễn Thị Sen"' in page
    assert re.search(r'id="name-of-0" autofocus', page)


def test_keys_become_papers_and_the_price_follows(clerk):
    page = clerk.post(DESK, screen(do="quote")).content.decode()
    assert 'value="Bằng tốt nghiệp"' in page
    assert 'value="Học bạ"' in page
    assert "48.000" in page  # 3 × 2.000, and 3 × (4.000 + 10 × 1.000)


def test_it_is_received_numbered_and_shown_with_its_words(clerk, world):
    clerk.post(DESK, screen())
    row = Dossier.objects.get()
    assert list(Certified.objects.order_by("number").values_list("number", "name", "pages", "copies")) == [
        (1, "Bằng tốt nghiệp", 1, 3), (2, "Học bạ", 12, 3),
    ]  # fmt: skip
    shown = clerk.get(f"{DESK}{row.id}/").content.decode()
    assert "1/2026" in shown
    assert "2/2026" in shown
    words = clerk.get(f"{DESK}{row.id}/loi-chung.pdf")
    assert (words["Content-Type"], words.content[:5]) == ("application/pdf", b"%PDF-")
    assert Reading.objects.filter(purpose="attestations", dossier_ids=[row.id]).count() == 1
    assert row.code in clerk.get(f"{DESK}hom-nay/").content.decode()


def test_everything_wrong_is_said_and_everything_typed_stays(clerk):
    answer = clerk.post(DESK, screen(number="12", name="", name_of=["Bằng lái", "Sổ hồng"], pages_of=["0", "x"], copies_of=["2", "900"]))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Sổ hồng"' in page
    assert 'value="900"' in page
    assert page.count("Số trang là số nguyên") >= 2
    assert "Số bản là số nguyên" in page
    assert Dossier.objects.count() == 0


def test_nothing_typed_is_nothing_to_certify(clerk):
    answer = clerk.post(DESK, screen(name_of=["", ""], pages_of=["", ""], copies_of=["", ""]))
    assert answer.status_code == 422
    assert "Nhập ít nhất một giấy tờ." in answer.content.decode()


def test_a_doubtful_name_is_compared_before_anything_is_received(clerk):
    sent = screen(card_read=GARBLED, name="Nguyễnn Thị Sen")
    assert clerk.post(DESK, sent).status_code == 422
    assert Dossier.objects.count() == 0
    assert clerk.post(DESK, sent | {"name": "Nguyễn Thị Sen", "card_compared": "1"}).status_code == 302
    assert Dossier.objects.get().owner_name == "Nguyễn Thị Sen"


def test_what_the_screen_does_not_keep_of_a_card_is_not_asked_about(clerk):
    address = "051190000017||Nguyễn Thị Sen|12031990|Nữ||01012022"
    assert card.read(address, today=make.MONDAY.date()).doubts
    page = clerk.post(DESK, screen(do="next", card=address, number="", name="")).content.decode()
    assert "mc-doubts" not in page
    assert "Nguyễn Thị Sen" in page
    assert clerk.post(DESK, screen(card_read=address, name="Nguyễn Thị Sen")).status_code == 302


def test_a_spoilt_number_gives_way_to_the_next(clerk):
    clerk.post(DESK, screen())
    row, first = Dossier.objects.get(), Certified.objects.get(number=1)
    clerk.post(f"{DESK}{row.id}/hong/{first.id}/", {"reason": ""})
    assert BookLine.objects.filter(voided_at__isnull=False).count() == 0
    clerk.post(f"{DESK}{row.id}/hong/{first.id}/", {"reason": "In lệch"})
    page = clerk.get(f"{DESK}{row.id}/").content.decode()
    assert "số hỏng" in page
    assert "3/2026" in page


def test_a_later_day_is_agreed_and_printed_for_both_to_sign(clerk):
    clerk.post(DESK, screen(agreed="1", agreed_days="3"))
    row = Dossier.objects.get()
    assert (row.limit_amount, row.limit_unit) == (3, "working_days")
    assert clerk.get(f"{DESK}{row.id}/thoa-thuan.pdf").content[:5] == b"%PDF-"


def test_no_agreement_is_printed_where_none_was_made(clerk):
    clerk.post(DESK, screen())
    assert clerk.get(f"{DESK}{Dossier.objects.get().id}/thoa-thuan.pdf").status_code == 404


def test_a_clerk_of_another_counter_sees_none_of_it(clerk, client, world):
    clerk.post(DESK, screen())
    row = Dossier.objects.get()
    signing.staff(client, world, "other_clerk")
    assert client.get(f"{DESK}{row.id}/loi-chung.pdf").status_code == 404
    assert row.code not in client.get(f"{DESK}hom-nay/").content.decode()


def test_a_signature_is_certified_with_words_that_name_who_signed(clerk):
    clerk.post(DESK, screen(deed="signature", name_of=["1"], pages_of=[""], copies_of=["2"]))
    row = Dossier.objects.get()
    assert row.procedure_code == "2.000884"
    assert clerk.get(f"{DESK}{row.id}/loi-chung.pdf").content[:5] == b"%PDF-"
