"""A citizen at the counter: what the clerk typed or scanned becomes a filing, checked all at once, and is received."""

from __future__ import annotations

import datetime as dt
import types
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings

from motcua.domain import folding
from motcua.domain.dossiers.states import Place
from motcua.domain.fees.schedule import NoSuchChannel, NotAQuantity, Quantity, Quote
from motcua.domain.hours import local
from motcua.domain.people import card, identity
from motcua.domain.people.card import CardField, CardReading
from motcua.domain.people.contacts import parse_email, parse_phone
from motcua.domain.people.identity import IdentityDocument, IdentityKind
from motcua.domain.people.not_valid import NotValid
from motcua.domain.people.not_valid import Problem as Wrong
from motcua.domain.people.partial_dates import PartialDate, parse_date
from motcua.domain.people.parties import filing_for_oneself
from motcua.domain.people.party import (
    VIET_NAM,
    Address,
    Consent,
    ConsentHow,
    Letter,
    LetterKind,
    Organisation,
    OrganisationForm,
    Party,
    PartyKind,
    PartyRole,
)
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures import conditions, form
from motcua.domain.procedures.form import FieldError
from motcua.domain.procedures.form_check import Checked
from motcua.domain.procedures.revision import Channel, Component, Revision
from motcua.queries import configuration, forms, prices
from motcua.queries.configuration import Configuration
from motcua.services import addresses, draft_parties
from motcua.services.dossiers import opening
from motcua.services.dossiers.filings import Filing, GivenPaper, Opened

AUTHORITIES = (*(k.value for k in LetterKind), "legal_representative", *(h.value for h in (ConsentHow.SIGNED, ConsentHow.BY_PHONE)))
WAYS = ("", "cash", "card")  # a transfer is taken afterwards, with the code to pay by and the bank's reference


@dataclass(frozen=True)
class Typed:
    """One person or organisation as typed."""

    number: str = ""
    name: str = ""
    born: str = ""
    phone: str = ""
    email: str = ""
    line: str = ""
    commune: str = ""
    province: str = ""
    nationality: str = ""
    organisation: bool = False

    @property
    def blank(self) -> bool:
        return not any((self.number, self.name, self.phone, self.line))


@dataclass(frozen=True)
class WalkIn:
    """Everything on the clerk's screen."""

    received_unit: uuid.UUID
    submitter: Typed = field(default_factory=Typed)
    owner: Typed | None = None  # when the submitter files for somebody else
    authority: str = ""  # by what right: one of AUTHORITIES
    letter_number: str = ""
    letter_date: str = ""
    card: str = ""  # the scanned code the person's data came from
    card_compared: bool = False  # the clerk compared what was doubtful with the card
    card_fields: frozenset[CardField] = frozenset(CardField)  # what the screen keeps of the card: only that can be wrong
    code: str = ""
    case: str = ""
    channel: Channel = Channel.COUNTER
    answers: Mapping[str, object] = field(default_factory=dict)
    papers: tuple[GivenPaper, ...] = ()
    quantities: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    chosen_fees: frozenset[str] = frozenset()
    exemption: str = ""
    paid: str = ""
    return_unit: uuid.UUID | None = None


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field of the screen: a reader's refusal, an answer's error, or a code."""

    name: str
    code: str = ""
    refused: NotValid | None = None
    answer: FieldError | None = None
    near: tuple[str, ...] = ()


class WalkInWrong(ValueError):
    """The screen cannot be received as it is: every fault at once; nothing was stored."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(", ".join(f.name for f in faults))


@dataclass(frozen=True)
class Offered:
    """A procedure chosen at the counter: what it needs as the answers stand."""

    revision_id: uuid.UUID
    revision: Revision
    case: str
    checked: Checked
    components: tuple[Component, ...]
    limit: tuple[int, str] | None


def read_card(text: str, *, today: dt.date) -> CardReading:
    """Read what the scanner sent. Raises NotValid where there is no number to hold on to."""
    return card.read(text, today=today)


def offered(walk_in: WalkIn, *, at: dt.datetime) -> Offered | None:
    """Return the procedure in force with its papers for the answers and the case; None where none is chosen."""
    config, day = configuration.current(), local(at).date()
    published = config.in_force(walk_in.code, day) if walk_in.code else None
    if published is None:
        return None
    revision = configuration.revision(published.id)
    checked = form.check(forms.of(published.id, revision), dict(walk_in.answers), today=day)
    case = case_of(revision, walk_in.case, checked.answers)
    rule = revision.rule(walk_in.channel, case or None)
    limit = (rule.limit.amount, rule.limit.unit) if rule and rule.limit else None
    needed = tuple(c for c in revision.needed(case or None) if _needed(c, checked.answers))
    return Offered(published.id, revision, case, checked, needed, limit)


