"""Naming why a dossier was late: by its unit, for the report II.06g."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import transaction

from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.reports.causes import Cause
from motcua.queries import board, configuration
from motcua.queries.reports import live
from motcua.services import ledger
from motcua.storage.dossiers.models import Dossier
from motcua.storage.reports.models import LateCause

NAMERS = (Role.HEAD, Role.ONE_STOP_HEAD, Role.CONTROLLER)


class CauseRefused(Exception):
    """A cause cannot be taken; `code` says why: not_allowed, unknown."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def may_name(actor: Actor) -> bool:
    """Return whether the actor names causes somewhere: a reader of figures does not."""
    return actor.learner is None and actor.holds(*NAMERS)


def name(*, causes: Mapping[uuid.UUID, str], actor: Actor, at: dt.datetime) -> int:
    """Keep the causes of late dossiers and return how many are new or other than before. Raises CauseRefused.

    A dossier that is out of the actor's reach, or that was never late, is taken as unknown.
    """
    if not may_name(actor):
        raise CauseRefused("not_allowed")
    if not set(causes.values()) <= {one.value for one in Cause}:
        raise CauseRefused("unknown")
    with transaction.atomic():
        units = {str(u) for u in _reach(actor)}
        rows = dict(Dossier.objects.filter(id__in=list(causes), learner=None, accepted_at__isnull=False).values_list("id", "competent_unit_id"))
        if any(key not in rows or str(rows[key]) not in units for key in causes):
            raise CauseRefused("unknown")
        known = {c.dossier_id: c.cause for c in LateCause.objects.select_for_update().filter(dossier_id__in=list(causes))}
        changed = {key: cause for key, cause in causes.items() if known.get(key) != cause}
        for key, cause in sorted(changed.items()):
            row, _new = LateCause.objects.update_or_create(
                dossier_id=key, defaults={"cause": cause, "named_at": at, "named_by": uuid.UUID(actor.id)}
            )
            ledger.note_subject(
                subject=row.id, kind="late_cause", action="late_cause.name", actor=actor, at=at,
                data={"dossier": str(key), "was": known.get(key, ""), "is": cause},
            )  # fmt: skip
    return len(changed)


def named(ids: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the causes named of dossiers."""
    return dict(LateCause.objects.filter(dossier_id__in=ids).values_list("dossier_id", "cause"))


def _reach(actor: Actor) -> frozenset[str]:
    """Return the units whose dossiers the actor names causes of: a one-stop's head those of the agency it serves."""
    config = configuration.current()
    own = actor.reach_as(Role.HEAD, Role.CONTROLLER)
    served = (live.agency(config, unit) for unit in actor.units_as(Role.ONE_STOP_HEAD))
    return own.union(*(config.under(str(one.id)) for one in served)) & board.reach(actor, None)[1]
