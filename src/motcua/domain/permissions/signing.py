"""In which capacity somebody signs (thẩm quyền ký): as head, for the head, by order, by authority, for a body.

NĐ 30/2020/NĐ-CP Điều 13 says who may sign in which way, its Phụ lục I how the signature block is printed. Nobody decides
here about reach: which dossiers somebody may sign at all is the table of rights; this says how.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Capacity(StrEnum):
    """How a signature is given."""

    HEAD = "head"  # người đứng đầu ký
    KT = "kt"  # ký thay: a deputy for the head
    TL = "tl"  # ký thừa lệnh: the head of a unit below, by order
    TUQ = "tuq"  # ký thừa uỷ quyền: authorised in writing, for a time
    TM = "tm"  # thay mặt: for a body that decides together


@dataclass(frozen=True, slots=True)
class Way:
    """One row: the mark before the head's title, what the document must say, and the article."""

    mark: str
    ends: bool  # needs a last day
    article: str


WAYS: Mapping[Capacity, Way] = {
    Capacity.KT: Way("KT.", False, "NĐ 30/2020/NĐ-CP Điều 13 khoản 1, 2"),
    Capacity.TM: Way("TM.", False, "NĐ 30/2020/NĐ-CP Điều 13 khoản 2"),
    Capacity.TUQ: Way("TUQ.", True, "NĐ 30/2020/NĐ-CP Điều 13 khoản 3"),
    Capacity.TL: Way("TL.", False, "NĐ 30/2020/NĐ-CP Điều 13 khoản 4"),
}


@dataclass(frozen=True, slots=True)
class Delegation:
    """A delegation as signing needs it: `procedures` None means every procedure, `last` None until it is ended."""

    id: str
    capacity: Capacity
    unit: str
    procedures: frozenset[str] | None
    first: dt.date
    last: dt.date | None
    giver_title: str
    document: str = ""

    def covers(self, unit: str, procedure: str) -> bool:
        """Return whether it speaks of this unit and procedure, whatever the day."""
        return self.unit == unit and (self.procedures is None or procedure in self.procedures)

    def holds_on(self, day: dt.date) -> bool:
        """Return whether it is in force on the day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Seat:
    """The role of signing head that somebody holds in the unit: as its head, or as one of the deputies."""

    deputy: bool


@dataclass(frozen=True, slots=True)
class Signing:
    """How a signature is given: its capacity, the head's title it is given for, the delegation it rests on."""

    capacity: Capacity
    giver_title: str = ""
    delegation: str | None = None


class MayNotSign(PermissionError):
    """Nothing gives this person the right to sign here; `ended` is the delegation that did until it ended."""

    def __init__(self, ended: Delegation | None = None) -> None:
        self.ended = ended
        super().__init__("may not sign")


def decide(
    *, seat: Seat | None, title: str, delegations: Iterable[Delegation], day: dt.date, unit: str, procedure: str
) -> Signing:
    """Return in which capacity somebody with this seat, title and these delegations signs here on the day.

    The head signs as head. A delegation that names the procedure goes before one for everything; a deputy who holds the
    role of signing head without a paper of their own signs for the head, as the division of work provides. Raises
    MayNotSign, naming the delegation that ended last where there was one.
    """
    if seat is not None and not seat.deputy:
        return Signing(Capacity.HEAD)
    fitting = [d for d in delegations if d.covers(unit, procedure)]
    live = sorted((d for d in fitting if d.holds_on(day)), key=lambda d: (d.procedures is None, d.first, d.id))
    if live:
        return Signing(live[0].capacity, live[0].giver_title, live[0].id)
    if seat is not None:
        return Signing(Capacity.KT, title_above(title))
    over = sorted((d for d in fitting if d.last is not None and d.last < day), key=lambda d: (d.last or day, d.id))
    raise MayNotSign(over[-1] if over else None)


def is_deputy(position: str, title: str) -> bool:
    """Return whether a seat is a deputy's: as the role says, else by a title that begins with Phó."""
    return position == "deputy" if position else title.casefold().startswith("phó ")


def title_above(title: str) -> str:
    """Return the title of the head a deputy signs for: `Phó Chủ tịch UBND` signs for `Chủ tịch UBND`."""
    found = re.sub(r"^\s*phó\s+", "", title, flags=re.IGNORECASE)
    return found[:1].upper() + found[1:]


def block(signing: Signing, *, title: str, body: str, together: bool) -> tuple[str, str]:
    """Return the printed block: the lines of authority (one a line break), and the signer's own title.

    `body` is the name of the body or agency as it stands behind TM., `together` whether it decides as a body (a people's
    committee): its head and deputies sign for it (Phụ lục I, II khoản 7).
    """
    capacity = signing.capacity
    lines = []
    if capacity is Capacity.TM or (together and capacity in (Capacity.HEAD, Capacity.KT)):
        lines.append(f"TM. {body}")
    if capacity in (Capacity.KT, Capacity.TL, Capacity.TUQ):
        lines.append(f"{WAYS[capacity].mark} {printed(signing.giver_title)}")
    return "\n".join(lines), printed(title)


def printed(title: str) -> str:
    """Return a title as a signature block prints it: in capitals, without the agency, whose name stands above."""
    return re.sub(r"\s+(UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\b.*$", "", title.strip(), flags=re.IGNORECASE).upper()
