"""A query as the database asks it: expressions of full text over folded words, with words one slip away beside them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from motcua.domain.procedures.relevance import Sought
from motcua.domain.procedures.search_words import Word
from motcua.domain.procedures.spelling import Spelling

_MOST_WORDS = 8  # words of a query that must be met


@dataclass(frozen=True)
class Terms:
    """`strict`: every telling word; `loose`: all but one or two; `odd`: words nobody knows, for word similarity."""

    strict: str
    loose: str
    odd: str


def of(sought: Sought, spelling: Spelling) -> Terms:
    """Return the expressions of a query and its other wordings."""
    wordings = [_telling(words) for words in (sought.words, *sought.wordings)]
    last = sought.words[-1] if sought.prefix and sought.words else None
    asked = [[_word(word, spelling, prefix=word is last) for word in wording] for wording in wordings]
    odd = [
        w.folded for w in wordings[0] if len(w.folded) > 3 and w is not last and _is_odd(w.folded, spelling)
    ]
    return Terms(
        strict=_any(" & ".join(parts) for parts in asked),
        loose=_any(_most(parts) for parts in asked),
        odd=" ".join(odd),
    )


def _telling(words: Sequence[Word]) -> list[Word]:
    """The words that must be met: the empty ones only where there are no others."""
    return [word for word in words if not word.empty][:_MOST_WORDS] or list(words)[:_MOST_WORDS]


def _word(word: Word, spelling: Spelling, *, prefix: bool) -> str:
    """One word; an unfinished one by its beginning, an unknown one with what was probably meant."""
    own = f"'{word.folded}'"  # letters and digits only: `search_words` leaves nothing else
    if prefix:
        return f"{own}:*"
    if spelling.knows(word.folded):
        return own
    meant = [f"'{other}'" for other in spelling.alternatives(word.folded)]
    parts = spelling.parts(word.folded)
    if parts is not None:
        meant.append(f"('{parts[0]}' & '{parts[1]}')")
    return f"({' | '.join([own, *meant])})" if meant else own


def _is_odd(word: str, spelling: Spelling) -> bool:
    return not (spelling.knows(word) or spelling.alternatives(word) or spelling.parts(word))


def _most(parts: Sequence[str]) -> str:
    """All the words but one; of five and more, but two."""
    if len(parts) < 3:
        return ""
    left_out = 1 if len(parts) < 5 else 2
    return " | ".join(
        f"({' & '.join(some)})" for some in itertools.combinations(parts, len(parts) - left_out)
    )


def _any(queries: Iterable[str]) -> str:
    return " | ".join(f"({query})" for query in dict.fromkeys(queries) if query)
