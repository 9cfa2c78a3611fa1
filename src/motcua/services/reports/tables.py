"""The tables of a signed report in the circular's layout, from its content alone (TT 01/2020/TT-VPCP)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.domain.reports import periods, snapshots
from motcua.domain.reports.causes import ALL
from motcua.domain.reports.periods import Kind
from motcua.domain.reports.settlement import COLUMNS, NAMES, Cells, TakenBack
from motcua.domain.reports.snapshots import Row, Sum

RECEIVED, SETTLED, OPEN = "Số hồ sơ tiếp nhận", "Số hồ sơ đã giải quyết", "Số hồ sơ đang giải quyết"
HEADINGS: Mapping[str, tuple[str, str]] = {
    "total": (RECEIVED, "Tổng số"), "online": (RECEIVED, "Trong kỳ: trực tuyến"),
    "direct": (RECEIVED, "Trong kỳ: trực tiếp, dịch vụ bưu chính"), "before": (RECEIVED, "Từ kỳ trước"),
    "settled": (SETTLED, "Tổng số"), "early": (SETTLED, "Trước hạn"), "on_time": (SETTLED, "Đúng hạn"), "late": (SETTLED, "Quá hạn"),
    "open": (OPEN, "Tổng số"), "open_in_time": (OPEN, "Trong hạn"), "open_late": (OPEN, "Quá hạn"), "taken_back": ("", "Trả lại, rút"),
}  # fmt: skip
CAUSES: Mapping[str, str] = {
    "a": "a) Cơ chế, chính sách", "b": "b) Tổ chức, cán bộ", "c": "c) Cơ sở vật chất, công nghệ thông tin", "d": "d) Khác", "": "Chưa nêu",
}  # fmt: skip
LEVELS = {"province": "Cấp tỉnh", "commune": "Cấp xã"}
ROMAN = ("", "I", "II", "III", "IV")
HALVES = ("", "đầu năm", "cuối năm")
TOTAL = "Tổng cộng"
RULES = {
    TakenBack.SETTLED: "Hồ sơ đã tiếp nhận rồi rút, dừng hoặc trả lại được tính trong cột (7), đúng hạn hoặc quá hạn theo thời điểm kết thúc; cột “Trả lại, rút” nêu riêng số này.",
    TakenBack.APART: "Hồ sơ đã tiếp nhận rồi rút, dừng hoặc trả lại không tính trong cột (7) mà ở cột “Trả lại, rút” (R); khi đó (3) = (7) + R + (11).",
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """One table: what it is called, its headings (group, heading, number) and its rows of texts and numbers; the last row is the sum."""

    name: str
    title: str
    headings: Sequence[tuple[str, str, str]]
    rows: Sequence[Sequence[str | int]]


def tables(content: Mapping[str, object]) -> list[Table]:
    """Return the tables of a report: II.06a by field and by agency, II.06g, II.07b, and fields within each agency."""
    rows = [snapshots.read_row(one) for one in _list(content["rows"])]
    total = snapshots.whole(rows)
    several = len({row.unit for row in rows}) > 1
    found = [_settlement("II.06a lĩnh vực", "Biểu số II.06a/VPCP/KSTT. Tình hình, kết quả giải quyết thủ tục hành chính, theo lĩnh vực", "Lĩnh vực giải quyết", snapshots.by_field(rows), total)]
    if several:
        found.append(_settlement("II.06a cơ quan", "Biểu số II.06a/VPCP/KSTT, theo cơ quan giải quyết", "Cơ quan", snapshots.by_unit(rows), total))
    found += [_causes(snapshots.by_unit(rows), total), _procedures(content)]
    if several:
        found.append(_settlement("II.06a chi tiết", "Biểu số II.06a/VPCP/KSTT, theo lĩnh vực trong từng cơ quan", "Cơ quan: lĩnh vực", _detailed(rows), total))
    changes = _list(content.get("changes", []))
    return [*found, _changes(changes)] if changes else found


def period_words(content: Mapping[str, object]) -> str:
    """Return the period as a report says it."""
    said = content["period"]
    assert isinstance(said, Mapping)
    period = periods.read(str(said["key"]))
    first, last = (dt.date.fromisoformat(str(said[name])) for name in ("first", "last"))
    return f"{name_of(period)} (từ ngày {first:%d/%m/%Y} đến hết ngày {last:%d/%m/%Y})"


def name_of(period: periods.Reported) -> str:
    """Return what a period is called: Quý IV/2026, 6 tháng đầu năm 2026."""
    if period.kind is Kind.YEAR:
        return f"Năm {period.year}"
    if period.kind is Kind.HALF:
        return f"6 tháng {HALVES[period.ordinal]} {period.year}"
    return f"Quý {ROMAN[period.ordinal]}/{period.year}" if period.kind is Kind.QUARTER else f"Tháng {period.ordinal:02d}/{period.year}"


def column_words(column: str) -> str:
    """Return what a number of a row is called in a list of changes."""
    if column.startswith("cause_"):
        code = column.removeprefix("cause_")
        return f"Nguyên nhân quá hạn: {CAUSES['' if code == 'none' else code]}"
    group, heading = HEADINGS[column]
    return f"({COLUMNS[column]}) {group}: {heading}" if column in COLUMNS else heading


def _settlement(name: str, title: str, what: str, sums: Sequence[Sum], total: Sum) -> Table:
    headings = [("", "TT", "(1)"), ("", what, "(2)"), *((*HEADINGS[n], f"({COLUMNS[n]})" if n in COLUMNS else "R") for n in NAMES)]
    rows = [[place, one.name, *_numbers(one.cells)] for place, one in enumerate(sums, start=1)]
    return Table(name, title, headings, [*rows, ["", TOTAL, *_numbers(total.cells)]])


def _numbers(cells: Cells) -> list[int]:
    said = cells.as_mapping()
    return [said[name] for name in NAMES]


def _detailed(rows: Sequence[Row]) -> list[Sum]:
    return [Sum(f"{r.unit}/{r.field}", f"{r.unit_name}: {r.field}", r.cells, r.causes) for r in rows]


def _causes(sums: Sequence[Sum], total: Sum) -> Table:
    late = "Nguyên nhân quá hạn"
    headings = [("", "TT", "(1)"), ("", "Cơ quan", "(2)"), ("", "Số hồ sơ quá hạn", "(3)")] + [
        (late, CAUSES[one], f"({number})") for number, one in enumerate(ALL, start=4)
    ]
    late_ones = [one for one in sums if one.cells.late + one.cells.open_late]
    rows = [[place, one.name, sum(one.causes), *one.causes] for place, one in enumerate(late_ones, start=1)]
    title = "Biểu số II.06g/VPCP/KSTT. Nguyên nhân quá hạn đối với các hồ sơ ở cột (10) và cột (13)"
    return Table("II.06g", title, headings, [*rows, ["", TOTAL, sum(total.causes), *total.causes]])


def _procedures(content: Mapping[str, object]) -> Table:
    names = ("total", "one_stop", "linked", "process")
    titles = ("Tổng số thủ tục", "Thực hiện theo cơ chế một cửa", "Một cửa liên thông", "Có quy trình nội bộ, điện tử")
    headings = [("", "TT", "(1)"), ("", "Cấp giải quyết", "(2)")] + [("", title, f"({n})") for n, title in enumerate(titles, start=3)]
    rows = [
        [place, LEVELS[str(one["level"])], *(int(str(one[name])) for name in names)]
        for place, one in enumerate(_list(content["procedures"]), start=1)
    ]
    title = "Biểu số II.07b/VPCP/KSTT. Số lượng thủ tục hành chính trong danh mục tại thời điểm ký"
    return Table("II.07b", title, headings, rows)


def _changes(changes: Sequence[Mapping[str, object]]) -> Table:
    headings = [("", "TT", "(1)"), ("", "Cơ quan", "(2)"), ("", "Lĩnh vực", "(3)"), ("", "Số liệu", "(4)"), ("", "Đã công bố", "(5)"), ("", "Nay là", "(6)")]
    rows = [
        [place, str(one["unit_name"]), str(one["field"]), column_words(str(one["column"])), int(str(one["was"])), int(str(one["now"]))]
        for place, one in enumerate(changes, start=1)
    ]
    return Table("Đính chính", "Những số liệu đã đính chính so với bản trước", headings, rows)


def _list(said: object) -> list[Mapping[str, object]]:
    assert isinstance(said, list)
    return said
