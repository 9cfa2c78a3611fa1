"""The one work-list: who sees what, in which order, at what cost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import ZONE
from motcua.queries import counter_lists, worklists
from motcua.queries.worklists import Filter
from motcua.services.dossiers import batches, moving
from motcua.services.papers import transfers
from motcua.storage.papers.travel import TransferLine
from motcua.storage.people.models import StaffRole
from tests import make


def at(hour: int, day: int = 16, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, 0, tzinfo=ZONE)


def handed_over(world, when: dt.datetime, **changes: object):
    opened = make.received(world, when, **changes)
    moving.advance(dossier_id=opened.id, action=Action.HAND_OVER, actor=world.actor("clerk"), at=when)
    return opened


def taken(world, when: dt.datetime):
    opened = handed_over(world, when)
    moving.advance(dossier_id=opened.id, action=Action.ASSIGN, actor=world.actor("officer"), at=when,
                   inputs={"assignee": str(world.staff["officer"].id)})  # fmt: skip
    return opened


def listed(world, who: str, now: dt.datetime, **wanted: str):
    return worklists.page(actor=world.actor(who), at=now, wanted=Filter.read(wanted))


def test_the_most_urgent_dossier_comes_first_and_says_how_late_it_is(world):
    newer, older = handed_over(world, at(9, 18)), handed_over(world, at(9, 16))
    found = listed(world, "officer", at(8, 23)).rows
    assert [r.id for r in found] == [older.id, newer.id]
    assert [r.late for r in found] == [True, False]
    assert found[0].minutes == -(8 * 60 + 60)  # Friday's whole day and one hour of Monday
    assert found[0].step_name.vi == "Thẩm định"


@pytest.mark.parametrize(
    ("who", "view", "seen", "because"),
    [
        ("officer", "todo", 2, "what is mine and what nobody has taken"),
        ("officer", "mine", 1, "only what is mine"),
        ("officer", "free", 1, "only what nobody has taken"),
        ("officer", "unit", 2, "everything in my unit"),
        ("head", "todo", 0, "nothing has come to the signature"),
        ("head", "unit", 2, "a head sees the unit's work"),
        ("other_officer", "unit", 0, "another commune's dossiers are not theirs"),
        ("clerk", "unit", 0, "a clerk holds no role of the desk"),
    ],
)
def test_each_view_shows_what_its_name_says(world, who, view, seen, because):
    handed_over(world, at(9))
    taken(world, at(10))
    assert len(listed(world, who, at(11), view=view).rows) == seen, because


def test_a_filter_by_time_left_and_its_number_agree(world):
    for day in (16, 17, 18, 19):
        handed_over(world, at(9, day))  # due at the end of 19, 20, 23 and 24 November
    now = at(9, 20)
    whole = listed(world, "officer", now)
    assert whole.counts == {"all": 4, "late": 1, "today": 1, "soon": 3}
    for when in ("late", "today", "soon"):
        assert len(listed(world, "officer", now, when=when).rows) == whole.counts[when]


def test_a_page_costs_two_statements_whatever_it_shows(world):
    StaffRole.objects.create(staff=world.staff["officer"], role="officer", unit=world.other_commune, valid_from=dt.date(2025, 7, 1))
    handed_over(world, at(9))
    consulted = taken(world, at(9))
    moving.advance(dossier_id=consulted.id, action=Action.CONSULT, actor=world.actor("officer"), at=at(10),
                   inputs={"unit": str(world.other_commune.id), "question": "Ý kiến?"})  # fmt: skip
    listed(world, "officer", at(11))  # revisions and configuration come into the cache once
    actor = world.actor("officer")
    with CaptureQueriesContext(connection) as seen:
        found = worklists.page(actor=actor, at=at(11), wanted=Filter())
    assert len(seen) == 2
    assert [r.what for r in found.rows] == ["consult", "step", "step"]


def test_pages_follow_each_other_without_gap_or_repetition(world):
    made = [handed_over(world, at(9)).id for _ in range(5)]
    seen, after = [], ""
    for _ in range(4):
        found = worklists.page(actor=world.actor("officer"), at=at(10), wanted=Filter(), after=after, size=2)
        seen += [r.id for r in found.rows]
        after = found.after
        if not after:
            break
    assert seen == sorted(made)


def test_a_key_that_nobody_made_starts_at_the_top(world):
    handed_over(world, at(9))
    assert len(worklists.page(actor=world.actor("officer"), at=at(10), wanted=Filter(), after="x'; --").rows) == 1


def test_a_waiting_dossier_leaves_the_list_and_stands_under_waiting(world):
    opened = taken(world, at(9))
    moving.advance(dossier_id=opened.id, action=Action.ASK_PAPERS, actor=world.actor("officer"), at=at(10),
                   inputs={"items": [{"name": "Giấy tờ chứng minh"}], "reason": "Bản mờ"})  # fmt: skip
    assert listed(world, "officer", at(11)).rows == ()
    (found,) = listed(world, "officer", at(11), view="waiting").rows
    assert (found.what, found.minutes, found.remaining) == ("waiting", None, 8 * 60 * 4 - 3 * 60)


def test_the_queue_of_filings_is_sorted_by_the_time_left_to_answer(world):
    late, fresh = make.filed(world, at(9)), make.filed(world, at(10, 17))
    found = counter_lists.to_answer(actor=world.actor("clerk"), at=at(10, 17))
    assert [r.id for r in found.rows] == [late.id, fresh.id]
    assert [r.late for r in found.rows] == [True, False]
    assert counter_lists.to_answer(actor=world.actor("other_clerk"), at=at(10, 17)).rows == ()


def test_a_received_dossier_waits_to_be_handed_over_to_the_unit_of_its_first_step(world):
    opened = make.received(world, at(9))
    (found,) = counter_lists.to_hand_over(actor=world.actor("clerk"), at=at(10)).rows
    assert (found.id, found.to_unit.code, found.due_at) == (opened.id, "H48.101", at(17))


def test_the_numbers_of_the_day_count_what_the_lists_show(world):
    make.filed(world, at(9)), make.received(world, at(9)), make.received(world, at(9))
    numbers = counter_lists.numbers(actor=world.actor("clerk"), at=at(10, 17))
    assert (numbers.to_answer, numbers.answer_late, numbers.to_hand_over, numbers.to_return) == (1, 1, 2, 0)


def test_a_line_says_where_the_papers_are_while_the_dossier_is_already_here(world):
    opened = make.received(world, at(9))
    batches.hand_over(dossier_ids=[opened.id], actor=world.actor("clerk"), at=at(9))
    (line,) = worklists.page(actor=world.actor("officer"), at=at(10), wanted=Filter()).rows
    assert (line.papers, line.papers_at) == ("on_way", world.centre.name)
    transfers.receive(line_ids=[TransferLine.objects.get().id], actor=world.actor("officer"), at=at(11))
    (line,) = worklists.page(actor=world.actor("officer"), at=at(14), wanted=Filter()).rows
    assert line.papers == "here"
