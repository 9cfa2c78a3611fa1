"""What the form of a move has to be given, and why something given cannot be used: by name of the input, and reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.domain.dossiers import corrections
from motcua.domain.dossiers.transitions import Action
from motcua.web.shared.wording import money

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

OUTSIDE_CALENDAR = _("Our working calendar is not kept for this year yet. Check the year, or choose an earlier date.")
_OF_NOTICE = _("Enter the number as it stands on the notice, for example 88/TB-T6.")

# What has to be given, by the name of the input.
MISSING: Mapping[str, StrOrPromise] = {
    "items": _("Choose what is missing: tick at least one paper or field, or write another one."),
    "reason": _("Write the reason."),
    "standard": _("Choose the reason."),
    "assignee": _("Choose who will handle this dossier."),
    "decision": _("Choose whether to grant or to refuse."),
    "received_by": _("Enter the name of the person who receives the result."),
    "letter_kind": _("This person is not a party to the dossier. Enter the letter of authorisation: its number and date."),
    "letter_day": _("Enter the date of the letter, for example 23 11 2026."),
    "letter_by": _("Enter who certified the letter, for example UBND xã Ba Tơ."),
    "letter_scan": _("Scan the letter and attach it."),
    "answer": _("Write the answer."),
    "consultation": _("Choose the question that you answer."),
    "unit": _("Choose the unit to ask."),
    "question": _("Write what you want to know."),
    "amount": _("Enter the amount in đồng, for example 150.000."),
    "cause": _("Choose the cause: it is counted in the report on late dossiers."),
    "waybill": _("Type the number of the waybill, for example EH123456789VN."),
    "until": _("Enter the new date, for example 23 11 2026."),
    "text": _("Write the note first."),
    "papers": _("Tick at least one paper, or choose a file."),
    "answers": _("The answers of the form are missing."),
    "number": _("Enter the number of the result, for example 12/GXN-UBND."),
    "issued_on": _("Enter the date of the result, for example 23 11 2026."),
    "basis": _("Name the legal basis of the second request."),
    "procedure": _("Choose the procedure."),
    "kind": _("Choose what is to be corrected."),
    "words": _("Write what happened, in short sentences."),
    "agency": _("Choose the agency."),
    "name": _("Write in a few words what it is about."),
    "asked": _("Write what the agency is asked."),
    "days": _("Enter the time for the answer in working days, for example 5."),
    "day": _("Enter the date as it stands on the document, for example 23 11 2026."),
}

_NOT_A_COUNT = _("The number of papers is a whole number from 0 to 999, for example 2.")

# What cannot be used, by input and reason.
WRONG: Mapping[tuple[str, str], StrOrPromise] = {
    ("procedure", "no_limit"): _("This procedure has no time limit for this channel. Tell the person who keeps the catalogue."),
    ("amount", "not_an_amount"): _("The amount is a whole number of đồng above 0, for example 150.000."),
    ("way", "unknown_way"): _("Choose how it was paid or handed over."),
    ("reason", "missing"): money.MISSING["reason"],
    ("basis", "missing"): money.MISSING["basis"],
    ("reference", "used_before"): _("This reference was used for another payment. Check the number."),
    ("until", "outside_calendar"): OUTSIDE_CALENDAR,
    ("until", "day_off"): _("Nobody works on this day. Choose a working day."),
    ("answer_by", "outside_calendar"): OUTSIDE_CALENDAR,
    ("pay_by", "outside_calendar"): OUTSIDE_CALENDAR,
    ("pay_by", "before_notice"): _("The day to pay by lies before the date of the notice. Check both dates."),
    ("day", "in_the_future"): _("The date of the document lies after today. Check the date."),
    ("day", "too_long_ago"): _("The date of the document lies before the year 2000. Check the year."),
    ("until", "not_a_moment"): _("The new date is not a day of the calendar. Check the day and the month."),
    ("back", "not_here"): _("These papers do not lie here, so they cannot be given back. Receive them first."),
    ("letter_day", "not_a_day"): _("The date of the letter is not a day of the calendar. Check the day and the month."),
    ("cause", "unknown_cause"): _("Choose the cause: it is counted in the report on late dossiers."),
    ("until", "not_later"): _("The new date must be after the present one."),
    ("unit", "unknown_unit"): _("This unit is not in the list. Choose another."),
    ("unit", "several_units"): _("Several units have these words in their name. Pick the right one from the list that opens as you type."),
    ("originals", "not_a_count"): _NOT_A_COUNT,
    ("certified", "not_a_count"): _NOT_A_COUNT,
    ("copies", "not_a_count"): _NOT_A_COUNT,
    ("name", "paper_unnamed"): _("Write what the other paper is. The files and numbers are kept."),
    ("unit", "own_unit"): _("The dossier is at this unit itself. Choose another unit to ask."),
    ("hours", "not_hours"): _("The time for the answer is 1 to 400 working hours."),
    ("decision", "grant_or_refuse"): _("Choose whether to grant or to refuse."),
    ("row", "unknown_row"): _("Choose the question again: the dossier has moved to another step."),
    ("days", "not_days"): _("The time for the answer is 1 to 250 working days."),
    ("agency", "unknown_agency"): _("This agency is not kept any more. Choose another."),
    ("kind", "unknown_arrival"): _("Choose what came."),
    ("day", "not_a_day"): _("The date is not a day of the calendar. Check the day and the month."),
    ("day", "not_a_day_yet"): _("The date of the payment is not a day of the calendar, or lies after today."),
    ("day", "before_notice"): _("The date of the payment lies before the date of the tax notice. Check the day on the proof."),
    ("came", "not_a_day"): _("The date is not a day of the calendar. Check the day and the month."),
    ("pay_by", "not_a_day"): _("The date is not a day of the calendar. Check the day and the month."),
    ("says", "yes_or_wrong"): _("Choose one of the two answers."),
    ("says", "yes_with_text"): _(
        "You say that everything is right, and also wrote what is not right. Choose one: take away what is written, or choose “Something is not right”."
    ),
    ("how", "phone_or_counter"): _("Choose how the citizen said it."),
    ("source", "missing"): _("Enter which system gave the number, for example the agency's document system."),
    ("number", "missing"): _("Enter the number that this system gave, for example 12/GXN-UBND; or leave both empty, then the next number is drawn."),
    ("number", "used_before"): _("This number stands in this year's outgoing book already, for another dossier. Check it."),
    ("number", "refused"): _("This dossier is refused, so no result is numbered. Leave number and system empty."),
    ("number", "several_results"): _("This dossier has several results. Leave the number empty, so that each gets its own."),
    ("items", "name_missing"): _("One of the things asked for has no name. Write what it is."),
    ("number", "too_long"): _("The number is longer than 80 letters. Type it as it stands on the document."),
    ("source", "too_long"): _("The name of the system is longer than 120 letters. Shorten it."),
    ("issued_on", "in_the_future"): _("The date of the result lies after today. Check the date on the document."),
    ("issued_on", "before_the_dossier"): _("The date of the result lies before the dossier was filed. Check the date on the document."),
    ("issued_on", "not_a_day"): _("The date of the result is not a day of the calendar. Check the day and the month."),
    ("answer_by", "not_a_day"): _("The day to answer by is not a day of the calendar. Check the day and the month."),
    ("kind", "unknown_kind"): _("Choose what is to be corrected."),
    ("kind", "not_here"): _("This cannot be corrected as the dossier stands now. Choose another kind."),
    ("kind", "result_out"): _("A result or a certification number has been given out, so the dossier cannot be void. Strike the number out first, or admit that the result is wrong."),
    ("kind", "money_taken"): _("Money was taken for this dossier. Give it back first, then the dossier can be made void."),
    ("unit", "missing"): _("Choose the right unit from the list."),
    ("unit", "not_competent"): _("This unit cannot settle such a dossier, or it is the present one. Choose another of the same kind."),
    ("unit", "no_counter"): _("This unit is no one-stop counter, or it is the present one. Choose another counter."),
    ("unit", "not_involved"): _("Choose the responsible unit: one that had to do with this dossier."),
    ("role", "unknown_role"): _("Choose the role in which it went wrong."),
    ("cause", "unknown_fault_cause"): _("Choose where the cause lies."),
    ("until", "missing"): _("Enter the new date, for example 23 11 2026."),
    ("until", "in_the_past"): _("The new date has passed. Choose a later one."),
    ("until", "same_date"): _("This is the present date already. Enter another."),
    ("until", "not_a_day"): _("The new date is not a day of the calendar. Check the day and the month."),
    ("answer_by", "in_the_past"): _("The day to answer by must lie after today. Choose a later one."),
}

# What is said of an empty answer where the same name means something of its own: by action and name.
_OWN: Mapping[tuple[Action, str], StrOrPromise] = {
    **{(action, name): WRONG[name, why] for action in (Action.ADMIT_WRONG, Action.ADMIT_LOSS) for name, why in (
        ("unit", "not_involved"), ("role", "unknown_role"), ("cause", "unknown_fault_cause"),
    )},
    (Action.ASK_INTAKE, "reason"): _("Write the reason, for example: the copy of the birth record cannot be read."),
    (Action.ASK_PAPERS, "reason"): _("Write the reason, for example: the copy of the birth record cannot be read."),
    (Action.REFUSE_INTAKE, "reason"): _("Write why the dossier is not accepted, for example: the form is not signed."),
    (Action.STOP, "reason"): _("Write why the dossier is stopped, for example: the applicant has died."),
    (Action.PROPOSE_STOP, "reason"): _("Write why the dossier is stopped, for example: the applicant has died."),
    (Action.EXTEND, "reason"): _("Write why the result comes later, for example: the land has to be measured again."),
    (Action.SEND_BACK, "reason"): _("Write what must be changed, for example: the year of birth differs from the card."),
    (Action.REISSUE, "reason"): _("Write why it is issued again, for example: the year of birth was misprinted."),
    (Action.ASK_FEE, "reason"): _("Write what the money is for, for example: the fee for the appraisal."),
    (Action.ASK_CORRECTION, "reason"): _("Write what was wrong and how it came about, for example: entered twice."),
    **dict.fromkeys(((action, "reason") for action in corrections.DECIDING), _("Write what you say to the request.")),
    (Action.ANSWER_CONFIRM, "text"): _("Write what is not right, and how it should be."),
    (Action.PROPOSE, "text"): _("Write why it is to be refused: the citizen reads it on the slip."),
    (Action.ANSWER_TASK, "text"): _("Write what the agency answered, or enter the number of its document, or attach the document."),
    (Action.ANSWER_TASK, "number"): _OF_NOTICE,
    (Action.ASK_TAX, "number"): _OF_NOTICE,
    (Action.PAY_TAX, "number"): _("Enter the number as it stands on the proof of payment, for example GNT 0012345."),
}  # fmt: skip


def unanswered(action: Action, name: str) -> str:
    """Return what is said at a question of a move that was left empty."""
    return str(_OWN.get((action, name)) or MISSING.get(name) or _("Answer this question."))


def wrong(name: str, why: str) -> StrOrPromise | None:
    """Return why an answer cannot be used; a name with a part after a dash is one of several lines of the same kind."""
    return WRONG.get((name, why)) or WRONG.get((name.partition("-")[0], why))
