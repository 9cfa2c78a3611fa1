"""The queue of jobs: procrastinate in the same database, fed by the relay and by schedules, never by a request."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping

from procrastinate import App, RetryStrategy
from procrastinate.contrib.django import app

from motcua.services import outbox
from motcua.services.outbox import Claimed

RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)  # 4, 16, 64 … seconds, the last about five hours
HEARTBEAT = 5.0  # seconds
SILENT = 15.0  # seconds without a heartbeat after which a worker counts as dead

Scheduled = Callable[[], None]
ForMessage = Callable[[Mapping[str, object]], None]


class NoSuchJob(LookupError):
    """No job takes messages of this topic."""


def scheduled(cron: str) -> Callable[[Scheduled], Scheduled]:
    """Run the function by a schedule (cron in UTC: Vietnam is seven hours ahead); it must bear being run twice."""

    def decorate(work: Scheduled) -> Scheduled:
        name = work.__module__.rsplit(".", 1)[-1]

        def task(timestamp: int) -> None:
            work()

        registered = app.task(name=name, queueing_lock=name, lock=name, retry=RETRY)(task)
        app.periodic(cron=cron, periodic_id=name)(registered)
        return work

    return decorate


def for_messages(topic: str) -> Callable[[ForMessage], ForMessage]:
    """Run the function for messages of a topic (`job.…`); it must bear being run twice.

    The queue holds only the message's id: what the message says stays sealed in the outbox.
    """

    def decorate(work: ForMessage) -> ForMessage:
        def task(message: str) -> None:
            work(outbox.body(uuid.UUID(message)))

        app.task(name=topic, retry=RETRY)(task)
        return work

    return decorate


def enqueue(claimed: Claimed) -> None:
    """Put a message into the queue, within the transaction at hand. Raises NoSuchJob."""
    app.perform_import_paths()
    if claimed.topic not in app.tasks:
        raise NoSuchJob(f"no job takes {claimed.topic}")
    app.configure_task(claimed.topic, lock=str(claimed.id)).defer(message=str(claimed.message))


async def take_up_abandoned(running: App) -> int:
    """Put back the jobs of workers that died: those run again, from the start; return how many there were."""
    manager = running.job_manager
    jobs = list(await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT))
    for job in jobs:
        await manager.retry_job(job)
    return len(jobs)
