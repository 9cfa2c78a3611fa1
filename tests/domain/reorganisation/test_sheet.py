"""Reading the table of a reorganisation: headings, kinds in words, and what is wrong, line by line."""

from __future__ import annotations

import pytest

from motcua.domain.people.units import Level, UnitKind
from motcua.domain.reorganisation import sheet
from motcua.domain.reorganisation.sheet import Fault, Problem

HEADINGS = ["Mã đơn vị cũ", "Mã đơn vị mới", "Tên đơn vị mới", "Loại đơn vị", "Cấp", "Lĩnh vực", "Mã địa bàn cũ", "Đơn vị chính"]


def test_a_line_is_read_whatever_the_order_and_the_marks_of_its_headings():
    rows = [["DON VI CHINH", "Mã đơn vị mới *", "mã đơn vị cũ", "name", "Loại đơn vị", "Cấp", "Lĩnh vực", "Mã địa bàn cũ"],
            ["x", " h48.101 ", "h48.c21142", "UBND xã  Cà Đam", "UBND xã", "Xã", "Đất đai; Hộ tịch", 21142.0]]  # fmt: skip
    (line,), problems = sheet.read(rows)
    assert problems == []
    assert (line.number, line.old, line.new, line.name, line.main) == (2, "H48.C21142", "H48.101", "UBND xã Cà Đam", True)
    assert (line.kind, line.level) == (UnitKind.COMMUNE_COMMITTEE, Level.COMMUNE)
    assert (line.fields, line.areas) == (("Đất đai", "Hộ tịch"), ("21142",))


@pytest.mark.parametrize(
    ("rows", "problem", "because"),
    [
        ([], Problem(0, Fault.EMPTY), "nothing was given"),
        ([HEADINGS], Problem(0, Fault.EMPTY), "headings alone say nothing"),
        ([["Mã đơn vị cũ"], ["H48.1"]], Problem(1, Fault.COLUMN_MISSING, "Mã đơn vị mới"), "nobody would continue it"),
        ([["old", "new", "Màu"], ["H48.1", "H48.2", "đỏ"]], Problem(1, Fault.COLUMN_UNKNOWN, "Màu"), "a column nobody reads is a mistake"),
        ([["old", "new"], ["", "H48.2"]], Problem(2, Fault.OLD_MISSING), "what ends is not said"),
        ([["old", "new"], ["H48.1", ""]], Problem(2, Fault.NEW_MISSING, "H48.1"), "an empty cell is no decision; “-” is"),
        ([["old", "new"], ["H48.1", "xã"]], Problem(2, Fault.NEW_NOT_A_CODE, "XÃ"), "QĐ 20/2020/QĐ-TTg"),
        ([["old", "new", "kind"], ["H48.1", "H48.2", "hội"]], Problem(2, Fault.KIND_UNKNOWN, "hội"), "no such kind of unit"),
        ([["old", "new", "level"], ["H48.1", "H48.2", "thôn"]], Problem(2, Fault.LEVEL_UNKNOWN, "thôn"), "villages are no level"),
        ([["old", "new"], ["H48.1", "H48.2"], ["H48.1", "H48.2"]], Problem(3, Fault.TWICE, "H48.1 → H48.2"), "said twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(rows, problem, because):
    assert problem in sheet.read(rows)[1], because


def test_an_empty_row_is_passed_over():
    lines, problems = sheet.read([["old", "new"], [None, ""], ["H48.1", "-"]])
    assert ([line.number for line in lines], problems) == ([3], [])
