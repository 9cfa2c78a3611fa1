"""Why a line is slower than the bare view: the processor time of its parts, measured in the same run, in one process."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from bench.world import World

TIMES = 20


def of_the_work_list(here: World) -> str:
    """Return what a page of the work-list costs, and how much of it is HTML."""
    from django.template.backends.django import Template
    from django.test import Client

    browser = Client(HTTP_HOST="localhost")
    browser.cookies["sessionid"] = here.session
    with _watched(Template, "render") as html:
        whole = _each(lambda: browser.get("/ban-lam-viec/"))
    return f"{whole:.0f} ms of processor time a page, {html() / TIMES:.0f} ms of them HTML{_at_most(whole)}"


def of_the_receipt(here: World) -> str:
    """Return what a receipt costs, and how much of it is the layout engine and the QR code."""
    from motcua import wiring
    from motcua.connectors import typst_printer
    from motcua.domain.permissions.roles import VISITOR
    from motcua.services.dossiers import slips
    from motcua.storage.dossiers.models import IssuedSlip

    row = IssuedSlip.objects.get(id=here.slips[0][1])
    with _watched(typst_printer.typst, "compile") as layout, _watched(typst_printer, "_qr") as code:
        whole = _each(lambda: slips.pdf(row, printer=wiring.printer(VISITOR)))
    return (
        f"{whole:.0f} ms of processor time a receipt, {layout() / TIMES:.0f} ms of them Typst "
        f"and {code() / TIMES:.0f} ms the QR code{_at_most(whole)}"
    )


def _each(act: Callable[[], object]) -> float:
    """Return the milliseconds of processor time of one call; the first one, which fills caches, is not counted."""
    logging.disable(logging.INFO)
    act()
    began = time.process_time()
    for _ in range(TIMES):
        act()
    return (time.process_time() - began) / TIMES * 1000


def _at_most(milliseconds: float) -> str:
    cores = os.cpu_count() or 1
    return f": {cores} cores with nothing else to do make {cores * 1000 / milliseconds:.0f}/s"


@contextmanager
def _watched(owner: object, name: str) -> Iterator[Callable[[], float]]:
    """Count the milliseconds of processor time spent in a function of `owner` after its first call."""
    really = getattr(owner, name)
    spent: list[float] = []

    def watched(*given: Any, **named: Any) -> Any:
        began = time.process_time()
        try:
            return really(*given, **named)
        finally:
            spent.append(time.process_time() - began)

    with mock.patch.object(owner, name, watched):
        yield lambda: sum(spent[1:]) * 1000
