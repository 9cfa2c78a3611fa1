"""The relay: from the outbox to the connectors, at most a second behind, never inside a transaction.

A delivery is claimed for the length of a lease, tried, and settled. Whoever dies in between leaves it unsettled: it
comes back when the lease is over and goes out again with the same key.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from motcua import wiring
from motcua.ports.messages import Answer, Delivered, Later, Never, NotNeeded, Parcel
from motcua.services import outbox
from motcua.services.outbox import Claimed
from motcua.wiring import JOBS, Listener
from motcua.workers import queue

log = logging.getLogger("motcua.relay")

POLL = 0.5  # seconds between looks when nothing waits
AT_ONCE = 10  # deliveries claimed together
MARGIN = 12.0  # seconds of the lease that must be left to begin one more delivery


@dataclass(frozen=True)
class Relay:
    """Who listens, how to make a job of a message, how long a claim lasts, and the clock."""

    listeners: Mapping[str, Listener]
    listening: Callable[[str], Sequence[str]]
    enqueue: Callable[[Claimed], None] = queue.enqueue
    lease: dt.timedelta = outbox.LEASE
    now: Callable[[], dt.datetime] = timezone.now

    def turn(self) -> int:
        """Fan out what waits, try what is due, and return how many messages and deliveries there were."""
        seen = outbox.fan_out(listeners=self.listening, at=self.now())
        names = [*self.listeners, JOBS]
        claimed = outbox.claim(connectors=names, at=self.now(), most=AT_ONCE, lease=self.lease)
        until = time.monotonic() + self.lease.total_seconds() - MARGIN
        for index, one in enumerate(claimed):
            if index and time.monotonic() > until:
                outbox.give_back(deliveries=[c.id for c in claimed[index:]], at=self.now())
                break
            self._one(one)
        return seen + len(claimed)

    def run(self, stop: threading.Event) -> None:
        """Turn until told to stop. A database that is away is waited for."""
        while not stop.is_set():
            try:
                busy = self.turn()
            except DatabaseError as error:
                log.error("relay: the database does not answer", exc_info=error)
                busy = 0
            except Exception as error:
                log.exception("relay", exc_info=error)
                busy = 0
            if not busy:
                _let_go()
                stop.wait(POLL)
        _let_go()

    def _one(self, claimed: Claimed) -> None:
        if claimed.connector == JOBS:
            self._job(claimed)
            return
        answer = self._try(claimed)
        match answer:
            case Delivered():
                outbox.settle(delivery=claimed.id, outcome="delivered", at=self.now())
            case NotNeeded(reason):
                outbox.settle(delivery=claimed.id, outcome="not_needed", at=self.now(), reason=reason)
            case Never(reason):
                outbox.settle(delivery=claimed.id, outcome="never", at=self.now(), reason=reason)
            case Later(reason, wait):
                outbox.put_off(delivery=claimed, at=self.now(), reason=reason, wait=wait)
        extra = {"connector": claimed.connector, "topic": claimed.topic, "outcome": type(answer).__name__.lower()}
        log.log(logging.WARNING if isinstance(answer, Never) else logging.DEBUG, "delivery", extra=extra)

    def _try(self, claimed: Claimed) -> Answer:
        """Hand one parcel over with no database connection held; whatever is raised counts as later."""
        listener = self.listeners[claimed.connector]
        try:
            parcel = Parcel(
                key=str(claimed.id), topic=claimed.topic, created_at=claimed.created_at, attempt=claimed.attempt,
                body=claimed.body, about=listener.about(claimed.body),
            )  # fmt: skip
            _let_go()
            return listener.connector.deliver(parcel)
        except Exception as error:
            log.error("delivery failed", exc_info=error, extra={"connector": claimed.connector, "topic": claimed.topic})
            return Later(type(error).__name__)

    def _job(self, claimed: Claimed) -> None:
        """A message about work becomes a job of the queue in the transaction that settles it: once, whoever dies."""
        try:
            with transaction.atomic():
                self.enqueue(claimed)
                outbox.settle(delivery=claimed.id, outcome="delivered", at=self.now())
        except queue.NoSuchJob as error:
            outbox.settle(delivery=claimed.id, outcome="never", at=self.now(), reason=str(error))


def here() -> Relay:
    """Return the relay of this installation."""
    return Relay(listeners=wiring.listeners(), listening=wiring.listening)


def _let_go() -> None:
    """Give the connection back to the pool; inside a test's transaction there is nothing to give."""
    if not connection.in_atomic_block:
        connection.close()
