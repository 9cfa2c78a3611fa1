"""Linked dossiers (hồ sơ liên thông): opened by a step of another dossier, worked by their own unit, telling it when they end.

A linked dossier has an id, steps, a clock and a chain in the ledger of its own; its code is its parent's with a suffix. It counts
in the step figures of its unit and never as received: the citizen handed in one dossier.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from motcua.domain.dossiers.states import DeliveryStatus, Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.procedures.revision import Channel, Revision
from motcua.queries import configuration, prices, routing
from motcua.queries.dossier_pages import answers_of
from motcua.queries.dossier_parts import parties as parties_of
from motcua.services import ledger
from motcua.services.dossiers import clocks, filing_areas, opening
from motcua.storage import ids, sealing
from motcua.storage.chains.models import Task
from motcua.storage.dossiers.models import Dossier, Party, Result
from motcua.storage.papers.models import Paper, PaperFile
from motcua.storage.writes import Batch

if TYPE_CHECKING:
    from motcua.services.dossiers.moving import Act

ANSWER = "chains.answer"


def open_child(act: Act, *, code: str, ordinal: int) -> uuid.UUID:
    """Open a linked dossier of a procedure with the parent's people, answers and papers, in the first step of its workflow.

    Raises routing.NoCompetentUnit where the procedure is not in force, has no workflow or time limit, or nobody settles it.
    """
    parent, config, day = act.row, act.config, local(act.at).date()
    published = config.in_force(code, day)
    revision = configuration.revision(published.id) if published else None
    limits = _limits(act, revision) if revision is not None and revision.workflow else None
    if published is None or revision is None or revision.workflow is None or limits is None:
        raise routing.NoCompetentUnit("linked", code)
    received = config.unit(parent.received_unit_id)
    competent = routing.competent(config, revision, received, _areas(act), day)
    first = revision.workflow.first
    unit = routing.step_unit(config, first.unit, received, competent, day)
    child_id, child_code = ids.new(), f"{parent.code}-L{ordinal}"
    due = clocks.hours_due(config, unit.id, act.at, first.hours)
    entry, no, head = ledger.entry(
        chain=child_id, head_no=0, head=b"", at=act.at, action=Action.RECEIVE.value, actor=act.actor, after=int(Status.RECEIVED),
        step=first.key, unit=unit.id, data={"code": child_code, "procedure": code, "parent": str(parent.id), "competent": str(competent.id)},
    )  # fmt: skip
    row = {f.attname: getattr(parent, f.attname) for f in Dossier._meta.concrete_fields} | _blank() | {
        "id": child_id, "code": child_code, "parent_id": parent.id, "procedure_code": revision.code, "revision_id": published.id,
        "title": revision.name.vi[:300], "status": int(Status.RECEIVED), "competent_unit_id": competent.id,
        "return_unit_id": competent.id, "step": first.key, "step_unit_id": unit.id, "step_role": first.role, "step_due_at": due,
        "filed_at": act.at, "filed_on": day, "moved_at": act.at, "head_no": no, "head": head,
    } | opening.accepted_columns(config, parent.received_unit_id, limits, act.at)  # fmt: skip
    act.batch.insert("dossiers_dossier", [row])
    act.batch.insert("ledger_entry", [entry])
    act.batch.insert("dossiers_steprun", [
        {"id": ids.new(), "dossier_id": child_id, "step": first.key, "unit_id": unit.id, "role": first.role, "assignee": None,
         "started_at": act.at, "due_at": due, "ended_at": None, "outcome": "", "ended_by": None, "linked": True}
    ])  # fmt: skip
    _copy_people(act.batch, parent, child_id)
    _copy_papers(act.batch, parent, child_id)
    act.ledger.setdefault("children", []).append(child_code)  # type: ignore[attr-defined]
    return child_id


def child_ended(act: Act) -> uuid.UUID | None:
    """Answer the task that waits for this linked dossier, with the number of its result; return the task's id.

    A refusal, a stop and a withdrawal answer it too, and say so: the parent's unit decides how to go on.
    """
    child = act.row
    act.changes["delivery_status"] = int(DeliveryStatus.DELIVERED)  # the result goes to the parent, not to a counter
    last = Result.objects.filter(dossier_id=child.id, replaced_at=None).exclude(number="").order_by("created_at").last()
    granted = act.moved.after is Status.FINISHED and child.decision != "refuse"
    said = f"{child.code}: {child.title}" + ("" if granted else ". Không có kết quả: xem hồ sơ liên thông.")
    task = Task.objects.filter(child_id=child.id, answered_at=None).first()
    if task is None:
        return None
    act.batch.update("chains_task", "id", task.id, {
        "answered_at": act.at, "answered_by": _person(act), "answer": "done" if granted else "opinion",
        "answer_number": last.number if last else "", "answer_day": local(act.at).date(), "answer_sealed": sealing.seal(said, context=ANSWER),
    })  # fmt: skip
    return task.id


def _limits(act: Act, revision: Revision) -> clocks.Limits | None:
    """Return the limit of the linked procedure: of the parent's channel, else of the first that has one."""
    rule = revision.rule(Channel(act.row.channel))
    limit = rule.limit if rule and rule.limit else next((r.limit for r in revision.channels if r.limit), None)
    if limit is None:
        return None
    legal = prices.limit_of(limit)
    promised, basis = prices.promised(act.config, revision, legal=legal, channel=Channel(act.row.channel), on=local(act.at).date())
    return clocks.Limits(legal, promised, basis)


