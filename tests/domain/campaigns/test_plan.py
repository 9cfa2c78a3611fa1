"""Targets, growth, templates, standing and scores of campaigns."""

from __future__ import annotations

import csv
import datetime as dt
import os
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.campaigns import burnup, letters, plan, scores, standing, templates
from motcua.domain.campaigns.plan import Goal, Pace, Plan, PlanWrong, State, Target
from motcua.domain.campaigns.scores import Formula, Reached
from motcua.domain.campaigns.standing import WHOLE, Counts
from motcua.domain.figures.indicators._indicator import Better
from motcua.domain.people.units import Level

SHARED = Path(os.environ.get("MOTCUA_SHARED_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))
FIRST, LAST = dt.date(2023, 8, 5), dt.date(2023, 9, 5)
ONLINE = Target(indicator="online", amount=Fraction(85, 100))


def works(day: dt.date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("goal", "amount", "base", "wanted", "because"),
    [
        (Goal.ABSOLUTE, "85/100", None, "85/100", "the level itself"),
        (Goal.POINTS, "10/100", "30/100", "40/100", "thirty and ten percentage points"),
        (Goal.RELATIVE, "10/100", "30/100", "33/100", "a tenth more than thirty"),
        (Goal.POINTS, "10/100", "95/100", "1", "never more than all"),
        (Goal.RELATIVE, "10/100", None, None, "no figure of the base year"),
    ],
)
def test_what_a_target_asks(goal: Goal, amount: str, base: str | None, wanted: str | None, because: str) -> None:
    found = replace(ONLINE, goal=goal, amount=Fraction(amount), base_year=2022).wanted(Fraction(base) if base else None)
    assert found == (Fraction(wanted) if wanted else None), because


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"indicator": "nothing"}, "indicator"), ({"indicator": "slowest_tenth"}, "indicator"), ({"amount": Fraction(0)}, "amount"),
        ({"amount": Fraction(101, 100)}, "amount"), ({"goal": Goal.POINTS, "amount": Fraction(1, 10)}, "base_year"),
        ({"indicator": "received", "goal": Goal.POINTS, "base_year": 2022, "amount": Fraction(1)}, "goal"), ({"weight": 101}, "weight"),
    ],
)  # fmt: skip
def test_a_target_that_says_nothing_is_refused(changes: dict[str, object], what: str) -> None:
    with pytest.raises(PlanWrong) as wrong:
        plan.check(replace(ONLINE, **changes))  # type: ignore[arg-type]
    assert wrong.value.what == what


def test_growth_of_a_share_is_on_the_whole_year_and_of_a_number_on_the_same_days() -> None:
    made = Plan(name="x", first=dt.date(2024, 2, 29), last=dt.date(2024, 3, 29), pace=Pace.WORKING, targets=())
    share = replace(ONLINE, goal=Goal.RELATIVE, base_year=2022)
    assert plan.base_days(share, made) == (dt.date(2022, 1, 1), dt.date(2022, 12, 31))
    assert plan.base_days(replace(share, indicator="received"), made) == (dt.date(2022, 2, 28), dt.date(2022, 3, 29))
    assert plan.base_days(ONLINE, made) is None


def test_a_campaign_runs_from_its_first_day_until_somebody_closes_it() -> None:
    assert plan.state_on(State.APPROVED, FIRST, FIRST - dt.timedelta(days=1)) is State.APPROVED
    assert plan.state_on(State.APPROVED, FIRST, FIRST) is State.RUNNING
    assert plan.state_on(State.APPROVED, FIRST, LAST + dt.timedelta(days=9)) is State.RUNNING
    assert plan.state_on(State.DRAFT, FIRST, LAST) is State.DRAFT
    assert plan.state_on(State.CLOSED, FIRST, LAST) is State.CLOSED


@pytest.mark.parametrize("template", templates.ALL.values(), ids=templates.ALL)
def test_a_template_is_a_plan_that_can_be_taken(template: templates.Template) -> None:
    plan.check_days(template.first, template.last)
    for target in template.targets:
        plan.check(target)
        assert target.note, "each target keeps the words of the plan"
        assert plan.from_plain(plan.as_plain(target)) == target


# (plan, words of the published row) -> indicator and level its template has for it
ROWS = {
    ("140", "tỷ lệ hồ sơ TTHC xử lý trực tuyến"): ["online"],
    ("140", "tỷ lệ số hóa hồ sơ và kết quả tại BPMC"): ["digitised_with_result"],
    ("96", "TTHC đủ điều kiện cung cấp DVC toàn trình"): ["services_full_eligible"],
    ("96", "tăng tỷ lệ nộp và thanh toán trực tuyến so với 2022"): ["online", "paid_online"],
    ("96", "hồ sơ thực hiện từ xa (không đến BPMC)"): ["afar"],
    ("96", "TTHC tiếp nhận trên hệ thống tỉnh; không chậm muộn"): ["not_late"],
    ("96", "DVCTT một phần và toàn trình có phát sinh hồ sơ trực tuyến"): ["services_used"],
    ("407", "TTHC cung cấp dạng DVCTT"): ["services_online"],
    ("407", "DVCTT ở dạng toàn trình"): ["services_full_share"],
    ("407", "hồ sơ của TTHC toàn trình được tiếp nhận trực tuyến"): ["full_online"],
    ("407", "hồ sơ của TTHC một phần được tiếp nhận trực tuyến"): ["partial_online"],
    ("407", "số hóa hồ sơ và kết quả tại BPMC"): ["digitised_with_result"],
    ("407", "hồ sơ có phí lệ phí thanh toán trực tuyến trên Cổng DVCQG"): ["paid_online_offered"],
    ("407", "(câu cuối bị cắt chữ trong nguồn) thanh toán thực"): ["paid_online_actual"],
}


