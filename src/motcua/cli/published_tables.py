"""`motcua figures check-table`: checks a published table by arithmetic and names what does not hold; nothing is kept or repaired."""

from __future__ import annotations

import sys
from pathlib import Path

from motcua.domain.figures import table_text, tables
from motcua.domain.figures.table_text import NotATable, Problem, Wrong
from motcua.domain.figures.tables import Checked, Fault, Finding, Printed

_WRONG = {
    Wrong.COLUMN: "the heading has no column {found}. Needed are " + ", ".join(table_text.COLUMNS) + "; " + ", ".join(table_text.MORE) + " may be added.",
    Wrong.COUNT: "{found!r} is no count. Write a whole number, for example 1598 or 1.598; leave it empty where none is told.",
    Wrong.PERCENT: "{found!r} is no percentage. Write it as printed, for example 99.71 or 99,71.",
    Wrong.ROLE: "there is no role {found!r} in a sum.",
    Wrong.EMPTY: "no row below the heading.",
    Wrong.TOO_MANY: "more than {found} rows. Divide the file by tables.",
    Wrong.CSV: "not readable as CSV: {found}.",
}


def check(path: str) -> int:
    """Check a CSV file; return 0 where everything holds, 1 where something does not, 2 where it cannot be read."""
    try:
        rows = table_text.read(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        print(f"motcua: {path} cannot be read: {fault}. Give a CSV file in UTF-8.", file=sys.stderr)
        return 2
    except NotATable as refused:
        for problem in refused.problems:
            print(_problem(problem), file=sys.stderr)
        return 2
    checked = tables.check(rows)
    print("\n".join(lines(checked)))
    return 0 if checked.sound else 1


def lines(checked: Checked) -> list[str]:
    """Return what was found, in words."""
    found = [f"✗ {_place(one)}: {_said(one)}" for one in checked.findings]
    found += [f"  {_number(one.count)} for “{one.name}” of {one.unit or 'the table'} would mend {times} of these sums" for one, times in checked.mends]
    found += [f"· {one.table}: “{one.name}” leaves {_number(one.count)} for {one.unit}, which does not tell its own" for one in checked.left]
    held = f"{checked.sums} sums and {checked.percents} percentages checked, {len(checked.findings)} do not hold"
    rest = f"not checkable: {checked.alone} percentages without a count, {checked.nameless} counts that are part of no known sum"
    return [*found, f"{'✓' if checked.sound else '✗'} {held}; {rest}"]


def _said(one: Finding) -> str:
    if one.row is not None and one.row.count is not None and one.row.percent is not None:
        return _percentage(one)
    assert one.whole is not None
    parts = " + ".join(f"{_named(part, one.fault)} {_number(part.count)}" for part in one.parts)
    by = one.found - one.whole.count
    return f"{parts} = {_number(one.found)}, printed is {_named(one.whole, one.fault)} {_number(one.whole.count)} ({_number(abs(by))} {'less' if by > 0 else 'more'})"


def _percentage(one: Finding) -> str:
    row = one.row
    assert row is not None
    of = f"of {_number(row.of)}" if row.of is not None else "of a number that is not told"
    said = f"“{row.name}” {_number(row.count or 0)} {of} is printed as {row.percent} %"
    if one.fits:
        return f"{said}; that is its share of {', '.join(f'“{fit.name}” {_number(fit.count)}' for fit in one.fits)}"
    if one.between is None:
        return f"{said}; no count of the unit fits"
    return f"{said}; no count of the unit fits, it would be {_number(one.between[0])} to {_number(one.between[1])}"


def _named(printed: Printed, fault: Fault) -> str:
    return f"“{printed.unit}”" if fault is Fault.LEVELS else f"“{printed.name}”"


def _place(one: Finding) -> str:
    about = f" “{one.whole.name}”" if one.fault is Fault.LEVELS and one.whole else ""
    return ", ".join(part for part in (one.table, one.unit, one.period) if part) + about


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _problem(problem: Problem) -> str:
    return f"motcua: line {problem.line}: " + _WRONG[problem.wrong].format(found=problem.found)
