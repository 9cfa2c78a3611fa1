"""From an address as people write it in a form to the area it lies in today."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings

from motcua.domain import folding
from motcua.domain.people import units
from motcua.domain.people.party import Address
from motcua.domain.people.units import UnitKind
from motcua.queries.configuration import Configuration
from motcua.services import areas
from motcua.services.area_data import Era, Province

ABROAD = "Nước ngoài"
_OFFICE = re.compile(r"^(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+", re.IGNORECASE)
_TYPE = re.compile(r"^(?:xa|phuong|thi tran|dac khu|tinh|thanh pho|tp\.?|x\.|p\.)\s*")


@dataclass(frozen=True)
class Found:
    """What could be made of an address: its area code when the commune is known, else names that come near."""

    address: Address
    province: Province | None
    near: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """Return the area code of today, or nothing."""
        return self.address.area_code_new

    @property
    def unknown_commune(self) -> bool:
        """Tell whether the province is known but has no such commune: the writer must look again."""
        return self.province is not None and not self.code


def resolve(config: Configuration, given: Mapping[str, object], day: dt.date) -> Found:
    """Return the area of an e-form address (line, commune, province, old_commune), marks deciding between namesakes."""
    line, commune, province_name, old = (
        folding.clean_text(str(given.get(part) or ""))
        for part in ("line", "commune", "province", "old_commune")
    )
    text = ", ".join(part for part in (line, commune, province_name) if part)
    if old:
        text += f" (trước 01/7/2025: {old})"
    province = province_named(province_name)
    if province is None or not commune:
        return Found(Address(text=text), province)
    ours = communes_here(config, day) if is_ours(province.name) else {}
    code = _named(commune, ours) or _named(commune, {c.name: c.code for c in areas.communes(province.code)})
    former = _former(old, province)
    address = Address(text=text, area_code_old=former, area_code_new=code, province_code=province.code)
    return Found(address, province, () if code else _near(commune, province))


def province_named(name: str) -> Province | None:
    """Return the present province of that name, with or without its type; an old province gives its heir."""
    wanted = _bare(name)
    if not wanted:
        return None
    for each in areas.provinces():
        if wanted in (_bare(each.name), _bare(each.short_name)):
            return each
    for former in areas.provinces(Era.OLD):
        if wanted in (_bare(former.name), _bare(former.short_name)):
            return areas.province_since(former.code)
    return None


def here() -> str:
    """Return the name of the province this installation serves."""
    return str(settings.ENVIRONMENT.province_name)


def is_ours(province: str) -> bool:
    """Tell whether a province is the one this installation serves."""
    return _bare(province) == _bare(settings.ENVIRONMENT.province_name)


def communes_here(config: Configuration, day: dt.date) -> dict[str, str]:
    """Return the communes whose committees are units of this province: name as people write it, area code."""
    found = {}
    for unit in config.units.values():
        if unit.kind is UnitKind.COMMUNE_COMMITTEE and unit.area_code and units.in_force(unit, day):
            name = _OFFICE.sub("", unit.name)
            found[name[:1].upper() + name[1:]] = unit.area_code
    return found


def _named(text: str, places: Mapping[str, str]) -> str:
    """Return the code of the one place so named: by letters and tones first, then without marks if only one fits."""
    exact = _codes(
        places,
        lambda name: folding.sort_key(text) in (folding.sort_key(name), folding.sort_key(_short(name))),
    )
    if len(exact) == 1:
        return exact[0]
    full = _codes(places, lambda name: folding.fold(text) == folding.fold(name))
    if len(full) == 1:
        return full[0]
    loose = _codes(places, lambda name: _bare(text) == _bare(name))
    return loose[0] if len(loose) == 1 and not exact else ""


def _codes(places: Mapping[str, str], fits) -> list[str]:  # type: ignore[no-untyped-def]
    return [code for name, code in places.items() if fits(name)]


def _short(name: str) -> str:
    """Return a commune's name without its type."""
    first, _gap, rest = name.partition(" ")
    return rest if folding.fold(first) in ("xa", "phuong") else name


def _bare(name: str) -> str:
    return _TYPE.sub("", folding.fold(name))


def _former(old: str, province: Province) -> str:
    """Return the code of before 1/7/2025 of an old commune, when only one of that name lies in the province of today."""
    if not old:
        return ""
    name = old.split(",")[0].strip()
    places = [
        each.code
        for each in areas.find(name, era=Era.OLD, limit=20)
        if _bare(each.name) == _bare(name) and areas.province_since(each.province_code) == province
    ]
    return places[0] if len(places) == 1 else ""


def _near(commune: str, province: Province) -> tuple[str, ...]:
    """Return communes of the province that the text may mean: of a like name, or heirs of an old one so named."""
    like = [each.name for each in areas.find(commune, province.code, limit=5)]
    heirs = (
        heir.commune.name
        for former in areas.find(commune, era=Era.OLD, limit=10)
        if _bare(former.name) == _bare(commune)
        for heir in areas.successors(former.code)
        if heir.commune.province_code == province.code
    )
    return _few([*like, *heirs])


def _few(names: Iterable[str], most: int = 5) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))[:most]
