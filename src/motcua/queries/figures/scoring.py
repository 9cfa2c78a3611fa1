"""Agencies and officials scored by TT 01/2018/TT-VPCP: what is counted of them in a period, and the points it gives."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from motcua.domain.figures import counted as c
from motcua.domain.figures import scoring
from motcua.domain.figures.parts import Part, during, value
from motcua.domain.figures.scoring import OF_OFFICIALS, Criterion, Score, Tally
from motcua.domain.figures.sources import Source
from motcua.domain.people.units import Unit
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import configuration
from motcua.queries.figures import readings, sums
from motcua.storage import statements
from motcua.storage.people.models import Staff

SEES_STAFF = (Role.HEAD, Role.CONTROLLER)  # whoever answers for the staff; readers of figures see no names

_TALLY: Mapping[str, Part] = {
    "settled": c.SETTLED, "early": c.SETTLED_EARLY, "on_time": c.SETTLED_ON_TIME, "stepped": c.SETTLED_STEPPED, "steps_early": c.SETTLED_STEPS_EARLY,
    "steps_on_time": c.SETTLED_STEPS_ON_TIME, "not_asked": c.SETTLED_NOT_ASKED, "asked_once": c.SETTLED_ASKED_ONCE, "afar": c.SETTLED_AFAR,
    "early_unblamed": c.SETTLED_EARLY_UNBLAMED, "on_time_unblamed": c.SETTLED_ON_TIME_UNBLAMED,
}  # fmt: skip
_MORE: Mapping[str, Part] = {"received": c.RECEIVED, "received_online": c.RECEIVED_ONLINE, "online_late": c.SETTLED_ONLINE_LATE}
_ALL = {**_TALLY, **_MORE}

# One official's own time in the steps they had of each dossier, and what else is scored of it. `own` is read as a fact reads `steps`.
_OFFICIALS = """
WITH mine AS (
  SELECT x.assignee, f.dossier_id, f.timeliness, f.supplements, f.afar, f.complained, CASE
    WHEN bool_or(x.ended_at - w.waited > x.due_at) THEN 'late'
    WHEN bool_and(date_trunc('hour', x.ended_at - w.waited) < date_trunc('hour', x.due_at)) THEN 'early'
    WHEN count(x.due_at) > 0 THEN 'on_time' END AS own
  FROM dossiers_steprun x JOIN figures_fact f ON f.dossier_id = x.dossier_id CROSS JOIN LATERAL (
    SELECT COALESCE(sum(LEAST(p.ended_at, x.ended_at) - GREATEST(p.started_at, x.started_at)), interval '0') AS waited
    FROM dossiers_pause p WHERE p.dossier_id = x.dossier_id AND p.started_at < x.ended_at AND COALESCE(p.ended_at, x.ended_at) > x.started_at
  ) w
  WHERE x.unit_id = %s AND x.assignee IS NOT NULL AND x.ended_at IS NOT NULL AND f.ended_on BETWEEN %s AND %s AND f.ended = 'done'
    AND f.accepted_on IS NOT NULL
  GROUP BY x.assignee, f.dossier_id
)
SELECT assignee, count(*), count(*) FILTER (WHERE timeliness = 'early'), count(*) FILTER (WHERE timeliness = 'on_time'), count(own),
  count(*) FILTER (WHERE own = 'early'), count(*) FILTER (WHERE own = 'on_time'), count(*) FILTER (WHERE supplements <= 0),
  count(*) FILTER (WHERE supplements = 1), count(*) FILTER (WHERE afar), count(*) FILTER (WHERE timeliness = 'early' AND NOT complained),
  count(*) FILTER (WHERE timeliness = 'on_time' AND NOT complained)
