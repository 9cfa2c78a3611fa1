"""Answers checked against a compiled form: what is shown, what is kept, what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from motcua.domain.procedures import conditions, form_dates
from motcua.domain.procedures.form_schema import ADDRESS_PARTS, Asked, CompiledForm, Kind
from motcua.domain.procedures.form_values import Faults, FieldError, Path, shaped


@dataclass(frozen=True)
class Checked:
    """The outcome: answers without hidden ones, the errors, and the pages and fields that are shown."""

    answers: dict[str, object]
    errors: tuple[FieldError, ...]
    pages: tuple[str, ...]
    shown: frozenset[str]
    rows_shown: Mapping[tuple[str, int], frozenset[str]]  # (group, row) -> its fields that are shown

    @property
    def ok(self) -> bool:
        return not self.errors

    def errors_of(self, ids: Iterable[str]) -> tuple[FieldError, ...]:
        """Return the errors of these fields, with those of their rows and parts."""
        wanted = set(ids)
        return tuple(e for e in self.errors if e.path and e.path[0] in wanted)


def check(compiled: CompiledForm, answers: Mapping[str, object], *, today: dt.date | None = None) -> Checked:
    """Return the answers checked: hidden ones dropped, what is wrong named per field.

    `today`, when given, refuses dates of birth that are still to come and whatever else the day decides.
    """
    faults = Faults()
    kept = shaped(compiled.fields, answers, faults)
    _validate(compiled, kept, faults)
    form_dates.check(compiled, kept, today, faults)
    looked = _Looked(compiled, kept, {e.path for e in faults})
    looked.decide()
    errors = [e for e in faults if looked.still_there(e.path)]
    errors += looked.unanswered({e.path for e in errors})
    return Checked(
        answers=kept,
        errors=tuple(_in_order(compiled, errors)),
        pages=tuple(p.key for p in compiled.pages if looked.page_shown[p.key]),
        shown=frozenset(looked.shown),
        rows_shown=looked.rows_shown,
    )


def well_formed(compiled: CompiledForm, answers: Mapping[str, object]) -> dict[str, object]:
    """Return the answers that fit their fields taken alone, shown or not; the others are left out."""
    faults = Faults()
    kept = shaped(compiled.fields, answers, faults)
    _validate(compiled, kept, faults)
    wrong = {e.path[0] for e in faults if e.path}
    return {id: value for id, value in kept.items() if id not in wrong}


class _Looked:
    """The conditions judged one after another, each on answers whose hidden and faulty values are already gone."""

    def __init__(self, compiled: CompiledForm, kept: dict[str, object], faulty: set[Path]) -> None:
        self.compiled = compiled
        self.kept = kept
        self.faulty = faulty
        self.context: dict[str, object] = {}
        self.page_shown: dict[str, bool] = {}
        self.shown: set[str] = set()
        self.rows_shown: dict[tuple[str, int], frozenset[str]] = {}

    def decide(self) -> None:
        for what, name in self.compiled.order:
            if what == "page":
                self.page_shown[name] = _holds(self.compiled.page_when[name], self.context)
            else:
                self._decide_field(self.compiled.fields[name])

    def _decide_field(self, asked: Asked) -> None:
        if not (self.page_shown[asked.page] and _holds(asked.when, self.context)):
            self.kept.pop(asked.id, None)
            return
        self.shown.add(asked.id)
        value = self.kept.get(asked.id)
        if asked.kind is Kind.GROUP and isinstance(value, list):
            for number, row in enumerate(value):
                self._decide_row(asked, number, row)
            self.context[asked.id] = [self._seen(asked, number, row) for number, row in enumerate(value)]
        elif not any(path[0] == asked.id for path in self.faulty if path):
            self.context[asked.id] = value

    def _decide_row(self, group: Asked, number: int, row: dict[str, object]) -> None:
        context = {**self.context, **dict.fromkeys(group.rows)}
        shown: set[str] = set()
        for id in group.row_order:
            asked = group.rows[id]
            if not _holds(asked.when, context):
                row.pop(id, None)
                continue
            shown.add(id)
            if not self._wrong((group.id, number, id)):
                context[id] = row.get(id)
        self.rows_shown[(group.id, number)] = frozenset(shown)

    def _seen(self, group: Asked, number: int, row: Mapping[str, object]) -> dict[str, object]:
        return {id: value for id, value in row.items() if not self._wrong((group.id, number, id))}

    def _wrong(self, path: Path) -> bool:
        return any(found[: len(path)] == path for found in self.faulty)

    def still_there(self, path: Path) -> bool:
        """Return whether what an error speaks of is shown, or is no field at all."""
        if not path or path[0] not in self.compiled.fields:
            return True
        if path[0] not in self.shown:
            return False
        group = self.compiled.fields[str(path[0])]
        if group.kind is Kind.GROUP and len(path) > 2 and path[2] in group.rows:
            return path[2] in self.rows_shown.get((group.id, int(path[1])), frozenset(group.rows))
        return True

    def unanswered(self, named: set[Path]) -> list[FieldError]:
        """Return an error for every shown field that must be answered and is not."""
        found: list[FieldError] = []
        for id, asked in self.compiled.fields.items():
            if id not in self.shown:
                continue
            found += _missing(asked, self.kept.get(id), (id,), named)
            rows = self.kept.get(id)
            if asked.kind is Kind.GROUP and isinstance(rows, list):
                for number, row in enumerate(rows):
                    for inner in self.rows_shown[(id, number)]:
                        found += _missing(asked.rows[inner], row.get(inner), (id, number, inner), named)
        return found


def _holds(condition: conditions.Condition | None, context: Mapping[str, object]) -> bool:
    return condition is None or conditions.holds(condition, context)


def _missing(asked: Asked, value: object, path: Path, named: set[Path]) -> list[FieldError]:
    if any(found[: len(path)] == path for found in named):
        return []
    if asked.kind is Kind.ADDRESS and isinstance(value, Mapping):
        gone = [name for name in ADDRESS_PARTS if name in asked.required_parts and name not in value]
        return [FieldError((*path, name), "required", {"widget": "address"}) for name in gone]
    if value is None and asked.required:
        return [FieldError(path, "required", {"widget": asked.field.widget.value})]
    return []


# keyword of the schema -> kind of the error, name of its parameter
KEYWORD_KINDS = {
    "maxLength": ("too_long", "limit"),  # of a part of an address; texts are measured before
    "minLength": ("too_short", "limit"),
    "pattern": ("pattern", None),
    "enum": ("option", None),
    "const": ("agree", None),
    "minimum": ("minimum", "limit"),
    "exclusiveMinimum": ("above", "limit"),
    "maximum": ("maximum", "limit"),
    "exclusiveMaximum": ("below", "limit"),
    "multipleOf": ("multiple", "multiple_of"),
    "minItems": ("too_few", "limit"),
    "uniqueItems": ("twice", None),
}


def _validate(compiled: CompiledForm, kept: Mapping[str, object], faults: Faults) -> None:
    """Add what the schema itself finds, except where an answer is already known to be wrong."""
    named = {e.path for e in faults}
    for error in compiled.validator.iter_errors(kept):
        path: Path = tuple(error.instance_path)
        if compiled.fields[str(path[0])].kind is Kind.CHOICES:
            path = path[:1]
        if any(found == path[: len(found)] for found in named):
            continue
        kind, parameter = KEYWORD_KINDS.get(error.kind.name, ("invalid", None))
        found = error.kind.as_dict() if parameter else {}
        named.add(path)
        faults.add(path, kind, **({parameter: found.get(parameter)} if parameter else {}))


def _in_order(compiled: CompiledForm, errors: list[FieldError]) -> list[FieldError]:
    """Sort the errors as the form is laid out, so that the summary reads like the page; unknown names last."""
    places = {id: place for place, id in enumerate(compiled.fields)}

    def place(error: FieldError) -> tuple[int, int, int]:
        first = str(error.path[0]) if error.path else ""
        row = error.path[1] if len(error.path) > 1 and isinstance(error.path[1], int) else -1
        inner = list(compiled.fields[first].rows) if first in compiled.fields else []
        last = error.path[-1]
        return places.get(first, len(places)), row, inner.index(str(last)) if last in inner else -1

    return sorted(errors, key=place)
