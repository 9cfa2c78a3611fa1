"""Rows of fee resolutions and of decisions that shorten time limits: judged, kept as they were given, noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from django.db import transaction

from motcua.domain import plain_data
from motcua.domain.fees import limits, schedule
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.problem import Problem
from motcua.domain.procedures.revision import NotARevision
from motcua.services import configuration, ledger
from motcua.services.catalogue import rights
from motcua.storage.fees.models import FeeRow, LimitRow


class RowWrong(ValueError):
    """A row says something that cannot be: `problems` names what."""

    def __init__(self, key: str, problems: tuple[Problem, ...]) -> None:
        self.key, self.problems = key, problems
        super().__init__(f"{key}: {', '.join(p.code for p in problems)}")


class RowBegun(ValueError):
    """The row has begun: it ends with a day, it is not taken out."""


def add_fees(documents: Iterable[Mapping[str, object]], *, actor: Actor, at: dt.datetime) -> int:
    """Add or replace rows of the fee schedule, each with its `key`; return how many. Raises RowWrong, NotController."""
    return _add(FeeRow, schedule.FeeRow, documents, "fee row", actor, at)


def add_limits(documents: Iterable[Mapping[str, object]], *, actor: Actor, at: dt.datetime) -> int:
    """Add or replace rows that shorten limits, each with its `key`; return how many. Raises RowWrong, NotController."""
    return _add(LimitRow, limits.LimitRow, documents, "limit row", actor, at)


def end(*, key: str, last_day: dt.date, actor: Actor, at: dt.datetime) -> None:
    """Let a row end with a day. Raises LookupError for an unknown key, RowWrong when it would end before it begins."""
    rights.check(actor)
    row = FeeRow.objects.filter(key=key).first() or LimitRow.objects.filter(key=key).first()
    if row is None:
        raise LookupError(key)
    document = {**row.document, "last_day": last_day.isoformat()}
    (add_fees if isinstance(row, FeeRow) else add_limits)([document], actor=actor, at=at)


def withdraw(*, key: str, actor: Actor, at: dt.datetime) -> None:
    """Take out a row that has not begun: nothing was priced or promised by it. Raises LookupError, RowBegun, RowWrong."""
    rights.check(actor)
    with transaction.atomic():
        row = FeeRow.objects.select_for_update().filter(key=key).first() or LimitRow.objects.select_for_update().filter(key=key).first()
        if row is None:
            raise LookupError(key)
        if row.first_day <= local(at).date():
            raise RowBegun(key)
        model, kind, name = (FeeRow, schedule.FeeRow, "fee row") if isinstance(row, FeeRow) else (LimitRow, limits.LimitRow, "limit row")
        _check_clashes(model, kind, [], name, gone=key)
        data = {"keys": [key], "decision": row.decision, "first": str(row.first_day)}
        row.delete()
        ledger.note_subject(
            subject=configuration.SUBJECT, kind="configuration", action=f"{name.replace(' ', '_')}.withdraw", actor=actor, at=at, data=data
        )
        configuration.changed()


def _add(
    model: type[FeeRow | LimitRow], kind: type, documents: Iterable[Mapping[str, object]], name: str,
    actor: Actor, at: dt.datetime,
) -> int:  # fmt: skip
    rights.check(actor)
    rows = [_row(model, kind, dict(document), name) for document in documents]
    with transaction.atomic():
        _check_clashes(model, kind, rows, name)
        model.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["key"],
            update_fields=["decision", "procedures", "document", "first_day", "last_day"],
        )  # fmt: skip
        ledger.note_subject(
            subject=configuration.SUBJECT, kind="configuration", action=f"{name.replace(' ', '_')}.set", actor=actor, at=at,
            data={"keys": [row.key for row in rows]},
        )  # fmt: skip
        configuration.changed()
    return len(rows)


def _check_clashes(model: type[FeeRow | LimitRow], kind: type, rows: list[FeeRow | LimitRow], name: str, gone: str = "") -> None:
    """Refuse what makes two rows contradict each other: a new row, or the end or loss of one that settled it. Raises RowWrong."""
    before = {key: _read(kind, document, name) for key, document in model.objects.values_list("key", "document")}
    after = before | {row.key: _read(kind, row.document, name) for row in rows}
    after.pop(gone, None)
    fresh = _clashing(kind, after) - _clashing(kind, before)
    if fresh:
        new = {row.key for row in rows}
        one, other = min(sorted(fresh), key=lambda pair: not new & set(pair))
        named = other if one in new else one
        raise RowWrong(one if one in new else other, (Problem("decision", "row_clashes", {"decision": after[named].decision, "key": named}),))


def _clashing(kind: type, rows: Mapping[str, Any]) -> set[tuple[str, str]]:
    against = schedule.clashes if kind is schedule.FeeRow else limits.clashes
    return {(one, other) for one, other in combinations(sorted(rows), 2) if against(rows[one], rows[other], rows.values())}


def _read(kind: type, document: Mapping[str, object], name: str) -> Any:
    return plain_data.read(kind, {part: value for part, value in document.items() if part != "key"}, name)


def _row(
    model: type[FeeRow | LimitRow], kind: type, document: dict[str, object], name: str
) -> FeeRow | LimitRow:
    key = str(document.get("key", "")).strip()
    try:
        read = _read(kind, document, name)
    except NotARevision as fault:
        raise RowWrong(key or name, (Problem(name, "unreadable", {"text": str(fault)}),)) from None
    wrong = schedule.problems(read) if isinstance(read, schedule.FeeRow) else limits.problems(read)
    blocking = tuple(p for p in wrong if p.blocking)
    if not key or blocking:
        raise RowWrong(key or name, blocking or (Problem("key", "key_empty"),))
    return model(
        key=key, decision=read.decision, procedures=list(read.procedures), document=document,
        first_day=read.first_day, last_day=read.last_day,
    )  # fmt: skip
