"""Identity numbers, tax codes, agency identifiers, telephones and e-mail addresses."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.people import identity
from motcua.domain.people.identity import Field, IdentityKind, NotValid, PhoneKind, Problem, Sex, TaxCodeKind
from motcua.domain.people.identity_codes import MOBILE_PREFIXES, PROVINCES, REPLACED_PREFIXES

Parser = Callable[[str], object]
OF: dict[Field, Parser] = {
    Field.CITIZEN_NUMBER: identity.parse_citizen_number,
    Field.OLD_NUMBER: identity.parse_old_number,
    Field.PASSPORT: identity.parse_passport,
    Field.OTHER_PAPER: identity.parse_other_paper,
    Field.TAX_CODE: identity.parse_tax_code,
    Field.AGENCY: identity.parse_agency,
    Field.PHONE: identity.parse_phone,
    Field.EMAIL: identity.parse_email,
    Field.DATE: identity.parse_date,
}


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def refusal(field: Field, typed: str) -> NotValid | None:
    try:
        OF[field](typed)
    except NotValid as refused:
        return refused
    return None


@pytest.mark.parametrize("field", Field)
def test_every_field_reads_its_own_example(field: Field) -> None:
    assert OF[field](identity.EXAMPLES[field])


@pytest.mark.parametrize("field", Field)
@pytest.mark.parametrize("typed", ["", "  \t\n"])
def test_every_field_says_when_nothing_was_typed(field: Field, typed: str) -> None:
    with pytest.raises(NotValid) as refused:
        OF[field](typed)
    assert (refused.value.field, refused.value.problem) == (field, Problem.EMPTY)


@given(st.sampled_from(Field), st.text())
def test_no_text_makes_a_parser_fail_but_by_refusing_without_repeating_it(field: Field, typed: str) -> None:
    refused = refusal(field, typed)
    if refused is not None:
        assert refused.field is field
        assert str(refused) == f"{field}: {refused.problem}"


@pytest.mark.parametrize(
    ("field", "typed", "problem", "because"),
    [
        (Field.CITIZEN_NUMBER, "05109000123", Problem.LENGTH, "11 digits, a zero lost in a spreadsheet"),
        (Field.CITIZEN_NUMBER, "0510900012345", Problem.LENGTH, "13 digits"),
        (Field.CITIZEN_NUMBER, "O51090001234", Problem.CHARACTERS, "a letter O for a zero"),
        (Field.CITIZEN_NUMBER, "٠٥١٠٩٠٠٠١٢٣٤", Problem.CHARACTERS, "digits of another script"),
        (Field.CITIZEN_NUMBER, "003085000001", Problem.PROVINCE, "003 was given to no province"),
        (Field.OLD_NUMBER, "21234567", Problem.LENGTH, "8 digits"),
        (Field.OLD_NUMBER, "21234567A", Problem.CHARACTERS, "a letter"),
        (Field.OLD_NUMBER, "000000000", Problem.ALL_SAME, "a filler"),
        (Field.PASSPORT, "Đ1234567", Problem.CHARACTERS, "no passport has Đ"),
        (Field.PASSPORT, "C123", Problem.LENGTH, "too short"),
        (Field.PASSPORT, "C123456789", Problem.LENGTH, "ICAO 9303 allows nine"),
        (Field.PASSPORT, "ABCDEF", Problem.FORMAT, "no digit at all"),
        (Field.OTHER_PAPER, "1", Problem.LENGTH, "says nothing"),
        (Field.TAX_CODE, "0100112437-1", Problem.LENGTH, "a branch has three digits"),
        (Field.TAX_CODE, "01001124370", Problem.LENGTH, "11 digits"),
        (Field.TAX_CODE, "VV34567890", Problem.CHARACTERS, "letters"),
        (Field.TAX_CODE, "4300987658", Problem.CHECK_DIGIT, "the last digit is wrong"),
        (
            Field.TAX_CODE,
            "0000000007",
            Problem.CHECK_DIGIT,
            "the sum is a multiple of 11: no such code is given",
        ),
        (Field.TAX_CODE, "4300987659-000", Problem.BRANCH, "branches start at 001"),
        (Field.TAX_CODE, "003085000001", Problem.PERSONAL_NUMBER, "12 digits must be a personal number"),
        (Field.AGENCY, "H48." + "1" * 32, Problem.LENGTH, "36 characters"),
        (Field.AGENCY, "H48/15", Problem.CHARACTERS, "a stroke"),
        (Field.AGENCY, "48.15", Problem.FORMAT, "no province or ministry in front"),
        (Field.AGENCY, "H48..15", Problem.FORMAT, "an empty group"),
        (Field.PHONE, "09123456", Problem.LENGTH, "8 digits"),
        (Field.PHONE, "0212345678", Problem.PREFIX, "a landline has 11 digits"),
        (Field.PHONE, "0512345678", Problem.PREFIX, "no network has 051"),
        (Field.PHONE, "không có", Problem.CHARACTERS, "words"),
        (Field.PHONE, "00912345678", Problem.PREFIX, "a zero too many is no foreign number"),
        (Field.EMAIL, "nguyễn@example.vn", Problem.CHARACTERS, "the keyboard put an accent"),
        (Field.EMAIL, "nguyen van@example.vn", Problem.CHARACTERS, "a space"),
        (Field.EMAIL, "nguyen.example.vn", Problem.NO_AT, "no @"),
        (Field.EMAIL, "nguyen@example", Problem.FORMAT, "a domain has a dot"),
        (Field.EMAIL, "nguyen..van@example.vn", Problem.FORMAT, "two dots"),
        (Field.EMAIL, "a" * 65 + "@example.vn", Problem.LENGTH, "RFC 5321"),
    ],
)
def test_a_slip_is_named(field: Field, typed: str, problem: Problem, because: str) -> None:
    with pytest.raises(NotValid) as refused:
        OF[field](typed)
    assert (refused.value.field, refused.value.problem) == (field, problem), because
    assert refused.value.example == identity.EXAMPLES[field]


def test_a_problem_nobody_has_words_for_cannot_be_raised() -> None:
    with pytest.raises(AssertionError):
        NotValid(Field.EMAIL, Problem.BRANCH)


def test_citizen_numbers_are_read_as_the_vectors_say(identity_vectors: Path) -> None:
    for row in rows(identity_vectors, "cccd_vectors.csv"):
        if row["well_formed"] == "0":
            with pytest.raises(NotValid):
                identity.parse_citizen_number(row["value"])
            continue
        number = identity.parse_citizen_number(row["value"])
        read = (number.province, number.sex, str(number.birth_year))
        assert read == (row["province"], row["gender"], row["birth_year"])


def test_provinces_are_the_63_of_the_circular(identity_vectors: Path) -> None:
    published = {row["code"]: row["province"] for row in rows(identity_vectors, "cccd_province_codes.csv")}
    assert dict(PROVINCES) == published
    assert len(PROVINCES) == 63


def test_century_digits_are_read_as_the_decree_says(identity_vectors: Path) -> None:
    for row in rows(identity_vectors, "cccd_century_gender.csv"):
        number = identity.parse_citizen_number(f"001{row['digit']}00000001")
        assert (number.sex, str(number.birth_year)) == (row["gender"], row["years"][:4])


def test_a_number_registered_abroad_has_no_province() -> None:
    number = identity.parse_citizen_number("104090001234")
    assert number.registered_abroad
    assert number.province is None
    assert number.birth_year == 1990


def test_a_birth_still_to_come_is_refused_when_the_day_is_told() -> None:
    today = date(2026, 11, 21)
    assert identity.parse_citizen_number("051299000001").birth_year == 2099
    assert identity.parse_citizen_number("051226000001", today=today).birth_year == 2026
    with pytest.raises(NotValid) as refused:
        identity.parse_citizen_number("051299000001", today=today)
    assert refused.value.problem is Problem.IN_FUTURE


@given(
    st.sampled_from(sorted(PROVINCES)),
    st.sampled_from(Sex),
    st.integers(1900, 2399),
    st.integers(0, 999_999),
    st.sampled_from(["", " ", "."]),
)
def test_a_citizen_number_is_read_back_from_its_parts(
    code: str, sex: Sex, year: int, serial: int, gap: str
) -> None:
    digit = (year - 1900) // 100 * 2 + (sex is Sex.FEMALE)
    typed = gap.join([code, str(digit), f"{year % 100:02d}", f"{serial:06d}"])
    number = identity.parse_citizen_number(typed)
    assert (number.province_code, number.sex, number.birth_year) == (code, sex, year)
    assert identity.parse_citizen_number(number.value) == number


def test_tax_codes_are_judged_as_the_vectors_say(identity_vectors: Path) -> None:
    vectors = rows(identity_vectors, "tax_code_vectors.csv")
    assert len(vectors) == 121
    for row in vectors:
        if row["valid_stdnum"] == "0":
            with pytest.raises(NotValid):
                identity.parse_tax_code(row["input"])
        else:
            assert identity.parse_tax_code(row["input"]).value.replace("-", "") == row["bare"]


@pytest.mark.parametrize(
    ("typed", "value", "kind", "because"),
    [
        ("4300987659", "4300987659", TaxCodeKind.ORGANISATION, "ten digits"),
        ("43 00 98 76 59", "4300987659", TaxCodeKind.ORGANISATION, "grouped by its writer"),
        ("4300987659001", "4300987659-001", TaxCodeKind.BRANCH, "the hyphen left out"),
        ("4300987659 – 001", "4300987659-001", TaxCodeKind.BRANCH, "a dash for the hyphen"),
        ("051090001234", "051090001234", TaxCodeKind.PERSON, "since 1/7/2025 a household business files so"),
    ],
)
def test_a_tax_code_has_one_way_of_writing(typed: str, value: str, kind: TaxCodeKind, because: str) -> None:
    code = identity.parse_tax_code(typed)
    assert (code.value, code.kind) == (value, kind), because
    assert identity.parse_tax_code(code.value) == code


@pytest.mark.parametrize(
    ("typed", "groups", "because"),
    [
        ("H48.15", ("H48", "15"), "QĐ 20/2020: from the top down"),
        ("h29.152", ("H29", "152"), "small letters"),
        ("G09.20.A1", ("G09", "20", "A1"), "a ministry's"),
        ("Z01.02", ("Z01", "02"), "other organisations begin with Z"),
        ("000.00.15.H48", ("H48", "15"), "the form of before reads from right to left"),
        ("012.03.00.H48", ("H48", "03", "012"), "and zeros stand for no level"),
    ],
)
def test_an_agency_identifier_gives_its_levels(typed: str, groups: tuple[str, ...], because: str) -> None:
    assert identity.parse_agency(typed).groups == groups, because


@pytest.mark.parametrize(
    ("typed", "value", "kind", "because"),
    [
        ("0912345678", "0912345678", PhoneKind.MOBILE, "as dialled"),
        ("0912 345 678", "0912345678", PhoneKind.MOBILE, "grouped"),
        ("+84 (0)912.345.678", "0912345678", PhoneKind.MOBILE, "as on a visiting card"),
        ("84912345678", "0912345678", PhoneKind.MOBILE, "as systems store it"),
        ("0084-912345678", "0912345678", PhoneKind.MOBILE, "as dialled from abroad"),
        ("0255 3822 123", "02553822123", PhoneKind.LANDLINE, "Quảng Ngãi, area code of four digits"),
        ("024 3825 1234", "02438251234", PhoneKind.LANDLINE, "Hà Nội, area code of three"),
        ("+84 24 3825 1234", "02438251234", PhoneKind.LANDLINE, "the same from abroad"),
        ("+1 202 555 0123", "+12025550123", PhoneKind.FOREIGN, "relatives abroad"),
    ],
)
def test_a_telephone_number_has_one_way_of_writing(
    typed: str, value: str, kind: PhoneKind, because: str
) -> None:
    number = identity.parse_phone(typed)
    assert (number.value, number.kind) == (value, kind), because
    assert identity.parse_phone(number.value) == number
    assert identity.parse_phone(number.international) == number


def test_every_published_mobile_prefix_is_known(identity_vectors: Path) -> None:
    published = {row["prefix"] for row in rows(identity_vectors, "phone_prefixes.csv")}
    assert published <= MOBILE_PREFIXES


@pytest.mark.parametrize("old", sorted(REPLACED_PREFIXES))
def test_a_number_of_before_2018_is_refused_with_the_number_of_today(old: str) -> None:
    with pytest.raises(NotValid) as refused:
        identity.parse_phone(f"{old}2345678"[:11])
    assert refused.value.problem is Problem.PREFIX_REPLACED
    assert identity.parse_phone(refused.value.example).kind is PhoneKind.MOBILE
    assert refused.value.example.endswith("2345678")


def test_an_email_address_keeps_its_name_and_lowers_its_domain() -> None:
    assert identity.parse_email(" An.Nguyen+1@Example.VN ").value == "An.Nguyen+1@example.vn"


@pytest.mark.parametrize(
    ("kind", "typed", "number", "because"),
    [
        (IdentityKind.CITIZEN_NUMBER, "051 090 001 234", "051090001234", "spaces go"),
        (IdentityKind.OLD_NUMBER, "212.345.678", "212345678", "dots go"),
        (IdentityKind.PASSPORT, "c 1234567", "C1234567", "capitals"),
        (IdentityKind.RESIDENCE_CARD, " TT  0123456 ", "TT 0123456", "as written"),
        (IdentityKind.OTHER, "Giấy khai sinh số 12/2001", "Giấy khai sinh số 12/2001", "as written"),
    ],
)
def test_a_paper_of_identity_keeps_its_number_as_parsed(
    kind: IdentityKind, typed: str, number: str, because: str
) -> None:
    paper = identity.identify(kind, typed, issued_on=date(2021, 6, 15), issued_by=" Cục  Cảnh sát ")
    assert (paper.kind, paper.number, paper.issued_by) == (kind, number, "Cục Cảnh sát"), because
    assert identity.identify(kind, paper.number).number == number


def test_a_vietnamese_passport_has_one_letter_and_seven_or_eight_digits() -> None:
    assert identity.parse_passport("AB123456") == "AB123456"
    assert identity.parse_passport("P01234567", nationality="VN") == "P01234567"
    with pytest.raises(NotValid) as refused:
        identity.parse_passport("AB123456", nationality="VN")
    assert refused.value.problem is Problem.FORMAT
