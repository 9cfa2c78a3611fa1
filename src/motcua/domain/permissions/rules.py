"""THE table of rights: each action, which roles may take it, and how far each role reaches.

A right is read twice from this one source: `scope.of` turns it into a condition that Python judges and SQL filters by.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import ActorKind, Role


class Reach(Enum):
    """Which dossiers a grant extends to."""

    RECEIVED = "received"  # received in a unit of the role, or under it
    POSTED = "posted"  # the result is on its way by post
    RETURNS = "returns"  # the result is to be returned there
    COMPETENT = "competent"  # the unit is competent
    STEP = "step"  # stands in a step of that unit and that role, and nobody else has taken it
    STEP_UNIT = "step_unit"  # stands in a step of that unit, whichever role
    CONSULTED = "consulted"  # the unit has been asked for its opinion
    UNIT = "unit"  # received, competent, helping or working there
    PROVINCE = "province"  # every dossier
    OWN = "own"  # the actor is a party
    FILED = "filed"  # the actor filed it for somebody
    CODE = "code"  # whoever knows the code: progress only
    NEW = "new"  # no dossier yet: the unit is checked against the role


@dataclass(frozen=True)
class Grant:
    """One right: `role` for staff, or a kind of actor who holds no role."""

    action: Action
    role: Role | ActorKind
    reach: Reach


A, R, K = Action, Role, ActorKind
_COUNTER = (R.CLERK, R.ONE_STOP_HEAD)


def _grants() -> tuple[Grant, ...]:
    table: list[tuple[tuple[Action, ...], tuple[Role | ActorKind, ...], Reach]] = [
        ((A.RECEIVE,), _COUNTER, Reach.NEW),
        ((A.FILE,), (K.CITIZEN, R.HELPER, *_COUNTER), Reach.NEW),
        ((A.ACCEPT, A.ASK_INTAKE, A.REFUSE_INTAKE, A.ANSWER_INTAKE, A.HAND_OVER, A.ANSWER_PAPERS, A.PAY_FEE, A.ATTACH,
          A.RECORD_FEE, A.WITHDRAW, A.ASK_CORRECTION, A.DROP_CORRECTION, A.CERTIFY), _COUNTER, Reach.RECEIVED),
        ((A.VOID_RECEIPT, A.READ_RECEIPTS), (*_COUNTER, R.COLLECTOR), Reach.RECEIVED),
        ((A.GIVE_BACK,), (R.COLLECTOR, R.ONE_STOP_HEAD), Reach.RECEIVED),
        ((A.RETURN_RESULT, A.POST_RESULT, A.DELIVER, A.TAKE_BACK), _COUNTER, Reach.RETURNS),
        ((A.RETURN_RESULT, A.POST_RESULT, A.DELIVER, A.TAKE_BACK), _COUNTER, Reach.RECEIVED),
        ((A.DELIVER,), (R.POSTAL, K.SYSTEM), Reach.POSTED),
        ((A.READ, A.PRINT, A.NOTE), _COUNTER, Reach.RECEIVED),
        ((A.READ, A.PRINT), _COUNTER, Reach.RETURNS),
        ((A.READ_PROGRESS,), _COUNTER, Reach.PROVINCE),
        ((A.ASSIGN, A.FORWARD, A.PROPOSE, A.SEND_BACK, A.CONSULT, A.ASK_PAPERS, A.ASK_FEE, A.SET_RESULT, A.ATTACH),
         (R.OFFICER,), Reach.STEP),
        ((A.SEND_TASK, A.ASK_TAX), (R.OFFICER,), Reach.STEP),
        ((A.RECEIVE_TASK, A.ANSWER_TASK), (R.OFFICER, R.RECORDS), Reach.STEP_UNIT),
        ((A.PAY_TAX,), (R.OFFICER,), Reach.STEP_UNIT),
        ((A.PAY_TAX,), _COUNTER, Reach.RECEIVED),
        ((A.PAY_TAX,), (K.CITIZEN,), Reach.OWN),
        ((A.READ, A.PRINT, A.NOTE), (R.OFFICER, R.HEAD, R.RECORDS), Reach.COMPETENT),
        ((A.READ, A.PRINT, A.NOTE), (R.OFFICER, R.HEAD, R.RECORDS), Reach.STEP_UNIT),
        ((A.READ, A.NOTE, A.ANSWER_CONSULT, A.ANSWER_TASK), (R.OFFICER, R.HEAD), Reach.CONSULTED),
        ((A.ASK_CORRECTION, A.DROP_CORRECTION), (R.OFFICER, R.HEAD, R.RECORDS), Reach.COMPETENT),
        ((A.ADMIT_WRONG,), (R.HEAD, R.SIGNER), Reach.COMPETENT),
        ((A.ADMIT_LOSS,), (R.HEAD,), Reach.COMPETENT),
        ((A.ADMIT_LOSS,), (R.ONE_STOP_HEAD,), Reach.RECEIVED),
        ((A.SETTLE_FAULT,), (R.OFFICER, R.HEAD, R.RECORDS), Reach.COMPETENT),
        ((A.SETTLE_FAULT,), _COUNTER, Reach.RECEIVED),
        ((A.APPROVE, A.SEND_BACK, A.FORWARD), (R.HEAD,), Reach.STEP),
        ((A.ASSIGN, A.REASSIGN), (R.HEAD,), Reach.STEP_UNIT),
        ((A.PROPOSE_STOP,), (R.OFFICER,), Reach.STEP_UNIT),
        ((A.PROPOSE_STOP,), _COUNTER, Reach.RECEIVED),
        ((A.APPROVE, A.SEND_BACK), (R.SIGNER,), Reach.STEP),
        ((A.ASSIGN, A.REASSIGN), (R.SIGNER,), Reach.STEP_UNIT),
        ((A.READ, A.PRINT), (R.SIGNER,), Reach.COMPETENT),
        ((A.READ, A.PRINT, A.NOTE), (R.SIGNER,), Reach.STEP_UNIT),
        ((A.EXTEND, A.STOP), (R.HEAD,), Reach.COMPETENT),
        ((A.ISSUE, A.SEND_BACK, A.SET_RESULT), (R.RECORDS,), Reach.STEP),
        ((A.HAND_RESULT,), (R.RECORDS, R.OFFICER), Reach.COMPETENT),
        ((A.REISSUE,), (R.RECORDS,), Reach.COMPETENT),
        ((A.ASK_CONFIRM,), (R.OFFICER, R.RECORDS), Reach.STEP),
        ((A.ANSWER_CONFIRM,), _COUNTER, Reach.RECEIVED),
        ((A.ANSWER_CONFIRM,), (R.OFFICER,), Reach.COMPETENT),
        ((A.ANSWER_CONFIRM,), (K.CITIZEN,), Reach.OWN),
        ((A.DELIVER_RESULT,), (R.OFFICER, R.RECORDS), Reach.COMPETENT),
        ((A.RECORD_FEE, A.PAY_FEE, A.READ_PROGRESS), (R.COLLECTOR,), Reach.RECEIVED),
        ((A.CORRECT, A.VOID, A.REROUTE, A.REDATE, A.CHANGE_UNIT, A.REFUSE_CORRECTION, A.READ, A.NOTE), (R.CONTROLLER,),
         Reach.PROVINCE),
        ((A.READ_PROGRESS,), (R.LEADER, R.AUDITOR, R.CONTROLLER, R.OFFICER, R.HEAD, R.RECORDS), Reach.UNIT),
        ((A.READ, A.PRINT, A.ATTACH, A.ANSWER_INTAKE, A.ANSWER_PAPERS, A.WITHDRAW, A.RATE, A.TAKE_OVER),
         (K.CITIZEN,), Reach.OWN),
        ((A.READ, A.ATTACH), (R.HELPER,), Reach.FILED),
        ((A.READ_PROGRESS,), (K.VISITOR, K.CITIZEN, R.HELPER), Reach.CODE),
    ]  # fmt: skip
    return tuple(Grant(action, role, reach) for actions, roles, reach in table for action in actions for role in roles)


GRANTS: tuple[Grant, ...] = _grants()

FIGURES_SCOPE = "figures:read"  # reads figures as far as the key's roles do on the board; no dossier
POST_SCOPE = "post:write"  # tells what became of the parcels of the key's own unit

# What an API key needs beside its role: scope -> actions.
SCOPES: dict[str, frozenset[Action]] = {
    "dossiers:read": frozenset({A.READ, A.READ_PROGRESS, A.PRINT}),
    "dossiers:file": frozenset({A.FILE, A.RECEIVE, A.ATTACH}),
    "dossiers:move": frozenset(Action) - {A.READ, A.READ_PROGRESS, A.PRINT, A.FILE, A.RECEIVE, A.CORRECT, A.RATE, A.TAKE_OVER,
                                               A.DELIVER, A.VOID_RECEIPT, A.GIVE_BACK, A.READ_RECEIPTS, A.REISSUE, A.DELIVER_RESULT,
                                               A.VOID, A.REROUTE, A.REDATE, A.CHANGE_UNIT, A.REFUSE_CORRECTION, A.ADMIT_WRONG,
                                               A.ADMIT_LOSS, A.SETTLE_FAULT},
    FIGURES_SCOPE: frozenset(),
    "fees:read": frozenset({A.READ_RECEIPTS}),
    POST_SCOPE: frozenset({A.DELIVER}),
    "results:deliver": frozenset({A.DELIVER_RESULT}),
}  # fmt: skip

# Who holds a role by delegation acts at the steps of the role it stands for.
STEP_ROLE: dict[Role, Role] = {Role.SIGNER: Role.HEAD}

# What a deputy does for an absent colleague: roles that handle what is assigned. Signing is not among them: it needs a
# role or a delegation of the deputy's own.
HANDLING = frozenset({R.OFFICER, R.RECORDS})

# Acts that would reach somebody outside the practice unit: nobody practises them.
NOT_PRACTISED = frozenset({A.POST_RESULT, A.DELIVER, A.CONSULT, A.DELIVER_RESULT})

# Acts that only read: a party who is also an official may do them by rank like anybody else's.
READING = frozenset({A.READ, A.READ_PROGRESS, A.PRINT, A.READ_RECEIPTS})
