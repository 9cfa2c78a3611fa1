"""One page of an e-form to and from the fields of an HTML form: every value is a list of texts there.

Names: `id`; `id-day`, `id-month`, `id-year` for dates; `id-line`, `id-commune`, `id-province`, `id-old_commune` for
addresses; `group-0-id` for the first row of a group, with the same endings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from motcua.domain.procedures.form_check import check
from motcua.domain.procedures.form_fields import Widget
from motcua.domain.procedures.form_schema import ADDRESS_PARTS, Asked, CompiledForm, Kind

DATE_BOXES = ("year", "month", "day")
DATES = (Widget.DATE, Widget.PARTIAL_DATE)
_YES, _NO = ("yes", "true", "on", "1"), ("no", "false", "0")
_LONGEST_BOX = 20
_LONGEST_NUMBER = 40

Data = Mapping[str, list[str]]


def from_post(
    compiled: CompiledForm, page_key: str, data: Data, answers: Mapping[str, object] | None = None
) -> dict[str, object]:
    """Return the page's answers as posted: blank ones are None, so that merging them clears the draft.

    With `answers` (the draft as the page was shown) fields that were hidden are left alone. Raises KeyError for an
    unknown page.
    """
    shown = set(compiled.fields) if answers is None else check(compiled, answers).shown
    ids = [f.id for f in compiled.page(page_key).asked if f.id in shown]
    return {id: _read(compiled.fields[id], id, data) for id in ids}


def to_post(compiled: CompiledForm, page_key: str, answers: Mapping[str, object]) -> dict[str, list[str]]:
    """Return the texts that fill the page's HTML fields; what `from_post` reads back as the same answers."""
    out: dict[str, list[str]] = {}
    for field in compiled.page(page_key).asked:
        value = answers.get(field.id)
        if value is not None:
            _write(compiled.fields[field.id], field.id, value, out)
    return out


def names(asked: Asked, prefix: str) -> tuple[str, ...]:
    """Return the names of a field's HTML inputs; a group has none of its own."""
    if asked.kind is Kind.GROUP:
        return ()
    if asked.field.widget in DATES:
        return tuple(f"{prefix}-{box}" for box in reversed(DATE_BOXES))
    if asked.kind is Kind.ADDRESS:
        return tuple(f"{prefix}-{name}" for name in ADDRESS_PARTS)
    return (prefix,)


def _read(asked: Asked, prefix: str, data: Data) -> object:
    if asked.kind is Kind.GROUP:
        return _read_rows(asked, prefix, data) or None
    if asked.kind is Kind.CHOICES:
        return [v for v in data.get(prefix, []) if v.strip()] or None
    if asked.kind is Kind.ADDRESS:
        return {n: text for n in ADDRESS_PARTS if (text := _first(data, f"{prefix}-{n}"))} or None
    if asked.field.widget in DATES:
        return _read_date(prefix, data)
    text = _first(data, prefix)
    return _FROM_TEXT[asked.kind](text) if text else None


def _read_date(prefix: str, data: Data) -> str | None:
    """Join the three boxes as they were typed; what is no date is found when the answer is checked."""
    boxes = [_first(data, f"{prefix}-{box}").replace("-", "")[:_LONGEST_BOX] for box in DATE_BOXES]
    year, month, day = (b.zfill(2) if re.fullmatch("[0-9]", b) and i else b for i, b in enumerate(boxes))
    return re.sub("-+$", "", f"{year}-{month}-{day}") or None


def _read_rows(asked: Asked, prefix: str, data: Data) -> list[dict[str, object]]:
    """Return the rows that hold anything, in the order of their numbers; one more than allowed is enough to refuse."""
    pattern = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,6}})-")
    numbers = sorted({int(match[1]) for name in data if (match := pattern.match(name))})
    rows: list[dict[str, object]] = []
    for number in numbers:
        row = {id: _read(inner, f"{prefix}-{number}-{id}", data) for id, inner in asked.rows.items()}
        filled = {id: value for id, value in row.items() if value is not None}
        if filled:
            rows.append(filled)
        if len(rows) > asked.most_rows:
            break
    return rows


def _first(data: Data, name: str) -> str:
    values = data.get(name) or [""]
    return values[0].strip()


def _boolean(text: str) -> object:
    if text.lower() in _YES:
        return True
    return False if text.lower() in _NO else text


def _whole(text: str) -> object:
    """Read 1234567, 1.234.567 and 1 234 567 đ alike; anything else stays a text, to be refused with its field named."""
    bare = re.sub(r"(?i)\s*(?:đồng|đ|vnđ|vnd)\.?$", "", text)
    if re.fullmatch(r"-?[0-9]{1,16}", bare):
        return int(bare)
    if re.fullmatch(r"-?[0-9]{1,3}(?:([. ,\u00a0])[0-9]{3})(?:\1[0-9]{3})*", bare):
        return int(re.sub(r"[. ,\u00a0]", "", bare))
    return text


def _decimal(text: str) -> object:
    """Read numbers the Vietnamese way: 85,5 is eighty-five and a half, 1.234 is a thousand and more."""
    if re.fullmatch(r"-?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?", text):
        text = text.replace(".", "")
    try:
        number = Decimal(text.replace(",", ".")) if re.fullmatch(r"-?[0-9]+(?:[.,][0-9]+)?", text) else None
    except InvalidOperation:
        number = None
    if number is None or len(text) > _LONGEST_NUMBER:
        return text
    return int(number) if number == number.to_integral_value() else float(number)


_FROM_TEXT: Mapping[Kind, Callable[[str], object]] = {
    Kind.TEXT: str,
    Kind.BOOLEAN: _boolean,
    Kind.INTEGER: _whole,
    Kind.NUMBER: _decimal,
}


def _write(asked: Asked, prefix: str, value: object, out: dict[str, list[str]]) -> None:
    if asked.kind is Kind.GROUP and isinstance(value, list):
        for number, row in enumerate(value):
            for id, inner in asked.rows.items():
                if isinstance(row, Mapping) and row.get(id) is not None:
                    _write(inner, f"{prefix}-{number}-{id}", row[id], out)
    elif asked.kind is Kind.ADDRESS and isinstance(value, Mapping):
        out.update({f"{prefix}-{n}": [str(value[n])] for n in ADDRESS_PARTS if value.get(n)})
    elif asked.kind is Kind.CHOICES and isinstance(value, list):
        out[prefix] = [str(v) for v in value]
    elif asked.field.widget in DATES:
        boxes = zip(DATE_BOXES, str(value).split("-"), strict=False)
        out.update({f"{prefix}-{box}": [text] for box, text in boxes if text})
    elif isinstance(value, bool):
        out[prefix] = [_YES[0] if value else _NO[0]]
    elif isinstance(value, float):
        out[prefix] = [f"{Decimal(repr(value)):f}".replace(".", ",")]
    else:
        out[prefix] = [str(value)]
