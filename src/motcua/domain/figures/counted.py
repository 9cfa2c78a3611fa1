"""The parts all figures are made of: one table, each counted once a dossier on one day for one unit."""

from __future__ import annotations

from motcua.domain.figures import two_truths
from motcua.domain.figures.facts import Ended
from motcua.domain.figures.parts import EVERY, Part, Sum, Term, When, during, less, standing
from motcua.domain.figures.two_truths import Cause
from motcua.domain.procedures.revision import Channel, OnlineLevel
from motcua.domain.where import Eq, In, Known, Le, Where

ONLINE = Eq("channel", Channel.ONLINE.value)
FULL = Eq("online_level", OnlineLevel.FULL.value)
PARTIAL = Eq("online_level", OnlineLevel.PARTIAL.value)
OFFERED = FULL | PARTIAL
DONE = Eq("ended", Ended.DONE.value)
LATE = DONE & Eq("timeliness", "late")
IN_TIME = DONE & In("timeliness", frozenset({"early", "on_time"}))
GIVEN_UP = frozenset({Ended.WITHDRAWN.value, Ended.STOPPED.value})
DIGITISED = ~Le("papers_digital", 0)
WHOLLY_DIGITISED = DIGITISED & Eq("wholly_digital", True)
DISLIKED = Eq("rating", 1) | Eq("complained", True)
# A full-online service, filed from afar, paid (if it costs anything) online, and a result that is a signed file.
END_TO_END = (
    FULL & ONLINE & Eq("afar", True) & DONE & (~Eq("fee_due", True) | ~Le("paid_online", 0))
    & (~Eq("result_wanted", True) | Eq("result_signed", True))
)  # fmt: skip

_FOUND: dict[str, Part] = {}


def _part(key: str, day: str, unit: str, where: Where = EVERY, **more: object) -> Part:
    if key in _FOUND:
        raise ValueError(f"two parts are called {key}")
    _FOUND[key] = Part(key, day, unit, where, **more)  # type: ignore[arg-type]
    return _FOUND[key]


def _received(key: str, where: Where, **more: object) -> Part:
    return _part(key, "accepted_on", "competent_unit", where, **more)


def _ended(key: str, where: Where, **more: object) -> Part:
    return _part(key, "ended_on", "competent_unit", where & Known("accepted_on"), **more)


def _filed(key: str, where: Where) -> Part:
    """Filed from the portal on a day: what became of it since."""
    return _part(key, "filed_on", "received_unit", ONLINE & where)


