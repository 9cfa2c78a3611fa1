"""Starting: a port that is taken, a bad port, a database whose mark is right."""

from __future__ import annotations

import socket

import pytest

from motcua.cli import running, stamp
from motcua.settings import environment


def test_a_port_in_use_is_told_with_another_to_take(monkeypatch, capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        assert running.serve() == 2
    said = capsys.readouterr().err
    assert f"Port {port} is in use" in said
    assert f"PORT={port + 1}" in said


@pytest.mark.parametrize("port", ["", "eighty", "0", "70000", "-1"])
def test_a_port_that_is_none_is_told_with_an_example(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit, match="PORT=8001"):
        running.address()


def test_the_server_runs_two_workers_of_sixteen_threads_with_a_limit_of_requests():
    command = " ".join(running.web_command("127.0.0.1", 8000))
    for part in ("--interface wsgi", "--workers 2", "--blocking-threads 16", "--backpressure", "--respawn-failed-workers"):
        assert part in command


def test_a_marked_database_is_not_looked_through_again(db, monkeypatch):
    from django.db import connection

    marks: list[str] = []
    monkeypatch.setattr(stamp, "found", lambda: marks[-1] if marks else "")
    monkeypatch.setattr(running.subprocess, "run", lambda *a, **k: pytest.fail("the database was looked through again"))
    marks.append(stamp.wanted(demo=False))
    assert running._prepared(demo=False)
    marks.append(stamp.wanted(demo=True))
    assert running._prepared(demo=True)
    assert running._prepared(demo=False), "a database with the demo serves without it too"
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON TABLE django_migrations IS '{marks[-1]}'")
        cursor.execute("SELECT obj_description(to_regclass('django_migrations'), 'pg_class')")
        assert cursor.fetchone()[0] == marks[-1]


@pytest.mark.parametrize(("given", "names"), [("", ()), ("sms", ("sms",)), ("sms, zalo", ("sms", "zalo"))])
def test_pretend_connectors_are_named_in_the_environment(monkeypatch, given, names):
    import os

    assert environment.read({**os.environ, "MOTCUA_PRETEND": given}).pretend == names


def test_a_pretend_connector_with_an_odd_name_is_told(monkeypatch):
    import os

    with pytest.raises(environment.BadEnvironment, match="MOTCUA_PRETEND"):
        environment.read({**os.environ, "MOTCUA_PRETEND": "../sms"})
