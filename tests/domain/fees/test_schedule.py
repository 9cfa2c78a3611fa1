"""What a dossier costs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.fees import schedule
from motcua.domain.fees.provincial import Area, Basis
from motcua.domain.fees.schedule import FeeRow, Quantity, Relief
from motcua.domain.procedures.revision import (
    Channel,
    ChannelRule,
    Competence,
    FeeItem,
    FeeKind,
    Field,
    Level,
    OnlineLevel,
    Revision,
    Text,
    Tier,
)

PAGES = FeeItem(
    key="certified_copy",
    name=Text(vi="Phí chứng thực bản sao"),
    kind=FeeKind.PHI,
    unit="trang",
    tiers=(Tier(1, 2_000), Tier(3, 1_000)),
    cap=200_000,
    basis="226/2016/TT-BTC",
    quantity_from="pages",
    copies_from="sets",
)
CERTIFICATE = FeeItem(
    key="land_certificate",
    name=Text(vi="Lệ phí cấp giấy chứng nhận"),
    kind=FeeKind.LE_PHI,
    amount=100_000,
    unit="giấy",
    basis="85/2019/TT-BTC",
)
APPRAISAL = FeeItem(
    key="appraisal",
    name=Text(vi="Phí thẩm định"),
    kind=FeeKind.PHI,
    amount=500_000,
    when="building == 'house'",
    basis="288/2016/TT-BTC",
)
EXTRACT = FeeItem(
    key="extract",
    name=Text(vi="Phí cấp bản sao trích lục"),
    kind=FeeKind.PHI,
    amount=8_000,
    unit="bản",
    optional=True,
    quantity_from="copies",
)
KEYS = ("certified_copy", "land_certificate", "appraisal", "extract")
REVISION = Revision(
    schema=1,
    code="1.012783",
    number=1,
    name=Text(vi="Cấp giấy chứng nhận"),
    publisher="H21",
    field=Field(code="G13-DD", name=Text(vi="Đất đai")),
    decision="1/QĐ-UBND",
    effective_from=dt.date(2026, 1, 1),
    competence=Competence(level=Level.PROVINCE),
    levels=(Level.PROVINCE,),
    audience=(),
    online=OnlineLevel.FULL,
    fees=(PAGES, CERTIFICATE, APPRAISAL, EXTRACT),
    channels=(
        ChannelRule(channel=Channel.COUNTER, limit=None, fees=KEYS),
        ChannelRule(channel=Channel.ONLINE, limit=None, fees=KEYS),
    ),
)
ON = dt.date(2026, 11, 20)
HERE = Area(new=frozenset({"52", "23557"}), old=frozenset({"64"}))

CERTIFIED = [
    # pages, copies, expected, because
    (1, 1, 2_000, "the first page"),
    (2, 1, 4_000, "two pages at 2.000 đ"),
    (3, 1, 5_000, "the third page is 1.000 đ"),
    (10, 1, 12_000, "2 × 2.000 + 8 × 1.000"),
    (198, 1, 200_000, "exactly the cap"),
    (500, 1, 200_000, "at most 200.000 đ a copy"),
    (500, 3, 600_000, "the cap is for one copy"),
    (3, 4, 20_000, "each copy by itself"),
    (0, 1, 0, "no page, no price"),
]


@pytest.mark.parametrize(("pages", "copies", "expected", "because"), CERTIFIED)
def test_a_certified_copy_is_priced_by_tiers_with_a_cap(
    pages: int, copies: int, expected: int, because: str
) -> None:
    found = schedule.price(Quantity(pages, copies), amount=0, tiers=PAGES.tiers, cap=PAGES.cap)
    assert found == expected, because


def line(key: str, *rows: FeeRow, **asked: object) -> schedule.FeeLine:
    given_ = {"channel": Channel.ONLINE, "on": ON, "area": HERE, **asked}
    found = schedule.quote(REVISION, rows=rows, **given_)  # type: ignore[arg-type]
    return next(one for one in found.lines if one.key == key)


def row(decision: str = "9/2026/NQ-HĐND", **parts: object) -> FeeRow:
    base = FeeRow(
        decision=decision,
        kind=FeeKind.LE_PHI,
        first_day=dt.date(2026, 1, 1),
        procedures=(REVISION.code,),
        fees=("land_certificate",),
    )
    return replace(base, **parts)  # type: ignore[arg-type]


OLD = Area(old=frozenset({"64"}))
NEW = Area(new=frozenset({"52"}))
ELSEWHERE = Area(new=frozenset({"31"}), old=frozenset({"52"}))
PRICES = [
    # rows, expected, because
    ([], 100_000, "nothing is halved without a row, not even online"),
    ([row(amount=80_000)], 80_000, "the resolution sets its own amount"),
    ([row(percent_of_base=50, channel=Channel.ONLINE)], 50_000, "half online"),
    ([row(percent_of_base=50, channel=Channel.COUNTER)], 100_000, "half at the counter is not half online"),
    (
        [row(amount=75_001, fees=()), row("2/NQ", percent_of_base=50)],
        37_501,
        "half of the amount in force, half up",
    ),
    ([row(amount=0)], 0, "free of charge"),
    ([row(percent_of_base=0)], 0, "nought per cent is free too"),
    ([row(amount=80_000, kind=FeeKind.PHI)], 100_000, "a row on phí does not touch a lệ phí"),
    ([row(amount=80_000, fees=("other",))], 100_000, "it names another fee"),
    ([row(amount=80_000, procedures=("1.000001",))], 100_000, "it names another procedure"),
    ([row(amount=80_000, procedures=())], 80_000, "it names the fee wherever it is charged"),
    ([row(amount=80_000, fees=())], 80_000, "it names the procedure: all its lệ phí"),
    ([row(amount=80_000, fees=(), procedures=())], 100_000, "it names nothing and covers nothing"),
    ([row(amount=80_000, first_day=dt.date(2026, 11, 21))], 100_000, "not yet in force on the day of filing"),
    ([row(amount=80_000, last_day=dt.date(2026, 11, 19))], 100_000, "no longer in force"),
    ([row(amount=80_000, last_day=ON)], 80_000, "its last day is a day of it"),
    ([row(amount=80_000, case="new")], 100_000, "for another case"),
    ([row(amount=80_000, territory=NEW)], 80_000, "the place lies in the territory"),
    (
        [row(amount=80_000, territory=OLD)],
        80_000,
        "after the merger the old row goes on in its former territory",
    ),
    (
        [row(amount=80_000, territory=ELSEWHERE)],
        100_000,
        "the old code 52 was another province than the new 52",
    ),
    (
        [row(amount=80_000), row("2/NQ", amount=60_000, channel=Channel.ONLINE)],
        60_000,
        "the more special row wins",
    ),
    (
        [row(amount=80_000, last_day=dt.date(2026, 6, 30)), row("2/NQ", amount=60_000)],
        60_000,
        "the old one ended",
    ),
]


@pytest.mark.parametrize(("rows", "expected", "because"), PRICES)
def test_the_price_is_that_of_the_row_in_force(rows: list[FeeRow], expected: int, because: str) -> None:
    assert line("land_certificate", *rows).amount == expected, because


def test_a_row_on_a_le_phi_leaves_the_ministrys_phi_of_the_same_procedure_alone() -> None:
    generous = row(amount=0, fees=())
    found = line("certified_copy", generous, answers={"pages": 3})
    assert (found.amount, found.basis) == (5_000, (Basis("226/2016/TT-BTC"),))


POOR = row(amount=None, exempt=(Relief("poor_household", "Điều 3"), Relief("merit", "Điều 4", 50)))
RELIEFS = [
    # rows, group, amount, last basis, because
    ([POOR], None, 100_000, Basis("85/2019/TT-BTC"), "nobody claims it"),
    ([POOR], "poor_household", 0, Basis("9/2026/NQ-HĐND", "Điều 3"), "exempt by article"),
    ([POOR], "merit", 50_000, Basis("9/2026/NQ-HĐND", "Điều 4"), "half by article"),
    ([POOR], "student", 100_000, Basis("85/2019/TT-BTC"), "no row exempts students"),
    (
        [POOR, row("2/NQ", percent_of_base=50, article="Điều 1")],
        "merit",
        25_000,
        Basis("9/2026/NQ-HĐND", "Điều 4"),
        "half of half",
    ),
]


@pytest.mark.parametrize(("rows", "group", "amount", "basis", "because"), RELIEFS)
def test_reliefs_need_a_row_and_say_their_article(
    rows: list[FeeRow], group: str | None, amount: int, basis: Basis, because: str
) -> None:
    found = line("land_certificate", *rows, exemption=group)
    assert (found.amount, found.basis[-1]) == (amount, basis), because


def test_every_line_says_all_it_rests_on() -> None:
    rows = [row(amount=60_000, article="Điều 2"), row("2/NQ", percent_of_base=50, article="Điều 1")]
    found = line("land_certificate", *rows)
    assert found.basis == (Basis("9/2026/NQ-HĐND", "Điều 2"), Basis("2/NQ", "Điều 1"))
    assert (found.before, found.percent, found.amount) == (60_000, 50, 30_000)
    assert line("extract", chosen=frozenset({"extract"})).basis == (Basis("1/QĐ-UBND"),), "no text of its own"


AMBIGUOUS = [
    # rows, because
    ([row(amount=1), row("2/NQ", amount=2)], "two equal rows in force"),
    ([row(amount=1), row("2/NQ", amount=1)], "even when they happen to agree"),
    (
        [row(amount=1, channel=Channel.ONLINE), row("2/NQ", amount=2, territory=NEW)],
        "neither is more special",
    ),
    ([row(amount=1, territory=OLD), row("2/NQ", amount=2, territory=NEW)], "the old row was never ended"),
    ([row(percent_of_base=50), row("2/NQ", percent_of_base=40)], "two percentages"),
]


@pytest.mark.parametrize(("rows", "because"), AMBIGUOUS)
def test_two_rows_that_contradict_each_other_are_refused_and_named(rows: list[FeeRow], because: str) -> None:
    with pytest.raises(schedule.AmbiguousFee) as refused:
        line("land_certificate", *rows)
    assert {r.decision for r in refused.value.rows} == {"9/2026/NQ-HĐND", "2/NQ"}, because


OWED = [
    # what is asked, keys of the lines, because
    ({}, {"certified_copy", "land_certificate"}, "conditions and wishes unmet"),
    (
        {"answers": {"building": "house"}},
        {"certified_copy", "land_certificate", "appraisal"},
        "the condition holds",
    ),
    (
        {"chosen": frozenset({"extract"})},
        {"certified_copy", "land_certificate", "extract"},
        "the copy is asked for",
    ),
    ({"answers": {"copies": 2}}, {"certified_copy", "land_certificate", "extract"}, "asked for in the form"),
    ({"answers": {"copies": 0}}, {"certified_copy", "land_certificate"}, "none asked for"),
]


@pytest.mark.parametrize(("asked", "keys", "because"), OWED)
def test_only_what_is_owed_is_charged(asked: dict[str, object], keys: set[str], because: str) -> None:
    found = schedule.quote(REVISION, channel=Channel.ONLINE, on=ON, **asked)  # type: ignore[arg-type]
    assert {one.key for one in found.lines} == keys, because


QUANTITIES = [
    # what is asked, fee, amount, because
    ({"answers": {"pages": 5}}, "certified_copy", 7_000, "the pages of the form"),
    (
        {"answers": {"pages": 5}, "quantities": {"certified_copy": Quantity(5, 2)}},
        "certified_copy",
        14_000,
        "counted",
    ),
    ({"answers": {"pages": 5, "sets": 3}}, "certified_copy", 21_000, "the pages and the copies of the form"),
    ({"answers": {"sets": 3}}, "certified_copy", 6_000, "one page each when nobody says"),
    ({}, "certified_copy", 2_000, "one when nobody says"),
    ({"answers": {"copies": 3}}, "extract", 24_000, "three copies"),
    ({"answers": {"copies": [{}, {}]}}, "extract", 16_000, "rows are counted"),
]


@pytest.mark.parametrize(("asked", "fee", "amount", "because"), QUANTITIES)
def test_the_quantity_is_counted_or_answered(
    asked: dict[str, object], fee: str, amount: int, because: str
) -> None:
    assert line(fee, **asked).amount == amount, because


@pytest.mark.parametrize("pages", [-1, 1.5, "5", True, 10**9])
def test_no_other_quantity_is_taken(pages: object) -> None:
    with pytest.raises(schedule.NotAQuantity):
        line("certified_copy", answers={"pages": pages})
    with pytest.raises(schedule.NotAQuantity):
        line("certified_copy", quantities={"certified_copy": Quantity(1, pages)})  # type: ignore[arg-type]


def test_lines_of_nothing_are_kept_and_the_kinds_are_totalled_apart() -> None:
    found = schedule.quote(
        REVISION, channel=Channel.ONLINE, on=ON, answers={"pages": 3}, rows=[row(amount=0, article="Điều 1")]
    )
    assert [(one.key, one.amount) for one in found.lines] == [
        ("certified_copy", 5_000),
        ("land_certificate", 0),
    ]
    assert (found.total, found.total_of(FeeKind.PHI), found.total_of(FeeKind.LE_PHI)) == (5_000, 5_000, 0)


def test_a_channel_that_is_not_offered_has_no_price() -> None:
    with pytest.raises(schedule.NoSuchChannel):
        schedule.quote(REVISION, channel=Channel.POST, on=ON)


ROWS = [
    # row, code, because
    (row(), "row_says_nothing", "neither amount nor percentage nor relief"),
    (row(amount=1, fees=(), procedures=()), "row_names_nothing", "which fees?"),
    (row(amount=1, decision=" "), "row_decision", "no decision"),
    (row(amount=1, percent_of_base=50), "row_both", "an amount and a percentage"),
    (row(amount=1, last_day=dt.date(2025, 1, 1)), "row_days", "it ends before it begins"),
    (row(percent_of_base=101), "row_percent", "more than all"),
    (row(exempt=(Relief("a", percent=120),)), "row_percent", "more than all taken off"),
    (row(amount=-1), "fee_amount", "less than nothing"),
    (row(tiers=(Tier(3, 1), Tier(1, 2))), "fee_tiers", "tiers rise"),
    (row(tiers=(Tier(0, 1),)), "fee_tiers", "units are counted from one"),
]


@pytest.mark.parametrize(("wrong", "code", "because"), ROWS)
def test_a_wrong_row_is_found_before_it_is_in_force(wrong: FeeRow, code: str, because: str) -> None:
    assert code in {p.code for p in schedule.problems(wrong)}, because


def test_a_good_row_has_no_problem() -> None:
    assert schedule.problems(row(amount=0)) == []
    assert schedule.problems(POOR) == []


TIERS = st.lists(st.integers(1, 50), unique=True, max_size=4).map(
    lambda starts: tuple(Tier(start, 1_000 * n) for n, start in enumerate(sorted(starts)))
)


@given(st.integers(0, 300), TIERS, st.integers(0, 5_000), st.none() | st.integers(0, 400_000))
def test_the_tiers_price_every_unit_once(
    units: int, tiers: tuple[Tier, ...], amount: int, cap: int | None
) -> None:
    one_by_one = sum(
        next((t.amount for t in reversed(tiers) if t.from_unit <= unit), amount)
        for unit in range(1, units + 1)
    )
    capped = one_by_one if cap is None else min(cap, one_by_one)
    assert schedule.price(Quantity(units), amount=amount, tiers=tiers, cap=cap) == capped
