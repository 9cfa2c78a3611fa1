"""The demo plays in any of the 34 provinces."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from motcua.cli import running
from motcua.demo import loading, place, province
from motcua.domain.people import units
from motcua.queries import configuration
from motcua.services import areas

NOW = dt.date(2026, 11, 20)


def test_every_province_is_found_by_name_identifier_and_area() -> None:
    assert set(place.CODES) == {p.code for p in areas.provinces()}
    assert len(set(place.CODES.values())) == 34
    for known in areas.provinces():
        found = {place.named(text).code for text in (known.name, known.short_name, known.code, place.CODES[known.code])}
        assert found == {place.CODES[known.code]}, known.name


@pytest.mark.parametrize(
    ("text", "code", "because"),
    [("ha noi", "H26", "marks may be left out"), ("hanoi", "H26", "blanks too"), ("tp. Cần Thơ", "H13", "its kind may stand before it"), ("h48", "H48", "small letters")],
)
def test_people_write_it_as_they_please(text: str, code: str, because: str) -> None:
    assert place.named(text).code == code, because


def test_the_commune_that_is_told_in_full_is_named_as_it_is() -> None:
    assert (place.named("H48").there, place.named("H26").there) == ("xã Ba Tơ", "phường Ba Đình")


def test_an_unknown_one_is_told_with_those_there_are() -> None:
    with pytest.raises(place.UnknownProvince, match=r"Quảng Ngãi \(H48\)"):
        place.named("Kon Tum")


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["H26", "H18"])
def test_units_of_another_province_are_its_own_in_both_eras(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setenv("MOTCUA_PROVINCE_CODE", code)
    made = province.build()
    configuration.forget()
    config = configuration.current()
    there = [u for u in config.units.values() if u.kind is units.UnitKind.COMMUNE_COMMITTEE]
    assert len([u for u in there if units.in_force(u, NOW)]) == len(areas.communes(made.place.area))
    assert any(not units.in_force(u, NOW) for u in there)
    assert all(u.code.startswith((f"{code}", "BD.")) for u in config.units.values())
    assert units.problems(list(config.units.values())) == []
    assert made.shown.name.endswith(made.place.shown)


def test_the_catalogue_of_another_province_stands_under_its_identifier() -> None:
    with loading.of_province("H26") as folder:
        copies = sorted(folder.rglob("*.json"))
        assert len(copies) == len(list(loading.CATALOGUE.rglob("*.json")))
        assert all("H48" not in path.read_text("utf-8") for path in copies)
        assert json.loads((folder / "procedures" / "2.000815.json").read_text("utf-8"))["publisher"] == "H26"
    assert not folder.exists()
    with loading.of_province("H48") as folder:
        assert folder == loading.CATALOGUE


def test_a_data_folder_keeps_its_province(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("MOTCUA_PROVINCE_CODE", "MOTCUA_PROVINCE_NAME", "MOTCUA_PROVINCE_NAME_EN"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("PROVINCE", "Hà Nội")
    running._choose_province(tmp_path)
    assert place.current().short == "Hà Nội"
    monkeypatch.delenv("PROVINCE")
    running._choose_province(tmp_path)
    assert place.current().short == "Hà Nội", "the next start needs not be told again"
    monkeypatch.setenv("PROVINCE", "H48")
    with pytest.raises(SystemExit, match="holds the demo of Hà Nội"):
        running._choose_province(tmp_path)


def test_a_folder_of_before_is_of_quang_ngai(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("MOTCUA_PROVINCE_CODE", "MOTCUA_PROVINCE_NAME", "MOTCUA_PROVINCE_NAME_EN"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    (tmp_path / "keys").touch()
    monkeypatch.setenv("PROVINCE", "H26")
    with pytest.raises(SystemExit, match="holds the demo of Quảng Ngãi"):
        running._choose_province(tmp_path)
