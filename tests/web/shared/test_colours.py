"""Every pair of colours that carries words or marks an edge is far enough apart to be seen (WCAG 2.2 AA)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PALETTE = Path(__file__).parents[3] / "frontend/scss/_colours.scss"
TEXT = PALETTE.read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"^\$([a-z-]+): (#[0-9a-f]{6});", TEXT, re.MULTILINE))
STATUSES = re.findall(r"^\s+(\d+): (#[0-9a-f]{6}) (#[0-9a-f]{6})", TEXT, re.MULTILINE)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


WORDS = [
    (text, ground)
    for ground in ("paper", "cream", "cream-deep")
    for text in ("ink", "ink-soft", "link", "link-hover", "link-visited", "error", "brand-dark", "warn")
] + [
    ("paper", "brand"),
    ("paper", "brand-dark"),
    ("gold", "brand"),
    ("paper", "bronze"),
    ("gold", "bronze"),
    ("paper", "error"),
    ("paper", "success"),
    ("paper", "notice"),
    ("paper", "warn"),
    ("ink", "error-tint"),
    ("ink", "warn-tint"),
    ("ink", "success-tint"),
    ("ink", "notice-tint"),
    ("ink", "focus"),
    ("ink", "line"),
]
EDGES = [
    ("edge", "paper"),
    ("terracotta", "paper"),
    ("terracotta", "bronze"),
    ("ink", "focus"),  # the dark line of the focus mark
    ("focus", "brand"),  # the focus field on the header
    ("focus", "bronze"),
    ("error", "paper"),
    ("success", "paper"),
]


@pytest.mark.parametrize(("text", "ground"), WORDS)
def test_words_stand_out_from_their_ground(text: str, ground: str) -> None:
    assert contrast(COLOURS[text], COLOURS[ground]) >= 4.5


@pytest.mark.parametrize(("mark", "ground"), EDGES)
def test_edges_and_focus_marks_can_be_seen(mark: str, ground: str) -> None:
    assert contrast(COLOURS[mark], COLOURS[ground]) >= 3


@pytest.mark.parametrize(("code", "text", "ground"), STATUSES)
def test_each_status_can_be_read(code: str, text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


def test_all_ten_statuses_have_colours() -> None:
    assert sorted(int(code) for code, *_pair in STATUSES) == list(range(1, 11))
