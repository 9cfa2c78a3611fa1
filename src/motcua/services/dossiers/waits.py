"""Asking and waiting: requests to the citizen, the pauses they open in the clock, and the answers that close them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from motcua.domain.dossiers import corrections
from motcua.domain.dossiers.lifecycle import InputMissing
from motcua.domain.dossiers.transitions import ClockEffect
from motcua.domain.hours import local
from motcua.services.dossiers import amending, clocks, opening
from motcua.services.dossiers.moving import Act
from motcua.services.papers import bundles
from motcua.storage import ids, sealing
from motcua.storage.dossiers.models import Pause


class InputWrong(ValueError):
    """An input of the move cannot be used: `name` says which, `why` is a code for the door to word."""

    def __init__(self, name: str, why: str) -> None:
        self.name, self.why = name, why
        super().__init__(f"{name}: {why}")


def ask(act: Act, *, stage: str, kind: str = "papers", amount: int = 0) -> None:
    items = act.inputs.get("items") or []
    if kind == "papers":
        _check_items(act, items)
    answer_by = act.inputs.get("answer_by")
    if kind == "papers" and isinstance(answer_by, dt.date):
        _check_answer_by(act, answer_by)
    if answer_by is None:
        days = int(str(act.config.setting("supplement_answer_days", local(act.at).date())))
        answer_by = local(act.at).date() + dt.timedelta(days=days)
    body = {"items": items, "reason": str(act.inputs["reason"])}
    act.batch.insert("dossiers_request", [
        {"id": ids.new(), "dossier_id": act.row.id, "kind": kind, "stage": stage,
         "items_sealed": sealing.seal(body, context="dossiers.request"), "amount": amount, "answer_by": answer_by,
         "asked_at": act.at, "asked_by": uuid.UUID(act.actor.id), "answered_at": None}
    ])  # fmt: skip
    act.ledger |= {"items": len(items) if isinstance(items, list) else 0, "answer_by": str(answer_by), "stage": stage}
    act.tell["answer_by"] = str(answer_by)


def _check_answer_by(act: Act, day: dt.date) -> None:
    if day <= local(act.at).date():
        raise InputWrong("answer_by", "in_the_past")
    if day.year > act.config.calendar(act.row.received_unit_id).last_year:
        raise InputWrong("answer_by", "outside_calendar")


def _check_items(act: Act, items: object) -> None:
    if not isinstance(items, list) or not items:
        raise InputMissing(act.moved.action, "items")
    for item in items:
        if not isinstance(item, Mapping) or not str(item.get("name", "")).strip():
            raise InputWrong("items", "name_missing")


def answer(act: Act) -> None:
    papers = act.inputs.get("papers") or ()
    assert isinstance(papers, Sequence)
    rows, files = opening.paper_rows(papers, act.row.id, act.at, first=100)
    act.batch.insert("papers_paper", rows)
    act.batch.insert("papers_paperfile", files)
    bundles.keep(act.batch, papers=papers, dossier_id=act.row.id, code=act.row.code, unit=act.row.received_unit_id,
                 actor=act.actor, at=act.at, ledger=act.ledger)  # fmt: skip
    answers = act.inputs.get("answers")
    if isinstance(answers, Mapping):
        act.changes["answers_sealed"] = sealing.seal(dict(answers), context="dossiers.answers")
        act.ledger["answers"] = sorted(str(k) for k in answers)
        amending.parties(act, answers)
    close(act, "papers")
    act.ledger["papers"] = len(papers)


def close(act: Act, kind: str) -> None:
    act.batch.add(
        "UPDATE dossiers_request SET answered_at = %s WHERE dossier_id = %s AND kind = %s AND answered_at IS NULL",
        [act.at, act.row.id, kind],
    )


def pause(act: Act, *, kind: str, restart: bool) -> None:
    row = act.row
    earlier = list(Pause.objects.filter(dossier_id=row.id, started_at__gte=row.clock_started_at))
    waits = (*clocks.waits(earlier), clocks.Wait(kind=clocks.WAITS[kind], started_at=act.at))
    act.changes |= clocks.columns(
        config=act.config, unit=row.received_unit_id, first=row.first_unit_id, accepted_on=row.accepted_on or local(act.at).date(),
        started_at=row.clock_started_at or act.at, limits=clocks.limits_of_row(row), pauses=waits,
    )  # fmt: skip
    act.batch.insert("dossiers_pause", [
        {"id": ids.new(), "dossier_id": row.id, "kind": kind, "started_at": act.at, "ended_at": None, "restart": restart,
         "reason_sealed": sealing.seal(str(act.inputs["reason"]), context="dossiers.pause")}
    ])  # fmt: skip
    act.ledger |= {"pause": kind, "remaining": act.changes["remaining_minutes"], "restart": restart}


def unpause(act: Act) -> None:
    row = act.row
    act.batch.add("UPDATE dossiers_pause SET ended_at = %s WHERE dossier_id = %s AND ended_at IS NULL", [act.at, row.id])
    if act.moved.clock is ClockEffect.RESTART:
        started, waits = act.at, ()
        act.changes["clock_started_at"] = act.at
    else:
        started = row.clock_started_at or act.at
        closed = list(Pause.objects.filter(dossier_id=row.id, started_at__gte=started))
        for pause in closed:
            pause.ended_at = pause.ended_at or act.at
        waits = clocks.waits(closed)
    act.changes |= clocks.columns(
        config=act.config, unit=row.received_unit_id, first=row.first_unit_id, accepted_on=row.accepted_on or local(act.at).date(),
        started_at=started, limits=clocks.limits_of_row(row), pauses=waits,
    )  # fmt: skip
    act.changes |= {"restart": False, "appointment_at": act.changes["promised_at"]}
    if row.redated_to is not None:
        act.changes["redated_to"] = _carried_on(act, row.redated_to)
    act.ledger |= {"clock": act.moved.clock.value, "due": iso(act.changes["due_at"])}


def _carried_on(act: Act, redated_to: dt.datetime) -> dt.datetime | None:
    """Return the corrected date after the wait that ends now; none where the whole limit begins anew."""
    waiting = Pause.objects.filter(dossier_id=act.row.id, ended_at=None).order_by("started_at").first()
    if act.moved.clock is ClockEffect.RESTART or waiting is None:
        return None
    return corrections.carried_on(
        redated_to, waited_from=waiting.started_at, until=act.at, calendar=act.config.calendar(act.row.received_unit_id)
    )


def iso(moment: object) -> str | None:
    """Return a moment as text for the ledger."""
    return moment.isoformat() if isinstance(moment, dt.datetime) else None
