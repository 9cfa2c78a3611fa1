"""The words for the parties of a dossier and the units of the administration: labels, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.domain.people.parties import (
    ConsentHow,
    LetterKind,
    OrganisationForm,
    PartyKind,
    PartyRole,
    Problem,
    ProblemCode,
)
from motcua.domain.people.units import Level, UnitKind, UnitProblemCode
from motcua.web.shared.wording import identity

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ROLES: Mapping[PartyRole, StrOrPromise] = {
    PartyRole.OWNER: _("Owner of the dossier"),
    PartyRole.SUBMITTER: _("Submitter"),
    PartyRole.AUTHORISED: _("Authorised person"),
    PartyRole.LEGAL_REPRESENTATIVE: _("Legal representative"),
    PartyRole.SUBJECT: _("Person concerned"),
    PartyRole.DECEASED: _("Deceased person"),
    PartyRole.OTHER: _("Other person"),
}

PARTY_KINDS: Mapping[PartyKind, StrOrPromise] = {
    PartyKind.CITIZEN: _("Citizen"),
    PartyKind.NEWBORN: _("Newborn child"),
    PartyKind.DECEASED: _("Deceased person"),
    PartyKind.ORGANISATION: _("Organisation"),
    PartyKind.FOREIGNER: _("Foreigner"),
}

ORGANISATION_FORMS: Mapping[OrganisationForm, StrOrPromise] = {
    OrganisationForm.ENTERPRISE: _("Enterprise"),
    OrganisationForm.HOUSEHOLD_BUSINESS: _("Household business"),
    OrganisationForm.COOPERATIVE: _("Cooperative"),
    OrganisationForm.AGENCY: _("Public agency"),
    OrganisationForm.OTHER: _("Other organisation"),
}

LETTER_KINDS: Mapping[LetterKind, StrOrPromise] = {
    LetterKind.AUTHORISATION: _("Letter of authorisation"),
    LetterKind.CONTRACT: _("Authorisation contract"),
    LetterKind.INTRODUCTION: _("Letter of introduction"),
    LetterKind.GUARDIANSHIP: _("Decision on guardianship"),
}

CONSENTS: Mapping[ConsentHow, StrOrPromise] = {
    ConsentHow.SIGNED: _("Signed on paper"),
    ConsentHow.SPOKEN: _("Said before the officer"),
    ConsentHow.BY_PHONE: _("Said on the telephone"),
    ConsentHow.CODE: _("Confirmed with a code sent to their telephone"),
    ConsentHow.ELECTRONIC_ID: _("Confirmed on VNeID"),
}

PARTY_PROBLEMS: Mapping[ProblemCode, StrOrPromise] = {
    ProblemCode.OWNER_MISSING: _("Say whose dossier this is: at least one owner is needed."),
    ProblemCode.SUBMITTER_MISSING: _("Say who files the dossier."),
    ProblemCode.SUBMITTERS_SEVERAL: _("Only one person files a dossier. Keep one submitter."),
    ProblemCode.SAME_TWICE: _("This person is entered twice in the same role. Remove one of the two."),
    ProblemCode.SUBMITTER_WITHOUT_AUTHORITY: _(
        "The submitter is not an owner of the dossier. Add the letter of authorisation, the agreement of the owner, or the legal representative."
    ),
    ProblemCode.ACTS_FOR_ONESELF: _("The owner and the one who files for the owner are the same person. Enter the owner, or say that nobody files for them."),
    ProblemCode.NAME_MISSING: _("Enter the full name, for example Nguyễn Văn An."),
    ProblemCode.IDENTITY_MISSING: _("Enter the identity number or the number of another paper of identity."),
    ProblemCode.LETTER_MISSING: _(
        "An authorised person needs the letter of authorisation. Enter its number and date."
    ),
    ProblemCode.LETTER_EXPIRED: _("The letter of authorisation has run out. Ask for a new one."),
    ProblemCode.ORGANISATION_NUMBER_MISSING: _(
        "Enter the tax code or the agency identifier of the organisation."
    ),
    ProblemCode.NEWBORN_WITH_NUMBER: _(
        "A newborn child has no identity number yet. Leave the number empty, or enter the child as a citizen."
    ),
    ProblemCode.NEWBORN_BIRTH_MISSING: _("Enter the child's whole date of birth, for example 02/09/2026."),
    ProblemCode.CANNOT_ACT: _(
        "A newborn child or a deceased person cannot file or act for others. Choose another person."
    ),
    ProblemCode.DECEASED_KIND: _(
        "The deceased person of this dossier is entered as living. Choose “Deceased person”."
    ),
    ProblemCode.DIED_BEFORE_BIRTH: _("The date of death is before the date of birth. Check both dates."),
    ProblemCode.DEATH_OF_LIVING: _(
        "A date of death is entered for a living person. Remove it, or choose “Deceased person”."
    ),
    ProblemCode.FOREIGNER_NATIONALITY: _("Choose the nationality of the foreigner."),
    ProblemCode.CITIZEN_NATIONALITY: _(
        "A citizen has Vietnamese nationality. Choose “Foreigner” for another one."
    ),
    ProblemCode.DATE_IN_FUTURE: _("A date of birth or death has not come yet. Check the year."),
    ProblemCode.FIELD_NOT_VALID: _(
        "A number of this person is not well formed. Correct it as shown beside it."
    ),
}

UNIT_KINDS: Mapping[UnitKind, StrOrPromise] = {
    UnitKind.PROVINCE_COMMITTEE: _("Provincial People's Committee"),
    UnitKind.DEPARTMENT: _("Provincial department"),
    UnitKind.COMMUNE_COMMITTEE: _("Communal People's Committee"),
    UnitKind.DISTRICT: _("District (until 30/06/2025)"),
    UnitKind.ONE_STOP_CENTRE: _("Public administration service centre"),
    UnitKind.ONE_STOP_POINT: _("Reception point"),
    UnitKind.OFFICE: _("Office"),
    UnitKind.TAX: _("Tax office"),
    UnitKind.LAND_OFFICE: _("Land registration office"),
    UnitKind.POLICE: _("Police"),
    UnitKind.SECTOR: _("Other sector agency"),
    UnitKind.POST: _("Public post"),
    UnitKind.VILLAGE_TEAM: _("Community digital technology team"),
    UnitKind.MINISTRY: _("Ministry"),
}

LEVELS: Mapping[Level, StrOrPromise] = {
    Level.MINISTRY: _("Central level"),
    Level.PROVINCE: _("Provincial level"),
    Level.DISTRICT: _("District level"),
    Level.COMMUNE: _("Communal level"),
    Level.OUTSIDE: _("Outside the administration"),
}

UNIT_PROBLEMS: Mapping[UnitProblemCode, StrOrPromise] = {
    UnitProblemCode.SAME_ID: _("Two units have the same internal number."),
    UnitProblemCode.SAME_CODE: _(
        "Another unit has the same code on the same days. Give one of them another code."
    ),
    UnitProblemCode.ENDS_BEFORE_START: _("The last day of the unit is before its first. Check both days."),
    UnitProblemCode.PARENT_UNKNOWN: _("The unit above this one is not in the list. Choose another."),
    UnitProblemCode.PARENT_CYCLE: _("This unit stands under itself. Choose another unit above it."),
    UnitProblemCode.PARENT_ENDED: _(
        "The unit above this one ends earlier. Choose another, or end this one too."
    ),
    UnitProblemCode.SUCCESSOR_UNKNOWN: _("The unit that takes over is not in the list. Choose another."),
    UnitProblemCode.SUCCESSOR_CYCLE: _("This unit takes over from itself. Choose another unit."),
    UnitProblemCode.SUCCESSOR_OF_LIVING: _(
        "A unit takes over from this one, which has no last day. Enter the last day."
    ),
    UnitProblemCode.SUCCESSOR_EARLIER: _("The unit that takes over ends before it could. Choose another."),
    UnitProblemCode.SUCCESSOR_LATER: _(
        "The unit that takes over begins too late: there are days with nobody. Check the days."
    ),
    UnitProblemCode.LEVEL_OF_KIND: _(
        "A unit of this kind does not exist at this level. Check the kind and the level."
    ),
    UnitProblemCode.DISTRICT_TOO_LATE: _(
        "The district level ended with 30/06/2025. Enter an earlier last day."
    ),
}


def say_problem(problem: Problem) -> str:
    """Word what is wrong with the parties of a dossier; a number that is refused is worded as that number is."""
    return identity.say(problem.cause) if problem.cause else str(PARTY_PROBLEMS[problem.code])
