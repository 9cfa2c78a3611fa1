"""A thousand people at one counter at once: everybody gets a code of their own, nobody gets two."""

from __future__ import annotations

import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.kills.installation import FILING, Client

INTAKES, THREADS = 1000, 32


def test_a_thousand_intakes_at_one_unit_have_a_thousand_codes(here):
    def intake(share: int) -> list[tuple[int, object]]:
        with Client(here, timeout=60) as client:
            sent = [client.send("POST", "/api/v1/dossiers", FILING | {"act": "receive"}, uuid.uuid4().hex) for _ in range(share)]
        return [(status, answer.get("code")) for status, answer in sent]

    shares = [INTAKES // THREADS + (i < INTAKES % THREADS) for i in range(THREADS)]
    with ThreadPoolExecutor(THREADS) as pool:
        answers = [one for part in pool.map(intake, shares) for one in part]
    assert Counter(status for status, _code in answers) == {201: INTAKES}
    assert len({code for _status, code in answers}) == INTAKES
    found = here.ask("SELECT count(DISTINCT code) FROM dossiers_dossier WHERE code = ANY(%s)", [str(c) for _s, c in answers])
    assert found[0][0] == INTAKES


def test_a_button_pressed_sixteen_times_at_once_opens_one_dossier(here):
    key = uuid.uuid4().hex
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: here.send("POST", "/api/v1/dossiers", FILING | {"act": "receive"}, key), range(16)))
    assert len({answer["id"] for _status, answer in answers}) == 1
    assert Counter(status for status, _answer in answers) == {201: 1, 200: 15}


def test_sixteen_clerks_who_accept_the_same_filing_make_one_move(here):
    _status, made = here.send("POST", "/api/v1/dossiers", FILING | {"act": "file"}, uuid.uuid4().hex)
    path = f"/api/v1/dossiers/{made['id']}/moves"
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda n: here.send("POST", path, {"action": "accept"}), range(16)))
    assert Counter(status for status, _answer in answers) == {200: 1, 409: 15}
    entries = here.ask("SELECT no, action FROM ledger_entry WHERE chain = %s ORDER BY no", made["id"])
    assert entries == [(1, "file"), (2, "accept")]


def test_the_same_move_sent_sixteen_times_with_one_key_is_made_once(here):
    _status, made = here.send("POST", "/api/v1/dossiers", FILING | {"act": "file"}, uuid.uuid4().hex)
    path, key = f"/api/v1/dossiers/{made['id']}/moves", uuid.uuid4().hex
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda n: here.send("POST", path, {"action": "accept"}, key), range(16)))
    assert Counter(status for status, _answer in answers) == {200: 16}
    assert Counter(answer["repeated"] for _status, answer in answers) == {False: 1, True: 15}


def test_paid_intakes_at_once_have_receipts_without_a_gap_and_a_repeat_has_none(here):
    before = here.ask("SELECT COALESCE(max(number), 0) FROM fees_receipt")[0][0]
    paid, keys = FILING | {"act": "receive", "paid": "cash"}, [uuid.uuid4().hex for _n in range(120)]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda key: here.send("POST", "/api/v1/dossiers", paid, key), [*keys, *keys[:40]]))
    assert Counter(status for status, _answer in answers) == {201: 120, 200: 40}
    numbers = [n for (n,) in here.ask("SELECT number FROM fees_receipt WHERE number > %s ORDER BY number", before)]
    assert numbers == list(range(before + 1, before + 121))
    sums = here.ask(
        "SELECT (SELECT sum(total) FROM fees_receipt WHERE number > %s), (SELECT sum(p.amount) FROM fees_payment p "
        "JOIN fees_receipt r ON r.id = p.receipt_id WHERE r.number > %s)", before, before,
    )  # fmt: skip
    assert sums[0][0] == sums[0][1]
