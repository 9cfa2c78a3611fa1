"""Which of the 34 provinces the demo plays in: Quảng Ngãi, or another one by name or code (`make demo PROVINCE=…`)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache

from motcua.domain.folding import fold
from motcua.services import areas
from motcua.services.area_data import Era

# Identifier (QĐ 20/2020/QĐ-TTg) of each province by the code of its area, since 1/7/2025.
CODES = {
    "01": "H26", "04": "H14", "08": "H60", "11": "H18", "12": "H35", "14": "H52", "15": "H38", "19": "H55", "20": "H37", "22": "H49",
    "24": "H05", "25": "H44", "31": "H24", "33": "H31", "37": "H42", "38": "H56", "40": "H41", "42": "H27", "44": "H50", "46": "H57",
    "48": "H17", "51": "H48", "52": "H21", "56": "H32", "66": "H15", "68": "H36", "75": "H19", "79": "H29", "80": "H53", "82": "H20",
    "86": "H61", "91": "H01", "92": "H13", "96": "H12",
}  # fmt: skip
DEFAULT = "H48"
SHOWN = {"H48": "Ba Tơ"}  # the commune that is told in full; elsewhere the first one
WORDS = ("tinh ", "thanh pho ", "tp ", "tp. ")


class UnknownProvince(LookupError):
    """There is no province of that name or code; the message lists those there are."""


@dataclass(frozen=True)
class Place:
    """A province as the demo names it."""

    code: str  # H48
    area: str  # 51
    name: str  # Tỉnh Quảng Ngãi
    short: str  # Quảng Ngãi

    @property
    def old_areas(self) -> tuple[str, ...]:
        """Return the areas of the provinces that it took in."""
        return tuple(p.code for p in areas.provinces(Era.OLD) if areas.province_since(p.code).code == self.area)

    @property
    def shown(self) -> str:
        """Return the commune that is told in full: Ba Tơ."""
        return self._shown().short_name

    @property
    def there(self) -> str:
        """Return that commune as it stands within a sentence: xã Ba Tơ."""
        name = self._shown().name
        return name[:1].lower() + name[1:]

    @property
    def within(self) -> str:
        """Return the name as it stands within a sentence: tỉnh Quảng Ngãi."""
        return self.name[:1].lower() + self.name[1:]

    @property
    def name_en(self) -> str:
        """Return the English name."""
        return f"{self.short} City" if self.name.startswith("Thành phố") else f"{self.short} Province"

    def _shown(self) -> areas.Commune:
        communes = sorted(areas.communes(self.area), key=lambda area: area.code)
        return next((c for c in communes if c.short_name == SHOWN.get(self.code)), communes[0])


def current() -> Place:
    """Return the province of this installation, by MOTCUA_PROVINCE_CODE. Raises UnknownProvince."""
    return named(os.environ.get("MOTCUA_PROVINCE_CODE", DEFAULT))


@cache
def named(text: str) -> Place:
    """Return the province of an identifier (H48), an area's code (51) or a name, with marks or without. Raises UnknownProvince."""
    wanted = fold(text.strip())
    for word in WORDS:
        wanted = wanted.removeprefix(word)
    for province in areas.provinces():
        code = CODES[province.code]
        if wanted in (fold(code), province.code, fold(province.short_name), fold(province.short_name).replace(" ", "")):
            return Place(code, province.code, province.name, province.short_name)
    raise UnknownProvince(
        f"there is no province {text!r}; there are: " + ", ".join(f"{p.short_name} ({CODES[p.code]})" for p in areas.provinces())
    )
