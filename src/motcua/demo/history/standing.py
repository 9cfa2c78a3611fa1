"""Where the dossier of a story stands while it is told: its row as it is, and the lines beside it."""

from __future__ import annotations

from hashlib import sha256

from motcua.demo.history import figures, minutes
from motcua.demo.history.minutes import text
from motcua.demo.history.paths import MOVED, Beat
from motcua.demo.history.stories import Story
from motcua.demo.history.voice import NULL, Voice, answered, identifier
from motcua.domain.audit import GENESIS
from motcua.domain.dossiers.states import DeliveryStatus, PaymentStatus, Status
from motcua.storage import sealing

Lines = dict[str, list[str]]
BOUNDARY = minutes.on(figures.NEW_ERA)
YES, NO = "t", "f"


def identity(story: Story) -> str:
    """Return the identifier of a story's dossier: of the moment it begins, and of its chance."""
    return identifier(story.stamp, story.chance)


class Standing:
    """The dossier of one story: what stands in its row now, and the lines beside it."""

    def __init__(self, voice: Voice, story: Story, code: str, lines: Lines) -> None:
        self.voice, self.story, self.code, self.lines = voice, story, code, lines
        self.entries = lines.setdefault("ledger_entry", [])
        self.ground, self.hours = voice.ground, voice.ground.hours(story.received)
        self.id = identity(story)
        self._front, self._tail = self.id[:24], int(self.id[24:], 16) & 0x7FFFFFFFFFFF
        self._made = 0
        self.received, self.competent = story.received, story.competent
        self.first_unit = NULL
        self.step = self.step_unit = self.step_role = self.assignee = self.decision = NULL
        self.step_due: int | None = None
        self.status, self.no, self.head = 0, 0, GENESIS
        self.accepted = self.started = self.finished = self.returned = self.voided = self.extended = None
        self.due = self.promised = self.appointment = self.answer_due = self.lapsed = self.remaining = self.promised_left = None
        self.accepted_day = story.day
        self.in_time = NULL
        self.waits: list[minutes.Wait] = []
        self.working = self.restart = False
        self.delivery = int(DeliveryStatus.NOT_READY)
        self.intake_requests = self.extensions = 0
        self.correction_by = self.correction_kind = self.reason = NULL
        self.fee_total = sum(line.amount for line in story.fees)
        self.payment = int(PaymentStatus.DUE if self.fee_total else PaymentStatus.NOTHING_DUE)
        self.paid_at: int | None = None
        self.fees_cancelled: int | None = None
        self.run: list[str] | None = None
        self.pause: list[str] | None = None
        self.request: list[str] | None = None
        self.correction: list[str] | None = None
        self.result: list[str] | None = None
        self.signature = NULL
        self.moved = 0

    def another(self) -> str:
        """Return the next identifier of a row beside the dossier's."""
        self._made += 1
        return f"{self._front}{self._tail + self._made:012x}"

    def add(self, table: str, values: list[str]) -> None:
        """Add a line."""
        self.lines.setdefault(table, []).append("\t".join(values))

    def _entry(self, moment: str, action: str, before: int | None, after: int, unit: str, kind: str, actor: str, said: str) -> None:
        """Chain an entry: the text digested is the one `domain.audit.digest` makes of it; `said` has its keys in order."""
        self.no += 1
        step, head = self.step, self.head
        was, null_or_was = ("null", NULL) if before is None else (before, before)
        known = "null" if step == NULL else f'"{step}"'
        body = f'["{self.id}",{self.no},"{moment}","{action}",{was},{after},{known},"{unit}","{kind}","{actor}",{{{said}}}]'
        self.head = sha256(head + body.encode()).digest()
        self.entries.append(
            f"{self.id}\t{self.no}\t{moment}\t{action}\t{null_or_was}\t{after}\t{step}\t{unit}\t{kind}\t{actor}\t{{{said}}}"
            f"\t\\\\x{head.hex()}\t\\\\x{self.head.hex()}"
        )

    def _changes_hands(self) -> None:
        """On 1/7/2025 whoever continues the units takes the dossier over, as a reorganisation does it."""
        heir, codes = self.ground.heir, self.ground.codes
        old = {u for u in (self.received, self.competent, self.step_unit) if u in heir}
        if not old:
            return
        names = ",".join(f'"{a}":"{b}"' for a, b in sorted({codes[u]: codes[heir[u]] for u in old}.items()))
        if self.received in heir:
            self.first_unit = self.received
        self.received, self.competent = heir.get(self.received, self.received), heir.get(self.competent, self.competent)
        if self.step_unit in heir:
            self.step_unit = heir[self.step_unit]
            if self.run is not None:
                self.run[3] = self.step_unit
        self.moved = max(self.moved, BOUNDARY)
        unit = self.step_unit if self.step_unit != NULL else self.received
        self._entry(text(self.moved), MOVED, self.status, self.status, unit, "system", "system", f'"units":{{{names}}}')

    def _enter(self, beat: Beat, at: int, moment: str) -> str:
        step = beat.step
        assert step is not None
        unit = self.ground.step_unit(step, self.received, self.competent, minutes.day_of(at))
        hours = self.ground.hours(unit)
        due = hours.at(hours.position(at) + step.hours * 60) if step.hours else None
        before = self.assignee
        self.assignee = NULL
        if beat.action == "send_back":
            self.assignee = self.voice.last_assignee.get((self.id, step.key), before)
        self.step, self.step_unit, self.step_role, self.step_due = step.key, unit, step.role, due
        self.run = [
            self.another(), self.id, step.key, unit, step.role, self.assignee, moment, NULL if due is None else text(due), NULL, "", NULL, NO,
        ]  # fmt: skip
        return f'"to":"{step.key}","unit":"{unit}"'

    def _leave(self, beat: Beat, moment: str, actor: str) -> None:
        if self.run is not None:
            self.run[8], self.run[9], self.run[10] = moment, beat.outcome, actor
            self.add("dossiers_steprun", self.run)
            self.voice.last_assignee[self.id, self.run[2]] = self.run[5]
            self.run = None

    def _ends(self, beat: Beat, at: int, moment: str) -> None:
        self.finished, self.answer_due = at, None
        if self.pause is not None:
            self._resumed(moment)
        if beat.after == Status.FINISHED:
            self.delivery = int(DeliveryStatus.AT_AGENCY)
            if self.decision == "refuse":
                self.reason = self.reason if self.reason != NULL else self.voice.refused

    def _resumed(self, moment: str) -> None:
        assert self.pause is not None
        self.pause[4] = moment
        self.add("dossiers_pause", self.pause)
        self.pause = None

    # what stands when the telling stops

    def _paper(self, paper: tuple[str, str, int, int, int], moment: str, ordinal: int) -> None:
        component, name, originals, certified, copies = paper
        kept = self.story.electronic
        self.add("papers_paper", [
            self.another(), self.id, component, name, str(originals), str(certified), str(copies), YES if kept else NO, moment, str(ordinal),
            self.voice.scan if kept else NULL,
        ])  # fmt: skip

    def _close(self) -> None:
        story, begun = self.story, self.story.times[0]
        self._made = 1000  # what is written once at the beginning has numbers of its own, however far the story is told
        for ordinal, paper in enumerate(story.kind.papers):
            self._paper(paper, text(begun), ordinal)
        self._people()
        self._fees(begun)
        for table, row in (
            ("dossiers_steprun", self.run), ("dossiers_pause", self.pause), ("dossiers_request", self.request),
            ("dossiers_result", self.result), ("corrections_correction", self.correction),
        ):  # fmt: skip
            if row is not None:
                self.add(table, row)
        self.add("dossiers_dossier", self._row())

    def _people(self) -> None:
        owner, other = self.story.owner, self.story.submitter
        second = ("submitter", owner, owner.submitter) if other is None else ("submitter", other, other.deputy)
        for ordinal, (role, who, sealed) in enumerate((("owner", owner, owner.owner), second)):
            self.add("dossiers_party", [
                self.another(), self.id, role, "citizen", who.name, who.folded, who.identity_key, who.phone_key, sealed, str(ordinal),
            ])  # fmt: skip

    def _fees(self, begun: int) -> None:
        paid = NULL if self.paid_at is None else text(self.paid_at)
        void = NULL if self.fees_cancelled is None or self.paid_at is not None else text(self.fees_cancelled)
        for line in self.story.fees:
            self.add("fees_feedue", [
                self.another(), self.id, line.key, line.name, line.kind, str(line.quantity), str(line.amount),
                NULL if line.before is None else str(line.before), "", "", line.basis, text(begun), paid, void,
            ])  # fmt: skip
        if self.paid_at is not None and self.fee_total:
            by = "citizen" if self.story.paid == "online" else self.ground.acting(self.story.received, "clerk")[0]
            self.add("fees_payment", [self.another(), self.id, str(self.fee_total), self.story.paid, f"MP-{self.id}", paid, by])

    def _row(self) -> list[str]:
        story, kind, begun = self.story, self.story.kind, self.story.times[0]
        legal, promised = (story.legal, story.promised) if self.accepted is not None else (None, None)
        owner, other = story.owner, story.submitter
        keys = owner.identity_key if other is None else f"{owner.identity_key},{other.identity_key}"
        answers = sealing.seal_bytes(answered(kind, owner.name, owner.number, owner.phone), context="dossiers.answers")
        sync = story.sync if self.finished is not None and self.status in (Status.FINISHED, Status.RETURNED) else 0
        return [
            self.id, self.code, "here", kind.code, kind.revision_id, kind.case, self.voice.title(kind), story.channel, story.place,
            str(self.status), str(self.payment), str(self.delivery), str(sync), self.received, self.first_unit, self.competent,
            self.received, self.step, self.step_unit, self.step_role, _text(self.step_due), YES if self.working else NO, self.assignee, "{}",
            "{" + keys + "}", owner.name, owner.folded, text(begun), minutes.date_text(begun // minutes.DAY),
            _text(self.accepted), NULL if self.accepted is None else minutes.date_text(self.accepted // minutes.DAY), _text(self.started),
            NULL if legal is None else str(legal.amount), "" if legal is None else legal.unit.value,
            NULL if promised is None else str(promised.amount), "" if promised is None else promised.unit.value,
            _text(self.answer_due), _text(self.due), _text(self.promised), _text(self.appointment),
            NULL if self.remaining is None else str(self.remaining), NULL if self.promised_left is None else str(self.promised_left),
            _text(self.lapsed), _text(self.extended), str(self.extensions), str(self.intake_requests), YES if self.restart else NO,
            self.correction_by, self.correction_kind, _text(self.voided), self.decision, _text(self.finished), _text(self.returned),
            text(self.moved), str(self.fee_total), "\\\\x" + answers.hex(), (other or owner).contact, self.reason,
            self.hours.calendar.version if self.accepted is not None else "", str(self.no), "\\\\x" + self.head.hex(), self._worked(), self.in_time,
        ]  # fmt: skip

    def _worked(self) -> str:
        """Return the working minutes from the start of the clock to the end, less the waits."""
        if self.finished is None or self.started is None:
            return NULL
        position = self.hours.position
        waited = sum(position(last) - position(first) for _kind, first, last in self.waits if last is not None)
        last_wait = next((position(first) for _kind, first, last in self.waits if last is None), None)
        end = position(self.finished) if last_wait is None else last_wait
        return str(max(0, end - position(self.started) - waited))


def _text(at: int | None) -> str:
    return NULL if at is None else text(at)
