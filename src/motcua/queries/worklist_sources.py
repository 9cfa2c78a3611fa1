"""Which dossiers stand in the work-list of an actor: one source for each kind of line, as SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.domain import where as w
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions import scope
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import absences
from motcua.storage.conditions import to_sql

DESK_ROLES = (Role.OFFICER, Role.HEAD, Role.RECORDS, Role.SIGNER)
SIGNING = (Role.HEAD, Role.SIGNER)

_DOSSIERS = "dossiers_dossier"
_FAR = "'2999-01-01 00:00+07'::timestamptz"
# What a dossier is late by, in every list of staff: the promise, or the new date after an apology. Where a correction gave
# another date the earlier of the two counts: a later date makes nothing be on time.
DUE = (
    f"COALESCE(LEAST(GREATEST(COALESCE({_DOSSIERS}.redated_to, {_DOSSIERS}.promised_at), {_DOSSIERS}.extended_to), "
    f"CASE WHEN {_DOSSIERS}.redated_to IS NOT NULL THEN {_DOSSIERS}.due_at END), {_DOSSIERS}.due_at, {_FAR})"
)


@dataclass(frozen=True)
class Source:
    """One kind of line as SQL: which rows, the moment to sort by, and the moment by which it is late (one value: now)."""

    what: str
    condition: str
    values: Sequence[object]
    due: str = DUE
    join: str = ""
    judged: str = "%s"


def of_view(actor: Actor, view: str, day: dt.date) -> list[Source]:
    """Return the sources of one view of the list."""
    reading = scope.of(actor, Action.READ)
    reach: frozenset[object] = frozenset(actor.reach_as(*DESK_ROLES))
    in_step = w.In("status", frozenset({2, 4})) & w.Known("step_unit") & reading
    found: list[Source] = []
    match view:
        case "mine":
            found.append(_source("step", in_step & w.In("assignee", frozenset(actor.mine()))))
        case "free":
            found.append(_source("step", in_step & w.In("step_unit", reach) & ~w.Known("assignee")))
        case "unit":
            found.append(_source("step", in_step & w.In("step_unit", reach)))
        case "sign":
            found.append(_source("step", in_step & scope.at_steps(actor, *SIGNING)))
        case "away":
            left = w.In("step_unit", frozenset(actor.reach_as(Role.HEAD))) & w.In("assignee", frozenset(absences.uncovered(day)))
            found.append(_source("step", in_step & left))
        case "waiting":
            waiting = w.In("status", frozenset({5, 6})) & w.In("step_unit", reach) & reading
            found.append(_source("waiting", waiting, due=_FAR))
        case _:
            found.append(_source("step", in_step & (scope.at_steps(actor, *DESK_ROLES) | w.Eq("assignee", actor.id))))
            found += _beside(actor)
    return found


def _beside(actor: Actor) -> list[Source]:
    """Return what waits beside the steps: results to hand out, stops to decide on, opinions asked, dossiers to be opened again."""
    asked = sorted(actor.units_as(Role.OFFICER, Role.HEAD))
    found = [
        _source(
            "result", w.Eq("status", 9) & scope.of(actor, Action.HAND_RESULT), more=f"{_DOSSIERS}.delivery_status = 1",
            judged=f"COALESCE({_DOSSIERS}.finished_at, %s)",
        )
    ]  # fmt: skip
    if actor.holds(Role.HEAD):
        found.append(
            _source(
                "stop", w.In("status", frozenset({5, 6})) & scope.of(actor, Action.STOP), due=_FAR,
                join=f"JOIN papers_stopproposal sp ON sp.dossier_id = {_DOSSIERS}.id AND sp.settled_at IS NULL",
            )
        )  # fmt: skip
    if asked:
        found.append(
            _source(
                "consult", w.In("status", frozenset({4, 5, 6})) & scope.of(actor, Action.ANSWER_CONSULT), more="c.unit_id = ANY(%s::uuid[])", values=[asked],
                due=f"COALESCE(c.due_at, {_FAR})",
                join=f"JOIN dossiers_consultation c ON c.dossier_id = {_DOSSIERS}.id AND c.answered_at IS NULL",
            )
        )  # fmt: skip
    if actor.holds(Role.CONTROLLER):
        open_again = f"{_DOSSIERS}.correction_by IS NOT NULL AND {_DOSSIERS}.correction_by::text <> %s"
        found.append(_source("correction", scope.of(actor, Action.CORRECT), more=open_again, values=[actor.id]))
    if asked:
        found.append(
            _source(
                "task", scope.of(actor, Action.ANSWER_TASK), more="a.unit_id = ANY(%s::uuid[])", values=[asked], due=f"COALESCE(t.due_at, {_FAR})",
                join=f"JOIN chains_task t ON t.dossier_id = {_DOSSIERS}.id AND t.sent_at IS NOT NULL AND t.answered_at IS NULL "
                "AND t.cancelled_at IS NULL JOIN chains_agency a ON a.id = t.agency_id",
            )
        )  # fmt: skip
    return found


def _source(
    what: str, condition: w.Where, *, more: str = "", values: Sequence[object] = (), due: str = DUE, join: str = "", judged: str = "%s"
) -> Source:
    text, given = to_sql(condition)
    return Source(what, f"({text}) AND {more}" if more else f"({text})", [*given, *values], due, join, judged)
