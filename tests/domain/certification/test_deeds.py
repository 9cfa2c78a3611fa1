"""Rows of the certification desk: what is wrong with each, what a key stands for, the words that certify."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.domain.certification import deeds, usual
from motcua.domain.certification.deeds import Deed, Original, Requester, Signer, Wrong


@pytest.mark.parametrize(
    ("rows", "found", "because"),
    [
        ([Original("Bằng tốt nghiệp", 1, 3)], [], "it can be certified"),
        ([], [(0, Wrong.NOTHING)], "nothing was brought"),
        ([Original("  ")], [(0, Wrong.NAME)], "a paper has a name"),
        ([Original("Học bạ", 0, 1)], [(0, Wrong.PAGES)], "a paper has a page"),
        ([Original("Học bạ", 12, 0), Original("", 1, 1)], [(0, Wrong.COPIES), (1, Wrong.NAME)], "everything is said at once"),
        ([Original("Học bạ", 2001, 501)], [(0, Wrong.PAGES), (0, Wrong.COPIES)], "a slip of the finger"),
        ([Original("Thẻ căn cước")] * 51, [(50, Wrong.TOO_MANY)], "one dossier holds fifty"),
    ],
)
def test_rows_are_checked_all_at_once(rows: list[Original], found: list[tuple[int, Wrong]], because: str):
    assert deeds.check(rows) == found


@pytest.mark.parametrize(
    ("typed", "name", "pages", "because"),
    [
        ("3", "Bằng tốt nghiệp", 1, "a key stands for a usual paper"),
        (" 4 ", "Giấy chứng nhận quyền sử dụng đất", 4, "with its usual pages"),
        ("hoc ba", "Học bạ", 12, "typed without marks"),
        ("Giấy phép lái xe quân sự", "Giấy phép lái xe quân sự", 1, "anything else is its own name"),
        ("", "", 1, "nothing typed"),
    ],
)
def test_a_key_or_a_name_stands_for_a_usual_paper(typed: str, name: str, pages: int, because: str):
    found = usual.named(Deed.COPY, typed)
    assert (found.name, found.pages) == (name, pages)


def test_no_two_usual_papers_have_the_same_key():
    for papers in usual.USUAL.values():
        assert len({one.key for one in papers}) == len(papers)


def test_the_words_of_a_number_name_volume_year_and_book():
    assert deeds.number_words(Deed.COPY, 7, 2026) == "Số chứng thực: 07, quyển số: 01/2026 - SCT/BS"
    assert deeds.number_words(Deed.SIGNATURE, 120, 2026) == "Số chứng thực: 120, quyển số: 01/2026 - SCT/CK, ĐC"


def test_the_words_of_a_signature_name_who_signed_before_whom():
    words = deeds.signature_words(
        office="UBND xã Ba Tơ", signer=Signer("Lê Văn An", "Phó Chủ tịch"), requester=Requester("Phạm Thị Lan", "051090000001"),
        document="Sơ yếu lý lịch", on=dt.date(2026, 11, 6),
    )  # fmt: skip
    assert words[0] == "Ngày 06 tháng 11 năm 2026, tại UBND xã Ba Tơ."
    assert words[1] == "Tôi Lê Văn An, là Phó Chủ tịch."
    assert "ông/bà Phạm Thị Lan, giấy tờ tùy thân số 051090000001, cam đoan" in words[2]
    assert words[2].endswith("đã ký vào giấy tờ này trước mặt tôi.")
