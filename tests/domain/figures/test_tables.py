"""Published tables: what does not hold is named, what holds is not, and nothing is repaired."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from motcua.domain.figures import table_text, tables
from motcua.domain.figures.table_text import NotATable, Wrong
from motcua.domain.figures.tables import EQUALITIES, ROLES, Fault, Printed, Row
from tests.services.figures.test_published_tables import TABLES

SHARED = Path(os.environ.get("MOTCUA_SHARED_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))
PUBLISHED = SHARED / "kpi" / "published_counts.csv"


def _row(name: str, count: int | None = None, of: int | None = None, percent: str = "", unit: str = "u", **more: str) -> Row:
    return Row("t", unit, "p", name, count, of, Decimal(percent) if percent else None, **more)  # type: ignore[arg-type]


def _month(**changes: int) -> list[Row]:
    counts = {"tổng": 100, "tiếp nhận": 70, "kỳ trước chuyển sang": 30, "đã giải quyết": 80, "đúng và trước hạn": 75, "quá hạn": 5, "đang giải quyết": 20}
    names = {"total": "tổng", "settled": "đã giải quyết", "late": "quá hạn", "in_time": "đúng và trước hạn"}
    return [_row(name, count) for name, count in (counts | {names[role]: count for role, count in changes.items()}).items()]


def _found(rows: list[Row]) -> list[tuple[Fault, int, int]]:
    return [(one.fault, one.found, one.whole.count if one.whole else 0) for one in tables.check(rows).findings]


SUMS = [
    (_month(), [], "everything adds up"),
    (_month(late=7), [(Fault.SUM, 82, 80)], "on time and late are more than what was settled"),
    (_month(total=101), [(Fault.SUM, 100, 101), (Fault.SUM, 100, 101)], "neither what came in nor what became of it gives the sum"),
    ([_row("tiếp nhận", 10), _row("đã giải quyết", 7), _row("đang giải quyết", 2)], [(Fault.SUM, 9, 10)], "one number of intake, nothing carried over"),
    ([_row("tổng", 12), _row("tiếp nhận", 10), _row("đã giải quyết", 7), _row("đang giải quyết", 5)], [], "the sum goes before what was new"),
    ([_row("a", 5, role="settled"), _row("b", 3, role="in_time"), _row("c", 1, role="late")], [(Fault.SUM, 4, 5)], "roles are given"),
    ([_row("a", 5), _row("b", 3)], [], "nothing says what these are"),
    ([_row("đã giải quyết", 5), _row("quá hạn", 7)], [], "a part is not told"),
    ([_row("x", 9, unit="A"), _row("x", 4, unit="B", part_of="A"), _row("x", 4, unit="C", part_of="A")], [(Fault.LEVELS, 8, 9)], "units are told to be parts"),
    ([_row("x", 9, unit="Toàn tỉnh"), *(_row("x", 3, unit=f"Cấp {one}") for one in ("tỉnh", "huyện (12)", "xã"))], [], "three levels are the whole"),
    ([_row("x", 9, unit="toàn tỉnh"), *(_row("x", 3, unit=f"cấp {one}") for one in ("tỉnh", "huyện + xã"))], [], "two levels in one are not told apart"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "told", "because"), SUMS)
def test_sums_that_do_not_hold_are_named(rows: list[Row], told: list[tuple[Fault, int, int]], because: str) -> None:
    assert _found(rows) == told, because


PERCENTS = [
    (_row("x", 1, 8, "12.5"), None, "exact"),
    (_row("x", 1, 8, "13"), None, "half up to no decimals"),
    (_row("x", 39966, 100000, "40"), None, "as many decimals as are printed"),
    (_row("x", 1, 8, "12.4"), Fault.PERCENT, "another number"),
    (_row("x", 1, 8, "12.50"), None, "a printed nought is a decimal"),
    (_row("x", 1, None, "12.5"), Fault.NO_DENOMINATOR, "of what"),
    (_row("x", 1, 0, "12.5"), Fault.PERCENT, "a share of nothing"),
    (_row("x", None, None, "12.5"), None, "nothing to check it by"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "fault", "because"), PERCENTS)
def test_percentages_follow_from_their_counts(row: Row, fault: Fault | None, because: str) -> None:
    assert [one.fault for one in tables.check([row]).findings] == ([fault] if fault else []), because


def test_the_reading_that_fits_is_named() -> None:
    rows = [_row("đến hạn giải quyết", 4169), _row("đã và đang giải quyết trong kỳ", 6302), _row("đúng", 4157, 6302, "99.71")]
    (one,) = tables.check(rows).findings
    assert (one.fault, [fit.name for fit in one.fits]) == (Fault.PERCENT, ["đến hạn giải quyết"])


def test_it_is_said_of_how_many_a_count_would_be_the_share() -> None:
    (one,) = tables.check([_row("x", 1598, None, "18.9")]).findings
    assert one.between is not None
    least, most = one.between
    assert all(tables.gives(1598, of, Decimal("18.9")) for of in (least, most, 8455))
    assert not any(tables.gives(1598, of, Decimal("18.9")) for of in (least - 1, most + 1))
    assert tables.check([_row("x", 0, None, "0.0")]).findings[0].between is None


def test_a_number_that_would_mend_several_sums_is_named() -> None:
    rows = [
        _row("đã giải quyết", 10, unit="toàn tỉnh"), _row("đúng và trước hạn", 7, unit="toàn tỉnh"), _row("quá hạn", 2, unit="toàn tỉnh"),
        *(_row("đúng và trước hạn", n, unit=f"cấp {one}") for n, one in ((1, "tỉnh"), (3, "huyện"), (4, "xã"))),
    ]  # fmt: skip
    assert tables.check(rows).mends == ((Printed("toàn tỉnh", "đúng và trước hạn", 8), 2),)


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name.split(":")[0])
def test_tables_that_come_out_of_dossiers_hold_and_with_another_number_do_not(table: object) -> None:
    printed = table.printed  # type: ignore[attr-defined]
    rows = [_row(code, hit, of, percent) for code, (hit, of, percent) in printed.items()]
    checked = tables.check(rows)
    assert (checked.sound, checked.percents) == (True, len(printed))
    for code, (hit, of, percent) in printed.items():
        wrong = [_row(code, hit + (of // 50 or 1), of, percent)]
        assert [one.fault for one in tables.check(wrong).findings] == [Fault.PERCENT], code


def test_every_name_has_a_role_that_is_part_of_a_sum() -> None:
    assert set(ROLES.values()) <= {role for whole, parts in EQUALITIES for role in (whole, *parts)}


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published tables are not here: set MOTCUA_SHARED_DATA to the folder of the shared test data")
def test_of_the_published_tables_those_that_break_their_sums_are_named_and_no_other() -> None:
    checked = tables.check(table_text.read(PUBLISHED.read_text(encoding="utf-8")))
    sums = {
        (one.table, one.unit, one.found - one.whole.count) for one in checked.findings if one.whole is not None
    }
    assert sums == {
        ("LDQ120", "toàn tỉnh", 643_270 - 643_272),  # on time and late against settled
        ("LDQ120", "toàn tỉnh", 635_595 - 635_593),  # on time of the three levels
        ("LDQ120", "toàn tỉnh", 7_172 - 15_973),  # received less settled against open; so at two of the levels
        ("LDQ120", "cấp tỉnh", 2_800 - (54_575 - 51_780)), ("LDQ120", "cấp huyện (12)", 3_405 - (340_060 - 329_596)),
        ("TTHUE", "mức 1-2", 247_529 - 257_141), ("TTHUE", "mức 3", 59_560 - 61_827), ("TTHUE", "mức 4", 1_608 - 1_611),  # the undated ones
        ("BT0521", "TTPVHCC tỉnh", 5_642 - 5_650),  # by channel and carried over
    }  # fmt: skip
    assert [(one.table, one.fault, one.fits) for one in checked.findings if one.row is not None] == [("VP0921", Fault.NO_DENOMINATOR, ())]
    assert ("cấp xã", "đang giải quyết", 967) in [(one.unit, one.name, one.count) for one in checked.left]
    assert (Printed("toàn tỉnh", "đúng và trước hạn", 635_595), 2) in checked.mends
    assert checked.percents == 31


HEAD = "metric,count,denominator,published_pct"
TEXTS = [
    (f"{HEAD}\nx,1.598,8 455,\"18,9 %\"", None, "as people write numbers"),
    ("metric,count\nx,1", Wrong.COLUMN, "columns are missing"),
    (f"{HEAD}\nx,-1,,", Wrong.COUNT, "less than nothing"),
    (f"{HEAD}\nx,\"4,52\",,", Wrong.COUNT, "a number that was rounded to thousands"),
    (f"{HEAD}\nx,1,2,half", Wrong.PERCENT, "no number"),
    (f"{HEAD},role\nx,1,,,other", Wrong.ROLE, "a role no sum knows"),
    (f"{HEAD}\n", Wrong.EMPTY, "no row"),
    ("", Wrong.COLUMN, "nothing at all"),
    (f'{HEAD}\n"x"y,1,,', Wrong.CSV, "quotes"),
    (f"{HEAD}\n" + "x,1,,\n" * 10_001, Wrong.TOO_MANY, "too long"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wrong", "because"), TEXTS, ids=[because for _text, _wrong, because in TEXTS])
def test_a_text_is_read_or_every_line_in_the_way_is_named(text: str, wrong: Wrong | None, because: str) -> None:
    if wrong is None:
        assert [(row.count, row.of, row.percent) for row in table_text.read(text)] == [(1598, 8455, Decimal("18.9"))], because
        return
    with pytest.raises(NotATable) as refused:
        table_text.read(text)
    assert refused.value.problems[0].wrong is wrong, because
