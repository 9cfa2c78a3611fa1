"""The ground on which stories grow, read once: offices of both eras with who continues them, staff, procedures with their limits."""

from __future__ import annotations

import datetime as dt
import math
import random
import uuid
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from motcua.demo.history import figures, paths
from motcua.demo.history.figures import NEW_ERA, Group, Level
from motcua.demo.history.minutes import Hours
from motcua.demo.history.townsfolk import Townsfolk
from motcua.domain.dossiers.limits import Limit, LimitUnit
from motcua.domain.dossiers.transitions import Action
from motcua.domain.fees.provincial import Area
from motcua.domain.people.units import Unit, UnitKind
from motcua.domain.procedures.revision import Channel, IssuedBy, Revision, Step
from motcua.queries import configuration, prices
from motcua.queries.configuration import Configuration
from motcua.services import areas
from motcua.services.dossiers import filing_areas
from motcua.storage.fees.models import FeeRow
from motcua.storage.people.models import StaffRole


@dataclass(frozen=True, slots=True)
class Office:
    """A committee with its one-stop, and the people who live there."""

    committee: str
    centre: str
    code: str  # of the one-stop: its dossiers are numbered with it
    weight: float
    folk: Townsfolk


@dataclass(frozen=True, slots=True)
class FeeLine:
    """A fee as every dossier of the kind and channel owes it; `row` is what its column values begin with, as COPY reads them."""

    key: str
    name: str
    kind: str
    quantity: int
    amount: int
    before: int | None
    basis: str


@dataclass(slots=True, eq=False)
class Kind:
    """A procedure as the stories use it."""

    code: str
    revision_id: str
    revision: Revision
    group: Group
    level: Level
    weight: float
    case: str
    last_day: dt.date | None
    online: bool
    papers: tuple[tuple[str, str, int, int, int], ...]  # component, name, originals, certified, copies
    result: tuple[str, str, str, str]  # key, name, code, sector system ("": issued here)
    legal: dict[str, Limit]
    steps: list[tuple[Step, Action]]
    answers: str = "{}"  # JSON with name, number and telephone of the owner left open
    turns: tuple[dt.date, ...] = ()  # days on which a fee of the province may change
    _promised: dict[tuple[str, dt.date], Limit] = field(default_factory=dict)
    _fees: dict[tuple[str, int, Area], tuple[FeeLine, ...]] = field(default_factory=dict)

    def promised(self, config: Configuration, channel: str, day: dt.date) -> Limit:
        """Return the limit the province promises on a day."""
        found = self._promised.get((channel, day))
        if found is None:
            found, _basis = prices.promised(config, self.revision, legal=self.legal[channel], channel=Channel(channel), on=day)
            self._promised[channel, day] = found
        return found

    def fees(self, config: Configuration, channel: str, day: dt.date, place: Area) -> tuple[FeeLine, ...]:
        """Return what one copy costs in a place on a day; a fee that asks for more than the case to be reckoned is left out."""
        key = channel, bisect_right(self.turns, day), place
        found = self._fees.get(key)
        if found is None:
            found = self._fees[key] = _fees(config, self.revision, Channel(channel), self.case, day, place)
        return found

    def level_on(self, day: dt.date) -> Level:
        """Return at which level it was settled on a day."""
        return Level.DISTRICT if day < NEW_ERA and self.group in figures.DISTRICT_GROUPS else self.level


