"""Playing a story through the services, as the people in it would have done."""

from __future__ import annotations

import datetime as dt
import uuid

from motcua.demo.history import minutes
from motcua.demo.history.ground import Ground
from motcua.demo.history.paths import COUNTER, Beat
from motcua.demo.history.stories import Story
from motcua.demo.history.townsfolk import LETTER, Person, party
from motcua.domain.dossiers.states import Place
from motcua.domain.dossiers.transitions import Action
from motcua.domain.people.party import Letter, Party, PartyRole
from motcua.domain.permissions.roles import Actor, ActorKind
from motcua.domain.procedures.revision import Channel
from motcua.queries import actors
from motcua.services import results, till
from motcua.services.dossiers import moving, opening
from motcua.services.dossiers.filings import Filing, GivenPaper, Reference
from motcua.storage.dossiers.models import Dossier

SCAN = (Reference("ban-so-hoa-mo-phong.pdf", "https://kho-mo-phong.invalid/ban-so-hoa"),)


class Replay:
    """Plays one story; `id` is the dossier that came of it."""

    def __init__(self, ground: Ground, story: Story) -> None:
        self.ground, self.story = ground, story
        self.id = uuid.UUID(int=0)

    def play(self, until: int) -> uuid.UUID:
        """Play it until the moment and return the dossier."""
        for beat, at in zip(self.story.beats, self.story.times, strict=True):
            if at <= until:
                self._take(beat, minutes.moment(at))
        return self.id

    def _take(self, beat: Beat, at: dt.datetime) -> None:
        action, story = Action(beat.action), self.story
        if action in (Action.FILE, Action.RECEIVE):
            take = opening.file if action is Action.FILE else opening.receive
            self.id = take(filing=self._filing(), actor=self._actor(beat, at), at=at).id
        elif action is Action.SET_RESULT:
            key, _name, _code, system = story.kind.result
            given = {"number": f"{story.number}/{at.year}", "issued_on": at.date(), "source": system} if system else {}
            results.draft(dossier_id=self.id, actor=self._actor(beat, at), at=at, key=key, **given)
        elif action is Action.RECORD_FEE:
            till.take(dossier_ids=[self.id], way=story.paid, actor=self._staff(story.received, "clerk", at), at=at)
        else:
            moving.advance(dossier_id=self.id, action=action, actor=self._actor(beat, at), at=at, inputs=self._inputs(beat, at))

    def _inputs(self, beat: Beat, at: dt.datetime) -> dict[str, object]:
        row, story = Dossier.objects.get(id=self.id), self.story
        item = {"component": "extra", "name": "Bản chụp rõ hơn"}
        papers = (GivenPaper("extra", "Giấy tờ bổ sung", copies=1, references=SCAN if story.electronic else ()),)
        return {
            "assign": {"assignee": self._actor(beat, at).id}, "propose": {"decision": "refuse" if story.refused else "grant", "text": "Lý do."},
            "ask_papers": {"items": [item], "reason": "Mờ.", "restart": beat.restart}, "ask_intake": {"items": [item], "reason": "Mờ."},
            "answer_papers": {"papers": papers}, "answer_intake": {"papers": papers}, "refuse_intake": {"reason": "Không thuộc thẩm quyền."},
            "extend": {"reason": "Chậm.", "until": minutes.moment(story.until), "cause": story.cause}, "stop": {"reason": "Không bổ sung."},
            "send_back": {"reason": "Xem lại."}, "return_result": {"received_by": row.owner_name},
            "ask_correction": {"kind": "void", "reason": "Nhập trùng."}, "void": {"reason": "Nhập trùng."}, "refuse_correction": {"reason": "Không."},
        }.get(beat.action, {})  # fmt: skip

    def _filing(self) -> Filing:
        story, kind = self.story, self.story.kind
        papers = tuple(
            GivenPaper(component, name, originals, certified, copies, references=SCAN if story.electronic else ())
            for component, name, originals, certified, copies in kind.papers
        )
        return Filing(
            procedure_code=kind.code, channel=Channel(story.channel), place=Place(story.place), received_unit=uuid.UUID(story.received),
            parties=self._parties(), papers=papers,
            case=kind.case, paid=story.paid if story.channel != "online" else "", revision_id=uuid.UUID(kind.revision_id),
            competent_unit=uuid.UUID(story.competent),
        )  # fmt: skip

    def _parties(self) -> tuple[Party, Party]:
        owner, other = self.story.owner, self.story.submitter
        submitter = _party(PartyRole.SUBMITTER, owner) if other is None else _party(PartyRole.SUBMITTER, other, LETTER)
        return _party(PartyRole.OWNER, owner), submitter

    def _actor(self, beat: Beat, at: dt.datetime) -> Actor:
        if beat.role == "citizen":
            who = self.story.submitter or self.story.owner
            return Actor(kind=ActorKind.CITIZEN, id=str(uuid.UUID(hex=who.identity_key)), label=who.name, person_key=who.identity_key)
        if beat.where == COUNTER:
            unit = self.story.received
        elif beat.where == "province":
            unit = str(self.ground.root.id)
        else:
            row = Dossier.objects.get(id=self.id)
            unit = str(row.step_unit_id or row.competent_unit_id) if beat.where == "step" else self.story.competent
        return self._staff(unit, beat.role, at)

    def _staff(self, unit: str, role: str, at: dt.datetime) -> Actor:
        found = actors.staff(uuid.UUID(self.ground.acting(unit, role)[0]), self.ground.config, at.date())
        assert found is not None
        return found


def _party(role: PartyRole, who: Person, letter: Letter | None = None) -> Party:
    return party(role, who.name, who.number, who.phone, who.address, letter)
