"""Administrative areas before and since 1/7/2025."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.domain import folding
from motcua.services import areas
from motcua.services.areas import Change, Era, UnknownArea


@pytest.fixture(scope="module")
def unit_lists() -> Path:
    """Give the folder of published unit lists, or skip and say what is missing."""
    beside = Path(__file__).parents[3] / "shared" / "data"
    folder = Path(os.environ.get("MOTCUA_SHARED_DATA", beside)) / "admin_units"
    if not folder.is_dir():
        pytest.skip("no unit lists: set MOTCUA_SHARED_DATA to the folder of shared test data")
    return folder


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def every(era: Era) -> list[areas.Commune]:
    return [commune for province in areas.provinces(era) for commune in areas.communes(province.code, era)]


def test_the_country_has_the_numbers_the_law_gives() -> None:
    assert len(areas.provinces()) == 34
    assert len(every(Era.NEW)) == 3321
    assert len(areas.provinces(Era.OLD)) == 63
    assert sum(len(areas.districts(province.code)) for province in areas.provinces(Era.OLD)) == 696
    assert len(every(Era.OLD)) == 10035


@pytest.mark.parametrize(
    ("era", "provinces", "communes"),
    [(Era.NEW, "new_provinces.csv", "new_wards.csv"), (Era.OLD, "old_provinces.csv", "old_wards_10040.csv")],
)
def test_areas_are_the_published_ones(unit_lists: Path, era: Era, provinces: str, communes: str) -> None:
    known = {(each.code, each.name) for each in areas.provinces(era)}
    assert known == {(row["code"], row["name"]) for row in rows(unit_lists, provinces)}
    listed = {
        (row["code"], row["name"], row["province_code"]) for row in rows(unit_lists, communes) if row["code"]
    }
    assert {(each.code, each.name, each.province_code) for each in every(era)} == listed


def test_successors_are_the_published_ones(unit_lists: Path) -> None:
    published = {
        (
            row["old_ward_code"] or row["old_district_code"],
            row["new_ward_code"],
            row["kind"],
            row["is_default"],
        )
        for row in rows(unit_lists, "ward_mapping_old_to_new.csv")
    }
    codes = {old for old, *_ in published}
    assert codes >= {each.code for each in every(Era.OLD)}
    known = {
        (old, heir.commune.code, heir.change.value, str(int(heir.is_default)))
        for old in codes
        for heir in areas.successors(old)
    }
    assert known == published


def test_provinces_merged_as_published(unit_lists: Path) -> None:
    for row in rows(unit_lists, "province_mapping_old_to_new.csv"):
        assert areas.province_since(row["old_code"]).code == row["new_code"]


def test_every_old_commune_has_one_default_heir_and_it_comes_first() -> None:
    for commune in every(Era.OLD):
        heirs = areas.successors(commune.code)
        assert [heir.is_default for heir in heirs] == [True] + [False] * (len(heirs) - 1)
        assert {heir.change for heir in heirs} == ({Change.DIVIDED} if len(heirs) > 1 else {heirs[0].change})


def test_no_heir_lies_outside_the_province_that_took_over() -> None:
    for commune in every(Era.OLD):
        since = areas.province_since(commune.province_code).code
        assert {heir.commune.province_code for heir in areas.successors(commune.code)} == {since}


def test_predecessors_are_successors_read_backwards() -> None:
    heir = areas.successors("00001")[0].commune
    assert "00001" in {old.code for old in areas.predecessors(heir.code)}
    for old in areas.predecessors(heir.code):
        assert heir in {each.commune for each in areas.successors(old.code)}


def test_an_island_district_without_communes_became_a_special_zone() -> None:
    assert [heir.commune.name for heir in areas.successors("536")] == ["Đặc khu Lý Sơn"]


def test_a_code_means_nothing_without_its_era() -> None:
    assert areas.commune("00004", Era.OLD).name == "Phường Trúc Bạch"
    assert areas.commune("00004", Era.NEW).name == "Phường Ba Đình"


@pytest.mark.parametrize("era", Era)
def test_lists_are_in_vietnamese_alphabetical_order(era: Era) -> None:
    names = [each.short_name for each in areas.provinces(era)]
    assert names == sorted(names, key=folding.sort_key)
    assert names != sorted(names)


@pytest.mark.parametrize(
    ("typed", "province", "era", "first", "because"),
    [
        ("Thuỷ Nguyên", None, Era.NEW, "Phường Thủy Nguyên", "the tone may stand on either vowel"),
        ("thuy nguyen", "31", Era.NEW, "Phường Thủy Nguyên", "typed without marks"),
        ("PHƯỜNG THỦY NGUYÊN", None, Era.NEW, "Phường Thủy Nguyên", "typed in capitals with its type"),
        ("xã Ba Tơ", "51", Era.NEW, "Xã Ba Tơ", "Ba Tơ typed with marks comes before Ba Tô"),
        ("xã Ba Tô", "51", Era.NEW, "Xã Ba Tô", "and the other way round"),
        ("Ea H’Leo", None, Era.NEW, "Xã Ea H'Leo", "any apostrophe"),
        ("Ðức Phổ", "51", Era.NEW, "Phường Đức Phổ", "Ð for Đ"),
        ("P. 5", "79", Era.OLD, "Phường 5", "a ward of before, abbreviated"),
        ("phường 05", "79", Era.OLD, "Phường 5", "with a zero in front"),
        ("xã Lý Sơn", "51", Era.NEW, "Đặc khu Lý Sơn", "the type typed is not the type it has now"),
    ],
)
def test_find_knows_a_commune_by_what_people_type(
    typed: str, province: str | None, era: Era, first: str, because: str
) -> None:
    assert areas.find(typed, province, era)[0].name == first, because


def test_find_gives_only_the_province_asked_for_and_no_more_than_the_limit() -> None:
    found = areas.find("an", "51", limit=3)
    assert 0 < len(found) <= 3
    assert {commune.province_code for commune in found} == {"51"}


def test_ward_1_is_not_the_beginning_of_ward_10() -> None:
    assert {commune.name for commune in areas.find("Phường 1", "79", Era.OLD)} == {"Phường 1"}


@pytest.mark.parametrize("typed", ["", "   ", "!?", "không có xã nào tên như thế"])
def test_find_finds_nothing_in_nothing(typed: str) -> None:
    assert areas.find(typed) == ()


@pytest.mark.parametrize(
    "ask",
    [
        lambda: areas.communes("99"),
        lambda: areas.communes("02", Era.NEW),
        lambda: areas.communes("51", Era.OLD, district="001"),
        lambda: areas.districts("99"),
        lambda: areas.province("99"),
        lambda: areas.commune("99999"),
        lambda: areas.successors("99999"),
        lambda: areas.predecessors("99999"),
        lambda: areas.province_since("99"),
        lambda: areas.find("an", "99"),
    ],
)
def test_an_unknown_code_is_an_error_and_never_an_empty_answer(ask: object) -> None:
    with pytest.raises(UnknownArea):
        ask()  # type: ignore[operator]


def test_the_communes_of_an_old_district_are_its_own() -> None:
    listed = areas.communes("51", Era.OLD, district="527")
    assert listed
    assert {commune.district_code for commune in listed} == {"527"}


def test_looking_at_areas_does_not_load_the_parsers_of_the_package() -> None:
    asked = "import sys; from motcua.services import areas; areas.provinces(); print('vietnamadminunits' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
