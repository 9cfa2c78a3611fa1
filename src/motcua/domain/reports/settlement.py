"""The report II.06a/VPCP/KSTT (TT 01/2020/TT-VPCP): its columns, what a dossier adds to them, and what must hold.

A dossier is counted once, at the agency that settles it. What was withdrawn, stopped or given back after its reception
is settled in no sense of the circular, and yet no longer open: by a setting it is counted as settled, late where its
limit had passed and on time where not, or it stands in a column of its own, which the sums then include.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import Enum

from motcua.domain.figures.facts import Ended, Fact


class TakenBack(Enum):
    """Where a dossier stands that was withdrawn, stopped or given back after it was received."""

    SETTLED = "settled"  # among those settled: on time or late
    APART = "apart"  # in a column of its own


@dataclass(frozen=True)
class Cells:
    """The numbers of one row; the number of the column in the circular stands behind each."""

    total: int = 0  # (3) tiếp nhận: tổng số
    online: int = 0  # (4) trong kỳ, trực tuyến
    direct: int = 0  # (5) trong kỳ, trực tiếp và dịch vụ bưu chính
    before: int = 0  # (6) từ kỳ trước
    settled: int = 0  # (7) đã giải quyết: tổng số
    early: int = 0  # (8) trước hạn
    on_time: int = 0  # (9) đúng hạn
    late: int = 0  # (10) quá hạn
    open: int = 0  # (11) đang giải quyết: tổng số
    open_in_time: int = 0  # (12) trong hạn
    open_late: int = 0  # (13) quá hạn
    taken_back: int = 0  # trả lại, rút: beside the circular's layout

    def __add__(self, other: Cells) -> Cells:
        return Cells(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Cells)))

    def as_mapping(self) -> dict[str, int]:
        """Return the numbers by name."""
        return asdict(self)


NAMES: tuple[str, ...] = tuple(f.name for f in fields(Cells))
COLUMNS: Mapping[str, int] = {name: number for number, name in enumerate(NAMES[:-1], start=3)}
LATE = ("late", "open_late")  # the columns of II.06g

# What must hold in every row, and of every dossier: the sum, and what it is the sum of.
EQUALITIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("total", ("online", "direct", "before")),
    ("total", ("settled", "open")),
    ("settled", ("early", "on_time", "late")),
    ("open", ("open_in_time", "open_late")),
)


def equalities(taken_back: TakenBack) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what must hold: where dossiers taken back stand apart, what came in is also the sum of them."""
    if taken_back is TakenBack.SETTLED:
        return EQUALITIES
    return tuple((name, (*parts, "taken_back") if parts == ("settled", "open") else parts) for name, parts in EQUALITIES)


def broken(cells: Cells, taken_back: TakenBack) -> list[str]:
    """Return what does not hold, as the circular writes it: `3 = 4 + 5 + 6`."""
    said = cells.as_mapping()
    return [
        written(name, parts) for name, parts in equalities(taken_back) if said[name] != sum(said[part] for part in parts)
    ]


def written(name: str, parts: tuple[str, ...]) -> str:
    """Return an equality by the numbers of its columns; the column beside the layout is called R."""
    return f"{COLUMNS[name]} = {' + '.join(str(COLUMNS.get(part, 'R')) for part in parts)}"


def cells(fact: Fact, first: dt.date, last: dt.date, taken_back: TakenBack, *, limit_by: dt.date | None = None) -> Cells:
    """Return what one dossier adds to a period, both days included; each column is judged by itself.

    Open and late is what had its limit until `limit_by`, which is the last day: today's limits have not passed yet.
    """
    accepted, ended = fact.accepted_on, fact.ended_on
    if accepted is None or accepted > last:
        return Cells()
    in_hand = ended is None or ended >= first
    during = accepted >= first
    went = ended is not None and first <= ended <= last
    done = went and fact.ended == Ended.DONE.value
    back = went and fact.ended in {Ended.WITHDRAWN.value, Ended.STOPPED.value, Ended.REFUSED.value}
    counted = back and taken_back is TakenBack.SETTLED
    left = ended is None or ended > last
    late = fact.late_on is not None and fact.late_on <= (limit_by or last)
    return Cells(
        total=in_hand, online=during and fact.channel == "online", direct=during and fact.channel in {"counter", "post"},
        before=in_hand and not during, settled=went and (not back or counted),
        early=done and fact.timeliness == "early", on_time=(done and fact.timeliness == "on_time") or (counted and not fact.ended_late),
        late=(done and fact.timeliness == "late") or (counted and fact.ended_late),
        open=left, open_in_time=left and not late, open_late=left and late, taken_back=back,
    )  # fmt: skip
