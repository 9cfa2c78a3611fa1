"""A draft to start from: what is understood of a record put in its places, the rest kept as published beside it.

Nothing is added: what the record does not say beyond doubt is left for the controller, and the validator asks for it.
"""

from __future__ import annotations

import datetime as dt

from motcua.domain import folding, plain_data
from motcua.domain.procedures import revision as revisions
from motcua.domain.procedures.fee_texts import Fee
from motcua.domain.procedures.records import Record
from motcua.domain.procedures.revision import (
    BlankForm,
    Channel,
    ChannelRule,
    Competence,
    Component,
    FeeItem,
    FeeKind,
    Field,
    LegalBasis,
    Level,
    OnlineLevel,
    ResultKind,
    Revision,
    Text,
)
from motcua.domain.procedures.understanding import Understood

_FEE = "fee"


def document(
    record: Record, understood: Understood, *, publisher: str, effective_from: dt.date
) -> dict[str, object]:
    """Return the document of a first draft, to be completed; `publisher` is the province that will announce it."""
    fee = next(iter(understood.fees.values()), None)
    draft = Revision(
        schema=revisions.SCHEMA,
        code=record.code,
        number=1,
        name=Text(record.name),
        publisher=publisher,
        field=Field(code="", name=Text(record.field)),
        decision="",
        effective_from=effective_from,
        competence=Competence(_level(understood), record.agency),
        levels=understood.levels,
        audience=understood.audience,
        online=understood.online or _online(understood),
        legal_basis=tuple(LegalBasis(number) for number in dict.fromkeys(record.legal_basis)),
        execution=record.steps,
        conditions=record.conditions,
        components=_components(understood),
        channels=tuple(_rule(channel, understood, fee) for channel in understood.channels),
        fees=_fees(fee),
        results=_results(record),
        originals=_originals(record),
    )
    told = plain_data.to_json(draft)
    assert isinstance(told, dict)
    return told


def _level(understood: Understood) -> Level:
    """The level, where the record names one alone."""
    return understood.levels[0] if len(understood.levels) == 1 else Level.OTHER


def _online(understood: Understood) -> OnlineLevel:
    return OnlineLevel.FULL if Channel.ONLINE in understood.channels else OnlineLevel.NONE


def _components(understood: Understood) -> tuple[Component, ...]:
    return tuple(
        Component(
            key=f"paper-{place}", name=Text(paper.name), originals=paper.originals, copies=paper.copies,
            blank_form=BlankForm(name=paper.form, file=paper.form) if paper.form else None,
            hint=Text(paper.case) if paper.case else None,
        )
        for place, paper in enumerate(understood.papers, start=1)
    )  # fmt: skip


def _rule(channel: Channel, understood: Understood, fee: Fee | None) -> ChannelRule:
    limit = understood.limits.get(channel) or understood.limits.get(None)
    paid = fee is not None and fee.kind is not None and fee.amount > 0
    return ChannelRule(channel, limit, fees=(_FEE,) if paid else ())


def _fees(fee: Fee | None) -> tuple[FeeItem, ...]:
    """The fee, where the record says whether it is a phí or a lệ phí."""
    if fee is None or fee.kind is None or not fee.amount:
        return ()
    name = "Lệ phí" if fee.kind is FeeKind.LE_PHI else "Phí"
    return (FeeItem(_FEE, Text(name), fee.kind, fee.amount, fee.unit),)


def _results(record: Record) -> tuple[ResultKind, ...]:
    named = [result for result in record.results if result.name]
    return tuple(
        ResultKind(f"result-{n}", Text(result.name), result.code) for n, result in enumerate(named, start=1)
    )


def _originals(record: Record) -> dict[str, str]:
    """The texts as published that the controller needs beside the form."""
    channels = "\n".join(
        folding.clean_text(f"{c.way}: {c.limit} {c.fee} {c.description}") for c in record.channels
    )
    found = {
        "limit": record.limit,
        "fee": record.fee,
        "channels": channels,
        "papers": "\n".join(paper.name for paper in record.papers),
        "decision": record.decision,
        "source": record.source,
        "url": record.url,
    }
    return {name: text for name, text in found.items() if text}
