"""Conditions over answers."""

import contextlib
import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.procedures import conditions

ANSWERS = {
    "purpose": "house",
    "age": 61,
    "area": 85.5,
    "agrees": True,
    "unanswered": None,
    "kinds": ["a", "b"],
    "home": {"line": "12 Lê Lợi", "commune": "23557", "province": None},
    "children": [{"name": "An", "age": 3}, {"name": "Bình", "age": None}],
}

HOLDS = [
    # condition, expected, because
    ("purpose == 'house'", True, "a choice equals its option"),
    ("purpose != 'house'", False, "it is the option"),
    ("age > 60 && agrees", True, "both parts hold"),
    ("!(age > 60)", False, "the part holds"),
    ("age > 60.5", True, "whole and broken numbers compare"),
    ("unanswered > 60", False, "a missing answer decides nothing"),
    ("!(unanswered > 60)", False, "nor does its negation"),
    ("unanswered == null", True, "a missing answer is null"),
    ("never_heard_of == null", True, "a name without an answer is null"),
    ("unanswered > 60 || agrees", True, "the other part decides"),
    ("unanswered > 60 && agrees", False, "one part cannot be decided"),
    ("unanswered", False, "an unanswered yes or no is not yes"),
    ("!unanswered", False, "and is not no either"),
    ("size(unanswered) > 0", False, "no list, no size"),
    ("'a' in kinds", True, "one of several choices"),
    ("'c' in kinds", False, "not chosen"),
    ("purpose in ['house', 'land']", True, "one of the options"),
    ("home.commune == '23557'", True, "part of an address"),
    ("home.province == '52'", False, "that part is missing"),
    ("home.old_commune == '52'", False, "that part is not there at all"),
    ("home.old_commune == null", True, "a missing part is null"),
    ("children.exists(c, c.school == null)", True, "also in a row"),
    ("unanswered.province == '52'", False, "no address, no province"),
    ("children.exists(c, c.age < 6)", True, "one row is enough, even beside a row without an answer"),
    ("children.all(c, c.age < 6)", False, "one row cannot be decided"),
    ("children.size() == 2", True, "rows are counted"),
    ("children[5].age == 1", False, "there is no such row"),
    ("agrees ? age > 60 : age > 70", True, "one or the other"),
    ("age * 9223372036854775807 > 1", False, "a sum too large decides nothing"),
]


@pytest.mark.parametrize(("condition", "expected", "because"), HOLDS)
def test_a_condition_is_judged(condition: str, expected: bool, because: str) -> None:
    assert conditions.holds(condition, ANSWERS) is expected, because


def test_judging_leaves_the_answers_as_they_are() -> None:
    before = copy.deepcopy(ANSWERS)
    conditions.holds("home.old_commune == null && children.exists(c, c.school == null)", ANSWERS)
    assert before == ANSWERS


REFUSED = [
    # condition, code, because
    ("purpose == ", "condition_syntax", "half a comparison"),
    ("", "condition_syntax", "nothing"),
    ("purpose = 'house'", "condition_syntax", "one equals sign"),
    ("purpose == 'house' // why", "condition_syntax", "no remarks"),
    ("timestamp(born) > 1", "condition_function", "values that fail while a citizen waits are not allowed"),
    ("purpose.matches('(a+)+$')", "condition_function", "no patterns"),
    ("age / 2 > 3", "condition_syntax", "no dividing: it fails on nought"),
    ("kinds.map(k, k).size() > 0 && " * 3 + "true", "condition_too_long", "too many loops"),
    ("(" * 40 + "true" + ")" * 40, "condition_too_long", "too deep"),
    ("age == 1 || " * 120 + "true", "condition_too_long", "too long"),
    ("`age` == 1", "condition_syntax", "strange quotes"),
]


@pytest.mark.parametrize(("condition", "code", "because"), REFUSED)
def test_a_badly_written_condition_is_refused(condition: str, code: str, because: str) -> None:
    with pytest.raises(conditions.BadCondition) as refused:
        conditions.compile(condition)
    assert refused.value.code == code, because


