"""Reading a file of records: one JSON object a line, packed or not, or the national portal's form as object or list."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from motcua.domain.procedures import portal_records, records
from motcua.domain.procedures.records import NotARecord, Record

MOST_BYTES = 2_000_000_000  # unpacked: a national file is about 30 MB


class NotReadable(ValueError):
    """The file is no file of records: says what is wrong with it."""


@dataclass(frozen=True)
class Telling:
    """One source's record of a procedure, with the digest by which it is known again."""

    record: Record
    raw: Mapping[str, object]
    digest: str

    @property
    def order(self) -> tuple[object, ...]:
        """The best of several tellings comes first; equal ones keep a fixed order."""
        return (*records.standing(self.record), self.digest)


@dataclass(frozen=True)
class Unreadable:
    """A place in the file that holds no record."""

    place: str
    why: str


def tellings(path: Path) -> list[Telling | Unreadable]:
    """Return what the file holds, in its order. Raises NotReadable when it cannot be read at all."""
    try:
        content = _content(path)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise NotReadable(f"{path.name}: {error}") from error
    found = [_telling(place, raw) for place, raw in _raws(content)]
    if not any(isinstance(one, Telling) for one in found):
        raise NotReadable(f"{path.name}: no record in it")
    return found


def telling(raw: Mapping[str, object]) -> Telling:
    """Return a record as kept in the database. Raises NotARecord."""
    read = portal_records.read if portal_records.is_portal_form(raw) else records.read
    return Telling(read(raw), raw, records.digest(raw))


def _content(path: Path) -> str:
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        with gzip.open(io.BytesIO(data)) as packed:
            data = packed.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise NotReadable(f"{path.name}: more than {MOST_BYTES} bytes")
    return data.decode("utf-8-sig")


def _raws(content: str) -> Iterator[tuple[str, object]]:
    """One document, a list of them, or one a line; a line that is no JSON is given as its error."""
    try:
        whole = json.loads(content)
    except ValueError:
        for number, line in enumerate(content.split("\n"), start=1):
            if line.strip():
                yield f"line {number}", _line(line)
        return
    for number, raw in enumerate(whole if isinstance(whole, list) else [whole], start=1):
        yield f"record {number}", raw


def _line(line: str) -> object:
    try:
        return json.loads(line)
    except ValueError as error:
        return error


def _telling(place: str, raw: object) -> Telling | Unreadable:
    if not isinstance(raw, Mapping):
        return Unreadable(place, str(raw)[:200] if isinstance(raw, ValueError) else "no object")
    try:
        kept = records.storable(raw)
        assert isinstance(kept, Mapping)
        return telling(kept)
    except (NotARecord, RecursionError) as error:
        return Unreadable(place, str(error)[:200])


def kept(record: str, variants: str) -> list[Telling]:
    """Return the tellings of a row from its columns: the record and the variants beside it."""
    raws = [json.loads(record), *(variant["record"] for variant in json.loads(variants))]
    return [telling(raw) for raw in raws]
