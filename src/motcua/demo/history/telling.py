"""Telling a story up to a moment: every row the services would have written by then, as lines that COPY reads.

What each move writes stands in `services.dossiers`; here the same columns are folded without reading them back. A test
replays a sample there and compares. Personal values are sealed; the entries are chained by the ledger's own rule.
"""

from __future__ import annotations

import datetime as dt
import uuid

from motcua.demo.history import minutes
from motcua.demo.history.minutes import text
from motcua.demo.history.paths import COUNTER, Beat
from motcua.demo.history.standing import BOUNDARY, NO, YES, Lines, Standing, identity
from motcua.demo.history.voice import NULL
from motcua.domain.dossiers import apologies
from motcua.domain.dossiers.states import ENDED, DeliveryStatus, PaymentStatus, Status

__all__ = ["Lines", "Telling", "identity"]

OVER = frozenset(int(s) for s in ENDED)
Who = tuple[str, str, str]  # who acts: id, name, and for which unit


class Telling(Standing):
    """One story being told: each move does to its dossier what the services do."""

    def until(self, moment: int) -> None:
        """Tell what happened until the moment and add the lines; nothing where it has not begun."""
        story = self.story
        moved = minutes.on(story.day) >= BOUNDARY
        for beat, at in zip(story.beats, story.times, strict=True):
            if at > moment:
                break
            if not moved and at >= BOUNDARY:
                self._changes_hands()
                moved = True
            self._take(beat, at)
        if not self.no:
            return
        if not moved and moment >= BOUNDARY and self.status not in OVER:
            self._changes_hands()
        self._close()

    def _take(self, beat: Beat, at: int) -> None:
        unit = self._where(beat)
        kind, name = "staff", ""
        if beat.role != "citizen":
            actor, name = self.ground.acting(unit, beat.role)
        elif beat.action == "record_fee" and self.story.paid != "online":
            actor, name = self.ground.acting(self.received, "clerk")
        else:
            kind, actor = "citizen", self._citizen()
        moment = text(at)
        self.moved = at
        if beat.leaves:
            self._leave(beat, moment, actor if kind == "staff" else NULL)
        said = _TOLD[beat.action](self, beat, at, moment, (actor, name, unit))
        if beat.enters:
            entered = self._enter(beat, at, moment)
            said = f"{said},{entered}" if said else entered
        elif beat.leaves:
            self.step = self.step_unit = self.step_role = self.assignee = NULL
            self.step_due = None
        if beat.ends:
            self._ends(beat, at, moment)
        self.status = beat.after
        here = self.step_unit if self.step_unit != NULL else self.received
        self._entry(moment, beat.action, beat.before, beat.after, here, kind, actor, said)

    def _where(self, beat: Beat) -> str:
        if beat.where == COUNTER:
            return self.received
        if beat.where == "step":
            return self.step_unit if self.step_unit != NULL else self.competent
        return self.competent if beat.where == "competent" else self.voice.root

    def _citizen(self) -> str:
        return str(uuid.UUID(hex=(self.story.submitter or self.story.owner).identity_key))

    # what each move writes beside its status; each returns what its entry says, its keys in order

    def filed(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """File: the clock of the answer runs."""
        self.answer_due = self.hours.due(at, self.hours.settings(minutes.day_of(at)).intake_answer)
        return self._opened()

    def was_received(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Receive at the counter: the legal clock runs, the fee is taken."""
        if self.story.paid:
            self.paid_at, self.payment = at, int(PaymentStatus.PAID)
        elif not self.fee_total and self.story.fees:
            self.paid_at = at
        self._start(at)
        return self._opened()

    def was_accepted(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Accept what was filed."""
        self._first_answer(at)
        self._start(at)
        return f'"appointment":"{text(self.appointment or at)}"'

    def _first_answer(self, at: int) -> None:
        """The filing is answered; whether the first answer came in time stays."""
        if self.in_time == NULL and self.answer_due is not None:
            self.in_time = YES if at <= self.answer_due else NO
        self.answer_due = None

    def _opened(self) -> str:
        story, kind = self.story, self.story.kind
        return (
            f'"answers":[],"channel":"{story.channel}","code":"{self.code}","competent":"{self.competent}","fee":{self.fee_total},'
            f'"papers":{len(kind.papers)},"parties":2,"place":"{story.place}","procedure":"{kind.code}","revision":"{kind.revision_id}"'
        )

    def _start(self, at: int) -> None:
        legal, promised = self.story.legal, self.story.promised
        assert legal is not None
        assert promised is not None
        self.accepted = self.started = at
        self.accepted_day = minutes.day_of(at)
        self.due = self.hours.due(at, legal)
        self.promised = self.appointment = self.due if promised == legal else self.hours.due(at, promised)

    def asked_intake(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Ask for papers before it is received."""
        self.intake_requests += 1
        self._first_answer(at)
        return self._ask("intake", at, moment, who[0]) + ',"stage":"intake"'

    def answered_intake(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """The papers came: it is filed anew."""
        self.answer_due = self.hours.due(at, self.hours.settings(minutes.day_of(at)).intake_answer)
        return self._answered(at, moment)

    def refused_intake(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Refuse to receive."""
        self._first_answer(at)
        self.reason = self.voice.not_received
        return ""

    def asked(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Ask for papers: the clock stands."""
        said = self._ask("appraisal", at, moment, who[0])
        self.restart = beat.restart
        self.waits.append(("papers", at, None))
        self._reckon()
        self.pause = [self.another(), self.id, "papers", moment, NULL, YES if beat.restart else NO, self.voice.unreadable]
        return f'{said},"pause":"papers","remaining":{self.remaining},"restart":{"true" if beat.restart else "false"},"stage":"appraisal"'

    def answered(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """The papers came: the clock runs on, or from zero."""
        said = self._answered(at, moment)
        kind, first, _open = self.waits.pop()
        self._resumed(moment)
        if beat.restart:
            self.started, self.waits = at, []
        else:
            self.waits.append((kind, first, at))
        self._reckon()
        self.restart, self.appointment = False, self.promised
        return f'"clock":"{"restart" if beat.restart else "resume"}","due":"{text(self.due or at)}",{said}'

    def _reckon(self) -> None:
        legal, promised, waits = self.story.legal, self.story.promised, tuple(self.waits)
        assert legal is not None
        assert promised is not None
        assert self.started is not None
        self.due, self.remaining, self.lapsed = self.hours.due_after(self.started, legal, waits, self.accepted_day)
        self.promised, self.promised_left = self.due, self.remaining
        if promised != legal:
            self.promised, self.promised_left, _lapsed = self.hours.due_after(self.started, promised, waits, self.accepted_day)

    def _ask(self, stage: str, at: int, moment: str, actor: str) -> str:
        by = minutes.day_of(at) + dt.timedelta(days=self.voice.answer_days)
        self.request = [self.another(), self.id, "papers", stage, self.voice.wanted, "0", by.isoformat(), moment, actor, NULL]
        return f'"answer_by":"{by}","items":1'

    def _answered(self, at: int, moment: str) -> str:
        assert self.request is not None
        self.request[9] = moment
        self.add("dossiers_request", self.request)
        self.request = None
        self._paper(("extra", "Giấy tờ bổ sung", 0, 0, 1), moment, 100)
        return '"papers":1'

    def assigned(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Take it up."""
        self.assignee, self.working = who[0], True
        if self.run is not None:
            self.run[5] = who[0]
        return f'"assignee":"{who[0]}"'

    def proposed(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Put it before the head."""
        self.decision = "refuse" if self.story.refused else "grant"
        self.reason = self.voice.refused if self.story.refused else NULL
        return f'"decision":"{self.decision}"'

    def approved(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Sign it."""
        seat, said = self.voice.seat(who[0], who[2]), ""
        if seat is not None:
            signature = self.another()
            capacity, authority, position = seat
            self.add("dossiers_signature", [signature, self.id, moment, who[0], who[1], capacity, NULL, authority, position, NULL])
            if self.result is not None:
                self.result[7] = signature
            said = f'"signature":"{signature}"'
        number = self.issued(beat, at, moment, who)
        return ",".join(part for part in (f'"capacity":"{seat[0]}"' if seat else "", number, said) if part)

    def issued(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Enter it in the book, where this is the move that issues it."""
        result, said = self.result, ""
        if result is not None and not result[5] and (beat.action == "issue" or beat.after == Status.FINISHED):
            result[5] = f"{self.story.number}/{minutes.day_of(at).year}"
            result[6] = minutes.date_text(at // minutes.DAY)
            said = f'"number":"{result[5]}"'
        if result is not None and beat.after == Status.FINISHED:
            result[9] = YES if self.story.signed else NO
        return said

    def drafted(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Draft the result; one of a sector's system comes with its number."""
        key, name, code, system = self.story.kind.result
        if self.result is not None:
            self.result[12] = moment
            self.add("dossiers_result", self.result)
        number = f"{self.story.number}/{minutes.day_of(at).year}" if system else ""
        on = minutes.date_text(at // minutes.DAY) if system else NULL
        self.result = [self.another(), self.id, key, name, code, number, on, NULL, system, NO, moment, who[0], NULL]
        return f'"kind":"{key}","number":"{number}","result":"{self.result[0]}","source":"{system}"'

    def paid(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Pay the fee, online or at the counter."""
        self.paid_at, self.payment = at, int(PaymentStatus.PAID)
        return f'"amount":{self.fee_total},"way":"{self.story.paid}"'

    def apologised(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Apologise with a new date; by law it stays late."""
        self.extended, self.extensions = self.story.until, self.extensions + 1
        due = None if self.due is None else minutes.moment(self.due)
        in_time = apologies.in_time(minutes.moment(at), due, self.hours.calendar)
        cause, until = self.story.cause, text(self.story.until)
        self.add(
            "papers_apology", [self.another(), self.id, self.competent, cause, self.code, moment, until, YES if in_time else NO, who[0]]
        )
        return f'"cause":"{cause}","fault":"{self.competent}","in_time":{"true" if in_time else "false"},"until":"{until}"'

    def stopped(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Stop: nobody answered."""
        self.reason = self.voice.unanswered
        return ""

    def handed(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Bring the result to the counter."""
        self.delivery = int(DeliveryStatus.AT_COUNTER)
        return ""

    def given(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Give the result to whoever came for it."""
        self.returned, self.delivery = at, int(DeliveryStatus.DELIVERED)
        if self.story.rating:
            self.add("dossiers_rating", [self.id, str(self.story.rating), moment])
        electronic = self.story.channel == "online" and self.story.signed
        return '"way":"Bản điện tử"' if electronic else '"way":"Trực tiếp tại quầy"'

    def asked_correction(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Ask that it be made void."""
        late = self.due is not None and at > self.due
        self.correction_by, self.correction_kind = who[0], "void"
        self.correction = [
            self.another(), self.id, "void", str(beat.before), "{}", self.voice.twice, moment, minutes.date_text(at // minutes.DAY), who[0],
            who[2], YES if late else NO, "", NULL, NULL, NULL, "{}",
        ]  # fmt: skip
        return f'"correction":"{self.correction[0]}","kind":"void","late":{"true" if late else "false"},"of_unit":"{who[2]}"'

    def refused_correction(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Leave it as it is."""
        return self._decided("refused", "{}", moment, who)

    def was_voided(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Make it void: nobody owes for it."""
        was = f'{{"due": "{text(self.due or at)}", "status": {self.status}}}'
        self.voided, self.reason, self.payment = at, self.voice.entered_twice, int(PaymentStatus.NOTHING_DUE)
        self.fees_cancelled = at
        return self._decided("approved", was, moment, who)

    def _decided(self, outcome: str, was: str, moment: str, who: Who) -> str:
        assert self.correction is not None
        said = f'"asked_by":"{self.correction_by}","correction":"{self.correction[0]}","kind":"void"'
        self.correction[11:] = [outcome, moment, who[0], self.voice.words, was]
        self.correction_by = self.correction_kind = NULL
        self.add("corrections_correction", self.correction)
        self.correction = None
        return said

    def nothing(self, beat: Beat, at: int, moment: str, who: Who) -> str:
        """Write nothing beside the status."""
        return ""

_TOLD = {
    "file": Telling.filed, "receive": Telling.was_received, "accept": Telling.was_accepted, "ask_intake": Telling.asked_intake,
    "answer_intake": Telling.answered_intake, "refuse_intake": Telling.refused_intake, "hand_over": Telling.nothing,
    "assign": Telling.assigned, "forward": Telling.issued, "propose": Telling.proposed, "approve": Telling.approved, "issue": Telling.issued,
    "send_back": Telling.nothing, "set_result": Telling.drafted, "record_fee": Telling.paid, "ask_papers": Telling.asked,
    "answer_papers": Telling.answered, "extend": Telling.apologised, "stop": Telling.stopped, "withdraw": Telling.nothing,
    "hand_result": Telling.handed, "return_result": Telling.given, "ask_correction": Telling.asked_correction,
    "refuse_correction": Telling.refused_correction, "void": Telling.was_voided,
}  # fmt: skip
