"""A line over months as SVG, with the target as a broken line; the table beside it says the same in figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from xml.sax.saxutils import escape

from django.utils.safestring import SafeString, mark_safe

from motcua.web.board.chart import HEIGHT, WIDTH

_LEFT, _RIGHT, _BOTTOM, _TOP = 56, 16, 28, 16
_FLOOR = HEIGHT - _BOTTOM


@dataclass(frozen=True)
class Point:
    """A value at a label; None: nothing to tell there, the line is broken."""

    label: str
    value: Fraction | None


def draw(
    points: Sequence[Point], *, title: str, told: str, form: Callable[[Fraction], str], top: Fraction | None = None, target: Fraction | None = None
) -> SafeString:
    """Return the chart as SVG text; `told` says in words what it shows. Without a `top` it reaches the highest value."""
    known = [p.value for p in points if p.value is not None]
    highest = top or max([*known, *([target] if target is not None else []), Fraction(1, 100)])
    step = Fraction(WIDTH - _LEFT - _RIGHT, max(len(points) - 1, 1))
    places = [(float(_LEFT + i * step), p) for i, p in enumerate(points)]
    every = max(1, -(-len(points) // 7))
    parts = [
        (f'<svg xmlns="http://www.w3.org/2000/svg" class="mc-chart" viewBox="0 0 {WIDTH} {HEIGHT}" font-size="12" role="img" '
        'aria-labelledby="line-title line-told">'),
        f'<title id="line-title">{escape(title)}</title><desc id="line-told">{escape(told)}</desc>',
        *(_grid(value, highest, form) for value in (Fraction(0), highest / 2, highest)),
    ]
    if target is not None and target <= highest:
        y = _height(target, highest)
        parts.append(f'<path class="mc-chart__target" d="M{_LEFT} {y:.1f}H{WIDTH - _RIGHT}"/>')
    parts += _lines(places, highest)
    for number, (x, point) in enumerate(places):
        if point.value is not None:
            parts.append(f'<circle class="mc-chart__dot" cx="{x:.1f}" cy="{_height(point.value, highest):.1f}" r="4"/>')
        if number % every == 0:
            parts.append(f'<text class="mc-chart__label" x="{x:.1f}" y="{HEIGHT - 8}" text-anchor="middle">{escape(point.label)}</text>')
    return mark_safe("".join([*parts, "</svg>"]))  # noqa: S308  everything that came from outside was escaped above


def _lines(places: Sequence[tuple[float, Point]], highest: Fraction) -> list[str]:
    """Return one line for every stretch without a gap."""
    found, run = [], []
    for x, point in [*places, (0.0, Point("", None))]:
        if point.value is not None:
            run.append(f"{x:.1f} {_height(point.value, highest):.1f}")
            continue
        if len(run) > 1:
            found.append(f'<path class="mc-chart__path" d="M{"L".join(run)}"/>')
        run = []
    return found


def _grid(value: Fraction, highest: Fraction, form: Callable[[Fraction], str]) -> str:
    y = _height(value, highest)
    return (
        f'<path class="mc-chart__line" d="M{_LEFT} {y:.1f}H{WIDTH - _RIGHT}"/>'
        f'<text class="mc-chart__label" x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{escape(form(value))}</text>'
    )


def _height(value: Fraction, highest: Fraction) -> float:
    return float(_FLOOR - value / highest * (_FLOOR - _TOP))
