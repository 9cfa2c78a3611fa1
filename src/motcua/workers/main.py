"""The worker process: the relay in threads of its own, the queue of jobs in the main one."""

from __future__ import annotations

import asyncio
import logging
import threading

from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from motcua.workers import folder, queue, relay

log = logging.getLogger("motcua.worker")

RELAYS = 2  # threads; a slow connector in one leaves the other
JOBS_AT_ONCE = 2
LOOK_EVERY = 10.0  # seconds between looks for jobs of dead workers


def run() -> int:
    """Work until told to stop (SIGTERM, SIGINT); what is under way is finished first."""
    stop = threading.Event()
    here = relay.here()
    threads = [threading.Thread(target=here.run, args=(stop,), name=f"relay-{i}", daemon=True) for i in range(RELAYS)]
    threads.append(threading.Thread(target=folder.run, args=(stop,), name="folder", daemon=True))
    for thread in threads:
        thread.start()
    try:
        asyncio.run(_jobs())
    except ConnectorException as error:
        log.error("worker: the database does not answer", exc_info=error)
        return 1
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=15)
    return 0


async def _jobs() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as running:  # type: ignore[attr-defined]
        async with running.open_async():
            looking = asyncio.create_task(_look_after(running))
            try:
                await running.run_worker_async(
                    concurrency=JOBS_AT_ONCE, listen_notify=False, fetch_job_polling_interval=1.0,
                    delete_jobs="successful", update_heartbeat_interval=queue.HEARTBEAT,
                    stalled_worker_timeout=queue.SILENT, shutdown_graceful_timeout=20.0,
                )  # fmt: skip
            finally:
                looking.cancel()


async def _look_after(running: App) -> None:
    while True:
        try:
            taken = await queue.take_up_abandoned(running)
            if taken:
                log.warning("jobs of a dead worker were taken up", extra={"count": taken})
        except ConnectorException as error:
            log.error("worker: the database does not answer", exc_info=error)
        await asyncio.sleep(LOOK_EVERY)