class Ground:
    """Everything the stories of both eras stand on."""

    def __init__(self, seed: int) -> None:
        self.config = configuration.current()
        self.seed = seed
        self.today = Hours(self.config.national, self.config.clock_settings)
        self._hours: dict[str, Hours] = {}
        self.codes = {str(u.id): u.code for u in self.config.units.values()}
        self.heir = {str(u.id): str(u.successor_id) for u in self.config.units.values() if u.successor_id}
        self._holders = self._who()
        self._acting: dict[tuple[str, str], tuple[str, str]] = {}
        units = self.config.units.values()
        self.root = next(u for u in units if u.kind is UnitKind.PROVINCE_COMMITTEE and u.valid_to is None)
        self.communes = self._offices(UnitKind.COMMUNE_COMMITTEE, closed=False)
        self.old_communes = self._offices(UnitKind.COMMUNE_COMMITTEE, closed=True)
        self.districts = self._offices(UnitKind.DISTRICT, closed=True)
        self.centre, self.old_centre = self._centre(closed=False), self._centre(closed=True)
        self.kinds = kinds_of(self.config)
        self._priced, self._places = _territories(self.config), dict[str, Area]()
        self._shares: dict[tuple[Group, dt.date], tuple[list[Kind], list[float]]] = {}

    def place(self, unit: str) -> Area:
        """Return where a dossier of a unit belongs, as far as a row of the schedules makes a difference there."""
        found = self._places.get(unit)
        if found is None:
            new, old = _where(self.config.unit(unit), self.kinds[0].revision)
            found = self._places[unit] = Area(new=new & self._priced.new, old=old & self._priced.old)
        return found

    def hours(self, unit: str) -> Hours:
        """Return the working hours of a unit; those of the province where it has no others."""
        found = self._hours.get(unit)
        if found is None:
            calendar = self.config.calendar(unit)
            found = self.today if calendar is self.config.national else Hours(calendar, self.config.clock_settings)
            self._hours[unit] = found
        return found

    def acting(self, unit: str, role: str) -> tuple[str, str]:
        """Return id and name of who acts in a role for a unit; for one that is closed, who does in the unit that continues it."""
        found = self._acting.get((unit, role))
        if found is None:
            here: str | None = unit
            while here is not None and (here, role) not in self._holders:
                known = self.config.unit(here)
                here = self.heir.get(here) or (str(known.parent_id) if known.parent_id else None)
            found = self._holders[here, role] if here else self._holders[self.centre, role]
            self._acting[unit, role] = found
        return found

    def offices(self, level: Level, day: dt.date) -> list[Office]:
        """Return the offices of a level on a day."""
        if level is Level.DISTRICT:
            return self.districts
        return self.communes if day >= NEW_ERA else self.old_communes

    def department(self, code: str, day: dt.date) -> str:
        """Return the unit that a procedure names, as it was on the day."""
        found = self.config.unit_by_code(code, day)
        return str(found.id) if found else self.centre

    def step_unit(self, step: Step, received: str, competent: str, day: dt.date) -> str:
        """Return the unit of a step."""
        if step.unit in ("received", "competent"):
            return received if step.unit == "received" else competent
        return self.department(step.unit.partition(":")[2], day)

    def choice(self, group: Group, day: dt.date) -> tuple[list[Kind], list[float]]:
        """Return the procedures of a group that could be filed on a day, with the running sums of their weights."""
        found = self._shares.get((group, day))
        if found is None:
            kinds = [k for k in self.kinds if k.group is group and (k.last_day is None or k.last_day >= day)]
            found = self._shares[group, day] = kinds, list(accumulate(k.weight for k in kinds))
        return found

    def _who(self) -> dict[tuple[str, str], tuple[str, str]]:
        found: dict[tuple[str, str], tuple[str, str]] = {}
        held = StaffRole.objects.filter(valid_to=None, staff__is_active=True).order_by("staff__id")
        for unit, role, staff, name in held.values_list("unit_id", "role", "staff_id", "staff__name"):
            found.setdefault((str(unit), role), (str(staff), name))
        return found

    def _offices(self, kind: UnitKind, *, closed: bool) -> list[Office]:
        units = sorted(self.config.units.values(), key=lambda u: u.code)
        centres = {u.parent_id: u for u in units if u.kind is UnitKind.ONE_STOP_CENTRE}
        return [
            Office(str(u.id), str(centres[u.id].id), centres[u.id].code, _size(u), Townsfolk(u, self.seed))
            for u in units
            if u.kind is kind and (u.valid_to is not None) == closed and u.id in centres
        ]

    def _centre(self, *, closed: bool) -> str:
        return next(
            str(u.id) for u in self.config.units.values()
            if u.kind is UnitKind.ONE_STOP_CENTRE and u.parent_id == self.root.id and (u.valid_to is not None) == closed
        )  # fmt: skip


