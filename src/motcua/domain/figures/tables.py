"""Published tables, checked by arithmetic: which sums do not hold, which percentages do not follow from their counts. Nothing is repaired.

A row says of a unit and a period: a name, a count, of how many it is a share, the percentage as printed. Which rows are
parts of which follows from a `role` given with the row, else from the usual names (`ROLES`); what has neither takes
part in no sum. Percentages are compared half up, to the decimals printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from motcua.domain.figures import rounding

# Usual names of rows, in lower case -> what they are in a sum.
ROLES: Mapping[str, str] = {
    "tổng": "total", "tổng số": "total", "tổng tiếp nhận (gồm kỳ trước)": "total", "đã và đang giải quyết trong kỳ": "total",
    "tiếp nhận": "received", "tiếp nhận mới": "received", "kỳ trước chuyển sang": "carried", "từ kỳ trước": "carried",
    "tiếp nhận trực tuyến": "online", "tiếp nhận mới trực tiếp": "direct", "trực tuyến": "online", "trực tiếp": "direct", "bưu chính công ích": "post",
    "đã giải quyết": "settled", "đã xử lý": "settled", "trước hạn": "early", "đúng hạn": "on_time", "đúng và trước hạn": "in_time",
    "trả trước và đúng hạn": "in_time", "trễ hạn": "late", "quá hạn": "late", "chậm hạn + quá hạn chưa có kết quả": "late", "quá hạn chưa có kết quả": "late",
    "đến hạn giải quyết": "due", "đang giải quyết": "open", "chưa xử lý": "open", "đang giải quyết chưa đến hạn": "open_in_time", "đang giải quyết (còn hạn)": "open_in_time",
    "đang giải quyết đã quá hạn": "open_late",
}  # fmt: skip
# What must hold in the rows of a unit, where all of it is there: the sum, and what it is the sum of (biểu II.06a).
EQUALITIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("total", ("received", "carried")),
    ("total", ("carried", "direct", "online", "post")),
    ("received", ("direct", "online", "post")),
    ("total", ("settled", "open")),
    ("settled", ("in_time", "late")),
    ("settled", ("early", "on_time", "late")),
    ("open", ("open_in_time", "open_late")),
    ("due", ("in_time", "late")),
)
INTAKE = ("received", ("settled", "open"))  # of a table that tells one number of intake only
WHOLE = ("toàn tỉnh", "tổng cộng")
PARTS = ("cấp tỉnh", "cấp huyện", "cấp xã")  # how the units of three levels begin that are the whole together


class Fault(Enum):
    """What does not hold."""

    SUM = "sum"  # the parts of a unit do not give their sum
    LEVELS = "levels"  # the units do not give the whole
    PERCENT = "percent"  # the percentage does not follow from its counts
    NO_DENOMINATOR = "no_denominator"  # a percentage of something that is not told


@dataclass(frozen=True)
class Row:
    """One printed row; `percent` keeps its decimals as printed."""

    table: str
    unit: str
    period: str
    name: str
    count: int | None = None
    of: int | None = None
    percent: Decimal | None = None
    role: str = ""
    part_of: str = ""  # the unit whose part this one is
    line: int = 0


@dataclass(frozen=True)
class Printed:
    """A number as printed: whose it is, how it is called, how much."""

    unit: str
    name: str
    count: int


@dataclass(frozen=True)
class Finding:
    """Something that does not hold, as it is printed.

    A sum has `parts`, what they give (`found`) and what is printed (`whole`). A percentage has its `row`; `fits` names
    the counts of the same unit of which it would be the printed share, `between` from how many to how many.
    """

    fault: Fault
    table: str
    unit: str
    period: str
    parts: tuple[Printed, ...] = ()
    whole: Printed | None = None
    row: Row | None = None
    fits: tuple[Printed, ...] = ()
    between: tuple[int, int] | None = None

    @property
    def found(self) -> int:
        """Return what the parts give."""
        return sum(part.count for part in self.parts)


@dataclass(frozen=True)
class Left:
    """What a sum leaves for the only unit that does not tell its number: nothing is wrong, nothing is proved."""

    table: str
    unit: str
    name: str
    count: int


@dataclass(frozen=True)
class Checked:
    """What was checked, what does not hold, and numbers that would mend several sums at once."""

    findings: tuple[Finding, ...] = ()
    left: tuple[Left, ...] = ()
    mends: tuple[tuple[Printed, int], ...] = ()  # a number that would do, and in how many sums
    sums: int = 0
    percents: int = 0
    alone: int = 0  # percentages without a count: nothing to check them by
    nameless: int = 0  # counts that take part in no sum

    @property
    def sound(self) -> bool:
        """Return whether everything that could be checked holds."""
        return not self.findings


@dataclass
class _Work:
    findings: list[Finding] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    sums: int = 0
    percents: int = 0


def check(rows: Iterable[Row]) -> Checked:
    """Check published tables, each by itself; name what does not hold and which reading would."""
    known, work = list(rows), _Work()
    for group in _by(known, lambda row: (row.table, row.unit, row.period)):
        _sums(group, work)
        _percents(group, work)
    for group in _by(known, lambda row: (row.table, row.period)):
        _levels(group, work)
    alone = sum(row.percent is not None and row.count is None for row in known)
    nameless = sum(row.count is not None and not role_of(row) for row in known)
    return Checked(tuple(work.findings), tuple(work.left), _mends(work.findings), work.sums, work.percents, alone, nameless)


def role_of(row: Row) -> str:
    """Return what a row is in a sum; empty where that is not known."""
    return row.role or ROLES.get(row.name.strip().lower(), "")


def _by(rows: Sequence[Row], key: object) -> list[list[Row]]:
    found: dict[object, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)  # type: ignore[operator]
    return list(found.values())


def _sums(group: Sequence[Row], work: _Work) -> None:
    told = {role_of(row): row for row in group if row.count is not None and role_of(row)}
    intake = () if {"total", "carried"} & told.keys() else (INTAKE,)
    for whole, parts in (*EQUALITIES, *intake):
        if whole in told and all(part in told for part in parts):
            work.sums += 1
            finding = Finding(
                Fault.SUM, group[0].table, group[0].unit, group[0].period, tuple(_printed(told[part]) for part in parts), _printed(told[whole])
            )
            if finding.whole is not None and finding.found != finding.whole.count:
                work.findings.append(finding)


def _percents(group: Sequence[Row], work: _Work) -> None:
    counts = [_printed(row) for row in group if row.count]
    for row in group:
        if row.percent is None or row.count is None:
            continue
        work.percents += 1
        if row.of is not None and gives(row.count, row.of, row.percent):
            continue
        fits = tuple(one for one in counts if one.count != row.of and one.name != row.name and gives(row.count, one.count, row.percent))
        fault = Fault.PERCENT if row.of is not None else Fault.NO_DENOMINATOR
        work.findings.append(
            Finding(fault, row.table, row.unit, row.period, row=row, fits=fits, between=_between(row.count, row.percent))
        )


def gives(count: int, of: int, percent: Decimal) -> bool:
    """Tell whether a share comes out as printed, half up."""
    return rounding.percent(count, of, _step(percent)) == percent


def _step(percent: Decimal) -> Decimal:
    exponent = percent.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _between(count: int, percent: Decimal) -> tuple[int, int] | None:
    """Return of how many, at least and at most, a count would be the printed percentage; None where of none or of any number."""
    half = Fraction(_step(percent)) / 2
    low, high = Fraction(percent) - half, Fraction(percent) + half
    if low <= 0 or count <= 0:
        return None
    least, most = int(count * 100 / high) + 1, int(count * 100 / low)
    return (least, most) if least <= most else None


def _levels(group: Sequence[Row], work: _Work) -> None:
    for whole, parts in _wholes(group):
        names = dict.fromkeys(row.name for row in group if row.unit == whole and row.count is not None)
        for name in names:
            found = {row.unit: row for row in group if row.name == name and row.count is not None and row.unit in {whole, *parts}}
            missing = [part for part in parts if part not in found]
            given, top = [_printed(found[part]) for part in parts if part in found], _printed(found[whole])
            if not missing:
                work.sums += 1
            if len(missing) == 1 and given:
                work.left.append(Left(group[0].table, missing[0], name, top.count - sum(one.count for one in given)))
            if (not missing and sum(one.count for one in given) != top.count) or sum(one.count for one in given) > top.count:
                work.findings.append(Finding(Fault.LEVELS, group[0].table, whole, group[0].period, tuple(given), top))


def _wholes(group: Sequence[Row]) -> list[tuple[str, list[str]]]:
    """Return each whole with its parts: as the rows say it, else a province and its levels."""
    units = list(dict.fromkeys(row.unit for row in group))
    said: dict[str, list[str]] = {}
    for row in group:
        if row.part_of and row.unit not in said.setdefault(row.part_of, []):
            said[row.part_of].append(row.unit)
    if said:
        return [(whole, parts) for whole, parts in said.items() if whole in units]
    whole = next((unit for unit in units if unit.strip().lower() in WHOLE), "")
    parts = [unit for level in PARTS for unit in units if _is_level(unit, level)]
    return [(whole, parts)] if whole and len(parts) == len(PARTS) else []


def _is_level(unit: str, level: str) -> bool:
    """Tell whether a unit is a level, as “cấp huyện (12)” is and “cấp huyện + xã” is not."""
    return unit.strip().lower().partition("(")[0].strip() == level


def _mends(findings: Sequence[Finding]) -> tuple[tuple[Printed, int], ...]:
    """Return numbers that would make several of the broken sums hold, with how many."""
    found: Counter[Printed] = Counter()
    for one in findings:
        if one.whole is None:
            continue
        found[Printed(one.whole.unit, one.whole.name, one.found)] += 1
        for part in one.parts:
            found[Printed(part.unit, part.name, part.count + one.whole.count - one.found)] += 1
    return tuple((printed, times) for printed, times in found.items() if times > 1)


def _printed(row: Row) -> Printed:
    assert row.count is not None
    return Printed(row.unit, row.name, row.count)
