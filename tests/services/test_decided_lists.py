"""Lists by decision: three people bring one about, and what reads it asks about a day."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.domain.dossiers.states import Place
from motcua.domain.permissions.roles import Role
from motcua.domain.procedures.lists import ListKind
from motcua.domain.procedures.revision import Channel
from motcua.queries import board_chains, configuration
from motcua.queries import decided_lists as looked_up
from motcua.services import decided_lists
from motcua.services.decided_lists import Decision, ListNotPossible, ListWrong, NotForLists
from motcua.services.dossiers.filings import FilingRefused
from motcua.storage.ledger.models import Entry
from motcua.storage.lists.models import DecidedList
from motcua.storage.people.models import DatedSetting, StaffRole
from tests import chain_stories, make
from tests.chain_stories import LAND, on

CODE = "9.000001"
DECISION = Decision(number="901/QĐ-UBND", day=dt.date(2026, 11, 10), first=dt.date(2026, 11, 16))


def proposed(world, kind: ListKind = ListKind.ANYWHERE, codes: tuple[str, ...] = (CODE,)):  # type: ignore[no-untyped-def]
    return decided_lists.propose(
        kind=kind, title="Danh mục thử", codes=codes, unit_id=world.commune.id, actor=world.actor("officer"), at=on(10)
    )


def appraised(world, **more: object):  # type: ignore[no-untyped-def]
    made = proposed(world, **more)
    decided_lists.appraise(list_id=made, text="Đủ căn cứ", actor=world.actor("controller"), at=on(11))
    return made


def approved(world, decision: Decision = DECISION, **more: object):  # type: ignore[no-untyped-def]
    made = appraised(world, **more)
    decided_lists.approve(list_id=made, decision=decision, actor=world.actor("leader"), at=on(12))
    configuration.forget()
    return made


def test_a_list_counts_only_when_a_decision_has_approved_it_and_on_its_days(world):
    made = appraised(world)
    configuration.forget()
    assert looked_up.on(ListKind.ANYWHERE, CODE, dt.date(2026, 11, 20)) is None
    decided_lists.approve(list_id=made, decision=DECISION, actor=world.actor("leader"), at=on(12))
    configuration.forget()
    assert looked_up.on(ListKind.ANYWHERE, CODE, dt.date(2026, 11, 15)) is None
    found = looked_up.on(ListKind.ANYWHERE, CODE, dt.date(2026, 11, 16))
    assert found is not None
    assert found.decision == "901/QĐ-UBND"
    assert looked_up.on(ListKind.ESSENTIAL, CODE, dt.date(2026, 11, 16)) is None
    actions = list(Entry.objects.filter(chain=made).order_by("no").values_list("action", flat=True))
    assert actions == ["list.propose_list", "list.appraise_list", "list.approve_list"]


@pytest.mark.parametrize(
    ("act", "who", "because"),
    [
        ("propose", "clerk", "a counter settles nothing"),
        ("propose", "controller", "who appraises does not propose"),
        ("appraise", "officer", "who proposes does not appraise"),
        ("approve", "controller", "who appraises does not decide"),
        ("approve", "head", "a head of a commune decides nothing for the province"),
    ],
)
def test_each_step_has_its_own_right(world, act, who, because):
    made = proposed(world) if act == "appraise" else appraised(world) if act == "approve" else None
    actor = world.actor(who)
    tries = {
        "propose": lambda: decided_lists.propose(kind=ListKind.ANYWHERE, title="X", codes=[CODE], unit_id=world.commune.id, actor=actor, at=on(10)),
        "appraise": lambda: decided_lists.appraise(list_id=made, text="Đủ", actor=actor, at=on(11)),
        "approve": lambda: decided_lists.approve(list_id=made, decision=DECISION, actor=actor, at=on(12)),
    }  # fmt: skip
    with pytest.raises(NotForLists):
        tries[act]()


def test_nobody_takes_two_steps_with_the_same_list_whatever_roles_they_hold(world):
    for role, unit in ((Role.CONTROLLER, world.province), (Role.LEADER, world.province)):
        StaffRole.objects.create(staff=world.staff["officer"], role=role.value, unit=unit, valid_from=dt.date(2025, 7, 1))
    with pytest.raises(ListNotPossible) as refused:
        decided_lists.appraise(list_id=proposed(world), text="Đủ", actor=world.actor("officer"), at=on(11))
    assert refused.value.why == "same_person"
    with pytest.raises(ListNotPossible):
        decided_lists.approve(list_id=appraised(world), decision=DECISION, actor=world.actor("officer"), at=on(12))


def test_a_step_is_taken_in_order_and_once(world):
    with pytest.raises(ListNotPossible):
        decided_lists.approve(list_id=proposed(world), decision=DECISION, actor=world.actor("leader"), at=on(12))
    made = approved(world)
    with pytest.raises(ListNotPossible):
        decided_lists.refuse(list_id=made, text="Thôi", actor=world.actor("leader"), at=on(13))


@pytest.mark.parametrize(
    ("decision", "what"),
    [
        (Decision(number=" ", day=dt.date(2026, 11, 10), first=dt.date(2026, 11, 16)), "decision"),
        (Decision(number="1/QĐ", day=dt.date(2026, 11, 30), first=dt.date(2026, 12, 1)), "decided_on"),
        (Decision(number="1/QĐ", day=dt.date(2026, 11, 10), first=dt.date(2026, 11, 16), last=dt.date(2026, 11, 15)), "last"),
    ],
)
def test_a_decision_has_a_number_a_day_that_has_been_and_days_in_order(world, decision, what):
    made = appraised(world)
    with pytest.raises(ListWrong) as refused:
        decided_lists.approve(list_id=made, decision=decision, actor=world.actor("leader"), at=on(12))
    assert refused.value.what == what
    assert DecidedList.objects.get(id=made).state == "appraised"


def test_a_code_the_catalogue_has_not_got_is_named(world):
    with pytest.raises(ListWrong) as refused:
        proposed(world, codes=(CODE, "9.999999"))
    assert refused.value.codes == ("9.999999",)


def test_another_decision_ends_the_list_it_replaces_the_day_before(world):
    old = approved(world)
    second = Decision(number="950/QĐ-UBND", day=dt.date(2026, 11, 12), first=dt.date(2026, 12, 1), replaces=old)
    new = approved(world, decision=second)
    row = DecidedList.objects.get(id=old)
    assert (row.valid_to, row.replaced_by_id) == (dt.date(2026, 11, 30), new)
    assert looked_up.on(ListKind.ANYWHERE, CODE, dt.date(2026, 11, 30)).decision == "901/QĐ-UBND"
    assert looked_up.on(ListKind.ANYWHERE, CODE, dt.date(2026, 12, 1)).decision == "950/QĐ-UBND"


# What reads the lists ------------------------------------------------------------------------------------------------


def elsewhere(world, at: dt.datetime, **more: object):  # type: ignore[no-untyped-def]
    """Hand in at the other commune what the commune of the owner's address settles."""
    filing = make.filing(world, received_unit=world.other_centre.id, competent_unit=world.commune.id, **more)
    from motcua.services.dossiers import opening

    return opening.receive(filing=filing, actor=world.actor("other_clerk"), at=at)


