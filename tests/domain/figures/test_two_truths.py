"""Two truths: whatever the dossiers, causes add up exactly to the difference, and each dossier has one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain import where as w
from motcua.domain.figures import counted as c
from motcua.domain.figures import two_truths
from motcua.domain.figures.facts import Fact, Told
from motcua.domain.figures.parts import Sum, counts
from motcua.domain.figures.two_truths import Cause

START = dt.date(2026, 3, 1)
PERIOD = (dt.date(2026, 3, 20), dt.date(2026, 4, 20))


def _day(offset: int) -> dt.date:
    return START + dt.timedelta(days=offset)


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    """Return a dossier as the database reads one: late there at the latest with its end, late in both senses from the later day."""
    accepted = draw(st.one_of(st.none(), st.integers(0, 50)))
    ended = draw(st.one_of(st.none(), st.integers(accepted or 0, 80)))
    late = draw(st.one_of(st.none(), st.integers(accepted, 80))) if accepted is not None else None
    there = draw(st.one_of(st.none(), st.integers(accepted, ended if ended is not None else 80))) if accepted is not None else None
    ended_late = ended is not None and late is not None and ended > late
    both = max(late, there) if late is not None and there is not None and (ended is None or ended_late) else None
    return Fact(
        dossier_id="d", procedure_code="1", channel="online", online_level="full", received_unit="u", competent_unit="u", filed_on=_day(accepted or 0),
        accepted_on=_day(accepted) if accepted is not None else None, ended_on=_day(ended) if ended is not None else None,
        ended=None if ended is None else draw(st.sampled_from(["done", "withdrawn", "stopped"])), ended_late=ended_late,
        late_on=_day(late) if late is not None else None, national_late_on=_day(there) if there is not None else None,
        both_late_on=_day(both) if both is not None else None, told=draw(st.sampled_from([None, *(t.value for t in Told)])),
        asked_twice=draw(st.booleans()), undated=draw(st.booleans()),
    )  # fmt: skip


def _late(fact: Fact, since: dt.date | None, *, late_at_end: bool) -> bool:
    """Say whether a dossier is late in the period by one sense: ended late within it, or open and late on its last day."""
    first, last = PERIOD
    if fact.accepted_on is None:
        return False
    if fact.ended_on is not None and fact.ended_on <= last:
        return fact.ended_on >= first and late_at_end
    return since is not None and since <= last


def _here(fact: Fact) -> bool:
    return _late(fact, fact.late_on if fact.ended_on is None or fact.ended_late else None, late_at_end=fact.ended_late)


def _there(fact: Fact) -> bool:
    return _late(fact, fact.national_late_on, late_at_end=fact.national_late_on is not None)


def _of(found: Sum, fact: Fact) -> int:
    return sum(counts(term, fact, *PERIOD) for term in found)


@given(st.lists(facts(), max_size=30))
def test_causes_add_up_exactly_to_the_difference(made: list[Fact]) -> None:
    causes = {cause: sum(_of(c.only_there(cause), one) for one in made) for cause in Cause}
    only_there = [one for one in made if _there(one) and not _here(one)]
    only_here = [one for one in made if _here(one) and not _there(one)]
    assert causes == {cause: sum(two_truths.cause_of(one) is cause for one in only_there) for cause in Cause}
    assert sum(_of(c.ONLY_HERE, one) for one in made) == len(only_here)
    there, here = (sum(_of(s, one) for one in made) for s in (c.LATE_THERE, c.LATE_HERE))
    assert (there, here) == (sum(map(_there, made)), sum(map(_here, made)))
    assert sum(causes.values()) - len(only_here) == there - here


@given(facts())
def test_every_dossier_has_exactly_one_cause(fact: Fact) -> None:
    said = fact.as_mapping()
    true = [cause for cause in Cause if w.holds(two_truths.WHERE[cause], said)]
    assert true == [two_truths.cause_of(fact)]
    assert all(_of(c.only_there(cause), fact) in (0, 1) for cause in Cause)


FIRST = [
    # what is true, the cause, because
    ({"asked_twice": True, "told": "never", "undated": True}, Cause.SUPPLEMENTS, "it is late there whatever is sent"),
    ({"told": "never", "undated": True}, Cause.NEVER_SENT, "without an end no date helps"),
    ({"undated": True, "told": "returned"}, Cause.UNDATED, "the date is missing before anything is compared"),
    ({"told": "returned", "late_on": START}, Cause.SENT_LATE, "only 10 arrived"),
    ({"told": "done", "late_on": START}, Cause.PROMISED_EARLIER, "the end is known, and the legal limit is later than the appointment"),
    ({}, Cause.CLOCK_STANDS, "no legal limit runs"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "cause", "because"), FIRST)
def test_the_first_true_cause_is_the_cause(said: dict[str, object], cause: Cause, because: str) -> None:
    fact = Fact(
        dossier_id="d", procedure_code="1", channel="online", online_level="full", received_unit="u", competent_unit="u", filed_on=START, **said
    )  # type: ignore[arg-type]
    assert two_truths.cause_of(fact) is cause, because
