"""What the machines' door says: a title for each problem, a sentence for each place that is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

TITLES = {
    "no_key": _("The request carries no valid API key."),
    "out_of_scope": _("The key has no scope for this request."),
    "not_within_reach": _("There is no such dossier, or this key may not do this with it."),
    "not_allowed_here": _("This key may not bring in dossiers at this unit."),
    "invalid_request": _("The request is not written as the description of this interface says."),
    "filing_refused": _("The dossier cannot be taken as it is. Nothing was stored."),
    "move_refused": _("The move cannot be made as it is. Nothing was changed."),
    "move_not_possible": _("The move is not possible where the dossier stands. Nothing was changed."),
    "key_missing": _("The request needs an Idempotency-Key header."),
    "key_used_otherwise": _("This Idempotency-Key was used before for another request."),
    "too_big": _("The request is larger than this interface takes."),
    "no_such_address": _("There is nothing at this address."),
    "no_such_method": _("This address does not take requests of this method."),
    "no_such_procedure": _("There is no such procedure."),
    "no_such_indicator": _("There is no such indicator."),
    "no_such_unit_here": _("There is no such unit, or its figures are out of this key's reach."),
    "no_figures_role": _("This key has no role that reads figures: leader, head or head of a one-stop office."),
    "too_many_figures": _("This asks for too many figures at once: ask for fewer indicators, units or months."),
    "parcel_moved_on": _("The post has said something later about this parcel. Nothing was changed."),
    "no_such_slip": _("The dossier has no such slip."),
    "busy": _("The request could not be served just now. Nothing was stored; send it again in a moment."),
    "fault": _("The request failed for a reason on our side. Send it again with the same Idempotency-Key."),
}

DETAILS = {
    # the request itself
    "missing": _("This must be given."),
    "unknown_unit": _("There is no such unit on that day."),
    "unknown_action": _("The table of moves has no such action."),
    "unknown_input": _("This action takes no such input."),
    "not_an_id": _("This is not an identifier (UUID)."),
    "not_a_moment": _("This is not a moment with its time zone, for example 2026-11-23T17:00:00+07:00."),
    "unknown_indicator": _("There is no indicator “%(found)s”."),
    "unknown_by": _("Figures are kept apart by unit or every_unit, and by month."),
    "days_reversed": _("The first day is after the last one."),
    "too_long": _("A period is at most three years."),
    "not_a_day": _("This is not a day, for example 2026-11-23."),
    "not_a_party": _("Nobody may file a dossier in which they are no party."),
    "nothing_due": _("Nothing is owed: it was paid in the meantime."),
    # the filing
    "not_received_here": _("No list by decision lets this procedure be received here; it is received where it is settled: %(unit)s."),
    "not_days": _("This is not a number of working days from 1 to 250."),
    "unknown_row": _("The step has no such row to ask by."),
    "not_a_day_yet": _("The day is no day of the calendar, or still to come."),
    "before_notice": _("The day lies before the day of the notice."),
    "not_in_force": _("The procedure is not in force on that day."),
    "not_offered": _("The procedure is not offered through this channel."),
    "unknown_case": _("The procedure has no such case."),
    "unknown_component": _("The procedure has no such paper."),
    "code_used": _("There is a dossier with this code already."),
    "no_price": _("What this costs cannot be reckoned: check the quantities and the channel."),
    "not_a_practice_person": _("In practice only the invented people of the exercises are written down."),
    "practice_person": _("This number belongs to the invented people of practice mode."),
    "own_dossier": _("Staff take no dossier of their own."),
    "no_competent_area": _("No unit is competent: the area of the applicant is missing or not of this province."),
    "no_competent_unit": _("No unit is competent: the one the procedure names is not in force."),
    "no_competent_centre": _("No one-stop centre receives for this unit."),
    "no_competent_step": _("No unit is in force for the first step."),
    # parties
    "owner_missing": _("The owner of the dossier is missing."),
    "submitter_missing": _("Whoever hands the dossier in is missing."),
    "submitters_several": _("Only one person hands the dossier in."),
    "same_twice": _("The same person stands here twice in the same role."),
    "submitter_without_authority": _("Whoever hands the dossier in is neither its owner nor authorised."),
    "acts_for_oneself": _("Whoever hands the dossier in is authorised by nobody but themselves."),
    "name_missing": _("The name is missing."),
    "identity_missing": _("The identity number is missing."),
    "letter_missing": _("The letter of authority is missing."),
    "letter_expired": _("The letter of authority is no longer valid."),
    "organisation_number_missing": _("The organisation needs its tax code or identifier."),
    "newborn_with_number": _("A newborn has no identity number yet."),
    "newborn_birth_missing": _("The day of birth of the newborn is missing."),
    "cannot_act": _("This party cannot act for itself."),
    "date_in_future": _("The date is still to come."),
    "field_not_valid": _("A number or contact of this party is not valid."),
    # answers
    "required": _("This question needs an answer."),
    "unknown": _("The form has no such question."),
    # corrections
    "unknown_kind": _("A correction is void, reopen, reroute, redate or change_unit."),
    "not_here": _("This kind of correction is not possible in this status."),
    "result_out": _("A result or a certification number has been given out."),
    "money_taken": _("Money was taken and has not been given back."),
    "not_competent": _("This unit cannot settle such a dossier, or it is the present one."),
    "no_counter": _("This unit is no one-stop office, or it is the present one."),
    "in_the_past": _("The moment has passed."),
    "same_date": _("This is the present date already."),
    # moves
    "unknown_cause": _("The cause is a, b, c or d of report II.06g."),
    "not_an_amount": _("This is not an amount in whole đồng."),
    "not_hours": _("This is not a number of hours from 1 to 400."),
    "not_later": _("The new moment must be later than the present one."),
    "unknown_way": _("Money is taken in cash, by transfer, by card or online."),
    "grant_or_refuse": _("The decision is grant or refuse."),
    "unfit": _("This person does not hold the step's role in the step's unit on that day."),
    "used_before": _("This payment reference was used before."),
    "issued_here": _("This result is issued here; no other system delivers it."),
    "unknown_result": _("The procedure has no such result."),
    "file_refused": _("The document cannot be kept: it is empty, too large, of another kind, or not clean."),
    "not_base64": _("This is not base64."),
    "several_results": _("The dossier has several results; a number cannot be meant for all."),
    "no_limit": _("The procedure has no time limit for this channel."),
}
OTHER = _("This value is not accepted here.")
SAID = _("This value does not fit: %(said)s")


def title(code: str) -> str:
    """Return the title of a problem."""
    return str(TITLES[code])


def detail(kind: str, given: Mapping[str, object]) -> str:
    """Return the sentence for what is wrong at one place."""
    if "said" in given and kind not in DETAILS:
        return str(SAID) % {"said": given["said"]}
    said = str(DETAILS.get(kind, OTHER))
    return said % given if "%(" in said else said
