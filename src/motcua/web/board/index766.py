"""The national service index on the board: groups, components, what would gain most, and the units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from motcua.domain.figures import index766, rounding
from motcua.domain.figures.index766 import Class, Group
from motcua.domain.figures.index_counts import OF_DOSSIERS
from motcua.domain.figures.parts import less
from motcua.queries import board
from motcua.queries.figures import behind as looked_up
from motcua.queries.figures import index
from motcua.queries.figures.index import Index, Scored
from motcua.services import ledger
from motcua.web.board import views
from motcua.web.board.figures import LISTED, Page
from motcua.web.shared import words
from motcua.web.shared.guards import staff_only

GROUPS = {
    Group.PUBLICITY: pgettext_lazy("index", "Openness"),
    Group.PROGRESS: pgettext_lazy("index", "Progress"),
    Group.ONLINE: pgettext_lazy("index", "Online services"),
    Group.PAYMENT: pgettext_lazy("index", "Online payment"),
    Group.DIGITAL: pgettext_lazy("index", "Digitisation"),
    Group.SATISFACTION: pgettext_lazy("index", "Satisfaction"),
}
CLASSES = {
    Class.EXCELLENT: pgettext_lazy("index", "Excellent"), Class.GOOD: pgettext_lazy("index", "Good"), Class.FAIR: pgettext_lazy("index", "Fair"),
    Class.AVERAGE: pgettext_lazy("index", "Average"), Class.WEAK: pgettext_lazy("index", "Weak"),
}  # fmt: skip
COMPONENTS = {
    "PUBLISH_ON_TIME": pgettext_lazy("index", "Procedures published on time"),
    "PUBLIC_UPDATE_ON_TIME": pgettext_lazy("index", "Procedures made public on time"),
    "PUBLIC_CONTENT_FULL": pgettext_lazy("index", "Procedures with complete content"),
    "DOSSIER_SYNC": pgettext_lazy("index", "Dossiers synchronised"),
    "PROGRESS_ON_TIME": pgettext_lazy("index", "Dossiers on time"),
    "SERVICES_ONLINE": pgettext_lazy("index", "Procedures offered online"),
    "SERVICES_USED_ONLINE": pgettext_lazy("index", "Online services with dossiers"),
    "DOSSIERS_ONLINE": pgettext_lazy("index", "Dossiers filed online"),
    "DOSSIERS_PAID_ONLINE": pgettext_lazy("index", "Dossiers paid online"),
    "FEE_PROCEDURES_PAID_ONLINE": pgettext_lazy("index", "Fee procedures with an online payment"),
    "FEE_PROCEDURES_WITH_FEES": pgettext_lazy("index", "Fee procedures with fees that came up"),
    "ORIGINAL_RESULT_AVAILABLE": pgettext_lazy("index", "Electronic results"),
    "SO_HOA_GIAY_TO_GIAI_QUYET": pgettext_lazy("index", "Dossiers digitised"),
    "REUSED_DIGITIZED_DATA": pgettext_lazy("index", "Data re-used"),
    "SYNCED_WITH_DVCQG_PERSONAL_STORAGE": pgettext_lazy("index", "Shared with the personal store"),
    "CITIZEN_DATA_CONNECTED_DOSSIER": pgettext_lazy("index", "Dossiers using population data"),
    "CITIZEN_DATA_CONNECTED_FORMALITY": pgettext_lazy("index", "Procedures using population data"),
    "ELECTRONIC_CERTIFIED_COPY": pgettext_lazy("index", "Communes certifying electronic copies"),
    "DOSSIER_RECEIVING_SATISFACTION": pgettext_lazy("index", "Satisfaction with settlement"),
    "PETITION_PROCESSING_ON_TIME": pgettext_lazy("index", "Petitions handled on time"),
    "PETITION_HANDLING_SATISFACTION": pgettext_lazy("index", "Satisfaction with petitions"),
}
PROCEDURES = frozenset({
    "PUBLISH_ON_TIME", "PUBLIC_UPDATE_ON_TIME", "PUBLIC_CONTENT_FULL", "SERVICES_ONLINE", "SERVICES_USED_ONLINE", "FEE_PROCEDURES_PAID_ONLINE",
    "FEE_PROCEDURES_WITH_FEES", "CITIZEN_DATA_CONNECTED_FORMALITY",
})  # fmt: skip
BEST = 5  # gains shown


@staff_only(*board.ROLES)
def home(request: HttpRequest) -> HttpResponse:
    """Show the index of a period for a unit with everything under it."""
    page = Page(request)
    return page.draw("index", of_page(page) | {"files": page.files("board_index_file")})


def of_page(page: Page) -> dict[str, Any]:
    """Return what the page of the index shows."""
    here = {"here": page.counted}
    inner = page.below()
    groups = here | {str(unit.id): units for unit, units in inner}
    found = index.read(first=page.period.first, last=page.period.last, groups=groups)
    told = found["here"]
    return {
        "index": told, "total": words.number(told.total, language=page.language, places=2), "most": told.most, "class": CLASSES[index766.classed(told.total)],
        "dossiers": told.total_dossiers, "late": told.late, "missing": any(s.missing for s in told.components.values()),
        "gains": _gains(page, told), "groups": [_group(page, told, g) for g in Group], "heads": list(GROUPS.values()), "units": _units(page, found, inner),
    }  # fmt: skip


@staff_only(*board.ROLES)
def behind(request: HttpRequest, code: str) -> HttpResponse:
    """List the dossiers that cost a component points: codes, no names; the look is recorded."""
    if code not in OF_DOSSIERS:
        raise Http404
    page, one = Page(request), OF_DOSSIERS[code]
    ids = looked_up.of_sum(less(one.population, one.hit), first=page.period.first, last=page.period.last, units=page.counted, limit=LISTED)
    lines = board.lines(page.actor, ids)
    ledger.read(actor=page.actor, at=page.at, purpose="board", dossier_ids=[line.id for line in lines])
    return page.draw("behind", {
        "name": _("%(name)s: the dossiers that cost points") % {"name": COMPONENTS[code]}, "lines": lines, "now": False, "older": "", "at": page.at,
        "back": page.to("board_index"),
    })  # fmt: skip


def _group(page: Page, told: Index, which: Group) -> dict[str, object]:
    rows = [s for s in told.components.values() if s.component.group is which]
    return {
        "name": GROUPS[which], "points": words.number(told.group(which), language=page.language, places=2),
        "most": sum(s.component.points for s in rows), "rows": [_component(page, s) for s in rows],
    }  # fmt: skip


def _component(page: Page, one: Scored) -> dict[str, object]:
    share = rounding.percent(one.hit, one.of)
    return {
        "name": COMPONENTS[one.component.code], "missing": one.missing, "most": one.component.points, "scored": one, "exact": share,
        "points": words.number(one.points, language=page.language, places=2),
        "share": f"{words.number(share, language=page.language, places=2)}%" if share is not None and not one.missing else "–",
        "counts": "–" if one.missing else _("%(part)s of %(whole)s") % {
            "part": words.number(one.hit, language=page.language), "whole": words.number(one.of, language=page.language)
        },
    }  # fmt: skip


def _gains(page: Page, told: Index) -> list[dict[str, object]]:
    """Say what would gain most: how many more hits bring a component to all its points, and what that is worth."""
    rows: list[tuple[Decimal, Scored, int]] = []
    for one in told.components.values():
        more = index766.missing_hits(one.component, one.hit, one.of)
        worth = index766.gain(one.component, one.hit, one.of, more=more) if more and not one.missing else Decimal(0)
        if worth > 0:
            rows.append((worth, one, more))
    rows.sort(key=lambda r: (-r[0], r[1].component.code))
    return [
        {
            "name": COMPONENTS[one.component.code], "text": _gain_words(one, more, worth, page.language),
            "url": page.to("board_index_behind", one.component.code) if one.component.code in OF_DOSSIERS else "",
        }
        for worth, one, more in rows[:BEST]
    ]  # fmt: skip


def _gain_words(one: Scored, more: int, worth: Decimal, language: str) -> str:
    said = {"name": COMPONENTS[one.component.code], "more": words.number(more, language=language), "worth": words.number(worth, language=language, places=2)}
    if one.component.code in PROCEDURES:
        return _("%(name)s: %(more)s more procedures: +%(worth)s points.") % said
    return _("%(name)s: %(more)s more dossiers: +%(worth)s points.") % said


def _units(page: Page, found: Mapping[str, Index], inner: Sequence[tuple[views.Unit, frozenset[str]]]) -> list[dict[str, object]]:
    rows = [(unit, found[str(unit.id)]) for unit, _units in inner if found[str(unit.id)].total_dossiers]
    rows.sort(key=lambda r: (r[1].total, views.name_of(r[0])))
    return [
        {
            "name": page.name_of(unit), "index": told, "total": words.number(told.total, language=page.language, places=2), "dossiers": told.total_dossiers,
            "cells": [{"name": GROUPS[g], "exact": told.group(g), "points": words.number(told.group(g), language=page.language, places=2)} for g in Group],
            "url": page.to("board_index", unit=unit),
        }
        for unit, told in rows
    ]  # fmt: skip