@pytest.mark.parametrize("condition", ["age > 'sixty'", "age", "purpose && agrees", "'a' + 'b'"])
def test_comparing_what_cannot_be_compared_is_an_error_not_false(condition: str) -> None:
    with pytest.raises(conditions.Undecidable):
        conditions.holds(condition, ANSWERS)


SHAPE: conditions.Shape = {
    "purpose": None,
    "kinds": [None],
    "home": {"line": None, "commune": None},
    "children": [{"name": None, "age": None}],
}
NAMES = [
    # condition, names, unknown, because
    ("purpose == 'house'", {"purpose"}, [], "a field"),
    ("purpse == 'house'", {"purpse"}, ["purpse"], "a misspelt field is found"),
    ("home.comune == '1'", {"home"}, ["home.comune"], "a misspelt part is found"),
    ("children.exists(c, c.nme == 'An')", {"children"}, ["children.*.nme"], "also in a loop"),
    ("children.exists(c, c.name == purpose)", {"children", "purpose"}, [], "the loop's own name is no field"),
    ("children[0].name == 'An'", {"children"}, [], "a row by number"),
    ("home['line'] == 'x'", {"home"}, [], "a part in brackets"),
    ("children.filter(c, c.age < 3).size() > 1", {"children"}, [], "a call is no part"),
    ("'x' in kinds && size(kinds) > 1", {"kinds"}, [], "functions are no fields"),
    ("has(home.line)", {"home"}, [], "has is no field"),
    ("home.exists(h, h == 'x')", {"home"}, ["home.*"], "an address has no rows"),
    ("purpose.line == 'x'", {"purpose"}, ["purpose.line"], "a value has no parts"),
]


@pytest.mark.parametrize(("condition", "names", "unknown", "because"), NAMES)
def test_the_names_a_condition_reads_are_known(
    condition: str, names: set[str], unknown: list[str], because: str
) -> None:
    assert conditions.names(condition) == names, because
    assert conditions.unknown(conditions.compile(condition), SHAPE) == unknown, because


OPTIONS = {("purpose",): ("house", "land"), ("kinds", "*"): ("a", "b"), ("children", "*", "name"): ("An",)}
WRONG = [
    # condition, wrong, because
    ("purpose == 'hous'", [("purpose", "hous")], "no such option"),
    ("'hous' == purpose", [("purpose", "hous")], "the other way round"),
    ("purpose in ['land', 'sea']", [("purpose", "sea")], "one of the listed is no option"),
    ("'c' in kinds", [("kinds.*", "c")], "no such choice"),
    ("children.exists(c, c.name == 'A')", [("children.*.name", "A")], "in a row"),
    ("purpose == 'house' && home.line == 'x'", [], "free text has no options"),
]


@pytest.mark.parametrize(("condition", "wrong", "because"), WRONG)
def test_a_misspelt_option_is_found(condition: str, wrong: list[tuple[str, str]], because: str) -> None:
    assert conditions.wrong_options(conditions.compile(condition), OPTIONS) == wrong, because


SAMPLES = {"purpose": ["house", None], "age": [61, None], "kinds": [["a"], []]}
TRIALS = [
    # condition, fails, because
    ("age > 3 && purpose == 'x'", False, "well written"),
    ("purpose == 'x' && age > 'old'", True, "the second part is tried although the first is false"),
    ("purpose == 'x' ? age > 'old' : true", True, "both ways of a choice are tried"),
    ("!(purpose == 'x' && kinds > 3)", True, "also under a not"),
    ("purpose", True, "a text is not a yes or no"),
]


@pytest.mark.parametrize(("condition", "fails", "because"), TRIALS)
def test_every_part_is_tried_before_publication(condition: str, fails: bool, because: str) -> None:
    assert (conditions.trial(conditions.compile(condition), SAMPLES) is not None) is fails, because


@given(st.text(alphabet="ab01 .,()[]!&|<>=?:'\"+-*inmap", max_size=60))
def test_any_text_is_compiled_or_refused_and_nothing_else(text: str) -> None:
    with contextlib.suppress(conditions.BadCondition):
        compiled = conditions.compile(text)
        assert compiled.source == text
        with contextlib.suppress(conditions.Undecidable):
            assert conditions.holds(compiled, {"a": 1, "b": [1]}) in (True, False)
