"""A burn-up drawn as SVG: what is there as a thick line, the needed pace dashed, the forecast as a hatched range.

The three differ by their strokes, so that they read without colour; words and a table beside it say the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from xml.sax.saxutils import escape

from motcua.domain.campaigns.burnup import BurnUp

WIDTH, HEIGHT = 460, 300
_LEFT, _BOTTOM, _TOP, _RIGHT = 66, 40, 16, 10
_INK, _SOFT = "#2b2622", "#5b534c"


@dataclass(frozen=True)
class Named:
    """The words of a drawing: its title, what it shows in a sentence, and what each line is."""

    title: str
    told: str
    there: str
    needed: str
    expected: str


def draw(found: BurnUp, named: Named, *, key: str = "burnup", font: str = "inherit") -> str:
    """Return the drawing as SVG text; `key` keeps the names inside it apart from those of other drawings."""
    top = round_up(max(found.total, found.high or 0, *(p.hit or 0 for p in found.points)))
    parts = [
        (f'<svg xmlns="http://www.w3.org/2000/svg" class="mc-chart" viewBox="0 0 {WIDTH} {HEIGHT}" font-size="17" '
        f'font-family="{escape(font)}" role="img" aria-labelledby="{key}-title {key}-told">'),
        f'<title id="{key}-title">{escape(named.title)}</title><desc id="{key}-told">{escape(named.told)}</desc>',
        (f'<defs><pattern id="{key}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0V6" stroke="{_SOFT}" stroke-width="1.5"/></pattern></defs>'),
        *_grid(top), *_days([p.day for p in found.points]), *_range(found, top, key),
        _line([(i, float(p.needed)) for i, p in enumerate(found.points, start=1)], found, top, f'stroke="{_SOFT}" stroke-width="2" stroke-dasharray="7 5"'),
        _line([(i, p.hit) for i, p in enumerate(found.points, start=1) if p.hit is not None], found, top, f'stroke="{_INK}" stroke-width="4"'),
        *_legend(found, named),
    ]  # fmt: skip
    return "".join([*parts, "</svg>"])


def round_up(most: int) -> int:
    """Return a round number at or above the highest point: 1, 2, 4, 5, 10, 20, 40, 50 …"""
    size = 1
    while True:
        for factor in (1, 2, 4, 5):
            if most <= factor * size:
                return factor * size
        size *= 10


def _grid(top: int) -> list[str]:
    found = []
    for part in dict.fromkeys((0, top // 2, top)):
        y = _y(part, top)
        found.append(f'<path class="mc-chart__line" stroke="#c9c2b8" d="M{_LEFT} {y:.1f}H{WIDTH - _RIGHT}"/>')
        found.append(f'<text class="mc-chart__label" fill="{_SOFT}" x="{_LEFT - 6}" y="{y + 6:.1f}" text-anchor="end">{part:,}</text>'.replace(",", "."))
    return found


def _days(days: list[dt.date]) -> list[str]:
    step = max(1, -(-len(days) // 4))
    shown = [i for i in range(len(days)) if i % step == 0 and len(days) - 1 - i >= step] + [len(days) - 1]
    return [
        f'<text class="mc-chart__label" fill="{_SOFT}" x="{_x(i + 1, len(days)):.1f}" y="{HEIGHT - 10}" '
        f'text-anchor="{"end" if i == len(days) - 1 else "middle"}">{days[i]:%d/%m}</text>'
        for i in shown
    ]  # fmt: skip


def _range(found: BurnUp, top: int, key: str) -> list[str]:
    """Return the forecast: from where it stands to both ends of its range on the last day."""
    there = [(i, p.hit) for i, p in enumerate(found.points, start=1) if p.hit is not None]
    if found.low is None or found.high is None or not there or there[-1][0] == len(found.points):
        return []
    (i, hit), count = there[-1], len(found.points)
    x, y, end = _x(i, count), _y(hit, top), _x(count, count)
    return [f'<path d="M{x:.1f} {y:.1f}L{end:.1f} {_y(found.high, top):.1f}V{_y(found.low, top):.1f}Z" fill="url(#{key}-hatch)" stroke="{_SOFT}"/>']


def _line(points: list[tuple[int, float]] | list[tuple[int, int]], found: BurnUp, top: int, how: str) -> str:
    drawn = "L".join(f"{_x(i, len(found.points)):.1f} {_y(n, top):.1f}" for i, n in [(0, 0), *points])
    return f'<path d="M{drawn}" fill="none" {how} stroke-linejoin="round"/>'


def _legend(found: BurnUp, named: Named) -> list[str]:
    rows = [(f'stroke="{_INK}" stroke-width="4"', named.there), (f'stroke="{_SOFT}" stroke-width="2" stroke-dasharray="7 5"', named.needed)]
    if found.low is not None:
        rows.append((f'stroke="{_SOFT}" stroke-width="7" stroke-dasharray="1.5 3"', named.expected))
    return [
        f'<path d="M{_LEFT + 8} {_TOP + 14 + 22 * i}h30" {how}/><text class="mc-chart__label" fill="{_SOFT}" x="{_LEFT + 46}" '
        f'y="{_TOP + 20 + 22 * i}">{escape(words)}</text>'
        for i, (how, words) in enumerate(rows)
    ]  # fmt: skip


def _x(day: int, count: int) -> float:
    return _LEFT + (WIDTH - _LEFT - _RIGHT) * day / max(count, 1)


def _y(hits: float, top: int) -> float:
    return HEIGHT - _BOTTOM - hits / top * (HEIGHT - _BOTTOM - _TOP)
