"""Dataclasses as plain JSON data and back: one reader and one writer for everything the catalogue keeps as documents."""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum


class NotReadable(ValueError):
    """The data is not what it should be: says which field and what was found."""


def to_json(value: object) -> object:
    """Return plain JSON data for a revision or any of its parts; empty optional parts are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        out: dict[str, object] = {}
        for item in fields(value):
            part = getattr(value, item.name)
            if part is None or part == () or part == {}:
                continue
            out[item.name] = to_json(part)
        return out
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): to_json(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [to_json(v) for v in value]
    return value


def read(kind: type, value: object, where: str) -> typing.Any:
    """Return a dataclass (a part of a revision, a fee row …) read from plain JSON. Raises NotReadable naming the field."""
    return _read(kind, value, where)


_HINTS: dict[type, dict[str, object]] = {}


def _read(kind: typing.Any, value: object, where: str) -> object:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        inner = [a for a in typing.get_args(kind) if a is not type(None)]
        return None if value is None else _read(inner[0], value, where)
    if origin in (tuple, frozenset):
        if not isinstance(value, list | tuple):
            raise NotReadable(f"{where}: a list is needed, found {value!r}")
        item = typing.get_args(kind)[0]
        parts = (_read(item, v, f"{where}[{i}]") for i, v in enumerate(value))
        return tuple(parts) if origin is tuple else frozenset(parts)
    if origin is not None:  # Mapping[...]
        if not isinstance(value, Mapping):
            raise NotReadable(f"{where}: an object is needed, found {value!r}")
        return dict(value)
    if is_dataclass(kind):
        return _read_parts(typing.cast(type, kind), value, where)
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(value)
        except ValueError:
            allowed = ", ".join(str(m.value) for m in kind)
            raise NotReadable(f"{where}: {value!r} is not one of {allowed}") from None
    if kind is dt.date:
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            raise NotReadable(f"{where}: {value!r} is not a date (YYYY-MM-DD)") from None
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise NotReadable(f"{where}: {kind.__name__} is needed, found {value!r}")
    return value


def _read_parts(kind: type, value: object, where: str) -> object:
    if isinstance(value, str) and hasattr(kind, "from_string"):
        return kind.from_string(value)
    if not isinstance(value, Mapping):
        raise NotReadable(f"{where}: an object is needed, found {value!r}")
    hints = _HINTS.setdefault(kind, typing.get_type_hints(kind))
    unknown = sorted(set(value) - set(hints))
    if unknown:
        raise NotReadable(f"{where}: unknown part {unknown[0]!r}")
    given = {name: _read(hints[name], part, f"{where}.{name}") for name, part in value.items()}
    try:
        return kind(**given)
    except TypeError as missing:
        raise NotReadable(f"{where}: {missing}") from None
