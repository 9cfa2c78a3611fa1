"""The rows an import reads and writes, in bulk: one look for what is known, one COPY, one statement to merge it in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection
from psycopg.types.json import Jsonb

from motcua.domain.procedures.doubts import Reason
from motcua.services.catalogue import merging, shown, sources
from motcua.services.catalogue.merging import Key, Known, Outcome
from motcua.services.catalogue.sources import Telling
from motcua.storage import ids

_COLUMNS = {
    "id": "uuid", "code": "text", "publisher": "text", "name": "text", "field_name": "text", "agency": "text",
    "levels": "text[]", "audience": "text[]", "online": "text", "record": "jsonb", "variants": "jsonb",
    "structured": "jsonb", "flags": "text[]", "source": "text", "source_digest": "text", "url": "text",
    "folded": "text", "heading": "text", "named": "text", "around": "text", "titles": "jsonb", "sort_key": "text",
}  # fmt: skip
_SEARCH_ONLY = ("heading", "named", "around")
_SOURCES_OWN = ("record", "variants", "structured", "flags", "source", "source_digest", "url")
_CONTROLLERS = (
    "name",
    "field_name",
    "agency",
    "levels",
    "audience",
    "online",
    "folded",
    "titles",
    "sort_key",
)

_MERGE = """
INSERT INTO procedures_procedure AS p ({columns}, search, in_scope, scope_decision, completeness, filings, unit_code, updated_at)
SELECT {columns}, {vector}, false, '', 'record', 0, '', %s FROM catalogue_incoming
ON CONFLICT (code, publisher) DO UPDATE SET {own}, {theirs},
  search = CASE WHEN p.completeness = 'complete' THEN p.search ELSE EXCLUDED.search END, updated_at = EXCLUDED.updated_at
"""
_FLAG_COMPLETED = """
UPDATE procedures_procedure SET flags = array_append(flags, %s)
WHERE completeness = 'complete' AND code = ANY(%s) AND NOT flags @> ARRAY[%s]::varchar[]
"""
_KNOWN = """
SELECT code, publisher, source, source_digest, COALESCE((structured->>'version')::int, 0),
  (SELECT array_agg(ARRAY[v->>'source', v->>'digest'] ORDER BY n)
   FROM jsonb_array_elements(variants) WITH ORDINALITY AS t(v, n)),
  completeness = 'complete', flags @> ARRAY[%s]::varchar[]
FROM procedures_procedure WHERE (code, publisher) IN (SELECT * FROM unnest(%s::text[], %s::text[]))
"""


def lock() -> None:
    """Let one import at a time through and give it the time it needs, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '5min'")
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('motcua.catalogue.import'))")


def known(keys: Iterable[Key]) -> dict[Key, Known]:
    """Return what the catalogue holds under each key, without the texts."""
    codes, publishers = _two(keys)
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [Reason.SOURCE_CHANGED.value, codes, publishers])
        return {
            (code, publisher): Known(
                source, digest, version, tuple((a, b) for a, b in variants or ()), complete, changed
            )
            for code, publisher, source, digest, version, variants, complete, changed in cursor.fetchall()
        }


def held(keys: Sequence[Key]) -> dict[Key, list[Telling]]:
    """Return the tellings the catalogue holds under the keys, with their texts."""
    if not keys:
        return {}
    codes, publishers = _two(keys)
    found: dict[Key, list[Telling]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, publisher, record::text, variants::text FROM procedures_procedure "
            "WHERE record IS NOT NULL AND (code, publisher) IN (SELECT * FROM unnest(%s::text[], %s::text[]))",
            [codes, publishers],
        )
        for code, publisher, record, variants in cursor.fetchall():
            found[code, publisher] = sources.kept(record, variants)
    return found


def write(outcomes: Sequence[Outcome], at: dt.datetime) -> None:
    """Merge the outcomes into the catalogue; of a completed procedure only the record beside it changes."""
    if not outcomes:
        return
    with connection.cursor() as cursor:
        columns = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
        cursor.execute(f"CREATE TEMPORARY TABLE catalogue_incoming ({columns}) ON COMMIT DROP")
        with cursor.copy(f"COPY catalogue_incoming ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
            for done in outcomes:
                copy.write_row(_line(merging.row(done)))
        cursor.execute(_statement(), [at])
        cursor.execute("DROP TABLE catalogue_incoming")
        changed = [done.key[0] for done in outcomes if done.source_changed]
        if changed:
            reason = Reason.SOURCE_CHANGED.value
            cursor.execute(_FLAG_COMPLETED, [reason, changed, reason])


def _statement() -> str:
    kept = [name for name in _COLUMNS if name not in _SEARCH_ONLY]
    own = ", ".join(f"{name} = EXCLUDED.{name}" for name in _SOURCES_OWN)
    theirs = ", ".join(
        f"{name} = CASE WHEN p.completeness = 'complete' THEN p.{name} ELSE EXCLUDED.{name} END"
        for name in _CONTROLLERS
    )
    vector = shown.VECTOR.format(heading="heading", named="named", around="around")
    return _MERGE.format(columns=", ".join(kept), vector=vector, own=own, theirs=theirs)


def _line(row: Mapping[str, object]) -> list[object]:
    values = {"id": ids.new(), **row}
    return [Jsonb(values[name]) if kind == "jsonb" else values[name] for name, kind in _COLUMNS.items()]


def _two(keys: Iterable[Key]) -> tuple[list[str], list[str]]:
    pairs = list(keys)
    return [code for code, _publisher in pairs], [publisher for _code, publisher in pairs]
