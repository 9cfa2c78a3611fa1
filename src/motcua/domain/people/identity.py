"""Numbers and contacts that tell people and organisations apart: each is read from a text, or refused with a reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.domain import folding
from motcua.domain.people.contacts import EmailAddress, PhoneKind, PhoneNumber, parse_email, parse_phone
from motcua.domain.people.identity_codes import PROVINCES
from motcua.domain.people.not_valid import CAN_GO_WRONG, EXAMPLES, Field, NotValid, Problem, present
from motcua.domain.people.partial_dates import PartialDate, parse_date

__all__ = [
    "CAN_GO_WRONG",
    "EXAMPLES",
    "AgencyIdentifier",
    "CitizenNumber",
    "EmailAddress",
    "Field",
    "IdentityDocument",
    "IdentityKind",
    "NotValid",
    "PartialDate",
    "PhoneKind",
    "PhoneNumber",
    "Problem",
    "Sex",
    "TaxCode",
    "TaxCodeKind",
    "identify",
    "parse_agency",
    "parse_citizen_number",
    "parse_date",
    "parse_email",
    "parse_old_number",
    "parse_other_paper",
    "parse_passport",
    "parse_phone",
    "parse_tax_code",
]

_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_AGENCY = re.compile(r"(?:[A-Y][0-9]{2}|Z[0-9A-Z]{2})(?:\.[0-9A-Z]+)*")
_OLD_AGENCY = re.compile(r"[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Z][0-9]{2}")


class Sex(StrEnum):
    """Sex as civil status records it."""

    MALE = "male"  # nam
    FEMALE = "female"  # nữ


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """A personal identification number (số định danh cá nhân), which is also the number of the citizen card."""

    value: str

    @property
    def province_code(self) -> str:
        """Give the three digits of the place where the birth was registered."""
        return self.value[:3]

    @property
    def province(self) -> str | None:
        """Name the province of birth registration; None when it was registered abroad."""
        return PROVINCES.get(self.province_code)

    @property
    def registered_abroad(self) -> bool:
        """Tell whether the first digits are a country's code (they start at 100; NĐ 137/2015/NĐ-CP Đ13)."""
        return self.value[0] != "0"

    @property
    def sex(self) -> Sex:
        """Read the sex from the fourth digit."""
        return Sex.FEMALE if int(self.value[3]) % 2 else Sex.MALE

    @property
    def birth_year(self) -> int:
        """Read the year of birth: the fourth digit gives the century, the next two the year."""
        return 1900 + int(self.value[3]) // 2 * 100 + int(self.value[4:6])


class TaxCodeKind(StrEnum):
    """Whose tax code it is, as its shape tells."""

    ORGANISATION = "organisation"  # 10 số
    BRANCH = "branch"  # 10 số - 3 số: đơn vị phụ thuộc
    PERSON = "person"  # 12 số: số định danh của cá nhân, đại diện hộ kinh doanh


@dataclass(frozen=True, slots=True)
class TaxCode:
    """A tax code (mã số thuế), written 0123456789, 0123456789-001 or as a personal number of 12 digits."""

    value: str
    kind: TaxCodeKind


@dataclass(frozen=True, slots=True)
class AgencyIdentifier:
    """An electronic agency identifier (mã định danh điện tử), such as H48.15 or the older 000.00.15.H48."""

    value: str

    @property
    def groups(self) -> tuple[str, ...]:
        """Give its groups from the top agency down; the older form reads right to left with zeros for no level."""
        if _OLD_AGENCY.fullmatch(self.value):
            return tuple(group for group in reversed(self.value.split(".")) if group.strip("0"))
        return tuple(self.value.split("."))


class IdentityKind(StrEnum):
    """The papers a person shows for being who they are."""

    CITIZEN_NUMBER = "citizen_number"  # số định danh, căn cước công dân, thẻ căn cước
    OLD_NUMBER = "old_number"  # chứng minh nhân dân 9 số
    PASSPORT = "passport"  # hộ chiếu
    RESIDENCE_CARD = "residence_card"  # thẻ thường trú, tạm trú của người nước ngoài
    OTHER = "other"  # giấy tờ khác


@dataclass(frozen=True, slots=True)
class IdentityDocument:
    """A paper of identity with its number as parsed; made by `identify`."""

    kind: IdentityKind
    number: str
    issued_on: date | None = None
    issued_by: str = ""
    expires_on: date | None = None


def parse_citizen_number(text: str, *, today: date | None = None) -> CitizenNumber:
    """Read a personal number of 12 digits, spaces and dots allowed between them.

    Structure: NĐ 137/2015/NĐ-CP Đ13, codes of TT 59/2021/TT-BCA; there is no check digit. With `today`, a birth year
    still to come is refused. Raises NotValid(CITIZEN_NUMBER, …).
    """
    digits = _digits(text, Field.CITIZEN_NUMBER, lengths=(12,))
    number = CitizenNumber(digits)
    if not number.registered_abroad and number.province is None:
        raise NotValid(Field.CITIZEN_NUMBER, Problem.PROVINCE)
    if today is not None and number.birth_year > today.year:
        raise NotValid(Field.CITIZEN_NUMBER, Problem.IN_FUTURE)
    return number