# received, at the agency that settles (each dossier once)
RECEIVED = _received("received", EVERY, by_procedure=True)
RECEIVED_ONLINE = _received("received_online", ONLINE, by_procedure=True)
RECEIVED_COUNTER = _received("received_counter", Eq("channel", Channel.COUNTER.value))
RECEIVED_POST = _received("received_post", Eq("channel", Channel.POST.value))
RECEIVED_OFFERED = _received("received_offered", OFFERED)
RECEIVED_OFFERED_ONLINE = _received("received_offered_online", OFFERED & ONLINE)
RECEIVED_FULL = _received("received_full", FULL)
RECEIVED_FULL_ONLINE = _received("received_full_online", FULL & ONLINE)
RECEIVED_PARTIAL = _received("received_partial", PARTIAL)
RECEIVED_PARTIAL_ONLINE = _received("received_partial_online", PARTIAL & ONLINE)
RECEIVED_ONLINE_WITH_RESULT = _received("received_online_with_result", ONLINE & (~Eq("result_wanted", True) | Eq("result_digital", True)))
RECEIVED_AFAR = _received("received_afar", Eq("afar", True) & ~Eq("channel", Channel.COUNTER.value))
RECEIVED_ASSISTED = _received("received_assisted", Eq("assisted", True))
RECEIVED_LATE_ENTRY = _received("received_late_entry", Eq("entered_late", True))
RECEIVED_DIGITISED = _received("received_digitised", DIGITISED)
RECEIVED_DIGITISED_WHOLLY = _received("received_digitised_wholly", WHOLLY_DIGITISED)
RECEIVED_WITH_PAPERS = _received("received_with_papers", ~Le("papers", 0))
PAPERS = _received("papers", EVERY, amount="papers")
PAPERS_DIGITAL = _received("papers_digital", EVERY, amount="papers_digital")
RECEIVED_REUSED = _received("received_reused", Eq("reused", True))
RECEIVED_STORED = _received("received_stored", Eq("stored", True))
RECEIVED_POPULATION = _received("received_population", Eq("population", True), by_procedure=True)
RECEIVED_SYNCED = _received("received_synced", Eq("synced", True))
RECEIVED_RESULT_WANTED = _received("received_result_wanted", Eq("result_wanted", True))
RECEIVED_RESULT_DIGITAL = _received("received_result_digital", Eq("result_wanted", True) & Eq("result_digital", True))
DIGITISED_AND_RESULT = DIGITISED & (~Eq("result_wanted", True) | Eq("result_digital", True))
RECEIVED_DIGITISED_AND_RESULT = _received("received_digitised_and_result", DIGITISED_AND_RESULT)
RECEIVED_DISLIKED = _received("received_disliked", DISLIKED)
RECEIVED_FEE_SET = _received("received_fee_set", Eq("fee_set", True), by_procedure=True)
RECEIVED_FEE = _received("received_fee", Eq("fee_due", True), by_procedure=True)
RECEIVED_PAID_ONLINE = _received("received_paid_online", Eq("fee_due", True) & ~Le("paid_online", 0), by_procedure=True)
RECEIVED_PAID_CASHLESS = _received("received_paid_cashless", Eq("fee_due", True) & ~Le("paid_cashless", 0))
MONEY = _received("money", EVERY, amount="paid")
MONEY_ONLINE = _received("money_online", EVERY, amount="paid_online")
FEE_ONLINE = _received("fee_online", ONLINE, amount="fee")
FEE_ONLINE_BEFORE = _received("fee_online_before", ONLINE, amount="fee_before")
SHORTENED_ONLINE = _received("shortened_online", ONLINE & ~Le("shortened", 19))
OFFERED_FEE = _received("offered_fee", OFFERED & Eq("fee_due", True))
OFFERED_FEE_ONLINE = _received("offered_fee_online", OFFERED & Eq("fee_due", True) & ~Le("paid_online", 0))
SUPPLEMENTS = _received("supplements", EVERY, amount="supplements")
ASKED_AGAIN = _received("asked_again", ~Le("supplements", 1))
CORRECTED = _received("corrected", ~Le("corrected", 0))
# received, at the one-stop where the citizen came
HERE = _part("here", "accepted_on", "received_unit")
HERE_FOR_ELSEWHERE = _part("here_for_elsewhere", "accepted_on", "received_unit", Eq("elsewhere", True))
FROM_ELSEWHERE = _received("from_elsewhere", Eq("elsewhere", True))

# filings from the portal, answered within their working hours
UNANSWERED = _part("unanswered", "filed_on", "received_unit", ~Known("accepted_on") & ~Known("ended_on"))
FILED_ONLINE = _part("filed_online", "filed_on", "received_unit", ONLINE)
ANSWERED = _part("answered", "filed_on", "received_unit", ONLINE & Known("answered_in_time"))
ANSWERED_IN_TIME = _part("answered_in_time", "filed_on", "received_unit", ONLINE & Eq("answered_in_time", True))
FILED_ONLINE_REFUSED = _filed("filed_online_refused", ~Known("accepted_on") & Eq("ended", Ended.REFUSED.value))
FILED_ONLINE_LEFT = _filed("filed_online_left", ~Known("accepted_on") & In("ended", GIVEN_UP))
FILED_ONLINE_ACCEPTED = _filed("filed_online_accepted", Known("accepted_on"))
FILED_ONLINE_TAKEN_BACK = _filed("filed_online_taken_back", Known("accepted_on") & In("ended", GIVEN_UP))
FILED_ONLINE_DONE = _filed("filed_online_done", Known("accepted_on") & DONE)
FILED_ONLINE_DONE_IN_TIME = _filed("filed_online_done_in_time", Known("accepted_on") & IN_TIME)
REFUSED_AT_INTAKE = _part("refused_at_intake", "ended_on", "received_unit", Eq("ended", Ended.REFUSED.value))

