"""Units of the administration as a tree in time: who stands above whom, who is in force on a day, who continues whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

# The district level ended with 30/6/2025 (NQ 203/2025/QH15; Luật Tổ chức chính quyền địa phương 72/2025/QH15).
LAST_DISTRICT_DAY = date(2025, 6, 30)


class UnitKind(StrEnum):
    """What a unit is."""

    PROVINCE_COMMITTEE = "province_committee"  # UBND cấp tỉnh
    DEPARTMENT = "department"  # sở, ban, ngành
    COMMUNE_COMMITTEE = "commune_committee"  # UBND cấp xã
    DISTRICT = "district"  # UBND cấp huyện, đến hết 30/6/2025
    ONE_STOP_CENTRE = "one_stop_centre"  # Trung tâm Phục vụ hành chính công cấp tỉnh, cấp xã
    ONE_STOP_POINT = "one_stop_point"  # điểm tiếp nhận
    OFFICE = "office"  # phòng, ban chuyên môn, văn phòng
    TAX = "tax"  # thuế
    LAND_OFFICE = "land_office"  # văn phòng, chi nhánh văn phòng đăng ký đất đai
    POLICE = "police"  # công an
    SECTOR = "sector"  # cơ quan ngành dọc khác
    POST = "post"  # bưu chính công ích
    VILLAGE_TEAM = "village_team"  # tổ công nghệ số cộng đồng
    MINISTRY = "ministry"  # bộ, cơ quan ngang bộ


class Level(StrEnum):
    """The level of government a unit works at."""

    MINISTRY = "ministry"  # trung ương
    PROVINCE = "province"  # cấp tỉnh
    DISTRICT = "district"  # cấp huyện, đến hết 30/6/2025
    COMMUNE = "commune"  # cấp xã
    OUTSIDE = "outside"  # ngoài bộ máy hành chính


_LOCAL = frozenset({Level.PROVINCE, Level.DISTRICT, Level.COMMUNE})
LEVELS: Mapping[UnitKind, frozenset[Level]] = {
    UnitKind.PROVINCE_COMMITTEE: frozenset({Level.PROVINCE}),
    UnitKind.DEPARTMENT: frozenset({Level.PROVINCE}),
    UnitKind.COMMUNE_COMMITTEE: frozenset({Level.COMMUNE}),
    UnitKind.DISTRICT: frozenset({Level.DISTRICT}),
    UnitKind.ONE_STOP_CENTRE: _LOCAL,
    UnitKind.ONE_STOP_POINT: _LOCAL,
    UnitKind.OFFICE: _LOCAL | {Level.MINISTRY},
    UnitKind.TAX: _LOCAL,
    UnitKind.LAND_OFFICE: _LOCAL,
    UnitKind.POLICE: _LOCAL,
    UnitKind.SECTOR: _LOCAL,
    UnitKind.POST: frozenset({Level.OUTSIDE}),
    UnitKind.VILLAGE_TEAM: frozenset({Level.COMMUNE, Level.OUTSIDE}),
    UnitKind.MINISTRY: frozenset({Level.MINISTRY}),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it was between two days, both included; without a last day it is still there."""

    id: UUID
    code: str
    name: str
    kind: UnitKind
    level: Level
    parent_id: UUID | None
    area_code: str
    valid_from: date
    valid_to: date | None = None
    successor_id: UUID | None = None
    practice: bool = False  # đơn vị học tập: nothing in it is counted or sent


class UnitProblemCode(StrEnum):
    """What a tree of units must not have."""

    SAME_ID = "same_id"
    SAME_CODE = "same_code"
    ENDS_BEFORE_START = "ends_before_start"
    PARENT_UNKNOWN = "parent_unknown"
    PARENT_CYCLE = "parent_cycle"
    PARENT_ENDED = "parent_ended"
    SUCCESSOR_UNKNOWN = "successor_unknown"
    SUCCESSOR_CYCLE = "successor_cycle"
    SUCCESSOR_OF_LIVING = "successor_of_living"
    SUCCESSOR_EARLIER = "successor_earlier"
    SUCCESSOR_LATER = "successor_later"
    LEVEL_OF_KIND = "level_of_kind"
    DISTRICT_TOO_LATE = "district_too_late"


@dataclass(frozen=True, slots=True)
class UnitProblem:
    """One thing wrong with one unit."""

    unit_id: UUID
    code: UnitProblemCode


def in_force(unit: Unit, day: date) -> bool:
    """Tell whether a unit exists on a day."""
    return unit.valid_from <= day and (unit.valid_to is None or day <= unit.valid_to)


def subtree(units: Iterable[Unit], root: UUID) -> tuple[Unit, ...]:
    """Give a unit and everything under it, parents before children, in the order given; nothing when it is unknown."""
    known = list(units)
    children: defaultdict[UUID | None, list[Unit]] = defaultdict(list)
    for unit in known:
        children[unit.parent_id].append(unit)
    found: dict[UUID, Unit] = {}
    waiting = [unit for unit in known if unit.id == root]
    while waiting:
        unit = waiting.pop()
        if unit.id not in found:
            found[unit.id] = unit
            waiting.extend(reversed(children[unit.id]))
    return tuple(found.values())


