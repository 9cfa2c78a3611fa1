"""The demo's chains: agencies with and without an account, lists by decision, land dossiers at the tax office, one linked chain."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator

from motcua.demo.answers import Person
from motcua.demo.dossiers import Story
from motcua.demo.province import FIRST_DAY, Province
from motcua.domain.dossiers.chains import Answer
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import ZONE, local
from motcua.domain.permissions.roles import Role
from motcua.domain.procedures.lists import ListKind
from motcua.domain.procedures.revision import Channel
from motcua.queries import actors, configuration
from motcua.services import agencies, decided_lists
from motcua.services import configuration as configuration_service
from motcua.services.agencies import GivenAgency
from motcua.services.decided_lists import Decision
from motcua.services.dossiers import moving, opening, tasks
from motcua.services.dossiers.filings import GivenPaper
from motcua.services.dossiers.tasks import Given, Sending
from motcua.storage.chains.models import Task
from motcua.storage.dossiers.models import Dossier
from motcua.storage.people.models import Staff, Unit

LAND, LINKED = "1.013831", "2.000986"
REGION = ("Ba Tơ", "Ba Vì", "Ba Tô", "Ba Dinh", "Ba Vinh", "Ba Động", "Đặng Thùy Trâm", "Ba Xa")  # communes of the region of Ba Tơ
NOT_ANYWHERE = frozenset({"1.013978"})  # looked at on the ground: received only where it is settled


def keep(province: Province, at: dt.datetime) -> None:
    """Keep the agencies that steps of the demo's workflows go to."""
    shown, name = province.shown, province.place.within
    region = tuple(u.area_code for u in province.communes if u.name.endswith(tuple(f" {name}" for name in REGION)))
    if shown.area_code not in region:  # another province than the one whose communes are named above
        region = tuple(u.area_code for u in province.communes[: len(REGION)])
    branch = Unit.objects.get(code=f"{province.place.code}.24.01")

    def one(name: str, kind: str, **more: object) -> None:
        agencies.add(given=GivenAgency(name=name, kind=kind, first=FIRST_DAY, **more), actor=actors.SYSTEM, at=at)  # type: ignore[arg-type]

    for unit, kind in ((province.tax, "tax"), (province.land, "land_office"), (province.police, "police"), (province.insurance, "sector")):
        assert unit is not None
        one(unit.name, kind, unit_id=unit.id, code=unit.code)
    one(branch.name, "land_office", unit_id=branch.id, areas=region, code=branch.code)
    there = shown.name.removeprefix("UBND ")
    one(f"Thuế cơ sở 6 {name}", "tax", areas=region, address=f"Tổ dân phố 1, {there}, {name}", phone="0255 000 0906")
    configuration.forget()


def lists(at: dt.datetime) -> None:
    """Bring lists to decisions, and leave one proposed and one appraised; what is received anywhere follows the list."""
    config, day = configuration.current(), local(at).date()
    codes = sorted(config.published)
    online = [c for c in codes if (p := config.in_force(c, day)) and configuration.revision(p.id).online.value == "full"]
    proposer, control, leader = (_staff(name, at) for name in ("cv.so11", "kstt", "lanhdao"))
    unit = uuid.UUID(min(proposer.units_as(Role.OFFICER)))

    def decided(kind: ListKind, title: str, members: list[str], number: str) -> None:
        made = decided_lists.propose(kind=kind, title=title, codes=members, unit_id=unit, actor=proposer, at=at)
        decided_lists.appraise(list_id=made, text="Đủ căn cứ, đúng thẩm quyền.", actor=control, at=at)
        decision = Decision(number=number, day=dt.date(2025, 6, 25), first=FIRST_DAY)
        decided_lists.approve(list_id=made, decision=decision, actor=leader, at=at)

    decided(ListKind.ANYWHERE, "Thủ tục tiếp nhận không phụ thuộc địa giới hành chính trong tỉnh",
            [c for c in codes if c not in NOT_ANYWHERE], "901/QĐ-UBND")  # fmt: skip
    decided(ListKind.FULL_ONLINE, "Dịch vụ công trực tuyến toàn trình", online, "902/QĐ-UBND")
    decided(ListKind.DIGITISED, "Thủ tục bắt buộc số hóa giấy tờ khi tiếp nhận", ["1.001193", "1.004873", LAND], "903/QĐ-UBND")
    decided(ListKind.LINKED, "Thủ tục giải quyết liên thông", [LAND, LINKED], "904/QĐ-UBND")
    decided_lists.propose(kind=ListKind.PILOT_ONLINE, title="Thí điểm chỉ thực hiện trực tuyến năm 2027", codes=["1.001612"], unit_id=unit,
                          actor=proposer, at=at)  # fmt: skip
    waiting = decided_lists.propose(kind=ListKind.ESSENTIAL, title="Dịch vụ công thiết yếu", codes=["1.001193", "1.004873"], unit_id=unit,
                                    actor=proposer, at=at)  # fmt: skip
    decided_lists.appraise(list_id=waiting, text="Phù hợp Quyết định số 06/QĐ-TTg.", actor=control, at=at)
    configuration_service.set_value(key="received_anywhere", value="listed", first=FIRST_DAY, basis="901/QĐ-UBND", actor=actors.SYSTEM, at=at)
    configuration.forget()


