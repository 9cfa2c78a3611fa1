"""Making the history: which days are missing, the newest first, each once; and going on with what was not over yet."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from django.db import connection, transaction

from motcua.demo.history import copying, figures, former, helping, minutes
from motcua.demo.history.ground import Ground
from motcua.demo.history.helping import Plan
from motcua.demo.history.stories import Story, Teller, days
from motcua.demo.history.telling import Lines, Telling, identity
from motcua.demo.history.voice import Voice
from motcua.domain.dossiers import numbering
from motcua.queries import configuration
from motcua.services.figures import filling

MARK = "~LICH-SU"  # the counter that remembers until when a day was told: no unit has such a code
AT_ONCE = 700  # dossiers of a transaction, about


@dataclass(frozen=True)
class Written:
    """What one transaction wrote: the days, the dossiers that are new, and those that went on."""

    days: tuple[dt.date, ...]
    made: tuple[uuid.UUID, ...]
    went_on: tuple[uuid.UUID, ...]


def missing(plan: Plan) -> list[dt.date]:
    """Return the days that were never told, or whose stories go on, the latest first."""
    now, told = minutes.of(plan.until), _told()
    last = minutes.day_of(now)
    return [day for day in days(plan.first, last) if (known := told.get(day)) is None or known < min(now, _over(day))]


def make(plan: Plan, *, processes: int = 1, rest: float = 0.0) -> Iterator[Written]:
    """Make what is missing and yield what each transaction wrote, the latest days first.

    Stopped at any moment it leaves whole days behind, and the next call goes on. `rest` is how long to pause after each
    transaction, as a share of the time it took.
    """
    former.build()
    configuration.forget()
    chunks = _chunks(plan)
    if processes <= 1 or len(chunks) < 2:
        writer = Writer(plan)
        for chunk in chunks:
            began = time.monotonic()
            yield writer.write(chunk)
            time.sleep(rest * (time.monotonic() - began))
        return
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"), initializer=helping.begin, initargs=(plan,)) as pool:
        yield from pool.map(helping.write, chunks)


def _chunks(plan: Plan) -> list[tuple[dt.date, ...]]:
    a_day = max(figures.VOLUME.values()) / 250 / plan.scale
    size = max(1, round(AT_ONCE / a_day))
    wanted = missing(plan)
    return [tuple(wanted[start : start + size]) for start in range(0, len(wanted), size)]


class Writer:
    """Writes days, some in one transaction."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.ground = Ground(plan.seed)
        self.teller = Teller(self.ground, scale=plan.scale)
        self.voice = Voice(self.ground, plan.until)
        self.now = minutes.of(plan.until)

    def write(self, chunk: tuple[dt.date, ...]) -> Written:
        """Write the days; one that was told until now already stays as it is."""
        drawn = {day: self.teller.of(day) for day in chunk}
        made: list[str] = []
        went_on: list[str] = []
        with transaction.atomic():
            copying.unhurried()
            filling.later()
            lines: Lines = {}
            for day in sorted(chunk):
                told = _take(day, min(self.now, _over(day)))
                if told is not None and told >= min(self.now, _over(day)):
                    continue
                stories = [s for s in drawn[day] if s.times[0] <= self.now]
                new = [s for s in stories if told is None or s.times[0] > told]
                for story, code in self._numbered(day, new):
                    Telling(self.voice, story, code, lines).until(self.now)
                    made.append(identity(story))
                if told is not None:
                    went_on += self._go_on([s for s in stories if s.times[0] <= told], told)
            copying.write(lines)
            filling.these(made=list(map(uuid.UUID, made)), changed=list(map(uuid.UUID, went_on)))
        self.voice.last_assignee.clear()
        return Written(tuple(sorted(chunk)), tuple(map(uuid.UUID, made)), tuple(map(uuid.UUID, went_on)))

    def _numbered(self, day: dt.date, stories: list[Story]) -> Iterator[tuple[Story, str]]:
        """Give each story its code, in the order in which they begin."""
        codes = [self.ground.codes[s.received] for s in stories]
        following = copying.ordinals(day, dict(Counter(codes)))
        pattern = self.ground.config.code_pattern(day)
        for story, unit in zip(stories, codes, strict=True):
            ordinal, following[unit] = following[unit], following[unit] + 1
            yield story, numbering.code(pattern=pattern, unit=unit, day=day, ordinal=ordinal)

    def _go_on(self, stories: list[Story], told: int) -> list[str]:
        """Go on with stories told before; a dossier that somebody has moved meanwhile is theirs and stays."""
        wanted = {identity(s): s for s in stories if any(told < at <= self.now for at in s.times)}
        found = copying.heads(list(wanted))
        done = []
        for key, story in wanted.items():
            if key not in found:
                continue
            code, no, head = found[key]
            before: Lines = {}
            after: Lines = {}
            first = Telling(self.voice, story, code, before)
            first.until(told)
            if (first.no, first.head) != (no, head):
                continue
            Telling(self.voice, story, code, after).until(self.now)
            copying.go_on(before, after)
            done.append(key)
        return done


def _over(day: dt.date) -> int:
    """Return the moment at which every story of a day is over."""
    return minutes.on(day + dt.timedelta(days=figures.LONGEST + 2))


def _told() -> dict[dt.date, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT day, last FROM dossiers_codecounter WHERE unit_code = %s", [MARK])
        return dict(cursor.fetchall())


def _take(day: dt.date, until: int) -> int | None:
    """Lock the mark of a day and set it to the moment; return what it was, None where the day was never told."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_codecounter (unit_code, day, last) VALUES (%s, %s, -1) ON CONFLICT (unit_code, day) DO NOTHING", [MARK, day]
        )
        cursor.execute("SELECT last FROM dossiers_codecounter WHERE unit_code = %s AND day = %s FOR UPDATE", [MARK, day])
        told = int(cursor.fetchone()[0])
        if told < until:
            cursor.execute("UPDATE dossiers_codecounter SET last = %s WHERE unit_code = %s AND day = %s", [until, MARK, day])
    return None if told < 0 else told
