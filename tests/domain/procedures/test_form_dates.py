"""Dates that cannot be: births to come or before living memory, an end before its beginning, a start in another century."""

import datetime as dt
from typing import Any

import pytest

from motcua.domain.procedures import form

TODAY = dt.date(2026, 11, 22)


def field(id: str, widget: str = "date", **more: object) -> dict[str, object]:
    return {"id": id, "widget": widget, "label": {"vi": f"Ô {id}", "en": f"Field {id}"}, **more}


def document(*fields: dict[str, object]) -> dict[str, Any]:
    text = {"type": "string"}
    rows = {"type": "object", "properties": {"member_born": text, "left": text}}
    properties = {str(f["id"]): {"type": "array", "items": rows} if f["widget"] == "group" else text for f in fields}
    page = {"key": "one", "title": {"vi": "Trang", "en": "Page"}, "fields": list(fields)}
    return {"schema": {"type": "object", "properties": properties}, "layout": {"pages": [page]}}


FORM = document(
    field("owner_name", "name", party="owner.name"),
    field("owner_born", party="owner.born"),
    field("mother_born", "partial_date", not_after=["today", "owner_born"]),
    field("from_on"),
    field("to_on", not_before="from_on"),
    field("starts_on", not_before="today-3650", not_after="2027-12-28"),
    field("members", "group", fields=[
        field("member_born", "partial_date", not_after="today"), field("left", "partial_date", not_before="member_born")],
        add_label={"vi": "Thêm", "en": "Add"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "found", "because"),
    [
        ({"owner_born": "1990-09-02"}, [], "an ordinary birth"),
        ({"owner_born": "2026-11-22"}, [], "born today"),
        ({"owner_born": "2026-11-23"}, [("owner_born", "in_future")], "born tomorrow"),
        ({"owner_born": "1826-05-01"}, [("owner_born", "too_early")], "nobody of 1826 files anything"),
        ({"mother_born": "2030"}, [("mother_born", "in_future")], "a mother is no party, yet a person"),
        ({"owner_born": "1990-01-01", "mother_born": "1995"}, [("mother_born", "after_other")], "younger than her child"),
        ({"owner_born": "1990-05-01", "mother_born": "1990"}, [], "only the year is known: it may be before"),
        ({"from_on": "2090-01-01", "to_on": "1800-01-01"}, [("from_on", "too_late"), ("to_on", "too_early")], "no such period"),
        ({"from_on": "2020-05-02", "to_on": "2020-05-01"}, [("to_on", "before_other")], "an end before its beginning"),
        ({"from_on": "2020-05-02", "to_on": "2020-05-02"}, [], "a period of a day"),
        ({"to_on": "2020-05-02"}, [], "without a beginning there is nothing to compare"),
        ({"starts_on": "1800-01-01"}, [("starts_on", "too_early")], "a start of business in another century"),
        ({"starts_on": "2015-01-01"}, [("starts_on", "too_early")], "more than ten years ago"),
        ({"starts_on": "2126-01-01"}, [("starts_on", "too_late")], "a start in a hundred years"),
        ({"starts_on": "2027-01-01"}, [], "a start next year"),
        ({"members": [{"member_born": "2000", "left": "1999"}]}, [("members", "before_other")], "inside a row, the row decides"),
        ({"members": [{"member_born": "2027"}]}, [("members", "in_future")], "a member to come"),
    ],
)
def test_a_date_lies_where_a_date_can_lie(answers: dict[str, object], found: list[tuple[str, str]], because: str) -> None:
    errors = form.check(form.compile(FORM), answers, today=TODAY).errors
    assert [(e.path[0], e.kind) for e in errors] == found, because


def test_without_a_day_only_what_no_day_changes_is_judged() -> None:
    answers = {"owner_born": "2040-01-01", "mother_born": "1849", "from_on": "2020-05-02", "to_on": "2020-05-01"}
    errors = form.check(form.compile(FORM), answers).errors
    assert [(e.path[0], e.kind) for e in errors] == [("mother_born", "too_early"), ("to_on", "before_other")]


@pytest.mark.parametrize(
    ("spoilt", "code", "because"),
    [
        (field("when", not_before="beginning"), "bound_unknown", "there is no such field"),
        (field("when", not_before="name"), "bound_unknown", "a name is no date"),
        (field("when", "text", not_after="today"), "bound_widget", "a text has no last day"),
        (field("when", not_after="Today"), "form_bound", "misspelt"),
        (field("when", not_after="2026-02-30"), "form_bound", "no such day"),
        (field("when", not_after="today-3650"), "", "a day counted from today"),
        (field("when", not_after=["today", "other"]), "", "the earliest of both"),
    ],
)
def test_a_bound_is_a_day_or_another_date(spoilt: dict[str, object], code: str, because: str) -> None:
    found = form.problems_at_publication(document(field("name", "name"), field("other"), spoilt))
    assert [p.code for p in found if p.blocking] == ([code] if code else []), because
