"""Search for people: everyday words, with or without marks, with slips of the finger, by code, field or unit.

The database finds candidates by index (full text, else word similarity); `domain.procedures.relevance` ranks them.
One statement a search; what is curated (synonyms, moments of life) is kept in memory an epoch long.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from motcua.domain.procedures import relevance, search_words
from motcua.domain.procedures.relevance import Candidate, Score, Sought
from motcua.domain.procedures.revision import Text
from motcua.domain.procedures.search_words import Word
from motcua.queries import configuration, search_filters, search_terms, search_vocabulary
from motcua.queries.configuration import Configuration
from motcua.queries.search_filters import Filters
from motcua.queries.search_terms import Terms
from motcua.queries.search_vocabulary import Vocabulary

LONGEST = 200  # letters of a query that are looked at
_ENOUGH = 8  # with so many full matches nothing vaguer is asked

_COLUMNS = (
    "p.id, p.code, p.name, p.field_name, p.agency, p.levels, p.audience, p.in_scope, p.completeness = 'complete', "
    "p.filings, p.titles::text, p.online"
)
_FIND = """
WITH strict AS MATERIALIZED (
  SELECT p.id FROM procedures_procedure p WHERE p.search @@ %(strict)s::tsquery AND {visible}
  ORDER BY p.completeness, ts_rank(p.search, %(strict)s::tsquery, 1) DESC, p.filings DESC LIMIT 60
), loose AS MATERIALIZED (
  SELECT p.id FROM procedures_procedure p
  WHERE (SELECT count(*) FROM strict) < %(enough)s AND p.search @@ %(loose)s::tsquery AND {visible}
  ORDER BY p.completeness, ts_rank(p.search, %(loose)s::tsquery, 1) DESC, p.filings DESC LIMIT 40
), near AS (
  SELECT p.id FROM procedures_procedure p
  WHERE %(odd)s <> '' AND NOT EXISTS (SELECT 1 FROM strict) AND %(odd)s <%% p.folded AND {visible}
  ORDER BY word_similarity(%(odd)s, p.folded) DESC, p.completeness, p.filings DESC LIMIT 30
), named AS (
  SELECT p.id FROM procedures_procedure p
  WHERE p.code = ANY(%(codes)s) OR (p.code = ANY(%(pointed)s) AND {visible})
)
SELECT {columns} FROM procedures_procedure p WHERE p.id IN (
  SELECT id FROM strict UNION SELECT id FROM loose UNION SELECT id FROM near UNION SELECT id FROM named
)
"""
_LIST = (
    "SELECT {columns} FROM procedures_procedure p WHERE {visible} ORDER BY p.sort_key, p.code LIMIT %(limit)s"
)


@dataclass(frozen=True)
class Hit:
    """One procedure found. `why`: code, synonym, words, or near when a slip was forgiven."""

    id: uuid.UUID
    code: str
    name: Text
    short: Text | None
    plain: Text | None
    field: Text
    agency: str
    levels: tuple[str, ...]
    audience: tuple[str, ...]
    online: str
    in_scope: bool
    complete: bool
    why: str
    score: float


@dataclass(frozen=True)
class Help:
    """Somewhere to go on from: a moment of life or a field of administration."""

    kind: str  # life_event | field
    key: str
    name: Text


@dataclass(frozen=True)
class SearchAnswer:
    """What was found, the best first; `corrected` is what was probably meant; `help` where to look otherwise."""

    hits: tuple[Hit, ...]
    corrected: str | None = None
    help: tuple[Help, ...] = ()


class _Row(NamedTuple):
    """A candidate's row, in the order of `_COLUMNS`."""

    id: uuid.UUID
    code: str
    name: str
    field: str
    agency: str
    levels: list[str]
    audience: list[str]
    in_scope: bool
    complete: bool
    filings: int
    titles: str  # JSON
    online: str


@dataclass(frozen=True)
class Suggestion:
    """A completion while somebody types."""

    code: str
    text: Text


def find(
    text: str,
    *,
    filters: Filters | Mapping[str, str] | None = None,
    limit: int = 20,
    on: dt.date | None = None,
    config: Configuration | None = None,
) -> SearchAnswer:
    """Return the procedures that answer what somebody typed, and help when few or none do.

    Citizens find what is in scope or published here, anything else by its exact code; `filters` narrow, or widen to
    the whole catalogue for its controllers. With `on`, procedures that have ended by that day are left out too.
    Filters without a text list what they leave. Raises TypeError for a filter of an unknown name.
    """
    return _find(text, search_filters.of(filters), limit, on, config or configuration.current(), prefix=False)


def suggest(text: str, *, limit: int = 8, on: dt.date | None = None) -> tuple[Suggestion, ...]:
    """Return completions while somebody types: the last word may be unfinished."""
    prefix = bool(text) and text[-1].isalnum()
    found = (
        _find(text, Filters(), limit, on, configuration.current(), prefix=prefix)
        if text.strip()
        else SearchAnswer(())
    )
    return tuple(Suggestion(hit.code, hit.short or hit.name) for hit in found.hits)


