"""Words as people search with them: one spelling for many, and what each word is worth."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from motcua.domain import folding

_WORD = re.compile(r"[^\W_]+")
_ENDS_IN_Y = re.compile(
    r"(?:[bcdghklmnpqrstvx]{0,2}|qu)y"
)  # kỹ/kĩ, lý/lí, quý/quí are one word in two spellings
CODE = re.compile(r"(?<![\d.])(\d{1,2})[.,\s]?(\d{6})(?!\d)")

# Words that say nothing about what is sought. The second list only with their marks: folded they are other words.
_EMPTY = frozenset(
    [
        "cho",
        "cua",
        "xin",
        "lam",
        "nhu",
        "nao",
        "muon",
        "va",
        "hoac",
        "voi",
        "toi",
        "thi",
        "cac",
        "nhung",
        "nhe",
        "a",
        "oi",
    ]
)
_EMPTY_MARKED = frozenset(
    [
        "tại",
        "từ",
        "về",
        "ở",
        "là",
        "gì",
        "thế",
        "mình",
        "cần",
        "đi",
        "được",
        "phải",
        "khi",
        "để",
        "bị",
        "đâu",
        "rồi",
        "hay",
        "trên",
        "trong",
        "này",
        "đó",
        "ai",
        "bao",
        "nhiêu",
        "giúp",
        "ông",
        "bà",
        "tui",
    ]
)
_EMPTY_PAIRS = frozenset({("thu", "tuc"), ("o", "dau"), ("the", "nao"), ("lam", "sao")})
_WEAK = {
    "cap": 0.35,
    "giay": 0.45,
    "dang": 0.5,
    "ki": 0.5,
    "phep": 0.6,
    "nhan": 0.7,
    "ho": 0.7,
    "so": 0.7,
    "viec": 0.4,
}
NOTHING = 0.12  # what an empty word is worth: it still decides between equals


@dataclass(frozen=True)
class Word:
    """A word of a query: as typed in lower case, folded, and its worth from 0 to 1."""

    typed: str
    folded: str
    worth: float

    @property
    def empty(self) -> bool:
        return self.worth <= NOTHING


def fold(text: str) -> str:
    """Fold a text to the words it is searched by: without marks and signs, i for y where the two are the same."""
    return " ".join(words(text))


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text."""
    return tuple(_folded(word) for word in printed(text))


def printed(text: str) -> tuple[str, ...]:
    """Return the words of a text as printed, in lower case, in step with `words`."""
    return tuple(_WORD.findall(folding.clean_text(text).lower()))


def query(text: str, *, most: int = 16) -> tuple[Word, ...]:
    """Return the words of a query with their worth; at most so many."""
    typed = printed(text)
    folded = [_folded(word) for word in typed]
    empty = {
        i for i, (t, f) in enumerate(zip(typed, folded, strict=True)) if f in _EMPTY or t in _EMPTY_MARKED
    }
    for i, pair in enumerate(itertools.pairwise(folded)):
        if pair in _EMPTY_PAIRS:
            empty |= {i, i + 1}
    if len(empty) == len(typed):
        empty = set()
    found = [
        Word(t, f, NOTHING if i in empty else worth(f))
        for i, (t, f) in enumerate(zip(typed, folded, strict=True))
        if f
    ]
    return tuple(found[:most])


def worth(folded: str) -> float:
    """Return what a word tells about a procedure: words that half the catalogue holds tell little."""
    return _WEAK.get(folded, 1.0)


def codes(text: str) -> tuple[str, ...]:
    """Return the procedure codes a query names: 1.001193, 1001193, 1 001193, 1.001193.000.00.00.H17."""
    return tuple(dict.fromkeys(f"{a}.{b}" for a, b in CODE.findall(text)))


def folded(parts: Iterable[str]) -> str:
    """Return one folded text of several."""
    return " ".join(f for f in (fold(part) for part in parts) if f)


@lru_cache(maxsize=50_000)  # words come again and again: a language has not many more
def _folded(word: str) -> str:
    bare = folding.fold(word)
    return f"{bare[:-1]}i" if _ENDS_IN_Y.fullmatch(bare) else bare
