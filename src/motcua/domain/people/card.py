"""Reading the QR code of a citizen card: what it says, and every doubt a clerk has to look at before it is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.domain import folding
from motcua.domain.people import card_repair, syllables
from motcua.domain.people.identity import CitizenNumber, Sex, parse_citizen_number, parse_old_number
from motcua.domain.people.not_valid import NotValid, Problem
from motcua.domain.people.partial_dates import PartialDate, parse_date

_SEXES = {"nam": Sex.MALE, "nu": Sex.FEMALE}
_EIGHT_DIGITS = re.compile(r"[0-9]{8}")
_NOT_IN_NAMES = re.compile(r"[^\w\s'’.\-]|[\d_]")
_NOT_IN_ADDRESSES = re.compile("[?\ufffd]")
_TWICE = re.compile(r"([a-z])\1")


class Layout(StrEnum):
    """What kind of code was read."""

    NUMBER_ONLY = "number_only"  # chỉ có số, gõ tay
    CHIP_CARD = "chip_card"  # căn cước công dân gắn chip, 7 trường
    IDENTITY_CARD = "identity_card"  # thẻ căn cước từ 01/7/2024, 11 trường
    OTHER = "other"


class CardField(StrEnum):
    """The fields of the code that can be in doubt."""

    LAYOUT = "layout"
    OLD_NUMBER = "old_number"
    NAME = "name"
    BORN = "born"
    SEX = "sex"
    ADDRESS = "address"
    ISSUED_ON = "issued_on"


class Reason(StrEnum):
    """Why a field has to be compared with the card itself."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    NO_SUCH_DAY = "no_such_day"  # 29/02 của năm không nhuận
    IN_FUTURE = "in_future"
    BEFORE_BIRTH = "before_birth"
    DIFFERS_FROM_NUMBER = "differs_from_number"  # năm sinh, giới tính khác với số
    MARKS_LOST = "marks_lost"  # mất dấu
    GARBLED = "garbled"  # bộ gõ làm hỏng chữ
    FIELD_COUNT = "field_count"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field to compare with the card: what was read, and what the number says instead when it says something."""

    field: CardField
    reason: Reason
    read: str = ""
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class CardReading:
    """What a code says. Values in doubt are kept out or flagged: `doubts` must be settled before anything is saved."""

    number: CitizenNumber
    layout: Layout
    old_number: str | None = None
    name: str | None = None
    born: PartialDate | None = None
    sex: Sex | None = None
    address: str | None = None
    issued_on: date | None = None
    doubts: tuple[Doubt, ...] = ()

    def doubted(self, field: CardField) -> bool:
        """Tell whether a field has to be compared with the card."""
        return any(doubt.field is field for doubt in self.doubts)


def read(text: str, *, today: date) -> CardReading:
    """Read what a scanner sent: 7 fields (chip card), 11 (card since 1/7/2024) or a number typed by hand.

    Fields: number | old number or nothing | name | born ddmmyyyy | sex | address | issued ddmmyyyy. A code with another
    number of fields is read by the shape of its fields, and says so. Raises NotValid(CITIZEN_NUMBER, …) when there is no
    well-formed number to hold on to.
    """
    bare = card_repair.mended(text)
    first, *rest = (part.strip() for part in bare.split("|"))
    number = parse_citizen_number(first, today=today)
    if not rest:
        return CardReading(number, Layout.NUMBER_ONLY)
    doubts: list[Doubt] = []
    layout, fields = _laid_out(rest, number, doubts)
    old_number, name, born, sex, address, issued_on = fields
    marks_lost, recoded = bare.isascii(), card_repair.garbled_twice(text)
    read_born = _born(born, number, today, doubts)
    return CardReading(
        number=number,
        layout=layout,
        old_number=_old_number(old_number, doubts),
        name=_name(name, marks_lost, recoded, doubts),
        born=read_born,
        sex=_sex(sex, number, doubts),
        address=_address(address, marks_lost, doubts),
        issued_on=_issued_on(issued_on, read_born, today, doubts),
        doubts=tuple(doubts),
    )


def _laid_out(rest: Sequence[str], number: CitizenNumber, doubts: list[Doubt]) -> tuple[Layout, list[str]]:
    """Find the six fields after the number: by place when the count is right, else by what they look like."""
    if len(rest) == 6:
        return Layout.CHIP_CARD, list(rest)
    if len(rest) == 10 and not any(rest[6:]):
        return Layout.IDENTITY_CARD, list(rest[:6])
    doubts.append(Doubt(CardField.LAYOUT, Reason.FIELD_COUNT, str(len(rest) + 1)))
    days = [part for part in rest if _EIGHT_DIGITS.fullmatch(part)]
    old = [part for part in rest if re.fullmatch(r"[0-9]{9}", part)]
    sexes = [part for part in rest if folding.fold(part) in _SEXES]
    words = [part for part in rest if part and part not in {*days, *old, *sexes}]
    born = [day for day in days if day.endswith(str(number.birth_year))][:1] or days[: len(days) - 1]
    issued = [day for day in days if day not in born] or days[1:2]
    found = [old[:1], words[:1], born[:1], sexes[:1], [", ".join(words[1:])], issued[:1]]
    return Layout.OTHER, [parts[0] if parts else "" for parts in found]


def _old_number(read: str, doubts: list[Doubt]) -> str | None:
    """Take the number of the card before; most codes have none."""
    try:
        return parse_old_number(read) if read else None
    except NotValid:
        doubts.append(Doubt(CardField.OLD_NUMBER, Reason.UNREADABLE, read))
        return None


def _name(read: str, marks_lost: bool, recoded: bool, doubts: list[Doubt]) -> str | None:
    """Clean the name; doubt it when the keyboard driver of the computer seems to have rewritten it."""
    written = folding.clean_text(read)
    if not written:
        doubts.append(Doubt(CardField.NAME, Reason.MISSING))
        return None
    if recoded or _garbled(written):
        doubts.append(Doubt(CardField.NAME, Reason.GARBLED, written))
    elif marks_lost:
        doubts.append(Doubt(CardField.NAME, Reason.MARKS_LOST, written))
    return folding.clean_name(written)


def _garbled(name: str) -> bool:
    """Tell the traces of an input method (Telex, VNI): signs, digits, doubled letters, capitals inside a word, odd tones."""
    if _NOT_IN_NAMES.search(name) or _TWICE.search(folding.fold(name)):
        return True
    words = re.findall(r"[^\W\d_]+", name)
    if any(not syllables.plausible(word) for word in words):
        return True
    if any(word[0].islower() for word in words) and not name.islower():
        return True  # the key of capitals was down: nGUYỄN, or one word of several
    return any(not (word.isupper() or word[1:].islower() or len(word) == 1) for word in words)


def _born(read: str, number: CitizenNumber, today: date, doubts: list[Doubt]) -> PartialDate | None:
    """Read the date of birth and compare its year with the number."""
    born = _day(CardField.BORN, read, today, doubts)
    if born is not None and born.year != number.birth_year:
        doubts.append(Doubt(CardField.BORN, Reason.DIFFERS_FROM_NUMBER, str(born), str(number.birth_year)))
    return born


def _issued_on(read: str, born: PartialDate | None, today: date, doubts: list[Doubt]) -> date | None:
    """Read the day of issue, which must be whole and after the birth."""
    issued = _day(CardField.ISSUED_ON, read, today, doubts)
    if issued is None:
        return None
    if issued.exact is None:
        doubts.append(Doubt(CardField.ISSUED_ON, Reason.UNREADABLE, read))
    elif born is not None and issued.exact < born.earliest:
        doubts.append(Doubt(CardField.ISSUED_ON, Reason.BEFORE_BIRTH, str(issued)))
    return issued.exact


def _day(field: CardField, read: str, today: date, doubts: list[Doubt]) -> PartialDate | None:
    """Read eight digits ddmmyyyy (00 for an unknown day or month), or note why they are no date."""
    reasons = {
        Problem.EMPTY: Reason.MISSING,
        Problem.NO_SUCH_DAY: Reason.NO_SUCH_DAY,
        Problem.IN_FUTURE: Reason.IN_FUTURE,
    }
    try:
        return parse_date(read, not_after=today)
    except NotValid as refused:
        doubts.append(Doubt(field, reasons.get(refused.problem, Reason.UNREADABLE), read))
        return None


def _sex(read: str, number: CitizenNumber, doubts: list[Doubt]) -> Sex | None:
    """Read the sex and compare it with the number; an input method may have spoilt Nữ."""
    sex = _SEXES.get(folding.fold(read))
    if sex is None:
        doubts.append(Doubt(CardField.SEX, Reason.UNREADABLE if read else Reason.MISSING, read))
    elif sex is not number.sex:
        doubts.append(Doubt(CardField.SEX, Reason.DIFFERS_FROM_NUMBER, sex, number.sex))
    return sex


def _address(read: str, marks_lost: bool, doubts: list[Doubt]) -> str | None:
    """Keep the address of the day of issue as it is written; its units may have merged since."""
    written = folding.clean_text(read)
    if not written:
        doubts.append(Doubt(CardField.ADDRESS, Reason.MISSING))
        return None
    if _NOT_IN_ADDRESSES.search(written):
        doubts.append(Doubt(CardField.ADDRESS, Reason.GARBLED, written))
    elif marks_lost:
        doubts.append(Doubt(CardField.ADDRESS, Reason.MARKS_LOST, written))
    return written
