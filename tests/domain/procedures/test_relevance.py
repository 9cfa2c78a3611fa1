"""Words as people search with them, slips of the finger, and which procedure answers best."""

from __future__ import annotations

import pytest

from motcua.domain.procedures import relevance, search_words
from motcua.domain.procedures.relevance import Candidate, Matcher, Sought
from motcua.domain.procedures.spelling import Spelling

FOLDED = [
    ("Đăng ký khai sinh", "dang ki khai sinh", "without marks; ký and kí are one word"),
    ("Thuỷ lợi, quý I/2026", "thuy loi qui i 2026", "signs part words; thuỷ stays thuỷ"),
    ("Y tế", "i te", "y alone is i"),
    ("ÐƯỜNG", "duong", "a false Đ is an Đ"),
]


@pytest.mark.parametrize(("text", "folded", "because"), FOLDED)
def test_many_spellings_fold_to_one(text: str, folded: str, because: str) -> None:
    assert search_words.fold(text) == folded, because
    assert search_words.fold(folded) == folded, "folding twice changes nothing more"
    assert len(search_words.words(text)) == len(search_words.printed(text)), "words keep in step with print"


CODES = [
    ("1.001193", ("1.001193",)),
    ("1001193", ("1.001193",)),
    ("thủ tục 1 001193 và 2.000635", ("1.001193", "2.000635")),
    ("1.001193.000.00.00.H17", ("1.001193",)),
    ("0905000001", ()),
    ("12.1.001193", ()),
]


@pytest.mark.parametrize(("text", "codes"), CODES)
def test_a_code_is_seen_however_it_is_typed(text: str, codes: tuple[str, ...]) -> None:
    assert search_words.codes(text) == codes


def test_words_that_say_nothing_weigh_next_to_nothing() -> None:
    found = search_words.query("xin làm thủ tục cấp giấy khai sinh cho con ở xã")
    telling = [word.folded for word in found if not word.empty]
    assert telling == ["cap", "giay", "khai", "sinh", "con", "xa"]
    assert search_words.worth("giay") < search_words.worth("sinh")


def test_a_query_of_empty_words_alone_still_counts() -> None:
    assert all(not word.empty for word in search_words.query("làm thủ tục"))


SLIPS = [
    ("sih", "sinh", "a letter dropped"),
    ("khia", "khai", "two letters swapped"),
    ("ddang", "dang", "a letter doubled"),
    ("kgai", "khai", "a neighbour on the keyboard"),
]


@pytest.mark.parametrize(("typed", "meant", "because"), SLIPS)
def test_one_slip_is_found_among_the_words_of_the_catalogue(typed: str, meant: str, because: str) -> None:
    spelling = Spelling({"sinh": 40, "khai": 60, "dang": 90, "ki": 90, "hon": 12})
    assert not spelling.knows(typed)
    assert spelling.alternatives(typed)[0] == meant, because


def test_two_slips_or_too_short_a_word_are_no_slip() -> None:
    spelling = Spelling({"sinh": 1, "khai": 1})
    assert spelling.alternatives("ssinhh") == ()
    assert spelling.alternatives("si") == ()
    assert spelling.knows("2026")


def test_words_typed_without_a_space_come_apart() -> None:
    spelling = Spelling({"khai": 5, "sinh": 5, "kha": 1, "isinh": 1})
    assert spelling.parts("khaisinh") == ("khai", "sinh")
    assert spelling.parts("khaixyz") is None


DISTANCES = [
    ("khai", "khai", 0),
    ("khai", "khia", 1),
    ("khai", "kha", 1),
    ("sinh", "tinh", 1),
    ("sinh", "sihn", 1),
    ("abc", "xyz", 2),
]


@pytest.mark.parametrize(("one", "other", "slips"), DISTANCES)
def test_slips_are_counted_both_ways(one: str, other: str, slips: int) -> None:
    assert relevance.distance(one, other, most=1) == slips == relevance.distance(other, one, most=1)


