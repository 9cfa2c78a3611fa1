"""Signing a report: what stands on the page is kept as it is, numbered, noted; corrections are further versions."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import connection, transaction

from motcua.domain.folding import clean_text
from motcua.domain.hours import ZONE, local
from motcua.domain.people.units import Unit
from motcua.domain.permissions.roles import Actor
from motcua.domain.reports import snapshots
from motcua.domain.reports.periods import Reported
from motcua.queries import configuration
from motcua.queries.reports import catalogue_counts, signed
from motcua.queries.reports.signed import Draft
from motcua.services import ledger
from motcua.storage.reports.models import Report

FORM = "II.06a/VPCP/KSTT"
MOST_WORDS = 1000


class NotSigned(Exception):
    """The report cannot be signed; `code` says why: not_allowed, not_over, broken, chain, moved, nothing, reason."""

    def __init__(self, code: str, draft: Draft | None = None) -> None:
        self.code, self.draft = code, draft
        super().__init__(code)


def sign(*, unit_id: str, period: Reported, seen: str, reason: str, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Sign the report of a unit and period as it was seen, and return its id.

    The first version takes the next number of the unit and year; a later one is a correction, keeps the number and says
    by `reason` why and number by number what changed. Raises NotSigned.
    """
    if not signed.may_sign(actor, unit_id):
        raise NotSigned("not_allowed")
    with transaction.atomic():
        _alone(unit_id)
        draft = signed.draft(unit_id, period, local(at).date())
        words = clean_text(reason)[:MOST_WORDS]
        _check(draft, seen, words)
        row = _row(unit_id, period, draft, words if draft.latest else "", actor, at)
        row.save(force_insert=True)
        ledger.note_subject(
            subject=row.id, kind="report", action="report.sign", actor=actor, at=at,
            data={"unit": unit_id, "period": period.key, "number": row.number, "year": row.year, "version": row.version, "sha256": row.digest},
        )  # fmt: skip
    return row.id


def _alone(unit_id: str) -> None:
    """Hold the unit's reports until the transaction ends: two who sign at once get two numbers, or one of them is told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"reports:{unit_id}"])


def _check(draft: Draft, seen: str, words: str) -> None:
    if not draft.over:
        raise NotSigned("not_over", draft)
    if not draft.holds:
        raise NotSigned("broken", draft)
    if not draft.chained:
        raise NotSigned("chain", draft)
    if draft.seen != seen:
        raise NotSigned("moved", draft)
    if draft.latest and not draft.changes:
        raise NotSigned("nothing", draft)
    if draft.latest and not words:
        raise NotSigned("reason", draft)


def _row(unit_id: str, period: Reported, draft: Draft, reason: str, actor: Actor, at: dt.datetime) -> Report:
    latest = draft.latest
    year = latest.year if latest else local(at).year
    number = latest.number if latest else _next(unit_id, year)
    version = latest.version + 1 if latest else 1
    text = snapshots.canonical(_content(unit_id, period, draft, actor, at) | {
        "number": number, "year": year, "version": version, "reason": reason, "changes": list(draft.changes),
        "replaces": latest.digest if latest else "",
    })  # fmt: skip
    return Report(
        unit=uuid.UUID(unit_id), period=period.key, first=draft.first, last=draft.last, year=year, number=number, version=version,
        content=text, digest=snapshots.digest(text), signed_at=at, signed_by=uuid.UUID(actor.id),
    )  # fmt: skip


def _next(unit_id: str, year: int) -> int:
    last = Report.objects.filter(unit=unit_id, year=year).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _content(unit_id: str, period: Reported, draft: Draft, actor: Actor, at: dt.datetime) -> dict[str, object]:
    config = configuration.current()
    unit: Unit = config.unit(unit_id)
    above = config.units.get(str(unit.parent_id)) if unit.parent_id else None
    head: Mapping[str, object] = {
        "id": unit_id, "code": unit.code, "name": unit.name, "parent": above.name if above else "",
    }  # fmt: skip
    return {
        "form": FORM, "layout": snapshots.LAYOUT, "unit": dict(head),
        "period": {"key": period.key, "first": draft.first.isoformat(), "last": draft.last.isoformat()},
        "signed_at": at.astimezone(ZONE).isoformat(), "signed_by": actor.label, "taken_back": draft.found.taken_back.value,
        "rows": [row.as_mapping() for row in draft.found.rows],
        "procedures": [one.as_mapping() for one in catalogue_counts.procedures()],
    }  # fmt: skip
