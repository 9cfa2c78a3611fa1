"""What leads to the demo procedures: everyday words, moments of life, decisions of scope, queries to measure search."""

from __future__ import annotations

import datetime as dt
from typing import Any

from motcua.domain import folding
from motcua.domain.procedures import validator
from tests.demo.catalogue_files import DOCUMENTS, REVISIONS, document


def test_synonyms_are_many_unique_when_folded_and_lead_somewhere() -> None:
    rows = document("synonyms.json")
    assert len(rows) >= 120
    assert len({folding.fold(row["words"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["terms"]
        assert row["codes"]
        assert set(row["codes"]) <= set(REVISIONS), row["words"]


def test_life_events_are_ordered_bilingual_and_agree_with_the_procedures() -> None:
    rows = document("life_events.json")
    assert [row["ordinal"] for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        assert row["name"]["vi"]
        assert row["name"]["en"]
        assert set(row["codes"]) == {c for c, r in REVISIONS.items() if row["key"] in r.life_events}
    assert {e for r in REVISIONS.values() for e in r.life_events} <= {row["key"] for row in rows}


def test_queries_are_everyday_words_with_and_without_marks_and_misspelt() -> None:
    rows = document("queries.json")
    assert len(rows) >= 40
    assert {row["kind"] for row in rows} == {"plain", "folded", "typo"}
    assert len({row["query"] for row in rows}) == len(rows)
    for row in rows:
        assert row["expected"]
        assert set(row["expected"]) <= set(REVISIONS), row["query"]
        if row["kind"] == "folded":
            assert folding.fold(row["query"]) == row["query"]


def test_decisions_put_each_procedure_in_scope_on_the_day_it_takes_effect() -> None:
    by_code: dict[str, list[dict[str, Any]]] = {}
    for row in document("scope.json")["decisions"]:
        assert row["signed_on"] <= row["valid_from"]
        for code in row["codes"]:
            by_code.setdefault(code, []).append(row)
    assert set(by_code) == {code for code, r in REVISIONS.items() if r.in_scope}
    for code, rows in by_code.items():
        found = DOCUMENTS[code]
        assert [row["valid_from"] for row in rows] == [found["effective_from"]], code
        assert rows[0].get("valid_to") == found.get("effective_to"), code


def test_some_decisions_were_announced_in_time_and_some_late() -> None:
    rows = document("scope.json")["decisions"]
    days = [(dt.date.fromisoformat(r["signed_on"]), dt.date.fromisoformat(r["valid_from"])) for r in rows]
    assert {validator.published_in_time(signed, valid) for signed, valid in days} == {True, False}
