"""The relay: each message once to each listener, with one key, in order, whoever dies on the way."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest
from django.core import mail

from motcua.connectors.email import Email
from motcua.connectors.pretend import Pretend
from motcua.domain.dossiers.transitions import Action
from motcua.domain.people.party import PartyRole
from motcua.ports.messages import Delivered, Later, Never, Parcel
from motcua.queries import notices
from motcua.services import ledger, outbox
from motcua.services.dossiers import moving
from motcua.storage.ledger.models import Delivery, Message
from motcua.wiring import Listener
from motcua.workers import queue
from motcua.workers.relay import Relay
from tests import make
from tests.make import MONDAY


class Listening:
    """A connector that answers as told and remembers what it got."""

    topics = ("dossier.moved",)

    def __init__(self, *answers: object, name: str = "other") -> None:
        self.name = name
        self.answers = list(answers)
        self.got: list[Parcel] = []

    def deliver(self, parcel: Parcel) -> object:
        self.got.append(parcel)
        answer = self.answers.pop(0) if self.answers else Delivered()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def problem(self) -> str | None:
        return None


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.at = MONDAY + dt.timedelta(hours=8)

    def __call__(self) -> dt.datetime:
        return self.at


def relay_to(*connectors: object, clock: Clock | None = None) -> Relay:
    by_name = {c.name: Listener(c, notices.about) for c in connectors}
    return Relay(
        listeners=by_name,
        listening=lambda topic: ["jobs"] if topic.startswith("job.") else [n for n, c in by_name.items() if topic in c.connector.topics],
        now=clock or Clock(),
    )  # fmt: skip


def test_a_message_reaches_every_listener_once(world):
    make.received(world)
    first, second = Listening(name="one"), Listening(name="two")
    here = relay_to(first, second)
    while here.turn():
        pass
    assert [len(first.got), len(second.got)] == [1, 1]
    assert first.got[0].key != second.got[0].key
    assert set(Delivery.objects.values_list("outcome", flat=True)) == {"delivered"}


@pytest.mark.parametrize(
    ("answer", "because"),
    [(Later("busy"), "it said later"), (RuntimeError("broken"), "whatever is raised counts as later")],
)
def test_what_did_not_go_through_goes_again_with_the_same_key(world, answer, because):
    make.received(world)
    other, clock = Listening(answer), Clock()
    here = relay_to(other, clock=clock)
    here.turn()
    assert here.turn() == 0, because
    clock.at += dt.timedelta(seconds=6)
    here.turn()
    assert [p.attempt for p in other.got] == [1, 2]
    assert len({p.key for p in other.got}) == 1
    assert Delivery.objects.get().outcome == "delivered"


def test_a_refused_message_is_settled_with_the_reason_and_can_be_tried_again(world):
    make.received(world)
    other, clock = Listening(Never("unknown code")), Clock()
    here = relay_to(other, clock=clock)
    here.turn()
    row = Delivery.objects.get()
    assert (row.outcome, row.reason) == ("never", "unknown code")
    outbox.try_again(delivery_id=row.id, actor=world.actor("system_admin"), at=clock.at)
    here.turn()
    assert [p.key for p in other.got] == [str(row.id)] * 2
    assert Delivery.objects.get().outcome == "delivered"


def test_a_worker_that_died_leaves_its_claim_to_the_next_with_the_same_key(world):
    make.received(world)
    other, clock = Listening(), Clock()
    outbox.fan_out(listeners=lambda topic: ["other"], at=clock.at)
    claimed = outbox.claim(connectors=["other"], at=clock.at)  # and dies here
    here = relay_to(other, clock=clock)
    assert here.turn() == 0
    clock.at += outbox.LEASE + dt.timedelta(seconds=1)
    assert here.turn() == 1
    assert [p.key for p in other.got] == [str(claimed[0].id)]


def test_what_concerns_one_dossier_goes_out_in_order(world):
    opened = make.received(world)
    moving.advance(dossier_id=opened.id, action=Action.HAND_OVER, actor=world.actor("clerk"), at=MONDAY + dt.timedelta(hours=1))
    other, clock = Listening(Later("busy")), Clock()
    here = relay_to(other, clock=clock)
    here.turn()
    here.turn()
    assert [p.body["action"] for p in other.got] == ["receive"]
    clock.at += dt.timedelta(seconds=6)
    while here.turn():
        pass
    assert [p.body["action"] for p in other.got] == ["receive", "receive", "hand_over"]


def test_pauses_grow_and_end_in_giving_up(world):
    make.received(world)
    other, clock = Listening(*[Later("busy")] * 40), Clock()
    here = relay_to(other, clock=clock)
    for _ in range(40):
        here.turn()
        clock.at += dt.timedelta(hours=6, seconds=1)
    assert len(other.got) == outbox.MOST_ATTEMPTS
    assert Delivery.objects.get().outcome == "never"
    pauses = [outbox.pause_after(n).total_seconds() for n in (1, 2, 3, 30)]
    assert pauses == [5, 10, 20, 6 * 3600]


def test_two_workers_do_not_claim_the_same_delivery(world):
    make.received(world)
    clock = Clock()
    outbox.fan_out(listeners=lambda topic: ["a", "b"], at=clock.at)
    mine = outbox.claim(connectors=["a", "b"], at=clock.at, most=1)
    others = outbox.claim(connectors=["a", "b"], at=clock.at)
    assert len({c.id for c in (*mine, *others)}) == 2
    assert outbox.claim(connectors=["a", "b"], at=clock.at) == []


def test_a_claim_that_was_not_tried_is_given_back(world):
    make.received(world)
    clock = Clock()
    outbox.fan_out(listeners=lambda topic: ["a"], at=clock.at)
    claimed = outbox.claim(connectors=["a"], at=clock.at)
    outbox.give_back(deliveries=[c.id for c in claimed], at=clock.at)
    assert [c.attempt for c in outbox.claim(connectors=["a"], at=clock.at)] == [1]


def test_a_message_nobody_listens_to_is_settled(world):
    make.received(world)
    here = relay_to()
    assert here.turn() == 1
    assert here.turn() == 0
    assert not Delivery.objects.exists()


def test_the_letter_names_code_and_appointment_and_nothing_else_personal(world):
    submitter = dataclasses.replace(make.person(role=PartyRole.SUBMITTER), email="lan@example.vn")
    opened = make.received(world, parties=(make.person(), submitter))
    here = relay_to(Email())
    here.turn()
    letter = mail.outbox[0]
    assert letter.to == ["lan@example.vn"]
    assert letter.subject == f"Đã tiếp nhận hồ sơ ({opened.code})"
    assert "Hẹn trả kết quả: thứ Năm, ngày 19/11/2026, trước 17 giờ." in letter.body
    assert f"/tra-cuu/{opened.code}" in letter.body
    assert make.OWNER_NUMBER not in letter.body
    assert "0905000001" not in letter.body
    assert letter.extra_headers["Message-ID"].startswith(f"<{Delivery.objects.get().id}@")


def test_without_an_address_there_is_nobody_to_tell(world):
    make.received(world)
    relay_to(Email()).turn()
    assert mail.outbox == []
    assert Delivery.objects.get().outcome == "not_needed"


@pytest.mark.parametrize(
    ("mood", "outcome", "lines"),
    [("answer", "delivered", 1), ("never", "never", 0), ("later", "", 0), ("crash", "", 0)],
)
def test_the_pretend_connector_does_what_its_mood_says(world, tmp_path, mood, outcome, lines):
    opened = make.received(world)
    (tmp_path / "sms.mood").write_text(mood)
    relay_to(Pretend(name="sms", folder=tmp_path)).turn()
    assert Delivery.objects.get().outcome == outcome
    record = tmp_path / "sms.jsonl"
    kept = record.read_text().splitlines() if record.exists() else []
    assert len(kept) == lines
    for line in kept:
        found = json.loads(line)
        assert found["to"] == "…001"
        assert opened.code in found["text"]
        assert "0905000001" not in line


def test_a_message_about_unknown_work_is_settled_as_never(world):
    Message.objects.create(**ledger.messages(learner=None, topic="job.unheard_of", chain=None, body={}, at=MONDAY)[0])
    relay_to().turn()
    row = Delivery.objects.get()
    assert (row.outcome, row.connector) == ("never", "jobs")


def test_a_message_about_work_becomes_one_job_that_holds_no_body(world, job_rows):
    message = ledger.messages(learner=None, topic="job.tested", chain=None, body={"secret": "Phạm Thị Lan"}, at=MONDAY)[0]
    Message.objects.create(**message)
    here = relay_to()
    here.turn()
    here.turn()
    assert [(name, args) for name, args, _status in job_rows()] == [("job.tested", {"message": str(message["id"])})]
    assert queue.app.tasks["job.tested"].func(message=str(message["id"])) is None
    assert SEEN == [{"secret": "Phạm Thị Lan"}]


SEEN: list[object] = []


@pytest.fixture
def job_rows(db):
    """A job for messages of the topic `job.tested`, and the rows of the queue."""
    from django.db import connection

    SEEN.clear()
    queue.for_messages("job.tested")(lambda body: SEEN.append(dict(body)))

    def rows() -> list[tuple[str, dict[str, object], str]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT task_name, args, status::text FROM procrastinate_jobs ORDER BY id")
            return [(name, json.loads(args) if isinstance(args, str) else args, status) for name, args, status in cursor.fetchall()]

    yield rows
    queue.app.tasks.pop("job.tested", None)
