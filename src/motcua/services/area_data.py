"""The administrative areas of Viet Nam as the package vietnamadminunits gives them, loaded once for a process."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from motcua.domain import folding


class Era(StrEnum):
    """Which division of the country: codes were given again, so a code means nothing without its era."""

    OLD = "old"  # đến hết 30/6/2025: 63 tỉnh, 696 huyện, 10.035 xã
    NEW = "new"  # từ 01/7/2025: 34 tỉnh, 3.321 xã


class Change(StrEnum):
    """What happened to an old commune on 1/7/2025."""

    WHOLE = "whole"  # nhập trọn vào một xã mới
    DIVIDED = "divided"  # chia cho nhiều xã mới


@dataclass(frozen=True, slots=True)
class Province:
    """A province or centrally-run city (tỉnh, thành phố trực thuộc trung ương)."""

    era: Era
    code: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class District:
    """A district (quận, huyện, thị xã, thành phố thuộc tỉnh), until 30/6/2025; five islands had no communes in theirs."""

    code: str
    name: str
    short_name: str
    province_code: str


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune (xã, phường, thị trấn, đặc khu); `district_code` is empty since 1/7/2025."""

    era: Era
    code: str
    name: str
    short_name: str
    type: str
    province_code: str
    district_code: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Successor:
    """A commune that took over an old one, or a part of it; the default is the one that took most."""

    commune: Commune
    change: Change
    is_default: bool


@dataclass(frozen=True)
class Areas:
    """All areas of one era in Vietnamese alphabetical order, and the keys by which the mapping names them."""

    provinces: Mapping[str, Province]
    districts: Mapping[str, District]
    communes: Mapping[str, Commune]
    by_province: Mapping[str, tuple[Commune, ...]]
    codes_by_key: Mapping[
        str, str
    ]  # province key, or province_district_commune; a lone district ends in nothing


@dataclass(frozen=True)
class Changes:
    """What became of the old areas."""

    provinces: Mapping[str, str]
    successors: Mapping[str, tuple[Successor, ...]]
    predecessors: Mapping[str, tuple[Commune, ...]]


_COLUMNS = {
    Era.OLD: "provinceCode, province, provinceShort, provinceKey, wardCode, ward, wardShort, wardType, wardKey, wardLat, "
    "wardLon, districtCode, district, districtShort, districtKey",
    Era.NEW: "provinceCode, province, provinceShort, provinceKey, wardCode, ward, wardShort, wardType, wardKey, wardLat, "
    "wardLon",
}
_TABLES = {Era.OLD: "admin_units_legacy", Era.NEW: "admin_units"}


def _data_file(name: str) -> Path:
    """Locate a data file of the package without importing it: importing loads its parsers."""
    package = find_spec("vietnamadminunits")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("vietnamadminunits", name="vietnamadminunits")
    return Path(package.submodule_search_locations[0]) / "data" / name


def _rows(era: Era) -> list[sqlite3.Row]:
    """Read the rows of an era, one a commune (one a district for the five islands without communes)."""
    with closing(
        sqlite3.connect(f"{_data_file('dataset.db').as_uri()}?mode=ro&immutable=1", uri=True)
    ) as data:
        data.row_factory = sqlite3.Row
        return data.execute(f"SELECT DISTINCT {_COLUMNS[era]} FROM {_TABLES[era]}").fetchall()  # noqa: S608


@cache
def load(era: Era) -> Areas:
    """Load an era once for the life of the process."""
    provinces: dict[str, Province] = {}
    districts: dict[str, District] = {}
    communes: list[Commune] = []
    codes: dict[str, str] = {}
    for row in _rows(era):
        code = row["provinceCode"]
        provinces[code] = Province(era, code, row["province"], row["provinceShort"])
        codes[row["provinceKey"]] = code
        key = row["provinceKey"]
        district = ""
        if era is Era.OLD:
            district = row["districtCode"]
            districts[district] = District(district, row["district"], row["districtShort"], code)
            key = f"{key}_{row['districtKey']}"
        codes[f"{key}_{row['wardKey'] or ''}"] = row["wardCode"] or district
        if row["wardCode"]:
            communes.append(_commune(row, era, district))
    communes.sort(key=_order)
    by_province: defaultdict[str, list[Commune]] = defaultdict(list)
    for each in communes:
        by_province[each.province_code].append(each)
    return Areas(
        provinces={each.code: each for each in sorted(provinces.values(), key=_order)},
        districts={each.code: each for each in sorted(districts.values(), key=_order)},
        communes={each.code: each for each in communes},
        by_province={code: tuple(found) for code, found in by_province.items()},
        codes_by_key=codes,
    )


def _commune(row: sqlite3.Row, era: Era, district: str) -> Commune:
    """Make a commune of a row."""
    return Commune(
        era=era,
        code=row["wardCode"],
        name=row["ward"],
        short_name=row["wardShort"],
        type=row["wardType"],
        province_code=row["provinceCode"],
        district_code=district,
        latitude=row["wardLat"],
        longitude=row["wardLon"],
    )


def _order(area: Province | District | Commune) -> tuple[str, str]:
    """Sort by the name without its type, then with it."""
    return folding.sort_key(area.short_name), folding.sort_key(area.name)


@cache
def load_changes() -> Changes:
    """Load the mapping of old areas to new ones once for the life of the process."""
    data = json.loads(_data_file("converter_2025.json").read_text(encoding="utf-8"))
    old, new = load(Era.OLD), load(Era.NEW)
    became: defaultdict[str, list[Successor]] = defaultdict(list)
    for old_key, new_key, change, is_default in _links(data):
        heir = new.communes[new.codes_by_key[new_key]]
        became[old.codes_by_key[old_key]].append(Successor(heir, change, is_default))
    came_from: defaultdict[str, list[Commune]] = defaultdict(list)
    for code, each in old.communes.items():
        for successor in became[code]:
            came_from[successor.commune.code].append(each)
    return Changes(
        provinces={
            old.codes_by_key[old_key]: new.codes_by_key[new_key]
            for new_key, old_keys in data["DICT_PROVINCE"].items()
            for old_key in old_keys
        },
        successors={
            code: tuple(sorted(found, key=lambda each: (not each.is_default, _order(each.commune))))
            for code, found in became.items()
        },
        predecessors={code: tuple(found) for code, found in came_from.items()},
    )


def _links(data: Mapping[str, Any]) -> Iterator[tuple[str, str, Change, bool]]:
    """Walk the mapping as the data writes it: whole communes by their heir, divided ones with each of their heirs."""
    for province_key, heirs in data["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for heir_key, old_keys in heirs.items():
            for old_key in old_keys:
                yield old_key, f"{province_key}_{heir_key}", Change.WHOLE, True
    for province_key, divided in data["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old_key, parts in divided.items():
            for part in parts:
                yield (
                    old_key,
                    f"{province_key}_{part['newWardKey']}",
                    Change.DIVIDED,
                    part["isDefaultNewWard"],
                )
