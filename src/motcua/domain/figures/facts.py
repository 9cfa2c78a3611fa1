"""A dossier as the figures see it: one record without a name in it, kept beside the dossier by the database."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from enum import Enum


class Ended(Enum):
    """How a dossier came to its end."""

    DONE = "done"  # đã xử lý xong: granted, or refused after appraisal
    REFUSED = "refused"  # không được tiếp nhận
    WITHDRAWN = "withdrawn"  # công dân rút
    STOPPED = "stopped"  # dừng giải quyết


class Told(Enum):
    """How the national portal was told that a dossier has ended."""

    DONE = "done"  # status 9 reached it
    RETURNED = "returned"  # status 9 did not, status 10 did when the result was handed over
    NEVER = "never"  # nothing did


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What indicators may ask about a dossier; days are local days, None means not so, or not known.

    Practice, void dossiers and tasks linked to a parent have none.
    """

    dossier_id: str
    procedure_code: str
    channel: str  # domain.procedures.revision.Channel
    online_level: str  # what its revision offers: full | partial | none
    received_unit: str
    competent_unit: str
    help_unit: str | None = None
    filed_on: dt.date
    accepted_on: dt.date | None = None  # ngày tiếp nhận
    ended_on: dt.date | None = None
    ended: str | None = None  # Ended
    returned_on: dt.date | None = None
    granted: bool = False  # done, and not refused
    ended_late: bool = False  # whatever the end was: the legal limit had passed
    late_on: dt.date | None = None  # the day the legal limit ends; may lie ahead
    timeliness: str | None = None  # of what is done, by law: early | on_time | late
    appointment_late: bool | None = None  # of what is done: after the first appointment
    national_late_on: dt.date | None = None  # when the national index began to call it late, by what it was told; may lie ahead while open
    no_due: bool = False  # accepted, and no due moment known
    answered_in_time: bool | None = None  # the first answer to an online filing, within its working hours
    worked_minutes: int | None = None  # working minutes from the start of the clock to the end, without pauses
    worked_hours: int | None = None  # the same in hours begun
    supplements: int = 0  # times papers were asked for
    apologised: bool = False  # re-appointed with an apology
    fee_set: bool = False  # its procedure sets a fee
    fee_due: bool = False  # has an obligation to pay: something that is not 0
    fee: int = 0  # đồng due
    fee_before: int = 0  # đồng it would be without reliefs
    shortened: int = 0  # percent by which the province's promise is shorter than the legal limit
    paid: int = 0  # đồng paid
    paid_cashless: int = 0  # of that by transfer, card or online
    paid_online: int = 0  # of that online
    papers: int = 0  # components given
    papers_digital: int = 0  # of them with a file
    wholly_digital: bool = False  # every component has one
    result_wanted: bool = False  # the procedure gives a document
    result_digital: bool = False  # it was given with a file
    result_signed: bool = False  # and the file is validly signed
    afar: bool = False  # nobody came to the one-stop to file it
    assisted: bool = False  # filed with somebody's help or in somebody's name
    elsewhere: bool = False  # received at a commune that is not the competent one's
    entered_late: bool = False  # on a fallback slip, entered afterwards
    corrected: int = 0  # corrections approved
    rating: int | None = None  # 1 chưa hài lòng, 2 hài lòng, 3 rất hài lòng
    synced: bool = False  # the national portal knows it
    reused: bool = False  # took something that was digital already
    stored: bool = False  # with the personal store: a paper from it, or the result in it
    population: bool = False  # used the population database
    complained: bool = False  # a petition was made about it
    told: str | None = None  # Told; None: not ended, or the sending is not recorded
    asked_twice: bool = False  # waited for supplements more than once, as the national portal counts them
    undated: bool = False  # accepted without an appointment the national portal could know
    both_late_on: dt.date | None = None  # when it became late by law and by the national index; may lie ahead
    steps: str | None = None  # each unit's own time in the steps it has left: late where one was, early where all were, else on_time

    def as_mapping(self) -> dict[str, object]:
        """Return the facts by name, as conditions read them."""
        return asdict(self)


NAMES: tuple[str, ...] = tuple(Fact.__dataclass_fields__)
DAYS: frozenset[str] = frozenset({"filed_on", "accepted_on", "ended_on", "returned_on", "late_on", "national_late_on", "both_late_on"})
UNITS: frozenset[str] = frozenset({"received_unit", "competent_unit", "help_unit"})
