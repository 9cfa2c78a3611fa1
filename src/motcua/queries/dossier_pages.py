"""Everything one dossier's page shows, read in a fixed number of statements and opened only within the actor's reach."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.domain.dossiers import clock
from motcua.domain.dossiers.limits import Limit, LimitUnit
from motcua.domain.dossiers.pauses import Pause as Wait
from motcua.domain.dossiers.pauses import PauseKind
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.people.party import Party
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures import form
from motcua.domain.procedures.form import SummaryPage
from motcua.domain.procedures.revision import Revision, Step
from motcua.queries import (
    access,
    chains,
    configuration,
    corrections,
    faults,
    forms,
    receipts,
    routing,
    standings,
    worklists,
)
from motcua.queries import dossier_parts as parts
from motcua.queries.chains import NO_FAMILY, Family, SeenTask
from motcua.queries.configuration import Configuration
from motcua.queries.receipts import Seen
from motcua.storage import sealing
from motcua.storage.counters.models import SlipPrint
from motcua.storage.dossiers import models
from motcua.storage.fees.models import FeeDue, Payment
from motcua.storage.ledger.models import Entry

WAITS = {"papers": PauseKind.SUPPLEMENT, "payment": PauseKind.PAYMENT, "ended": PauseKind.ENDED}


@dataclass(frozen=True)
class DossierPage:
    """A dossier as its page shows it; `full` is False where only progress may be read."""

    row: models.Dossier
    revision: Revision
    full: bool
    received: str
    continued: str  # who continues where that one has ended; empty: nobody had to
    competent: str
    return_unit: str
    step: Step | None
    step_unit: str
    assignee: str
    due: clock.Due | None  # the promise, with its explanation
    legal: clock.Due | None
    due_at: dt.datetime | None
    judged_at: dt.datetime | None  # what lateness is judged by: a corrected date never makes anything be on time
    minutes: int | None  # of work left to it
    allowed: tuple[Action, ...] = ()
    held: str | None = None  # the rule that keeps it in its step
    has_result: bool = False
    parties: tuple[Party, ...] = ()
    papers: tuple[parts.SeenPaper, ...] = ()
    answers: tuple[SummaryPage, ...] = ()
    raw_answers: Mapping[str, object] = field(default_factory=dict)
    requests: tuple[parts.SeenRequest, ...] = ()
    consultations: tuple[parts.SeenConsultation, ...] = ()
    notes: tuple[parts.SeenNote, ...] = ()
    slips: tuple[parts.SeenSlip, ...] = ()
    results: tuple[parts.SeenResult, ...] = ()
    fees: tuple[parts.SeenFee, ...] = ()
    payments: tuple[parts.SeenPayment, ...] = ()
    receipts: tuple[Seen, ...] = ()
    events: tuple[parts.Event, ...] = ()
    corrections: tuple[corrections.Asked, ...] = ()
    faults: tuple[faults.Admitted, ...] = ()
    tasks: tuple[SeenTask, ...] = ()
    family: Family = NO_FAMILY
    reason: parts.SeenReason = parts.NO_REASON

    @property
    def deliver_to(self) -> Address:
        """Name and address for a parcel with the result."""
        return _deliver_to(self.row)

    @property
    def has_draft(self) -> bool:
        """Whether a result of ours is drafted that has no number yet."""
        return any(not r.number and not r.source for r in self.results)

    @property
    def owed(self) -> int:
        """What is still to be paid."""
        return sum(fee.amount for fee in self.fees if fee.paid_at is None)


@dataclass(frozen=True)
class Address:
    """Whom a parcel goes to, as far as the dossier says."""

    name: str
    address: str


def _deliver_to(row: models.Dossier) -> Address:
    contact = sealing.unseal(row.contact_sealed, context="dossiers.contact") if row.contact_sealed else {}
    said = contact if isinstance(contact, Mapping) else {}
    return Address(str(said.get("name") or row.owner_name), str(said.get("deliver_to") or said.get("address") or ""))


def page(*, actor: Actor, at: dt.datetime, dossier_id: uuid.UUID) -> DossierPage:
    """Return the whole page within reach of reading, or its progress alone. Raises access.NotAllowed."""
    config = configuration.current()
    try:
        row = access.get(actor, Action.READ, dossier_id)
    except access.NotAllowed:
        return _page(config, access.get(actor, Action.READ_PROGRESS, dossier_id), actor, at, full=False)
    return _page(config, row, actor, at, full=True)


def _page(config: Configuration, row: models.Dossier, actor: Actor, at: dt.datetime, *, full: bool) -> DossierPage:
    revision = configuration.revision(row.revision_id)
    pauses = list(models.Pause.objects.filter(dossier_id=row.id).order_by("started_at"))
    promised, legal = _clocks(config, row, pauses, full=full)
    due_at, judged_at = due_of(row), judged_by(row)
    names = parts.Names(config)
    given = _contents(config, row, actor, revision, names) if full else _money(row, actor, revision)
    step = _step(revision, row.step)
    unit = row.step_unit_id or row.received_unit_id
    return DossierPage(
        row=row, revision=revision, full=full, received=names.unit(row.first_unit_id or row.received_unit_id),
        continued=_continued(config, row, at),
        competent=names.unit(row.competent_unit_id), return_unit=names.unit(row.return_unit_id or row.received_unit_id),
        step=step, step_unit=names.unit(row.step_unit_id), assignee=names.person(row.assignee) if full else "",
        due=promised, legal=legal, due_at=due_at, judged_at=judged_at, minutes=_minutes(config, row, unit, at, judged_at),
        tasks=chains.of_dossier(row, config=config, at=at, full=full), family=chains.family(row, config=config, actor=actor), **given,  # type: ignore[arg-type]
    )  # fmt: skip


def _continued(config: Configuration, row: models.Dossier, at: dt.datetime) -> str:
    """Return who continues the unit that received the dossier; empty while that one is there."""
    unit = config.units.get(str(row.received_unit_id))
    heir = routing.present(config, unit, local(at).date()) if unit else None
    return heir.name if heir and (row.first_unit_id or heir.id != row.received_unit_id) else ""


def _money(row: models.Dossier, actor: Actor, revision: Revision) -> dict[str, object]:
    """Return what a collector sees beside the progress: the fees, where taking money is theirs to do."""
    allowed = tuple(a for a in standings.allowed(row, actor, workflow=revision.workflow) if a in (Action.RECORD_FEE, Action.PAY_FEE))
    return {"allowed": allowed, "fees": _fees(row.id), "receipts": tuple(receipts.of_dossier(row.id))} if allowed else {}


def _fees(dossier_id: uuid.UUID) -> tuple[parts.SeenFee, ...]:
    rows = FeeDue.objects.filter(dossier_id=dossier_id, cancelled_at=None).order_by("made_at", "id")
    return tuple(parts.SeenFee(f.name, f.quantity, f.amount, f.basis, f.paid_at, f.kind, f.before, f.relief, f.relief_basis) for f in rows)


def due_of(row: models.Dossier) -> dt.datetime | None:
    """Return the moment a dossier is to be ready by: answering it, the promise, or the re-appointment."""
    if row.status == Status.FILED:
        return row.answer_due_at
    known = [moment for moment in (row.redated_to or row.promised_at or row.due_at, row.extended_to) if moment is not None]
    return None if row.due_at is None and row.promised_at is None else max(known)


def judged_by(row: models.Dossier) -> dt.datetime | None:
    """Return the moment by which a dossier's lateness is judged, as the work-list counts: where a date was corrected, the first one."""
    due = due_of(row)
    if due is None or row.redated_to is None or row.due_at is None or row.status == Status.FILED:
        return due
    return min(due, row.due_at)


