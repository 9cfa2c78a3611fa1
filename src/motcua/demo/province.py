"""The demo's province (`place` says which): today's two levels with their one-stops, and the three levels of before with who continues."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field

from motcua.demo import place as places
from motcua.demo.place import Place
from motcua.domain.people.units import LAST_DISTRICT_DAY
from motcua.services import areas
from motcua.services.area_data import Era
from motcua.storage import ids
from motcua.storage.people.models import Unit

FIRST_DAY = dt.date(2025, 7, 1)
OLD_FIRST_DAY = dt.date(2011, 1, 1)
DEPARTMENTS = {
    "05": "Sở Công Thương",
    "06": "Sở Giáo dục và Đào tạo",
    "09": "Sở Khoa học và Công nghệ",
    "11": "Sở Nội vụ",
    "13": "Sở Tài chính",
    "16": "Sở Tư pháp",
    "17": "Sở Văn hóa, Thể thao và Du lịch",
    "18": "Sở Xây dựng",
    "19": "Sở Y tế",
    "20": "Thanh tra tỉnh",
    "24": "Sở Nông nghiệp và Môi trường",
    "26": "Sở Ngoại vụ",
}
KIND_WORD = {"Xã": "xã", "Phường": "phường", "Đặc khu": "đặc khu", "Thị trấn": "thị trấn"}


@dataclass
class Province:
    """The units by code, and each commune's committee, centre and area."""

    place: Place
    root: Unit
    centre: Unit
    departments: dict[str, Unit] = field(default_factory=dict)
    communes: list[Unit] = field(default_factory=list)
    centres: dict[uuid.UUID, Unit] = field(default_factory=dict)
    tax: Unit | None = None
    land: Unit | None = None
    police: Unit | None = None
    insurance: Unit | None = None

    @property
    def shown(self) -> Unit:
        """Return the commune that is told in full."""
        return self.commune_named(self.place.shown)

    def commune_named(self, short: str) -> Unit:
        """Return the commune whose name ends with the words given."""
        return next(u for u in self.communes if u.name.endswith(f" {short}"))


def build() -> Province:
    """Make every unit of the demo in a few statements."""
    place = places.current()
    code, name = place.code, place.within
    kind = name.removesuffix(f" {place.short}")
    root = _unit(code, f"UBND {name}", "province_committee", "province", None, area_code=place.area,
                 name_en=f"{place.short} People's Committee", address=f"52 Hùng Vương, {place.short}")  # fmt: skip
    centre = _unit(f"{code}.01", f"Trung tâm Phục vụ hành chính công {kind}", "one_stop_centre", "province", root,
                   address=f"54 Hùng Vương, {place.short}", phone="0255 000 0001")  # fmt: skip
    found = Province(place, root, centre)
    rows = [root, centre]
    for number, department in DEPARTMENTS.items():
        found.departments[f"{code}.{number}"] = _unit(f"{code}.{number}", department, "department", "province", root)
    land = found.departments[f"{code}.24"]
    found.tax = _unit(f"{code}.90", f"Thuế {name}", "tax", "province", root)
    found.land = _unit(f"{code}.91", f"Văn phòng Đăng ký đất đai {kind}", "land_office", "province", land)
    found.police = _unit(f"{code}.92", f"Công an {name}", "police", "province", root)
    found.insurance = _unit(f"{code}.93", f"Bảo hiểm xã hội {name}", "sector", "province", root)
    rows.append(_unit(f"{code}.24.01", f"Chi nhánh Văn phòng đăng ký đất đai khu vực {place.shown}", "land_office", "province", land))
    rows += [*found.departments.values(), found.tax, found.land, found.police, found.insurance]
    rows += _communes(found)
    there = found.shown.name.removeprefix("UBND ")
    rows.append(_unit("BD.01", f"Bưu điện {there}", "post", "outside", None, name_en=f"{place.shown} Post Office"))
    rows += _before(found)
    Unit.objects.bulk_create(rows)
    return found


def _communes(found: Province) -> list[Unit]:
    rows = []
    for number, area in enumerate(sorted(areas.communes(found.place.area), key=lambda a: a.code), start=101):
        kind = KIND_WORD.get(area.type, "xã")
        name = f"UBND {kind} {area.short_name}"
        committee = _unit(f"{found.place.code}.{number}", name, "commune_committee", "commune", found.root, area_code=area.code)
        place = f"{kind} {area.short_name}"
        desk = _unit(f"{found.place.code}.{number}.01", f"Trung tâm Phục vụ hành chính công {place}", "one_stop_centre", "commune", committee,
                     area_code=area.code, address=f"Trụ sở UBND {place}", phone=f"0255 000 {number:04d}")  # fmt: skip
        team = _unit(f"{found.place.code}.{number}.09", f"Tổ công nghệ số cộng đồng {place}", "village_team", "commune", committee, area_code=area.code)
        found.communes.append(committee)
        found.centres[committee.id] = desk
        rows += [committee, desk, team]
        if number % 12 == 5:  # some communes have a second point
            rows.append(_unit(f"{found.place.code}.{number}.02", f"Điểm tiếp nhận số 2 {place}", "one_stop_point", "commune", desk, area_code=area.code))
    return rows


def _before(found: Province) -> list[Unit]:
    """The districts and communes until 30/6/2025, each with its successor: old dossiers show who received them."""
    by_area = {u.area_code: u for u in found.communes}
    rows = []
    for province in found.place.old_areas:
        for district in areas.districts(province):
            unit = _unit(f"{found.place.code}.D{district.code}", f"UBND {district.name[0].lower()}{district.name[1:]}", "district", "district",
                         found.root, area_code=district.code, valid_from=OLD_FIRST_DAY, valid_to=LAST_DISTRICT_DAY)  # fmt: skip
            rows.append(unit)
            for area in areas.communes(province, Era.OLD, district=district.code):
                heirs = areas.successors(area.code)
                heir = by_area.get(heirs[0].commune.code) if heirs else None
                kind = KIND_WORD.get(area.type, "xã")
                rows.append(
                    _unit(f"{found.place.code}.C{area.code}", f"UBND {kind} {area.short_name} (cũ)", "commune_committee", "commune", unit,
                          area_code=area.code, valid_from=OLD_FIRST_DAY, valid_to=LAST_DISTRICT_DAY, successor=heir)
                )  # fmt: skip
                if unit.successor is None and heir is not None:
                    unit.successor = heir
    return rows


def _unit(code: str, name: str, kind: str, level: str, parent: Unit | None, **more: object) -> Unit:
    more.setdefault("valid_from", FIRST_DAY)
    return Unit(id=ids.new(), code=code, name=name, kind=kind, level=level, parent=parent, **more)
