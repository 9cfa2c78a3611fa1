"""How well a procedure answers what somebody typed: a number from 0 to about 1.3, and why."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from motcua.domain.procedures import search_words
from motcua.domain.procedures.search_words import Word

EXACT_CODE = 10.0
LEAST = 0.42  # below this an answer is not shown
NEAR = 0.78  # a word with one slip, of at least four letters
_PREFIX, _TWO_SLIPS, _JOINED = 0.92, 0.6, 0.9


@dataclass(frozen=True)
class Phrase:
    """A text of a procedure that a query is held against: its folded words, the same as printed, what each is worth."""

    words: tuple[str, ...]
    printed: tuple[str, ...]
    worths: tuple[float, ...]

    @cached_property
    def worth(self) -> float:
        """What its words are worth together."""
        return sum(self.worths) or 1.0

    @cached_property
    def beside(self) -> frozenset[tuple[str, str]]:
        """Its words in pairs of neighbours."""
        return frozenset(itertools.pairwise(self.words))


def phrase(text: str) -> Phrase:
    """Return a text as a phrase."""
    words = search_words.words(text)
    return Phrase(words, search_words.printed(text), tuple(search_words.worth(word) for word in words))


@dataclass(frozen=True)
class Candidate:
    """What is known of a procedure when it is ranked."""

    code: str
    heads: tuple[Phrase, ...]  # short name, everyday words
    names: tuple[Phrase, ...]  # as published, in each language
    around: tuple[Phrase, ...]  # field, agency, what one gets
    complete: bool

    @cached_property
    def whole(self) -> Phrase:
        """Everything together."""
        parts = (*self.heads, *self.names, *self.around)
        return Phrase(
            tuple(w for p in parts for w in p.words), tuple(w for p in parts for w in p.printed),
            tuple(w for p in parts for w in p.worths),
        )  # fmt: skip


@dataclass(frozen=True)
class Sought:
    """A query: its words, other wordings by synonyms, and codes that synonyms and life events point to with a weight."""

    words: tuple[Word, ...]
    wordings: tuple[tuple[Word, ...], ...] = ()
    codes: tuple[str, ...] = ()
    pointed: Mapping[str, float] = field(default_factory=dict)
    prefix: bool = False  # the last word is still being typed


@dataclass(frozen=True)
class Score:
    """How well, and why: code, synonym, words, or near when a slip had to be forgiven."""

    value: float
    why: str
    slips: Mapping[str, str] = field(
        default_factory=dict
    )  # folded word typed -> printed word it was taken for


@dataclass(frozen=True)
class _Met:
    """How a wording meets a phrase: shares of the worth of each that found its partner."""

    share: float
    precise: float
    slips: Mapping[str, str]


_NOTHING_MET = _Met(0.0, 0.0, {})


@dataclass(frozen=True)
class _Wording:
    words: tuple[Word, ...]
    worth: float
    pairs: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, words: tuple[Word, ...]) -> _Wording:
        telling = [word.folded for word in words if not word.empty]
        return cls(words, sum(word.worth for word in words) or 1.0, frozenset(itertools.pairwise(telling)))


class Matcher:
    """Scores candidates against one query; a word that any candidate holds as typed is no slip of another."""

    def __init__(self, sought: Sought, candidates: Iterable[Candidate]) -> None:
        self._sought = sought
        self._wordings = [_Wording.of(words) for words in (sought.words, *sought.wordings)]
        typed = {word.folded for wording in self._wordings for word in wording.words}
        self._written: set[str] = set()
        for one in candidates:
            self._written |= typed.intersection(one.whole.words)
        self._known: dict[tuple[str, str], float] = {}
        self._last = sought.words[-1].folded if sought.words and sought.prefix else ""

    def score(self, candidate: Candidate, *, filings: int = 0) -> Score:
        """Return how well the candidate answers; what is filed often comes before its equal."""
        if candidate.code in self._sought.codes:
            return Score(EXACT_CODE + (0.1 if candidate.complete else 0.0), "code")
        best, slips = max((self._wording(w, candidate) for w in self._wordings), key=lambda way: way[0])
        pointed = self._sought.pointed.get(candidate.code, 0.0)
        value = max(best, pointed) + 0.15 * min(best, pointed) + _favour(candidate.complete, filings)
        if pointed > best:
            return Score(value, "synonym")
        return Score(value, "near" if slips else "words", slips)

    def _wording(self, wording: _Wording, candidate: Candidate) -> tuple[float, Mapping[str, str]]:
        """Short names and everyday words count most, then the published name, then field and agency, then all together."""
        best: tuple[float, Mapping[str, str]] = (0.0, {})
        for phrases, least, rest in (
            (candidate.heads, 0.52, 0.48), (candidate.names, 0.58, 0.36), (candidate.around, 0.48, 0.3),
            ((candidate.whole,), 0.56, 0.0),
        ):  # fmt: skip
            for one in phrases:
                met = self._meet(wording, one)
                value = met.share * (least + rest * met.precise)
                if value > best[0]:
                    best = (value, met.slips)
        return best

    def _meet(self, wording: _Wording, one: Phrase) -> _Met:
        met = marks = 0.0
        hit: set[int] = set()
        slips: dict[str, str] = {}
        for word in wording.words:
            closeness, places = self._closest(word.folded, one.words)
            if not places:
                continue
            met += word.worth * closeness
            hit.update(places)
            told = " ".join([one.printed[place] for place in places])
            marks += word.worth * (told == word.typed)
            if closeness <= NEAR and not word.empty:
                slips[word.folded] = told
        if not hit:
            return _NOTHING_MET
        precise = sum([one.worths[place] for place in hit]) / one.worth
        share = (met + 0.03 * marks) / wording.worth
        if wording.pairs:  # a little more where words of the query stand side by side
            share += 0.05 * len(wording.pairs & one.beside) / len(wording.pairs)
        return _Met(share, precise, slips)

    def _closest(self, typed: str, words: Sequence[str]) -> tuple[float, tuple[int, ...]]:
        if typed in words:
            return 1.0, (words.index(typed),)
        best: tuple[float, tuple[int, ...]] = (0.0, ())
        if typed in self._written and typed != self._last:
            return best
        for place, word in enumerate(words):
            close = self._close(typed, word)
            if close > best[0]:
                best = (close, (place,))
            elif typed.startswith(word) and place + 1 < len(words) and typed == word + words[place + 1]:
                best = max(best, (_JOINED, (place, place + 1)))  # khaisinh
        return best

    def _close(self, typed: str, word: str) -> float:
        key = (typed, word)
        if key not in self._known:
            self._known[key] = self._compare(typed, word)
        return self._known[key]

    def _compare(self, typed: str, word: str) -> float:
        if typed == self._last and word.startswith(typed):
            return _PREFIX
        if typed in self._written:
            return 0.0
        if len(typed) < 3 or len(word) < 3 or typed.isdigit():
            return 0.0
        if len(typed) == 3 and (len(word) != 4 or typed[0] != word[0]):
            return 0.0  # of three letters only a dropped one is forgiven: kin, kinh
        slips = distance(typed, word, most=2 if len(typed) >= 7 else 1)
        return {1: NEAR, 2: _TWO_SLIPS}.get(slips, 0.0)


def distance(one: str, other: str, *, most: int) -> int:
    """Return how many letters must be changed, added, dropped or swapped with a neighbour; beyond `most`, most + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before_last, last = last, row
    return min(last[-1], most + 1)


def corrected(words: Sequence[Word], slips: Mapping[str, str]) -> str | None:
    """Return the query as it was probably meant, with printed words in place of slips; None when nothing changes."""
    if not slips:
        return None
    return " ".join(slips.get(word.folded, word.typed) for word in words)


def _favour(complete: bool, filings: int) -> float:
    """What lifts one of two equal answers: it can be filed here, and many people file it."""
    often = min(filings, 9_999)
    return (0.06 if complete else 0.0) + (0.015 * len(str(often)) if often > 0 else 0.0)
