"""What can be wrong with an identity number, a contact or a date: structured, so that each door words it its own way."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Field(StrEnum):
    """The thing that was read."""

    CITIZEN_NUMBER = "citizen_number"  # số căn cước, số định danh cá nhân (12 số)
    OLD_NUMBER = "old_number"  # số chứng minh nhân dân (9 số)
    PASSPORT = "passport"  # hộ chiếu
    OTHER_PAPER = "other_paper"  # giấy tờ khác
    TAX_CODE = "tax_code"  # mã số thuế
    AGENCY = "agency"  # mã định danh điện tử của cơ quan, tổ chức
    PHONE = "phone"  # số điện thoại
    EMAIL = "email"  # thư điện tử
    DATE = "date"  # ngày tháng năm


class Problem(StrEnum):
    """The one thing that is wrong with it."""

    EMPTY = "empty"
    CHARACTERS = "characters"
    LENGTH = "length"
    FORMAT = "format"
    PROVINCE = "province"
    IN_FUTURE = "in_future"
    ALL_SAME = "all_same"
    CHECK_DIGIT = "check_digit"
    BRANCH = "branch"
    PERSONAL_NUMBER = "personal_number"
    PREFIX = "prefix"
    PREFIX_REPLACED = "prefix_replaced"
    NO_AT = "no_at"
    NO_SUCH_DAY = "no_such_day"
    TWO_DIGIT_YEAR = "two_digit_year"
    YEAR = "year"


# Everything a parser may complain about, by field: the doors must have words for each pair, and a test sees to it.
CAN_GO_WRONG: Mapping[Field, tuple[Problem, ...]] = {
    Field.CITIZEN_NUMBER: (
        Problem.EMPTY,
        Problem.CHARACTERS,
        Problem.LENGTH,
        Problem.PROVINCE,
        Problem.IN_FUTURE,
    ),
    Field.OLD_NUMBER: (Problem.EMPTY, Problem.CHARACTERS, Problem.LENGTH, Problem.ALL_SAME),
    Field.PASSPORT: (Problem.EMPTY, Problem.CHARACTERS, Problem.LENGTH, Problem.FORMAT),
    Field.OTHER_PAPER: (Problem.EMPTY, Problem.LENGTH),
    Field.TAX_CODE: (
        Problem.EMPTY,
        Problem.CHARACTERS,
        Problem.LENGTH,
        Problem.CHECK_DIGIT,
        Problem.BRANCH,
        Problem.PERSONAL_NUMBER,
    ),
    Field.AGENCY: (Problem.EMPTY, Problem.CHARACTERS, Problem.LENGTH, Problem.FORMAT),
    Field.PHONE: (
        Problem.EMPTY,
        Problem.CHARACTERS,
        Problem.LENGTH,
        Problem.PREFIX,
        Problem.PREFIX_REPLACED,
    ),
    Field.EMAIL: (Problem.EMPTY, Problem.CHARACTERS, Problem.LENGTH, Problem.NO_AT, Problem.FORMAT),
    Field.DATE: (
        Problem.EMPTY,
        Problem.FORMAT,
        Problem.NO_SUCH_DAY,
        Problem.TWO_DIGIT_YEAR,
        Problem.YEAR,
        Problem.IN_FUTURE,
    ),
}

EXAMPLES: Mapping[Field, str] = {
    Field.CITIZEN_NUMBER: "051090001234",
    Field.OLD_NUMBER: "212345678",
    Field.PASSPORT: "C1234567",
    Field.OTHER_PAPER: "TT 0123456",
    Field.TAX_CODE: "4300987659",
    Field.AGENCY: "H48.15",
    Field.PHONE: "0912345678",
    Field.EMAIL: "nguyenvana@example.vn",
    Field.DATE: "02/09/1990",
}


class NotValid(ValueError):
    """Raised when a text is not a well-formed number, contact or date; its text never carries what was typed."""

    def __init__(self, field: Field, problem: Problem, example: str | None = None) -> None:
        if problem not in CAN_GO_WRONG[field]:
            raise AssertionError(f"{field} is not known to fail by {problem}")
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem
        self.example = EXAMPLES[field] if example is None else example


def present(text: str, field: Field) -> str:
    """Strip a text; raises NotValid(field, EMPTY) when nothing is left."""
    stripped = text.strip()
    if not stripped:
        raise NotValid(field, Problem.EMPTY)
    return stripped
