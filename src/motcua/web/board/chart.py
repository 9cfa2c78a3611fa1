"""A plain bar chart as SVG: two bars a day or month; the table beside it says the same in figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT = 480, 240
_LEFT, _BOTTOM, _TOP = 44, 28, 12
_FLOOR = HEIGHT - _BOTTOM


@dataclass(frozen=True)
class Bars:
    """What stands above one label."""

    label: str
    first: int
    second: int


def draw(bars: Sequence[Bars], *, title: str, told: str) -> SafeString:
    """Return the chart as SVG text; `told` says in a sentence what it shows, for those who do not see it."""
    top = _round_up(max((max(b.first, b.second) for b in bars), default=0))
    step = (WIDTH - _LEFT) / max(len(bars), 1)
    every = max(1, -(-len(bars) // 10))  # labels that fit side by side
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" font-size="12"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="mc-chart" {size} role="img" aria-labelledby="chart-title chart-told">',
        f'<title id="chart-title">{escape(title)}</title><desc id="chart-told">{escape(told)}</desc>',
        *_lines(top),
    ]
    for number, bar in enumerate(bars):
        left = _LEFT + number * step
        width = max(1.0, step * 0.36)
        parts += [_bar("first", left + step * 0.12, width, bar.first, top), _bar("second", left + step * 0.52, width, bar.second, top)]
        if number % every == 0:
            parts.append(
                f'<text class="mc-chart__label" x="{left + step / 2:.1f}" y="{HEIGHT - 8}" text-anchor="middle">{escape(bar.label)}</text>'
            )
    return mark_safe("".join([*parts, "</svg>"]))  # noqa: S308  everything that came from outside was escaped above


def _lines(top: int) -> list[str]:
    found = []
    for part in (0, top // 2, top) if top > 1 else (0, top):
        y = _height(part, top)
        found.append(f'<path class="mc-chart__line" d="M{_LEFT} {y:.1f}H{WIDTH}"/>')
        found.append(f'<text class="mc-chart__label" x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{part}</text>')
    return found


def _bar(name: str, x: float, width: float, count: int, top: int) -> str:
    if not count:
        return ""
    y = _height(count, top)
    return f'<rect class="mc-chart__{name}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{_FLOOR - y:.1f}"/>'


def _height(count: int, top: int) -> float:
    return _FLOOR - (count / top) * (_FLOOR - _TOP)


def _round_up(most: int) -> int:
    """Return a round number at or above the highest bar, with a whole half from 2 on: 1, 2, 4, 6, 10, 20, 40, 60 …"""
    size = 1
    while True:
        for factor in (1, 2, 4, 6):
            if most <= factor * size:
                return factor * size
        size *= 10
