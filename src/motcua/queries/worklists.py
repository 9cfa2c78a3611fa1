"""The one work-list of the desk: everything that waits for an actor, sorted by time left, in pages that never count rows.

A page takes two statements: the rows by keyset, and one grouped count from which every filter takes its numbers.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.db import connection

from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.revision import Text
from motcua.queries import configuration, sent_back, worklist_sources
from motcua.queries.configuration import Configuration
from motcua.queries.worklist_sources import DESK_ROLES, Source

PAGE = 50
COUNTED = 5000  # rows looked at for the numbers beside the filters; beyond that they say "5000+"
VIEWS = ("todo", "mine", "free", "unit", "sign", "waiting", "away")
WHEN = ("late", "today", "soon")
STAGES = ("officer", "head", "records")

_DOSSIERS = "dossiers_dossier"
_COLUMNS = (
    "id", "code", "procedure_code", "title", "owner_name", "status", "step", "step_role", "step_unit_id", "due_at",
    "extended_to", "redated_to", "assignee", "revision_id", "decision", "remaining_minutes", "finished_at",
)  # fmt: skip


# The bundle of a dossier that is furthest from being where the work is: on its way before lying somewhere.
_PAPERS = (
    "LEFT JOIN LATERAL (SELECT b.holder, b.unit_id AS holder_unit, l.state AS line_state FROM papers_bundle b "
    "LEFT JOIN papers_transferline l ON l.bundle_id = b.id AND l.state IN ('sent', 'disputed') WHERE b.dossier_id = x.id "
    "ORDER BY l.state NULLS LAST, (b.unit_id IS NOT DISTINCT FROM x.step_unit_id), b.ordinal LIMIT 1) p ON TRUE"
)


# What a dossier waits for at another agency: what is due first, with the agency's name; nothing sent yet comes last.
_AGENCY = (
    "LEFT JOIN LATERAL (SELECT COALESCE(a.name, '') AS agency, t.due_at AS agency_due, t.sent_at IS NULL AS agency_unsent "
    "FROM chains_task t LEFT JOIN chains_agency a ON a.id = t.agency_id WHERE t.dossier_id = x.id AND t.opened_at IS NOT NULL "
    "AND t.answered_at IS NULL AND t.cancelled_at IS NULL AND t.child_id IS NULL ORDER BY t.due_at NULLS LAST LIMIT 1) o ON TRUE"
)


@dataclass(frozen=True)
class Filter:
    """What of the work-list is wanted; unknown values mean no restriction."""

    view: str = "todo"
    when: str = ""
    procedure: str = ""
    stage: str = ""

    @staticmethod
    def read(given: Mapping[str, object]) -> Filter:
        """Return the filter a query string or a saved one says, without what is not known."""
        view, when, stage = (str(given.get(name) or "") for name in ("view", "when", "stage"))
        return Filter(
            view=view if view in VIEWS else "todo",
            when=when if when in WHEN else "",
            procedure=str(given.get("procedure") or "")[:60],
            stage=stage if stage in STAGES else "",
        )

    def as_query(self) -> dict[str, str]:
        """Return the parts that say something, as a query string holds them."""
        parts = {"view": self.view, "when": self.when, "procedure": self.procedure, "stage": self.stage}
        return {name: value for name, value in parts.items() if value}


@dataclass(frozen=True)
class Work:
    """One line: a dossier and what it waits for here (`what`: step, consult, task, result, stop, correction, waiting)."""

    what: str
    id: uuid.UUID
    code: str
    procedure_code: str
    title: str
    owner_name: str
    status: int
    step: str | None
    step_role: str | None
    unit: str | None
    due_at: dt.datetime | None  # what it is late by: the promise, or the re-appointment; the first where a correction gave a later one
    legal_due_at: dt.datetime | None
    extended_to: dt.datetime | None
    redated_to: dt.datetime | None  # the date that a correction gave
    assignee: uuid.UUID | None
    assignee_name: str
    decision: str | None
    minutes: int | None  # working minutes left, negative when late, None while the clock stands; of a result those left when it was ready
    remaining: int | None
    papers: str = ""  # where its papers are: here, on_way, disputed, post, elsewhere; empty without papers
    papers_at: str = ""  # the unit that has them
    step_name: Text | None = None
    agency: str = ""  # another agency it waits for
    agency_unsent: bool = False  # nothing has been sent there yet: the delay is ours
    agency_due: dt.datetime | None = None
    agency_late: bool = False  # past its own deadline: the delay is the agency's
    sent_back: bool = False  # a later step sent it back, and it has not been sent on again
    sent_back_for: str = ""  # the reason that was given

    @property
    def late(self) -> bool:
        return self.minutes is not None and self.minutes < 0


@dataclass(frozen=True)
class Page:
    """A page of the work-list with the numbers beside its filters; `after` is the key of the next page."""

    rows: tuple[Work, ...]
    after: str
    counts: Mapping[str, int]
    procedures: tuple[tuple[str, str, int], ...]
    stages: Mapping[str, int]
    capped: bool
    ids: tuple[uuid.UUID, ...] = field(default=())


def page(*, actor: Actor, at: dt.datetime, wanted: Filter, after: str = "", size: int = PAGE) -> Page:
    """Return a page of the actor's work-list after the given key (unreadable keys start at the top): two statements."""
    config = configuration.current()
    marks = _marks(config, actor, at)
    sources = worklist_sources.of_view(actor, wanted.view, local(at).date())
    rows = _rows(sources, wanted, marks, after, size)
    counts, procedures, stages, capped = _counted(sources, wanted, marks)
    works = tuple(_work(line, config, at) for line in rows[:size])
    last = rows[size - 1] if len(rows) > size else None
    next_key = key(last["due"], last["id"]) if last else ""
    return Page(works, next_key, counts, procedures, stages, capped, tuple(dict.fromkeys(one.id for one in works)))


