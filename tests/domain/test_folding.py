"""Folding for search, Vietnamese alphabetical order, and cleaning of names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain import folding

VIETNAMESE = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵAÂĐƠƯÐð' -09\u0301\u0323"
)


@pytest.mark.parametrize(
    ("text", "folded", "because"),
    [
        ("Nguyễn Văn Thử", "nguyen van thu", "marks and case do not matter to a searcher"),
        ("ĐẶNG ĐÌNH Đức", "dang dinh duc", "đ is typed d"),
        ("Ðặng Ðình Ðức", "dang dinh duc", "Ð (U+00D0) stands for Đ in real lists"),
        ("ðường", "duong", "and ð (U+00F0) for đ"),
        ("  Sơn\u00a0\t Tịnh \n", "son tinh", "spaces of every sort are one space"),
        ("Nguye\u0302\u0303n", "nguyen", "decomposed text is the same text"),
        ("Thuỷ", "thuy", "tone placement"),
        ("Thủy", "thuy", "does not matter"),
        ("Ea H’Leo", "ea h'leo", "an apostrophe is an apostrophe"),
        ("Bà Rịa – Vũng Tàu", "ba ria - vung tau", "a dash is a dash"),
        ("Lê\u200b Văn\ufeff", "le van", "invisible signs come along with copied text"),
        ("", "", "nothing folds to nothing"),
    ],
)
def test_fold_makes_spellings_of_one_name_equal(text: str, folded: str, because: str) -> None:
    assert folding.fold(text) == folded, because


@given(st.text())
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert folding.fold(folding.fold(text)) == folding.fold(text)


@given(VIETNAMESE)
def test_folded_vietnamese_is_plain_ascii_in_small_letters(text: str) -> None:
    folded = folding.fold(text)
    assert folded.isascii()
    assert folded == folded.lower()


@given(VIETNAMESE)
def test_composed_and_decomposed_text_fold_and_sort_alike(text: str) -> None:
    parts, whole = unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text)
    assert folding.fold(parts) == folding.fold(whole)
    assert folding.sort_key(parts) == folding.sort_key(whole)


@pytest.mark.parametrize(
    ("ordered", "because"),
    [
        (["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g"], "each letter has its place"),
        (["o", "ô", "ơ", "p", "t", "u", "ư", "v"], "ô and ơ after o, ư after u"),
        (
            ["ma", "mà", "mả", "mã", "má", "mạ", "mă"],
            "tones in their order, and any tone before the next letter",
        ),
        (["Lạng Sơn", "Lào Cai", "Lâm Đồng"], "letters decide before tones: a n before a o before â"),
        (["Hà Giang", "Hà Nội", "Hải Dương"], "the shorter word comes first"),
        (["Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng"], "cân after ca, and đ after everything in c and d"),
        (["Dương", "Đinh"], "đ is a letter of its own"),
        (["hoa", "hòa an", "hoa bình"], "letters of the whole text before any tone"),
        (["Phường 2", "Phường 10"], "numbers go by value"),
        (["Ngô", "Nguyễn", "Nhâm"], "gh, ng, nh are letters side by side"),
    ],
)
def test_sort_key_gives_vietnamese_alphabetical_order(ordered: list[str], because: str) -> None:
    backwards = ordered[::-1]  # a tie would stay backwards
    assert sorted(backwards, key=folding.sort_key) == ordered, because


def test_code_point_order_alone_would_be_wrong() -> None:
    names = ["Vũ", "Đinh", "Ân"]
    assert sorted(names) != sorted(names, key=folding.sort_key) == ["Ân", "Đinh", "Vũ"]


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        ("Hòa", "Hoà", "the tone may stand on either vowel"),
        ("H'Leo", "HLEO", "neither case nor apostrophe decides"),
        ("Ðông", "Đông", "Ð is Đ"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa-Vũng Tàu", "nor do dashes"),
    ],
)
def test_sort_key_is_one_for_spellings_of_one_name(one: str, other: str, because: str) -> None:
    assert folding.sort_key(one) == folding.sort_key(other), because


@given(st.text())
def test_sort_key_can_be_kept_in_a_database_column(text: str) -> None:
    assert "\x00" not in folding.sort_key(text)


@pytest.mark.parametrize(
    ("typed", "kept", "because"),
    [
        ("NGUYỄN VĂN THỬ", "Nguyễn Văn Thử", "cards print capitals"),
        ("nguyễn văn thử", "Nguyễn Văn Thử", "telephones give small letters"),
        ("Rơ Châm H'Bia", "Rơ Châm H'Bia", "mixed case is meant"),
        ("H'NGA NIÊ", "H'Nga Niê", "a name may have two capitals in one word"),
        ("ÐẶNG VĂN ÐỨC", "Đặng Văn Đức", "Ð becomes Đ before case is looked at"),
        (" Trần   Thị\u00a0Mẫu ", "Trần Thị Mẫu", "one space between words"),
        ("Le\u0302 A", "Lê A", "letters are kept composed"),
        ("A", "A", "one letter says nothing about case"),
        ("", "", "nothing stays nothing"),
    ],
)
def test_clean_name_keeps_a_name_as_its_bearer_writes_it(typed: str, kept: str, because: str) -> None:
    assert folding.clean_name(typed) == kept, because


def test_clean_text_leaves_the_capitals_of_an_organisation_alone() -> None:
    assert folding.clean_text("CÔNG TY  TNHH ÐẠI PHÁT") == "CÔNG TY TNHH ĐẠI PHÁT"


@given(VIETNAMESE)
def test_cleaning_a_clean_name_changes_nothing_and_search_still_finds_it(name: str) -> None:
    once = folding.clean_name(name)
    assert folding.clean_name(once) == once
    assert folding.fold(once) == folding.fold(name)