def test_every_procedure_is_received_anywhere_until_the_province_sets_otherwise(world):
    assert elsewhere(world, on(16)).code


def listed_only() -> None:
    DatedSetting.objects.create(key="received_anywhere", value="listed", valid_from=dt.date(2026, 11, 17))
    configuration.forget()


def test_what_no_list_names_is_received_only_where_it_is_settled_from_the_day_of_the_setting(world):
    listed_only()
    assert elsewhere(world, on(16)).code  # the day before
    with pytest.raises(FilingRefused) as refused:
        elsewhere(world, on(17))
    ((path, kind, params),) = refused.value.problems
    assert (path, kind, params["unit"]) == ("received_unit", "not_received_here", "UBND xã Ba Thử")
    assert make.received(world, on(17)).code  # at its own counter


def test_a_listed_procedure_is_received_anywhere_on_the_lists_days(world):
    listed_only()
    approved(world, decision=Decision(number="901/QĐ", day=dt.date(2026, 11, 10), first=dt.date(2026, 11, 18), last=dt.date(2026, 11, 18)))
    with pytest.raises(FilingRefused):
        elsewhere(world, on(17))
    assert elsewhere(world, on(18)).code
    with pytest.raises(FilingRefused):
        elsewhere(world, on(19))


def test_a_regional_agency_is_at_home_in_every_commune_it_serves(world):
    chain_stories.chain(world)
    listed_only()
    assert make.received(world, on(17), procedure_code=LAND).code


