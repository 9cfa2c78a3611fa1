"""A chain of entries tells which of them was altered, taken out or added."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from motcua.domain import audit
from motcua.domain.hours import ZONE

AT = dt.datetime(2026, 11, 16, 9, 0, tzinfo=ZONE)
Pairs = list[tuple[audit.Entry, bytes]]


def chain(length: int = 4) -> Pairs:
    pairs: Pairs = []
    previous = audit.GENESIS
    for no in range(1, length + 1):
        entry = audit.Entry(
            chain="c", no=no, at=AT + dt.timedelta(minutes=no), action="note", before=2, after=2, step=None, unit="u",
            actor_kind="staff", actor="a", data={"n": no}, previous=previous,
        )  # fmt: skip
        previous = audit.digest(entry)
        pairs.append((entry, previous))
    return pairs


def head_of(pairs: Pairs) -> tuple[int, bytes]:
    return pairs[-1][0].no, pairs[-1][1]


def altered(pairs: Pairs, no: int, *, with_digest: bool = False, **changes: object) -> Pairs:
    entry = dataclasses.replace(pairs[no - 1][0], **changes)  # type: ignore[arg-type]
    digest = audit.digest(entry) if with_digest else pairs[no - 1][1]
    return [*pairs[: no - 1], (entry, digest), *pairs[no:]]


def without(pairs: Pairs, no: int) -> Pairs:
    return [pair for pair in pairs if pair[0].no != no]


WHOLE = chain()


@pytest.mark.parametrize(
    ("pairs", "faults", "because"),
    [
        (WHOLE, [], "nothing was touched"),
        (altered(WHOLE, 2, actor="b"), [(2, "altered")], "the digest covers who acted"),
        (altered(WHOLE, 2, actor="b", with_digest=True), [(2, "altered")], "the next one still names the old digest"),
        (altered(WHOLE, 4, actor="b", with_digest=True), [(4, "altered")], "the head still names the old digest"),
        (altered(WHOLE, 1, data={}), [(1, "altered")], "the first counts too"),
        (altered(WHOLE, 3, previous=bytes(32), with_digest=True), [(2, "altered"), (3, "altered")],
         "a link cut and written anew: the break lies between the two"),
        (without(WHOLE, 2), [(2, "missing")], "the numbers have a gap"),
        (without(WHOLE, 1), [(1, "missing")], "the first is gone"),
        (without(WHOLE, 4), [(4, "missing")], "the head remembers one more"),
        ([], [(1, "missing")], "all are gone"),
    ],
)  # fmt: skip
def test_what_was_done_to_a_chain_is_named(pairs, faults, because):
    assert [(f.no, f.problem) for f in audit.check(pairs, head_of(WHOLE))] == faults, because


def test_entries_beyond_the_head_are_named():
    assert [(f.no, f.problem) for f in audit.check(WHOLE, head_of(WHOLE[:3]))] == [(4, "head")]


def test_the_same_moment_in_another_zone_has_the_same_digest():
    entry = WHOLE[0][0]
    assert audit.digest(entry) == audit.digest(dataclasses.replace(entry, at=entry.at.astimezone(dt.UTC)))


@pytest.mark.parametrize(
    ("heads", "because"),
    [
        ([("a", 1, b"x"), ("b", 2, b"z")], "another head"),
        ([("a", 1, b"x"), ("b", 3, b"y")], "another number"),
        ([("a", 1, b"x")], "a chain is missing"),
        ([("a", 1, b"x"), ("b", 2, b"y"), ("c", 1, b"y")], "a chain was added"),
    ],
)
def test_a_seal_covers_every_head(heads, because):
    ours = audit.seal([("b", 2, b"y"), ("a", 1, b"x")], audit.GENESIS)
    assert ours == audit.seal([("a", 1, b"x"), ("b", 2, b"y")], audit.GENESIS), "in whatever order they come"
    assert ours != audit.seal(heads, audit.GENESIS), because
    assert ours != audit.seal([("a", 1, b"x"), ("b", 2, b"y")], ours), "and the seal before"


def test_a_seal_in_the_making_wants_its_chains_in_order():
    sealing = audit.Sealing(audit.GENESIS)
    sealing.add("b", 1, b"x")
    with pytest.raises(ValueError, match="out of order"):
        sealing.add("a", 1, b"x")


def test_a_block_covers_every_reading_and_the_block_before():
    one = audit.Reading(1, AT, "staff", "a", "dossier", ("d",))
    digest, count = audit.block([one], audit.GENESIS)
    assert count == 1
    assert digest != audit.block([dataclasses.replace(one, actor="b")], audit.GENESIS)[0]
    assert digest != audit.block([dataclasses.replace(one, dossier_ids=("e",))], audit.GENESIS)[0]
    assert digest != audit.block([one], digest)[0]