def candidate(
    code: str, short: str = "", name: str = "", everyday: tuple[str, ...] = (), complete: bool = True
) -> Candidate:
    return Candidate(
        code, tuple(relevance.phrase(t) for t in (short, *everyday) if t), (relevance.phrase(name or short),),
        (relevance.phrase("Hộ tịch"),), complete,
    )  # fmt: skip


BIRTH = candidate("1", "Đăng ký khai sinh", "Thủ tục đăng ký khai sinh", ("làm giấy khai sinh",))
ABROAD = candidate(
    "2", "", "Thủ tục đăng ký khai sinh có yếu tố nước ngoài cho người đã có hồ sơ cá nhân", complete=False
)
DEATH = candidate("3", "Đăng ký khai tử")
TOWER = candidate("4", "Khai thác tư liệu")
ALL = (BIRTH, ABROAD, DEATH, TOWER)

FIRST = [
    ("khai sinh", BIRTH, "all words in the short name come before a long name with more words"),
    ("dang ki khai sih", BIRTH, "a slip is forgiven where nobody writes the word so"),
    ("khaisinh", BIRTH, "a forgotten space too"),
    ("khai sinh yếu tố nước ngoài", ABROAD, "more words met are a better answer"),
    ("khai tu", DEATH, "words side by side come before words apart"),
    ("khai tư liệu", TOWER, "marks as typed decide between equals"),
    ("hộ tịch khai tử", DEATH, "the field helps"),
]


@pytest.mark.parametrize(("text", "first", "because"), FIRST)
def test_the_best_answer_comes_first(text: str, first: Candidate, because: str) -> None:
    matcher = Matcher(Sought(search_words.query(text)), ALL)
    assert max(ALL, key=lambda one: matcher.score(one).value) is first, because


def test_an_exact_code_beats_everything() -> None:
    matcher = Matcher(Sought(search_words.query("khai sinh"), codes=("4",)), ALL)
    scores = {one.code: matcher.score(one) for one in ALL}
    assert max(scores, key=lambda code: scores[code].value) == "4"
    assert scores["4"].why == "code"


def test_where_a_synonym_points_comes_before_words_met_by_chance() -> None:
    matcher = Matcher(Sought(search_words.query("bằng lái"), pointed={"3": 0.95}), ALL)
    assert matcher.score(DEATH).why == "synonym"
    assert matcher.score(DEATH).value > matcher.score(BIRTH).value


def test_of_two_equal_answers_the_one_filed_more_often_comes_first() -> None:
    matcher = Matcher(Sought(search_words.query("khai sinh")), ALL)
    assert (
        matcher.score(BIRTH, filings=900).value
        > matcher.score(BIRTH, filings=3).value
        > matcher.score(BIRTH).value
    )
    unfinished = candidate("1", "Đăng ký khai sinh", "Thủ tục đăng ký khai sinh", complete=False)
    assert matcher.score(BIRTH).value > matcher.score(unfinished).value


def test_while_typing_the_last_word_may_be_unfinished() -> None:
    words = search_words.query("dang ki khai s")
    typing = Matcher(Sought(words, prefix=True), ALL).score(BIRTH)
    assert typing.value > Matcher(Sought(words), ALL).score(BIRTH).value
    assert typing.slips == {}, "an unfinished word is no slip"


def test_what_was_meant_is_said_in_the_words_of_the_catalogue() -> None:
    words = search_words.query("dang ki khai sih")
    score = Matcher(Sought(words), ALL).score(BIRTH)
    assert score.why == "near"
    assert relevance.corrected(words, score.slips) == "dang ki khai sinh"
    assert relevance.corrected(words, {}) is None


def test_a_word_that_stands_in_the_catalogue_is_never_taken_for_another() -> None:
    matcher = Matcher(Sought(search_words.query("thác")), (BIRTH, TOWER, candidate("5", "Giấy thác")))
    assert matcher.score(BIRTH).value < relevance.LEAST