def test_what_another_system_received_is_never_refused_for_its_place(world):
    from motcua.services.dossiers import opening
    from motcua.services.dossiers.filings import Foreign

    listed_only()
    filing = make.filing(world, channel=Channel.ONLINE, place=Place.AFAR, competent_unit=world.other_commune.id, foreign=Foreign(code="G00-1"))
    assert opening.file(filing=filing, actor=make.citizen(), at=on(17)).code == "G00-1"


def test_figures_count_a_dossier_by_the_list_of_the_day_it_was_received(world):
    make.facts_at_once()
    make.received(world, on(13))  # a Friday before the list
    approved(world, kind=ListKind.ESSENTIAL)
    make.received(world, on(16))
    make.received(world, on(17))
    (row,) = board_chains.lists([str(world.commune.id)], dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    assert (row.kind, row.received, row.online) == (ListKind.ESSENTIAL, 2, 0)
    approved(world, kind=ListKind.ESSENTIAL)
    assert board_chains.lists(None, dt.date(2026, 11, 1), dt.date(2026, 11, 30)) == [row], "of two lists at once, a dossier counts once"
    behind = board_chains.received_on("list_essential", [str(world.commune.id)], dt.date(2026, 11, 1), dt.date(2026, 11, 30), limit=10)
    assert len(behind) == 2


@pytest.mark.parametrize(
    ("decision", "what", "because"),
    [
        (Decision(number="901/QĐ-UBND", day=dt.date(2026, 11, 10), first=dt.date(1900, 1, 1)), "before_decision", "it cannot hold before it was decided"),
        (Decision(number="x" * 40, day=dt.date(2026, 11, 10), first=dt.date(2026, 11, 16)), "decision", "a decision has a number and a sign"),
    ],
)
def test_a_decision_has_its_number_and_a_first_day_not_before_it(world, decision, what, because):
    made = appraised(world)
    with pytest.raises(ListWrong) as refused:
        decided_lists.approve(list_id=made, decision=decision, actor=world.actor("leader"), at=on(12))
    assert refused.value.what == what, because


def test_an_approved_list_ends_with_a_day_and_a_reason(world):
    made = approved(world)
    given = {"list_id": made, "last": dt.date(2026, 11, 20), "text": "Nghị định mới bãi bỏ", "at": on(17)}
    with pytest.raises(NotForLists):
        decided_lists.end(actor=world.actor("controller"), **given)
    with pytest.raises(ListWrong, match="ends"):
        decided_lists.end(actor=world.actor("leader"), **given | {"last": dt.date(2026, 11, 16)})
    with pytest.raises(ListWrong, match="text"):
        decided_lists.end(actor=world.actor("leader"), **given | {"text": " "})
    decided_lists.end(actor=world.actor("leader"), **given)
    configuration.forget()
    assert looked_up.on(ListKind.ANYWHERE, CODE, dt.date(2026, 11, 20)) is not None
    assert looked_up.on(ListKind.ANYWHERE, CODE, dt.date(2026, 11, 21)) is None
    assert Entry.objects.filter(chain=made).latest("no").action == "list.end_list"
    with pytest.raises(ListNotPossible):
        decided_lists.end(actor=world.actor("leader"), **given | {"at": on(23), "last": dt.date(2026, 11, 24)})
