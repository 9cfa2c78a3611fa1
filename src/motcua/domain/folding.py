"""Vietnamese text made comparable: folded for search, keyed for alphabetical order, cleaned for keeping."""

from __future__ import annotations

import re
import unicodedata

# Look-alikes people and old fonts type for one another. Ð (U+00D0, eth) stands for Đ (U+0110) in many real lists.
_TWINS = str.maketrans("đð’‘ʼ´`–—‐‑", "dd'''''----")
_MARKS = re.compile("[\u0300-\u036f]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"  # the 29 letters of Vietnamese, with f j w z in between
_RANK = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền hỏi ngã sắc nặng
_SORTING = str.maketrans({"ð": "đ", "'": None, "’": None, "‘": None, "ʼ": None})  # H'Leo sorts as one word
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[0-9]+")

_INITIAL = re.compile(r"(^|[\s'’\-.(])([^\W\d_])")


def fold(text: str) -> str:
    """Fold a text for search: no marks, no đ, lower case, single spaces; folding twice changes nothing more."""
    lowered = unicodedata.normalize("NFD", _INVISIBLE.sub("", text).lower())
    return " ".join(_MARKS.sub("", lowered).translate(_TWINS).split())


def sort_key(text: str) -> str:
    """Give the key that puts texts in Vietnamese alphabetical order when keys are compared by code point.

    Letters decide first (a ă â b c d đ e ê …, words before longer words, numbers by value), then the tone of each
    syllable wherever it is written (Hòa = Hoà): ngang, huyền, hỏi, ngã, sắc, nặng. Case and punctuation never decide.
    """
    words: list[str] = []
    tones: list[str] = []
    for word in _WORD.findall(clean_text(text).lower().translate(_SORTING)):
        letters, tone = _letters_and_tone(word)
        words.append(letters)
        tones.append(tone)
    return f"{'!'.join(words)} {''.join(tones)}"  # the space ends the letters: it sorts before all of them


def clean_text(text: str) -> str:
    """Keep a text as its writer meant it: composed (NFC), Đ for Ð, single spaces, nothing invisible; case untouched."""
    visible = " ".join(_INVISIBLE.sub("", text).split())
    return unicodedata.normalize("NFC", visible).replace("Ð", "Đ")


def clean_name(text: str) -> str:
    """Clean a person's name: as clean_text, and a name wholly in capitals or small letters gets initial capitals.

    A name in mixed case stays as written (Rơ Châm H'Bia); organisations use clean_text, whose initials are words.
    """
    name = clean_text(text)
    if len(name) > 1 and (name.isupper() or name.islower()):
        return clean_text(_INITIAL.sub(lambda found: found[1] + found[2].title(), name.lower()))
    return name


def _letters_and_tone(word: str) -> tuple[str, str]:
    """Split a lower-case word into its ranked letters and the digit of its tone (0 when level)."""
    tone = "0"
    bare: list[str] = []
    for mark in unicodedata.normalize("NFD", word):
        tone = _TONES.get(mark, tone)
        if mark not in _TONES:
            bare.append(mark)
    composed = _NUMBER.sub(lambda digits: digits[0].zfill(9), unicodedata.normalize("NFC", "".join(bare)))
    return "".join(_rank(letter) for letter in composed), tone


def _rank(letter: str) -> str:
    """Give the sorting character of a letter; letters of other alphabets follow z."""
    if letter in _RANK:
        return _RANK[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    return _RANK.get(base, base)
