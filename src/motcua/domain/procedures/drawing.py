"""A workflow drawn as SVG: steps from top to bottom, banded by who does them; readable on a telephone, no script."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from motcua.domain.procedures.revision import Step, Text, Workflow
from motcua.domain.procedures.workflow import END, Outcome

WIDTH = 360
_LEFT, _RIGHT = 44, 44  # gutters: send-backs to the left, ways past the next step to the right
_BOX = WIDTH - _LEFT - _RIGHT
_LINE = 20
_PAD = 12
_GAP = 40
_LETTERS = 34  # of 14 px that fit into a box


@dataclass(frozen=True)
class Words:
    """The words on the picture, given by the door in the reader's language; roles and units by their values."""

    language: str = "vi"
    title: str = "Quy trình giải quyết"
    start: str = "Tiếp nhận hồ sơ"
    end: str = "Có kết quả"
    hours: str = "{n} giờ làm việc"
    here: str = "Đang ở bước này"
    consult: str = "Lấy ý kiến: {name}"
    linked: str = "Liên thông"
    outcomes: Mapping[str, str] = field(
        default_factory=lambda: {
            Outcome.FORWARD: "Chuyển",
            Outcome.PROPOSE: "Trình ký",
            Outcome.APPROVE: "Ký duyệt",
            Outcome.ISSUE: "Ban hành",
            Outcome.SEND_BACK: "Trả lại",
        }
    )
    roles: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    def lane(self, step: Step) -> str:
        """Return the name of the lane: unit and role."""
        return f"{self.units.get(step.unit, step.unit)} · {self.roles.get(step.role, step.role)}"

    def outcome(self, name: str) -> str:
        """Return the word for an outcome."""
        return self.outcomes.get(name, name)

    def text(self, text: Text) -> str:
        """Return catalogue text in the language of the words."""
        return text.in_language(self.language)[0]


@dataclass(frozen=True)
class _Box:
    step: Step
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    top: int
    lane: str | None  # named where a lane begins

    @property
    def height(self) -> int:
        return 2 * _PAD + _LINE * (len(self.lines) + len(self.notes))

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def middle(self) -> int:
        return self.top + self.height // 2


def draw(
    workflow: Workflow, words: Words | None = None, *, current: str | None = None, prefix: str = "wf"
) -> str:
    """Return the picture as SVG text, the same for the same workflow; `current` marks the step a dossier is at.

    `prefix` keeps ids apart when a page holds several pictures.
    """
    said = words or Words()
    boxes = _boxes(workflow, said, current)
    height = boxes[-1].bottom + _GAP + 2 * _LINE + _PAD
    return "\n".join(
        [
            *_head(workflow, said, current, prefix, height),
            *_bands(boxes),
            *_ends(said.start, 8),
            *(part for box in boxes for part in _step(box, box.step.key == current)),
            *_arrows(boxes, said, prefix),
            *_ends(said.end, boxes[-1].bottom + _GAP),
            "</svg>",
        ]
    )


def _head(workflow: Workflow, words: Words, current: str | None, prefix: str, height: int) -> list[str]:
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    named = f'role="img" aria-labelledby="{prefix}-title {prefix}-desc" lang="{words.language}"'
    shape = 'viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"'
    tip = '<path class="workflow-tip" d="M0 0 8 4 0 8Z" fill="#3d4349"/>'
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="workflow" {size} {named} font-size="14" fill="none">',
        f'<title id="{prefix}-title">{escape(words.title)}</title>',
        f'<desc id="{prefix}-desc">{escape(_told(workflow, words, current))}</desc>',
        f'<defs><marker id="{prefix}-tip" {shape}>{tip}</marker></defs>',
    ]


def _boxes(workflow: Workflow, words: Words, current: str | None) -> list[_Box]:
    boxes: list[_Box] = []
    top = 8 + 2 * _LINE + _GAP
    lane = ""
    for step in workflow.steps:
        named = words.lane(step)
        begins = named != lane
        top += _LINE * len(_wrapped(named)) + 8 if begins else 0
        lane = named
        notes = [words.hours.format(n=step.hours)]
        if step.linked:
            notes[0] += f" · {words.linked}"
        for consult in step.consults:
            asked = words.consult.format(name=words.text(consult.name))
            notes += _wrapped(f"{asked} ({words.hours.format(n=consult.hours)})")
        if step.key == current:
            notes.append(words.here)
        box = _Box(
            step=step,
            lines=tuple(_wrapped(words.text(step.name))),
            notes=tuple(notes),
            top=top,
            lane=named if begins else None,
        )
        boxes.append(box)
        top = box.bottom + _GAP
    return boxes


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), _LETTERS, break_long_words=True) or [""]


def _bands(boxes: list[_Box]) -> list[str]:
    """Draw a band behind the steps that follow each other in one lane."""
    out = []
    starts = [place for place, box in enumerate(boxes) if box.lane is not None]
    for start, after in zip(starts, [*starts[1:], len(boxes)], strict=True):
        top, bottom = _above(boxes[start]), boxes[after - 1].bottom + 8
        out.append(
            f'<rect class="workflow-band" x="2" y="{top}" width="{WIDTH - 4}" height="{bottom - top}" rx="6" '
            f'fill="#f3f5f7"/>'
        )
    return out


