"""Dossiers of the demo: filed, received and moved through the same services as real ones, over the last weeks."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import types
import uuid
from collections.abc import Callable, Iterator

from motcua.demo import answers as given_answers
from motcua.demo.answers import NoAnswers, Person
from motcua.demo.province import Province
from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.states import Place, Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import ZONE, local
from motcua.domain.permissions.roles import Actor, ActorKind, Role
from motcua.domain.permissions.scope import NotAllowed
from motcua.domain.procedures import conditions
from motcua.domain.procedures.revision import Channel, IssuedBy
from motcua.queries import actors, configuration, forms, routing
from motcua.queries import transfers as looked_up
from motcua.services import draft_parties, results
from motcua.services.dossiers import batches, moving, opening, tasks
from motcua.services.dossiers.filings import Filing, FilingRefused, GivenPaper
from motcua.services.dossiers.tasks import Given, Sending
from motcua.services.papers import transfers
from motcua.storage import sealing
from motcua.storage.chains.models import Task
from motcua.storage.dossiers.models import Dossier
from motcua.storage.people.models import Staff, Unit

Holders = dict[tuple[uuid.UUID, str], Staff]
WEIGHTS = {"2.000815": 14, "2.000884": 5, "1.001193": 8, "1.004873": 7, "1.000894": 3, "2.000635": 5, "1.001612": 3, "1.001776": 3}
REFUSALS = ("Thông tin kê khai không khớp với giấy tờ gốc; đã hướng dẫn ông/bà kê khai lại.",
            "Chưa đủ điều kiện theo quy định đối với trường hợp này.")  # fmt: skip
BASIS = 500  # where the ordinals of numbers start


class Story:
    """Makes dossiers one by one; a fault in one is counted and never stops the others."""

    def __init__(self, province: Province, holders: Holders, now: dt.datetime, seed: int = 48) -> None:
        self.province, self.holders, self.now = province, holders, now
        self.chance = random.Random(seed)
        self.config = configuration.current()
        self.made = self.failed = 0
        self.faults: dict[str, int] = {}
        self.number = BASIS
        self._actors: dict[uuid.UUID, Actor] = {}
        self.codes = self._codes()

    def _codes(self) -> list[str]:
        day, found = local(self.now).date(), []
        for code in sorted(self.config.published):
            published = self.config.in_force(code, day)
            if published and configuration.revision(published.id).workflow:
                found.append(code)
        return found

    def run(self, count: int, progress: Callable[[int, int], None]) -> None:
        """Make `count` dossiers, the oldest first."""
        moments = sorted(self._moments(count))
        for index, at in enumerate(moments, start=1):
            try:
                self._one(at, index)
                self.made += 1
            except (FilingRefused, NoAnswers, NotAllowed, NotPossible, InputMissing, routing.NoCompetentUnit, ValueError) as fault:
                self.failed += 1
                self.faults[f"{type(fault).__name__}: {fault}"[:160]] = self.faults.get(f"{type(fault).__name__}: {fault}"[:160], 0) + 1
            progress(index, count)
        self._ended()

    def _ended(self) -> None:
        """Leave two living dossiers with every procedure that has ended: one late, one waiting for the citizen."""
        day = local(self.now).date()
        for code, revisions in sorted(self.config.published.items()):
            last = max((one.effective_to or day for one in revisions), default=day)
            if last >= day or self.config.in_force(code, day):
                continue
            published = self.config.in_force(code, last)
            assert published is not None
            revision = configuration.revision(published.id)
            at = self.config.national.clamp(dt.datetime.combine(last - dt.timedelta(days=3), dt.time(9, 15), ZONE))
            for number in (1, 2):
                person = Person.make(self.chance, self.province.place.shown)
                filing = self._filing(published.id, revision, person, self.province.centre, Channel.COUNTER, at)
                opened = opening.receive(filing=filing, actor=self._actor(self.province.centre, Role.CLERK), at=at)
                for _move in range(2):
                    at = self.config.national.add_minutes(at, 40)
                    self._next(Dossier.objects.get(id=opened.id), revision, at)
                if number == 2:
                    row = Dossier.objects.get(id=opened.id)
                    self._ask(row, Action.ASK_PAPERS, Role.OFFICER, row.step_unit, self.config.national.add_minutes(at, 40))
                self.made += 1

    def _moments(self, count: int) -> Iterator[dt.datetime]:
        calendar = self.config.national
        days = []
        day = local(self.now).date()
        while len(days) < 35:
            if calendar.works_on(day):
                days.append(day)
            day -= dt.timedelta(days=1)
        for _n in range(count):
            chosen = days[min(int(self.chance.expovariate(0.14)), len(days) - 1)]
            minute = self.chance.choice([*range(430, 680, 3), *range(815, 1010, 3)])
            at = dt.datetime.combine(chosen, dt.time(minute // 60, minute % 60), ZONE)
            yield min(at, self.now - dt.timedelta(minutes=self.chance.randint(3, 90)))

    def _one(self, at: dt.datetime, index: int) -> None:
        code = self.chance.choices(self.codes, [WEIGHTS.get(c, 1) for c in self.codes])[0]
        shown = self.province.shown
        commune = shown if index % 3 == 0 else self.chance.choice(self.province.communes)
        centre = self.province.centre if self._provincial(code) and self.chance.random() < 0.6 else self.province.centres[commune.id]
        person = Person.make(self.chance, given_answers.place(commune.name))
        published = self.config.in_force(code, local(at).date())
        if published is None:
            return
        revision = configuration.revision(published.id)
        online = revision.rule(Channel.ONLINE) is not None and self.chance.random() < 0.55
        channel = Channel.ONLINE if online else Channel.COUNTER
        filing = self._filing(published.id, revision, person, centre, channel, at)
        if online and not any(person.number in party.numbers for party in filing.parties):
            online = False  # nobody files online what they are no party to; a company's clerk comes to the counter
            filing = dataclasses.replace(filing, channel=Channel.COUNTER, place=Place.COUNTER)
        if online:
            citizen = Actor(kind=ActorKind.CITIZEN, id=str(uuid.uuid4()), label=person.name,
                            person_key=sealing.blind("identity", person.number))  # fmt: skip
            opened = opening.file(filing=filing, actor=citizen, at=at)
        else:
            opened = opening.receive(filing=filing, actor=self._actor(centre, Role.CLERK), at=at)
        self._life(opened.id, revision, at)

    def _provincial(self, code: str) -> bool:
        published = self.config.in_force(code, local(self.now).date())
        return bool(published and configuration.revision(published.id).competence.unit_code)

    def _filing(self, revision_id, revision, person, centre, channel, at):  # type: ignore[no-untyped-def]
        compiled = forms.of(revision_id, revision)
        answers = given_answers.to(compiled, person, self.chance, local(at).date())
        held = types.SimpleNamespace(form=compiled, body={"consent": True}, files={})
        parties = draft_parties.of(held, {}, self.config, local(at).date(), answers)  # type: ignore[arg-type]
        case = next((c.key for c in revision.cases if c.when is None or conditions.holds(c.when, answers)), "")
        papers = tuple(
            GivenPaper(component=c.key, name=c.name.vi, originals=c.originals, certified=c.certified, copies=c.copies)
            for c in revision.needed(case or None)
            if c.required and not c.from_form and not c.show_only and (c.when is None or conditions.holds(c.when, answers))
        )
        place = Place.COUNTER if channel is Channel.COUNTER else self.chance.choices(
            (Place.AFAR, Place.ONE_STOP_HELP, Place.VILLAGE_TEAM), (7, 2, 1))[0]  # fmt: skip
        return Filing(
            procedure_code=revision.code, channel=channel, place=place, received_unit=centre.id, parties=parties,
            answers=answers, papers=papers, case=case, paid="cash" if channel is Channel.COUNTER else "",
            revision_id=revision_id,
        )  # fmt: skip

    def _life(self, dossier_id: uuid.UUID, revision, at: dt.datetime) -> None:  # type: ignore[no-untyped-def]
        """Move it on until time runs out, as offices do: mostly in time, sometimes late, sometimes asking for more."""
        calendar = self.config.national
        slow = self.chance.random() < 0.07
        for _turn in range(14):
            row = Dossier.objects.get(id=dossier_id)
            pace = 22 * 60 if slow and row.status == Status.IN_PROGRESS else 130
            wait = 4 + int(self.chance.expovariate(1 / pace))
            at = calendar.add_minutes(calendar.clamp(at), wait)
            if at >= self.now:
                return
            if not self._next(row, revision, at):
                return

    def _next(self, row: Dossier, revision, at: dt.datetime) -> bool:  # type: ignore[no-untyped-def]
        chance = self.chance.random()
        match Status(row.status):
            case Status.FILED:
                if chance < 0.05:
                    return self._ask(row, Action.ASK_INTAKE, Role.CLERK, row.received_unit, at)
                if chance < 0.07:
                    return self._do(row, Action.REFUSE_INTAKE, Role.CLERK, row.received_unit, at, {"reason": "Hồ sơ không thuộc thẩm quyền giải quyết."})
                return self._do(row, Action.ACCEPT, Role.CLERK, row.received_unit, at)
            case Status.RECEIVED if row.step is None:
                return self._hand_over(row, at)
            case Status.RECEIVED:
                self._receive_papers(row, at)
                return self._do(row, Action.ASSIGN, Role(row.step_role), row.step_unit, at, {"assignee": self._holder(row.step_unit_id, row.step_role)})
            case Status.IN_PROGRESS:
                return self._work(row, revision, at, chance)
            case Status.FINISHED:
                if row.delivery_status == 1:
                    return self._do(row, Action.HAND_RESULT, Role.RECORDS, row.competent_unit, at)
                if chance < 0.6:
                    return self._do(row, Action.RETURN_RESULT, Role.CLERK, row.return_unit or row.received_unit, at, {"received_by": row.owner_name})
        return False

    def _hand_over(self, row: Dossier, at: dt.datetime) -> bool:
        """Hand over as the counter of the shown commune does, papers and slip and all; elsewhere the dossier goes alone."""
        if row.received_unit_id != self.province.centres[self.province.shown.id].id:
            return self._do(row, Action.HAND_OVER, Role.CLERK, row.received_unit, at)
        (batch,) = batches.hand_over(dossier_ids=[row.id], actor=self._actor(row.received_unit, Role.CLERK), at=at)
        for outcome in batch.outcomes:
            if outcome.fault is not None:
                raise outcome.fault
        return True

    def _receive_papers(self, row: Dossier, at: dt.datetime) -> None:
        """Take the papers of a dossier in before it is taken up."""
        assert row.step_unit is not None
        actor = self._actor(row.step_unit, Role(row.step_role))
        lines = [line for bundle in looked_up.trail(row.id) if bundle.line is not None and (line := bundle.line)]
        if lines:
            transfers.receive(line_ids=lines, actor=actor, at=at)

    def _work(self, row: Dossier, revision, at: dt.datetime, chance: float) -> bool:  # type: ignore[no-untyped-def]
        step = revision.workflow.step(row.step)
        if self._elsewhere(row, at):
            return True
        if step.role == "officer" and chance < 0.05 and row.due_at and at < row.due_at:
            return self._ask(row, Action.ASK_PAPERS, Role.OFFICER, row.step_unit, at)
        role = Role(step.role)
        for action in (Action.APPROVE, Action.ISSUE, Action.PROPOSE, Action.FORWARD):
            if action.value not in step.next:
                continue
            inputs: dict[str, object] = {}
            if action is Action.PROPOSE and self.chance.random() < 0.04:
                inputs = {"decision": "refuse", "text": self.chance.choice(REFUSALS)}
            elif action is Action.PROPOSE:
                inputs = {"decision": "grant"}
                self._result(row, revision, at)
            return self._do(row, action, role, row.step_unit, at, inputs)
        return False

    def work_on(self, row: Dossier, at: dt.datetime) -> bool:
        """Move a dossier on by what it waits for: its step, or another agency."""
        return self._next(row, configuration.revision(row.revision_id), at)

    def _elsewhere(self, row: Dossier, at: dt.datetime) -> bool:
        """Move on what the step waits for at other agencies: a linked dossier, something to send, an answer."""
        task = Task.objects.filter(dossier=row, step=row.step, opened_at__isnull=False, answered_at=None, cancelled_at=None).first()
        if task is None:
            return False
        assert row.step_unit is not None
        officer = self._actor(row.step_unit, Role.OFFICER)
        if task.child is not None:
            return self.work_on(task.child, at)
        if task.sent_at is None:
            tasks.send(dossier_id=row.id, sending=Sending(task=task.id), actor=officer, at=at)
        else:
            given = Given(number=f"{self.chance.randint(10, 900)}/CV", day=local(at).date(), text="Đã thực hiện theo đề nghị.")
            tasks.answer(dossier_id=row.id, task_id=task.id, given=given, actor=officer, at=at)
        return True

    def _result(self, row: Dossier, revision, at: dt.datetime) -> None:  # type: ignore[no-untyped-def]
        kind, given = revision.results[0], {}
        if kind.issued_by is IssuedBy.SECTOR:
            self.number += 1
            given = {"number": f"{self.number}/2026", "issued_on": local(at).date(), "source": kind.system or "Phần mềm chuyên ngành"}
        results.draft(dossier_id=row.id, actor=self._actor(row.step_unit, Role.OFFICER), at=at, **given)

    def _ask(self, row: Dossier, action: Action, role: Role, unit: Unit, at: dt.datetime) -> bool:
        inputs = {"items": [{"component": "extra", "name": "Bản chụp rõ hơn của giấy tờ kèm theo", "note": "Bản đã gửi bị mờ"}],
                  "reason": "Giấy tờ kèm theo không đọc được."}  # fmt: skip
        return self._do(row, action, role, unit, at, inputs)

    def _do(self, row: Dossier, action: Action, role: Role, unit: Unit | None, at: dt.datetime, inputs: dict[str, object] | None = None) -> bool:
        assert unit is not None
        moving.advance(dossier_id=row.id, action=action, actor=self._actor(unit, role), at=at, inputs=inputs)
        return True

    def _holder(self, unit_id: uuid.UUID | None, role: str | None) -> str:
        assert unit_id is not None
        return str(self.holders[unit_id, str(role)].id)

    def _actor(self, unit: Unit, role: Role) -> Actor:
        staff = self.holders.get((unit.id, role.value)) or self.holders[self.province.centre.id, role.value]
        if staff.id not in self._actors:
            found = actors.staff(staff.id, self.config, local(self.now).date())
            assert found is not None
            self._actors[staff.id] = found
        return self._actors[staff.id]