@dataclass(frozen=True)
class _Marks:
    now: dt.datetime
    today: dt.datetime
    soon: dt.datetime


def _marks(config: Configuration, actor: Actor, at: dt.datetime) -> _Marks:
    """Return the ends of today and of the second working day from now, by the calendar of the actor's unit."""
    unit = next((h.unit for h in actor.holdings if h.role in DESK_ROLES), None)
    calendar = config.calendar(unit) if unit else config.national
    today = local(at).date()
    end = dt.datetime.combine(today, dt.time(23, 59, 59), tzinfo=local(at).tzinfo)
    return _Marks(now=at, today=end, soon=calendar.end_of_day(calendar.nth_working_day(today, 2)))


def _narrowed(source: Source, wanted: Filter, marks: _Marks) -> tuple[str, list[object]]:
    parts, values = [source.condition], [*source.values]
    if wanted.procedure:
        parts.append(f"{_DOSSIERS}.procedure_code = %s")
        values.append(wanted.procedure)
    if wanted.stage:
        parts.append(f"{_DOSSIERS}.step_role = %s")
        values.append(wanted.stage)
    if wanted.when == "late":
        parts.append(f"{source.due} < {source.judged}")
        values.append(marks.now)
    elif wanted.when:
        parts.append(f"{source.due} >= %s AND {source.due} <= %s")
        values += [marks.now, marks.today if wanted.when == "today" else marks.soon]
    return " AND ".join(parts), values


def _rows(sources: list[Source], wanted: Filter, marks: _Marks, after: str, size: int) -> list[dict[str, object]]:
    columns = ", ".join(f"{_DOSSIERS}.{c}" for c in _COLUMNS)
    texts, values = [], []
    start = key_of(after)
    for source in sources:
        condition, given = _narrowed(source, wanted, marks)
        if start is not None:
            condition += f" AND ({source.due}, {_DOSSIERS}.id) > (%s, %s)"
            given += start
        texts.append(
            f"(SELECT '{source.what}' AS what, {source.due} AS due, {columns} FROM {_DOSSIERS} {source.join} "  # noqa: S608
            f"WHERE {condition} ORDER BY due, {_DOSSIERS}.id LIMIT {size + 1})"
        )
        values += given
    union = " UNION ALL ".join(texts)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT x.*, s.name AS assignee_name, p.holder, p.holder_unit, p.line_state, o.*, {sent_back.COLUMNS} FROM ({union}) x "  # noqa: S608
            f"LEFT JOIN people_staff s ON s.id = x.assignee {_PAPERS} {_AGENCY} {sent_back.JOIN} ORDER BY x.due, x.id LIMIT {size + 1}",
            values,
        )
        names = [c.name for c in cursor.description]
        return [dict(zip(names, line, strict=True)) for line in cursor.fetchall()]


def key(due: object, number: object) -> str:
    """Return the key of a row: the next page starts after it."""
    assert isinstance(due, dt.datetime)
    return f"{due.isoformat()}_{number}"


def key_of(after: str) -> list[object] | None:
    """Return the moment and id that a key holds, None for no key or one that cannot be read."""
    moment, _line, number = after.partition("_")
    try:
        return [dt.datetime.fromisoformat(moment), uuid.UUID(number)] if after else None
    except ValueError:
        return None