class Chains:
    """Makes land dossiers of the shown commune that stand at different places of their chain, and one linked chain."""

    def __init__(self, story: Story) -> None:
        self.story, self.now, self.calendar = story, story.now, story.config.national
        self.commune = story.province.shown
        self.centre = story.province.centres[self.commune.id]

    def tell(self) -> None:
        """Leave a late answer of the tax office, a tax to be paid, a chain that is over, and a linked dossier under way."""
        late = self._land(days_ago=13)
        self._send(late, days=1)
        waiting = self._land(days_ago=9)
        self._send(waiting, days=1)
        self._answer(waiting, days=6)
        over = self._land(days_ago=15)
        self._send(over, days=1)
        self._answer(over, days=6)
        self._pay(over, days=8)
        self._finish(over, days=9)
        self._linked()

    def _moment(self, days_ago: int, hour: int = 9, minute: int = 5) -> dt.datetime:
        """Return a moment so many working days ago."""
        day = local(self.now).date()
        for _n in range(days_ago):
            day = self.calendar.previous_working_day(day)
        return dt.datetime.combine(day, dt.time(hour, minute), ZONE)

    def _on(self, start: dt.datetime, days: int) -> dt.datetime:
        """Return ten in the morning so many working days later."""
        return dt.datetime.combine(self.calendar.nth_working_day(local(start).date(), days), dt.time(10, 10), ZONE) if days else start

    def _received(self, code: str, at: dt.datetime) -> Dossier:
        published = configuration.current().in_force(code, local(at).date())
        assert published is not None
        revision = configuration.revision(published.id)
        person = Person.make(self.story.chance, self.story.province.place.shown)
        filing = self.story._filing(published.id, revision, person, self.centre, Channel.COUNTER, at)
        opened = opening.receive(filing=filing, actor=self.story._actor(self.centre, Role.CLERK), at=at)
        moving.advance(dossier_id=opened.id, action=Action.HAND_OVER, actor=self.story._actor(self.centre, Role.CLERK), at=self._later(at, 30))
        row = Dossier.objects.get(id=opened.id)
        self.story._next(row, revision, self._later(at, 90))
        return Dossier.objects.get(id=opened.id)

    def _later(self, at: dt.datetime, minutes: int) -> dt.datetime:
        return self.calendar.add_minutes(self.calendar.clamp(at), minutes)

    def _land(self, *, days_ago: int) -> Dossier:
        at = self._moment(days_ago)
        row = self._received(LAND, at)
        self._move(row, Action.FORWARD, self._later(at, 150))
        row.refresh_from_db()
        row.filed_at = at
        return row

    def _send(self, row: Dossier, *, days: int) -> None:
        at = self._on(row.filed_at, days)
        task = Task.objects.get(dossier=row, sent_at=None)
        tasks.send(dossier_id=row.id, sending=Sending(task=task.id, asked="Xác định nghĩa vụ tài chính khi chuyển nhượng quyền sử dụng đất."),
                   actor=self._officer(row), at=at)  # fmt: skip
        tasks.received(dossier_id=row.id, task_id=task.id, day=local(at).date(), actor=self._officer(row), at=self._later(at, 60))

    def _answer(self, row: Dossier, *, days: int) -> None:
        at = self._on(row.filed_at, days)
        task = Task.objects.get(dossier=row, answered_at=None)
        notice = Given(kind=Answer.TAX_NOTICE, number=f"{self.story.chance.randint(100, 900)}/TB-TCS6", day=local(at).date(),
                       amount=self.story.chance.randrange(4_000_000, 30_000_000, 50_000))  # fmt: skip
        tasks.answer(dossier_id=row.id, task_id=task.id, given=notice, actor=self._officer(row), at=at)

    def _pay(self, row: Dossier, *, days: int) -> None:
        at = self._on(row.filed_at, days)
        paper = GivenPaper("tax_proof", "Chứng từ nộp tiền vào ngân sách nhà nước", copies=1)
        inputs: dict[str, object] = {"number": "GNT 0012345", "day": local(at).date(), "papers": [paper]}
        moving.advance(dossier_id=row.id, action=Action.PAY_TAX, actor=self.story._actor(self.centre, Role.CLERK), at=at, inputs=inputs)

    def _finish(self, row: Dossier, *, days: int) -> None:
        at = self._on(row.filed_at, days)
        revision = configuration.revision(row.revision_id)
        for _turn in range(7):
            current = Dossier.objects.get(id=row.id)
            if current.status == Status.RETURNED or not self.story._next(current, revision, at):
                return
            at = self._later(at, 40)

    def _linked(self) -> None:
        """One chain whose birth registration is done and whose other agencies are asked; another just begun."""
        for days_ago, turns in ((4, 6), (1, 1)):
            at = self._moment(days_ago)
            row = self._received(LINKED, at)
            for moment in self._moments(self._later(at, 150), turns):
                self.story.work_on(Dossier.objects.get(id=row.id), moment)

    def _moments(self, at: dt.datetime, turns: int) -> Iterator[dt.datetime]:
        for turn in range(turns):
            yield self._later(at, 30 * turn)

    def _move(self, row: Dossier, action: Action, at: dt.datetime) -> None:
        moving.advance(dossier_id=row.id, action=action, actor=self._officer(row), at=at)

    def _officer(self, row: Dossier):  # type: ignore[no-untyped-def]
        assert row.step_unit is not None
        return self.story._actor(row.step_unit, Role.OFFICER)


def _staff(username: str, at: dt.datetime):  # type: ignore[no-untyped-def]
    found = actors.staff(Staff.objects.get(username=username).id, configuration.current(), local(at).date())
    assert found is not None
    return found