def _ends(text: str, top: int) -> list[str]:
    size = f'x="{_LEFT}" y="{top}" width="{_BOX}" height="{2 * _LINE}" rx="{_LINE}"'
    return [
        f'<rect class="workflow-end" {size} fill="#ffffff" stroke="#3d4349"/>',
        _line(text, WIDTH // 2, top + 26, "workflow-name", anchor="middle"),
    ]


def _step(box: _Box, here: bool) -> list[str]:
    stroke = 'stroke="#9e1b1b" stroke-width="3"' if here else 'stroke="#3d4349"'
    classes = "workflow-step workflow-here" if here else "workflow-step"
    size = f'x="{_LEFT}" y="{box.top}" width="{_BOX}" height="{box.height}" rx="4"'
    parts = [f'<rect class="{classes}" {size} fill="#ffffff" {stroke}/>']
    lane = _wrapped(box.lane) if box.lane is not None else []
    above = box.top - 6 - _LINE * len(lane)
    for place, text in enumerate(lane, start=1):
        parts.append(_line(text, _LEFT, above + _LINE * place, "workflow-lane"))
    kinds = [(text, "workflow-name") for text in box.lines] + [(text, "workflow-note") for text in box.notes]
    for place, (text, kind) in enumerate(kinds):
        parts.append(_line(text, _LEFT + _PAD, box.top + _PAD + 14 + _LINE * place, kind))
    return parts


_WEIGHTS = {"workflow-name": "600", "workflow-lane": "400", "workflow-note": "400", "workflow-outcome": "400"}
_FILLS = {"workflow-name": "#0b0c0c", "workflow-lane": "#00548f", "workflow-note": "#3d4349"}


def _line(text: str, x: int, y: int, kind: str, *, anchor: str = "start", turned: str = "") -> str:
    return (
        f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}" font-weight="{_WEIGHTS[kind]}" '
        f'fill="{_FILLS.get(kind, "#3d4349")}"{turned}>{escape(text)}</text>'
    )


def _arrows(boxes: list[_Box], words: Words, prefix: str) -> list[str]:
    """Straight down to the next step, round the right to a later one, round the left back to an earlier one."""
    by_key = {box.step.key: place for place, box in enumerate(boxes)}
    out = [_path(f"M{WIDTH // 2} {8 + 2 * _LINE}V{_above(boxes[0]) - 2}", prefix)]
    left = right = 0
    for place, box in enumerate(boxes):
        for target, outcomes in _targets(box.step).items():
            label = ", ".join(words.outcome(o) for o in outcomes)
            goes = len(boxes) if target == END else by_key.get(target, place)
            if goes == place + 1:
                end = boxes[-1].bottom + _GAP if target == END else _above(boxes[goes])
                out.append(_path(f"M{WIDTH // 2} {box.bottom}V{end - 2}", prefix))
                out.append(_line(label, WIDTH // 2 + 8, box.bottom + 27, "workflow-outcome"))
            elif goes > place:
                y = boxes[-1].bottom + _GAP + _LINE if target == END else boxes[goes].top + _PAD
                out += _round(box, y, WIDTH - _RIGHT, 10 + 8 * (right % 3), label, prefix)
                right += 1
            else:
                y = boxes[goes].bottom - _PAD
                out += _round(box, y, _LEFT, -(10 + 8 * (left % 3)), label, prefix)
                left += 1
    return out


def _above(box: _Box) -> int:
    """Return the top of a step together with the name of its lane."""
    return box.top - (_LINE * len(_wrapped(box.lane)) + 8 if box.lane is not None else 0)


def _targets(step: Step) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for outcome in Outcome:
        if outcome in step.next:
            found.setdefault(step.next[outcome], []).append(outcome)
    return found


def _round(box: _Box, y: int, edge: int, out: int, label: str, prefix: str) -> list[str]:
    back = out < 0
    start = box.top + _PAD if back else box.bottom - _PAD
    x, middle = edge + out, (start + y) // 2
    beside = x - 4 if back else x + 14
    turned = f' transform="rotate(-90 {beside} {middle})"'
    return [
        _path(f"M{edge} {start}H{x}V{y}H{edge}", prefix, back=back),
        _line(label, beside, middle, "workflow-outcome", anchor="middle", turned=turned),
    ]


def _path(d: str, prefix: str, *, back: bool = False) -> str:
    dashes = ' stroke-dasharray="4 3"' if back else ""
    classes = "workflow-arrow workflow-back" if back else "workflow-arrow"
    return f'<path class="{classes}" d="{d}" stroke="#3d4349"{dashes} marker-end="url(#{prefix}-tip)"/>'


def _told(workflow: Workflow, words: Words, current: str | None) -> str:
    """Tell the picture in words, for those who do not see it."""
    names = {step.key: words.text(step.name) for step in workflow.steps} | {END: words.end}
    told = []
    for number, step in enumerate(workflow.steps, start=1):
        ways = "; ".join(
            f"{', '.join(words.outcome(o) for o in outcomes)} → {names.get(target, target)}"
            for target, outcomes in _targets(step).items()
        )
        here = f" ({words.here})" if step.key == current else ""
        hours = words.hours.format(n=step.hours)
        told.append(f"{number}. {names[step.key]}{here}: {words.lane(step)}, {hours}. {ways}.")
    return " ".join(told)
