"""Pages of a form to and from the fields of an HTML form."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.domain.procedures import form
from tests.domain.procedures import example_form

FORM = form.compile(example_form.form())
Posted = dict[str, list[str]]

READ = [
    # page, posted, answers that come out, because
    ("start", {"kind": ["new"]}, {"kind": "new"}, "a choice is a text"),
    ("start", {}, {"kind": None}, "nothing chosen clears the draft"),
    ("owner", {"owner_name": [" An "]}, {"owner_name": "An"}, "spaces round it are nobody's answer"),
    (
        "owner",
        {"owner_born-day": ["5"], "owner_born-month": ["3"], "owner_born-year": ["1990"]},
        {"owner_born": "1990-03-05"},
        "three boxes make a day",
    ),
    ("owner", {"owner_born-year": ["1990"]}, {"owner_born": "1990"}, "only the year is known"),
    (
        "owner",
        {"owner_born-day": ["5"], "owner_born-year": ["1990"]},
        {"owner_born": "1990--05"},
        "a hole stays a hole, to be refused",
    ),
    ("owner", {"owner_born-year": ["-"]}, {"owner_born": None}, "a stroke is nothing"),
    (
        "owner",
        {"home-line": ["12 Lê Lợi"], "home-commune": ["23557"], "home-province": [""]},
        {"home": {"line": "12 Lê Lợi", "commune": "23557"}},
        "parts make an address",
    ),
    ("owner", {"married": ["yes"]}, {"married": True}, "yes"),
    ("owner", {"married": ["no"]}, {"married": False}, "no"),
    ("owner", {"married": ["maybe"]}, {"married": "maybe"}, "neither is left to be refused"),
    ("business", {"capital": ["1.234.567"]}, {"capital": 1_234_567}, "dots between thousands"),
    ("business", {"capital": ["1 234 567 đ"]}, {"capital": 1_234_567}, "spaces and a đ"),
    ("business", {"capital": ["50000000 đồng"]}, {"capital": 50_000_000}, "the word"),
    ("business", {"capital": ["12.34"]}, {"capital": "12.34"}, "no whole amount, to be refused"),
    ("business", {"area": ["85,5"]}, {"area": 85.5}, "a comma before the tenths"),
    ("business", {"area": ["85.5"]}, {"area": 85.5}, "a dot that cannot mean thousands"),
    ("business", {"area": ["1.234,5"]}, {"area": 1234.5}, "both"),
    ("business", {"area": ["1e9"]}, {"area": "1e9"}, "not how people write"),
    ("business", {"trades": ["food", "", "other"]}, {"trades": ["food", "other"]}, "several boxes ticked"),
    (
        "members",
        {"members-7-name": ["B"], "members-2-name": ["A"], "members-3-name": [""]},
        {"members": [{"name": "A"}, {"name": "B"}]},
        "rows in the order of their numbers, blank ones gone",
    ),
    ("members", {"members-x-name": ["A"], "members-0": ["B"]}, {"members": None}, "no rows in this"),
    ("start", {"kind": [], "owner_name": ["x"]}, {"kind": None}, "another page's field is not read"),
]


@pytest.mark.parametrize(("page", "posted", "expected", "because"), READ)
def test_posted_texts_are_read(page: str, posted: Posted, expected: dict[str, object], because: str) -> None:
    read = form.from_post(FORM, page, posted)
    assert {id: read[id] for id in expected} == expected, because
    assert set(read) == {f.id for f in FORM.page(page).asked}, because


def test_what_was_hidden_when_the_page_was_shown_is_left_alone() -> None:
    draft = example_form.answers(remarks="kept")
    assert "remarks" not in form.from_post(FORM, "business", {}, draft)
    assert form.from_post(FORM, "business", {}, draft | {"kind": "change"})["remarks"] is None


def test_too_many_rows_are_read_no_further_than_is_needed_to_refuse_them() -> None:
    posted = {f"members-{n}-name": ["An"] for n in range(10_000)}
    rows = form.from_post(FORM, "members", posted)["members"]
    assert isinstance(rows, list)
    assert len(rows) == 6
    assert "too_many" in {e.kind for e in form.check(FORM, {"members": rows}).errors}


def test_an_unknown_page_is_no_page() -> None:
    with pytest.raises(KeyError):
        form.from_post(FORM, "nowhere", {})


def test_good_answers_survive_the_way_out_and_back() -> None:
    posted = {k: v for p in FORM.pages for k, v in form.to_post(FORM, p.key, example_form.ANSWERS).items()}
    back = {id: v for p in FORM.pages for id, v in form.from_post(FORM, p.key, posted).items()}
    assert {id: v for id, v in back.items() if v is not None} == example_form.ANSWERS


def test_a_wrong_date_comes_back_as_it_was_typed() -> None:
    posted = {"owner_born-day": ["5"], "owner_born-month": ["xx"], "owner_born-year": ["90"]}
    draft = form.from_post(FORM, "owner", posted)
    shown = form.to_post(FORM, "owner", draft)
    assert shown["owner_born-month"] == ["xx"]
    assert shown["owner_born-year"] == ["90"]


def test_every_input_has_a_name() -> None:
    assert form.names(FORM.fields["owner_name"], "owner_name") == ("owner_name",)
    born = form.names(FORM.fields["owner_born"], "owner_born")
    assert born == ("owner_born-day", "owner_born-month", "owner_born-year")
    assert "home-commune" in form.names(FORM.fields["home"], "home")
    inner = FORM.fields["members"].rows["born"]
    assert "members-0-born-year" in form.names(inner, "members-0-born")
    assert form.names(FORM.fields["members"], "members") == ()


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "Nd", "P")), min_size=1, max_size=20)
PARTIAL = st.one_of(
    st.integers(1900, 2030).map(str),
    st.dates(dt.date(1900, 1, 1), dt.date(2030, 1, 1)).map(lambda d: d.isoformat()[:7]),
    st.dates(dt.date(1900, 1, 1), dt.date(2030, 1, 1)).map(dt.date.isoformat),
)
PLACE = st.fixed_dictionaries({"line": WORDS, "commune": WORDS, "province": WORDS})
MEMBER = st.fixed_dictionaries(
    {"name": WORDS, "born": PARTIAL}, optional={"address": PLACE, "studies": st.booleans(), "school": WORDS}
)
FILLED = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["new", "change"]),
        "old_number": WORDS,
        "owner_name": WORDS,
        "owner_born": PARTIAL,
        "home": PLACE,
        "married": st.booleans(),
        "spouse_name": WORDS,
        "starts_on": st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)).map(dt.date.isoformat),
        "trades": st.lists(st.sampled_from(["food", "repair", "other"]), min_size=1, unique=True),
        "capital": st.integers(-(10**15), 10**15),
        "area": st.integers(-(10**6), 10**6)
        | st.floats(-1e6, 1e6).map(lambda x: round(x, 6)).filter(lambda x: x != int(x)),
        "members": st.lists(MEMBER, min_size=1, max_size=5),
        "agrees": st.booleans(),
    },
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FILLED)
def test_any_answers_survive_the_way_out_and_back(answers: dict[str, object]) -> None:
    posted = {k: v for p in FORM.pages for k, v in form.to_post(FORM, p.key, answers).items()}
    back = {id: v for p in FORM.pages for id, v in form.from_post(FORM, p.key, posted).items()}
    assert {id: v for id, v in back.items() if v is not None} == answers


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.from_regex(r"(members-[0-9]+-)?[a-z_]+(-(day|month|year|line))?"), st.lists(st.text()))
)
def test_anything_posted_is_read_and_checked(posted: Posted) -> None:
    draft: dict[str, object] = {}
    for page in FORM.pages:
        draft |= form.from_post(FORM, page.key, posted)
    assert form.check(FORM, draft).errors != ()
