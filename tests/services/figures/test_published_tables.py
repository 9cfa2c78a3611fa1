"""Published tables of provinces come out of dossiers made to their counts, each by the province's own way of dividing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

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
        {"early": (952, 1611, "59.1"), "on_time_of_processed": (952 + 388, 1611, "83.2"), "late_settled": (268, 1611, "16.6")},
    ),
    Table(
        "Bắc Ninh, sở, ban, ngành: received online",
        ((7660, {"accepted_on": WITHIN, "due_on": AFTER, "online": True}), (840, {"accepted_on": WITHIN, "due_on": AFTER})),
        {"online": (7660, 8500, "90")},
    ),
]


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name.split(":")[0])
def test_a_published_table_comes_out_of_its_dossiers(table: Table, db: None) -> None:
    province = make.unit("H99", "UBND tỉnh Thử", "province_committee", "province", None)
    configuration.forget()
    rows = [Row(**kind) for count, kind in table.dossiers for _ in range(count)]
    figures_rows.write(rows, given=figures_rows.catalogue(1), received=province, competent=province)
    for code, (hit, of, printed) in table.printed.items():
        found = figures.one(code, first=FIRST, last=LAST)
        assert (found.hit, found.of) == (hit, of), code
        step = Decimal(1).scaleb(Decimal(printed).as_tuple().exponent)  # type: ignore[arg-type]
        assert percent(hit, of, step) == Decimal(printed), code
