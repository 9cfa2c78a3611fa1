"""The outbox at work: messages fan out to connectors, deliveries are claimed, tried outside any transaction, settled."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from motcua.domain.permissions.roles import Actor
from motcua.services import calls, ledger
from motcua.storage import ids, sealing
from motcua.storage.ledger.models import Delivery, Message
from motcua.storage.writes import Batch

LEASE = dt.timedelta(seconds=30)  # a claimed delivery comes back after this if its worker died
FIRST_PAUSE, LONGEST_PAUSE = dt.timedelta(seconds=5), dt.timedelta(hours=6)
MOST_ATTEMPTS = 25  # with these pauses: a little over three days
GAVE_UP = "gave up after so many attempts"

_WAITING = (
    "SELECT id, topic, chain, EXISTS (SELECT 1 FROM dossiers_dossier d WHERE d.id = ledger_message.chain AND d.learner IS NOT NULL) "
    "FROM ledger_message WHERE fanned_at IS NULL ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED"
)
_CLAIM = """
WITH due AS (
  SELECT d.id FROM ledger_delivery d
  WHERE d.settled_at IS NULL AND d.next_at <= %s AND d.connector = ANY(%s)
    AND (d.chain IS NULL OR NOT EXISTS (
      SELECT 1 FROM ledger_delivery e WHERE e.connector = d.connector AND e.chain = d.chain
        AND e.message_id < d.message_id AND e.settled_at IS NULL))
  ORDER BY d.next_at, d.id LIMIT %s FOR UPDATE OF d SKIP LOCKED)
UPDATE ledger_delivery d SET attempts = d.attempts + 1, next_at = %s
FROM due, ledger_message m WHERE d.id = due.id AND m.id = d.message_id
RETURNING d.id, d.message_id, d.connector, d.attempts, m.topic, m.created_at, m.body_sealed
"""


@dataclass(frozen=True)
class Claimed:
    """A delivery this worker has taken for the length of the lease; `id` is its key at every attempt."""

    id: uuid.UUID
    message: uuid.UUID
    connector: str
    attempt: int
    topic: str
    created_at: dt.datetime
    body: Mapping[str, object]


def fan_out(*, listeners: Callable[[str], Sequence[str]], at: dt.datetime, most: int = 200) -> int:
    """Make one delivery for each connector that listens to a waiting message; return how many messages were seen.

    A message nobody listens to is settled by that, and so is one about practice, should it ever come this far. Several
    workers may do this at once.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_WAITING, [most])
            waiting = cursor.fetchall()
        if not waiting:
            return 0
        batch = Batch()
        batch.insert("ledger_delivery", [
            {"id": ids.new(), "message_id": message, "connector": name, "chain": chain, "attempts": 0, "next_at": at,
             "settled_at": None, "outcome": "", "reason": ""}
            for message, topic, chain, practised in waiting if not practised for name in listeners(topic)
        ])  # fmt: skip
        batch.add("UPDATE ledger_message SET fanned_at = %s WHERE id = ANY(%s)", [at, [line[0] for line in waiting]])
        batch.write()
    return len(waiting)


def pass_over(*, at: dt.datetime) -> int:
    """Settle every waiting message without telling anybody: of what was made up for a demonstration. Returns how many."""
    return Message.objects.filter(fanned_at=None).update(fanned_at=at)


def claim(*, connectors: Sequence[str], at: dt.datetime, most: int = 10, lease: dt.timedelta = LEASE) -> list[Claimed]:
    """Take deliveries that are due: one statement, no lock is kept. What concerns one dossier goes out in order."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [at, list(connectors), most, at + lease])
        lines = sorted(cursor.fetchall(), key=lambda line: line[0])
    return [
        Claimed(key, message, connector, attempt, topic, created_at, body_of(sealed))
        for key, message, connector, attempt, topic, created_at, sealed in lines
    ]


def settle(*, delivery: uuid.UUID, outcome: str, at: dt.datetime, reason: str = "") -> None:
    """Close a delivery: delivered, not_needed or never."""
    settled = Delivery.objects.filter(id=delivery, settled_at=None).update(settled_at=at, outcome=outcome, reason=reason[:300])
    if settled and outcome == "never":
        calls.unreachable(delivery=delivery, at=at)


def put_off(*, delivery: Claimed, at: dt.datetime, reason: str, wait: dt.timedelta | None = None) -> bool:
    """Try the delivery again later, with the same key; return False where it has been tried often enough: then never."""
    if delivery.attempt >= MOST_ATTEMPTS:
        settle(delivery=delivery.id, outcome="never", at=at, reason=f"{GAVE_UP}: {reason}")
        return False
    pause = wait if wait is not None else pause_after(delivery.attempt)
    Delivery.objects.filter(id=delivery.id, settled_at=None).update(next_at=at + pause, reason=reason[:300])
    return True


def give_back(*, deliveries: Sequence[uuid.UUID], at: dt.datetime) -> None:
    """Return claimed deliveries that were not tried, for whoever comes next."""
    if deliveries:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE ledger_delivery SET next_at = %s, attempts = attempts - 1 WHERE id = ANY(%s) AND settled_at IS NULL",
                [at, list(deliveries)],
            )


def pause_after(attempt: int) -> dt.timedelta:
    """Return how long to wait after the attempt: 5 seconds, then twice as long each time, 6 hours at most."""
    return min(FIRST_PAUSE * 2 ** min(attempt - 1, 20), LONGEST_PAUSE)


def try_again(*, delivery_id: uuid.UUID, actor: Actor, at: dt.datetime) -> None:
    """Take up a delivery that was given up, with the same key; noted in the ledger. Does nothing to one that waits."""
    with transaction.atomic():
        taken = Delivery.objects.filter(id=delivery_id, outcome="never").update(
            settled_at=None, outcome="", attempts=0, next_at=at
        )
        if taken:
            ledger.note_subject(subject=delivery_id, kind="delivery", action="delivery.again", actor=actor, at=at)


def body(message_id: uuid.UUID) -> Mapping[str, object]:
    """Return what a message says."""
    return body_of(Message.objects.values_list("body_sealed", flat=True).get(id=message_id))


def body_of(sealed: bytes | memoryview) -> Mapping[str, object]:
    """Open a sealed body."""
    opened = sealing.unseal(sealed, context="ledger.message")
    assert isinstance(opened, dict)
    return opened
