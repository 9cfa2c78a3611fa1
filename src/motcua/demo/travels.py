"""Papers on their way, and what goes wrong: bundles sent and disputed, parcels, calls to make, apologies, results nobody fetches."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid

from motcua.demo import answers
from motcua.demo.answers import Person
from motcua.demo.dossiers import Story
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.papers.transfers import Carried
from motcua.domain.permissions.roles import Role
from motcua.domain.procedures.revision import Channel
from motcua.queries import configuration
from motcua.queries import transfers as looked_up
from motcua.services import calls
from motcua.services.dossiers import batches, moving, opening
from motcua.services.dossiers.filings import GivenPaper
from motcua.services.papers import posting, transfers
from motcua.services.papers.transfers import Missing, Posting
from motcua.storage.dossiers.models import Dossier
from motcua.storage.papers.models import Paper
from motcua.storage.people.models import Unit

PROCEDURE = "1.004873"  # xác nhận tình trạng hôn nhân: three working days at the commune
PAPERS = (
    GivenPaper("extra", "Trích lục ghi chú ly hôn", originals=1), GivenPaper("extra", "Bản chụp giấy tờ chứng minh nơi cư trú", copies=2),
)  # fmt: skip


class Travels:
    """Makes a few dossiers of the shown commune and lets their papers travel."""

    def __init__(self, story: Story) -> None:
        self.story, self.now, self.calendar = story, story.now, story.config.national
        self.commune = story.province.shown
        self.centre = story.province.centres[self.commune.id]
        self.other = next(u for u in story.province.communes if u is not self.commune)
        self.post = Unit.objects.get(kind="post")
        self.clerk, self.officer = self._who(self.centre, Role.CLERK), self._who(self.commune, Role.OFFICER)
        self.head, self.records = self._who(self.commune, Role.HEAD), self._who(self.commune, Role.RECORDS)
        self.postal = self._who(self.post, Role.POSTAL)

    def _who(self, unit: Unit, role: Role):  # type: ignore[no-untyped-def]
        return self.story._actor(unit, role)

    def tell(self) -> None:
        """Tell every story; nothing where the catalogue has no such procedure."""
        if PROCEDURE not in self.story.codes:
            return
        self._on_their_way()
        self._by_post()
        self._never_collected()
        self._unanswered()
        self._late()

    def _on_their_way(self) -> None:
        """Three bundles sent this morning, one missed for days, one received, one of which something is missing."""
        for days, count in ((5, 1), (1, 4)):
            ids = [self._received(self._at(days, 8, 5 * n)) for n in range(count)]
            batches.hand_over(dossier_ids=ids, actor=self.clerk, at=self._at(days, 10))
        waiting = [one for one in looked_up.to_receive(actor=self.officer, at=self.now) if one.dossier_id in ids]
        transfers.receive(line_ids=[waiting[0].id], actor=self.officer, at=self._at(1, 14))
        paper = Paper.objects.filter(dossier_id=waiting[1].dossier_id, originals=1).first()
        if paper is not None:
            transfers.dispute(line_id=waiting[1].id, missing=[Missing(paper.id, originals=1)], said="Trong bó chỉ có bản chụp.",
                              actor=self.officer, at=self._at(1, 15))  # fmt: skip

    def _by_post(self) -> None:
        """Received in one commune, settled in another: the dossier went at once, its papers take the post; a result goes home by post."""
        dossier_id = self._received(self._at(2, 9), competent_unit=self.other.id)
        batches.hand_over(dossier_ids=[dossier_id], actor=self.clerk, at=self._at(2, 10))
        line = next(one for one in looked_up.sent(actor=self.clerk, at=self.now) if one.dossier_id == dossier_id)
        transfers.withdraw(line_id=line.id, actor=self.clerk, at=self._at(2, 10, 30))
        (bundle,) = looked_up.trail(dossier_id)
        parcel = Posting("EH260000011VN", self.post.id, self.other.name, f"Trụ sở {self.other.name}")
        transfers.send(bundle_ids=[bundle.id], to_unit=self.other.id, actor=self.clerk, at=self._at(2, 11), posting=parcel)
        posting.carry(waybill=parcel.waybill, told=Carried.ACCEPTED, actor=self.postal, at=self._at(2, 15))
        posting.carry(waybill=parcel.waybill, told=Carried.IN_TRANSIT, actor=self.postal, at=self._at(1, 9))
        home = self._finished(self._at(6, 8), self._at(2, 9))
        row = Dossier.objects.get(id=home)
        parcel = Posting("EH260000028VN", self.post.id, row.owner_name, f"Thôn 3, {self.commune.name.removeprefix('UBND ')}")
        posting.send_result(dossier_id=home, posting=parcel, actor=self.clerk, at=self._at(2, 14))
        posting.carry(waybill=parcel.waybill, told=Carried.ACCEPTED, actor=self.postal, at=self._at(1, 8))

    def _never_collected(self) -> None:
        """A result that has lain at the counter for forty days."""
        ready = self.calendar.clamp(self.now - dt.timedelta(days=40))
        self._finished(self.calendar.clamp(ready - dt.timedelta(days=3)), ready)

    def _unanswered(self) -> None:
        """Nobody could be told of missing papers, and their day has passed: one stop is proposed, one village head was asked."""
        for number in range(2):
            at = self._at(9, 8, number)
            dossier_id = self._taken(at, silent=True)
            answer_by = local(self._at(3, 9)).date()
            self._do(dossier_id, Action.ASK_PAPERS, self.officer, self._at(8, 9, number), items=[{"name": "Bản chính trích lục ghi chú ly hôn"}],
                     reason="Bản nộp bị mờ, không đọc được.", answer_by=answer_by)  # fmt: skip
        found = [one for one in calls.waiting(actor=self.clerk, at=self.now) if one.about == Action.ASK_PAPERS.value][:2]
        calls.tried(call_id=found[0].id, outcome="not_reached", told="", actor=self.clerk, at=self._at(7, 9))
        calls.tried(call_id=found[0].id, outcome="village_head", told="ông Phạm Văn Ót, trưởng thôn", actor=self.clerk, at=self._at(6, 9))
        self._do(found[0].dossier_id, Action.PROPOSE_STOP, self.officer, self._at(1, 9), reason="Quá hạn bổ sung; đã nhờ trưởng thôn báo, ông/bà chưa đến.")

    def _late(self) -> None:
        """Two late dossiers with their one apology: one went out in time, one too late."""
        for number, (after, cause) in enumerate(((1, "b"), (4, "c"))):
            dossier_id = self._taken(self._at(12, 8, number))
            reason = "Hệ thống chuyên ngành bị gián đoạn." if cause == "c" else "Cán bộ phụ trách đi công tác đột xuất."
            until = self.calendar.end_of_day(local(self._at(2, 9)).date())
            self._do(dossier_id, Action.EXTEND, self.head, self._at(12 - after, 9, number), reason=reason, until=until, cause=cause)

    def _received(
        self, at: dt.datetime, *, silent: bool = False, competent_unit: uuid.UUID | None = None, paid: bool = True
    ) -> uuid.UUID:
        person = Person.make(self.story.chance, answers.place(self.commune.name))
        published = self.story.config.in_force(PROCEDURE, local(at).date())
        assert published is not None
        filing = self.story._filing(published.id, configuration.revision(published.id), person, self.centre, Channel.COUNTER, at)
        parties = filing.parties
        if silent:
            parties = tuple(dataclasses.replace(one, phone="", email="") for one in parties)
        filing = dataclasses.replace(filing, papers=PAPERS, parties=parties, competent_unit=competent_unit)
        if not paid:
            filing = dataclasses.replace(filing, paid="")
        self.story.made += 1
        return opening.receive(filing=filing, actor=self.clerk, at=at).id

    def _taken(self, at: dt.datetime, *, silent: bool = False, paid: bool = True) -> uuid.UUID:
        dossier_id = self._received(at, silent=silent, paid=paid)
        self._do(dossier_id, Action.HAND_OVER, self.clerk, at)
        row = Dossier.objects.get(id=dossier_id)
        self._do(dossier_id, Action.ASSIGN, self._who(row.step_unit, Role(row.step_role)), at, assignee=self.story._holder(row.step_unit_id, row.step_role))
        return dossier_id

    def _finished(self, at: dt.datetime, ready: dt.datetime) -> uuid.UUID:
        """Settle a dossier like the others of the demo, its last step at `ready`, and bring the result to the counter."""
        dossier_id = self._taken(at)
        for turn in range(8):
            row = Dossier.objects.get(id=dossier_id)
            if row.status != Status.IN_PROGRESS:
                break
            moment = max(row.moved_at, ready - dt.timedelta(minutes=40 - 4 * turn))
            if not row.working:
                who = self._who(row.step_unit, Role(row.step_role))
                self._do(dossier_id, Action.ASSIGN, who, moment, assignee=who.id)
                row = Dossier.objects.get(id=dossier_id)
            self.story._work(row, configuration.revision(row.revision_id), moment, 1.0)
        self._do(dossier_id, Action.HAND_RESULT, self.records, ready)
        return dossier_id

    def _do(self, dossier_id: uuid.UUID, action: Action, who, at: dt.datetime, **inputs: object) -> None:  # type: ignore[no-untyped-def]
        moving.advance(dossier_id=dossier_id, action=action, actor=who, at=at, inputs=inputs)

    def _at(self, days: int, hour: int, minute: int = 0) -> dt.datetime:
        """Return a time of the working day so many working days ago."""
        day = local(self.now).date()
        for _n in range(days):
            day = self.calendar.previous_working_day(day)
        return dt.datetime.combine(day, dt.time(hour, minute), local(self.now).tzinfo)
