"""Published tables of provinces as dossiers made to their counts, each with the province's own way of dividing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from motcua.domain.figures.rounding import percent
from motcua.queries import configuration
from motcua.queries.figures import figures
from tests import figures_rows, make
from tests.figures_rows import Row

FIRST, LAST = dt.date(2021, 9, 1), dt.date(2021, 9, 30)
BEFORE, WITHIN, AFTER = dt.date(2021, 8, 20), dt.date(2021, 9, 6), dt.date(2021, 10, 20)
DUE, EARLY, LATE = dt.date(2021, 9, 20), dt.date(2021, 9, 15), dt.date(2021, 9, 24)


@dataclass(frozen=True)
class Table:
    """So many dossiers of each kind, and what was printed: indicator -> (hit, of, percent)."""

    name: str
    dossiers: tuple[tuple[int, dict[str, Any]], ...]
    printed: dict[str, tuple[int, int, str]]


TABLES = [
    Table(
        "Vĩnh Phúc, cấp tỉnh, 9/2021: of those fallen due",
        (
            (2171 - 90, {"accepted_on": BEFORE, "due_on": DUE, "ended_on": EARLY}),
            (4157 - (2171 - 90), {"accepted_on": WITHIN, "due_on": DUE, "ended_on": EARLY}),
            (8, {"accepted_on": WITHIN, "due_on": DUE, "ended_on": LATE}),
            (4, {"accepted_on": WITHIN, "due_on": DUE}),
            (90, {"accepted_on": BEFORE, "due_on": AFTER, "ended_on": EARLY, "status": 7}),
            (6302 - 2171 - (4157 - (2171 - 90)) - 12, {"accepted_on": WITHIN, "due_on": AFTER}),
        ),
        {
            "on_time_of_due": (4157, 4169, "99.71"), "late_and_overdue": (12, 4169, "0.29"), "taken_back_of_due": (90, 4169, "2.16"),
        },
    ),
    Table(
        "Bến Tre, 5/2021: settled of all in hand, late of the settled",
        (
            (1070, {"accepted_on": BEFORE, "due_on": DUE, "ended_on": EARLY}),
            (1250, {"accepted_on": WITHIN, "due_on": DUE, "ended_on": EARLY, "online": True}),
            (4561 - 1070 - 1250 - 12, {"accepted_on": WITHIN, "due_on": DUE, "ended_on": EARLY}),
            (12, {"accepted_on": WITHIN, "due_on": DUE, "ended_on": LATE}),
            (1089, {"accepted_on": WITHIN, "due_on": AFTER}),
        ),
        {"settled_of_total": (4561, 5650, "80.7"), "late_settled": (12, 4561, "0.3"), "overdue": (0, 1089, "0.0")},
    ),
    Table(
        "Quảng Nam, 5/2018: of the settled",
        (
            (1447, {"accepted_on": WITHIN, "due_on": DUE, "ended_on": EARLY}),
            (9, {"accepted_on": WITHIN, "due_on": DUE, "ended_on": LATE}),
            (1625 - 1456, {"accepted_on": WITHIN, "due_on": AFTER}),
        ),
        {"on_time": (1447, 1456, "99.4"), "settled_of_total": (1456, 1625, "89.6")},
    ),
    Table(
        "Thừa Thiên Huế, mức 4: of the processed, three of them without a date",
        (
            (952, {"accepted_on": WITHIN, "due_on": DUE, "ended_on": EARLY}),
            (388, {"accepted_on": WITHIN, "due_on": DUE, "ended_on": DUE}),
            (268, {"accepted_on": WITHIN, "due_on": DUE, "ended_on": LATE}),
            (3, {"accepted_on": WITHIN, "ended_on": EARLY}),
            (54, {"accepted_on": WITHIN, "due_on": AFTER}),
        ),
        {"early": (952, 1611, "59.1"), "on_the_day": (388, 1611, "24.1"), "on_time_of_processed": (952 + 388, 1611, "83.2"), "late_settled": (268, 1611, "16.6")},
    ),
    Table(
        "Bắc Ninh, sở, ban, ngành: received online",
        ((7660, {"accepted_on": WITHIN, "due_on": AFTER, "online": True}), (840, {"accepted_on": WITHIN, "due_on": AFTER})),
        {"online": (7660, 8500, "90")},
    ),
]


def _settled(early: int = 0, on_the_day: int = 0, late: int = 0, undated: int = 0, within: int = 0, overdue: int = 0) -> tuple[tuple[int, dict[str, Any]], ...]:
    """Return dossiers of a month: settled early, on the day, late, without a date; open within their limit, and past it."""
    kinds = (
        (early, {"due_on": DUE, "ended_on": EARLY}), (on_the_day, {"due_on": DUE, "ended_on": DUE}), (late, {"due_on": DUE, "ended_on": LATE}),
        (undated, {"ended_on": EARLY}), (within, {"due_on": AFTER}), (overdue, {"due_on": DUE}),
    )  # fmt: skip
    return tuple((count, {"accepted_on": WITHIN, **kind}) for count, kind in kinds if count)


LARGE = [
    Table(
        "Thừa Thiên Huế, mức 1-2: of the processed, 9,612 of them without a date",
        _settled(124_907, 102_770, 19_852, 257_141 - 124_907 - 102_770 - 19_852, 11_622),
        {"early": (124_907, 257_141, "48.6"), "on_the_day": (102_770, 257_141, "40.0"), "late_settled": (19_852, 257_141, "7.7")},
    ),
    Table(
        "Thừa Thiên Huế, mức 3: of the processed, 2,267 of them without a date",
        _settled(43_434, 11_795, 4331, 61_827 - 43_434 - 11_795 - 4331, 6717),
        {"early": (43_434, 61_827, "70.3"), "on_the_day": (11_795, 61_827, "19.1"), "late_settled": (4331, 61_827, "7.0")},
    ),
    Table(
        "Vĩnh Phúc, cấp huyện và xã, 8/2021: of those fallen due",
        (*_settled(19_255, overdue=689), (16, {"accepted_on": WITHIN, "due_on": AFTER, "ended_on": EARLY, "status": 7})),
        {"on_time_of_due": (19_255, 19_944, "96.55"), "overdue_of_due": (689, 19_944, "3.45"), "taken_back_of_due": (16, 19_944, "0.08")},
    ),
    Table(
        "Bến Tre, 10/2020: settled of all in hand, late of the settled",
        _settled(8980 - 17, late=17, within=10_180 - 8980),
        {"settled_of_total": (8980, 10_180, "88.2"), "late_settled": (17, 8980, "0.2")},
    ),
    Table(
        "Quảng Ngãi, 8/2025: filed online and settled",
        tuple((count, {**kind, "online": True}) for count, kind in _settled(40_042, late=43_007 - 40_042)),
        {"on_time": (40_042, 43_007, "93.1058"), "settled_online": (43_007, 43_007, "100")},
    ),
    *(
        Table(
            f"Lâm Đồng, quý I/2020, {level}: of the settled",
            _settled(in_time, late=late, undated=settled - in_time - late, within=within, overdue=overdue),
            {"on_time_of_processed": (in_time, settled, on_time), **({"late_settled": (late, settled, too_late)} if too_late else {})},
        )
        for level, settled, in_time, late, within, overdue, on_time, too_late in (
            ("toàn tỉnh", 643_272, 635_593, 7677, 5950, 1222, "98.81", "1.19"), ("cấp tỉnh", 51_780, 51_072, 708, 2672, 128, "98.63", "1.37"),
            ("cấp huyện", 329_596, 323_911, 5685, 2436, 969, "98.28", "1.7"), ("cấp xã", 261_896, 260_612, 1284, 0, 0, "99.51", ""),
        )
    ),
]  # fmt: skip


def compare(table: Table) -> list[str]:
    """Make the dossiers of a table in a province of its own, and return what does not come out as printed."""
    province = make.unit("H99", "UBND tỉnh Thử", "province_committee", "province", None)
    configuration.forget()
    rows = (Row(**kind) for count, kind in table.dossiers for _ in range(count))
    figures_rows.write(rows, given=figures_rows.catalogue(1), received=province, competent=province)
    wrong = []
    for code, (hit, of, printed) in table.printed.items():
        found = figures.one(code, first=FIRST, last=LAST)
        step = Decimal(1).scaleb(Decimal(printed).as_tuple().exponent)  # type: ignore[arg-type]
        if (found.hit, found.of) != (hit, of) or percent(hit, of, step) != Decimal(printed):
            wrong.append(f"{table.name}: {code} is {found.hit} of {found.of}, printed {hit} of {of} = {printed} %")
    return wrong
