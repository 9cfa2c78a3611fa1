"""A form as it is filled in: task list, next page, summary, parties, prefilling."""

import pytest

from motcua.domain.procedures import form
from motcua.domain.procedures.form import PageState
from tests.domain.procedures import example_form

FORM = form.compile(example_form.form())
GOOD = example_form.ANSWERS

STATES = [
    # answers, page, state, because
    ({}, "start", PageState.NOT_STARTED, "nobody was here"),
    ({"kind": None}, "start", PageState.IN_PROGRESS, "left blank once"),
    ({"kind": "new"}, "start", PageState.DONE, "all that must be answered is"),
    ({"owner_name": "Siu Blih"}, "owner", PageState.IN_PROGRESS, "more is wanted"),
    ({"capital": "x"}, "business", PageState.IN_PROGRESS, "an answer is wrong"),
    ({"capital": None}, "business", PageState.DONE, "seen, and nothing must be answered"),
    (GOOD, "members", PageState.DONE, "rows are complete"),
]


@pytest.mark.parametrize(("answers", "page", "state", "because"), STATES)
def test_a_page_has_a_state(answers: dict[str, object], page: str, state: PageState, because: str) -> None:
    assert {s.page.key: s.state for s in form.pages(FORM, answers)}[page] is state, because


def test_hidden_pages_are_not_on_the_task_list() -> None:
    keys = [s.page.key for s in form.pages(FORM, GOOD)]
    assert keys == ["start", "owner", "business", "members", "send"]


def test_a_page_lists_its_shown_fields_and_their_errors() -> None:
    seen = {s.page.key: s for s in form.pages(FORM, {"kind": "new", "capital": "x"})}
    assert "remarks" not in seen["business"].fields
    assert [e.kind for e in seen["business"].errors] == ["money"]


NEXT = [
    # answers, after, next, because
    ({}, None, "start", "the first page"),
    ({"kind": "new"}, "start", "owner", "the old paper is not asked for"),
    ({"kind": "change"}, "start", "old", "it is asked for now"),
    ({"married": True}, "owner", "spouse", "there is a spouse"),
    ({"married": False}, "owner", "business", "there is none"),
    ({}, "spouse", "business", "even from a page that has become hidden"),
    ({}, "send", None, "then the answers are checked"),
]


@pytest.mark.parametrize(("answers", "after", "expected", "because"), NEXT)
def test_the_next_page_depends_on_the_answers(
    answers: dict[str, object], after: str | None, expected: str | None, because: str
) -> None:
    assert form.next_page(FORM, answers, after) == expected, because


def test_an_unknown_page_has_no_next() -> None:
    with pytest.raises(KeyError):
        form.next_page(FORM, {}, "nowhere")


def test_the_summary_shows_every_shown_field_answered_or_not() -> None:
    shown = {page.key: page for page in form.summary(FORM, GOOD | {"spouse_name": "hidden"})}
    assert "spouse" not in shown
    business = {row.id: row for row in shown["business"].rows}
    assert [o.label.vi for o in business["trades"].chosen] == ["food", "other"]
    assert business["area"].value == 42.5
    assert "remarks" not in business
    (members,) = shown["members"].rows
    assert [[cell.id for cell in row] for row in members.rows] == [
        ["name", "born", "address", "studies", "school"],
        ["name", "born", "address", "studies"],
    ]
    assert members.rows[0][2].value is None
    assert members.label.vi == "members"


def test_the_parties_are_those_the_form_names() -> None:
    found = form.parties(FORM, example_form.answers(married=True, spouse_name="Siu Đam"))
    assert found == [
        {
            "role": "owner",
            "ordinal": 1,
            "name": "Rơ Châm H'Bia",
            "identity": "064190001234",
            "born": "1990",
            "phone": "0912345678",
            "email": "hbia@example.vn",
            "address": {"line": "12 Lê Lợi", "commune": "23557", "province": "52"},
        },
        {"role": "owner", "ordinal": 2, "name": "Siu Đam"},
        {"role": "member", "ordinal": 1, "name": "Siu Blih", "born": "2015-03"},
        {"role": "member", "ordinal": 2, "name": "Siu Đam", "born": "2020-05-06"},
    ]


def test_hidden_and_faulty_answers_name_no_party() -> None:
    found = form.parties(FORM, {"spouse_name": "Siu Đam", "owner_name": "123", "owner_phone": "0912345678"})
    assert found == [{"role": "owner", "ordinal": 1, "phone": "0912345678"}]


PROFILE = {
    "name": "Rơ Châm H'Bia",
    "identity": "064190001234",
    "born": "1990-01-02",
    "phone": "12",
    "email": "hbia@example.vn",
    "address": {"line": "12", "commune": "23557", "province": "52"},
    "sex": "female",
}


def test_the_profile_fills_what_fits() -> None:
    assert form.prefill(FORM, PROFILE) == {
        "owner_name": "Rơ Châm H'Bia",
        "owner_identity": "064190001234",
        "owner_born": "1990-01-02",
        "home": PROFILE["address"],
    }, "the wrong telephone number is left to be asked, the e-mail is not prefilled by this form"
    assert form.prefill(FORM, {}) == {}


def test_a_field_that_is_still_hidden_is_prefilled_too() -> None:
    document = example_form.form()
    document["layout"]["pages"][2]["when"] = "kind == 'new'"  # type: ignore[index]
    assert form.prefill(form.compile(document), PROFILE)["owner_name"] == "Rơ Châm H'Bia"
