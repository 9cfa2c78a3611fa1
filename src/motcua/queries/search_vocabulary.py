"""Synonyms, moments of life and the words of the catalogue: read once an epoch, met with a query in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from motcua.domain.procedures import relevance, search_words
from motcua.domain.procedures.revision import Text
from motcua.domain.procedures.search_words import Word
from motcua.domain.procedures.spelling import Spelling
from motcua.queries.configuration import Configuration
from motcua.storage.procedures.models import LifeEvent, Synonym

MOST_WORDINGS = 4
_SYNONYM, _EVENT = 0.95, 0.5  # what a synonym or a moment of life that covers the whole query is worth
_STEP = 0.02  # how much less each further code of the list counts


@dataclass(frozen=True)
class Entry:
    """A synonym: its words, what it means in the catalogue, the procedures it points to, the best first."""

    words: tuple[str, ...]
    terms: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Event:
    """A moment of life."""

    key: str
    name: Text
    words: tuple[tuple[str, ...], ...]  # in each language
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Everything curated that helps a query."""

    by_length: Mapping[int, Mapping[tuple[str, ...], Entry]]
    events: tuple[Event, ...]
    spelling: Spelling


@dataclass(frozen=True)
class Met:
    """What the vocabulary makes of a query: other wordings, codes with a weight."""

    wordings: tuple[tuple[Word, ...], ...]
    pointed: Mapping[str, float]


@lru_cache(maxsize=2)
def load(config: Configuration) -> Vocabulary:
    """Return the vocabulary of the configuration at hand: read anew when that is."""
    by_length: dict[int, dict[tuple[str, ...], Entry]] = {}
    for row in Synonym.objects.all():
        words = search_words.words(row.words)
        by_length.setdefault(len(words), {})[words] = Entry(words, tuple(row.terms), tuple(row.codes))
    events = tuple(_event(row) for row in LifeEvent.objects.order_by("ordinal", "key"))
    return Vocabulary(by_length, events, Spelling(_words_of_the_catalogue()))


def _words_of_the_catalogue() -> dict[str, int]:
    """The words under which what citizens see is found, with how many procedures hold each."""
    seen = "SELECT search FROM procedures_procedure WHERE in_scope OR current_id IS NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, ndoc FROM ts_stat(%s)", [seen])
        return dict(cursor.fetchall())


def meet(vocabulary: Vocabulary, words: Sequence[Word]) -> Met:
    """Return what a query's words mean: other wordings, the codes they point to with a weight, moments of life."""
    pointed: dict[str, float] = {}
    wordings: list[tuple[Word, ...]] = []
    total = sum(word.worth for word in words) or 1.0
    for entry, first, closeness in _found(vocabulary, words):
        span = words[first : first + len(entry.words)]
        weight = _SYNONYM * closeness * sum(word.worth for word in span) / total
        for place, code in enumerate(entry.codes):
            pointed[code] = max(pointed.get(code, 0.0), weight - _STEP * place)
        for term in entry.terms:
            wordings.append((*words[:first], *search_words.query(term), *words[first + len(entry.words) :]))
    for event in named(vocabulary, words):
        for place, code in enumerate(event.codes):
            pointed[code] = max(pointed.get(code, 0.0), _EVENT * _share(event, words) - _STEP * place)
    return Met(tuple(wordings[:MOST_WORDINGS]), pointed)


def named(vocabulary: Vocabulary, words: Sequence[Word]) -> tuple[Event, ...]:
    """Return the moments of life that hold most of what a query says."""
    return tuple(event for event in vocabulary.events if words and _share(event, words) >= 0.6)


def nearest(vocabulary: Vocabulary, words: Sequence[Word], *, limit: int) -> tuple[Event, ...]:
    """Return the moments of life nearest to a query, then the first ones: something to go on with."""
    ranked = sorted(vocabulary.events, key=lambda event: -_share(event, words))
    return tuple(ranked[:limit])


def _found(vocabulary: Vocabulary, words: Sequence[Word]) -> list[tuple[Entry, int, float]]:
    """The synonyms in a query, the longest first; where none stands exactly, those with one slip a word."""
    folded = tuple(word.folded for word in words)
    exact: list[tuple[Entry, int, float]] = []
    for length in sorted(vocabulary.by_length, reverse=True):
        entries = vocabulary.by_length[length]
        for first in range(len(folded) - length + 1):
            entry = entries.get(folded[first : first + length])
            if entry is not None:
                exact.append((entry, first, 1.0))
    return exact or _misspelt(vocabulary, folded)


def _misspelt(vocabulary: Vocabulary, folded: tuple[str, ...]) -> list[tuple[Entry, int, float]]:
    found = []
    for length, entries in vocabulary.by_length.items():
        if length < 2 or length > len(folded):
            continue
        for entry in entries.values():
            for first in range(len(folded) - length + 1):
                if _near(entry.words, folded[first : first + length]):
                    found.append((entry, first, relevance.NEAR))
    return found


def _near(words: tuple[str, ...], typed: tuple[str, ...]) -> bool:
    """Whether all words are the same but one, and that one has a single slip."""
    other = [(a, b) for a, b in zip(words, typed, strict=True) if a != b]
    if len(other) != 1:
        return False
    meant, given = other[0]
    return min(len(meant), len(given)) >= 3 and relevance.distance(meant, given, most=1) <= 1


def _share(event: Event, words: Sequence[Word]) -> float:
    """The share of the query's worth that stands in the moment's name."""
    total = sum(word.worth for word in words) or 1.0
    return max((sum(w.worth for w in words if w.folded in name) / total for name in event.words), default=0.0)


def _event(row: LifeEvent) -> Event:
    name = Text(str(row.name.get("vi", "")), row.name.get("en"))
    words = tuple(search_words.words(text) for text in (name.vi, name.en) if text)
    return Event(row.key, name, words, tuple(row.codes))