def test_the_templates_ask_what_the_published_plans_ask() -> None:
    path = SHARED / "kpi" / "seeds_numbers.csv"
    if not path.exists():
        pytest.skip("the published targets are not here")
    seen = set()
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            key = next((n for n in ("96", "140", "407") if f"KH {n}" in row["definition_as_written"]), "407" if "2023-10-10" in row["period"] else "")
            if not key or row["kind"] != "target":
                continue
            targets = {t.indicator: t for t in templates.ALL[f"plan_{key}"].targets}
            for code in ROWS[key, row["metric"]]:
                assert targets[code].amount * 100 == Fraction(row["value"]), row
                assert (targets[code].goal is Goal.RELATIVE) == ("so với" in row["metric"]), row
                assert targets[code].levels == (frozenset({Level.DISTRICT, Level.COMMUNE}) if row["level"] == "huyện + xã" else frozenset())
                seen.add((f"plan_{key}", code))
    assert seen == {(key, t.indicator) for key, one in templates.ALL.items() for t in one.targets}, "and nothing else"


def _plan(*targets: Target, pace: Pace = Pace.CALENDAR) -> Plan:
    return Plan(name="Ba mươi ngày đêm", first=FIRST, last=LAST, pace=pace, targets=targets)


LEVELS = {"so": Level.PROVINCE, "xa-a": Level.COMMUNE, "xa-b": Level.COMMUNE}
COUNTS = Counts(
    rows={"so": (90, 100), "xa-a": (40, 100), "xa-b": (0, 0)}, before={"so": (80, 90), "xa-a": (30, 80)},
    daily={FIRST + dt.timedelta(days=i): (6 + i % 2, 10) for i in range(16)},
)  # fmt: skip


def test_the_unit_that_lacks_most_stands_first_and_a_unit_without_dossiers_is_not_behind() -> None:
    today = FIRST + dt.timedelta(days=16)
    [one] = standing.stand(_plan(ONLINE), {0: COUNTS}, LEVELS, today=today, works=works)
    assert (one.whole.hit, one.whole.of, one.whole.behind) == (130, 200, True)
    assert [row.unit for row in one.behind] == ["xa-a"]
    [row] = one.behind
    assert row.short is not None
    assert (row.short.now, row.short.end, row.short.coming) == (45, 96, 60), "80 until yesterday in 16 of 32 days: 160 at the end, 136 to reach"
    assert not row.short.possible
    assert row.a_day == Fraction(96, 16), "today is one of the days left"


def test_a_target_of_a_level_counts_its_units_alone() -> None:
    target = replace(ONLINE, levels=frozenset({Level.COMMUNE}))
    [one] = standing.stand(_plan(target), {0: COUNTS}, LEVELS, today=LAST, works=works)
    assert (one.whole.hit, one.whole.of) == (40, 100)
    assert {row.unit for row in one.rows} == {"xa-a", "xa-b"}


def test_what_needs_a_source_that_is_missing_is_never_zero() -> None:
    [one] = standing.stand(_plan(ONLINE), {0: replace(COUNTS, missing=True)}, LEVELS, today=LAST, works=works)
    assert (one.missing, one.whole.hit, one.whole.behind, one.rows, one.forecast) == (True, None, False, (), None)


def test_a_unit_grows_on_its_own_base_year() -> None:
    target = replace(ONLINE, goal=Goal.POINTS, amount=Fraction(10, 100), base_year=2022)
    counts = replace(COUNTS, base={"so": (50, 100), "xa-a": (36, 100)})
    [one] = standing.stand(_plan(target), {0: counts}, LEVELS, today=LAST, works=works)
    assert {row.unit: row.goal for row in one.rows} == {"so": Fraction(60, 100), "xa-a": Fraction(46, 100), "xa-b": None}
    assert one.whole.goal == Fraction(53, 100), "86 of 200, and ten points"
    assert [row.unit for row in one.behind] == ["xa-a"]