def case_of(revision: Revision, chosen: str, answers: Mapping[str, object]) -> str:
    """Return the case: the one the answers decide, else the one chosen, else the only one."""
    decided = [c.key for c in revision.cases if c.when is not None and _holds(c.when, answers)]
    if decided:
        return decided[0]
    free = [c.key for c in revision.cases if c.when is None or not answers]
    if chosen in {c.key for c in revision.cases}:
        return chosen
    return free[0] if len(revision.cases) == 1 and free else ""


def _needed(component: Component, answers: Mapping[str, object]) -> bool:
    return component.when is None or _holds(component.when, answers)


def _holds(condition: str, answers: Mapping[str, object]) -> bool:
    try:
        return conditions.holds(condition, answers)
    except conditions.Undecidable:
        return False


def quote(walk_in: WalkIn, found: Offered, *, at: dt.datetime) -> Quote:
    """Return what it costs as the screen stands; Quote of no lines where it cannot be said yet."""
    config, day = configuration.current(), local(at).date()
    try:
        return prices.quote(
            config, found.revision, channel=walk_in.channel, case=found.case, on=day, answers=found.checked.answers,
            quantities={k: Quantity(*v) for k, v in walk_in.quantities.items()}, chosen=walk_in.chosen_fees,
            exemption=walk_in.exemption,
        )  # fmt: skip
    except (NoSuchChannel, NotAQuantity):
        return Quote(lines=())


def receive(walk_in: WalkIn, *, actor: Actor, at: dt.datetime, key: str) -> Opened:
    """Receive the dossier: number, clock, receipt. Raises WalkInWrong, FilingRefused, and as `opening.receive`."""
    return opening.receive(filing=filing(walk_in, actor=actor, at=at), actor=actor, at=at, key=key)


def filing(walk_in: WalkIn, *, actor: Actor, at: dt.datetime) -> Filing:
    """Return the filing the screen says. Raises WalkInWrong with everything that is wrong, FilingRefused."""
    config, day = configuration.current(), local(at).date()
    faults: list[Fault] = []
    faults += _card_faults(walk_in, day)
    parties = _parties(walk_in, config, actor, at, faults)
    found = offered(walk_in, at=at)
    if found is None:
        faults.append(Fault("procedure", "missing"))
    else:
        if found.revision.cases and not found.case:
            faults.append(Fault("case", "missing"))
        faults += [Fault("answers", answer=e) for e in found.checked.errors if e.kind != "required"]
        if not walk_in.papers:
            faults.append(Fault("papers", "missing"))
        if walk_in.paid and not quote(walk_in, found, at=at).total:
            walk_in = replace(walk_in, paid="")
    if walk_in.paid not in WAYS:
        faults.append(Fault("paid", "unknown_way"))
    if faults or found is None:
        raise WalkInWrong(faults)
    return Filing(
        procedure_code=found.revision.code, channel=walk_in.channel, place=Place.COUNTER, received_unit=walk_in.received_unit,
        parties=(*parties, *_named(found, parties, config, day)), answers=found.checked.answers, papers=walk_in.papers,
        case=found.case, return_unit=walk_in.return_unit if actor.learner is None else None, quantities=walk_in.quantities, chosen_fees=walk_in.chosen_fees,
        paid=walk_in.paid, exemption=walk_in.exemption,
    )  # fmt: skip


def _card_faults(walk_in: WalkIn, day: dt.date) -> list[Fault]:
    """A card's doubts are settled by the clerk, never silently."""
    if not walk_in.card or walk_in.card_compared:
        return []
    try:
        read = card.read(walk_in.card, today=day)
    except NotValid:
        return []
    same_person = read.number.value == "".join(walk_in.submitter.number.split())
    doubted = any(doubt.field in walk_in.card_fields for doubt in read.doubts)
    return [Fault("card_compared", "doubts")] if doubted and same_person else []


def _parties(walk_in: WalkIn, config: Configuration, actor: Actor, at: dt.datetime, faults: list[Fault]) -> tuple[Party, ...]:
    day = local(at).date()
    submitter = _person(walk_in.submitter, "", PartyRole.SUBMITTER, config, day, faults)
    if walk_in.owner is None:
        owner = replace(submitter, role=PartyRole.OWNER)
        return filing_for_oneself(owner)
    owner = _person(walk_in.owner, "owner_", PartyRole.OWNER, config, day, faults)
    if walk_in.authority not in AUTHORITIES:
        faults.append(Fault("authority", "missing"))
    more: tuple[Party, ...] = ()
    if walk_in.authority in {k.value for k in LetterKind}:
        submitter = replace(submitter, letter=_letter(walk_in, day, faults))
    elif walk_in.authority == "legal_representative":
        more = (replace(submitter, role=PartyRole.LEGAL_REPRESENTATIVE),)
    elif walk_in.authority in {k.value for k in ConsentHow}:
        submitter = replace(submitter, consent=Consent(how=ConsentHow(walk_in.authority), at=at, by=actor.id))
    return (owner, submitter, *more)


