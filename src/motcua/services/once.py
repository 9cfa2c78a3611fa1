"""Requests that must happen once: the first takes the key in its own transaction, a repeat gets what came of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping

import psycopg
from django.db import IntegrityError, connection

from motcua.domain.permissions.roles import Actor


class KeyUsedOtherwise(ValueError):
    """The idempotency key was used before for another request."""


def row(*, actor: Actor, key: str, digest: str, response: Mapping[str, object], at: dt.datetime) -> dict[str, object]:
    """Return the key as a row for the batch of an act that is one statement; `earlier` tells what to do when it clashes."""
    return {"actor": _who(actor), "key": key, "request_digest": digest, "response": dict(response), "created_at": at}


def clashed(error: IntegrityError) -> bool:
    """Return whether an act failed because its key had been taken."""
    cause = error.__cause__
    return isinstance(cause, psycopg.Error) and cause.diag.constraint_name == "idempotency_once"


def earlier(*, actor: Actor, key: str, digest: str) -> Mapping[str, object]:
    """Return the response of the request that took the key. Raises KeyUsedOtherwise."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT request_digest, response FROM ledger_idempotencykey WHERE actor = %s AND key = %s", [_who(actor), key]
        )
        found = cursor.fetchone()
    if found is None or found[0] != digest:
        raise KeyUsedOtherwise(key)
    return json.loads(found[1]) if isinstance(found[1], str) else dict(found[1])


def take(*, actor: Actor, key: str, digest: str, response: Mapping[str, object], at: dt.datetime) -> Mapping[str, object] | None:
    """Take the key within the transaction at hand; return None, or the response of the earlier request that took it.

    Waits for a request under way with the same key. `digest` tells requests apart. Raises KeyUsedOtherwise.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_idempotencykey (actor, key, request_digest, response, created_at) "
            "VALUES (%s, %s, %s, %s::jsonb, %s) ON CONFLICT (actor, key) DO NOTHING RETURNING id",
            [_who(actor), key, digest, json.dumps(response), at],
        )
        if cursor.fetchone() is not None:
            return None
    return earlier(actor=actor, key=key, digest=digest)


def finished(*, actor: Actor, key: str, response: Mapping[str, object]) -> tuple[str, list[object]]:
    """Return the statement that keeps what came of the request, for the batch that writes it."""
    return (
        "UPDATE ledger_idempotencykey SET response = %s::jsonb WHERE actor = %s AND key = %s",
        [json.dumps(response), _who(actor), key],
    )


def _who(actor: Actor) -> str:
    return f"{actor.kind.value}:{actor.id}"
