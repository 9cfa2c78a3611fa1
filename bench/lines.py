"""What is measured: each line with its requests, the bare view it is held against, and what it should reach."""

from __future__ import annotations

import itertools
import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from bench import client, reasons, world
from bench.world import World

FLOOR = 0.3  # share of the bare view
QUERIES = ("khai sinh", "dang ky ket hon", "chứng thực bản sao", "hộ kinh doanh", "dat dai", "trợ cấp xã hội", "lý lịch tư pháp")


@dataclass(frozen=True)
class Line:
    """One line of the table. It must reach `FLOOR` of the bare view, or `reason` measures why it does not."""

    name: str
    requests: Callable[[int], list[bytes]]  # so many, each good for one use
    against: str
    reason: Callable[[World], str] | None = None


def all_of(here: World) -> list[Line]:
    """Return the lines, the bare views first."""
    key = f"Authorization: Bearer {here.clerk_key}"

    def over(things: list[object], make: Callable[[object], bytes]) -> Callable[[int], list[bytes]]:
        return lambda count: [make(one) for one in itertools.islice(itertools.cycle(things), count)]

    return [
        Line("bare view, two ORM inserts", lambda n: list(itertools.islice(_writes(), n)), ""),
        Line("bare view, one read and one insert", over(list(here.cases), lambda c: client.get(f"/bench/read/{c}")), ""),
        Line("accept: POST /dossiers, 3 papers, 1 KB", lambda n: list(itertools.islice(_accepts(key), n)), "write"),
        Line("move: 1→2 on a filed dossier", lambda n: [_move(one, key) for one in world.filed(n)], "write"),
        Line("read one dossier", over(list(here.received), lambda d: client.get(f"/api/v1/dossiers/{d}", key)), "read"),
        Line("list of 50 dossiers", over([""], lambda _: client.get("/api/v1/dossiers?limit=50", key)), "read"),
        Line("desk's work-list page, 50 lines of HTML", over([""], lambda _: client.get("/ban-lam-viec/", f"Cookie: sessionid={here.session}")), "read", reasons.of_the_work_list),
        Line("search in the catalogue", over(list(QUERIES), lambda q: client.get(f"/api/v1/procedures?q={quote(str(q))}")), "read"),
        Line("receipt as PDF", over(list(here.slips), lambda s: client.get(f"/api/v1/dossiers/{s[0]}/slips/{s[1]}.pdf", key)), "read", reasons.of_the_receipt),  # type: ignore[index]
    ]  # fmt: skip


def _writes() -> Iterator[bytes]:
    for number in itertools.count():
        body = json.dumps({"answers": world.answers(number)}, ensure_ascii=False).encode()
        yield client.post("/bench/write", body, f"Idempotency-Key: {uuid.uuid4()}")


def _accepts(key: str) -> Iterator[bytes]:
    for number in itertools.count():
        body = json.dumps(_filing(number), ensure_ascii=False).encode()
        yield client.post("/api/v1/dossiers", body, key, f"Idempotency-Key: {uuid.uuid4()}")


def _filing(number: int) -> dict[str, object]:
    who = {
        "name": "Phạm Thị Lan", "identity": {"number": f"0510{90000000 + number % 9_000_000:08d}"}, "phone": "0905000001",
        "address": {"text": "Thôn Mẫu, xã Đo", "area_code_new": "21001"},
    }  # fmt: skip
    return {
        "act": "receive", "procedure": world.CODE, "parties": [{"role": "owner", **who}, {"role": "submitter", **who}],
        "answers": world.answers(number),
        "papers": [{"component": f"paper{i}", "name": f"Giấy tờ {i}", "copies": 1} for i in range(3)],
    }  # fmt: skip


def _move(dossier: uuid.UUID, key: str) -> bytes:
    return client.post(f"/api/v1/dossiers/{dossier}/moves", b'{"action": "accept"}', key)
