"""Words that were probably meant: each unknown word is held against the words the catalogue is written with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from motcua.domain.procedures.relevance import distance

SHORTEST = 3  # letters of a word in which a slip is looked for


class Spelling:
    """The words of a catalogue, with how often each occurs, made ready to be found with one slip.

    A word is kept under itself and under everything that is left of it without one letter: two words that are one
    slip apart (a letter changed, added, dropped, two neighbours swapped) share such a remainder.
    """

    def __init__(self, words: Mapping[str, int]) -> None:
        self._words = {word: count for word, count in words.items() if not word.isdigit()}
        self._under: dict[str, list[str]] = {}
        for word in self._words:
            for rest in _rests(word):
                self._under.setdefault(rest, []).append(word)

    def knows(self, word: str) -> bool:
        """Return whether the catalogue uses the word; numbers are always known."""
        return word in self._words or word.isdigit()

    def alternatives(self, word: str, *, most: int = 3) -> tuple[str, ...]:
        """Return the words one slip away, the likeliest first: same first letter, then often used."""
        if len(word) < SHORTEST:
            return ()
        near = {meant for rest in _rests(word) for meant in self._under.get(rest, ()) if len(meant) > 1}
        close = [meant for meant in near if distance(word, meant, most=1) == 1]
        return tuple(
            sorted(close, key=lambda meant: (meant[0] != word[0], -self._words[meant], meant))[:most]
        )

    def parts(self, word: str) -> tuple[str, str] | None:
        """Return the two words that were typed without a space between them, the likeliest pair; None when none fit."""
        pairs = [
            (word[:cut], word[cut:])
            for cut in range(2, len(word) - 1)
            if word[:cut] in self._words and word[cut:] in self._words
        ]
        return max(pairs, key=lambda pair: min(self._words[pair[0]], self._words[pair[1]]), default=None)


def _rests(word: str) -> Iterator[str]:
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
