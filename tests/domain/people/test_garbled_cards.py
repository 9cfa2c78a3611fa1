"""Cards read through a keyboard that garbles: number and dates are read, the name is looked at, nothing is silent."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from motcua.domain.people import card, card_repair, syllables
from motcua.domain.people.card import CardField, Layout
from motcua.domain.people.partial_dates import PartialDate
from tests import keyboards
from tests.keyboards import (
    as_windows_1252,
    asked,
    french_layout,
    lost,
    through_telex,
    through_vni,
    typed_in_telex,
    typed_in_vni,
    unmarked,
    vietnamese_layout,
)

TODAY = date(2026, 11, 21)
SEN = "051190000017|212345678|Nguyễn Thị Sen|12031990|Nữ|Thôn Gò Rét, Ba Động, Ba Tơ, Quảng Ngãi|01012022"
CAPITALS = "051190000017|212345678|NGUYỄN THỊ SEN|12031990|Nữ|Thôn Gò Rét, Ba Động, Ba Tơ, Quảng Ngãi|01012022"
KSOR = "051190000017||KSOR H'WER|12031990|Nữ|Làng Teng, Ba Thành, Ba Tơ, Quảng Ngãi|01012022"


@pytest.mark.parametrize(
    ("scan", "because"),
    [
        (typed_in_telex(SEN), "the scanner types Telex and the input method is off"),
        (typed_in_telex(CAPITALS), "the same in capitals"),
        (typed_in_vni(SEN), "the scanner types VNI and the input method is off"),
        (through_telex(typed_in_vni(SEN)), "the scanner types VNI, the computer reads Telex"),
        (through_vni(typed_in_telex(SEN)), "the scanner types Telex, the computer reads VNI"),
        (through_telex(KSOR), "Telex takes the r of Ksor and the w of H'Wer for marks"),
        (through_vni(SEN.replace("|12031990", "12031990")), "a bar is lost and VNI takes the date behind the name for tones"),
        (lost(SEN), "every letter with a mark is lost"),
        (asked(SEN), "question marks for letters with marks"),
        (unmarked(SEN), "marks are taken off, and đ is d"),
        (as_windows_1252(SEN), "UTF-8 taken for Windows-1252"),
        (SEN.swapcase(), "the key of capitals is down"),
        (CAPITALS.replace("NGUYỄN", "NGUYễN"), "the key of capitals does not reach what comes by Alt and a number"),
        (SEN.replace("Nguyễn", "Nguuyễn"), "a key that bounces"),
        (vietnamese_layout(typed_in_telex(SEN)), "the Vietnamese layout of Windows has letters where digits are"),
        (french_layout(typed_in_telex(SEN)).replace("|", "µ"), "a French layout, and its sign for the bar"),
    ],
)  # fmt: skip
def test_number_and_dates_are_read_and_the_name_is_to_be_compared(scan, because):
    assert scan not in (SEN, CAPITALS, KSOR), "the keyboard changed nothing"
    reading = card.read(scan, today=TODAY)
    assert reading.number.value == "051190000017", because
    assert reading.issued_on == date(2022, 1, 1), because
    if "takes the date behind" in because:
        assert reading.born is None, because
        assert reading.doubted(CardField.BORN), because
    else:
        assert reading.born == PartialDate(1990, 3, 12), because
    assert reading.doubted(CardField.NAME), because


@pytest.mark.parametrize(
    ("scan", "because"),
    [
        (unicodedata.normalize("NFD", SEN), "marks apart from their letters"),
        (SEN.replace("Động", "Ðộng").replace("Nguyễn", "Nguyễn"), "Ð (eth) for Đ"),
        (SEN.lower(), "all small"),
        (through_telex(SEN), "Telex on, but Vietnamese never doubles a letter: nothing happens"),
        (through_telex(typed_in_telex(SEN)), "scanner and computer agree on Telex"),
        (through_vni(typed_in_vni(SEN)), "scanner and computer agree on VNI"),
        (through_telex("]Q1" + SEN), "the mark of the code through Telex: ưQ1"),
        (SEN.replace("|", "~"), "the bar of an English layout"),
        (SEN.replace("|", "\\"), "Shift was lost"),
        (SEN.replace("|", "ǀ"), "a letter that looks like the bar"),
    ],
)  # fmt: skip
def test_what_loses_nothing_is_read_without_doubt(scan, because):
    reading = card.read(scan, today=TODAY)
    assert reading.doubts == (), because
    assert (reading.name, reading.born, reading.issued_on) == ("Nguyễn Thị Sen", PartialDate(1990, 3, 12), date(2022, 1, 1)), because
    assert "Ba Động" in (reading.address or "").replace("ba động", "Ba Động"), because


@pytest.mark.parametrize("true", [SEN, CAPITALS, SEN.replace("212345678", "")])
def test_a_code_without_any_bar_is_read_by_what_its_parts_look_like_and_says_so(true):
    reading = card.read(true.replace("|", ""), today=TODAY)
    assert reading.layout is Layout.OTHER
    assert (reading.number.value, reading.born, reading.issued_on) == ("051190000017", PartialDate(1990, 3, 12), date(2022, 1, 1))
    assert reading.name == "Nguyễn Thị Sen"
    assert reading.doubted(CardField.LAYOUT)


@pytest.mark.parametrize("name", ["Nguyễn Thị Sen", "NGUYỄN VĂN THỬ", "Đặng Quốc Hưng", "Huỳnh Thúy Quyên", "Phạm Giang Đoài"])
def test_the_keyboards_of_these_tests_give_back_what_was_meant(name):
    assert through_telex(typed_in_telex(name)) == name
    assert through_vni(typed_in_vni(name)) == name


@pytest.mark.parametrize(
    ("word", "plausible"),
    [("Nguyễn", True), ("Huỳnh", True), ("Gì", True), ("Quốc", True), ("Hoà", True), ("Hòa", True), ("Nghiễm", True), ("Khuỷu", True),
     ("Thuở", True), ("Yến", True), ("Giếng", True), ("Ksỏ", False), ("Blố", False), ("Kẻ", True), ("Hảp", False), ("Wẻ", False),
     ("Nguyễễn", False), ("Ksor", True)],
)  # fmt: skip
def test_a_tone_stands_only_where_vietnamese_puts_one(word, plausible):
    assert syllables.plausible(word) is plausible


@pytest.mark.parametrize(
    ("digits", "form"), [("0123456789051990", None), ("051190000017", "NFC"), ("12031990", "NFC"), ("01012022", "NFC")]
)
def test_the_layout_of_windows_gives_every_digit_back(digits, form):
    typed = keyboards.vietnamese_layout(digits)
    assert card_repair.as_digits(unicodedata.normalize(form, typed) if form else typed) == digits
