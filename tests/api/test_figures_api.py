"""Figures for machines: definitions, counts with exact and printed values, units within reach, the national index."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.dossiers.transitions import Action
from motcua.domain.figures.indicators import ALL
from motcua.domain.permissions.roles import Role
from motcua.services.dossiers import moving
from tests import make
from tests.api.test_dossiers_api import Machine, _today, key_of  # noqa: F401

NOVEMBER = "first=2026-11-01&last=2026-11-30"


@pytest.fixture
def board_reader(key_of, client, world):  # type: ignore[no-untyped-def]  # noqa: F811
    """Send requests with a leader's key that reads figures alone; two dossiers online, one at the counter, all accepted."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for _ in range(2):
        moving.advance(dossier_id=make.filed(world).id, action=Action.ACCEPT, actor=world.actor("clerk"), at=make.MONDAY, inputs={})
    make.received(world)
    return Machine(client, key_of(Role.LEADER, unit=world.province, scopes=["figures:read"]))


def figures_of(answer, row=0):  # type: ignore[no-untyped-def]
    assert answer.status_code == 200, answer.content
    return {one["indicator"]: one for one in answer.json()["items"][row]["figures"]}


def test_a_figure_has_its_counts_its_exact_and_its_printed_value(board_reader):
    answer = board_reader.get(f"figures?{NOVEMBER}")
    assert answer.json()["items"][0]["unit"]["name"] == "UBND tỉnh Thử"
    assert answer.json()["simulated"] is False
    found = figures_of(answer)
    assert set(found) == set(ALL)
    assert found["online"] == {"indicator": "online", "hit": 2, "of": 3, "value": "2/3", "printed": "66.67", "missing": None}
    assert (found["received"]["hit"], found["received"]["value"], found["received"]["of"]) == (3, "3", None)


def test_what_is_not_known_is_null_with_its_reason_and_never_zero(board_reader):
    found = figures_of(board_reader.get(f"figures?{NOVEMBER}"))
    assert found["reused"]["missing"] == {"code": "source_not_connected", "source": "reuse"}
    assert (found["reused"]["hit"], found["reused"]["value"], found["reused"]["printed"]) == (None, None, None)
    assert found["scanners"]["missing"]["code"] == "nothing_entered"
    assert found["on_time"]["missing"]["code"] == "nothing_to_count"
    assert (found["on_time"]["hit"], found["on_time"]["of"], found["on_time"]["value"]) == (0, 0, None)


def test_by_unit_and_month_the_counts_add_up_to_the_whole(board_reader):
    answer = board_reader.get("figures?first=2026-10-01&last=2026-11-30&by=unit,month&indicators=received,slowest_tenth")
    items = answer.json()["items"]
    assert {one["month"] for one in items} == {"2026-10", "2026-11"}
    assert sum(one["figures"][0]["hit"] for one in items) == 3
    assert {one["figures"][1]["missing"]["code"] for one in items} == {"not_by_month"}
    whole = figures_of(board_reader.get("figures?first=2026-10-01&last=2026-11-30&indicators=received"))
    assert whole["received"]["hit"] == 3
    every = board_reader.get(f"figures?{NOVEMBER}&by=every_unit&indicators=received").json()["items"]
    assert len(every) > 3
    assert max(one["figures"][0]["hit"] for one in every) == 3, "the province counts everything under it"


def test_the_index_has_groups_components_and_what_is_not_connected(board_reader):
    one = board_reader.get(f"figures/index?{NOVEMBER}").json()["items"][0]
    parts = {c["code"]: c for c in one["components"]}
    assert (parts["DOSSIERS_PAID_ONLINE"]["hit"], parts["DOSSIERS_PAID_ONLINE"]["of"]) == (0, 3)
    assert (parts["DOSSIER_SYNC"]["points"], parts["DOSSIER_SYNC"]["missing"]["source"]) == (None, "portal")
    assert (one["dossiers"], one["most"], one["grade"]) == (3, 60, "weak")
    assert sum(float(v) for v in one["groups"].values()) == pytest.approx(float(one["total"]))
    assert len(board_reader.get(f"figures/index?{NOVEMBER}&by=unit").json()["items"]) > 1


def test_every_indicator_is_defined(board_reader):
    items = board_reader.get("figures/indicators").json()["items"]
    assert [one["code"] for one in items] == list(ALL)
    one = board_reader.get("figures/indicators/on_time").json()
    assert (one["scale"], one["target"], one["basis"][0]["document"]) == ("percent", "1", "01/2020/TT-VPCP")


@pytest.mark.parametrize(
    ("path", "status", "code", "because"),
    [
        ("figures?first=2026-12-01&last=2026-11-01", 422, "invalid_request", "reversed"),
        ("figures?first=2020-01-01&last=2026-11-01", 422, "invalid_request", "longer than three years"),
        ("figures?first=gestern", 422, "invalid_request", "no day"),
        ("figures?indicators=online,nonsense", 422, "invalid_request", "no such indicator"),
        ("figures?by=person", 422, "invalid_request", "never by person"),
        ("figures?unit=H99", 404, "no_such_unit_here", "no such unit"),
        ("figures/index?by=month", 422, "invalid_request", "the index has no months here"),
        ("figures/indicators/nonsense", 404, "no_such_indicator", "no such indicator"),
    ],
)
def test_what_cannot_be_answered_is_said(board_reader, path, status, code, because):
    answer = board_reader.get(path)
    assert (answer.status_code, answer.json()["code"]) == (status, code), because
    assert answer.json()["title"]


def test_too_much_at_once_is_refused_before_it_is_counted(board_reader, monkeypatch):
    monkeypatch.setattr("motcua.api.v1.figures.MOST", 10)
    assert board_reader.get(f"figures?{NOVEMBER}").json()["code"] == "too_many_figures"


def test_a_key_reads_the_figures_its_role_reads_on_the_board_and_no_dossier(key_of, client, world):  # noqa: F811
    head = Machine(client, key_of(Role.HEAD, unit=world.commune, scopes=["figures:read"]))
    assert head.get(f"figures?{NOVEMBER}&unit={world.other_commune.code}").json()["code"] == "no_such_unit_here"
    assert head.get(f"figures?{NOVEMBER}&unit={world.commune.code}").json()["items"][0]["unit"]["code"] == world.commune.code
    assert head.get("dossiers").json()["code"] == "out_of_scope"
    clerk = Machine(client, key_of(Role.CLERK, scopes=["figures:read"]))
    assert (clerk.get("figures").status_code, clerk.get("figures").json()["code"]) == (403, "no_figures_role")
    other = Machine(client, key_of(Role.LEADER, scopes=["dossiers:read"]))
    assert other.get("figures").json()["code"] == "out_of_scope"
    assert client.get("/api/v1/figures").status_code == 401


def test_a_question_costs_as_many_statements_for_many_indicators_as_for_one(board_reader):
    board_reader.get(f"figures?{NOVEMBER}&indicators=online&by=unit")
    few = _count(board_reader, "received,overdue")
    assert _count(board_reader, "online,received,on_time,overdue,digitised,satisfied,early,asked_again") == few


def _count(machine, codes):  # type: ignore[no-untyped-def]
    with CaptureQueriesContext(connection) as seen:
        assert machine.get(f"figures?{NOVEMBER}&by=unit&indicators={codes}").status_code == 200
    return len(seen)