# ended
ENDED = _ended("ended", EVERY)
SETTLED = _ended("settled", DONE, by_procedure=True)
SETTLED_EARLY = _ended("settled_early", DONE & Eq("timeliness", "early"))
SETTLED_ON_TIME = _ended("settled_on_time", DONE & Eq("timeliness", "on_time"))
SETTLED_ON_THE_DAY = _ended("settled_on_the_day", DONE & Eq("timeliness", "on_time") & ~Eq("no_due", True))
SETTLED_DATED = _ended("settled_dated", DONE & ~Eq("no_due", True))
SETTLED_IN_TIME = _ended("settled_in_time", IN_TIME, by_procedure=True)
SETTLED_ONLINE = _ended("settled_online", DONE & ONLINE)
SETTLED_IN_TIME_DATED = _ended("settled_in_time_dated", IN_TIME & ~Eq("no_due", True))
SETTLED_LATE = _ended("settled_late", LATE)
SETTLED_LATE_APOLOGISED = _ended("settled_late_apologised", LATE & Eq("apologised", True))
SETTLED_BY_APPOINTMENT = _ended("settled_by_appointment", DONE & ~Eq("appointment_late", True))
SETTLED_RESULT_WANTED = _ended("settled_result_wanted", DONE & Eq("result_wanted", True) & Eq("granted", True))
SETTLED_RESULT_SIGNED = _ended("settled_result_signed", DONE & Eq("result_wanted", True) & Eq("granted", True) & Eq("result_signed", True))
SETTLED_RESULT_DIGITAL = _ended("settled_result_digital", DONE & Eq("result_wanted", True) & Eq("granted", True) & Eq("result_digital", True))
SETTLED_END_TO_END = _ended("settled_end_to_end", END_TO_END)
TAKEN_BACK = _ended("taken_back", In("ended", frozenset({Ended.WITHDRAWN.value, Ended.STOPPED.value})))
MINUTES = _ended("minutes", DONE & Known("worked_minutes"), amount="worked_minutes")
TIMED = _ended("timed", DONE & Known("worked_minutes"))
HOURS = _ended("hours", DONE & Known("worked_hours"), bucket="worked_hours")
RATED = _ended("rated", DONE & Known("rating"), by_procedure=True)
SATISFIED = _ended("satisfied", DONE & Known("rating") & ~Le("rating", 1), by_procedure=True)
VERY_SATISFIED = _ended("very_satisfied", DONE & Eq("rating", 3))
# for scoring officials and agencies (TT 01/2018/TT-VPCP)
SETTLED_STEPPED = _ended("settled_stepped", DONE & Known("steps"))
SETTLED_STEPS_EARLY = _ended("settled_steps_early", DONE & Eq("steps", "early"))
SETTLED_STEPS_ON_TIME = _ended("settled_steps_on_time", DONE & Eq("steps", "on_time"))
SETTLED_NOT_ASKED = _ended("settled_not_asked", DONE & Le("supplements", 0))
SETTLED_ASKED_ONCE = _ended("settled_asked_once", DONE & Eq("supplements", 1))
SETTLED_AFAR = _ended("settled_afar", DONE & Eq("afar", True))
SETTLED_EARLY_UNBLAMED = _ended("settled_early_unblamed", DONE & Eq("timeliness", "early") & ~Eq("complained", True))
SETTLED_ON_TIME_UNBLAMED = _ended("settled_on_time_unblamed", DONE & Eq("timeliness", "on_time") & ~Eq("complained", True))
SETTLED_ONLINE_LATE = _ended("settled_online_late", LATE & ONLINE)

