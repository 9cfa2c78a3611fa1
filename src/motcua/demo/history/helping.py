"""A second process that writes: it sets Django up before anything of it is imported, and connects by itself."""

from __future__ import annotations

import datetime as dt
import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.demo.history import figures

if TYPE_CHECKING:
    from motcua.demo.history.making import Writer, Written


@dataclass(frozen=True)
class Plan:
    """What is to be made: from which seed, at which scale, from which day until when."""

    until: dt.datetime
    seed: int = figures.SEED
    scale: int = figures.SCALE
    first: dt.date = figures.FIRST_DAY


_writer: Writer | None = None


def begin(plan: Plan) -> None:
    """Make this process ready to write."""
    import django

    django.setup()
    from motcua.demo.history.making import Writer

    global _writer
    _writer = Writer(plan)
    spare()


def spare() -> None:
    """Let this process, which does nothing else, look for no cycles: stories make none, and looking costs a tenth of the time."""
    gc.freeze()
    gc.disable()


def write(chunk: tuple[dt.date, ...]) -> Written:
    """Write some days."""
    assert _writer is not None
    return _writer.write(chunk)
