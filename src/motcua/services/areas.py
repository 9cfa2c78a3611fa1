"""Administrative areas of Viet Nam before and since 1/7/2025: lists, search, and which new commune an old one became."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from motcua.domain import folding
from motcua.services.area_data import (
    Areas,
    Change,
    Commune,
    District,
    Era,
    Province,
    Successor,
    load,
    load_changes,
)

__all__ = [
    "Change",
    "Commune",
    "District",
    "Era",
    "Province",
    "Successor",
    "UnknownArea",
    "commune",
    "communes",
    "districts",
    "find",
    "known",
    "predecessors",
    "province",
    "province_since",
    "provinces",
    "successors",
]


class UnknownArea(LookupError):
    """Raised when no area of that era has that code."""


def provinces(era: Era = Era.NEW) -> tuple[Province, ...]:
    """List the provinces of an era: 34 now, 63 before 1/7/2025."""
    return tuple(load(era).provinces.values())


def districts(province: str) -> tuple[District, ...]:
    """List the districts an old province had; raises UnknownArea."""
    known = load(Era.OLD)
    _province(known, province)
    return tuple(each for each in known.districts.values() if each.province_code == province)


def communes(province: str, era: Era = Era.NEW, *, district: str | None = None) -> tuple[Commune, ...]:
    """List the communes of a province of an era, or of one of its old districts; raises UnknownArea."""
    known = load(era)
    _province(known, province)
    found = known.by_province.get(province, ())
    if district is None:
        return found
    if district not in known.districts or known.districts[district].province_code != province:
        raise UnknownArea(f"no district {district} in province {province} ({era})")
    return tuple(each for each in found if each.district_code == district)


def province(code: str, era: Era = Era.NEW) -> Province:
    """Give a province by its code; raises UnknownArea."""
    return _province(load(era), code)


def commune(code: str, era: Era = Era.NEW) -> Commune:
    """Give a commune by its code; raises UnknownArea."""
    try:
        return load(era).communes[code]
    except KeyError:
        raise UnknownArea(f"no commune {code} ({era})") from None


def known(code: str, era: Era) -> bool:
    """Tell whether a province, a district or a commune had the code in the era."""
    listed = load(era)
    return code in listed.provinces or code in listed.districts or code in listed.communes


def successors(old_code: str) -> tuple[Successor, ...]:
    """List what an old commune became, the default first; an island district without communes goes by its own code.

    Raises UnknownArea.
    """
    try:
        return load_changes().successors[old_code]
    except KeyError:
        raise UnknownArea(f"no commune {old_code} ({Era.OLD})") from None


def predecessors(new_code: str) -> tuple[Commune, ...]:
    """List the old communes that a new one took in, whole or in part; raises UnknownArea."""
    commune(new_code)
    return load_changes().predecessors.get(new_code, ())


def province_since(old_code: str) -> Province:
    """Give the province an old province belongs to since 1/7/2025; raises UnknownArea."""
    province(old_code, Era.OLD)
    return province(load_changes().provinces[old_code])


def find(
    text: str, province: str | None = None, era: Era = Era.NEW, *, limit: int = 20
) -> tuple[Commune, ...]:
    """Find communes by name as people write it: without marks or type, P. 5 or Phường 05, Thủy or Thuỷ.

    Exact names come first, then names that begin so, then names that contain it. `province` narrows to one province's
    code and raises UnknownArea; an empty text finds nothing.
    """
    places = load(era).communes.values() if province is None else communes(province, era)
    typed = folding.fold(text)
    wanted, bare = _key(typed), _key(_TYPE.sub("", typed))
    if not bare:
        return ()
    keys = _search_keys(era)
    scored = ((_distance(keys[each.code], wanted, bare), each) for each in places)
    near = [(distance, each) for distance, each in scored if distance is not None]
    as_typed = folding.sort_key(
        text
    )  # the same letters and tones, wherever the tone is written: Ba Tơ before Ba Tô
    # Sorting is stable: at the same distance the alphabetical order stays.
    near.sort(key=lambda pair: (pair[0], as_typed not in _spellings(pair[1])))
    return tuple(each for _, each in near[:limit])


_TYPE = re.compile(r"^(?:(?:phuong|xa|thi tran|dac khu) |(?:p|x|tt|dk)\.? ?(?=[0-9])|(?:p|x|tt|dk)\. ?)")


def _spellings(area: Commune) -> tuple[str, str]:
    """Give a commune's name with and without its type, marks kept."""
    return folding.sort_key(area.name), folding.sort_key(area.short_name)


def _key(folded: str) -> str:
    """Reduce a folded name to letters and digits, numbers without leading zeros."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", re.sub(r"[\W_]", "", folded))


def _distance(keys: tuple[str, str], wanted: str, bare: str) -> int | None:
    """Tell how far a commune (key with its type, key without) is from what was typed with and without its type."""
    full, short = keys
    if wanted in (full, short):
        return 0
    if bare == short:
        return 1
    if bare.isdigit():
        return None  # Phường 1 is not the beginning of Phường 10
    if short.startswith(wanted):
        return 2
    if short.startswith(bare):
        return 3
    return 4 if len(bare) > 2 and bare in short else None


@cache
def _search_keys(era: Era) -> Mapping[str, tuple[str, str]]:
    """Give the search keys of every commune of an era, by code: with its type and without (5 for Phường 5)."""
    names = {each.code: folding.fold(each.name) for each in load(era).communes.values()}
    return {code: (_key(name), _key(_TYPE.sub("", name))) for code, name in names.items()}


def _province(known: Areas, code: str) -> Province:
    """Find a province among the areas of an era; raises UnknownArea."""
    try:
        return known.provinces[code]
    except KeyError:
        raise UnknownArea(f"no province {code}") from None
