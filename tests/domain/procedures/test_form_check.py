"""Checking answers against a form."""

import datetime as dt
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.domain.procedures import form
from tests.domain.procedures import example_form

FORM = form.compile(example_form.form())


def errors(**changes: object) -> set[tuple[tuple[str | int, ...], str]]:
    return {(e.path, e.kind) for e in form.check(FORM, example_form.answers(**changes)).errors}


def test_good_answers_are_kept_as_they_are() -> None:
    checked = form.check(FORM, example_form.answers())
    assert checked.errors == ()
    assert checked.answers == example_form.ANSWERS


MEMBER = {"name": "Siu Blih", "born": "2015"}
WRONG = [
    # change, error, because
    ({"owner_name": None}, (("owner_name",), "required"), "it must be answered"),
    ({"owner_name": "   "}, (("owner_name",), "required"), "spaces are no answer"),
    ({"owner_name": "Nguyễn 2"}, (("owner_name",), "name"), "digits are no name"),
    ({"owner_name": ["a"]}, (("owner_name",), "not_text"), "a list is no text"),
    ({"owner_identity": "06419000123"}, (("owner_identity",), "identity"), "a digit is missing"),
    ({"owner_born": "1990-02-30"}, (("owner_born",), "partial_date"), "there is no such day"),
    ({"owner_born": "90"}, (("owner_born",), "partial_date"), "a year has four digits"),
    ({"starts_on": "2026-12"}, (("starts_on",), "date"), "the day is wanted"),
    ({"owner_phone": "12345"}, (("owner_phone",), "phone"), "too short for a number"),
    ({"owner_email": "hbia"}, (("owner_email",), "email"), "no @"),
    ({"tax_code": "1234567890"}, (("tax_code",), "tax_code"), "the check digit is wrong"),
    ({"kind": "other"}, (("kind",), "option"), "no such option"),
    ({"trades": ["food", "sea"]}, (("trades",), "option"), "one of the choices is none"),
    ({"trades": "food"}, (("trades",), "option"), "choices are a list"),
    ({"trades": [{"a": 1}]}, (("trades",), "option"), "choices are texts"),
    ({"capital": "a lot"}, (("capital",), "money"), "no amount"),
    ({"capital": -1}, (("capital",), "minimum"), "less than nothing"),
    ({"capital": True}, (("capital",), "money"), "yes is no amount"),
    ({"capital": 10**5000}, (("capital",), "money"), "beyond all money"),
    ({"area": float("nan")}, (("area",), "number"), "not a number at all"),
    ({"area": 0}, (("area",), "above"), "nothing is no area"),
    ({"area": 10_001}, (("area",), "maximum"), "too large"),
    ({"married": "perhaps"}, (("married",), "yes_no"), "neither yes nor no"),
    ({"agrees": False}, (("agrees",), "agree"), "it must be agreed to"),
    ({"home": "12 Lê Lợi"}, (("home",), "address"), "an address has parts"),
    ({"home": {"line": "12"}}, (("home", "commune"), "required"), "a part is missing"),
    ({"home": {"line": 1}}, (("home", "line"), "not_text"), "a part is no text"),
    ({"home": {"line": "x" * 201}}, (("home", "line"), "too_long"), "a part has its own length"),
    ({"home": {"street": "x"}}, (("home", "street"), "unknown"), "an address has no such part"),
    ({"members": [{"name": "Siu Blih"}]}, (("members", 0, "born"), "required"), "a row lacks a part"),
    (
        {"members": [{**MEMBER, "born": "x"}]},
        (("members", 0, "born"), "partial_date"),
        "a row's part is wrong",
    ),
    ({"members": [{**MEMBER, "age": 3}]}, (("members", 0, "age"), "unknown"), "a row has no such part"),
    ({"members": [MEMBER, "row"]}, (("members", 1), "rows"), "a row is no text"),
    ({"members": {"0": {}}}, (("members",), "rows"), "rows are a list"),
    ({"members": [MEMBER] * 6}, (("members",), "too_many"), "more rows than allowed"),
    ({"members": [{**MEMBER, "studies": True}]}, (("members", 0, "school"), "required"), "shown in this row"),
    ({"nonsense": 1}, (("nonsense",), "unknown"), "an answer nobody asked for is reported"),
    ({"owner_name": "a" * 501}, (("owner_name",), "too_long"), "too long for a name"),
    ({"kind": "change", "remarks": "a" * 5001}, (("remarks",), "too_long"), "too long even for remarks"),
    ({"kind": "change", "old_number": "12"}, (("old_number",), "pattern"), "six digits are wanted"),
    ({"married": True}, (("spouse_name",), "required"), "the page is shown now"),
]


@pytest.mark.parametrize(("change", "error", "because"), WRONG)
def test_a_wrong_answer_is_named(change: dict[str, object], error: object, because: str) -> None:
    assert error in errors(**change), because


HIDDEN = [
    # change, path that is dropped, because
    ({"spouse_name": "Nguyễn Văn An"}, "spouse_name", "the page is hidden"),
    ({"remarks": "abc"}, "remarks", "the field is hidden"),
    ({"remarks": "a" * 9999}, "remarks", "its fault is hidden with it"),
    ({"old_number": 12}, "old_number", "its wrong type is hidden with it"),
    ({"married": None, "spouse_name": "An Bình"}, "spouse_name", "unanswered is not yes"),
    ({"married": "perhaps", "spouse_name": "An Bình"}, "spouse_name", "a faulty answer shows nothing"),
]


