"""Web and worker are killed again and again while dossiers come in: nothing is lost, nothing is sent with two keys."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from tests.kills.installation import FILING, Client, Installation

KILLS = 20
CLERKS = 4
BETWEEN = 0.9  # seconds between two kills
FOUND_WITHIN = 15.0  # seconds in which a killed process is there again
STUCK_AFTER = 60.0  # seconds without anything sent: twice the lease of a dead worker, and its return
DRAINED_WITHIN = 300.0  # seconds for all of it, on the slowest machine


@dataclass
class Clerk(threading.Thread):
    """Files a dossier and accepts it, over and over; asks again with the same key until it is acknowledged."""

    here: Installation
    stop: threading.Event
    filed: dict[str, dict[str, object]] = field(default_factory=dict)  # key -> what was acknowledged
    accepted: dict[str, str] = field(default_factory=dict)  # key -> dossier
    wrong: list[object] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        with Client(self.here) as client:
            self._work(client)

    def _work(self, client: Client) -> None:
        while not self.stop.is_set():
            key = uuid.uuid4().hex
            made = self._until_acknowledged(client, "/api/v1/dossiers", FILING | {"act": "file"}, key)
            if made is None:
                return
            self.filed[key] = made
            key = uuid.uuid4().hex
            done = self._until_acknowledged(client, f"/api/v1/dossiers/{made['id']}/moves", {"action": "accept"}, key)
            if done is None:
                return
            self.accepted[key] = str(made["id"])

    def _until_acknowledged(self, client: Client, path: str, body: object, key: str) -> dict[str, object] | None:
        while True:
            status, answer = client.send("POST", path, body, key)
            if status in (200, 201):
                return answer
            if status not in (0, 503):
                self.wrong.append((status, answer))
                return None
            if self.stop.is_set():
                return None
            time.sleep(0.05)


def test_nothing_is_lost_and_nothing_is_sent_with_two_keys(here):
    stop = threading.Event()
    clerks = [Clerk(here, stop) for _ in range(CLERKS)]
    for clerk in clerks:
        clerk.start()
    try:
        for number in range(KILLS):
            time.sleep(BETWEEN)
            _kill_something(here, number)
        here.ready()
        time.sleep(1)
    finally:
        stop.set()
        for clerk in clerks:
            clerk.join(30)
    assert [c.wrong for c in clerks if c.wrong] == []
    filed = {key: made for c in clerks for key, made in c.filed.items()}
    accepted = {key: dossier for c in clerks for key, dossier in c.accepted.items()}
    assert len(accepted) > KILLS, "too little came in for the kills to meet anything"
    _drain(here)
    _every_acknowledged_request_is_there(here, filed, accepted)
    _every_message_went_out_with_one_key(here)
    verified = here.command("ledger", "verify")
    assert verified.returncode == 0, verified.stdout


def _kill_something(here: Installation, number: int) -> None:
    """In turn: a process that serves requests, the worker, and now and then the application server itself."""
    what = "web" if number % 8 == 7 else ("serving", "worker")[number % 2]
    deadline = time.monotonic() + FOUND_WITHIN
    while not here.kill(what, number) and time.monotonic() < deadline:
        time.sleep(0.1)


def _drain(here: Installation) -> None:
    """Wait until nothing is to be sent; what a dead worker had claimed is due when its lease is over."""
    began = moved = time.monotonic()
    before = -1
    while (now := time.monotonic()) - moved < STUCK_AFTER and now - began < DRAINED_WITHIN:
        waiting = here.ask(
            "SELECT (SELECT count(*) FROM ledger_message WHERE fanned_at IS NULL)"
            " + (SELECT count(*) FROM ledger_delivery WHERE settled_at IS NULL)"
        )[0][0]
        if waiting == 0:
            return
        if waiting != before:
            before, moved = waiting, now
        time.sleep(0.2)
    raise AssertionError(f"{before} messages were not sent: {here.said()}")


def _every_acknowledged_request_is_there(here, filed, accepted) -> None:
    rows = {str(i): (code, status) for i, code, status in here.ask("SELECT id, code, status FROM dossiers_dossier")}
    assert [made for made in filed.values() if rows.get(str(made["id"]), ("", 0))[0] != made["code"]] == []
    assert [dossier for dossier in accepted.values() if rows[dossier][1] != 2] == []
    assert len({made["id"] for made in filed.values()}) == len(filed), "two keys, two dossiers"
    keys = here.ask("SELECT count(*) FROM ledger_idempotencykey WHERE response ? 'dossier' AND NOT response ? 'action'")
    assert keys[0][0] == len(rows), "each dossier came from one key"
    entries = here.ask("SELECT chain, count(*) FROM ledger_entry WHERE action = 'accept' GROUP BY chain")
    assert {str(chain) for chain, _n in entries} >= set(accepted.values())
    assert {n for _chain, n in entries} == {1}, "a move acknowledged twice was made once"


def _every_message_went_out_with_one_key(here) -> None:
    lines = [json.loads(line) for line in (here.data / "pretend" / "sms.jsonl").read_text().splitlines()]
    keys_of = defaultdict(set)
    for line in lines:
        keys_of[line["dossier"], line["action"]].add(line["key"])
    assert {what: keys for what, keys in keys_of.items() if len(keys) > 1} == {}
    told = here.ask("SELECT m.chain, d.id FROM ledger_delivery d JOIN ledger_message m ON m.id = d.message_id WHERE d.connector = 'sms'")
    moves = here.ask("SELECT count(*) FROM ledger_entry WHERE action IN ('file', 'receive', 'accept')")[0][0]
    assert len(told) == moves, "one delivery for each move"
    assert {str(delivery) for _chain, delivery in told} == {key for keys in keys_of.values() for key in keys}
    outcomes = here.ask("SELECT DISTINCT outcome FROM ledger_delivery WHERE connector = 'sms'")
    assert outcomes == [("delivered",)]
