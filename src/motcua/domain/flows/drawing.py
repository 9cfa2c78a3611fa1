"""The process map as SVG: steps from top to bottom in one column, ways past a step on the right, ways back on the left.

Readable without colour: a thicker arrow is taken more often and carries its number, ways back are dashed, waiting is
hatched and work is solid, the step where most lateness arises has a double frame. No script, no style sheet.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_BOX, _PAD, _LINE, _GAP = 260, 10, 18, 52
_LANE = 40  # a number of five digits fits between two lanes
_EDGE = 14
_LETTERS = 34
_BAR = 8
_INK, _SOFT, _PAPER = "#0b0c0c", "#3d4349", "#ffffff"


@dataclass(frozen=True)
class Node:
    """One box: a step, or the start or the end (`end`)."""

    key: str
    name: str
    notes: tuple[str, ...] = ()
    bar: tuple[float, float] | None = None  # shares of the widest bar: waiting, work
    marked: bool = False
    end: bool = False


@dataclass(frozen=True)
class Arrow:
    """One way from a box to another."""

    source: str
    target: str
    count: int
    label: str
    note: str = ""  # told only where there is room: straight down


@dataclass(frozen=True)
class Picture:
    """The map as SVG text, and how wide it is in pixels."""

    svg: str
    width: int


@dataclass(frozen=True)
class _Placed:
    node: Node
    place: int
    top: int
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        return 2 * _PAD + _LINE * (len(self.lines) + len(self.node.notes)) + (_BAR + 6 if self.node.bar else 0)

    @property
    def bottom(self) -> int:
        return self.top + self.height


@dataclass(frozen=True)
class _Way:
    arrow: Arrow
    source: _Placed
    target: _Placed
    lane: int = 0

    @property
    def length(self) -> int:
        return abs(self.source.place - self.target.place)

    @property
    def back(self) -> bool:
        return self.target.place <= self.source.place


def draw(nodes: Sequence[Node], arrows: Iterable[Arrow], *, title: str, told: str, prefix: str = "flow", language: str = "vi") -> Picture:
    """Return the map; `told` says in words what it shows. Arrows to boxes that are not there are left out."""
    boxes = _placed(nodes)
    by_key = {box.node.key: box for box in boxes}
    ways = [_Way(a, by_key[a.source], by_key[a.target]) for a in arrows if a.source in by_key and a.target in by_key and a.source != a.target]
    most = max((way.arrow.count for way in ways), default=1)
    down = [way for way in ways if not way.back and way.length == 1]
    right, left = _laned([w for w in ways if not w.back and w.length > 1]), _laned([w for w in ways if w.back])
    x = _EDGE + _LANE * _lanes(left)
    width = x + _BOX + _LANE * _lanes(right) + _EDGE
    height = (boxes[-1].bottom if boxes else 0) + _EDGE
    lines, labels = _round(right, x + _BOX, _LANE, most, prefix), _round(left, x, -_LANE, most, prefix)
    svg = "\n".join(
        [
            *_head(width, height, title, told, prefix, language),
            *(part for part, _label in (*lines, *labels)),
            *(part for way in down for part in _straight(way, x, most, prefix)),
            *(part for box in boxes for part in _box(box, x, prefix)),
            *(label for _part, label in (*lines, *labels)),
            "</svg>",
        ]
    )
    return Picture(svg, width)


def _placed(nodes: Sequence[Node]) -> list[_Placed]:
    boxes: list[_Placed] = []
    top = _EDGE
    for place, node in enumerate(nodes):
        box = _Placed(node, place, top, tuple(textwrap.wrap(node.name, _LETTERS, break_long_words=True) or [""]))
        boxes.append(box)
        top = box.bottom + _GAP
    return boxes


def _laned(ways: list[_Way]) -> list[_Way]:
    """Give every way a lane so that none lies on another: short ones inside, long ones outside."""
    taken: list[list[tuple[int, int]]] = []
    out = []
    for way in sorted(ways, key=lambda w: (w.length, w.source.place, w.target.place)):
        span = tuple(sorted((way.source.place, way.target.place)))
        lane = next((n for n, spans in enumerate(taken) if all(span[1] <= a or b <= span[0] for a, b in spans)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((span[0], span[1]))
        out.append(_Way(way.arrow, way.source, way.target, lane))
    return out


def _lanes(ways: Sequence[_Way]) -> int:
    return max((way.lane + 1 for way in ways), default=0)


def _ports(ways: Sequence[_Way]) -> dict[tuple[int, bool], float]:
    """Return at which height each way leaves and reaches its boxes, by (its number, leaving), so that few of them cross."""
    ends: dict[int, list[tuple[tuple[int, int], int, bool, _Placed]]] = {}
    for number, way in enumerate(ways):
        outer = -way.length if not way.back else way.length  # leaving downwards: the longest on top; upwards: at the bottom
        ends.setdefault(way.source.place, []).append(((0 if way.back else 1, outer), number, True, way.source))
        ends.setdefault(way.target.place, []).append(((1 if way.back else 0, -outer), number, False, way.target))
    found = {}
    for of_box in ends.values():
        for order, (_rank, number, leaving, box) in enumerate(sorted(of_box, key=lambda one: one[:3]), start=1):
            found[number, leaving] = box.top + box.height * order / (len(of_box) + 1)
    return found


def _round(ways: Sequence[_Way], edge: int, step: int, most: int, prefix: str) -> list[tuple[str, str]]:
    """Return path and label of ways that go round a side; `step` is less than zero on the left."""
    ports, out = _ports(ways), []
    for number, way in enumerate(ways):
        x = edge + step * (way.lane + 1) - (step // 3)
        start, end = ports[number, True], ports[number, False]
        path = _path(f"M{edge} {start:.1f}H{x}V{end:.1f}H{edge}", way, most, prefix)
        out.append((path, _tag(way.arrow.label, x, (start + end) / 2)))
    return out


def _straight(way: _Way, x: int, most: int, prefix: str) -> list[str]:
    middle = x + _BOX // 2
    said = f"{way.arrow.label} · {way.arrow.note}" if way.arrow.note else way.arrow.label
    return [
        _path(f"M{middle} {way.source.bottom}V{way.target.top}", way, most, prefix),
        _text(said, middle + 10, (way.source.bottom + way.target.top) / 2 + 3),
    ]


def _path(d: str, way: _Way, most: int, prefix: str) -> str:
    thick = 1 + 5 * way.arrow.count / most
    dashes = ' stroke-dasharray="7 4"' if way.back else ""
    return f'<path d="{d}" stroke="{_SOFT}" stroke-width="{thick:.1f}"{dashes} marker-end="url(#{prefix}-tip)"/>'


def _tag(text: str, x: float, y: float) -> str:
    wide = 7 * len(text) + 6
    return (
        f'<rect x="{x - wide / 2:.1f}" y="{y - 9:.1f}" width="{wide}" height="18" fill="{_PAPER}"/>'
        + _text(text, x, y + 4, anchor="middle")
    )


def _box(box: _Placed, x: int, prefix: str) -> list[str]:
    size = f'x="{x}" y="{box.top}" width="{_BOX}" height="{box.height}"'
    rounded = box.height // 2 if box.node.end else 4
    parts = [f'<rect {size} rx="{rounded}" fill="{_PAPER}" stroke="{_INK}" stroke-width="{3 if box.node.marked else 1}"/>']
    if box.node.marked:
        inside = f'x="{x + 4}" y="{box.top + 4}" width="{_BOX - 8}" height="{box.height - 8}"'
        parts.append(f'<rect {inside} rx="{max(rounded - 4, 2)}" stroke="{_INK}"/>')
    y = box.top + _PAD + 13
    for text in box.lines:
        parts.append(_text(text, x + _BOX // 2, y, anchor="middle", strong=True))
        y += _LINE
    for text in box.node.notes:
        parts.append(_text(text, x + _BOX // 2, y, anchor="middle"))
        y += _LINE
    return parts + (_bar(box.node.bar, x + _PAD, y - 8, prefix) if box.node.bar else [])


def _bar(shares: tuple[float, float], x: int, y: int, prefix: str) -> list[str]:
    whole = _BOX - 2 * _PAD
    waiting, work = (whole * share for share in shares)
    return [
        f'<rect x="{x}" y="{y}" width="{waiting:.1f}" height="{_BAR}" fill="url(#{prefix}-hatch)" stroke="{_INK}"/>',
        f'<rect x="{x + waiting:.1f}" y="{y}" width="{work:.1f}" height="{_BAR}" fill="{_INK}" stroke="{_INK}"/>',
    ]


def _text(text: str, x: float, y: float, *, anchor: str = "start", strong: bool = False) -> str:
    weight, fill = ("600", _INK) if strong else ("400", _SOFT)
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" fill="{fill}">{escape(text)}</text>'


def _head(width: int, height: int, title: str, told: str, prefix: str, language: str) -> list[str]:
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    named = f'role="img" aria-labelledby="{prefix}-title {prefix}-desc" lang="{language}"'
    tip = f'<path d="M0 0 10 5 0 10Z" fill="{_SOFT}"/>'
    shape = 'viewBox="0 0 10 10" refX="9" refY="5" markerWidth="12" markerHeight="12" markerUnits="userSpaceOnUse" orient="auto"'
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {named} font-size="13" fill="none">',
        f'<title id="{prefix}-title">{escape(title)}</title><desc id="{prefix}-desc">{escape(told)}</desc>',
        f'<defs><marker id="{prefix}-tip" {shape}>{tip}</marker>',
        f'<pattern id="{prefix}-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">',
        f'<rect width="5" height="5" fill="{_PAPER}"/><path d="M0 0V5" stroke="{_INK}" stroke-width="2"/></pattern></defs>',
    ]
