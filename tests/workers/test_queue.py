"""Jobs: each has a schedule, each runs, and one whose worker was killed runs again."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import pkgutil
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections
from procrastinate.contrib.django import app

from motcua.services import sweeping, throttling
from motcua.storage.ledger.models import IdempotencyKey
from motcua.workers import jobs, queue
from tests.make import MONDAY

assert jobs.__path__  # imports every job


def scheduled() -> dict[str, str]:
    return {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}


def test_every_job_of_the_folder_is_scheduled_or_takes_messages():
    names = {module.name for module in pkgutil.iter_modules(jobs.__path__)}
    assert names <= set(app.tasks)
    assert {"ledger_seal", "reading_blocks", "orphan_files", "spent_keys", "ended_sessions", "throttles"} <= set(scheduled())


@pytest.mark.parametrize("name", sorted(scheduled()))
def test_a_scheduled_job_runs_on_an_empty_database(db, settings, tmp_path, name):
    settings.FILES_ROOT = tmp_path
    app.tasks[name].func(timestamp=0)


@pytest.mark.parametrize(
    ("days", "kept", "because"), [(29, True, "a repeat may still come"), (31, False, "after thirty days it counts as new")]
)
def test_idempotency_keys_live_thirty_days(db, days, kept, because):
    IdempotencyKey.objects.create(actor="staff:1", key=str(uuid.uuid4()), request_digest="", created_at=MONDAY)
    sweeping.idempotency_keys(at=MONDAY + dt.timedelta(days=days))
    assert IdempotencyKey.objects.exists() is kept, because


def test_ended_sessions_and_old_counts_are_swept(db):
    for number, hours in enumerate((-1, 1)):
        Session.objects.create(session_key=str(number), session_data="", expire_date=MONDAY + dt.timedelta(hours=hours))
    assert sweeping.sessions(at=MONDAY) == 1
    now = int(MONDAY.timestamp())
    throttling.count(key="old", window=now - 2 * 86400)
    throttling.count(key="new", window=now - 60)
    assert sweeping.throttles(at=MONDAY) == 1
    assert throttling.count(key="new", window=now - 60) == 2


RAN: list[str] = []


@pytest.fixture
def abandoned(db):
    """A job that a worker had begun when it was killed, twenty seconds ago."""
    RAN.clear()

    @app.task(name="tests.abandoned")
    def work(what: str) -> None:
        RAN.append(what)

    work.defer(what="once more")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '20 seconds') RETURNING id")
        worker = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = 1", [worker])
    yield
    app.tasks.pop("tests.abandoned", None)


class OneConnection:
    """Lets the queue's asynchronous code use the test's own connection and transaction."""

    @staticmethod
    def lend(monkeypatch: pytest.MonkeyPatch) -> None:
        connector, ours = app.connector, connections["default"]
        monkeypatch.setattr(type(connector), "connection", property(lambda _self: ours))
        for name in ("execute_query", "execute_query_one", "execute_query_all"):
            direct = getattr(connector, name)

            async def called(query, _direct=direct, **arguments):
                return _direct(query=query, **arguments)

            monkeypatch.setattr(connector, f"{name}_async", called)


def test_a_job_whose_worker_was_killed_is_taken_up(abandoned, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    OneConnection.lend(monkeypatch)
    assert asyncio.run(queue.take_up_abandoned(app)) == 1
    assert asyncio.run(queue.take_up_abandoned(app)) == 0
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        worker = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now()")  # its moment has come
    job = asyncio.run(app.job_manager.fetch_job(queues=None, worker_id=worker))
    assert job is not None
    given = job.task_kwargs
    app.tasks[job.task_name].func(**(json.loads(given) if isinstance(given, str) else given))
    assert RAN == ["once more"]


def test_a_job_of_a_living_worker_is_left_alone(abandoned, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    OneConnection.lend(monkeypatch)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now()")
    assert asyncio.run(queue.take_up_abandoned(app)) == 0
