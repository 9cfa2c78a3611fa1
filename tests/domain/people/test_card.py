"""The QR code of the citizen card: what is read, and what is left for the clerk to look at."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.people import card
from motcua.domain.people.card import CardField, Doubt, Layout, Reason
from motcua.domain.people.identity import NotValid, Problem, Sex
from motcua.domain.people.partial_dates import PartialDate

TODAY = date(2026, 11, 21)
PERSON = "051090000001||NGUYỄN VĂN THỬ|01011990|Nam|Thôn Mẫu, Tịnh Giang, Sơn Tịnh, Quảng Ngãi|15062021"


def doubts(text: str) -> set[tuple[CardField, Reason]]:
    return {(doubt.field, doubt.reason) for doubt in card.read(text, today=TODAY).doubts}


def changed(place: int, value: str) -> str:
    parts = PERSON.split("|")
    parts[place] = value
    return "|".join(parts)


def test_a_chip_card_without_old_number_is_read_whole() -> None:
    reading = card.read(PERSON, today=TODAY)
    assert reading.number.value == "051090000001"
    assert reading.layout is Layout.CHIP_CARD
    assert reading.old_number is None
    assert reading.name == "Nguyễn Văn Thử"
    assert reading.born == PartialDate(1990, 1, 1)
    assert reading.sex is Sex.MALE
    assert reading.address == "Thôn Mẫu, Tịnh Giang, Sơn Tịnh, Quảng Ngãi"
    assert reading.issued_on == date(2021, 6, 15)
    assert reading.doubts == ()


def test_the_published_samples_are_read_with_exactly_the_doubts_they_deserve(identity_vectors: Path) -> None:
    with (identity_vectors / "cccd_qr.csv").open(encoding="utf-8", newline="") as file:
        samples = {row["qr"][:12]: card.read(row["qr"], today=TODAY) for row in csv.DictReader(file)}
    seen = {
        number: (reading.layout, [(doubt.field, doubt.reason) for doubt in reading.doubts])
        for number, reading in samples.items()
    }
    assert seen == {
        "051090000001": (Layout.CHIP_CARD, []),
        "006185000002": (Layout.CHIP_CARD, [(CardField.BORN, Reason.NO_SUCH_DAY)]),
        "064203000003": (Layout.IDENTITY_CARD, []),
        "051090000006": (Layout.NUMBER_ONLY, []),
        "051090000008": (Layout.CHIP_CARD, [(CardField.BORN, Reason.DIFFERS_FROM_NUMBER)]),
    }
    assert samples["006185000002"].old_number == "095000002"
    assert samples["006185000002"].born is None
    assert samples["064203000003"].name == "Rơ Châm Thử"


@pytest.mark.parametrize(
    ("text", "layout", "because"),
    [
        (PERSON, Layout.CHIP_CARD, "seven fields"),
        (PERSON + "||||", Layout.IDENTITY_CARD, "eleven fields, the last four empty"),
        ("051090000001", Layout.NUMBER_ONLY, "a number typed by hand"),
        ("\ufeff]Q1" + PERSON + "\r\n", Layout.CHIP_CARD, "what scanners put around"),
        (PERSON.replace("|", "｜"), Layout.CHIP_CARD, "a wide bar from an Asian keyboard layout"),
    ],
)
def test_known_layouts_are_told_apart_without_doubt(text: str, layout: Layout, because: str) -> None:
    reading = card.read(text, today=TODAY)
    assert (reading.layout, reading.doubts) == (layout, ()), because
    assert reading.number.value == "051090000001", because


@pytest.mark.parametrize(
    ("text", "field", "reason", "because"),
    [
        (changed(3, "29021985"), CardField.BORN, Reason.NO_SUCH_DAY, "1985 is no leap year"),
        (changed(3, "01011991"), CardField.BORN, Reason.DIFFERS_FROM_NUMBER, "the number says 1990"),
        (changed(3, "01011900"), CardField.BORN, Reason.DIFFERS_FROM_NUMBER, "the century counts too"),
        (changed(3, "1990?"), CardField.BORN, Reason.UNREADABLE, "no date"),
        (changed(3, ""), CardField.BORN, Reason.MISSING, "nothing"),
        (changed(4, "Nữ"), CardField.SEX, Reason.DIFFERS_FROM_NUMBER, "the fourth digit says male"),
        (changed(4, "N?"), CardField.SEX, Reason.UNREADABLE, "the keyboard lost a letter"),
        (changed(1, "12345"), CardField.OLD_NUMBER, Reason.UNREADABLE, "an old number has nine digits"),
        (changed(2, ""), CardField.NAME, Reason.MISSING, "no name"),
        (changed(2, "NGUUYỄN VĂN THỬ"), CardField.NAME, Reason.GARBLED, "Telex doubled a letter"),
        (changed(2, "NGUYễN VĂN THỬ"), CardField.NAME, Reason.GARBLED, "a small letter among capitals"),
        (changed(2, "NGUY?N V?N TH?"), CardField.NAME, Reason.GARBLED, "letters replaced by question marks"),
        (changed(2, "NGUYE64N VAN8"), CardField.NAME, Reason.GARBLED, "VNI wrote digits"),
        (changed(5, "Th\ufffdn M\ufffdu"), CardField.ADDRESS, Reason.GARBLED, "letters were lost on the way"),
        (changed(5, ""), CardField.ADDRESS, Reason.MISSING, "no address"),
        (changed(6, "15062031"), CardField.ISSUED_ON, Reason.IN_FUTURE, "cards are not issued ahead"),
        (changed(6, "15061989"), CardField.ISSUED_ON, Reason.BEFORE_BIRTH, "nor before the birth"),
        (changed(6, "00002021"), CardField.ISSUED_ON, Reason.UNREADABLE, "a card has a whole day of issue"),
        (PERSON + "|thừa", CardField.LAYOUT, Reason.FIELD_COUNT, "eight fields"),
        (PERSON + "|||x|", CardField.LAYOUT, Reason.FIELD_COUNT, "eleven fields, but not empty ones"),
    ],
)
def test_a_conflict_becomes_one_named_doubt(
    text: str, field: CardField, reason: Reason, because: str
) -> None:
    assert doubts(text) == {(field, reason)}, because
    assert card.read(text, today=TODAY).doubted(field), because


@pytest.mark.parametrize(
    "name",
    ["RƠ CHÂM H'BIA", "Y BLÔ NIÊ", "KSOR NAM", "ÐẶNG VĂN ÐỨC", "mai lan anh", "Siu Black", "KPĂ Y-LINH"],
)
def test_names_of_every_people_pass_without_doubt(name: str) -> None:
    assert doubts(changed(2, name)) == set()


def test_a_year_that_differs_is_shown_both_ways() -> None:
    reading = card.read(changed(3, "01011991"), today=TODAY)
    assert reading.doubts == (Doubt(CardField.BORN, Reason.DIFFERS_FROM_NUMBER, "01/01/1991", "1990"),)


def test_a_scan_through_a_keyboard_that_lost_every_accent_still_gives_number_and_dates() -> None:
    bare = "051090000001||NGUYN VN TH|01011990|Nam|Thn Mu, Tnh Giang, Sn Tnh, Qung Ngi|15062021"
    reading = card.read(bare, today=TODAY)
    assert (reading.number.value, reading.born, reading.issued_on) == (
        "051090000001",
        PartialDate(1990, 1, 1),
        date(2021, 6, 15),
    )
    assert doubts(bare) == {(CardField.NAME, Reason.MARKS_LOST), (CardField.ADDRESS, Reason.MARKS_LOST)}


def test_a_scan_garbled_by_telex_still_gives_number_and_dates_and_doubts_the_name() -> None:
    telex = "051090000001||NGUUYEENX VAWN THUWR|01011990|Nam|Thoon Maaux, Sown Tijnh, Quarng Ngaxi|15062021"
    reading = card.read(telex, today=TODAY)
    assert reading.number.value == "051090000001"
    assert reading.born == PartialDate(1990, 1, 1)
    assert reading.issued_on == date(2021, 6, 15)
    assert reading.doubted(CardField.NAME)
    assert reading.doubted(CardField.ADDRESS)


def test_a_code_whose_empty_field_was_dropped_is_read_by_shape() -> None:
    reading = card.read(PERSON.replace("||", "|"), today=TODAY)
    assert reading.layout is Layout.OTHER
    assert (reading.name, reading.born, reading.sex) == ("Nguyễn Văn Thử", PartialDate(1990, 1, 1), Sex.MALE)
    assert reading.address == "Thôn Mẫu, Tịnh Giang, Sơn Tịnh, Quảng Ngãi"
    assert [doubt.field for doubt in reading.doubts] == [CardField.LAYOUT]


def test_a_birth_known_only_to_the_year_is_no_doubt() -> None:
    reading = card.read(changed(3, "00001990"), today=TODAY)
    assert reading.born == PartialDate(1990)
    assert reading.doubts == ()


@pytest.mark.parametrize(
    ("text", "problem", "because"),
    [
        ("", Problem.EMPTY, "nothing was scanned"),
        ("|||||| ", Problem.EMPTY, "bars alone"),
        ("https://example.vn/x", Problem.CHARACTERS, "another code"),
        ("05109000001||A|01011990|Nam|X|15062021", Problem.LENGTH, "eleven digits"),
        ("003090000001||A|01011990|Nam|X|15062021", Problem.PROVINCE, "no such province"),
        ("051299000001", Problem.IN_FUTURE, "born in 2099"),
    ],
)
def test_without_a_well_formed_number_there_is_nothing_to_read(
    text: str, problem: Problem, because: str
) -> None:
    with pytest.raises(NotValid) as refused:
        card.read(text, today=TODAY)
    assert refused.value.problem is problem, because


SYLLABLES = st.sampled_from(
    ["Nguyễn", "Trần", "Đặng", "Thị", "Văn", "Mẫu", "Thử", "Hòa", "Niê", "Châm", "Lý"]
)


@given(
    name=st.lists(SYLLABLES, min_size=2, max_size=5).map(" ".join),
    capitals=st.booleans(),
    born=st.dates(date(1900, 1, 1), date(2020, 12, 31)),
    sex=st.sampled_from(Sex),
    old=st.sampled_from(["", "212345678"]),
    tail=st.sampled_from(["", "||||"]),
)
def test_a_card_written_as_the_format_says_is_read_back_without_doubt(
    name: str, capitals: bool, born: date, sex: Sex, old: str, tail: str
) -> None:
    digit = (born.year - 1900) // 100 * 2 + (sex is Sex.FEMALE)
    number = f"051{digit}{born.year % 100:02d}000001"
    written = name.upper() if capitals else name
    text = f"{number}|{old}|{written}|{born:%d%m%Y}|{'Nữ' if sex is Sex.FEMALE else 'Nam'}|Thôn Mẫu|15062021{tail}"
    reading = card.read(text, today=TODAY)
    assert reading.doubts == ()
    assert (reading.number.value, reading.old_number or "", reading.name) == (number, old, name)
    assert (reading.born, reading.sex) == (PartialDate(born.year, born.month, born.day), sex)


@given(st.lists(st.text(max_size=20), max_size=12))
def test_whatever_follows_the_number_the_number_is_kept(parts: list[str]) -> None:
    assert card.read("|".join(["051090000001", *parts]), today=TODAY).number.value == "051090000001"
