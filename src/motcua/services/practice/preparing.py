"""Laying an exercise ready: a dossier of invented people, brought as far as the exercise needs it by the real services."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from motcua.domain.dossiers.states import Place, Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.people.identity import IdentityDocument, IdentityKind
from motcua.domain.people.party import Address, Party, PartyKind, PartyRole
from motcua.domain.permissions.roles import Actor, ActorKind, Role
from motcua.domain.practice.exercises import Exercise, Ready
from motcua.domain.practice.persons import PERSONS, Person
from motcua.domain.procedures.revision import Channel, IssuedBy, Revision
from motcua.queries import configuration
from motcua.queries.configuration import Configuration
from motcua.services import addresses, results
from motcua.services.dossiers import moving, opening
from motcua.services.dossiers.filings import Filing, GivenPaper
from motcua.services.practice import centre
from motcua.storage import sealing
from motcua.storage.dossiers.models import Dossier

NEVER_MORE = 14  # moves until a result is there


class NotOffered(LookupError):
    """The province offers no procedure with which this can be practised."""


@dataclass(frozen=True)
class Laid:
    """What was laid ready: the procedure, the dossier where there is one, and the papers that matter."""

    procedure: str
    dossier_id: uuid.UUID | None = None
    lacking: tuple[str, ...] = ()


def lay(*, exercise: Exercise, learner: str, at: dt.datetime) -> Laid:
    """Lay an exercise ready for a learner. Raises NotOffered, centre.NotOpen."""
    config = configuration.current()
    revision = revision_for(config, exercise, local(at).date())
    papers = required(revision)
    own = exercise.papers if revision.code == exercise.procedure else ()
    lacking = own or tuple(one.component for one in papers)
    if exercise.ready is Ready.NOTHING:
        return Laid(revision.code, lacking=lacking)
    filing = _filing(config, exercise, revision, papers, at)
    if exercise.ready in (Ready.FILED, Ready.LACKING, Ready.WAITING):
        return Laid(revision.code, _filed(exercise, filing, learner, at), lacking)
    teacher = centre.teacher(learner=learner, at=at)
    opened = opening.receive(filing=filing, actor=teacher, at=at)
    if exercise.ready is Ready.FINISHED:
        _settle(opened.id, revision, teacher, at)
    return Laid(revision.code, opened.id, lacking)


def revision_for(config: Configuration, exercise: Exercise, day: dt.date) -> Revision:
    """Return the procedure an exercise is about: its own, else the first one offered at a counter that fits. Raises NotOffered."""
    codes = [exercise.procedure] if exercise.only else [exercise.procedure, *sorted(config.published)]
    for code in codes:
        found = config.in_force(code, day)
        revision = configuration.revision(found.id) if found else None
        if revision is not None and _fits(exercise, revision):
            return revision
    raise NotOffered(exercise.key)


def _fits(exercise: Exercise, revision: Revision) -> bool:
    wanted = [Channel.COUNTER] if exercise.ready in (Ready.NOTHING, Ready.OWING, Ready.RECEIVED, Ready.FINISHED) else [Channel.ONLINE]
    rules = [revision.rule(channel) for channel in wanted]
    if revision.workflow is None or not all(rule and rule.limit for rule in rules):
        return False
    if exercise.ready is Ready.OWING:
        return any(fee.amount for fee in revision.fees)
    return exercise.ready is not Ready.LACKING or bool(required(revision))


def required(revision: Revision) -> tuple[GivenPaper, ...]:
    """Return the papers everybody has to hand in, whatever they answer."""
    return tuple(
        GivenPaper(component=c.key, name=c.name.vi, originals=c.originals, certified=c.certified, copies=c.copies)
        for c in revision.needed(revision.cases[0].key if revision.cases else None)
        if c.required and not c.from_form and not c.show_only and c.when is None
    )


def party(config: Configuration, person: Person, role: PartyRole, day: dt.date) -> Party:
    """Return an invented person as a party to a dossier."""
    return Party(
        role=role, kind=PartyKind.CITIZEN, name=person.name, phone=person.phone,
        identity=IdentityDocument(IdentityKind.CITIZEN_NUMBER, person.number), address=Address(text=home(config, day)),
    )  # fmt: skip


def home(config: Configuration, day: dt.date) -> str:
    """Return where the invented people are said to live: in a hamlet nobody knows, in the province's first commune."""
    communes = sorted(addresses.communes_here(config, day))
    return ", ".join(("Thôn Mẫu", *communes[:1], addresses.here()))


