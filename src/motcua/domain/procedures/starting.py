"""What a controller starts from when completing a procedure: its record as a revision document, as far as understood.

Nothing is guessed: parts that were not understood are left out, and the validator then asks for them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from motcua.domain.procedures import understanding
from motcua.domain.procedures.fee_texts import Fee
from motcua.domain.procedures.records import Record
from motcua.domain.procedures.revision import SCHEMA, Channel, FeeKind, Level
from motcua.domain.procedures.understanding import Understood
from motcua.domain.procedures.validator import DAYS_AHEAD

_LOCAL = (Level.COMMUNE, Level.PROVINCE)  # who settles, when several levels are named: the one nearest to the citizen


def document(record: Record, *, on: dt.date) -> dict[str, object]:
    """Return the document of a first draft, in force from the earliest day the law allows after `on`."""
    understood = understanding.understand(record)
    fees = _fees(understood)
    found: dict[str, object] = {
        "schema": SCHEMA,
        "code": record.code,
        "name": {"vi": record.name},
        "publisher": record.publisher,
        "field": {"code": "", "name": {"vi": record.field}},
        "decision": "",  # the province's own, which the record does not know
        "originals": {"decision": record.decision},
        "effective_from": (on + dt.timedelta(days=DAYS_AHEAD)).isoformat(),
        "competence": {"level": _level(understood.levels).value, "title": record.agency, "by": "applicant"},
        "levels": [level.value for level in understood.levels],
        "audience": [group.value for group in understood.audience],
        "online": understood.online.value if understood.online else "none",
        "legal_basis": [{"number": number[:200]} for number in record.legal_basis],
        "execution": record.steps,
        "components": _components(understood),
        "channels": _channels(understood),
        "fees": list({str(fee["key"]): fee for fee in fees.values()}.values()),
        "results": [
            {"key": f"result-{n}", "name": {"vi": result.name}, "code": result.code} for n, result in enumerate(record.results, 1)
        ],
    }
    if record.conditions:
        found["conditions"] = record.conditions
    return found


def _level(levels: Iterable[Level]) -> Level:
    known = list(levels)
    return next((level for level in _LOCAL if level in known), known[0] if known else Level.OTHER)


def _components(understood: Understood) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for number, paper in enumerate(understood.papers, 1):
        part: dict[str, object] = {"key": f"paper-{number}", "name": {"vi": paper.name}}
        part |= {name: count for name, count in (("originals", paper.originals), ("copies", paper.copies)) if count}
        if paper.form:
            part["blank_form"] = {"name": paper.form}
        found.append(part)
    return found


def _channels(understood: Understood) -> list[dict[str, object]]:
    fees, rules = _fees(understood), []
    for channel in understood.channels:
        rule: dict[str, object] = {"channel": channel.value}
        limit = understood.limits.get(channel, understood.limits.get(None))
        if limit is not None:
            rule["limit"] = {"amount": limit.amount, "unit": limit.unit}
        fee = fees.get(channel, fees.get(None))
        if fee is not None:
            rule["fees"] = [fee["key"]]
        rules.append(rule)
    return rules


def _fees(understood: Understood) -> dict[Channel | None, dict[str, object]]:
    """Return a fee item for each way of filing; ways that cost the same share one, a fee of unknown kind is left out."""
    paid = {channel: fee for channel, fee in understood.fees.items() if fee.amount and fee.kind}
    same = len(set(paid.values())) == 1
    return {
        channel: _fee(fee, "fee" if same or channel is None else f"fee-{channel.value}") for channel, fee in paid.items()
    }


def _fee(fee: Fee, key: str) -> dict[str, object]:
    assert fee.kind is not None
    kind = fee.kind
    name = {FeeKind.LE_PHI: "Lệ phí", FeeKind.PHI: "Phí"}[kind]
    return {"key": key, "name": {"vi": name}, "kind": kind.value, "amount": fee.amount, "unit": fee.unit}