def kinds_of(config: Configuration) -> list[Kind]:
    """Return the procedures that stories are told of: with a workflow of our own units alone, counted in no other agency's chain."""
    found, turns = [], _turns()
    for code, published in sorted(config.published.items()):
        one = max(published, key=lambda p: (p.effective_from, p.number))
        revision = configuration.revision(one.id)
        if revision.workflow is None or not revision.results or revision.competence.kind:
            continue
        if any(s.linked or s.tasks or s.unit.startswith("linked:") for s in revision.workflow.steps):
            continue
        found.append(_kind(code, one.id, revision, one.effective_to, turns))
    return found


def _kind(code: str, revision_id: uuid.UUID, revision: Revision, last: dt.date | None, turns: tuple[dt.date, ...]) -> Kind:
    case = revision.cases[0].key if revision.cases else ""
    legal = {}
    for channel in Channel:
        rule = revision.rule(channel, case or None)
        if rule is not None and rule.limit is not None:
            unit = LimitUnit(rule.limit.unit)
            legal[channel.value] = Limit(1 if unit is LimitUnit.SAME_DAY else rule.limit.amount, unit)
    papers = tuple(
        (c.key, c.name.vi[:500], c.originals, c.certified, c.copies)
        for c in revision.needed(case or None)
        if c.required and not c.from_form and not c.show_only and c.when is None
    )
    kind = revision.results[0]
    system = (kind.system or "Phần mềm chuyên ngành") if kind.issued_by is IssuedBy.SECTOR else ""
    return Kind(
        code, str(revision_id), revision, figures.GROUP_OF_FIELD.get(revision.field.code, Group.REST),
        Level.PROVINCE if revision.competence.unit_code else Level.COMMUNE, figures.WEIGHTS.get(code, 1), case, last,
        Channel.ONLINE.value in legal, papers, (kind.key, kind.name.vi[:300], kind.code, system), legal,
        paths.steps_of(revision.workflow) if revision.workflow else [], turns=turns,
    )  # fmt: skip


def _fees(config: Configuration, revision: Revision, channel: Channel, case: str, day: dt.date, place: Area) -> tuple[FeeLine, ...]:
    try:
        quote = prices.quote(config, revision, channel=channel, case=case, on=day, answers={}, area=place)
    except (ValueError, LookupError):
        return ()
    return tuple(
        FeeLine(
            line.key, line.name.vi[:300], line.kind.value, line.quantity.count, line.amount, line.before if line.before != line.amount else None,
            "; ".join(f"{b.decision} {b.article}".strip() for b in line.basis)[:300],
        )
        for line in quote.lines
    )  # fmt: skip


def _turns() -> tuple[dt.date, ...]:
    """Return the days on which a row of the province's schedules begins, or the day after it ends."""
    found = set()
    for row in FeeRow.objects.all():
        found |= {row.first_day} | ({row.last_day + dt.timedelta(days=1)} if row.last_day else set())
    return tuple(sorted(found))


def _territories(config: Configuration) -> Area:
    """Return every code of an area in which a row of the schedules gives another amount."""
    rows = [row["territory"] for row in config.fee_rows if row.get("territory")]
    return Area(*(frozenset(code for row in rows if isinstance(row, dict) for code in row.get(era, ())) for era in ("new", "old")))


def _where(unit: Unit, revision: Revision) -> tuple[frozenset[str], frozenset[str]]:
    if unit.valid_to is None:
        return filing_areas.priced({}, (), revision, unit)
    old = {unit.area_code}
    for province in areas.provinces(areas.Era.OLD):
        known = {d.code for d in areas.districts(province.code)}
        if unit.area_code in known or any(c.code == unit.area_code for c in areas.communes(province.code, areas.Era.OLD)):
            old.add(province.code)
    return frozenset(), frozenset(old)


def _size(unit: Unit) -> float:
    """Return how much is filed at an office beside the others: towns more than villages, the same in every run."""
    town = any(word in unit.name for word in ("phường", "thị trấn", "thành phố"))
    return math.exp(random.Random(unit.code).gauss(0, 0.45)) * (2.2 if town else 1.0)
