"""Where a dossier's row stands in the table of moves, and which moves are left to an actor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.domain.dossiers import corrections, lifecycle
from motcua.domain.dossiers.lifecycle import Standing
from motcua.domain.dossiers.states import DeliveryStatus, Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions import scope
from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.procedures.revision import IssuedBy, Workflow
from motcua.queries import chains, configuration, facts
from motcua.storage.dossiers.models import Confirmation, Dossier, Result, Signature


def standing_of(
    row: Dossier, *, workflow: Workflow | None = None, has_result: bool = False, confirmation: str | None = None,
    action: Action | None = None,
) -> Standing:  # fmt: skip
    """Return where the dossier stands, as the domain decides by; what only one `action` asks is looked up for it alone."""
    return Standing(
        status=Status(row.status), accepted=row.accepted_at is not None, step=row.step, working=row.working,
        restart=row.restart, intake_requests=row.intake_requests, extensions=row.extensions,
        correction_by=_text(row.correction_by), correction_kind=row.correction_kind, voided=row.voided_at is not None, has_result=has_result, decision=row.decision,
        undrafted=action in (Action.PROPOSE, Action.APPROVE) and undrafted(row), unsigned=action is Action.ISSUE and unsigned(row),
        posted=row.delivery_status == DeliveryStatus.POSTED, at_counter=row.delivery_status == DeliveryStatus.AT_COUNTER,
        confirmation=confirmation, tasks_open=chains.tasks_open(row, workflow), tax_due=chains.tax_due(row),
    )  # fmt: skip


@dataclass(frozen=True)
class Outlook:
    """What the actor may do with a dossier now, and the name of the rule that keeps it in its step, if one does."""

    allowed: tuple[Action, ...]
    held: str | None


def outlook(row: Dossier, actor: Actor, *, workflow: Workflow | None, has_result: bool = False) -> Outlook:
    """Return the table of moves where the dossier stands, cut by the table of rights, and what keeps it there.

    A second request for papers before reception stays open to the head of the one-stop, who has to name its legal basis.
    """
    standing = standing_of(row, workflow=workflow, has_result=has_result, confirmation=confirmation_of(row))
    here = facts.of_row(row).as_mapping()
    found = [a for a in lifecycle.possible(standing, workflow) if scope.may(actor, a, here)]
    asked = {"asked_by": standing.correction_by, "kind": standing.correction_kind, "voided": standing.voided, "by": actor.id}
    found = [a for a in found if a not in corrections.ABOUT or corrections.refusal(a, **asked) is None]  # type: ignore[arg-type]
    if Action.SET_RESULT in found and fixed(row):
        found.remove(Action.SET_RESULT)
    if _may_ask_again(standing, actor, here):
        found.append(Action.ASK_INTAKE)
    return Outlook(tuple(found), lifecycle.held(standing, workflow))


def allowed(row: Dossier, actor: Actor, *, workflow: Workflow | None, has_result: bool = False) -> tuple[Action, ...]:
    """Return what the actor may do with the dossier now."""
    return outlook(row, actor, workflow=workflow, has_result=has_result).allowed


def result_ready(row: Dossier) -> bool:
    """Return whether there is a result to issue: drafted, and numbered already where another system gives the number."""
    elsewhere = {k.key for k in configuration.revision(row.revision_id).results if k.issued_by is IssuedBy.SECTOR}
    found = list(Result.objects.filter(dossier_id=row.id, replaced_at=None).values_list("key", "number"))
    return bool(found) and not any(key in elsewhere and not number for key, number in found)


def undrafted(row: Dossier) -> bool:
    """Return whether the procedure ends with a result of ours of which nothing is drafted yet."""
    ours = any(k.issued_by is IssuedBy.HERE for k in configuration.revision(row.revision_id).results)
    return ours and not Result.objects.filter(dossier_id=row.id, replaced_at=None).exists()


def signed(row: Dossier) -> bool:
    """Return whether a signature of a head stands on the dossier."""
    return Signature.objects.filter(dossier_id=row.id, cancelled_at=None).exists()


def fixed(row: Dossier) -> bool:
    """Return whether what is written may not change at this step: the records clerk has it, and the head has signed it."""
    ours = all(k.issued_by is IssuedBy.HERE for k in configuration.revision(row.revision_id).results)
    return ours and row.step_role == Role.RECORDS.value and signed(row)


def unsigned(row: Dossier) -> bool:
    """Return whether a draft of ours was put in place after a head had signed: it would go out unseen under that signature."""
    ours = [k.key for k in configuration.revision(row.revision_id).results if k.issued_by is IssuedBy.HERE]
    drafts = Result.objects.filter(dossier_id=row.id, replaced_at=None, source="", key__in=ours, signature=None)
    return drafts.exists() and signed(row)


def confirmation_of(row: Dossier) -> str | None:
    """Return `open` while the draft waits for its confirmation, `wrong` while the draft is the one that was said to be wrong."""
    if row.status != Status.IN_PROGRESS:
        return None
    last = Confirmation.objects.filter(dossier_id=row.id, result__replaced_at=None).order_by("-asked_at", "-id").first()
    if last is None:
        return None
    return "open" if last.answered_at is None else "wrong" if last.answer == "wrong" else None


def _may_ask_again(standing: Standing, actor: Actor, here: Mapping[str, object]) -> bool:
    asked = standing.status is Status.FILED and standing.intake_requests >= 1
    return asked and actor.holds(Role.ONE_STOP_HEAD) and scope.may(actor, Action.ASK_INTAKE, here)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