def citizen(person: Person, learner: str) -> Actor:
    """Return an invented person as a citizen, for one learner."""
    return Actor(
        kind=ActorKind.CITIZEN, id=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{learner}:{person.key}")), label=person.name,
        person_key=sealing.blind("identity", person.number), learner=learner,
    )  # fmt: skip


def _filing(config: Configuration, exercise: Exercise, revision: Revision, papers: tuple[GivenPaper, ...], at: dt.datetime) -> Filing:
    day = local(at).date()
    person, here = PERSONS[exercise.person], centre.place(config, day)
    online = exercise.ready in (Ready.FILED, Ready.LACKING, Ready.WAITING)
    fees: Mapping[str, tuple[int, int]] = {fee.key: (2, 1) for fee in revision.fees} if exercise.ready is Ready.OWING else {}
    return Filing(
        procedure_code=revision.code, channel=Channel.ONLINE if online else Channel.COUNTER,
        place=Place.AFAR if online else Place.COUNTER, received_unit=here.centre,
        parties=(party(config, person, PartyRole.OWNER, day), party(config, person, PartyRole.SUBMITTER, day)),
        answers={"practice": True}, papers=() if exercise.ready in (Ready.LACKING, Ready.WAITING) else papers,
        quantities=fees, chosen_fees=frozenset(fees), paid="" if exercise.ready is Ready.OWING else "cash",
        case=revision.cases[0].key if revision.cases else "",
    )  # fmt: skip


def _filed(exercise: Exercise, filing: Filing, learner: str, at: dt.datetime) -> uuid.UUID:
    opened = opening.file(filing=replace(filing, paid=""), actor=citizen(PERSONS[exercise.person], learner), at=at)
    if exercise.ready is Ready.WAITING:
        items = [{"component": "extra", "name": "Bản chụp rõ hơn của giấy tờ kèm theo", "note": "Bản đã gửi bị mờ"}]
        moving.advance(
            dossier_id=opened.id, action=Action.ASK_INTAKE, actor=centre.teacher(learner=learner, at=at), at=at,
            inputs={"items": items, "reason": "Giấy tờ kèm theo không đọc được."},
        )  # fmt: skip
    return opened.id


def _settle(dossier_id: uuid.UUID, revision: Revision, teacher: Actor, at: dt.datetime) -> None:
    """Take a dossier from the counter to its result, step by step, as the offices behind the counter would."""
    moving.advance(dossier_id=dossier_id, action=Action.HAND_OVER, actor=teacher, at=at)
    for _turn in range(NEVER_MORE):
        row = Dossier.objects.get(id=dossier_id)
        if row.status == Status.FINISHED:
            if row.delivery_status == 1:
                moving.advance(dossier_id=dossier_id, action=Action.HAND_RESULT, actor=teacher, at=at)
            return
        if row.status == Status.RECEIVED:
            moving.advance(dossier_id=dossier_id, action=Action.ASSIGN, actor=teacher, at=at, inputs={"assignee": teacher.id})
            continue
        assert revision.workflow is not None
        step = revision.workflow.step(str(row.step))
        action = next(a for a in (Action.APPROVE, Action.ISSUE, Action.PROPOSE, Action.FORWARD) if a.value in step.next)
        if action is Action.PROPOSE or (step.role == Role.RECORDS.value and action is Action.ISSUE):
            _draft(dossier_id, revision, teacher, at, first=action is Action.PROPOSE)
        inputs = {"decision": "grant"} if action is Action.PROPOSE else {}
        moving.advance(dossier_id=dossier_id, action=action, actor=teacher, at=at, inputs=inputs)
    raise NotOffered(revision.code)


def _draft(dossier_id: uuid.UUID, revision: Revision, teacher: Actor, at: dt.datetime, *, first: bool) -> None:
    """Draft the result when it is proposed; one that a sector's system numbers comes with an invented number."""
    if not first:
        return
    kind = revision.results[0]
    if kind.issued_by is IssuedBy.SECTOR:
        results.draft(dossier_id=dossier_id, actor=teacher, at=at, number="HT-01", issued_on=local(at).date(), source="Học tập")
    else:
        results.draft(dossier_id=dossier_id, actor=teacher, at=at)
