"""Scoring on the board (TT 01/2018/TT-VPCP): agencies by nine criteria, officials by five for whoever answers for them."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from motcua.domain.figures import scoring as rules
from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.scoring import OF_OFFICIALS, AgencyClass, Criterion, Duty, Score
from motcua.queries import board
from motcua.queries.figures import scoring
from motcua.queries.figures.scoring import Scored
from motcua.web.board import views
from motcua.web.board.figures import Page, text
from motcua.web.shared import words
from motcua.web.shared.guards import staff_only

NAMES = {
    Criterion.TOTAL_TIME: pgettext_lazy("scoring", "1. Time to settle against the limit"),
    Criterion.UNIT_TIME: pgettext_lazy("scoring", "2. Time of each unit that takes part"),
    Criterion.CONTACTS: pgettext_lazy("scoring", "3. Contacts to complete a dossier"),
    Criterion.AGENCIES: pgettext_lazy("scoring", "4. Agencies a citizen has to go to"),
    Criterion.ONE_STOP: pgettext_lazy("scoring", "5. What is done at the one-stop"),
    Criterion.PUBLICATION: pgettext_lazy("scoring", "6. Publication of procedures"),
    Criterion.ATTITUDE: pgettext_lazy("scoring", "7. Attitude"),
    Criterion.PETITIONS: pgettext_lazy("scoring", "8. Handling of petitions"),
    Criterion.ONLINE: pgettext_lazy("scoring", "9. Online services"),
}
HOW = {
    Criterion.TOTAL_TIME: pgettext_lazy("scoring", "Early 2, on time 1, late 0; the mean of all dossiers settled."),
    Criterion.UNIT_TIME: pgettext_lazy("scoring", "Every unit early in its steps 2, on time 1, one of them late 0; waits for the citizen are taken off."),
    Criterion.CONTACTS: pgettext_lazy("scoring", "Papers never asked for 2, once 1, more often 0."),
    Criterion.AGENCIES: pgettext_lazy("scoring", "Filed without coming 2, at the one-stop alone 1; going to more agencies is not recorded."),
    Criterion.ONE_STOP: pgettext_lazy("scoring", "20% of the procedures wholly done there 2, all received there 1, fewer 0; entered by the unit."),
    Criterion.PUBLICATION: pgettext_lazy("scoring", "All posted up and published electronically 2, one of both 1, neither 0; entered by the unit."),
    Criterion.ATTITUDE: pgettext_lazy("scoring", "Early and no petition 2, on time and no petition 1, else 0; not known until petitions are connected."),
    Criterion.PETITIONS: pgettext_lazy("scoring", "All handled in time, or none made, 2; from 90% 1; fewer 0; entered by the unit."),
    Criterion.ONLINE: pgettext_lazy("scoring", "20% of procedures online, 30% of dossiers online and none of them late 2; 15% of dossiers and none late 1; else 0."),
}
COUNTS = {  # the letters stand for the counts of a score, in their order
    Criterion.ONE_STOP: pgettext_lazy("scoring", "%(a)s wholly done there, %(b)s received there, of %(c)s procedures"),
    Criterion.PUBLICATION: pgettext_lazy("scoring", "%(a)s posted up, %(b)s published electronically, of %(c)s procedures"),
    Criterion.PETITIONS: pgettext_lazy("scoring", "%(a)s in time of %(b)s petitions"),
    Criterion.ONLINE: pgettext_lazy("scoring", "%(a)s of %(b)s procedures, %(c)s of %(d)s dossiers online; %(e)s of those settled late"),
}
CLASSES = {
    AgencyClass.EXCELLENT: pgettext_lazy("scoring", "excellent"), AgencyClass.GOOD: pgettext_lazy("scoring", "good"), AgencyClass.FAIR: pgettext_lazy("scoring", "fair"),
    AgencyClass.AVERAGE: pgettext_lazy("scoring", "average"), AgencyClass.WEAK: pgettext_lazy("scoring", "weak"),
}  # fmt: skip
DUTIES = {
    Duty.FULL: pgettext_lazy("scoring", "100% of the work done"), Duty.MOST: pgettext_lazy("scoring", "from 70% to under 100% of the work done"),
    Duty.LESS: pgettext_lazy("scoring", "under 70% of the work done"),
}  # fmt: skip
ENTERED = {
    Criterion.ONE_STOP: ("one_stop_whole", "one_stop_procedures"), Criterion.PUBLICATION: ("procedures_posted", "procedures_published"),
    Criterion.PETITIONS: ("petitions", "petitions_on_time"),
}  # fmt: skip


@staff_only(*board.ROLES)
def agencies(request: HttpRequest) -> HttpResponse:
    """Show the score of a unit in a period by the nine criteria, and of each unit below."""
    page = Page(request)
    inner = board.below(page.actor, page.unit)
    found = scoring.agencies(
        first=page.period.first, last=page.period.last, groups={"here": page.counted} | {str(u.id): units for u, units in inner}
    )
    here = found["here"]
    rows = [(unit, found[str(unit.id)]) for unit, _units in inner if found[str(unit.id)].scores[Criterion.TOTAL_TIME].of]
    rows.sort(key=lambda r: (r[1].total, views.name_of(r[0])))
    staff = scoring.unit_of(page.actor, page.unit)
    return page.draw("scores", {
        **_frame(page), "rows": [_criterion(page, one, here.scores[one]) for one in Criterion], "total": _points(here.total, page), "unknown": here.unknown,
        "class": _class(here), "most": rules.MOST * (len(Criterion) - here.unknown),
        "entering": [
            {"name": text(ALL[code].name), "url": page.to("board_indicator_enter", code)}
            for one, codes in ENTERED.items() if here.scores[one].value is None for code in codes
        ] if page.unit else [],
        "units": [
            {"name": views.name_of(unit), "url": page.to("board_indicator_scores", unit=unit), "total": _points(one.total, page), "class": _class(one),
             "each": " · ".join(f"{index}: {_value(one.scores[c], page)}" for index, c in enumerate(Criterion, start=1))}
            for unit, one in rows
        ],
        "officials": page.to("board_indicator_scores_officials") if staff else "",
    })  # fmt: skip


@staff_only(*scoring.SEES_STAFF)
def officials(request: HttpRequest) -> HttpResponse:
    """Show the officials of one unit with their scores; for its head and those who control it."""
    page = Page(request)
    unit = scoring.unit_of(page.actor, page.unit)
    if unit is None:
        raise PermissionDenied
    found = scoring.officials(unit=unit.id, first=page.period.first, last=page.period.last)
    return page.draw("scores_officials", {
        **_frame(page), "heads": [str(NAMES[c]) for c in OF_OFFICIALS], "back": page.to("board_indicator_scores"),
        "how": [{"name": NAMES[c], "how": HOW[c]} for c in OF_OFFICIALS],
        "people": [
            {"name": one.name or _("an account that is no longer there"), "settled": one.settled, "total": _points(one.scored.total, page), "duty": _duty(one.scored),
             "cells": [{"name": str(NAMES[c]), "points": _value(one.scored.scores[c], page)} for c in OF_OFFICIALS]}
            for one in found
        ],
    })  # fmt: skip


def _frame(page: Page) -> dict[str, object]:
    return {"used": scoring.used(page.period.last)}


def _criterion(page: Page, one: Criterion, score: Score) -> dict[str, object]:
    return {"name": NAMES[one], "how": HOW[one], "points": _value(score, page), "missing": score.value is None, "counts": _counts(one, score, page)}


def _counts(one: Criterion, score: Score, page: Page) -> str:
    """Say what the points come from; empty where that is not known."""
    if score.of is not None:
        return _("%(points)s points of %(of)s dossiers") % {"points": _number(score.points or 0, page), "of": _number(score.of, page)}
    if not score.counts:
        return ""
    return str(COUNTS[one]) % {letter: _number(n, page) for letter, n in zip("abcde", score.counts, strict=False)}


def _number(number: int, page: Page) -> str:
    return words.number(number, language=page.language)


def _points(points: Decimal, page: Page) -> str:
    return words.number(points, language=page.language, places=1)


def _value(score: Score, page: Page) -> str:
    return "–" if score.value is None else _points(score.value, page)


def _class(scored: Scored) -> str:
    """Say the class, or between which two it lies where what is not known may change it."""
    least, most = CLASSES[rules.agency_class(scored.total)], CLASSES[rules.agency_class(scored.most)]
    if least is most:
        return str(least)
    return _("not classed yet: from %(least)s to %(most)s") % {"least": least, "most": most}


def _duty(scored: Scored) -> str:
    least, most = rules.duty(scored.total), rules.duty(scored.most)
    if least is most:
        return str(DUTIES[least])
    return _("not classed yet: from %(least)s to %(most)s") % {"least": DUTIES[least], "most": DUTIES[most]}
