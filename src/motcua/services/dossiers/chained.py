"""Effects of moves on chains: entering a step opens its tasks at other agencies, leaving it ends what nobody waits for."""

from __future__ import annotations

import datetime as dt
import uuid

from motcua.domain.dossiers import chains
from motcua.domain.dossiers.chains import TaskState
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.people.agencies import Agency
from motcua.domain.people.units import Unit
from motcua.domain.procedures.revision import Step, Task
from motcua.queries import chains as looked_up
from motcua.queries import configuration, routing
from motcua.services import ledger
from motcua.services.dossiers import linked, waits
from motcua.services.dossiers.moving import Act
from motcua.services.dossiers.waits import InputWrong
from motcua.services.papers import bundles
from motcua.storage import ids
from motcua.storage.chains import models
from motcua.storage.dossiers.models import Dossier
from motcua.storage.papers.models import Paper

_CANCEL = "UPDATE chains_task SET cancelled_at = %s WHERE dossier_id = %s AND answered_at IS NULL AND cancelled_at IS NULL AND child_id IS NULL"


def enter(act: Act, step: Step, unit: Unit) -> None:
    """Open the tasks of a step: on paper the first of them, electronically all (61/2018 Đ19.6).

    Raises routing.NoCompetentUnit where nobody is kept who serves the area.
    """
    wanted = [task for task in chains.tasks_of(step) if not _done_here(act, step, task)]
    if not wanted:
        return
    now = chains.opened_first(step, on_paper=on_paper(act))
    rows: list[dict[str, object]] = []
    for ordinal, task in enumerate(wanted):
        row = _row(act, step, task, unit.id, ordinal)
        if ordinal < now:
            row |= opened(act, row, task.to)
        rows.append(row)
    act.batch.insert("chains_task", rows)
    act.ledger["tasks"] = [str(row["id"]) for row in rows if row["opened_at"]]


def opened(act: Act, row: dict[str, object], to: str) -> dict[str, object]:
    """Return what opening changes in a task's row; a linked dossier is opened, an agency with an account here is asked at once."""
    where, _colon, name = to.partition(":")
    if where == "procedure":
        return {"opened_at": act.at, "sent_at": act.at, "received_at": act.at, "receipt_known": True,
                "child_id": linked.open_child(act, code=name, ordinal=int(str(row["ordinal"])) + 1)}  # fmt: skip
    agency = serving(act, name)
    changes: dict[str, object] = {"opened_at": act.at, "agency_id": uuid.UUID(agency.id)}
    if agency.unit is not None:
        _show_to(act, uuid.UUID(agency.unit))
        days = int(str(row["days"]))
        changes |= {"sent_at": act.at, "received_at": act.at, "receipt_known": True,
                    "due_at": chains.due(act.at, days, act.config.calendar(agency.unit))}  # fmt: skip
    return changes


def open_next(act: Act, answered: uuid.UUID) -> uuid.UUID | None:
    """Open the task whose turn it is when one has just been answered; return its id, None where nothing waits.

    Raises routing.NoCompetentUnit.
    """
    rows = list(models.Task.objects.filter(dossier_id=act.row.id, step=act.row.step or "", cancelled_at=None).order_by("ordinal", "id"))
    states = [TaskState.ANSWERED if r.id == answered else chains.state_of(looked_up.times_of(r)) for r in rows]
    place = chains.next_waiting(states)
    step = looked_up.step_of(act.revision.workflow, act.row.step)
    if place is None or step is None:
        return None
    task = next((t for t in chains.tasks_of(step) if t.key == rows[place].key), None)
    if task is None:
        return None
    changes = opened(act, {"ordinal": rows[place].ordinal, "days": rows[place].days}, task.to)
    act.batch.update("chains_task", "id", rows[place].id, changes)
    act.ledger["tasks"] = [str(rows[place].id)]
    return rows[place].id


def serving(act: Act, kind: str) -> Agency:
    """Return the agency of a kind that serves the dossier. Raises routing.NoCompetentUnit."""
    received, competent = act.config.unit(act.row.received_unit_id), act.config.unit(act.row.competent_unit_id)
    found = routing.serving(act.config, kind, received, competent, local(act.at).date())
    if found is None:
        raise routing.NoCompetentUnit("agency", kind)
    return found


def leave(act: Act) -> None:
    """End the tasks of the step that is left: what was not answered is not waited for any more."""
    step = looked_up.step_of(act.revision.workflow, act.row.step)
    if step is not None and chains.tasks_of(step):
        act.batch.add(f"{_CANCEL} AND step = %s", [act.at, act.row.id, step.key])


def end(act: Act) -> None:
    """End every open task of a dossier that ends; a linked dossier tells the one it was opened by."""
    act.batch.add(_CANCEL, [act.at, act.row.id])
    if act.row.parent_id is not None:
        _tell_parent(act)


