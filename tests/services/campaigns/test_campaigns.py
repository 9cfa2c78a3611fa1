"""Campaigns: prepared, approved by another, measured on the facts, reminded, answered, closed with a record that stays."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from fractions import Fraction

import pypdf
import pytest
from django.db import connection

from motcua import wiring
from motcua.connectors import notices
from motcua.domain.campaigns.plan import Goal, Pace, PlanWrong, State, Target
from motcua.domain.campaigns.scores import Formula
from motcua.domain.dossiers.transitions import Action
from motcua.domain.people.units import Level
from motcua.domain.permissions.roles import Role
from motcua.ports.messages import Parcel
from motcua.queries import configuration
from motcua.queries import notices as addresses
from motcua.queries.campaigns import campaigns, standings
from motcua.services import outbox
from motcua.services.campaigns import closing, preparing, report, running
from motcua.services.campaigns.rights import CampaignNotPossible, CampaignWrong, NotForCampaigns
from motcua.services.dossiers import moving
from motcua.storage.campaigns.models import Campaign, Difficulty, Reminder, Task
from motcua.storage.ledger.models import Entry, Message
from motcua.storage.people.models import StaffRole
from tests import make
from tests.make import MONDAY, World

FIRST, LAST = MONDAY.date(), dt.date(2026, 12, 15)
DAY = dt.timedelta(days=1)
ONLINE = Target(indicator="online", amount=Fraction(85, 100))


@pytest.fixture(autouse=True)
def _facts_at_once(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def drafted(world: World, template: str = "plan_140", first: dt.date = FIRST, last: dt.date = LAST) -> uuid.UUID:
    return preparing.begin(name="Ba mươi ngày đêm", first=first, last=last, template=template, actor=world.actor("controller"), at=MONDAY)


def approved(world: World, *targets: Target) -> uuid.UUID:
    key = drafted(world, "" if targets else "plan_140")
    for target in targets:
        preparing.put_target(campaign_id=key, target=target, actor=world.actor("controller"), at=MONDAY)
    preparing.approve(campaign_id=key, decision="140/KH-UBND", decided_on=FIRST, actor=world.actor("leader"), at=MONDAY)
    return key


def dossiers(world: World, counter: int, online: int) -> None:
    """Receive dossiers on the Monday: of each counter one; online ones are accepted by the clerk."""

    for _ in range(counter):
        make.received(world)
    for _ in range(online):
        filed = make.filed(world)
        moving.advance(dossier_id=filed.id, action=Action.ACCEPT, actor=world.actor("clerk"), at=MONDAY, inputs={})


def one(key: uuid.UUID, day: dt.date = FIRST) -> campaigns.Campaign:
    found = campaigns.one(key, day)
    assert found is not None
    return found


def test_a_draft_has_targets_units_and_formula_of_its_template_and_growth_moves_with_the_year(world: World) -> None:
    found = one(drafted(world, "plan_96"))
    assert (found.state, found.plan.pace, found.formula) == (State.DRAFT, Pace.WORKING, Formula())
    assert set(found.units) == {str(world.commune.id), str(world.other_commune.id)}
    assert {(t.indicator, t.base_year) for t in found.targets if t.goal is Goal.RELATIVE} == {("online", 2025), ("paid_online", 2025)}


def test_a_draft_is_changed_by_control_alone_and_an_approved_plan_by_nobody(world: World) -> None:
    key, control = drafted(world), world.actor("controller")
    with pytest.raises(NotForCampaigns):
        preparing.put_target(campaign_id=key, target=ONLINE, actor=world.actor("leader"), at=MONDAY)
    preparing.put_target(campaign_id=key, target=ONLINE, number=1, actor=control, at=MONDAY)
    preparing.take_target_out(campaign_id=key, number=0, actor=control, at=MONDAY)
    preparing.set_formula(campaign_id=key, formula=Formula(cap=120, tasks=20, unanswered=5), weights=[4], actor=control, at=MONDAY)
    units = [str(world.commune.id)]
    preparing.change(campaign_id=key, name=" Tên mới ", first=FIRST, last=LAST, pace=Pace.WORKING, units=units, actor=control, at=MONDAY)
    found = one(key)
    assert [(t.indicator, t.weight) for t in found.targets] == [("online", 4)]
    assert (found.plan.name, list(found.units), found.formula.cap) == ("Tên mới", units, 120)
    preparing.approve(campaign_id=key, decision="1/KH-UBND", decided_on=FIRST, actor=world.actor("leader"), at=MONDAY)
    with pytest.raises(CampaignNotPossible, match="state"):
        preparing.put_target(campaign_id=key, target=ONLINE, actor=control, at=MONDAY)
    assert [e.action for e in Entry.objects.filter(chain=key).order_by("no")] == [
        f"campaign.{a}" for a in ("begin", "target", "target_out", "formula", "change", "approve")]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "error", "what"),
    [
        ({"name": "  "}, CampaignWrong, "name"), ({"template": "plan_1"}, CampaignWrong, "template"), ({"last": FIRST - DAY}, PlanWrong, "last"),
        ({"last": FIRST + 400 * DAY}, PlanWrong, "last"),
    ],
)  # fmt: skip
def test_what_is_no_campaign_is_not_begun(world: World, changes: dict[str, object], error: type[Exception], what: str) -> None:
    given: dict[str, object] = {"name": "x", "first": FIRST, "last": LAST, "template": "", "actor": world.actor("controller"), "at": MONDAY}
    with pytest.raises(error, match=what):
        preparing.begin(**(given | changes))  # type: ignore[arg-type]
    assert not Campaign.objects.exists()


def test_the_province_s_leader_approves_with_a_decision_and_never_what_they_prepared(world: World) -> None:
    key = drafted(world)
    StaffRole.objects.create(staff=world.staff["controller"], role=Role.LEADER.value, unit=world.province, valid_from=dt.date(2025, 7, 1))
    StaffRole.objects.create(staff=world.staff["head"], role=Role.LEADER.value, unit=world.commune, valid_from=dt.date(2025, 7, 1))
    for who, decision, day, error, why in (
        ("controller", "1/KH", FIRST, CampaignNotPossible, "same_person"), ("head", "1/KH", FIRST, NotForCampaigns, None),
        ("leader", "mười", FIRST, CampaignWrong, "decision"), ("leader", "1/KH", FIRST + DAY, CampaignWrong, "decided_on"),
    ):  # fmt: skip
        with pytest.raises(error, match=why):
            preparing.approve(campaign_id=key, decision=decision, decided_on=day, actor=world.actor(who), at=MONDAY)
    empty = drafted(world, "")
    with pytest.raises(CampaignNotPossible, match="no_targets"):
        preparing.approve(campaign_id=empty, decision="1/KH", decided_on=FIRST, actor=world.actor("leader"), at=MONDAY)
    assert one(key).state is State.DRAFT


def test_the_standing_is_what_the_facts_say_and_each_dossier_counts_once(world: World) -> None:
    key = approved(world, ONLINE, Target(indicator="online", amount=Fraction(1, 2), levels=frozenset({Level.PROVINCE})),
                   Target(indicator="services_online", amount=Fraction(80, 100)))  # fmt: skip
    dossiers(world, counter=3, online=2)
    found = one(key)
    standing = standings.of(found, found.units, FIRST, by_day=True)
    whole, province, services = standing.targets
    assert (whole.whole.hit, whole.whole.of) == (2, 5)
    [row] = whole.behind
    assert (row.unit, row.short and row.short.now) == (str(world.commune.id), 3)
    assert (province.whole.of, province.rows) == (0, ()), "no unit of the province level is in the campaign"
    assert (services.whole.hit, services.whole.of, services.rows) == (0, 1, ()), "procedures are counted for the whole"
    assert whole.daily == {FIRST: (2, 5)}


def test_a_unit_of_the_campaign_is_not_counted_again_in_the_one_above_it(world: World) -> None:
    above, below = str(world.commune.id), str(world.centre.id)
    made = standings.parts([above, below, str(world.province.id)])
    assert below not in made[above]
    assert made[below] == {below}
    assert str(world.other_centre.id) in made[str(world.province.id)]
    everything = [u for held in made.values() for u in held]
    assert len(everything) == len(set(everything))


def test_growth_is_reckoned_on_the_facts_of_the_base_year(world: World) -> None:
    key = approved(world, Target(indicator="online", goal=Goal.POINTS, amount=Fraction(10, 100), base_year=2026))
    dossiers(world, counter=3, online=2)
    [found] = standings.of(one(key), one(key).units, FIRST, by_day=True).targets
    assert (found.base, found.whole.goal) == (Fraction(2, 5), Fraction(1, 2))
    nothing = Target(indicator="online", goal=Goal.RELATIVE, amount=Fraction(10, 100), base_year=2022)
    [found] = standings.of(one(approved(world, nothing)), one(key).units, FIRST).targets
    assert (found.base, found.whole.goal, found.behind) == (None, None, ())


def test_a_unit_behind_is_reminded_by_letter_and_answers_and_is_not_reminded_twice(world: World) -> None:
    world.staff["head"].email = "head@example.vn"
    world.staff["head"].save()
    key = approved(world, ONLINE)
    dossiers(world, counter=3, online=2)
    both = [str(world.commune.id), str(world.other_commune.id)]
    before = set(Message.objects.values_list("id", flat=True))
    assert running.remind(campaign_id=key, units=both, words="Làm ngay.", actor=world.actor("controller"), at=MONDAY) == 1, "the other has nothing"
    reminder = Reminder.objects.get()
    assert (str(reminder.unit_id), reminder.told, reminder.due) == (both[0], 2, dt.date(2026, 11, 18)), "its head, and that of its one-stop"
    letters = []
    for message in Message.objects.exclude(id__in=before):
        body = outbox.body(message.id)
        about = addresses.about(body)
        notice = notices.of(Parcel(key=str(message.id), topic=message.topic, created_at=MONDAY, body=body, about=about, attempt=1))
        assert notice is not None
        letters.append((about["email"], notice.letter))
    [letter] = [text for to, text in letters if to == "head@example.vn"]
    assert "40 % (2/5), mục tiêu 85 %; còn thiếu 3 hồ sơ." in letter
    assert "Làm ngay." in letter
    assert "Phạm Thị Lan" not in letter, "no name of a citizen"
    with pytest.raises(CampaignNotPossible, match="nobody_behind"):
        running.remind(campaign_id=key, units=both, actor=world.actor("leader"), at=MONDAY)
    with pytest.raises(NotForCampaigns):
        running.answer(reminder_id=reminder.id, text="Sẽ làm", actor=world.actor("other_officer"), at=MONDAY)
    with pytest.raises(CampaignWrong, match="text"):
        running.answer(reminder_id=reminder.id, text="  ", actor=world.actor("head"), at=MONDAY)
    running.answer(reminder_id=reminder.id, text="Mỗi ngày hai lượt hướng dẫn", actor=world.actor("one_stop_head"), at=MONDAY)
    with pytest.raises(CampaignNotPossible, match="answered"):
        running.answer(reminder_id=reminder.id, text="Lại", actor=world.actor("head"), at=MONDAY)
    told = campaigns.happened(key, both, FIRST)
    assert (told.reminders[0].answer, told.counted["reminders"]) == ("Mỗi ngày hai lượt hướng dẫn", campaigns.Tally(0, 1, 0))


def test_only_control_and_the_province_s_leader_remind_while_it_runs(world: World) -> None:
    key, unit = approved(world, ONLINE), [str(world.commune.id)]
    for who in ("head", "one_stop_head", "officer", "auditor"):
        with pytest.raises(NotForCampaigns):
            running.remind(campaign_id=key, units=unit, actor=world.actor(who), at=MONDAY)
    with pytest.raises(CampaignWrong, match="units"):
        running.remind(campaign_id=key, units=["x", str(world.province.id)], actor=world.actor("leader"), at=MONDAY)
    with pytest.raises(CampaignNotPossible, match="state"):
        running.remind(campaign_id=drafted(world), units=unit, actor=world.actor("leader"), at=MONDAY)


def test_a_task_is_given_and_reported_done_with_what_proves_it(world: World) -> None:
    key, unit = approved(world, ONLINE), str(world.commune.id)
    control = world.actor("controller")
    for given, what in (({"title": " "}, "title"), ({"unit_id": "?"}, "unit"), ({"unit_id": str(world.centre.id)}, "unit"), ({"due": FIRST - DAY}, "due")):
        with pytest.raises(CampaignWrong, match=what):
            running.give_task(**({"campaign_id": key, "title": "Tập huấn", "unit_id": unit, "due": FIRST, "actor": control, "at": MONDAY} | given))  # type: ignore[arg-type]
    task = running.give_task(campaign_id=key, title="Tập huấn tổ công nghệ số", unit_id=unit, due=FIRST, actor=control, at=MONDAY)
    assert campaigns.happened(key, [unit], FIRST + DAY).counted["tasks"] == campaigns.Tally(1, 0, 1)
    with pytest.raises(NotForCampaigns):
        running.finish_task(task_id=task, evidence="xong", actor=control, at=MONDAY)
    running.finish_task(task_id=task, evidence="Báo cáo 12/BC-UBND", actor=world.actor("head"), at=MONDAY)
    assert campaigns.happened(key, [unit], FIRST + DAY).counted["tasks"] == campaigns.Tally(0, 1, 0)
    assert Task.objects.get().evidence == "Báo cáo 12/BC-UBND"


def test_a_difficulty_goes_from_a_commune_to_the_unit_that_can_remove_it_and_is_counted(world: World) -> None:
    key = approved(world, ONLINE)
    here, there = str(world.commune.id), str(world.other_commune.id)
    other = make.member("other_head", Role.HEAD, world.other_commune)
    world.staff["other_head"] = other
    given: dict[str, object] = {"campaign_id": key, "unit_id": here, "to_unit": there, "words": "Phần mềm chậm", "due": FIRST + DAY,
                                "actor": world.actor("head"), "at": MONDAY}  # fmt: skip
    for changes, what in (({"words": ""}, "words"), ({"to_unit": here}, "to_unit"), ({"to_unit": str(world.province.id)}, "to_unit"), ({"due": FIRST - DAY}, "due")):
        with pytest.raises(CampaignWrong, match=what):
            running.report_difficulty(**(given | changes))  # type: ignore[arg-type]
    with pytest.raises(NotForCampaigns):
        running.report_difficulty(**(given | {"unit_id": there, "to_unit": here}))  # type: ignore[arg-type]
    made = running.report_difficulty(**given)  # type: ignore[arg-type]
    assert campaigns.happened(key, [there], FIRST + 2 * DAY).counted["difficulties"] == campaigns.Tally(1, 0, 1), "its answerer sees it, late"
    with pytest.raises(NotForCampaigns):
        running.answer_difficulty(difficulty_id=made, text="x", actor=world.actor("head"), at=MONDAY)
    running.answer_difficulty(difficulty_id=made, text="Đã nâng đường truyền", actor=world.actor("other_head"), at=MONDAY)
    assert campaigns.happened(key, [here], FIRST + 9 * DAY).counted["difficulties"] == campaigns.Tally(0, 1, 0)
    assert Difficulty.objects.get().answered_on == FIRST


def test_a_closed_campaign_keeps_its_figures_and_takes_nothing_more(world: World) -> None:
    key, control = approved(world, ONLINE), world.actor("controller")
    dossiers(world, counter=3, online=2)
    with pytest.raises(CampaignNotPossible, match="not_over"):
        closing.close(campaign_id=key, actor=control, at=MONDAY)
    after = MONDAY + 30 * DAY
    with pytest.raises(NotForCampaigns):
        closing.close(campaign_id=key, actor=world.actor("head"), at=after)
    printer = wiring.printer(control)
    closing.close(campaign_id=key, actor=control, at=after)
    _name, before = report.pdf(campaign_id=key, actor=control, at=after, printer=printer)
    dossiers(world, counter=0, online=4)
    found = one(key, after.date())
    [standing] = standings.of(found, found.units, after.date()).targets
    assert (standing.whole.hit, standing.whole.of, standing.forecast) == (2, 5, None)
    assert report.pdf(campaign_id=key, actor=control, at=after, printer=printer)[1] == before, "byte for byte"
    with pytest.raises(CampaignNotPossible, match="state"):
        running.give_task(campaign_id=key, title="Muộn", unit_id=str(world.commune.id), due=after.date(), actor=control, at=after)
    with pytest.raises(CampaignNotPossible, match="state"):
        closing.close(campaign_id=key, actor=control, at=after)


def test_the_report_says_targets_units_scores_and_how_they_are_reckoned(world: World) -> None:
    key, control = approved(world, ONLINE, Target(indicator="synced", amount=Fraction(1))), world.actor("controller")
    dossiers(world, counter=3, online=2)
    running.give_task(campaign_id=key, title="Tập huấn tổ công nghệ số", unit_id=str(world.commune.id), due=FIRST, actor=control, at=MONDAY)
    name, content = report.pdf(campaign_id=key, actor=control, at=MONDAY + DAY, printer=wiring.printer(control))
    said = " ".join(" ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(content)).pages).split())
    assert name == f"chien-dich-{FIRST}.pdf"
    for words in ("BÁO CÁO NHANH CHIẾN DỊCH", "140/KH-UBND", "40 % (2/5)", "chưa đạt", "UBND xã Ba Thử", "Tập huấn tổ công nghệ số", "Mục tiêu",
                  "chưa có nguồn số liệu", "nhiều nhất 110 %", "42,35"):  # fmt: skip
        assert words in said, words
    assert "Phạm Thị Lan" not in said


def test_a_commune_s_head_reads_the_commune_alone(world: World) -> None:
    key = approved(world, ONLINE)
    dossiers(world, counter=1, online=0)
    head = world.actor("head")
    assert campaigns.seen(head, one(key)) == (str(world.commune.id),)
    _name, content = report.pdf(campaign_id=key, actor=head, at=MONDAY, printer=wiring.printer(head))
    said = " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert "UBND xã Sơn Thử" not in said
    draft = drafted(world)
    with pytest.raises(NotForCampaigns):
        report.pdf(campaign_id=draft, actor=head, at=MONDAY, printer=wiring.printer(head))
    configuration.forget()


@pytest.mark.parametrize(("template", "days"), [("plan_96", 365), ("plan_140", 32), ("plan_407", 102)])
def test_the_published_plans_run_on_the_facts_and_are_reported(world: World, template: str, days: int) -> None:
    key = drafted(world, template, FIRST, FIRST + (days - 1) * DAY)
    preparing.approve(campaign_id=key, decision="1/KH-UBND", decided_on=FIRST, actor=world.actor("leader"), at=MONDAY)
    dossiers(world, counter=3, online=2)
    found = one(key, FIRST + 5 * DAY)
    standing = standings.of(found, found.units, FIRST + 5 * DAY, by_day=True)
    by_code = {t.target.indicator: t.whole for t in standing.targets}
    expected = {"plan_96": ("online", (2, 5)), "plan_140": ("online", (2, 5)), "plan_407": ("full_online", (2, 5))}[template]
    assert (by_code[expected[0]].hit, by_code[expected[0]].of) == expected[1], "the procedure is wholly online"
    leader = world.actor("leader")
    _name, content = report.pdf(campaign_id=key, actor=leader, at=MONDAY + 5 * DAY, printer=wiring.printer(leader))
    said = " ".join(" ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(content)).pages).split())
    for target in found.targets:
        assert target.about.name.vi.split(" ", 3)[0] in said
        assert target.note.split(":")[0].rstrip(".")[:30] in said