def _minutes(config: Configuration, row: models.Dossier, unit: object, at: dt.datetime, due_at: dt.datetime | None) -> int | None:
    if row.finished_at is not None:
        return None
    return worklists.time_left(config, unit, at, due_at)


def _clocks(
    config: Configuration, row: models.Dossier, pauses: list[models.Pause], *, full: bool
) -> tuple[clock.Due | None, clock.Due | None]:
    """Return the explained clocks of the promise and of the law, as they run under the settings of the day of acceptance."""
    if row.accepted_at is None or row.accepted_on is None or not row.limit_unit:
        return None, None
    start = row.clock_started_at or row.accepted_at
    waits = tuple(
        Wait(
            kind=WAITS[p.kind], started_at=p.started_at, ended_at=p.ended_at,
            reason=str(sealing.unseal(p.reason_sealed, context="dossiers.pause") or "") if full else "",
        )
        for p in pauses if p.started_at >= start
    )  # fmt: skip
    reopened = corrections.reopened(row.id, since=start)
    legal = Limit(row.limit_amount or 1, LimitUnit(row.limit_unit))
    promised = Limit(row.promised_amount, LimitUnit(row.promised_unit)) if row.promised_amount else legal

    def reckoned(limit: Limit) -> clock.Due:
        assert row.accepted_at is not None
        assert row.accepted_on is not None
        return clock.due(
            clock.Clock(
                started_at=row.accepted_at, limit=limit, calendar=config.calendar_of(row.received_unit_id, row.first_unit_id),
                settings=config.clock_settings(row.accepted_on), pauses=waits, extended_to=row.extended_to,
                restarted_at=start if start != row.accepted_at else None, redated_to=row.redated_to, reopened=reopened,
            )
        )  # fmt: skip

    return reckoned(promised), reckoned(legal) if promised != legal else None