@pytest.mark.parametrize(("change", "dropped", "because"), HIDDEN)
def test_hidden_values_are_dropped_with_their_errors(
    change: dict[str, object], dropped: str, because: str
) -> None:
    checked = form.check(FORM, example_form.answers(**change))
    assert dropped not in checked.answers, because
    assert dropped not in {e.path[0] for e in checked.errors}, because


def test_hidden_values_inside_a_group_are_dropped_row_by_row() -> None:
    rows = [{**MEMBER, "studies": True, "school": "Số 1"}, {**MEMBER, "studies": False, "school": 7}]
    checked = form.check(FORM, example_form.answers(members=rows))
    assert checked.errors == ()
    assert checked.answers["members"] == [rows[0], {**MEMBER, "studies": False}]
    assert "school" in checked.rows_shown[("members", 0)]
    assert "school" not in checked.rows_shown[("members", 1)]


def test_a_hidden_value_hides_what_depends_on_it() -> None:
    document = example_form.form()
    document["layout"]["pages"][4]["fields"][5]["when"] = "remarks == 'x'"  # type: ignore[index]
    chained = form.compile(document)
    shown = form.check(chained, example_form.answers(kind="change", old_number="123456", remarks="x"))
    assert "tax_code" in shown.answers
    hidden = form.check(chained, example_form.answers(kind="new", remarks="x"))
    assert "tax_code" not in hidden.answers


KEPT = [
    # given, kept, because
    ({"owner_phone": "+84 912.345.678"}, {"owner_phone": "0912345678"}, "a number is kept one way"),
    ({"owner_identity": "064 190 001 234"}, {"owner_identity": "064190001234"}, "without spaces"),
    ({"owner_name": "  NGUYỄN   VĂN Ð "}, {"owner_name": "Nguyễn Văn Đ"}, "names are not shouted; Ð is Đ"),
    ({"owner_email": "A@EXAMPLE.VN"}, {"owner_email": "A@example.vn"}, "the domain in small letters"),
    ({"area": 40.0}, {"area": 40.0}, "a whole number is a number"),
    ({"capital": 5.0}, {"capital": 5}, "a round amount is whole"),
    ({"trades": ["food", "food", ""]}, {"trades": ["food"]}, "twice chosen is once chosen"),
]


@pytest.mark.parametrize(("given_", "kept", "because"), KEPT)
def test_answers_are_kept_in_one_form(
    given_: dict[str, object], kept: dict[str, object], because: str
) -> None:
    checked = form.check(FORM, example_form.answers(**given_))
    assert checked.errors == (), because
    assert {id: checked.answers[id] for id in kept} == kept, because


def test_script_text_stays_text_and_control_characters_go() -> None:
    given_ = example_form.answers(
        kind="change", old_number="123456", remarks="<script>alert(1)</script>\x00\r\nmột\ud800\tdòng"
    )
    checked = form.check(FORM, given_)
    assert checked.errors == ()
    assert checked.answers["remarks"] == "<script>alert(1)</script>\nmột? dòng"


def test_a_birth_still_to_come_is_refused_when_the_day_is_known() -> None:
    coming = example_form.answers(owner_born="2027", members=[{**MEMBER, "born": "2026-11-23"}])
    found = form.check(FORM, coming, today=dt.date(2026, 11, 22)).errors
    assert {(e.path, e.kind) for e in found} == {
        (("owner_born",), "in_future"),
        (("members", 0, "born"), "in_future"),
    }
    assert form.check(FORM, coming).ok


def test_errors_come_in_the_order_of_the_page() -> None:
    found = form.check(FORM, {"members": [{}, {}], "zzz": 1}).errors
    assert [e.path[0] for e in found] == [
        *("kind", "owner_name", "owner_born", "home"),
        *["members"] * 4,
        *("agrees", "zzz"),
    ]


HOSTILE = [
    # answers, because
    ({"members": [{"name": "x"}] * 10_000}, "ten thousand rows"),
    ({str(n): n for n in range(50_000)}, "fifty thousand unknown names"),
    ({"owner_name": "a" * 5_000_000}, "five million letters"),
    ({"home": {str(n): "x" for n in range(10_000)}}, "ten thousand parts of an address"),
    ({"trades": ["food"] * 100_000}, "a hundred thousand choices"),
    ({"old_number": "1" * 900, "kind": "change"}, "a long text against a pattern"),
]


@pytest.mark.parametrize(("hostile", "because"), HOSTILE)
def test_hostile_answers_are_refused_quickly(hostile: dict[str, object], because: str) -> None:
    began = time.perf_counter()
    checked = form.check(FORM, hostile)
    assert time.perf_counter() - began < 2, because
    assert 0 < len(checked.errors) <= 150, because


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from([*example_form.ANSWERS, "spouse_name", "remarks", "?"]), JSON))
def test_no_answers_whatever_break_the_check(answers: dict[str, object]) -> None:
    checked = form.check(FORM, answers)
    assert set(checked.answers) <= checked.shown
    again = form.check(FORM, checked.answers)
    assert again.answers == checked.answers, "what is kept once is kept again"