def _tell_parent(act: Act) -> None:
    """Answer the parent's task, open the one after it, and enter both in the parent's own chain."""
    from motcua.services.dossiers import moving

    answered = linked.child_ended(act)
    parent = Dossier.objects.select_for_update(of=("self",)).get(id=act.row.parent_id)
    above = moving.Act(
        act.config, parent, configuration.revision(parent.revision_id), act.moved, act.actor, max(act.at, parent.moved_at), {},
        act.batch, {}, {"linked": act.row.code}, {},
    )  # fmt: skip
    if answered is not None:
        open_next(above, answered)
    entry, no, head = ledger.entry(
        chain=parent.id, head_no=parent.head_no, head=parent.head, at=above.at, action=Action.ANSWER_TASK.value, actor=act.actor,
        before=parent.status, after=parent.status, step=parent.step, unit=parent.step_unit_id, data=above.ledger,
    )  # fmt: skip
    act.batch.insert("ledger_entry", [entry])
    act.batch.update("dossiers_dossier", "id", parent.id, {**above.changes, "head_no": no, "head": head, "moved_at": above.at})


def on_paper(act: Act) -> bool:
    """Return whether any paper of the dossier is there on paper only; without papers the channel says it."""
    kinds = set(Paper.objects.filter(dossier_id=act.row.id).values_list("electronic", flat=True))
    return False in kinds if kinds else act.row.channel != "online"


def ask_tax(act: Act) -> None:
    """Pause for what the citizen owes to another agency, by its notice: amount, number and day as they stand on it."""
    amount = act.inputs["amount"]
    if not isinstance(amount, int) or amount <= 0:
        raise InputWrong("amount", "not_an_amount")
    waits.ask(act, stage="appraisal", kind="tax", amount=amount)
    waits.pause(act, kind="payment", restart=False)
    act.ledger |= {"amount": amount, "notice": str(act.inputs["number"])[:80], "notice_day": str(act.inputs["day"])}


def pay_tax(act: Act) -> None:
    """Go on with the proof of payment: its number and day, and the paper or file that shows it."""
    day = act.inputs["day"]
    if not isinstance(day, dt.date) or day > local(act.at).date():
        raise InputWrong("day", "not_a_day_yet")
    notices = models.Task.objects.filter(dossier_id=act.row.id, answer=chains.Answer.TAX_NOTICE.value, paid_at=None)
    first = min((n for n in notices.values_list("answer_day", flat=True) if n), default=None)
    if first is not None and day < first:
        raise InputWrong("day", "before_notice")
    number = str(act.inputs["number"])[:80]
    waits.close(act, "tax")
    waits.unpause(act)
    _keep_proof(act)
    act.batch.add(
        "UPDATE chains_task SET paid_at = %s, proof_number = %s, proof_day = %s WHERE dossier_id = %s AND answer = 'tax_notice' "
        "AND paid_at IS NULL",
        [act.at, number, day, act.row.id],
    )
    act.ledger |= {"proof": number, "proof_day": str(day)}


def _keep_proof(act: Act) -> None:
    from motcua.services.dossiers import opening

    papers = act.inputs.get("papers") or ()
    rows, files = opening.paper_rows(papers, act.row.id, act.at, first=150)  # type: ignore[arg-type]
    act.batch.insert("papers_paper", rows)
    act.batch.insert("papers_paperfile", files)
    bundles.keep(act.batch, papers=papers, dossier_id=act.row.id, code=act.row.code, unit=act.row.received_unit_id,  # type: ignore[arg-type]
                 actor=act.actor, at=act.at, ledger=act.ledger)  # fmt: skip


def _row(act: Act, step: Step, task: Task, unit: uuid.UUID, ordinal: int) -> dict[str, object]:
    """Return a task as a row to insert: still waiting for its turn."""
    return {
        "id": ids.new(), "dossier_id": act.row.id, "step": step.key, "ordinal": ordinal, "key": task.key, "name": task.name.vi[:300],
        "agency_id": None, "child_id": None, "unit_id": unit, "days": task.days, "opened_at": None, "sent_at": None, "sent_by": None,
        "number": "", "asked_sealed": None, "slip_id": None, "received_at": None, "receipt_known": False, "due_at": None,
        "answered_at": None, "answered_by": None, "answer": "", "answer_number": "", "answer_day": None, "answer_sealed": None,
        "file_id": None, "amount": None, "paid_at": None, "proof_number": "", "proof_day": None, "cancelled_at": None,
    }  # fmt: skip


def _done_here(act: Act, step: Step, task: Task) -> bool:
    """Return whether a linked dossier for the task has been opened before: sent back, a dossier opens no second one."""
    if not task.to.startswith("procedure:"):
        return False
    return models.Task.objects.filter(dossier_id=act.row.id, step=step.key, key=task.key, child_id__isnull=False).exists()


def _show_to(act: Act, unit: uuid.UUID) -> None:
    known = act.changes.get("consulted_units", act.row.consulted_units)
    if unit not in known:  # type: ignore[operator]
        act.changes["consulted_units"] = [*known, unit]  # type: ignore[misc]
