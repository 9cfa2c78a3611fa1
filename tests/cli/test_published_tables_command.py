"""`motcua figures check-table`: says what holds, names what does not, and what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.cli import published_tables

HEAD = "table,unit,period,metric,count,denominator,published_pct"


def _check(tmp_path: Path, *lines: str, head: str = HEAD) -> int:
    path = tmp_path / "table.csv"
    path.write_text("\n".join([head, *lines]), encoding="utf-8")
    return published_tables.check(str(path))


def test_a_table_that_holds_is_said_to_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _check(tmp_path, "T,u,9/2021,đã giải quyết,5,,", "T,u,9/2021,đúng và trước hạn,4,5,80", "T,u,9/2021,quá hạn,1,5,20.0") == 0
    assert capsys.readouterr().out.startswith("✓ 1 sums and 2 percentages checked, 0 do not hold")


def test_what_does_not_hold_is_named_with_what_would(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["T,u,9/2021,đã giải quyết,5000,,", "T,u,9/2021,đúng và trước hạn,4000,5000,80", "T,u,9/2021,quá hạn,999,4000,20.0", "T,u,9/2021,khác,3,,50"]
    assert _check(tmp_path, *lines) == 1
    said = capsys.readouterr().out
    assert "✗ T, u, 9/2021: “đúng và trước hạn” 4.000 + “quá hạn” 999 = 4.999, printed is “đã giải quyết” 5.000 (1 more)" in said
    assert "“quá hạn” 999 of 4.000 is printed as 20.0 %; that is its share of “đã giải quyết” 5.000" in said
    assert "“khác” 3 of a number that is not told is printed as 50 %; no count of the unit fits, it would be 6 to 6" in said


def test_levels_that_do_not_give_the_whole_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _check(tmp_path, "T,toàn tỉnh,q,x,9,,", *(f"T,cấp {one},q,x,4,," for one in ("tỉnh", "huyện", "xã"))) == 1
    assert "✗ T, toàn tỉnh, q “x”: “cấp tỉnh” 4 + “cấp huyện” 4 + “cấp xã” 4 = 12, printed is “toàn tỉnh” 9 (3 less)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lines", "head", "told"),
    [((), "metric,count", "line 1: the heading has no column denominator"), (("T,u,p,x,một,,",), HEAD, "line 2: 'một' is no count"), ((), HEAD, "no row below the heading")],
)  # fmt: skip
def test_what_cannot_be_read_is_named_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: tuple[str, ...], head: str, told: str) -> None:
    assert _check(tmp_path, *lines, head=head) == 2
    assert told in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert published_tables.check(str(tmp_path / "none.csv")) == 2
    (tmp_path / "latin.csv").write_bytes("đã".encode("utf-16"))
    assert published_tables.check(str(tmp_path / "latin.csv")) == 2
    assert capsys.readouterr().err.count("Give a CSV file in UTF-8.") == 2
