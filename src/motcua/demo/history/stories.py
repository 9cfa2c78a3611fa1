"""What happens to the dossiers of a day, drawn from (seed, day) alone: who files what where, every move with its moment."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from motcua.demo.history import figures, minutes, paths
from motcua.demo.history.figures import NEW_ERA, Group, Level
from motcua.demo.history.ground import FeeLine, Ground, Kind, Office
from motcua.demo.history.minutes import Hours
from motcua.demo.history.paths import Beat, Word
from motcua.demo.history.townsfolk import PEOPLE, Person, Townsfolk
from motcua.domain.dossiers.limits import Limit
from motcua.domain.dossiers.states import SyncStatus
from motcua.domain.dossiers.transitions import Action

A = Action
RECEIVE, FILE, ACCEPT, FEE = Word(A.RECEIVE), Word(A.FILE), Word(A.ACCEPT), Word(A.RECORD_FEE)
HAND_OVER, ASSIGN, DRAFT = Word(A.HAND_OVER), Word(A.ASSIGN), Word(A.SET_RESULT)
WITHDRAW, VOID, SEND_BACK, STOP, EXTEND = Word(A.WITHDRAW), Word(A.VOID), Word(A.SEND_BACK), Word(A.STOP), Word(A.EXTEND)
REFUSE_INTAKE, ASK_INTAKE, ANSWER_INTAKE = Word(A.REFUSE_INTAKE), Word(A.ASK_INTAKE), Word(A.ANSWER_INTAKE)
ASK_CORRECTION, REFUSE_CORRECTION = Word(A.ASK_CORRECTION), Word(A.REFUSE_CORRECTION)
HAND_RESULT, RETURN_RESULT = Word(A.HAND_RESULT), Word(A.RETURN_RESULT)
ASK_PAPERS = {anew: Word(A.ASK_PAPERS, restart=anew) for anew in (False, True)}
ANSWER_PAPERS = {anew: Word(A.ANSWER_PAPERS, restart=anew) for anew in (False, True)}
PROPOSE = {decision: Word(A.PROPOSE, decision=decision) for decision in ("grant", "refuse")}
ON = {action: Word(action) for action in (A.FORWARD, A.APPROVE, A.ISSUE)}
LAST_MOMENT = 60 * 24 * figures.LONGEST


@dataclass(slots=True, eq=False)
class Story:
    """One dossier from its first to its last move, whenever that is; `telling` tells it up to a moment."""

    kind: Kind
    stamp: int  # milliseconds of its identifier
    chance: int  # the random bits of its identifier
    number: int  # of its result
    day: dt.date
    channel: str
    place: str
    received: str
    competent: str
    folk: Townsfolk
    owner_no: int
    other_no: int  # who hands it in for the owner; the owner's: nobody
    fees: tuple[FeeLine, ...] = ()
    beats: tuple[Beat, ...] = ()
    times: list[int] = field(default_factory=list)
    legal: Limit | None = None
    promised: Limit | None = None
    paid: str = ""  # how the fee was paid; empty: not
    electronic: bool = False  # its papers have an electronic copy
    signed: bool = False
    refused: bool = False
    sync: int = 0
    rating: int = 0
    until: int = 0  # the new date of an apology
    cause: str = "b"

    @property
    def owner(self) -> Person:
        """Return whose dossier it is."""
        return self.folk.who(self.owner_no)

    @property
    def submitter(self) -> Person | None:
        """Return who hands it in for the owner."""
        return self.folk.who(self.other_no) if self.other_no != self.owner_no else None


class Teller:
    """Draws the stories of days over one ground."""

    def __init__(self, ground: Ground, *, scale: int = figures.SCALE) -> None:
        self.ground, self.scale = ground, scale
        self._year: dict[int, float] = {}
        self._sums: dict[int, list[float]] = {}

    def of(self, day: dt.date) -> list[Story]:
        """Return the stories that begin on a day, in the order they begin."""
        chance = random.Random(f"{self.ground.seed}:{self.scale}:{day}")
        works = self.ground.today.works_on(day)
        expected = self._a_day(day, works) * max(0.5, chance.gauss(1, 0.05))
        found = [self._one(chance, day, works) for _n in range(int(expected + chance.random()))]
        return sorted((s for s in found if s is not None), key=lambda s: s.stamp)

    def _a_day(self, day: dt.date, works: bool) -> float:
        if day.year not in self._year:
            first = dt.date(day.year, 1, 1)
            days = [first + dt.timedelta(days=n) for n in range((dt.date(day.year + 1, 1, 1) - first).days)]
            total = sum(self._course(d, self.ground.today.works_on(d)) * (1 if self.ground.today.works_on(d) else figures.online_share(Level.COMMUNE, d)) for d in days)
            self._year[day.year] = figures.VOLUME[min(max(day.year, min(figures.VOLUME)), max(figures.VOLUME))] / total
        return self._year[day.year] * self._course(day, works) / self.scale

    def _course(self, day: dt.date, works: bool) -> float:
        return figures.weight(day) * ((figures.WEEKDAYS[day.weekday()] or 1.0) if works else figures.AT_HOME)

    def _one(self, chance: random.Random, day: dt.date, works: bool) -> Story | None:
        """Draw one dossier; None for one that a closed counter would have had to take."""
        group = chance.choices(_GROUPS, cum_weights=_GROUP_SUMS)[0]
        kinds, sums = self.ground.choice(group, day)
        kind = chance.choices(kinds, cum_weights=sums)[0]
        level = kind.level_on(day)
        online = kind.online and chance.random() < figures.online_share(level, day)
        if not works and not online:
            return None
        office = self._office(chance, Level.COMMUNE if level is Level.PROVINCE else level, day)
        received, competent = self._where(chance, kind, level, office, day)
        channel = "online" if online else "post" if "post" in kind.legal and chance.random() < figures.POST else "counter"
        if channel not in kind.legal:
            channel = next(iter(kind.legal))
        hours = self.ground.hours(received)
        at = self._begins(chance, hours, day, channel)
        place = chance.choices(_PLACES, cum_weights=_PLACE_SUMS)[0] if channel == "online" else "counter"
        owner = int(chance.random() * PEOPLE)
        other = int(chance.random() * PEOPLE) if chance.random() < figures.EXTRA_PARTY else owner
        story = Story(
            kind=kind, stamp=(at - minutes.AHEAD) * 60_000 + chance.randrange(60_000), chance=chance.getrandbits(74), number=chance.randint(1, 9_999),
            day=day, channel=channel, place=place, received=received, competent=competent, folk=office.folk,
            owner_no=owner, other_no=other, fees=kind.fees(self.ground.config, channel, day, self.ground.place(competent)),
        )  # fmt: skip
        _Plot(self.ground, chance, story, hours).weave(at)
        return story

    def _office(self, chance: random.Random, level: Level, day: dt.date) -> Office:
        offices = self.ground.offices(level, day)
        sums = self._sums.get(id(offices))
        if sums is None:
            sums = self._sums[id(offices)] = list(accumulate(o.weight for o in offices))
        return chance.choices(offices, cum_weights=sums)[0]

    def _where(self, chance: random.Random, kind: Kind, level: Level, office: Office, day: dt.date) -> tuple[str, str]:
        if level is not Level.PROVINCE:
            return office.centre, office.committee
        competent = self.ground.department(str(kind.revision.competence.unit_code), day)
        if day < NEW_ERA:
            return self.ground.old_centre, competent
        return (office.centre if chance.random() < 0.6 else self.ground.centre), competent

    def _begins(self, chance: random.Random, hours: Hours, day: dt.date, channel: str) -> int:
        given, sums = _ONLINE_HOURS if channel == "online" else _COUNTER_HOURS
        minute = chance.choices(given, cum_weights=sums)[0] * 60 + int(chance.random() * 60)
        return minutes.on(day, minute) if channel == "online" else hours.minute_of(day, minute)


_GROUPS, _GROUP_SUMS = list(figures.GROUPS), list(accumulate(figures.GROUPS.values()))
_ONLINE_HOURS = list(figures.ONLINE_HOURS), list(accumulate(figures.ONLINE_HOURS.values()))
_COUNTER_HOURS = list(figures.COUNTER_HOURS), list(accumulate(figures.COUNTER_HOURS.values()))
_PLACES, _PLACE_SUMS = list(figures.HELPED), list(accumulate(figures.HELPED.values()))


class _Plot:
    """Weaves one story: moves in order, each with its moment; positions are working minutes."""

    def __init__(self, ground: Ground, chance: random.Random, story: Story, hours: Hours) -> None:
        self.chance, self.story, self.hours = chance, story, hours
        self.year = figures.year(story.day)
        self.certified = story.kind.group is Group.CERTIFICATION
        self.words: list[Word] = []
        self.times = story.times
        self.ground = ground
        self.waits: list[minutes.Wait] = []
        self.started = self.due = self.appointment = 0
        self.accepted = story.day

    def weave(self, at: int) -> None:
        """Draw the whole story from its first moment."""
        story, chance = self.story, self.chance
        fees = sum(line.amount for line in story.fees)
        story.electronic = story.channel == "online" or chance.random() < self.year.digitised
        story.signed = chance.random() < self.year.signed
        if self._opens(at, fees) and not self._aside(fees):
            self._settles()
        while self.times[-1] > at + LAST_MOMENT:
            self.times.pop()
        del self.words[len(self.times) :]
        workflow = story.kind.revision.workflow
        assert workflow is not None
        story.beats = paths.walk(self.words, workflow, story.kind.revision_id)

    def _opens(self, at: int, fees: int) -> bool:
        """Begin it; return whether it is accepted."""
        story, chance = self.story, self.chance
        if story.channel != "online":
            self._say(RECEIVE, at)
            story.paid = chance.choices(_WAYS, cum_weights=_WAY_SUMS)[0] if fees else ""
            return self._start(at)
        self._say(FILE, at)
        if fees and chance.random() < self.year.paid_online:
            story.paid = "online"
            self._say(FEE, at + chance.randint(2, 12))
        answered = self.hours.at(self.hours.position(self.times[-1]) + 3 + min(int(chance.expovariate(1 / 110)), 900))
        if chance.random() < figures.REFUSED_INTAKE:
            self._say(REFUSE_INTAKE, answered)
            return False
        if not self.certified and chance.random() < figures.ASKED_INTAKE:
            self._say(ASK_INTAKE, answered)
            back = answered + 60 + int(min(chance.expovariate(1 / 2.5), 12) * minutes.DAY)
            self._say(ANSWER_INTAKE, back)
            answered = self.hours.at(self.hours.position(back) + 5 + min(int(chance.expovariate(1 / 110)), 900))
        self._say(ACCEPT, answered)
        if fees and not story.paid and chance.random() < 0.93:
            story.paid = chance.choices(_WAYS, cum_weights=_WAY_SUMS)[0]
            self._say(FEE, answered + 1)
        return self._start(answered)

    def _start(self, at: int) -> bool:
        story = self.story
        story.legal = story.kind.legal[story.channel]
        self.accepted = minutes.day_of(at)
        story.promised = story.kind.promised(self.ground.config, story.channel, self.accepted)
        self.started = at
        self._reckon()
        return True

    def _reckon(self) -> None:
        """Reckon the legal and the promised date anew, after every wait."""
        legal, promised, waits = self.story.legal, self.story.promised, tuple(self.waits)
        assert legal is not None
        assert promised is not None
        if waits:
            self.due = self.hours.due_after(self.started, legal, waits, self.accepted)[0] or 0
            self.appointment = self.due if promised == legal else self.hours.due_after(self.started, promised, waits, self.accepted)[0] or 0
        else:
            self.due = self.hours.due(self.started, legal)
            self.appointment = self.due if promised == legal else self.hours.due(self.started, promised)

    def _aside(self, fees: int) -> bool:
        """Tell the seldom stories that end before they are settled; return whether this is one."""
        chance = self.chance
        if self.certified:
            if chance.random() >= figures.WITHDRAWN / 4:
                return False
            self._works([HAND_OVER, ASSIGN, WITHDRAW], self._room(0.5))
            return True
        fate, table = chance.random(), (
            (figures.WITHDRAWN, [WITHDRAW]),
            (0.0 if self.story.paid else figures.VOIDED, [ASK_CORRECTION, VOID]),
        )  # fmt: skip
        for share, words in table:
            if fate < share:
                self._works([HAND_OVER, ASSIGN, *words], self._room(0.7))
                return True
            fate -= share
        if fate < figures.FORGOTTEN * (1 - figures.FOUND):
            self._works([HAND_OVER, ASSIGN], self._room(0.6))
            return True
        return False

    def _settles(self) -> None:
        """Work on it to its end, with waits, and give the result out."""
        chance = self.chance
        self._works([HAND_OVER, ASSIGN], self._room(0.12, 0.4))
        if not self.certified and chance.random() < figures.SUPPLEMENTED and not self._supplemented():
            return
        late = chance.random() < self.year.late * figures.LATE_OF[self.story.kind.group] * _EVEN
        forgotten = chance.random() < figures.FORGOTTEN * figures.FOUND and not self.certified
        self._works(self._rest(late or forgotten), self._end(late, forgotten))
        if late or forgotten:
            self._apology()
        self._gives()

    def _supplemented(self) -> bool:
        """Ask for papers, once or more; return whether it goes on."""
        chance = self.chance
        times = 1 if chance.random() >= figures.TWICE else 2 if chance.random() < 0.8 else 3
        for turn in range(times):
            asked = max(self.times[-1] + 1, self.hours.at(self._room(0.1, 0.35)))
            restart = turn == 0 and chance.random() < figures.RESTARTED
            self._say(ASK_PAPERS[restart], asked)
            if times == 1 and chance.random() < figures.STOPPED:
                self._say(STOP, self.hours.worked(asked + minutes.DAY * chance.randint(31, 45)))
                return False
            back = self.hours.worked(asked + minutes.DAY // 4 + int(min(chance.expovariate(1 / 4), 20) * minutes.DAY))
            self._say(ANSWER_PAPERS[restart], back)
            if restart:
                self.started, self.waits = back, []
            else:
                self.waits.append(("papers", asked, back))
            self._reckon()
        return True

    def _rest(self, late: bool) -> list[Word]:
        """Return the moves of the steps from here to the end."""
        chance = self.chance
        decision = "refuse" if not self.certified and chance.random() < figures.REFUSED else "grant"
        self.story.refused = decision == "refuse"
        back = not self.certified and chance.random() < figures.SENT_BACK * (6 if late else 1)
        words: list[Word] = []
        if not self.certified and not self.story.paid and chance.random() < figures.CORRECTION_REFUSED:
            words += [ASK_CORRECTION, REFUSE_CORRECTION]
        before: list[Word] = []
        for step, action in self.story.kind.steps:
            if back and before and before[-1].action is A.PROPOSE and "send_back" in step.next:
                words += [SEND_BACK, *before]
                back = False
            if action is A.PROPOSE:
                before = [DRAFT, PROPOSE[decision]] if decision == "grant" else [PROPOSE[decision]]
            else:
                before = [ON[action]]
            words += before
        return words

    def _end(self, late: bool, forgotten: bool) -> int:
        """Return the position at which it is settled: before the promised date, between it and the legal one, or late."""
        chance, position = self.chance, self.hours.position
        here, promised, legal = position(self.times[-1]), position(self.appointment), position(self.due)
        if forgotten:
            return position(self.times[-1] + minutes.DAY * chance.randint(55, 100))
        if late:
            return max(here, legal) + 20 + int(chance.expovariate(1 / (figures.LATE_BY * 480)))
        if legal > promised + 30 and chance.random() < figures.BETWEEN:
            return max(here + 12, chance.randint(promised + 5, legal - 5))
        room = promised - here
        return here + max(min(12, room), int(room * (chance.betavariate(1.1, 3.2) if self.certified else chance.betavariate(2.6, 1.8))))

    def _apology(self) -> None:
        """Apologise with a new date, in time or not; late as it is by law it stays."""
        chance, story = self.chance, self.story
        places = [n for n, word in enumerate(self.words) if word.action in (A.ASSIGN, A.ANSWER_PAPERS)]
        if chance.random() >= figures.EXTENDED:
            return
        place = places[-1]
        due, position = self.hours.position(self.due), self.hours.position
        ahead = 480 + chance.randint(0, 200) if chance.random() < figures.APOLOGY_IN_TIME else -chance.randint(10, 300)
        first, last = position(self.times[place]) + 1, position(self.times[place + 1]) - 1
        at = self.hours.at(min(max(due - ahead, first), max(first, last)))
        if not self.times[place] < at < self.times[place + 1]:
            return
        story.until = self.hours.at(max(due, position(at), position(self.times[-1])) + 480 * chance.randint(1, 5))
        story.cause = chance.choices(list(figures.CAUSES), list(figures.CAUSES.values()))[0]
        self.words.insert(place + 1, EXTEND)
        self.times.insert(place + 1, at)

    def _gives(self) -> None:
        """Hand the result to the counter and to whoever comes for it, and say what the national portal heard of it."""
        chance, story, position = self.chance, self.story, self.hours.position
        late = self.times[-1] > self.due
        done = position(self.times[-1])
        if not self.certified:  # what is certified goes to the counter as it is signed there
            self._say(HAND_RESULT, self.hours.at(done + chance.randint(2, 60)))
        story.sync = int(self._heard())
        if story.sync != SyncStatus.FAILED and chance.random() < figures.UNCOLLECTED:
            return
        back = position(self.times[-1]) + 2 + int(chance.expovariate(1 / (60 if self.certified else 420)))
        if story.sync == SyncStatus.FAILED:
            back = max(back, position(self.appointment) + chance.randint(5, 420))
        self._say(RETURN_RESULT, self.hours.at(back))
        if chance.random() < figures.RATED:
            story.rating = minutes.drawn(chance, figures.RATINGS_WHEN_LATE if late else figures.RATINGS)

    def _heard(self) -> SyncStatus:
        if not self.year.synced:
            return SyncStatus.NOT_CONNECTED
        fate = self.chance.random()
        if fate < self.year.not_sent:
            return SyncStatus.PENDING
        return SyncStatus.FAILED if fate < self.year.not_sent + self.year.sent_late else SyncStatus.SYNCED

    def _room(self, least: float, most: float = 0.0) -> int:
        """Return a position that lies at a share of what is left until the promised date, or between two shares."""
        here = self.hours.position(self.times[-1])
        share = self.chance.uniform(least, most) if most else self.chance.uniform(0.1, least)
        return here + max(2, int((self.hours.position(self.appointment) - here) * share))

    def _works(self, words: list[Word], until: int) -> None:
        """Say the moves one after another from the last one to the position, each after its share of the time."""
        here = self.hours.position(self.times[-1])
        shares = list(accumulate(w.share * (0.4 + 1.2 * self.chance.random()) for w in words))
        room = max(until - here, len(words))
        for number, (word, share) in enumerate(zip(words, shares, strict=True), start=1):
            at = here + max(number, int(room * share / shares[-1]))
            self._say(word, self.hours.at(max(at, 1)))

    def _say(self, word: Word, at: int) -> None:
        self.words.append(word)
        self.times.append(at if not self.times or at >= self.times[-1] else self.times[-1])


_WAYS, _WAY_SUMS = list(figures.CASH_WAYS), list(accumulate(figures.CASH_WAYS.values()))
_EVEN = 1 / sum(share * figures.LATE_OF[group] for group, share in figures.GROUPS.items())


def days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Give the days from one to another, the latest first."""
    day = last
    while day >= first:
        yield day
        day -= dt.timedelta(days=1)
