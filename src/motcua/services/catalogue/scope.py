"""The province's scope: decisions (quyết định công bố) that put procedures before its citizens from a day on.

What is out of scope, a third of a national file is ministries' own business, is found by its exact code only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction

from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures import publishers, records
from motcua.services import configuration, ledger
from motcua.services.catalogue import rights
from motcua.storage.procedures.models import Procedure, ScopeDecision

# A row is in scope when a decision in force names its code, and none of these holds: another province published it, a
# completed row of the same code stands for it, its last revision has ended. A completed row that no decision names
# stands on its own document.
_RECOMPUTE = """
WITH decided AS (
  SELECT c.code, d.number, d.valid_from <= %(day)s AND (d.valid_to IS NULL OR d.valid_to >= %(day)s) AS holds, d.valid_from
  FROM procedures_scopedecision d CROSS JOIN LATERAL unnest(d.codes) AS c(code)
), by_code AS (
  SELECT code, bool_or(holds) AS holds, (array_agg(number ORDER BY holds DESC, valid_from DESC))[1] AS number
  FROM decided GROUP BY code
), judged AS (
  SELECT p.id, CASE WHEN p.completeness = 'complete'
      THEN COALESCE((r.document->>'in_scope')::boolean, true) AND COALESCE(b.holds, true)
           AND (p.closes_on IS NULL OR p.closes_on >= %(day)s)
      ELSE COALESCE(b.holds, false) AND p.publisher = ANY(%(ours)s)
           AND NOT EXISTS (SELECT 1 FROM procedures_procedure o WHERE o.code = p.code AND o.completeness = 'complete')
    END AS wanted,
    CASE WHEN b.holds THEN b.number WHEN p.completeness = 'complete' THEN p.scope_decision ELSE '' END AS decision
  FROM procedures_procedure p LEFT JOIN procedures_revision r ON r.id = p.current_id LEFT JOIN by_code b ON b.code = p.code
)
UPDATE procedures_procedure p SET in_scope = j.wanted, scope_decision = j.decision
FROM judged j WHERE j.id = p.id AND (p.in_scope, p.scope_decision) IS DISTINCT FROM (j.wanted, j.decision)
"""


@dataclass(frozen=True)
class Applied:
    """What a decision came to: codes the catalogue knows and codes it does not."""

    known: tuple[str, ...]
    unknown: tuple[str, ...]
    changed: int  # procedures whose scope is another now


def apply(
    *,
    number: str,
    signed_on: dt.date,
    valid_from: dt.date,
    codes: Iterable[str],
    actor: Actor,
    at: dt.datetime,
    valid_to: dt.date | None = None,
) -> Applied:
    """Record a decision and let it take effect; the same number and day again replaces its list.

    Codes with an agency appended count as the national code. Raises NotController, and ValueError for a decision that
    ends before it begins or names nothing.
    """
    rights.check(actor)
    wanted = list(dict.fromkeys(records.split_code(code.strip())[0] for code in codes if code.strip()))
    if not number.strip() or not wanted or (valid_to is not None and valid_to < valid_from):
        raise ValueError(f"decision {number!r} names no procedure, or ends before it begins")
    with transaction.atomic():
        kept, _made = ScopeDecision.objects.update_or_create(
            number=number.strip(), signed_on=signed_on,
            defaults={"valid_from": valid_from, "valid_to": valid_to, "codes": wanted},
        )  # fmt: skip
        changed = recompute(local(at).date())
        ledger.note_subject(
            subject=kept.id, kind="catalogue", action="scope.apply", actor=actor, at=at,
            data={"number": number, "from": str(valid_from), "to": str(valid_to) if valid_to else None, "codes": wanted},
        )  # fmt: skip
        configuration.changed()
    known = set(Procedure.objects.filter(code__in=wanted).values_list("code", flat=True))
    return Applied(
        tuple(c for c in wanted if c in known), tuple(c for c in wanted if c not in known), changed
    )


def load(decisions: Iterable[Mapping[str, object]], *, actor: Actor, at: dt.datetime) -> int:
    """Apply decisions given as plain data (number, signed_on, valid_from, valid_to?, codes); return how many."""
    count = 0
    with transaction.atomic():
        for decision in decisions:
            ends = decision.get("valid_to")
            codes = decision["codes"]
            assert isinstance(codes, list)
            apply(
                number=str(decision["number"]), signed_on=dt.date.fromisoformat(str(decision["signed_on"])),
                valid_from=dt.date.fromisoformat(str(decision["valid_from"])),
                valid_to=dt.date.fromisoformat(str(ends)) if ends else None, codes=codes, actor=actor, at=at,
            )  # fmt: skip
            count += 1
    return count


def recompute(day: dt.date) -> int:
    """Put every procedure in or out of scope as the decisions of the day say; return how many changed."""
    with connection.cursor() as cursor:
        cursor.execute(_RECOMPUTE, {"day": day, "ours": _ours()})
        return int(cursor.rowcount)


def _ours() -> list[str]:
    """The publishers whose procedures can be the province's: itself and the ministries."""
    environment = settings.ENVIRONMENT
    name = environment.province_name
    own = [environment.province_code, name, f"UBND {name}", f"UBND {name[:1].lower()}{name[1:]}"]
    return [*own, *publishers.MINISTRIES]
