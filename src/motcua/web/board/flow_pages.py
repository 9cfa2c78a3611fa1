"""One page of what slows us, for a procedure of ours or a log of somebody else: tables, map, and what if."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from motcua.domain.flows import delays, drawing, paths
from motcua.domain.flows.delays import HandTimes, StepTimes, WhatIf
from motcua.domain.flows.drawing import Arrow, Node
from motcua.domain.flows.paths import Edge
from motcua.domain.flows.traces import AFTER, BEFORE, Trace
from motcua.services import flow_sheets
from motcua.web.board import flow_tables
from motcua.web.board.flow_tables import Subject, Table
from motcua.web.shared import words
from motcua.web.shared.questions import Question

PAGE = 50
SHOWN = 10  # paths, loops and units on the page; all of them in the workbook
MOST_DAYS = 365
BESIDE = 540  # pixels: a wider map has its table below
DETAILS: Mapping[str, tuple[str | Promise, float]] = {  # least share of the cases for a way to be drawn
    "few": (pgettext_lazy("flow", "Ways of at least 20 % of the cases"), 0.2),
    "main": (pgettext_lazy("flow", "Ways of at least 5 % of the cases"), 0.05),
    "more": (pgettext_lazy("flow", "Ways of at least 1 % of the cases"), 0.01),
}
WRONG_DAYS = gettext_lazy("Enter a number of days above 0 and at most 365, for example 2 or 0.5.")


@dataclass(frozen=True)
class Figures:
    """Everything reckoned of the cases, once for page and workbook."""

    variants: Sequence[paths.Variant]
    steps: Sequence[StepTimes]
    edges: Sequence[Edge]
    drawn: Sequence[Edge]
    loops: Sequence[paths.Loop]
    hands: Sequence[HandTimes]
    order: Sequence[str]


def figures(subject: Subject, detail: str) -> Figures:
    """Reckon paths, steps, ways and loops."""
    traces, order = subject.traces, paths.order(subject.traces)
    edges = paths.edges(traces)
    least = max(1, math.ceil(DETAILS[detail][1] * len(traces)))
    return Figures(
        paths.variants(traces), delays.steps(traces, order), edges, paths.drawn(edges, least), paths.loops(traces), delays.hands(traces), order
    )


def detail_of(given: Mapping[str, str]) -> str:
    """Return how much of the map is asked for; the main ways where nothing known is."""
    asked = given.get("detail", "main")
    return asked if asked in DETAILS else "main"


def context(subject: Subject, given: Mapping[str, str]) -> dict[str, object]:
    """Return what the page shows of the cases; what was typed wrongly stands as it was typed, with what to type."""
    detail = detail_of(given)
    found = figures(subject, detail)
    late = sum(trace.late for trace in subject.traces)
    picture, width = _map(subject, found) if subject.traces else ("", 0)
    asked, wrong, answer = _what_if(subject, found, given)
    return {
        "subject": subject, "count": len(subject.traces), "late": late, "late_share": late / len(subject.traces) if subject.traces else None,
        "waiting": _waiting(subject), "late_url": subject.link(late="1") if late else "", "all_url": subject.link(), "variant_count": len(found.variants),
        "tables": {
            "variants": flow_tables.variants(subject, found.variants, SHOWN), "steps": flow_tables.steps(subject, found.steps),
            "hands": flow_tables.hands(subject, found.hands, SHOWN), "edges": flow_tables.edges(subject, found.drawn), "loops": flow_tables.loops(subject, found.loops, SHOWN),
        },
        "more_hands": max(0, len(found.hands) - SHOWN) if subject.hand else 0, "more_variants": max(0, len(found.variants) - SHOWN), "more_cases": sum(one.cases for one in found.variants[SHOWN:]),
        "map": picture, "beside": width <= BESIDE, "hidden": len(found.edges) - len(found.drawn),
        "details": _details(detail), "what_if": asked, "wrong_days": wrong, "answer": answer,
    }  # fmt: skip


def workbook(subject: Subject, about: Sequence[str]) -> bytes:
    """Return every table whole as a workbook."""
    found = figures(subject, "more")
    unit = _("Times are in days of 24 hours.") if subject.foreign else _("Times are in working days of 8 hours.")
    tables: list[Table | None] = [
        flow_tables.variants(subject, found.variants, len(found.variants)), flow_tables.steps(subject, found.steps),
        flow_tables.edges(subject, found.edges), flow_tables.loops(subject, found.loops, len(found.loops)),
        flow_tables.hands(subject, found.hands, len(found.hands)),
    ]  # fmt: skip
    sheets = [table.sheet() for table in tables if table is not None]
    return flow_sheets.workbook(about=[*about, unit], about_name=pgettext("flow", "About"), sheets=sheets)


def behind(traces: Sequence[Trace], given: Mapping[str, str]) -> list[Trace]:
    """Return the cases behind a number: of a path, a way, a step in which the limit passed, the late ones; else all."""
    if given.get("path"):
        return [trace for trace in traces if paths.key_of(trace.path) == given["path"]]
    if given.get("edge"):
        return [trace for trace in traces if given["edge"] in {paths.key_of(pair[:2]) for pair in paths.steps_of(trace)}]
    if given.get("passed"):
        return [trace for trace in traces if trace.late and trace.passed_in() == given["passed"]]
    return [trace for trace in traces if trace.late or not given.get("late")]


def _waiting(subject: Subject) -> dict[str, object] | None:
    """Return the share of time spent waiting with the times it comes from; None where no time passed or nobody noted it."""
    found = delays.waiting(subject.traces)
    if found is None or not found[1]:
        return None
    return {"share": found[0] / found[1], "part": subject.time(found[0]), "whole": subject.time(found[1])}


def _details(detail: str) -> Question:
    choices = [(key, text) for key, (text, _least) in DETAILS.items()]
    return Question(name="detail", label=str(pgettext("flow", "Show on the map")), kind="select", value=detail, shape={"choices": choices})


def _what_if(subject: Subject, found: Figures, given: Mapping[str, str]) -> tuple[list[Question], str, WhatIf | None]:
    """Return the two questions, what is wrong with the answers, and what a shorter step would have changed."""
    choices = [(one.activity, subject.name(one.activity)) for one in found.steps]
    step, typed = given.get("step", ""), given.get("days", "").strip()
    days = _days(typed)
    wrong = str(WRONG_DAYS) if typed and days is None else ""
    known = step in {key for key, _name in choices}
    questions = [
        Question(name="step", label=pgettext("flow", "If this step"), kind="select", value=step, shape={"choices": choices}),
        Question(name="days", label=pgettext("flow", "took so many days less"), value=typed or "2", errors=[wrong] if wrong else [],
                 shape={"width": 5}, attrs={"inputmode": "decimal"}),
    ]  # fmt: skip
    if days is None or not known:
        return questions, wrong, None
    return questions, wrong, delays.what_if(subject.traces, activity=step, less=round(days * subject.day))


def _days(typed: str) -> float | None:
    try:
        days = float(typed.replace(",", "."))
    except ValueError:
        return None
    return days if 0 < days <= MOST_DAYS else None


def _map(subject: Subject, found: Figures) -> tuple[SafeString, int]:
    """Return the process map and its width; every text from outside is escaped where it is drawn."""
    shown = {step for edge in found.drawn for step in (edge.source, edge.target)}
    of = {one.activity: one for one in found.steps}
    widest = max((one.took.median for one in found.steps if one.took), default=0)
    worst = max((one.passed for one in found.steps), default=0)
    nodes = [
        _node(subject, step, of.get(step), widest, worst) for step in (BEFORE, *(s for s in found.order if s in shown), AFTER)
    ]
    arrows = [
        Arrow(e.source, e.target, e.times, words.number(e.times, language=_language()), _("wait %(time)s") % {"time": subject.time(e.median)})
        for e in found.drawn
    ]
    drawn = drawing.draw(nodes, arrows, title=pgettext("flow", "Process map"), told=_told(subject, found), language=_language()[:2])
    return mark_safe(drawn.svg), drawn.width  # noqa: S308


def _node(subject: Subject, step: str, one: StepTimes | None, widest: int, worst: int) -> Node:
    end = step in (BEFORE, AFTER)
    name = subject.name(step)
    if end:
        name = pgettext("flow", "Start") if step == BEFORE else pgettext("flow", "End")
    if one is None:
        return Node(step, name, end=end)
    notes, said = [], subject.time
    if one.took and not end:
        count = words.number(one.cases, language=_language())
        notes.append(_("%(n)s cases · median %(time)s") % {"n": count, "time": said(one.took.median)})
    if one.waited and one.worked:
        notes.append(_("waiting %(wait)s · work %(work)s") % {"wait": said(one.waited.median), "work": said(one.worked.median)})
    if one.extra:
        notes.append(_("%(n)s times too many") % {"n": words.number(one.extra, language=_language())})
    if one.passed:
        notes.append(_("time limit passed here: %(n)s") % {"n": words.number(one.passed, language=_language())})
    bar = None
    if one.waited and one.worked and widest:
        bar = (min(one.waited.median / widest, 1.0), 0.0)
        bar = (bar[0], min(one.worked.median / widest, 1.0 - bar[0]))
    return Node(step, name, tuple(notes), bar, marked=bool(worst) and one.passed == worst, end=end)


def _told(subject: Subject, found: Figures) -> str:
    first = found.variants[0]
    share = words.percent(first.cases / len(subject.traces), language=_language())
    return _("%(count)s cases on %(paths)s paths. The most frequent, %(share)s of them: %(path)s. The tables have every number.") % {
        "count": words.number(len(subject.traces), language=_language()), "paths": words.number(len(found.variants), language=_language()),
        "share": share, "path": subject.path(first.path),
    }  # fmt: skip


def _language() -> str:
    return get_language() or "vi"