def _areas(act: Act) -> dict[str, str]:
    """Return the communes that route the linked dossier: where the parent's owner and subject belong."""
    parent = act.row
    return filing_areas.codes(filing_areas.of(
        act.config, parties_of(parent), answers_of(parent), revision_id=parent.revision_id, revision=act.revision, day=local(act.at).date(),
    ))  # fmt: skip


def _blank() -> dict[str, object]:
    """Return the columns in which a linked dossier begins anew."""
    return {
        "code_origin": "linked", "case": "", "payment_status": 0, "delivery_status": 0, "sync_status": 0, "working": False, "assignee": None,
        "filed_by": None, "help_unit_id": None, "consulted_units": [], "answer_due_at": None, "lapsed_at": None, "extended_to": None, "extensions": 0,
        "intake_requests": 0, "restart": False, "correction_by": None, "decision": None, "finished_at": None, "worked_minutes": None, "answered_in_time": None, "returned_at": None,
        "fee_total": 0, "reason_sealed": None,
    }  # fmt: skip


def _copy_people(batch: Batch, parent: Dossier, child_id: uuid.UUID) -> None:
    names = [f.attname for f in Party._meta.concrete_fields]
    rows = [{name: getattr(p, name) for name in names} for p in Party.objects.filter(dossier_id=parent.id).order_by("ordinal")]
    batch.insert("dossiers_party", [row | {"id": ids.new(), "dossier_id": child_id} for row in rows])


def _copy_papers(batch: Batch, parent: Dossier, child_id: uuid.UUID) -> None:
    """Let the linked dossier show the parent's papers; the files are the same, only the paper itself stays where it lies."""
    names = [f.attname for f in Paper._meta.concrete_fields]
    papers, files = [], []
    uses: dict[uuid.UUID, list[PaperFile]] = {}
    for use in PaperFile.objects.filter(paper__dossier_id=parent.id):
        uses.setdefault(use.paper_id, []).append(use)
    for paper in Paper.objects.filter(dossier_id=parent.id).order_by("ordinal"):
        paper_id = ids.new()
        papers.append({name: getattr(paper, name) for name in names} | {"id": paper_id, "dossier_id": child_id, "request_id": None})
        files += [{"id": ids.new(), "paper_id": paper_id, "file_id": u.file_id, "ordinal": u.ordinal} for u in uses.get(paper.id, ())]
    batch.insert("papers_paper", papers)
    batch.insert("papers_paperfile", files)


def _person(act: Act) -> uuid.UUID | None:
    try:
        return uuid.UUID(act.actor.id)
    except ValueError:
        return None