def parse_old_number(text: str) -> str:
    """Read the 9 digits of an identity card of before 2016 (chứng minh nhân dân). Raises NotValid(OLD_NUMBER, …)."""
    digits = _digits(text, Field.OLD_NUMBER, lengths=(9,))
    if len(set(digits)) == 1:
        raise NotValid(Field.OLD_NUMBER, Problem.ALL_SAME)
    return digits


def parse_passport(text: str, *, nationality: str | None = None) -> str:
    """Read a passport number: up to 9 letters and digits (ICAO 9303); for `nationality` VN a letter and 7 or 8 digits.

    Raises NotValid(PASSPORT, …).
    """
    number = present(text, Field.PASSPORT).upper().replace(" ", "").replace("-", "")
    if not (number.isascii() and number.isalnum()):
        raise NotValid(Field.PASSPORT, Problem.CHARACTERS)
    if not 5 <= len(number) <= 9:
        raise NotValid(Field.PASSPORT, Problem.LENGTH)
    wanted = r"[A-Z]\d{7,8}" if nationality == "VN" else r"[A-Z]*\d[A-Z\d]*"
    if not re.fullmatch(wanted, number):
        raise NotValid(Field.PASSPORT, Problem.FORMAT)
    return number


def parse_other_paper(text: str) -> str:
    """Read the number of any other paper: 3 to 40 characters as written. Raises NotValid(OTHER_PAPER, …)."""
    number = folding.clean_text(present(text, Field.OTHER_PAPER))
    if not 3 <= len(number) <= 40:
        raise NotValid(Field.OTHER_PAPER, Problem.LENGTH)
    return number


def parse_tax_code(text: str) -> TaxCode:
    """Read a tax code: 10 digits with their check digit (TT 105/2020/TT-BTC), a branch 10-3, or a personal number.

    The 12-digit form is the personal number of a person or a household business (TT 86/2024/TT-BTC, from 1/7/2025).
    Raises NotValid(TAX_CODE, …).
    """
    compact = re.sub(r"[\s.]", "", re.sub("[–—‐‑]", "-", present(text, Field.TAX_CODE)))
    if not re.fullmatch(r"[0-9-]+", compact):
        raise NotValid(Field.TAX_CODE, Problem.CHARACTERS)
    if re.fullmatch(r"[0-9]{12}", compact):
        return _personal_tax_code(compact)
    found = re.fullmatch(r"([0-9]{10})(?:-?([0-9]{3}))?", compact)
    if found is None:
        raise NotValid(Field.TAX_CODE, Problem.LENGTH)
    head, branch = found.groups()
    remainder = sum(int(digit) * weight for digit, weight in zip(head, _TAX_WEIGHTS, strict=False)) % 11
    if remainder == 0 or 10 - remainder != int(head[9]) or head[2:9] == "0000000":
        raise NotValid(Field.TAX_CODE, Problem.CHECK_DIGIT)
    if branch is None:
        return TaxCode(head, TaxCodeKind.ORGANISATION)
    if branch == "000":
        raise NotValid(Field.TAX_CODE, Problem.BRANCH)
    return TaxCode(f"{head}-{branch}", TaxCodeKind.BRANCH)


def parse_agency(text: str) -> AgencyIdentifier:
    """Read an agency identifier of at most 35 characters (QĐ 20/2020/QĐ-TTg), or the older form of QCVN 102:2016.

    Raises NotValid(AGENCY, …).
    """
    value = present(text, Field.AGENCY).upper()
    if len(value) > 35:
        raise NotValid(Field.AGENCY, Problem.LENGTH)
    if not re.fullmatch(r"[0-9A-Z.]+", value):
        raise NotValid(Field.AGENCY, Problem.CHARACTERS)
    if not (_AGENCY.fullmatch(value) or _OLD_AGENCY.fullmatch(value)):
        raise NotValid(Field.AGENCY, Problem.FORMAT)
    return AgencyIdentifier(value)


def identify(
    kind: IdentityKind,
    number: str,
    *,
    nationality: str | None = None,
    issued_on: date | None = None,
    issued_by: str = "",
    expires_on: date | None = None,
) -> IdentityDocument:
    """Make a paper of identity from its kind and the number typed; `nationality` decides what a passport looks like.

    Raises NotValid as the parser of that kind does.
    """
    if kind is IdentityKind.CITIZEN_NUMBER:
        read = parse_citizen_number(number).value
    elif kind is IdentityKind.OLD_NUMBER:
        read = parse_old_number(number)
    elif kind is IdentityKind.PASSPORT:
        read = parse_passport(number, nationality=nationality)
    else:
        read = parse_other_paper(number)
    return IdentityDocument(kind, read, issued_on, folding.clean_text(issued_by), expires_on)


def _digits(text: str, field: Field, *, lengths: tuple[int, ...]) -> str:
    """Take the digits of a text written with spaces, dots or hyphens; raises NotValid for other signs and lengths."""
    digits = re.sub(r"[\s.\-]", "", present(text, field))
    if not re.fullmatch(r"[0-9]+", digits):
        raise NotValid(field, Problem.CHARACTERS)
    if len(digits) not in lengths:
        raise NotValid(field, Problem.LENGTH)
    return digits


def _personal_tax_code(digits: str) -> TaxCode:
    """Take a tax code that is a personal number; raises NotValid(TAX_CODE, PERSONAL_NUMBER)."""
    try:
        return TaxCode(parse_citizen_number(digits).value, TaxCodeKind.PERSON)
    except NotValid:
        raise NotValid(Field.TAX_CODE, Problem.PERSONAL_NUMBER) from None