def sought(text: str, vocabulary: Vocabulary, *, prefix: bool) -> Sought:
    """Return what somebody typed as it is searched: its words, their other wordings, codes it names or points to."""
    typed = text[:LONGEST]
    codes = search_words.codes(typed)
    words = search_words.query(search_words.CODE.sub(" ", typed) if codes else typed)
    met = search_vocabulary.meet(vocabulary, words)
    return Sought(words=words, wordings=met.wordings, codes=codes, pointed=met.pointed, prefix=prefix)


def statement(
    asked: Sought, terms: Terms, filters: Filters, on: dt.date | None
) -> tuple[str, dict[str, object]]:
    """Return the one statement of a search, with its values."""
    visible, values = search_filters.to_sql(filters, on)
    values |= {
        "strict": terms.strict, "loose": terms.loose, "odd": terms.odd, "codes": list(asked.codes),
        "pointed": list(asked.pointed), "enough": _ENOUGH,
    }  # fmt: skip
    return _FIND.format(visible=visible, columns=_COLUMNS), values


def _find(
    text: str, filters: Filters, limit: int, on: dt.date | None, config: Configuration, *, prefix: bool
) -> SearchAnswer:
    vocabulary = search_vocabulary.load(config)
    asked = sought(text, vocabulary, prefix=prefix)
    if not asked.words and not asked.codes:
        return SearchAnswer(_listed(filters, on, limit) if filters != Filters() else ())
    ranked = _ranked(
        asked, _rows(*statement(asked, search_terms.of(asked, vocabulary.spelling), filters, on)), limit
    )
    hits = tuple(_hit(row, score) for row, score in ranked)
    corrected = relevance.corrected(asked.words, ranked[0][1].slips) if ranked else None
    return SearchAnswer(hits, corrected, _help(vocabulary, asked.words, hits) if not asked.codes else ())


def _listed(filters: Filters, on: dt.date | None, limit: int) -> tuple[Hit, ...]:
    """What the filters leave, in alphabetical order."""
    condition, values = search_filters.to_sql(filters, on)
    with connection.cursor() as cursor:
        cursor.execute(_LIST.format(visible=condition, columns=_COLUMNS), {**values, "limit": limit})
        return tuple(_hit(_Row(*line), Score(0.0, "listed")) for line in cursor.fetchall())


def _rows(text: str, values: Mapping[str, object]) -> list[_Row]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return [_Row(*line) for line in cursor.fetchall()]


def _ranked(asked: Sought, rows: Iterable[_Row], limit: int) -> list[tuple[_Row, Score]]:
    """The rows that answer well enough, the best first; of several rows of one code only the best."""
    candidates = [
        (row, _candidate(row.code, row.name, row.field, row.agency, row.titles, row.complete)) for row in rows
    ]
    matcher = relevance.Matcher(asked, [candidate for _row, candidate in candidates])
    scored = [(row, matcher.score(candidate, filings=row.filings)) for row, candidate in candidates]
    scored.sort(key=lambda pair: (-pair[1].value, not pair[0].in_scope, pair[0].name, str(pair[0].id)))
    best: dict[str, tuple[_Row, Score]] = {}
    for row, score in scored:
        if score.value >= relevance.LEAST:
            best.setdefault(row.code, (row, score))
    return list(best.values())[:limit]


@lru_cache(maxsize=8_000)
def _candidate(code: str, name: str, field: str, agency: str, titles: str, complete: bool) -> Candidate:
    """A row made ready for ranking: the same until its texts change."""
    told = json.loads(titles)
    short, names, get = told.get("short") or {}, told.get("name") or {"vi": name}, told.get("get") or {}
    return Candidate(
        code=code,
        heads=tuple(relevance.phrase(str(t)) for t in (*short.values(), *(told.get("words") or []))),
        names=tuple(relevance.phrase(str(t)) for t in names.values()),
        around=tuple(relevance.phrase(str(t)) for t in (field, agency, *get.values()) if t),
        complete=complete,
    )


def _hit(row: _Row, score: Score) -> Hit:
    titles = json.loads(row.titles)
    return Hit(
        id=row.id, code=row.code, name=_text(titles.get("name")) or Text(row.name), short=_text(titles.get("short")),
        plain=_text(titles.get("plain")), field=_text(titles.get("field")) or Text(row.field), agency=row.agency,
        levels=tuple(row.levels), audience=tuple(row.audience), online=row.online, in_scope=row.in_scope,
        complete=row.complete, why=score.why, score=round(score.value, 4),
    )  # fmt: skip


def _help(vocabulary: Vocabulary, words: Sequence[Word], hits: Sequence[Hit]) -> tuple[Help, ...]:
    """Moments of life the query names; where nothing fits, the nearest ones and the fields."""
    if hits:
        named = search_vocabulary.named(vocabulary, words)
        return tuple(Help("life_event", event.key, event.name) for event in named)
    events = search_vocabulary.nearest(vocabulary, words, limit=6)
    fields = search_filters.fields_like(words, limit=6)
    return (
        *(Help("life_event", e.key, e.name) for e in events),
        *(Help("field", f, Text(f)) for f in fields),
    )


def _text(value: object) -> Text | None:
    return (
        Text(str(value.get("vi", "")), value.get("en"))
        if isinstance(value, Mapping) and value.get("vi")
        else None
    )