def _letter(walk_in: WalkIn, day: dt.date, faults: list[Fault]) -> Letter:
    signed = _read(lambda: parse_date(walk_in.letter_date, not_after=day), "letter_date", faults) if walk_in.letter_date else None
    exact = signed.exact if isinstance(signed, PartialDate) else None
    return Letter(kind=LetterKind(walk_in.authority), number=folding.clean_text(walk_in.letter_number), signed_on=exact)


def _person(typed: Typed, prefix: str, role: PartyRole, config: Configuration, day: dt.date, faults: list[Fault]) -> Party:
    name = folding.clean_text(typed.name) if typed.organisation else folding.clean_name(typed.name)
    if not name:
        faults.append(Fault(f"{prefix}name", "missing"))
    address = _address(typed, prefix, config, day, faults)
    phone = _read(lambda: parse_phone(typed.phone).value, f"{prefix}phone", faults) if typed.phone else ""
    email = _read(lambda: parse_email(typed.email).value, f"{prefix}email", faults) if typed.email else ""
    common = {"role": role, "name": name, "phone": str(phone or ""), "email": str(email or ""), "address": address}
    if typed.organisation:
        return Party(kind=PartyKind.ORGANISATION, organisation=_organisation(typed, prefix, faults), **common)  # type: ignore[arg-type]
    nationality = _nationality(typed.nationality)
    document = _read(lambda: _document(typed.number, nationality, day), f"{prefix}number", faults)
    born = _read(lambda: parse_date(typed.born, not_after=day), f"{prefix}born", faults) if typed.born else None
    kind = PartyKind.CITIZEN if nationality == VIET_NAM else PartyKind.FOREIGNER
    sex = None
    if isinstance(document, IdentityDocument) and document.kind is IdentityKind.CITIZEN_NUMBER:
        sex = identity.parse_citizen_number(document.number, today=day).sex
    return Party(kind=kind, identity=document, born=born, sex=sex, nationality=nationality, **common)  # type: ignore[arg-type]


def _document(number: str, nationality: str, day: dt.date) -> IdentityDocument:
    """Read a number by its shape: 12 digits, 9 digits, else a passport or another paper."""
    digits = "".join(ch for ch in number if ch not in " .-")
    if not digits or digits.isdigit():
        kind = IdentityKind.OLD_NUMBER if len(digits) == 9 else IdentityKind.CITIZEN_NUMBER
        if kind is IdentityKind.CITIZEN_NUMBER:
            identity.parse_citizen_number(number, today=day)
        return identity.identify(kind, number)
    try:
        return identity.identify(IdentityKind.PASSPORT, number, nationality=nationality)
    except NotValid as refused:
        if refused.problem is Wrong.FORMAT and nationality == VIET_NAM:
            return identity.identify(IdentityKind.OTHER, number)
        raise


def _organisation(typed: Typed, prefix: str, faults: list[Fault]) -> Organisation | None:
    try:
        return Organisation(form=OrganisationForm.OTHER, tax_code=identity.parse_tax_code(typed.number).value)
    except NotValid as refused:
        try:
            return Organisation(form=OrganisationForm.AGENCY, identifier=identity.parse_agency(typed.number).value)
        except NotValid:
            faults.append(Fault(f"{prefix}number", refused=refused))
            return None


def _address(typed: Typed, prefix: str, config: Configuration, day: dt.date, faults: list[Fault]) -> Address | None:
    if not typed.line and not typed.commune:
        return None
    province = typed.province or settings.ENVIRONMENT.province_name
    given = {"line": typed.line, "commune": typed.commune, "province": province}
    found = addresses.resolve(config, given, day)
    if found.province is None:
        faults.append(Fault(f"{prefix}province", "unknown_province"))
    elif typed.commune and found.unknown_commune:
        faults.append(Fault(f"{prefix}commune", "unknown_commune", near=found.near))
    return found.address


def _nationality(text: str) -> str:
    return VIET_NAM if folding.fold(text).replace(" ", "") in ("", "vn", "vietnam") else folding.clean_text(text)


def _read(reading, name: str, faults: list[Fault]):  # type: ignore[no-untyped-def]
    try:
        return reading()
    except NotValid as refused:
        faults.append(Fault(name, refused=refused))
        return None


def _named(found: Offered, own: tuple[Party, ...], config: Configuration, day: dt.date) -> tuple[Party, ...]:
    """Return the other people the answers name (a child, the deceased, witnesses), beside those on the screen."""
    compiled = forms.of(found.revision_id, found.revision)
    held = types.SimpleNamespace(form=compiled, body={"consent": True}, files={})
    named = draft_parties.of(held, {}, config, day, found.checked.answers)  # type: ignore[arg-type]
    kept = (PartyRole.SUBJECT, PartyRole.DECEASED, PartyRole.OTHER)
    return tuple(p for p in named if p.role in kept and p.name)
