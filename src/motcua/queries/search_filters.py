"""What narrows a search or a list of the catalogue, as SQL over its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db import connection

from motcua.domain.people.units import Level
from motcua.domain.procedures import relevance, search_words
from motcua.domain.procedures.search_words import Word
from motcua.queries import catalogue_pages, configuration
from motcua.queries.configuration import Configuration

BY_NAME = frozenset({"field", "level", "audience", "unit", "life_event", "online"})  # what citizens narrow by


@dataclass(frozen=True)
class Filters:
    """Each is left empty where it does not matter. `everything`: out of scope too, for the catalogue's controllers."""

    field: str = ""  # name of the field, as shown
    level: str = ""  # value of revision.Level
    audience: str = ""  # value of revision.Audience
    unit: str = ""  # code of a unit: what it settles
    life_event: str = ""  # key
    online: str = ""  # value of revision.OnlineLevel
    publisher: str = ""
    completeness: str = ""  # record | complete
    flag: str = ""  # a reason for review
    everything: bool = False


def of(given: Filters | Mapping[str, str] | None) -> Filters:
    """Return filters given as such, or by name as citizens' forms send them; a field may be given by its key in addresses.

    Raises TypeError for a name that is none of those citizens narrow by.
    """
    if not isinstance(given, Filters):
        unknown = set(given or {}) - BY_NAME
        if unknown:
            raise TypeError(f"no such filter: {min(unknown)}")
        given = Filters(**{name: value for name, value in (given or {}).items() if value})  # type: ignore[arg-type]
    if not given.field:
        return given
    by_key = {catalogue_pages.field_key(name): name for name in fields()}
    return replace(given, field=by_key.get(given.field, given.field))


def to_sql(filters: Filters, on: dt.date | None) -> tuple[str, dict[str, object]]:
    """Return a condition over `procedures_procedure p` with its values by name."""
    parts = [] if filters.everything else [_visible(on)]
    values: dict[str, object] = {} if on is None else {"on": on}
    simple = {
        "field": ("field_name = %(field)s", filters.field),
        "level": ("levels @> ARRAY[%(level)s]::varchar[]", filters.level),
        "audience": ("audience @> ARRAY[%(audience)s]::varchar[]", filters.audience),
        "online": ("online = %(online)s", filters.online),
        "publisher": ("publisher = %(publisher)s", filters.publisher),
        "completeness": ("completeness = %(completeness)s", filters.completeness),
        "flag": ("flags @> ARRAY[%(flag)s]::varchar[]", filters.flag),
    }
    for name, (condition, value) in simple.items():
        if value:
            parts.append(f"p.{condition}")
            values[name] = value
    if filters.life_event:
        parts.append("p.code IN (SELECT unnest(codes) FROM procedures_lifeevent WHERE key = %(life_event)s)")
        values["life_event"] = filters.life_event
    if filters.unit:
        parts.append(_unit(filters.unit, values))
    return " AND ".join(parts) or "true", values


def fields() -> tuple[str, ...]:
    """Return the names of the fields in scope, those with most procedures first."""
    return _fields(configuration.current())


@lru_cache(maxsize=2)
def _fields(_config: Configuration) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT field_name, count(*) FROM procedures_procedure WHERE in_scope AND field_name <> '' "
            "GROUP BY field_name ORDER BY 2 DESC, 1 LIMIT 500"
        )
        return tuple(str(line[0]) for line in cursor.fetchall())


def fields_like(words: Sequence[Word], *, limit: int) -> list[str]:
    """Return the names of fields in scope, those nearest to the words first."""
    return sorted(fields(), key=lambda name: -_nearness(words, search_words.words(name)))[:limit]


def _visible(on: dt.date | None) -> str:
    """In scope, or published here for information; not what has ended, where a day is given."""
    published = "p.in_scope OR p.current_id IS NOT NULL"
    return (
        f"({published})"
        if on is None
        else f"({published}) AND (p.closes_on IS NULL OR p.closes_on >= %(on)s)"
    )


def _unit(code: str, values: dict[str, object]) -> str:
    """What a unit settles: what names it, and for a commune's units everything of the communes."""
    units = [u for u in configuration.current().units.values() if u.code == code]
    values["unit"] = code
    if units and units[-1].level is Level.COMMUNE:
        return "(p.unit_code = %(unit)s OR (p.unit_code = '' AND p.levels @> ARRAY['commune']::varchar[]))"
    return "p.unit_code = %(unit)s"


def _nearness(words: Sequence[Word], name: Sequence[str]) -> float:
    return sum(
        word.worth
        for word in words
        if any(
            word.folded == n or (len(n) > 3 and relevance.distance(word.folded, n, most=1) <= 1) for n in name
        )
    )
