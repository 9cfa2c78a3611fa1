"""Answers put into the shape their fields have: cleaned, cut loose from what does not belong, faults named."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from motcua.domain import folding
from motcua.domain.procedures import form_formats
from motcua.domain.procedures.form_fields import Widget
from motcua.domain.procedures.form_schema import ADDRESS_PARTS, Asked, Kind

MOST_ERRORS = 100
LARGEST_NUMBER = 10**15
LONGEST_OPTION = 200

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one answer: `kind` is worded by the doors, `params` fill the words."""

    path: Path
    kind: str
    params: Mapping[str, object] = field(default_factory=dict)


class Faults(list[FieldError]):
    """Errors found so far; stops collecting when there are far more than anyone reads."""

    def add(self, path: Path, kind: str, **params: object) -> None:
        if len(self) < MOST_ERRORS:
            self.append(FieldError(path, kind, params))


def shaped(
    fields: Mapping[str, Asked], answers: Mapping[str, object], faults: Faults, at: Path = ()
) -> dict[str, object]:
    """Return the answers in the shape of the fields; empty ones are left out, ill-shaped ones are left out and named."""
    for name in [n for n in answers if n not in fields]:
        faults.add((*at, clean(str(name))[:60]), "unknown")
    out: dict[str, object] = {}
    for id, asked in fields.items():
        value = answers.get(id)
        if value is None:
            continue
        kept = _SHAPES[asked.kind](asked, value, faults, (*at, id))
        if kept not in (None, "", [], {}):
            out[id] = kept
    return out


def clean(text: str, *, lines: bool = False) -> str:
    """Return the text without control characters, half characters and needless spaces; every letter is kept."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    if not lines:
        return folding.clean_text(whole)
    unified = whole.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(folding.clean_text(line) for line in unified.split("\n")).strip("\n")


def _text(asked: Asked, value: object, faults: Faults, path: Path) -> object:
    if not isinstance(value, str):
        faults.add(path, "not_text")
        return None
    if len(value) > asked.longest * 2:  # judged before cleaning, which costs time
        faults.add(path, "too_long", limit=asked.longest)
        return None
    kept = clean(value, lines=asked.field.widget is Widget.TEXTAREA)
    if len(kept) > asked.longest:
        faults.add(path, "too_long", limit=asked.longest)
    elif kept and asked.format is not None:
        try:
            return asked.format.read(kept)
        except form_formats.NotInFormat as wrong:
            faults.add(path, asked.format.kind, **wrong.params)
    return kept


def _integer(asked: Asked, value: object, faults: Faults, path: Path) -> object:
    if isinstance(value, float) and value.is_integer() and _within(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not _within(value):
        _no_number(asked, value, faults, path, "whole_number")
        return None
    return value


def _number(asked: Asked, value: object, faults: Faults, path: Path) -> object:
    fits = isinstance(value, int | float) and not isinstance(value, bool)
    if not fits or not _within(value):
        _no_number(asked, value, faults, path, "number")
        return None
    return value


def _within(value: object) -> bool:
    """Return whether a number is one people write: neither infinite nor beyond a thousand million millions."""
    if isinstance(value, float) and not math.isfinite(value):
        return False
    return isinstance(value, int | float) and abs(value) <= LARGEST_NUMBER


def _no_number(asked: Asked, value: object, faults: Faults, path: Path, kind: str) -> None:
    if value != "":
        faults.add(path, "money" if asked.field.widget is Widget.MONEY else kind)


def _boolean(asked: Asked, value: object, faults: Faults, path: Path) -> object:
    if isinstance(value, bool):
        return value
    if value != "":
        faults.add(path, "yes_no")
    return None


def _address(asked: Asked, value: object, faults: Faults, path: Path) -> object:
    if not isinstance(value, Mapping):
        faults.add(path, "address")
        return None
    out: dict[str, object] = {}
    for name in [n for n in value if n not in ADDRESS_PARTS]:
        faults.add((*path, clean(str(name))[:60]), "unknown")
    for name in ADDRESS_PARTS:
        given = value.get(name)
        if given in (None, ""):
            continue
        if not isinstance(given, str) or len(given) > asked.longest:
            faults.add(
                (*path, name), "too_long" if isinstance(given, str) else "not_text", limit=asked.longest
            )
            continue
        if kept := clean(given):
            out[name] = kept
    return out


def _choices(asked: Asked, value: object, faults: Faults, path: Path) -> object:
    if not isinstance(value, list) or len(value) > asked.most_rows:
        faults.add(path, "option")
        return None
    if not all(isinstance(v, str) and len(v) <= LONGEST_OPTION for v in value):
        faults.add(path, "option")
        return None
    return list(dict.fromkeys(clean(v) for v in value if v))


def _group(asked: Asked, value: object, faults: Faults, path: Path) -> object:
    if not isinstance(value, list):
        faults.add(path, "rows")
        return None
    if len(value) > asked.most_rows:
        faults.add(path, "too_many", limit=asked.most_rows)
        return None
    rows: list[dict[str, object]] = []
    for number, row in enumerate(value):
        if not isinstance(row, Mapping):
            faults.add((*path, number), "rows")
            return None
        rows.append(shaped(asked.rows, row, faults, (*path, number)))
    return rows


_SHAPES = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.BOOLEAN: _boolean,
    Kind.ADDRESS: _address,
    Kind.CHOICES: _choices,
    Kind.GROUP: _group,
}


def at(answers: object, path: Sequence[str | int]) -> object:
    """Return the value at a path, or None where there is none."""
    here = answers
    for step in path:
        if isinstance(here, Mapping) and isinstance(step, str):
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int) and 0 <= step < len(here):
            here = here[step]
        else:
            return None
    return here