def test_a_number_is_behind_when_it_is_below_the_pace_until_today() -> None:
    target = Target(indicator="received_online", amount=Fraction(320))
    counts = {"so": (150, None)}
    [one] = standing.stand(_plan(target), {0: Counts(rows=counts)}, LEVELS, today=FIRST + dt.timedelta(days=16), works=works)
    assert (one.whole.behind, one.rows) == (True, ()), "150 where 160 are needed; no unit has a number of its own"
    [early] = standing.stand(_plan(target), {0: Counts(rows=counts)}, LEVELS, today=FIRST + dt.timedelta(days=15), works=works)
    assert early.whole.behind is False


def test_a_burn_up_ends_at_what_the_target_needs_and_its_table_is_short() -> None:
    made, today = _plan(ONLINE), FIRST + dt.timedelta(days=16)
    [one] = standing.stand(made, {0: COUNTS}, LEVELS, today=today, works=works)
    found = burnup.burn_up(one, made, standing.days_of(made, today, works).every, today)
    assert found is not None
    assert one.forecast is not None
    assert found.points[-1].needed == found.total >= Fraction(85, 100) * (one.forecast.of or 0)
    assert found.points[15].hit == sum(h for h, _n in COUNTS.daily.values())
    assert found.points[-1].hit is None
    assert len(found.lines) <= burnup.MOST_LINES + 1
    assert found.lines[-1] is found.points[-1]
    assert found.low is not None
    assert found.high is not None
    assert found.low <= one.forecast.hit <= found.high


def test_the_record_of_a_closed_campaign_is_read_back_the_same() -> None:
    kept = standing.from_plain(standing.as_plain({0: COUNTS, 1: Counts(rows={WHOLE: (8, 10)})}))  # type: ignore[arg-type]
    assert kept == {0: replace(COUNTS, before={}), 1: Counts(rows={WHOLE: (8, 10)})}


HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("reached", "more", "total", "because"),
    [
        ([Reached(1, HALF, Fraction(1))], {}, 50, "half of one target"),
        ([Reached(1, Fraction(2), Fraction(1))], {}, 110, "more counts up to the cap"),
        ([Reached(3, Fraction(1), Fraction(1)), Reached(1, Fraction(0), Fraction(1))], {}, 75, "weights"),
        ([Reached(1, Fraction(1), Fraction(1))], {"tasks": 2, "done": 1}, 95, "ninety for targets, five of ten for tasks"),
        ([Reached(1, Fraction(1), Fraction(1))], {"unanswered": 3}, 94, "two points each"),
        ([Reached(1, Fraction(0), Fraction(1))], {"unanswered": 3}, 0, "never below nothing"),
        ([Reached(1, Fraction(1), Fraction(1)), Reached(5, None, Fraction(1))], {}, 100, "what counted nothing is left out"),
        ([Reached(1, Fraction(20), Fraction(10), Better.DOWN)], {}, 50, "where less is better, twice as much is half"),
    ],
)
def test_a_score(reached: list[Reached], more: dict[str, int], total: int, because: str) -> None:
    found = scores.score(reached, Formula(), **more)
    assert found is not None
    assert found.total == total, because


def test_nothing_counted_has_no_score_and_equal_points_share_a_rank() -> None:
    assert scores.score([Reached(1, None, HALF)], Formula()) is None
    one = scores.score([Reached(1, HALF, HALF)], Formula())
    less = scores.score([Reached(1, HALF, Fraction(1))], Formula())
    assert [(rank, unit) for rank, unit, _s in scores.ranked({"b": one, "c": less, "a": one, "d": None})] == [(1, "a"), (1, "b"), (3, "c")]


parts = st.fractions(min_value=0, max_value=2, max_denominator=100)


@given(st.lists(st.tuples(st.integers(1, 9), parts), min_size=1, max_size=6), st.integers(0, 9), st.integers(0, 9))
def test_a_score_lies_between_nothing_and_the_cap(given_: list[tuple[int, Fraction]], tasks: int, late: int) -> None:
    found = scores.score([Reached(w, v, Fraction(1)) for w, v in given_], Formula(), tasks=tasks, done=tasks, unanswered=late)
    assert found is not None
    assert 0 <= found.total <= 110


@pytest.mark.parametrize(("formula", "what"), [(Formula(cap=99), "cap"), (Formula(tasks=51), "tasks"), (Formula(unanswered=21), "unanswered")])
def test_a_formula_out_of_bounds_is_refused(formula: Formula, what: str) -> None:
    with pytest.raises(PlanWrong) as wrong:
        scores.check(formula)
    assert wrong.value.what == what


def test_a_letter_says_the_figure_with_its_counts_and_what_is_missing() -> None:
    line = letters.line({"indicator": "online", "hit": 40, "of": 1234, "goal": "17/20", "short": 1009})
    assert line == "Tỷ lệ hồ sơ tiếp nhận trực tuyến: 3,24 % (40/1.234), mục tiêu 85 %; còn thiếu 1.009 hồ sơ."
    letter = letters.reminder(name="Trần Thị B", unit="UBND xã A", campaign="30 ngày đêm", last=LAST, lines=[line], words="", address="https://x/1").letter
    assert "UBND xã A đang chậm" in letter
    assert f"- {line}\n" in letter
    assert "https://x/1" in letter
