"""The e-forms of the demo catalogue: bilingual, short pages, answerable to the end, naming their owner."""

from __future__ import annotations

import pytest

from motcua.domain.procedures import form
from motcua.domain.procedures.revision import Revision
from tests.demo.catalogue_files import DOCUMENTS, REVISIONS, texts

FORMS = {code: revision for code, revision in REVISIONS.items() if revision.form}
COMPILED = {code: form.compile(revision.form or {}) for code, revision in FORMS.items()}
EVERY = pytest.mark.parametrize("revision", FORMS.values(), ids=FORMS)

SAMPLES: dict[str, object] = {
    "name": "Phạm Thị Hồng Gấm",
    "textarea": "Đúng như đã trình bày.",
    "date": "1990-09-02",
    "partial_date": "1990",
    "identity": "051190001234",
    "tax_code": "0100109106",
    "phone": "0905123456",
    "email": "hong.gam@example.vn",
    "address": {"line": "Thôn 3", "commune": "Xã Ba Tơ", "province": "Tỉnh Quảng Ngãi"},
}


@EVERY
def test_a_form_may_be_published_without_even_advice(revision: Revision) -> None:
    assert form.problems_at_publication(revision.form or {}) == []


@EVERY
def test_every_text_is_in_both_languages(revision: Revision) -> None:
    for where, text in texts(DOCUMENTS[revision.code]["form"]):
        assert text["vi"].strip(), where
        assert text.get("en", "").strip(), where


@EVERY
def test_a_page_asks_few_things(revision: Revision) -> None:
    assert max(len(page.asked) for page in COMPILED[revision.code].pages) <= 4


@EVERY
def test_the_owner_is_named_whoever_files(revision: Revision) -> None:
    compiled = COMPILED[revision.code]
    for by_proxy in (False, True) if "by_proxy" in compiled.fields else (None,):
        shown = form.check(compiled, {} if by_proxy is None else {"by_proxy": by_proxy}).shown
        named = {
            (p.role, p.part) for id in shown if (p := compiled.fields[id].field.party) and p.ordinal == 1
        }
        assert {("owner", "name"), ("owner", "identity")} <= named
        assert not by_proxy or {("submitter", "name"), ("submitter", "identity")} <= named


@EVERY
@pytest.mark.parametrize("pick", [0, -1], ids=["first-no", "last-yes"])
def test_a_form_can_be_answered_to_the_end(revision: Revision, pick: int) -> None:
    compiled = COMPILED[revision.code]
    answers: dict[str, object] = {}
    page = form.next_page(compiled, answers)
    while page is not None:
        for id in next(seen.fields for seen in form.pages(compiled, answers) if seen.page.key == page):
            answers[id] = sample(compiled.fields[id], pick)
        page = form.next_page(compiled, answers, page)
    assert form.check(compiled, answers).errors == ()
    assert [p for p in form.parties(compiled, answers) if p["role"] == "owner" and "identity" in p]


def sample(asked: form.Asked, pick: int) -> object:
    """Return an answer the field takes; `pick` chooses the first option and no (0), or the last and yes (-1)."""
    widget = asked.field.widget.value
    if widget == "choice":
        return asked.field.options[pick].value
    if widget == "choices":
        return [asked.field.options[pick].value]
    if widget == "yes_no":
        return bool(asked.schema.get("const", pick == -1))
    if widget in ("money", "number"):
        return max(int(str(asked.schema.get("minimum", 1))), 1)
    if widget == "group":
        row = {id: sample(inner, pick) for id, inner in asked.rows.items()}
        return [row] * int(str(asked.schema.get("minItems", 1)))
    if widget == "text":
        return ("12345678" if "pattern" in asked.schema else "Nhà xe Ba Tơ")[: asked.longest]
    return SAMPLES[widget]
