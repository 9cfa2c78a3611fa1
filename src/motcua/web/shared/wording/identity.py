"""The words for what identity numbers, contacts, dates and citizen cards say, and for what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.domain.people.card import CardField, Doubt, Layout, Reason
from motcua.domain.people.identity import IdentityKind, Sex
from motcua.domain.people.not_valid import Field, NotValid, Problem

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FIELDS: Mapping[Field, StrOrPromise] = {
    Field.CITIZEN_NUMBER: _("Identity number"),
    Field.OLD_NUMBER: _("Old identity card number (9 digits)"),
    Field.PASSPORT: _("Passport number"),
    Field.OTHER_PAPER: _("Number of the paper"),
    Field.TAX_CODE: _("Tax code"),
    Field.AGENCY: _("Agency identifier"),
    Field.PHONE: _("Telephone number"),
    Field.EMAIL: _("E-mail address"),
    Field.DATE: _("Date"),
}

SEXES: Mapping[Sex, StrOrPromise] = {
    Sex.MALE: _("Male"),
    Sex.FEMALE: _("Female"),
}

IDENTITY_KINDS: Mapping[IdentityKind, StrOrPromise] = {
    IdentityKind.CITIZEN_NUMBER: _("Citizen card"),
    IdentityKind.OLD_NUMBER: _("Old identity card"),
    IdentityKind.PASSPORT: _("Passport"),
    IdentityKind.RESIDENCE_CARD: _("Residence card of a foreigner"),
    IdentityKind.OTHER: _("Another paper"),
}

LAYOUTS: Mapping[Layout, StrOrPromise] = {
    Layout.NUMBER_ONLY: _("Number typed by hand"),
    Layout.CHIP_CARD: _("Citizen card with chip"),
    Layout.IDENTITY_CARD: _("Identity card issued since 01/07/2024"),
    Layout.OTHER: _("Unknown card"),
}

# What is wrong with a field, always with an example of what is right.
NOT_VALID: Mapping[tuple[Field, Problem], StrOrPromise] = {
    (Field.CITIZEN_NUMBER, Problem.EMPTY): _(
        "Enter the identity number: 12 digits, for example %(example)s."
    ),
    (Field.CITIZEN_NUMBER, Problem.CHARACTERS): _(
        "The identity number has digits only, for example %(example)s."
    ),
    (Field.CITIZEN_NUMBER, Problem.LENGTH): _("The identity number has 12 digits, for example %(example)s."),
    (Field.CITIZEN_NUMBER, Problem.PROVINCE): _(
        "The first three digits of the identity number are no province's. Check them against the card, for example %(example)s."
    ),
    (Field.CITIZEN_NUMBER, Problem.IN_FUTURE): _(
        "By this identity number the year of birth has not come yet. Check the fourth to sixth digits, for example %(example)s."
    ),
    (Field.OLD_NUMBER, Problem.EMPTY): _(
        "Enter the number of the old identity card: 9 digits, for example %(example)s."
    ),
    (Field.OLD_NUMBER, Problem.CHARACTERS): _(
        "The number of the old identity card has digits only, for example %(example)s."
    ),
    (Field.OLD_NUMBER, Problem.LENGTH): _(
        "The number of the old identity card has 9 digits, for example %(example)s."
    ),
    (Field.OLD_NUMBER, Problem.ALL_SAME): _(
        "No old identity card has nine equal digits. Copy the number from the card, for example %(example)s."
    ),
    (Field.PASSPORT, Problem.EMPTY): _("Enter the passport number, for example %(example)s."),
    (Field.PASSPORT, Problem.CHARACTERS): _(
        "The passport number has only unaccented letters and digits, for example %(example)s."
    ),
    (Field.PASSPORT, Problem.LENGTH): _(
        "The passport number has 5 to 9 letters and digits, for example %(example)s."
    ),
    (Field.PASSPORT, Problem.FORMAT): _(
        "The passport number is not written as on a passport. A Vietnamese one has a letter and 7 or 8 digits, for example %(example)s."
    ),
    (Field.OTHER_PAPER, Problem.EMPTY): _("Enter the number of the paper, for example %(example)s."),
    (Field.OTHER_PAPER, Problem.LENGTH): _(
        "The number of the paper has 3 to 40 characters, for example %(example)s."
    ),
    (Field.TAX_CODE, Problem.EMPTY): _("Enter the tax code, for example %(example)s."),
    (Field.TAX_CODE, Problem.CHARACTERS): _(
        "The tax code has digits only, with a hyphen before a branch number, for example %(example)s."
    ),
    (Field.TAX_CODE, Problem.LENGTH): _(
        "The tax code has 10 digits, 10 digits and 3 more after a hyphen, or the 12 digits of an identity number, for example %(example)s."
    ),
    (Field.TAX_CODE, Problem.CHECK_DIGIT): _(
        "A digit of the tax code is wrong: check it against the registration paper, for example %(example)s."
    ),
    (Field.TAX_CODE, Problem.BRANCH): _(
        "The branch number after the hyphen starts at 001. For the head office leave it out, for example %(example)s."
    ),
    (Field.TAX_CODE, Problem.PERSONAL_NUMBER): _(
        "A tax code of 12 digits is the identity number of a person, and this is none. Check it against the card; an organisation's has 10 digits, for example %(example)s."
    ),
    (Field.AGENCY, Problem.EMPTY): _("Enter the identifier of the agency, for example %(example)s."),
    (Field.AGENCY, Problem.CHARACTERS): _(
        "The identifier of the agency has only unaccented letters, digits and dots, for example %(example)s."
    ),
    (Field.AGENCY, Problem.LENGTH): _(
        "The identifier of the agency has at most 35 characters, for example %(example)s."
    ),
    (Field.AGENCY, Problem.FORMAT): _(
        "The identifier of the agency begins with the code of its province or ministry, for example %(example)s."
    ),
    (Field.PHONE, Problem.EMPTY): _("Enter the telephone number, for example %(example)s."),
    (Field.PHONE, Problem.CHARACTERS): _("The telephone number has digits only, for example %(example)s."),
    (Field.PHONE, Problem.LENGTH): _(
        "A mobile number has 10 digits, a landline with its area code 11, for example %(example)s."
    ),
    (Field.PHONE, Problem.PREFIX): _(
        "No network has numbers that begin like this telephone number. Check its first digits, for example %(example)s."
    ),
    (Field.PHONE, Problem.PREFIX_REPLACED): _(
        "This is a telephone number of before 2018. Today it is written %(example)s."
    ),
    (Field.EMAIL, Problem.EMPTY): _("Enter the e-mail address, for example %(example)s."),
    (Field.EMAIL, Problem.CHARACTERS): _(
        "The e-mail address has no accents and no spaces, for example %(example)s."
    ),
    (Field.EMAIL, Problem.LENGTH): _("The e-mail address is too long, write it like %(example)s."),
    (Field.EMAIL, Problem.NO_AT): _("The e-mail address has a sign @, for example %(example)s."),
    (Field.EMAIL, Problem.FORMAT): _("The e-mail address is not complete, write it like %(example)s."),
    (Field.DATE, Problem.EMPTY): _("Enter the date: day, month, year, for example %(example)s."),
    (Field.DATE, Problem.FORMAT): _(
        "Write the date as day, month, year, for example %(example)s; the year alone when only that is known."
    ),
    (Field.DATE, Problem.NO_SUCH_DAY): _(
        "This day is not in the calendar. Check the day and the month, for example %(example)s."
    ),
    (Field.DATE, Problem.TWO_DIGIT_YEAR): _("Write the year with four digits, for example %(example)s."),
    (Field.DATE, Problem.YEAR): _(
        "The year is too far away. Check its four digits, for example %(example)s."
    ),
    (Field.DATE, Problem.IN_FUTURE): _(
        "This date has not come yet. Check the year, for example %(example)s."
    ),
}

# The fields of a card inside a sentence.
CARD_FIELDS: Mapping[CardField, StrOrPromise] = {
    CardField.LAYOUT: _("code"),
    CardField.OLD_NUMBER: _("old identity card number"),
    CardField.NAME: _("name"),
    CardField.BORN: _("date of birth"),
    CardField.SEX: _("sex"),
    CardField.ADDRESS: _("address"),
    CardField.ISSUED_ON: _("date of issue"),
}

DOUBTS: Mapping[Reason, StrOrPromise] = {
    Reason.MISSING: _("The code has no %(field)s. Enter it from the card."),
    Reason.UNREADABLE: _(
        "The code gives “%(read)s” as the %(field)s, which cannot be read. Enter it from the card."
    ),
    Reason.NO_SUCH_DAY: _(
        "The code gives “%(read)s” as the %(field)s, a day that is not in the calendar. Enter it from the card."
    ),
    Reason.IN_FUTURE: _(
        "The code gives “%(read)s” as the %(field)s, a day still to come. Enter it from the card."
    ),
    Reason.BEFORE_BIRTH: _(
        "The code gives “%(read)s” as the %(field)s, a day before the birth. Compare it with the card."
    ),
    Reason.DIFFERS_FROM_NUMBER: _(
        "The code gives “%(read)s” as the %(field)s, but the identity number says “%(otherwise)s”. Compare both with the card."
    ),
    Reason.MARKS_LOST: _(
        "The %(field)s “%(read)s” seems to have lost its accents. Correct it from the card."
    ),
    Reason.GARBLED: _(
        "The %(field)s “%(read)s” seems spoilt by the Vietnamese keyboard. Turn the keyboard off and scan again, or correct it from the card."
    ),
    Reason.FIELD_COUNT: _(
        "The code has %(read)s parts, which no known card has. Compare everything with the card."
    ),
}


def say(refused: NotValid) -> str:
    """Word why a text was refused, for the person who typed it."""
    return str(NOT_VALID[refused.field, refused.problem]) % {"example": refused.example}


def say_doubt(doubt: Doubt) -> str:
    """Word a doubt about a card, for the clerk who holds it."""
    values = {"field": str(CARD_FIELDS[doubt.field]), "read": doubt.read, "otherwise": doubt.otherwise}
    if doubt.field is CardField.SEX and doubt.otherwise:
        values |= {"read": str(SEXES[Sex(doubt.read)]), "otherwise": str(SEXES[Sex(doubt.otherwise)])}
    return str(DOUBTS[doubt.reason]) % values
