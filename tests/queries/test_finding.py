"""One box finds a dossier by whatever the citizen has: and never beyond the clerk's rights."""

from __future__ import annotations

import pytest

from motcua.queries import finding
from motcua.services.dossiers import reading
from motcua.storage.ledger.models import Reading
from tests import make
from tests.desk_stories import at


@pytest.mark.parametrize(
    ("text", "found", "because"),
    [
        ("H48.101.01-261116-0001", 1, "the whole code"),
        (" h48.101.01-261116-0001 ", 1, "the whole code as typed in a hurry"),
        ("https://motcua.example/tra-cuu/H48.101.01-261116-0001", 1, "the slip's code under the scanner: an address"),
        ("https://motcua.example/tra-cưu/H48.101.01-261116-0001/", 1, "the same through a Vietnamese keyboard"),
        ("0001", 1, "its last four digits"),
        ("0002", 0, "last four digits of none"),
        ("051090000001", 1, "the identity number"),
        ("051 090 000 001", 1, "the identity number with spaces"),
        ("051090000001||Phạm Thị Lan|01011990|Nữ|Ba Thử|01012022", 1, "the card under the scanner"),
        ("0905 000 001", 1, "the telephone"),
        ("+84905000001", 1, "the telephone as phones write it"),
        ("0905000002", 0, "another telephone"),
        ("pham thi lan", 1, "the name without marks"),
        ("Thị Lan", 1, "part of the name"),
        ("Phạm Thi Lam", 1, "a name that is like it"),
        ("Nguyễn Văn Tám", 0, "another name"),
        ("l", 0, "one letter is not enough"),
        ("100%", 0, "signs of SQL mean nothing"),
        ("", 0, "nothing"),
    ],
)  # fmt: skip
def test_a_dossier_is_found_by_what_the_citizen_has(world, text, found, because):
    make.received(world, at(9))
    assert len(finding.find(actor=world.actor("clerk"), at=at(10), text=text)) == found, because


@pytest.mark.parametrize("text", ["0001", "051090000001", "0905000001", "pham thi lan"])
def test_another_counter_finds_nothing_by_personal_data(world, text):
    make.received(world, at(9))
    assert finding.find(actor=world.actor("other_clerk"), at=at(10), text=text) == ()


def test_a_whole_code_shows_progress_anywhere_in_the_province_but_no_name(world):
    make.received(world, at(9))
    (one,) = finding.find(actor=world.actor("other_clerk"), at=at(10), text="H48.101.01-261116-0001")
    assert (one.full, one.owner_name) == (False, "")
    page = reading.dossier(dossier_id=one.id, actor=world.actor("other_clerk"), at=at(10))
    assert (page.full, page.parties, page.papers, page.allowed) == (False, (), (), ())


def test_what_was_shown_is_recorded_as_one_reading(world):
    shown = {make.received(world, at(9)).id, make.received(world, at(9)).id}
    reading.find(actor=world.actor("clerk"), at=at(10), text="lan")
    (row,) = Reading.objects.all()
    assert (set(row.dossier_ids), row.purpose, row.actor) == (shown, "find", str(world.staff["clerk"].id))