def ancestors(units: Iterable[Unit], unit: Unit) -> tuple[Unit, ...]:
    """Give the units above a unit, the nearest first."""
    by_id = {each.id: each for each in units}
    return tuple(_walk(by_id, unit.parent_id, lambda each: each.parent_id, seen={unit.id}))


def continues(units: Iterable[Unit], unit: Unit, day: date) -> Unit | None:
    """Find who does a unit's work on a day: itself while it exists, else the heir of the heir that exists then.

    None before it existed and when nobody took over.
    """
    if day < unit.valid_from:
        return None
    by_id = {each.id: each for each in units}
    chain = (unit, *_walk(by_id, unit.successor_id, lambda each: each.successor_id, seen={unit.id}))
    return next((each for each in chain if in_force(each, day)), None)


def problems(units: Iterable[Unit]) -> list[UnitProblem]:
    """List everything wrong with a set of units, unit by unit in the order given."""
    known = list(units)
    by_id = {unit.id: unit for unit in known}
    ids = Counter(unit.id for unit in known)
    by_code: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in known:
        by_code[unit.code].append(unit)
    found: list[UnitProblem] = []
    for unit in known:
        codes = [
            *([UnitProblemCode.SAME_ID] if ids[unit.id] > 1 else []),
            *([UnitProblemCode.SAME_CODE] if _code_is_shared(unit, by_code[unit.code]) else []),
            *_own_problems(unit),
            *_parent_problems(unit, by_id),
            *_successor_problems(unit, by_id),
        ]
        found.extend(UnitProblem(unit.id, code) for code in codes)
    return found


def _own_problems(unit: Unit) -> Iterator[UnitProblemCode]:
    """Find what is wrong with a unit by itself."""
    if unit.valid_to is not None and unit.valid_to < unit.valid_from:
        yield UnitProblemCode.ENDS_BEFORE_START
    if unit.level not in LEVELS[unit.kind]:
        yield UnitProblemCode.LEVEL_OF_KIND
    is_district = UnitKind.DISTRICT is unit.kind or Level.DISTRICT is unit.level
    if is_district and _last_day(unit) > LAST_DISTRICT_DAY:
        yield UnitProblemCode.DISTRICT_TOO_LATE


def _parent_problems(unit: Unit, by_id: Mapping[UUID, Unit]) -> Iterator[UnitProblemCode]:
    """Find what is wrong between a unit and what stands above it."""
    if unit.parent_id is None:
        return
    parent = by_id.get(unit.parent_id)
    if parent is None:
        yield UnitProblemCode.PARENT_UNKNOWN
    elif _in_cycle(by_id, unit, lambda each: each.parent_id):
        yield UnitProblemCode.PARENT_CYCLE
    elif _last_day(unit) > _last_day(parent):
        yield UnitProblemCode.PARENT_ENDED


def _successor_problems(unit: Unit, by_id: Mapping[UUID, Unit]) -> Iterator[UnitProblemCode]:
    """Find what is wrong between a unit and its heir, which must exist on the day after the unit's last."""
    if unit.successor_id is None:
        return
    heir = by_id.get(unit.successor_id)
    if unit.valid_to is None:
        yield UnitProblemCode.SUCCESSOR_OF_LIVING
    if heir is None:
        yield UnitProblemCode.SUCCESSOR_UNKNOWN
    elif _in_cycle(by_id, unit, lambda each: each.successor_id):
        yield UnitProblemCode.SUCCESSOR_CYCLE
    elif unit.valid_to is not None and _last_day(heir) <= unit.valid_to:
        yield UnitProblemCode.SUCCESSOR_EARLIER
    elif unit.valid_to is not None and heir.valid_from > unit.valid_to + timedelta(days=1):
        yield UnitProblemCode.SUCCESSOR_LATER


def _code_is_shared(unit: Unit, namesakes: Iterable[Unit]) -> bool:
    """Tell whether another unit has the same code on some day; codes are given again once their unit has ended."""
    return any(
        other.id != unit.id and other.valid_from <= _last_day(unit) and unit.valid_from <= _last_day(other)
        for other in namesakes
    )


def _last_day(unit: Unit) -> date:
    """Give the last day of a unit, the end of time while it has none."""
    return unit.valid_to or date.max


def _in_cycle(by_id: Mapping[UUID, Unit], unit: Unit, following: Callable[[Unit], UUID | None]) -> bool:
    """Tell whether following the links from a unit comes back to it."""
    reached = [unit, *_walk(by_id, following(unit), following, seen={unit.id})]
    return following(reached[-1]) == unit.id


def _walk(
    by_id: Mapping[UUID, Unit],
    start: UUID | None,
    following: Callable[[Unit], UUID | None],
    *,
    seen: set[UUID],
) -> Iterator[Unit]:
    """Follow links from unit to unit, never twice through the same."""
    while start is not None and start not in seen and start in by_id:
        seen.add(start)
        yield by_id[start]
        start = following(by_id[start])
