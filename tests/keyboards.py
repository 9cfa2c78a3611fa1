"""Keyboards between a wedge scanner and the page: Telex and VNI as UniKey rewrites, layouts, code pages, lost letters."""

from __future__ import annotations

import re
import unicodedata

TONES = {"\u0301": ("s", "1"), "\u0300": ("f", "2"), "\u0309": ("r", "3"), "\u0303": ("x", "4"), "\u0323": ("j", "5")}
_TELEX = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
_VNI = {"â": "a6", "ê": "e6", "ô": "o6", "ă": "a8", "ơ": "o7", "ư": "u7", "đ": "d9"}
_VOWELS = "aăâeêioôơuưy"
_LAYOUT = dict(zip("0123456789", ["đ", "ă", "â", "ê", "ô", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"], strict=True))


def typed_in_telex(text: str) -> str:
    """Return the keys of a scanner set to Telex: "Nguyễn" is sent as "Nguyeexn"."""
    return _keys(text, _TELEX, 0)


def typed_in_vni(text: str) -> str:
    """Return the keys of a scanner set to VNI: "Nguyễn" is sent as "Nguye6n4"."""
    return _keys(text, _VNI, 1)


def through_telex(keys: str) -> str:
    """Return what UniKey in Telex makes of keys; composed letters pass, as they come by Alt and a number."""
    word, done = "", ""
    for key in keys:
        if not key.isalpha():
            done, word = done + word + {"]": "ư", "[": "ơ"}.get(key, key), ""
            continue
        word = _telex(word, key)
    return done + word


def through_vni(keys: str) -> str:
    """Return what UniKey in VNI makes of keys: a digit after a vowel of the word is a mark."""
    word, done = "", ""
    for key in keys:
        if not (key.isalpha() or (key.isdigit() and any(_plain(c) in _VOWELS or c in "dD" for c in word))):
            done, word = done + word + key, ""
            continue
        word = _vni(word, key)
    return done + word


def lost(text: str) -> str:
    """Return the text without any letter that is not ASCII."""
    return "".join(sign for sign in text if sign.isascii())


def asked(text: str) -> str:
    """Return the text with a question mark for any letter that is not ASCII."""
    return "".join(sign if sign.isascii() else "?" for sign in text)


def unmarked(text: str) -> str:
    """Return the text with its marks taken off."""
    bare = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def as_windows_1252(text: str) -> str:
    """Return UTF-8 that was read as Windows-1252."""
    return "".join(bytes([b]).decode("cp1252") if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(b) for b in text.encode())


def vietnamese_layout(text: str) -> str:
    """Return what the Vietnamese layout of Windows makes of the keys: its row of digits holds letters and marks."""
    return "".join(_LAYOUT.get(sign, sign) for sign in text)


def french_layout(text: str) -> str:
    """Return what a French layout makes of the digits."""
    return text.translate(str.maketrans("0123456789", "à&é\"'(-è_ç"))


def _keys(text: str, marks: dict[str, str], way: int) -> str:
    return re.sub(r"[^\W\d_]+", lambda found: _word(found[0], marks, way), unicodedata.normalize("NFC", text))


def _word(word: str, marks: dict[str, str], way: int) -> str:
    """Return the keys of one word: its letters, and its tone at the end."""
    tone, out = "", ""
    for sign in word:
        bare = _toneless(sign)
        tone = next((TONES[m][way] for m in unicodedata.normalize("NFD", sign) if m in TONES), tone)
        key = marks.get(bare.lower(), bare)
        out += key.upper() if sign.isupper() else key
    return out + (tone.upper() if word.isupper() else tone)


def _telex(word: str, key: str) -> str:
    low = key.lower()
    if low == "d" and word[-1:].lower() == "d":
        return word[:-1] + ("Đ" if word[-1].isupper() else "đ")
    if low in "aeo" and word and _toneless(word[-1]).lower() == low:
        return word[:-1] + _marked(word[-1], "\u0302")
    if low == "w":
        for place in range(len(word) - 1, -1, -1):
            if (bare := _toneless(word[place]).lower()) in "aou":
                return word[:place] + _marked(word[place], "\u0306" if bare == "a" else "\u031b") + word[place + 1 :]
        return word + ("Ư" if key.isupper() else "ư")
    for mark, (letter, _digit) in TONES.items():
        if low == letter and any(_plain(c) in _VOWELS for c in word):
            return _with_tone(word, mark)
    return word + key


def _vni(word: str, key: str) -> str:
    for mark, (_letter, digit) in TONES.items():
        if key == digit and any(_plain(c) in _VOWELS for c in word):
            return _with_tone(word, mark)
    for digit, bases, mark in (("6", "aeo", "\u0302"), ("7", "ou", "\u031b"), ("8", "a", "\u0306")):
        if key == digit:
            for place in range(len(word) - 1, -1, -1):
                if _toneless(word[place]).lower() in bases:
                    return word[:place] + _marked(word[place], mark) + word[place + 1 :]
    if key == "9" and (at := word.lower().find("d")) >= 0:
        return word[:at] + ("Đ" if word[at].isupper() else "đ") + word[at + 1 :]
    if key == "0":
        return "".join(_toneless(sign) for sign in word)
    return word + key


def _with_tone(word: str, mark: str) -> str:
    """Put a tone where UniKey does: on the marked vowel, else the last but one of an open pair, else the last."""
    bare = "".join(_toneless(sign) for sign in word)
    vowels = [place for place, sign in enumerate(bare) if sign.lower() in _VOWELS]
    special = [place for place in vowels if bare[place].lower() in "ăâêôơư"]
    closed = vowels[-1] < len(bare) - 1
    place = special[-1] if special else vowels[-1] if closed or len(vowels) == 1 else vowels[-2]
    return bare[:place] + _marked(bare[place], mark) + bare[place + 1 :]


def _marked(sign: str, mark: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", sign) + mark)


def _toneless(sign: str) -> str:
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", sign) if c not in TONES))


def _plain(sign: str) -> str:
    return _toneless(sign).lower()
