"""A map of tiles as SVG: name, value and class of every place; the class stands there as a number and as filled steps, never as colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import SafeString, mark_safe

from motcua.domain.figures.tiles import CLASSES, Layout

WIDTH, HEIGHT = 94, 66  # of a tile
_GAP, _STEP, _LETTERS = 4, 6, 12


@dataclass(frozen=True)
class Tile:
    """One place: its class from 1 (best) to 4, 0 where there is nothing to tell."""

    key: str
    name: str
    value: str
    grade: int
    told: str  # in words, for those who hear it
    url: str


def draw(tiles: Sequence[Tile], layout: Layout, *, title: str) -> SafeString:
    """Return the map as SVG text; every tile is a link."""
    wide, high = layout.columns * (WIDTH + _GAP), layout.rows * (HEIGHT + _GAP)
    size = f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" font-size="12"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="group" aria-label={quoteattr(title)}>']
    parts += [_tile(one, *layout.cells[one.key]) for one in sorted(tiles, key=lambda t: layout.cells[t.key])]
    return mark_safe("".join([*parts, "</svg>"]))  # noqa: S308  everything that came from outside was escaped above


def _tile(one: Tile, row: int, column: int) -> str:
    left, top = column * (WIDTH + _GAP) + _GAP / 2, row * (HEIGHT + _GAP) + _GAP / 2
    lines = "".join(
        f'<text class="mc-chart__label" x="{left + 6}" y="{top + 15 + 14 * number}">{escape(line)}</text>' for number, line in enumerate(_lines(one.name))
    )
    return (
        f'<a href={quoteattr(one.url)}><rect class="mc-chart__line" x="{left}" y="{top}" width="{WIDTH}" height="{HEIGHT}" rx="3" fill="transparent">'
        f"<title>{escape(one.told)}</title></rect>{_steps(one.grade, left, top)}{lines}"
        f'<text x="{left + 18}" y="{top + 52}" font-size="14" font-weight="700" fill="currentColor">{escape(one.value)}</text>'
        f'<text class="mc-chart__label" x="{left + WIDTH - 5}" y="{top + 61}" text-anchor="end">{one.grade or "–"}</text></a>'
    )


def _lines(name: str) -> list[str]:
    """Break a name in two lines where it is long; what does not fit is cut."""
    first, rest = "", name.split()
    while rest and len(f"{first} {rest[0]}".strip()) <= _LETTERS:
        first = f"{first} {rest.pop(0)}".strip()
    found = [one for one in (first, " ".join(rest)) if one]
    return [one if len(one) <= _LETTERS else f"{one[: _LETTERS - 1].rstrip()}…" for one in found]


def _steps(grade: int, left: float, top: float) -> str:
    """Draw the class as steps: four filled for the best quarter, one for the last, none where nothing is told."""
    drawn = []
    for step in range(CLASSES):
        y = top + HEIGHT - 8 - (step + 1) * _STEP
        look = 'class="mc-chart__second"' if grade and step <= CLASSES - grade else 'class="mc-chart__line" fill="none"'
        drawn.append(f'<rect {look} x="{left + 5}" y="{y}" width="8" height="{_STEP - 2}"/>')
    return "".join(drawn)