# what stands: came in and went out
# An open dossier is late once the last day of its limit is over; until then it falls due. One that ended late was late at once.
LATE_OPEN = _part("late_open", "late_on", "competent_unit", Known("accepted_on") & ~Known("ended_on"), over=True)
LATE_ENDED = _part("late_ended", "late_on", "competent_unit", Known("accepted_on") & Known("ended_on") & Eq("ended_late", True))
LATE_WENT = _ended("late_went", Eq("ended_late", True))
LATE_OPEN_APOLOGISED = _part(
    "late_open_apologised", "late_on", "competent_unit", Known("accepted_on") & ~Known("ended_on") & Eq("apologised", True), over=True,
)  # fmt: skip
LATE_ENDED_APOLOGISED = _part(
    "late_ended_apologised", "late_on", "competent_unit",
    Known("accepted_on") & Known("ended_on") & Eq("ended_late", True) & Eq("apologised", True),
)  # fmt: skip
LATE_WENT_APOLOGISED = _ended("late_went_apologised", Eq("ended_late", True) & Eq("apologised", True))
FELL_DUE = _part("fell_due", "late_on", "competent_unit", Known("accepted_on"))
FELL_DUE_SETTLED_IN_TIME = _part("fell_due_settled_in_time", "late_on", "competent_unit", Known("accepted_on") & IN_TIME)
NATIONAL_LATE_CAME = _part("national_late_came", "national_late_on", "competent_unit", Known("accepted_on"))
NATIONAL_LATE_WENT = _ended("national_late_went", Known("national_late_on"))
# for the national index, which takes what was received in the period together with what was open when it began
ENDED_RESULT_WANTED = _ended("ended_result_wanted", Eq("result_wanted", True))
ENDED_RESULT_DIGITAL = _ended("ended_result_digital", Eq("result_wanted", True) & Eq("result_digital", True))
ENDED_DIGITISED_AND_RESULT = _ended("ended_digitised_and_result", DIGITISED_AND_RESULT)
ENDED_FEE = _ended("ended_fee", Eq("fee_due", True))
ENDED_PAID_ONLINE = _ended("ended_paid_online", Eq("fee_due", True) & ~Le("paid_online", 0))
ENDED_REUSED = _ended("ended_reused", Eq("reused", True))
ENDED_STORED = _ended("ended_stored", Eq("stored", True))
ENDED_POPULATION = _ended("ended_population", Eq("population", True))
ENDED_DISLIKED = _ended("ended_disliked", DISLIKED)
NATIONAL_LATE_CAME_DISLIKED = _part("national_late_came_disliked", "national_late_on", "competent_unit", Known("accepted_on") & DISLIKED)
NATIONAL_LATE_WENT_DISLIKED = _ended("national_late_went_disliked", Known("national_late_on") & DISLIKED)
# late by the national index and not by law, by cause: from when it is late there until it is late here too
_ACCEPTED = Known("accepted_on")
ONLY_THERE_CAME = {c: _part(f"only_there_came_{c}", "national_late_on", "competent_unit", _ACCEPTED & where) for c, where in two_truths.WHERE.items()}
ONLY_THERE_BOTH = {c: _part(f"only_there_both_{c}", "both_late_on", "competent_unit", _ACCEPTED & where) for c, where in two_truths.WHERE.items()}
ONLY_THERE_WENT = {
    c: _ended(f"only_there_went_{c}", Known("national_late_on") & ~Known("both_late_on") & where) for c, where in two_truths.WHERE.items()
}

PARTS: tuple[Part, ...] = tuple(_FOUND.values())
BY_KEY = dict(_FOUND)


def open_at(when: When) -> Sum:
    """Return the dossiers that stand open."""
    return standing(RECEIVED, ENDED, when)


def in_hand(came: Part, went: Part) -> Sum:
    """Return what came in the period together with what stood at its beginning."""
    return during(came) + standing(came, went, When.BEFORE)


def late_at(when: When) -> Sum:
    """Return the open dossiers whose legal limit has passed."""
    return Term(LATE_OPEN, when), *standing(LATE_ENDED, LATE_WENT, when)


def late_apologised_at(when: When) -> Sum:
    """Return those of them that were apologised for."""
    return Term(LATE_OPEN_APOLOGISED, when), *standing(LATE_ENDED_APOLOGISED, LATE_WENT_APOLOGISED, when)


def national_late_at(when: When) -> Sum:
    """Return the open dossiers the national index calls late."""
    return standing(NATIONAL_LATE_CAME, NATIONAL_LATE_WENT, when)


LATE_OR_OPEN = Eq("ended_late", True) | ~Known("ended_on")  # true of whatever LATE_HERE counts
LATE_HERE: Sum = during(LATE_WENT) + late_at(When.UNTIL)  # in a period: ended late, or open and late at its end
LATE_THERE: Sum = during(NATIONAL_LATE_WENT) + national_late_at(When.UNTIL)


def only_there(cause: Cause) -> Sum:
    """Return the dossiers of a period that are late by the national index and not by law, by their cause."""
    return (
        Term(ONLY_THERE_WENT[cause]), Term(ONLY_THERE_CAME[cause], When.UNTIL), Term(ONLY_THERE_BOTH[cause], When.UNTIL, -1),
        Term(ONLY_THERE_WENT[cause], When.UNTIL, -1),
    )  # fmt: skip


ONLY_THERE: Sum = tuple(term for cause in Cause for term in only_there(cause))
ONLY_HERE: Sum = less(LATE_HERE + ONLY_THERE, LATE_THERE)  # late by law and not by the national index
