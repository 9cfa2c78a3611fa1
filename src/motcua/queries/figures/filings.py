"""Online filing from the first page to the result: drafts begun and sent, and what became of what was filed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from motcua.domain.dossiers.states import Place
from motcua.domain.figures.filings import SUMS, Lost, Stage
from motcua.domain.figures.parts import Term, value
from motcua.domain.hours import ZONE
from motcua.queries.figures import sums
from motcua.storage import statements

PRACTISED = "practice"  # how citizens of practice sign in: `services.practice.entering.PROVIDER`
KEPT = dt.timedelta(days=90)  # as long an unsent draft is kept: `services.drafts.KEEP_UNSENT`

# An answer to a request for papers is a draft too: its dossier was filed before it was begun. What is practised is not counted: neither a
# dossier with a learner nor a draft of the invented citizen beside one.
_DRAFTS = (
    "SELECT COALESCE(d.received_unit_id, r.unit_id)::text, count(*), count(r.sent_at) FROM dossiers_draft r "
    "LEFT JOIN dossiers_dossier d ON d.id = r.dossier_id WHERE r.created_at >= %s AND r.created_at < %s AND r.place <> %s "
    "AND (r.dossier_id IS NULL OR d.filed_at >= r.created_at) AND d.learner IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM people_citizen c WHERE c.id = r.citizen_id AND c.provider = %s) GROUP BY 1"
)


@dataclass(frozen=True)
class Drafts:
    """Drafts begun in the period that are still kept, and how many of them were sent since."""

    begun: int = 0
    sent: int = 0

    def __add__(self, other: Drafts) -> Drafts:
        return Drafts(self.begun + other.begun, self.sent + other.sent)


def read(groups: Mapping[str, Collection[str]], *, first: dt.date, last: dt.date) -> dict[str, dict[Stage | Lost, int]]:
    """Return for each group of units (name -> ids) how many filings of a period came to each stage, and what became of the others."""
    units = frozenset().union(*groups.values()) if groups else frozenset()
    amounts = sums.of_terms(SUMS.values(), first=first, last=last, units=units, by_unit=True)
    found = {}
    for name, inner in groups.items():
        terms = {Term(t.part, t.when): 0 for one in SUMS.values() for t in one}
        for unit in inner:
            for term, amount in amounts.get((unit, ""), {}).items():
                terms[term] += amount
        found[name] = {key: value(one, terms) for key, one in SUMS.items()}
    return found


def drafts(*, first: dt.date, last: dt.date) -> dict[str, Drafts]:
    """Return the drafts begun in a period, both days included, by the unit they are for ("" where none was chosen yet)."""
    begin, end = (dt.datetime.combine(day, dt.time(), tzinfo=ZONE) for day in (first, last + dt.timedelta(days=1)))
    rows = statements.run(_DRAFTS, [begin, end, Place.COUNTER.value, PRACTISED])
    return {str(unit or ""): Drafts(int(str(begun)), int(str(sent))) for unit, begun, sent in rows}


def complete(first: dt.date, today: dt.date) -> bool:
    """Tell whether every draft begun since a day is still kept: unsent ones are thrown away after ninety days."""
    return first >= today - KEPT