def _counted(
    sources: list[Source], wanted: Filter, marks: _Marks
) -> tuple[dict[str, int], tuple[tuple[str, str, int], ...], dict[str, int], bool]:
    groups = _groups(sources, marks)
    of_stage = [g for g in groups if wanted.stage in ("", g.stage)]
    of_both = [g for g in of_stage if wanted.procedure in ("", g.procedure)]
    counts = {
        "all": sum(g.count for g in of_both),
        "late": sum(g.count for g in of_both if g.bucket == "late"),
        "today": sum(g.count for g in of_both if g.bucket == "today"),
        "soon": sum(g.count for g in of_both if g.bucket in ("today", "soon")),
    }
    procedures: dict[str, tuple[str, int]] = {}
    for g in of_stage:
        title, count = procedures.get(g.procedure, (g.title, 0))
        procedures[g.procedure] = (title, count + g.count)
    stages = dict.fromkeys(STAGES, 0)
    for g in groups:
        if g.stage in stages and wanted.procedure in ("", g.procedure):
            stages[g.stage] += g.count
    listed = tuple((code, title, count) for code, (title, count) in sorted(procedures.items(), key=lambda p: p[1][0]))
    return counts, listed, stages, sum(g.count for g in groups) >= COUNTED


@dataclass(frozen=True)
class _Group:
    procedure: str
    title: str
    stage: str
    bucket: str
    count: int


def _groups(sources: list[Source], marks: _Marks) -> list[_Group]:
    texts, values = [], []
    for source in sources:
        texts.append(
            f"(SELECT {_DOSSIERS}.procedure_code, {_DOSSIERS}.title, {_DOSSIERS}.step_role, {source.due} AS due, {source.due} < {source.judged} AS late "  # noqa: S608
            f"FROM {_DOSSIERS} {source.join} WHERE {source.condition} LIMIT {COUNTED})"
        )
        values += [marks.now, *source.values]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT procedure_code, min(title), COALESCE(step_role, ''), "  # noqa: S608
            "CASE WHEN late THEN 'late' WHEN due < %s THEN 'ready' WHEN due <= %s THEN 'today' WHEN due <= %s THEN 'soon' ELSE 'later' END AS bucket, "
            f"count(*) FROM ({' UNION ALL '.join(texts)}) x GROUP BY 1, 3, 4",
            [marks.now, marks.today, marks.soon, *values],
        )
        return [_Group(*line) for line in cursor.fetchall()]


def _work(line: Mapping[str, object], config: Configuration, at: dt.datetime) -> Work:
    due = line["due"]
    assert isinstance(due, dt.datetime)
    moment = None if due.year >= 2900 else due
    unit = str(line["step_unit_id"]) if line["step_unit_id"] else None
    judged = line["finished_at"] or at if line["what"] == "result" else at
    assert isinstance(judged, dt.datetime)
    named = Work(
        what=str(line["what"]), id=line["id"], code=str(line["code"]), procedure_code=str(line["procedure_code"]),  # type: ignore[arg-type]
        title=str(line["title"]), owner_name=str(line["owner_name"]), status=int(str(line["status"])), step=line["step"],  # type: ignore[arg-type]
        step_role=line["step_role"], unit=unit, due_at=moment, legal_due_at=line["due_at"], extended_to=line["extended_to"],  # type: ignore[arg-type]
        redated_to=line["redated_to"],  # type: ignore[arg-type]
        assignee=line["assignee"], assignee_name=str(line["assignee_name"] or ""), decision=line["decision"],  # type: ignore[arg-type]
        minutes=time_left(config, unit, judged, moment), remaining=line["remaining_minutes"],  # type: ignore[arg-type]
        agency=str(line["agency"] or ""), agency_unsent=bool(line["agency_unsent"]), agency_due=line["agency_due"],  # type: ignore[arg-type]
        agency_late=line["agency_due"] is not None and line["agency_due"] < at,  # type: ignore[operator]
        papers=_papers(line), papers_at=config.unit(line["holder_unit"]).name if line["holder_unit"] else "",
        **sent_back.seen(line),
    )  # fmt: skip
    return replace(named, step_name=step_name(line["revision_id"], named.step))


def _papers(line: Mapping[str, object]) -> str:
    """Return where the papers of a line are, seen from the unit that works on it."""
    if line["holder"] is None:
        return ""
    if line["holder"] != "unit":
        return str(line["holder"])
    if line["line_state"] is not None:
        return "disputed" if line["line_state"] == "disputed" else "on_way"
    return "here" if line["holder_unit"] == line["step_unit_id"] else "elsewhere"


def step_name(revision_id: object, step: str | None) -> Text | None:
    """Return the name of a step in the revision that binds the dossier; None outside steps."""
    if step is None:
        return None
    workflow = configuration.revision(uuid.UUID(str(revision_id))).workflow
    try:
        return workflow.step(step).name if workflow else None
    except KeyError:
        return None


def time_left(config: Configuration, unit: object, at: dt.datetime, due: dt.datetime | None) -> int | None:
    """Return the working minutes to a moment by the unit's calendar, negative when it has passed; None for no moment."""
    if due is None:
        return None
    calendar = config.calendar(unit) if unit else config.national
    minutes = calendar.minutes_between(at, due)
    return min(minutes, -1) if due < at else minutes
