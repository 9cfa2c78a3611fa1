"""Deciding all of a filing before its transaction begins: what is asked, where, for how much, by when; nothing is written."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.domain.dossiers.limits import Limit, LimitUnit
from motcua.domain.dossiers.transitions import Action
from motcua.domain.fees.provincial import Area
from motcua.domain.fees.schedule import Quantity, Quote
from motcua.domain.folding import fold
from motcua.domain.people import parties as people
from motcua.domain.people import party_json
from motcua.domain.people.party import Party, PartyRole
from motcua.domain.people.units import Unit
from motcua.domain.procedures import lists
from motcua.domain.procedures.lists import ListKind
from motcua.domain.procedures.revision import Revision
from motcua.queries import configuration, prices, routing
from motcua.queries.configuration import Configuration
from motcua.services.dossiers import clocks, filing_areas
from motcua.services.dossiers.filings import Filing, FilingRefused
from motcua.storage import ids, sealing

AGREED = "NĐ 23/2015/NĐ-CP Điều 7, Điều 21"  # a day later than today, agreed in writing with whoever asks


@dataclass(frozen=True)
class Prepared:
    """Everything decided before the transaction begins: pure work, nothing locked."""

    filing: Filing
    revision_id: uuid.UUID
    revision: Revision
    received: Unit
    competent: Unit
    quote: Quote
    limits: clocks.Limits | None
    parties: list[dict[str, object]]
    party_keys: list[str]
    contact: dict[str, str]


def prepare(config: Configuration, filing: Filing, action: Action, day: dt.date) -> Prepared:
    """Check a filing and decide unit, fee and limits. Raises FilingRefused, routing.NoCompetentUnit."""
    revision_id = filing.revision_id or _in_force(config, filing.procedure_code, day)
    revision, received = configuration.revision(revision_id), config.unit(filing.received_unit)
    problems = _problems(filing, revision, day)
    if problems:
        raise FilingRefused(problems)
    places = filing_areas.of(config, filing.parties, filing.answers, revision_id=revision_id, revision=revision, day=day)
    competent = (
        config.unit(filing.competent_unit)
        if filing.competent_unit
        else routing.competent(config, revision, received, filing_areas.codes(places), day)
    )
    new, old = filing_areas.priced(places, filing.parties, revision, competent)
    quote = prices.quote(
        config, revision, channel=filing.channel, case=filing.case, on=day, answers=filing.answers,
        quantities=_quantities(filing), chosen=filing.chosen_fees,
        area=Area(new=new, old=old), exemption=filing.exemption,
    )  # fmt: skip
    _check_place(config, filing, revision, received, competent, day)
    rows, keys, contact = party_rows(filing.parties)
    contact |= {k: v for k, v in (("deliver", filing.deliver), ("deliver_to", filing.deliver_to)) if v}
    return Prepared(
        filing, revision_id, revision, received, competent, quote,
        _limits(config, revision, filing, day), rows, keys, contact,
    )  # fmt: skip


def _check_place(config: Configuration, filing: Filing, revision: Revision, received: Unit, competent: Unit, day: dt.date) -> None:
    """Raise FilingRefused for a procedure that no list lets be received elsewhere, handed in where it is not settled.

    Every procedure may be received anywhere in the province unless its setting of the day says that a list by decision names them;
    what another system has received already is never refused for its place.
    """
    if filing.foreign is not None or config.setting("received_anywhere", day) != "listed":
        return
    if lists.listed(config.lists, ListKind.ANYWHERE, revision.code, day) is None and not routing.at_home(config, revision, received, competent, day):
        raise FilingRefused([("received_unit", "not_received_here", {"unit": competent.name, "code": revision.code})])


def _quantities(filing: Filing) -> dict[str, Quantity]:
    each = {key: Quantity(parts=tuple(Quantity(*part) for part in parts)) for key, parts in filing.each.items()}
    return {key: Quantity(*given) for key, given in filing.quantities.items()} | each


def _in_force(config: Configuration, code: str, day: dt.date) -> uuid.UUID:
    published = config.in_force(code, day)
    if published is None:
        raise FilingRefused([("procedure", "not_in_force", {"code": code})])
    return published.id


def _limits(config: Configuration, revision: Revision, filing: Filing, day: dt.date) -> clocks.Limits | None:
    rule = revision.rule(filing.channel, filing.case or None)
    if rule is None or rule.limit is None:
        return None
    legal = prices.limit_of(rule.limit)
    if filing.agreed_days and legal.unit is LimitUnit.SAME_DAY:
        agreed = Limit(filing.agreed_days, LimitUnit.WORKING_DAYS)
        return clocks.Limits(agreed, agreed, AGREED)
    promised, basis = prices.promised(config, revision, legal=legal, channel=filing.channel, on=day)
    return clocks.Limits(legal, promised, basis)


def _problems(filing: Filing, revision: Revision, day: dt.date) -> list[tuple[str, str, Mapping[str, object]]]:
    found: list[tuple[str, str, Mapping[str, object]]] = []
    rule = revision.rule(filing.channel, filing.case or None)
    if revision.workflow is None or rule is None or rule.limit is None:
        found.append(("procedure", "not_offered", {"code": revision.code, "channel": filing.channel.value}))
    if filing.case and filing.case not in {c.key for c in revision.cases}:
        found.append(("case", "unknown_case", {"case": filing.case}))
    for problem in people.check(filing.parties, on=day):
        place = "parties" if problem.place is None else f"parties.{problem.place}"
        found.append((place, problem.code.value, {}))
    known = {c.key for c in revision.components} | {"extra"}
    for index, paper in enumerate(filing.papers):
        if paper.component not in known:
            found.append((f"papers.{index}", "unknown_component", {"component": paper.component}))
    return found


def party_rows(parties: Sequence[Party]) -> tuple[list[dict[str, object]], list[str], dict[str, str]]:
    """Return the rows of a dossier's parties, the keys by which they find it, and how the office reaches who handed in."""
    rows: list[dict[str, object]] = []
    keys: list[str] = []
    contact: dict[str, str] = {}
    for ordinal, party in enumerate(parties):
        blinds = [sealing.blind("identity", number) for number in sorted(party.numbers)]
        if party.role not in (PartyRole.SUBJECT, PartyRole.DECEASED) or party.numbers:
            keys.extend(k for k in blinds if k not in keys)
        if party.role is PartyRole.SUBMITTER or not contact:
            contact = _contact(party)
        rows.append(
            {
                "id": ids.new(), "role": party.role.value, "kind": party.kind.value, "name": party.name,
                "folded": fold(party.name), "identity_key": blinds[0] if blinds else None,
                "phone_key": sealing.blind("phone", party.phone) if party.phone else None,
                "details_sealed": sealing.seal(party_json.to_json(party), context="dossiers.party"),
                "ordinal": ordinal,
            }
        )  # fmt: skip
    return rows, keys, contact


def _contact(party: Party) -> dict[str, str]:
    """Return how the office reaches whoever hands the dossier in, and how its slips name them."""
    number = party.identity.number if party.identity else ""
    if not number and party.organisation:
        number = party.organisation.tax_code or party.organisation.identifier
    said = (("name", party.name), ("phone", party.phone), ("email", party.email), ("identity", number),
            ("address", party.address.text if party.address else ""))  # fmt: skip
    return {key: value for key, value in said if value}
