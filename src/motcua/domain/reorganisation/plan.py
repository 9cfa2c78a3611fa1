"""What a reorganisation will do to the tree of units: which units end, which begin, who continues what, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from motcua.domain.people import units
from motcua.domain.people.units import LEVELS, Level, Unit, UnitKind
from motcua.domain.reorganisation.heirs import Heirs, Share
from motcua.domain.reorganisation.sheet import NOBODY, Fault, Line, Problem

# A unit without a line of its own goes with the one above it: to the heir's unit of the first of these kinds that the
# heir has exactly once, at last to the heir itself (None).
_FOLLOWS: Mapping[UnitKind, tuple[UnitKind | None, ...]] = {
    UnitKind.ONE_STOP_CENTRE: (UnitKind.ONE_STOP_CENTRE,),
    UnitKind.ONE_STOP_POINT: (UnitKind.ONE_STOP_POINT, UnitKind.ONE_STOP_CENTRE),
    UnitKind.VILLAGE_TEAM: (UnitKind.VILLAGE_TEAM, None),
    UnitKind.OFFICE: (UnitKind.OFFICE, None),
}


@dataclass(frozen=True)
class Plan:
    """The tree after the day, and the way there; with problems nothing of it may be done."""

    on: date
    openings: tuple[Unit, ...]
    closings: tuple[Unit, ...]  # as they will be: with their last day, and whoever continues them wholly
    shares: tuple[Share, ...]
    after: tuple[Unit, ...]  # every unit as it will be
    problems: tuple[Problem, ...]

    def heirs(self) -> Heirs:
        """Return who takes over what of whom."""
        return Heirs(self.shares, self.after)


@dataclass(frozen=True)
class _Target:
    unit: Unit
    opened: bool


class _Maker:
    """The tree in the making: one look-up of units by code, as they are on the last day of the old and the first of the new."""

    def __init__(self, lines: Sequence[Line], known: Iterable[Unit], on: date, new_id: Callable[[str], UUID]) -> None:
        self.lines, self.on, self.new_id = lines, on, new_id
        self.last = on - timedelta(days=1)
        self.known = {unit.id: unit for unit in known}
        self.problems: list[Problem] = []
        # one that ends with that day anyway has been dealt with
        self.there = {u.code.upper(): u for u in self.known.values() if units.in_force(u, self.last) and u.valid_to != self.last}
        self.coming = {u.code.upper(): u for u in self.known.values() if u.valid_from == on}
        self.olds = {line.old for line in lines}
        self.kept = {line.old for line in lines if line.new == line.old and self._same_name(line)}
        self.opened: dict[str, Unit] = {}
        self.shares: list[Share] = []
        self.parents = {line.new: line.parent for line in reversed(lines) if line.parent}  # the first line that says so

    def _same_name(self, line: Line) -> bool:
        unit = self.there.get(line.old)
        return unit is not None and line.name in ("", unit.name)

    def fault(self, line: int, fault: Fault, about: str = "") -> None:
        problem = Problem(line, fault, about)
        if problem not in self.problems:
            self.problems.append(problem)


def make(*, lines: Sequence[Line], known: Iterable[Unit], on: date, new_id: Callable[[str], UUID]) -> Plan:
    """Return what the lines do to the known units on the day; `new_id` gives the id of a unit opened under a code.

    A unit whose line names itself without another name goes on; with another name it ends and its successor takes the
    code. A unit that stands under an ending one and has no line goes to the unit of its kind under the heir.
    """
    maker = _Maker(lines, known, on, new_id)
    _open(maker)
    _share(maker)
    _follow(maker)
    _parents(maker)
    closings = _closings(maker)
    changed = {unit.id: unit for unit in (*closings, *maker.opened.values())}
    after = tuple({**maker.known, **changed}.values())
    _judge(maker, after, {unit.id for unit in changed.values()})
    return Plan(on, tuple(maker.opened.values()), closings, tuple(maker.shares), after, tuple(sorted(maker.problems, key=lambda p: p.line)))


def _open(maker: _Maker) -> None:
    """Make the units that do not exist yet; what several lines say of one must agree."""
    said: dict[str, Line] = {}
    for line in maker.lines:
        if line.new == NOBODY or line.new in maker.kept or _exists(maker, line):
            continue
        first = said.setdefault(line.new, line)
        if first is not line:
            said[line.new] = _joined(maker, first, line)
    for code, line in said.items():
        old = maker.there.get(line.old)
        kind = line.kind or (old.kind if old else None)
        if not line.name:
            maker.fault(line.number, Fault.NAME_MISSING, code)
        if kind is None:
            continue
        level = line.level or _level(kind, old)
        if level is None:
            maker.fault(line.number, Fault.LEVEL_MISSING, code)
            continue
        maker.opened[code] = Unit(maker.new_id(code), code, line.name, kind, level, None, line.area, maker.on)


def _exists(maker: _Maker, line: Line) -> bool:
    """Tell whether the new unit is there already: in force and not ending, or added beforehand from the day on."""
    unit = maker.coming.get(line.new) or (maker.there.get(line.new) if line.new not in maker.olds else None)
    if unit is None or not units.in_force(unit, maker.on):
        return False
    if line.name and line.name != unit.name:
        maker.fault(line.number, Fault.NAME_DIFFERS, f"{line.new}: {unit.name}")
    return True


def _joined(maker: _Maker, first: Line, line: Line) -> Line:
    """Fill in what a later line says of the same new unit; a contradiction is a problem."""
    filled: dict[str, object] = {}
    for name in ("name", "kind", "level", "parent", "area"):
        told, again = getattr(first, name), getattr(line, name)
        if again and told and again != told:
            maker.fault(line.number, Fault.TOLD_DIFFERENTLY, f"{line.new}: {told} / {again}")
        elif again and not told:
            filled[name] = again
    return replace(first, **filled)  # type: ignore[arg-type]


def _level(kind: UnitKind, old: Unit | None) -> Level | None:
    possible = LEVELS[kind] - {Level.DISTRICT}
    if old is not None and old.level in possible:
        return old.level
    return next(iter(possible)) if len(possible) == 1 else None


def _target(maker: _Maker, code: str) -> Unit | None:
    if code in maker.kept:
        return maker.there[code]
    return maker.opened.get(code) or maker.coming.get(code) or (maker.there.get(code) if code not in maker.olds else None)


def _share(maker: _Maker) -> None:
    """Say who takes over what, line by line."""
    beside = {line.old for line in maker.lines if line.new != NOBODY}
    for line in maker.lines:
        old = maker.there.get(line.old)
        if old is None:
            maker.fault(line.number, Fault.OLD_NOT_FOUND, line.old)
        elif line.new == NOBODY:
            if line.old in beside:
                maker.fault(line.number, Fault.NOBODY_BESIDE, line.old)
        elif (target := _target(maker, line.new)) is not None:
            maker.shares.append(
                Share(old.id, target.id, frozenset(line.fields), frozenset(line.areas), main=line.main, line=line.number)
            )


def _follow(maker: _Maker) -> None:
    """Let the units under an ending one follow it, from the top down."""
    children: dict[UUID, list[Unit]] = {}
    for unit in maker.there.values():
        if unit.parent_id is not None:
            children.setdefault(unit.parent_id, []).append(unit)
    waiting = [maker.there[code] for code in sorted(maker.olds - maker.kept) if code in maker.there]
    seen: set[UUID] = set()
    while waiting:
        parent = waiting.pop()
        line = next((each.number for each in maker.lines if each.old == parent.code.upper()), 0)
        for child in children.get(parent.id, ()):
            if child.code.upper() in maker.olds or child.id in seen:
                continue
            seen.add(child.id)
            waiting.append(child)
            _follow_one(maker, parent, child, line)


def _follow_one(maker: _Maker, parent: Unit, child: Unit, line: int) -> None:
    found = []
    for share in [s for s in maker.shares if s.old == parent.id]:
        heir = _counterpart(maker, share.new, child.kind)
        if heir is None:
            maker.fault(line, Fault.CHILD_WITHOUT_HEIR, f"{child.code} {child.name}")
            return
        found.append(replace(share, old=child.id, new=heir, derived=True))
    if not found:
        maker.fault(line, Fault.CHILD_WITHOUT_HEIR, f"{child.code} {child.name}")
    maker.shares += dict.fromkeys(found)


def _counterpart(maker: _Maker, heir: UUID, kind: UnitKind) -> UUID | None:
    """Return the unit under an heir that takes over from a unit of the kind; None where there is none, or several."""
    for wanted in _FOLLOWS.get(kind, (kind,)):
        if wanted is None:
            return heir
        here = [u for u in maker.known.values() if u.parent_id == heir and u.kind is wanted and units.in_force(u, maker.on)
                and u.code.upper() not in maker.olds - maker.kept]  # fmt: skip
        here += [u for code, u in maker.opened.items() if u.kind is wanted and _is(maker, maker.parents.get(code, ""), heir)]
        if len(here) == 1:
            return here[0].id
    return None


def _is(maker: _Maker, code: str, unit: UUID) -> bool:
    found = _target(maker, code) if code else None
    return found is not None and found.id == unit


def _parents(maker: _Maker) -> None:
    """Put each new unit under the one its line names, else under the heir of what stood above the old one."""
    whole = Heirs(maker.shares, ())
    for code, unit in list(maker.opened.items()):
        line = next((each for each in maker.lines if each.new == code and each.parent), None)
        first = next(each for each in maker.lines if each.new == code)
        if line is not None:
            parent = _target(maker, line.parent)
            if parent is None:
                maker.fault(line.number, Fault.PARENT_NOT_FOUND, line.parent)
        else:
            old = maker.there.get(first.old)
            parent = _above(maker, whole, old)
            if parent is None and old is not None and old.parent_id is not None:
                maker.fault(first.number, Fault.PARENT_MISSING, code)
        maker.opened[code] = replace(unit, parent_id=parent.id if parent else None)


def _above(maker: _Maker, whole: Heirs, old: Unit | None) -> Unit | None:
    """Return what the new unit stands under when nobody says: the unit above the old one, or who continues that wholly."""
    if old is None or old.parent_id is None:
        return None
    heir = whole.whole(old.parent_id)
    if heir is not None:
        return next((u for u in (*maker.opened.values(), *maker.known.values()) if u.id == heir), None)
    above = maker.known.get(old.parent_id)
    return above if above is not None and units.in_force(above, maker.on) and above.code.upper() not in maker.olds - maker.kept else None


def _closings(maker: _Maker) -> tuple[Unit, ...]:
    heirs = Heirs(maker.shares, ())
    ending = {maker.there[code].id for code in maker.olds - maker.kept if code in maker.there}
    ending |= {share.old for share in maker.shares if share.derived}
    return tuple(
        replace(unit, valid_to=maker.last, successor_id=heirs.whole(unit.id))
        for unit in maker.known.values() if unit.id in ending
    )  # fmt: skip


def _judge(maker: _Maker, after: Sequence[Unit], changed: set[UUID]) -> None:
    """Let the rules of the tree judge it as it will be; what was wrong before is not this table's fault."""
    before = set(units.problems(maker.known.values()))
    lines = {code: line.number for line in maker.lines for code in (line.old, line.new)}
    by_id = {unit.id: unit for unit in after}
    for problem in units.problems(after):
        if problem not in before and not maker.problems:
            unit = by_id[problem.unit_id]
            maker.fault(lines.get(unit.code.upper(), 0), Fault.TREE, f"{problem.code.value} {unit.code} {unit.name}")