def _step(revision: Revision, key: str | None) -> Step | None:
    if key is None or revision.workflow is None:
        return None
    try:
        return revision.workflow.step(key)
    except KeyError:
        return None


def _contents(config: Configuration, row: models.Dossier, actor: Actor, revision: Revision, names: parts.Names) -> dict[str, object]:
    entries = list(Entry.objects.filter(chain=row.id).order_by("no"))
    consultations = list(models.Consultation.objects.filter(dossier_id=row.id).order_by("asked_at"))
    notes = list(models.Note.objects.filter(dossier_id=row.id).order_by("at"))
    ids: list[object] = [row.assignee, *(n.by for n in notes), *(e.actor for e in entries if e.actor_kind == "staff")]
    ids += [p for c in consultations for p in (c.asked_by, c.answered_by)]
    names.fetch([*ids, *(e.data.get(key) for e in entries for key in ("assignee", "instead_of", "seconded_by"))])
    results = [parts.result(r) for r in models.Result.objects.filter(dossier_id=row.id, replaced_at=None).select_related("signature").order_by("created_at")]
    raw = answers_of(row)
    printed = dict(SlipPrint.objects.filter(dossier_id=row.id).values_list("slip_id", "times"))
    now = standings.outlook(row, actor, workflow=revision.workflow, has_result=bool(results) and standings.result_ready(row))
    return {
        "allowed": now.allowed,
        "held": now.held,
        "has_result": bool(results),
        "parties": parts.parties(row),
        "papers": parts.papers(row.id),
        "answers": summary_of(row.revision_id, revision, raw),
        "raw_answers": raw,
        "requests": tuple(parts.request(r) for r in models.Request.objects.filter(dossier_id=row.id).order_by("asked_at")),
        "consultations": tuple(parts.consultation(c, names) for c in consultations),
        "notes": tuple(parts.SeenNote(parts.opened(n.text_sealed, "dossiers.note"), n.at, names.person(n.by)) for n in notes),
        "slips": tuple(
            parts.SeenSlip(s.id, s.kind, s.number, s.issued_at, max(0, printed.get(s.id, 1) - 1))
            for s in models.IssuedSlip.objects.filter(dossier_id=row.id).defer("data_sealed").order_by("issued_at")
        ),
        "results": tuple(results),
        "fees": _fees(row.id),
        "receipts": tuple(receipts.of_dossier(row.id)),
        "payments": tuple(parts.SeenPayment(p.amount, p.way, p.at) for p in Payment.objects.filter(dossier_id=row.id).order_by("at")),
        "events": parts.events(entries, names),
        "corrections": corrections.of_dossier(row.id, names),
        "faults": faults.of_dossier(row.id, names),
        "reason": parts.reason(row),
    }


def answers_of(row: models.Dossier) -> Mapping[str, object]:
    """Return the answers a dossier holds."""
    kept = sealing.unseal(row.answers_sealed, context="dossiers.answers")
    return kept if isinstance(kept, Mapping) else {}


def summary_of(revision_id: uuid.UUID, revision: Revision, answers: Mapping[str, object]) -> tuple[SummaryPage, ...]:
    """Return the answers page by page, without the pages on which nothing was answered."""
    compiled = forms.of(revision_id, revision)
    kept = {name: value for name, value in answers.items() if name in compiled.fields}
    return tuple(p for p in form.summary(compiled, kept) if any(r.value is not None for r in p.rows))
