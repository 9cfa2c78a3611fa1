"""A small line of one unit's last months, drawn in its row; what it shows is said in words for those who do not see it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from xml.sax.saxutils import quoteattr

from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT = 96, 24


def draw(values: Sequence[Fraction | None], *, told: str, top: Fraction) -> SafeString:
    """Return the line as SVG text, broken where nothing is known; `top` is the height all rows share."""
    step, runs, run = (WIDTH - 6) / max(len(values) - 1, 1), list[list[str]](), list[str]()
    dot = ""
    for number, value in enumerate([*values, None]):
        if value is None:
            if run:
                runs.append(run)
            run = []
            continue
        x, y = 3 + number * step, HEIGHT - 3 - float(min(value, top) / top if top else 0) * (HEIGHT - 6)
        run.append(f"{x:.1f} {y:.1f}")
        dot = f'<circle class="mc-chart__dot" cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>'
    lines = "".join(f'<path class="mc-chart__path" d="M{"L".join(one)}"/>' for one in runs if len(one) > 1)
    return mark_safe(  # noqa: S308  what came from outside was escaped
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label={quoteattr(told)}>{lines}{dot}</svg>'
    )
