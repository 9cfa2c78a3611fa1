"""A burn-up's drawing: three lines that differ without colour, words that are escaped, numbers where they belong."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest

from motcua.domain.campaigns.burnup import BurnUp, Point
from motcua.services.campaigns import drawing

FIRST = dt.date(2023, 8, 5)
NAMED = drawing.Named("Tỷ lệ <b>", "Ba & một", "Đã đạt", "Nhịp cần có", "Dự báo")


def made(low: int | None = None, high: int | None = None) -> BurnUp:
    points = tuple(Point(FIRST + dt.timedelta(days=i), i * 3 if i < 5 else None, 20, Fraction(5 * (i + 1))) for i in range(10))
    return BurnUp(points, 50, low, high)


def test_what_is_there_what_is_needed_and_what_is_expected_differ_by_their_strokes() -> None:
    svg = drawing.draw(made(20, 40), NAMED)
    assert 'stroke-width="4"' in svg
    assert 'stroke-dasharray="7 5"' in svg
    assert "url(#burnup-hatch)" in svg
    assert "Dự báo" in svg
    assert "url(#burnup-hatch)" not in drawing.draw(made(), NAMED), "no forecast, no range"
    assert "Dự báo" not in drawing.draw(made(), NAMED)


def test_words_are_escaped_and_it_is_sound_xml_with_a_title_and_a_description() -> None:
    svg = drawing.draw(made(20, 40), NAMED, key="b1", font="Tinos")
    assert "<b>" not in svg
    root = ET.fromstring(svg)
    assert root.attrib["aria-labelledby"] == "b1-title b1-told"
    assert [root[0].text, root[1].text] == ["Tỷ lệ <b>", "Ba & một"]


def test_twice_as_many_stand_twice_as_high() -> None:
    svg = drawing.draw(made(), NAMED)
    [line] = re.findall(r'<path d="M([^"]+)" fill="none" stroke="#2b2622" stroke-width="4"', svg)
    heights = [float(pair.split()[1]) for pair in line.split("L")]
    floor = heights[0]
    assert floor - heights[5] == pytest.approx(2 * (floor - heights[3]), abs=0.1), "12 hits after five days, 6 after three"


def test_the_scale_is_a_round_number() -> None:
    assert [drawing.round_up(n) for n in (0, 1, 3, 7, 11, 48, 51, 487)] == [1, 1, 4, 10, 20, 50, 100, 500]