FROM mine GROUP BY assignee
"""


@dataclass(frozen=True)
class Scored:
    """Points by criterion, their sum, and how many criteria are not known."""

    scores: Mapping[Criterion, Score]
    total: Decimal
    unknown: int

    @property
    def most(self) -> Decimal:
        """What the sum can come to at most, were everything unknown full."""
        return self.total + scoring.MOST * self.unknown


@dataclass(frozen=True)
class Official:
    """A member of staff with the dossiers settled in the period in which they had a step."""

    id: str
    name: str
    settled: int
    scored: Scored


def used(day: dt.date) -> bool:
    """Return whether the scoring of TT 01/2018 is used on a day (setting `scoring_2018`)."""
    return bool(configuration.current().setting("scoring_2018", day))


def agencies(*, first: dt.date, last: dt.date, groups: Mapping[str, Collection[str]]) -> dict[str, Scored]:
    """Return the scores of groups of units (name -> ids) in a period, both days included, by all nine criteria."""
    everything = frozenset().union(*groups.values()) if groups else frozenset[str]()
    amounts = sums.of_terms([during(part) for part in _ALL.values()], first=first, last=last, units=everything, by_unit=True)
    asked = readings.Asked(first, last, everything, by_unit=True)
    entered = {code: readings.read_entered(code, asked) for code in _ENTERED}
    known = _petitions_known(last)
    found = {}
    for name, units in groups.items():
        counts: dict[str, int] = defaultdict(int)
        settling = set()
        for unit in units:
            terms = amounts.get((unit, ""), {})
            for key, part in _ALL.items():
                counts[key] += value(during(part), {t: terms.get(t, 0) for t in during(part)})
            if any(terms.values()):
                settling.add(unit)
        scores = scoring.of_dossiers(Tally(**{key: counts[key] for key in _TALLY}), petitions_known=known)
        scores |= _of_agency(units, counts, _Entered(entered, units, settling, asked))
        found[name] = Scored(scores, *scoring.total(scores))
    return found


def unit_of(actor: Actor, unit: Unit | None) -> Unit | None:
    """Return the unit whose officials the actor may see by name: the one asked for where they head or control it; None: not theirs."""
    return unit if unit is not None and str(unit.id) in actor.reach_as(*SEES_STAFF) else None


def officials(*, unit: uuid.UUID | str, first: dt.date, last: dt.date) -> list[Official]:
    """Return the officials of one unit with their scores by criteria 1, 2, 3, 4 and 7, those with the fewest points first."""
    known = _petitions_known(last)
    rows = statements.run(_OFFICIALS, [str(unit), first, last])
    names = {str(key): name for key, name in Staff.objects.filter(id__in=[row[0] for row in rows]).values_list("id", "name")}
    found = []
    for key, *numbers in rows:
        tally = Tally(**dict(zip(_TALLY, (int(str(n)) for n in numbers), strict=True)))
        scores = scoring.of_dossiers(tally, petitions_known=known)
        scored = Scored(scores, *scoring.total(scores, OF_OFFICIALS))
        found.append(Official(str(key), names.get(str(key), ""), tally.settled, scored))
    return sorted(found, key=lambda o: (o.scored.total, -o.settled, o.name))


_ENTERED = ("one_stop_whole", "one_stop_procedures", "procedures_posted", "procedures_published", "petitions", "petitions_on_time")


def _petitions_known(day: dt.date) -> bool:
    return bool(configuration.current().setting(f"source_{Source.PETITIONS.value}", day))


class _Entered:
    """What the units of a group entered; nothing where one that has dossiers entered nothing."""

    def __init__(self, entered: Mapping[str, Mapping[str, int]], units: Collection[str], needed: Collection[str], asked: readings.Asked) -> None:
        self.entered, self.units, self.needed, self.asked = entered, units, set(needed), asked

    def _told(self, code: str) -> list[str]:
        told = [unit for unit in self.units if unit in self.entered[code]]
        return told if self.needed <= set(told) else []

    def sum(self, code: str) -> int | None:
        """Return the sum of what they entered."""
        told = self._told(code)
        return sum(self.entered[code][unit] for unit in told) if told else None

    def procedures(self, code: str) -> int:
        """Return how many procedures the units that entered have."""
        units = configuration.current().units
        return sum(len(readings.in_scope([units[unit]], self.asked.offers)) for unit in self._told(code) if unit in units)


def _of_agency(units: Collection[str], counts: Mapping[str, int], given: _Entered) -> dict[Criterion, Score]:
    """Return criteria 5, 6, 8 and 9: from what the units entered, and from the catalogue."""
    config = configuration.current()
    scope = readings.in_scope([config.units[u] for u in units if u in config.units], given.asked.offers)
    return {
        Criterion.ONE_STOP: scoring.one_stop(
            done=given.sum("one_stop_whole"), received=given.sum("one_stop_procedures"), of=given.procedures("one_stop_procedures")
        ),
        Criterion.PUBLICATION: scoring.publication(
            posted=given.sum("procedures_posted"), electronic=given.sum("procedures_published"), of=given.procedures("procedures_posted")
        ),
        Criterion.PETITIONS: scoring.petitions(on_time=given.sum("petitions_on_time"), of=given.sum("petitions")),
        Criterion.ONLINE: scoring.online(
            offered=sum(o.is_online for o in scope), procedures=len(scope), received_online=counts["received_online"], received=counts["received"],
            late=counts["online_late"],
        ),
    }  # fmt: skip
