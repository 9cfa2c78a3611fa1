"""Reading what a form of the staff rooms sent: texts, days, amounts, papers with their files."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Mapping

from django.http import QueryDict

from motcua.domain.calendar import Calendar, OutsideCalendar
from motcua.domain.dossiers.lifecycle import InputMissing
from motcua.domain.dossiers.transitions import Action
from motcua.services.dossiers.effects import InputWrong
from motcua.services.dossiers.filings import GivenPaper
from motcua.web.shared import amounts

KINDS = ("originals", "certified", "copies")
MOST_COPIES = 999
MOST_MONEY = 10**12 - 1


def text(data: QueryDict, name: str) -> str:
    """Return a text as typed, without the spaces around it."""
    return str(data.get(name) or "").strip()


def day(data: QueryDict, name: str, action: Action, *, required: bool = True) -> dt.date | None:
    """Return the day in three boxes. Raises InputMissing, InputWrong."""
    parts = [text(data, f"{name}-{part}") for part in ("day", "month", "year")]
    if not any(parts):
        if required:
            raise InputMissing(action, name)
        return None
    try:
        return dt.date(int(parts[2]), int(parts[1]), int(parts[0]))
    except (ValueError, OverflowError):
        raise InputWrong(name, "not_a_day") from None


def end_of_work(day: dt.date, name: str, calendar: Calendar) -> dt.datetime:
    """Return the end of work of a day that is promised. Raises InputWrong for a day off and for a year the calendar does not hold."""
    try:
        worked = calendar.works_on(day)
    except OutsideCalendar:
        raise InputWrong(name, "outside_calendar") from None
    if not worked:
        raise InputWrong(name, "day_off")
    return calendar.end_of_day(day)


def boxes(data: QueryDict, name: str) -> list[str]:
    """Return what the three boxes of a day hold."""
    return [text(data, f"{name}-{part}") for part in ("day", "month", "year")]


def amount(data: QueryDict, name: str) -> object:
    """Return whole đồng typed with or without points; what is no such amount stays a text for the service to refuse."""
    typed = text(data, name)
    read = amounts.read(typed)
    return typed if read is None or read > MOST_MONEY else read


def whole(data: QueryDict, name: str, otherwise: int = 0) -> int:
    """Return a small whole number; anything else counts as `otherwise`."""
    typed = text(data, name)
    return min(int(typed), MOST_COPIES) if re.fullmatch(r"\d{1,6}", typed, re.ASCII) else otherwise


def count(data: QueryDict, name: str) -> int:
    """Return how many papers were typed, none for nothing. Raises InputWrong for what is no number from 0 to 999."""
    typed = text(data, name)
    if not re.fullmatch(r"\d{0,3}", typed, re.ASCII):
        raise InputWrong(name, "not_a_count")
    return int(typed or 0)


def papers(data: QueryDict, offered: Iterable[Mapping[str, object]], files: Mapping[str, tuple[uuid.UUID, ...]]) -> list[GivenPaper]:
    """Return the papers that were ticked, counted, named or came with files. Raises InputWrong for a count, or a name left out."""
    found = []
    for paper in offered:
        key = str(paper["key"])
        counts = {kind: count(data, f"{kind}-{key}") for kind in KINDS}
        named, kept = text(data, f"name-{key}"), files.get(key, ())
        ticked = text(data, f"have-{key}") != "" or named != ""
        if not (ticked or any(counts.values()) or kept):
            continue
        if ticked and not any(counts.values()):
            counts = {kind: int(str(paper.get(kind) or 0)) for kind in KINDS}
            if not any(counts.values()):
                counts["copies"] = 1
        name = named or str(paper.get("name") or "")
        if not name:
            raise InputWrong(f"name-{key}", "paper_unnamed")
        found.append(GivenPaper(component=str(paper.get("component") or key), name=name, files=kept, **counts))
    return found
