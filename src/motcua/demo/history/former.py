"""The offices of before 1/7/2025: one-stops of districts and old communes, the departments of then; closed, each with its heir."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from motcua.domain.people.units import LAST_DISTRICT_DAY, UnitKind
from motcua.services import configuration as configuration_service
from motcua.storage import ids
from motcua.storage.people.models import Unit

FIRST = dt.date(2011, 1, 1)
# Departments whose name was another one, or that took in others, by the end of the code they have today.
NAMES = {
    "09": "Sở Khoa học và Công nghệ (trước sắp xếp)", "11": "Sở Lao động - Thương binh và Xã hội", "13": "Sở Kế hoạch và Đầu tư",
    "18": "Sở Giao thông vận tải", "24": "Sở Tài nguyên và Môi trường",
}  # fmt: skip


def build() -> int:
    """Make the offices of before that are not there yet; return how many."""
    with transaction.atomic():
        if Unit.objects.filter(kind=UnitKind.ONE_STOP_CENTRE.value, valid_to=LAST_DISTRICT_DAY).exists():
            return 0
        made = [*_desks(), *_province()]
        Unit.objects.bulk_create(made)
        configuration_service.changed()
    return len(made)


def _desks() -> list[Unit]:
    """Return one-stops of districts and communes of before; the centre of whoever continues their committee continues them."""
    centres = {u.parent_id: u for u in Unit.objects.filter(kind=UnitKind.ONE_STOP_CENTRE.value, valid_to=None, practice=False)}
    kinds = (UnitKind.DISTRICT.value, UnitKind.COMMUNE_COMMITTEE.value)
    closed = Unit.objects.filter(kind__in=kinds, valid_to=LAST_DISTRICT_DAY, practice=False).order_by("code")
    return [
        _closed(
            unit, code=_desk_code(unit.code), name=f"Bộ phận Tiếp nhận và Trả kết quả {unit.name.removeprefix('UBND ')}",
            kind=UnitKind.ONE_STOP_CENTRE, heir=centres.get(unit.successor_id),
        )
        for unit in closed
    ]  # fmt: skip


def _desk_code(code: str) -> str:
    """Return the code of the one-stop (bộ phận một cửa) of a closed unit: H48.C21484 has H48.B21484; codes of slips stay short."""
    above, _dot, own = code.rpartition(".")
    return f"{above}.B{own[1:]}"


def _province() -> list[Unit]:
    """Return the province's centre and departments of before, under the codes that their heirs have."""
    root = Unit.objects.get(kind=UnitKind.PROVINCE_COMMITTEE.value, valid_to=None, practice=False)
    made = []
    for unit in Unit.objects.filter(parent=root, level="province", valid_to=None, practice=False).order_by("code"):
        if unit.kind == UnitKind.ONE_STOP_CENTRE.value:
            name = "Trung tâm Phục vụ - Kiểm soát thủ tục hành chính tỉnh"
        elif unit.kind == UnitKind.DEPARTMENT.value:
            name = NAMES.get(unit.code.rpartition(".")[2], unit.name)
        else:
            continue
        made.append(_closed(root, code=unit.code, name=name, kind=UnitKind(unit.kind), heir=unit, level="province"))
    return made


def _closed(above: Unit, *, code: str, name: str, kind: UnitKind, heir: Unit | None, level: str = "") -> Unit:
    return Unit(
        id=ids.new(), code=code, name=name, kind=kind.value, level=level or above.level, parent=above, area_code=above.area_code if not level else "",
        valid_from=FIRST, valid_to=LAST_DISTRICT_DAY, successor=heir,
    )  # fmt: skip
