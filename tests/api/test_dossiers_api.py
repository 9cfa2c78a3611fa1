"""The machines' door: the same services as the screens, keys with scopes, problems in two languages."""

from __future__ import annotations

import copy
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.permissions.roles import Role
from motcua.queries import configuration
from motcua.services import accounts
from motcua.storage.dossiers.models import Dossier, IssuedSlip
from motcua.storage.ledger.models import Entry, Reading
from tests import make

BODY = {
    "act": "receive",
    "procedure": "9.000001",
    "parties": [
        {"role": role, "name": "Phạm Thị Lan", "identity": {"number": make.OWNER_NUMBER}, "phone": "0905000001",
         "address": {"text": "Thôn Mẫu, xã Ba Thử", "area_code_new": "21001"}}
        for role in ("owner", "submitter")
    ],
    "answers": {"purpose": "Bổ túc hồ sơ"},
    "papers": [{"component": "proof", "name": "Giấy tờ chứng minh", "copies": 1}],
}  # fmt: skip
ALL = ["dossiers:read", "dossiers:file", "dossiers:move"]


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """Machines live in the week of the tests."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: make.MONDAY)


@pytest.fixture
def key_of(world):
    """Make a key of a unit with roles and scopes."""

    def key(*roles: Role, unit=None, scopes=ALL) -> str:
        _id, secret = accounts.new_key(
            name="hệ thống thử", unit_id=(unit or world.centre).id, roles=list(roles), scopes=scopes,
            actor=world.actor("unit_admin"), at=make.MONDAY,
        )  # fmt: skip
        return secret

    return key


@pytest.fixture
def clerk(key_of, client):
    """Send requests with a clerk's key."""
    return Machine(client, key_of(Role.CLERK))


class Machine:
    """A client that sends JSON with a key."""

    def __init__(self, client, key: str) -> None:
        self.client, self.key = client, key

    def _headers(self, more):
        return {"Authorization": f"Bearer {self.key}", **more}

    def get(self, path: str, **more):
        return self.client.get(f"/api/v1/{path}", headers=self._headers(more))

    def post(self, path: str, body, **more):
        return self.client.post(f"/api/v1/{path}", body, content_type="application/json", headers=self._headers(more))

    def open(self, body=BODY, key: str | None = None):
        return self.post("dossiers", body, **{"Idempotency-Key": key or uuid.uuid4().hex})


def changed(**changes):
    return copy.deepcopy(BODY) | changes


def test_a_machine_receives_a_dossier_which_is_numbered_and_has_its_clock(clerk, world):
    answer = clerk.open()
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert (made["code"], made["status"]) == ("H48.101.01-261116-0001", 2)
    assert answer["Location"] == f"/api/v1/dossiers/{made['id']}"
    row = Dossier.objects.get(id=made["id"])
    assert row.due_at is not None
    entry = Entry.objects.get(chain=row.id)
    assert (entry.action, entry.actor_kind) == ("receive", "machine")


def test_a_machine_files_online_for_the_counter_to_answer(clerk):
    made = clerk.open(changed(act="file")).json()
    assert made["status"] == 1
    assert Dossier.objects.get(id=made["id"]).answer_due_at is not None


def test_the_same_key_gives_the_same_dossier_and_another_body_is_refused(clerk):
    first = clerk.open(key="k-1")
    again = clerk.open(key="k-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    other = clerk.open(changed(answers={"purpose": "khác"}), key="k-1")
    assert (other.status_code, other.json()["code"]) == (422, "key_used_otherwise")
    assert Dossier.objects.count() == 1


@pytest.mark.parametrize(
    ("send", "status", "code", "because"),
    [
        (lambda m: m.post("dossiers", BODY), 400, "key_missing", "without a key a repeat could open two dossiers"),
        (lambda m: m.open(changed(act="burn")), 422, "invalid_request", "there are two acts"),
        (lambda m: m.open(changed(colour="red")), 422, "invalid_request", "a misspelt name is told"),
        (lambda m: m.open(changed(procedure="9.999999")), 422, "filing_refused", "no such procedure is in force"),
        (lambda m: m.open(changed(unit="H99")), 422, "filing_refused", "no such unit"),
        (lambda m: m.open(changed(unit="H48.102.01")), 403, "not_allowed_here", "another unit's counter"),
        (lambda m: m.post("dossiers", "{", **{"Idempotency-Key": "x"}), 400, "invalid_request", "not JSON"),
        (lambda m: m.get(f"dossiers/{uuid.uuid4()}"), 404, "not_within_reach", "nothing there"),
        (lambda m: m.get("dossiers/abc"), 404, "no_such_address", "no identifier"),
        (lambda m: m.get("dossiers?limit=0"), 422, "invalid_request", "a page has lines"),
        (lambda m: m.get("nowhere"), 404, "no_such_address", "no such address"),
        (lambda m: m.get("procedures/9.999999"), 404, "no_such_procedure", "no such procedure"),
    ],
)
def test_what_cannot_be_served_is_a_problem_with_its_code(clerk, send, status, code, because):
    answer = send(clerk)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), because
    body = answer.json()
    assert (body["code"], body["status"], body["type"]) == (code, status, f"urn:motcua:problem:{code}")
    assert body["title"]
    assert not Dossier.objects.exists()


def test_every_wrong_place_of_a_filing_is_named(clerk):
    body = changed(papers=[{"component": "nonsense", "name": "?"}])
    body["parties"][0]["identity"]["number"] = "12"
    answer = clerk.open(body)
    assert [(e["path"], e["code"]) for e in answer.json()["errors"]] == [("parties.0.identity.number", "field_not_valid")]
    body["parties"][0]["identity"]["number"] = make.OWNER_NUMBER
    found = clerk.open(body).json()["errors"]
    assert [(e["path"], e["code"]) for e in found] == [("papers.0", "unknown_component")]
    assert all(e["detail"] for e in found)


@pytest.mark.parametrize(
    ("wish", "language", "word"),
    [("", "vi", "Chưa nhận được"), ("vi", "vi", "Chưa nhận được"), ("en-GB,en;q=0.8", "en", "cannot be taken"), ("fr, en;q=0.1", "en", "cannot")],
)
def test_titles_speak_the_language_that_is_asked_for(clerk, wish, language, word):
    headers = {"Idempotency-Key": "k", **({"Accept-Language": wish} if wish else {})}
    answer = clerk.post("dossiers", changed(procedure="9.999999"), **headers)
    assert word in answer.json()["title"]
    assert answer["Content-Language"] == language


@pytest.mark.parametrize("key", ["", "mc_wrong", "wrong", "Bearer"])
def test_without_a_valid_key_nothing_is_served(client, world, key):
    answer = Machine(client, key).get("dossiers")
    assert (answer.status_code, answer.json()["code"], answer["WWW-Authenticate"]) == (401, "no_key", "Bearer")


def test_a_key_does_only_what_its_scopes_say(client, key_of, world):
    opened = make.received(world)
    reader = Machine(client, key_of(Role.CLERK, scopes=["dossiers:read"]))
    assert reader.get(f"dossiers/{opened.id}").status_code == 200
    for answer in (reader.open(), reader.post(f"dossiers/{opened.id}/moves", {"action": "hand_over"})):
        assert (answer.status_code, answer.json()["code"]) == (403, "out_of_scope")
    writer = Machine(client, key_of(Role.CLERK, scopes=["dossiers:file"]))
    assert writer.get(f"dossiers/{opened.id}").status_code == 403


def test_a_key_reaches_only_its_own_unit(client, key_of, world):
    opened = make.received(world)
    elsewhere = Machine(client, key_of(Role.CLERK, unit=world.other_centre))
    assert elsewhere.get(f"dossiers/{opened.id}").status_code == 404
    assert elsewhere.get(f"dossiers/{opened.id}/moves").status_code == 404
    assert elsewhere.post(f"dossiers/{opened.id}/moves", {"action": "hand_over"}).status_code == 404
    assert elsewhere.get("dossiers").json() == {"items": [], "after": None}
    slip = IssuedSlip.objects.get(dossier_id=opened.id)
    assert elsewhere.get(f"dossiers/{opened.id}/slips/{slip.id}.pdf").status_code == 404


def test_reading_a_dossier_gives_everything_and_is_recorded(clerk):
    made = clerk.open().json()
    body = clerk.get(f"dossiers/{made['id']}").json()
    assert body["code"] == made["code"]
    assert body["answers"] == BODY["answers"]
    assert [p["name"] for p in body["parties"]] == ["Phạm Thị Lan"] * 2
    assert body["parties"][0]["identity"]["number"] == make.OWNER_NUMBER
    assert [p["component"] for p in body["papers"]] == ["proof"]
    assert [s["kind"] for s in body["slips"]] == ["receipt"]
    assert body["received_at_unit"] == "H48.101.01"
    reading = Reading.objects.get()
    assert (reading.actor_kind, reading.purpose, [str(d) for d in reading.dossier_ids]) == ("machine", "api", [made["id"]])


def test_lists_go_page_by_page_and_are_recorded_with_what_was_shown(clerk):
    made = [clerk.open().json()["id"] for _ in range(5)]
    first = clerk.get("dossiers?limit=3").json()
    second = clerk.get(f"dossiers?limit=3&after={first['after']}").json()
    assert [line["id"] for line in first["items"] + second["items"]] == made[::-1]
    assert second["after"] is None
    assert [len(r.dossier_ids) for r in Reading.objects.order_by("id")] == [3, 2]
    assert clerk.get("dossiers?status=9").json()["items"] == []
    assert Reading.objects.count() == 2


def test_a_machine_sees_what_it_may_do_and_does_it(clerk, client, key_of, world):
    made = clerk.open(changed(act="file")).json()
    path = f"dossiers/{made['id']}/moves"
    open_now = {one["action"]: one for one in clerk.get(path).json()["items"]}
    assert set(open_now) == {"accept", "ask_intake", "refuse_intake", "withdraw", "ask_correction"}
    assert open_now["ask_intake"]["needs"] == ["items", "reason"]
    assert (open_now["accept"]["after"], open_now["accept"]["slip"]) == (2, "receipt")
    done = clerk.post(path, {"action": "accept"}).json()
    assert (done["before"], done["after"]) == (1, 2)
    officer = Machine(client, key_of(Role.OFFICER, unit=world.commune))
    clerk.post(path, {"action": "hand_over"})
    assert "assign" in {one["action"] for one in officer.get(path).json()["items"]}
    assigned = officer.post(path, {"action": "assign", "inputs": {"assignee": str(world.staff["officer"].id)}})
    assert assigned.json()["after"] == 4, assigned.content


@pytest.mark.parametrize(
    ("body", "status", "code", "path", "because"),
    [
        ({"action": "accept"}, 409, "move_not_possible", None, "it has been received already"),
        ({"action": "read"}, 422, "move_refused", "action", "reading is no move"),
        ({"action": "fly"}, 422, "move_refused", "action", "there is no such action"),
        ({"action": "ask_papers", "inputs": {"items": []}}, 404, "not_within_reach", None, "a clerk does not ask at appraisal"),
        ({"action": "return_result", "inputs": {"received_by": 7}}, 422, "move_refused", "inputs.received_by", "a name is a text"),
        ({"action": "withdraw", "inputs": {"by": "me"}}, 422, "move_refused", "inputs.by", "who acts is the key, not an input"),
        ({"action": "ask_correction", "inputs": {"reason": "x", "kind": "reopen"}}, 422, "move_refused", "inputs.kind", "it is not finished"),
        ({"action": "void", "inputs": {"reason": "x"}}, 403, "out_of_scope", None, "no machine decides on a correction"),
    ],
)
def test_a_move_that_cannot_be_made_says_why(clerk, body, status, code, path, because):
    made = clerk.open().json()
    answer = clerk.post(f"dossiers/{made['id']}/moves", body)
    assert (answer.status_code, answer.json()["code"]) == (status, code), because
    assert path is None or [e["path"] for e in answer.json()["errors"]] == [path]
    assert Entry.objects.filter(chain=made["id"]).count() == 1


def test_a_correction_is_asked_for_and_read_with_what_became_of_it(clerk, world):
    made = clerk.open().json()
    asked = {"kind": "reroute", "reason": "Sai nơi cư trú", "unit": str(world.other_commune.id)}
    done = clerk.post(f"dossiers/{made['id']}/moves", {"action": "ask_correction", "inputs": asked})
    assert done.status_code == 200, done.content
    (found,) = clerk.get(f"dossiers/{made['id']}/corrections").json()["items"]
    told = {name: found[name] for name in ("kind", "asked_by", "asked_unit", "late", "outcome", "wanted", "reason")}
    assert told == {
        "kind": "reroute", "asked_by": "hệ thống thử", "asked_unit": world.centre.name, "late": False, "outcome": "",
        "wanted": world.other_commune.name, "reason": "Sai nơi cư trú",
    }  # fmt: skip
    assert Reading.objects.order_by("-id")[0].purpose == "corrections"
    assert clerk.post(f"dossiers/{made['id']}/moves", {"action": "drop_correction"}).status_code == 200


def test_a_move_sent_twice_with_a_key_is_made_once(clerk):
    made = clerk.open().json()
    path, headers = f"dossiers/{made['id']}/moves", {"Idempotency-Key": "m-1"}
    first = clerk.post(path, {"action": "withdraw"}, **headers).json()
    again = clerk.post(path, {"action": "withdraw"}, **headers).json()
    assert (first["after"], again["after"], again["repeated"]) == (7, 7, True)
    assert Entry.objects.filter(chain=made["id"]).count() == 2


def test_a_slip_comes_as_pdf_and_the_reading_is_recorded(clerk):
    made = clerk.open().json()
    slip = clerk.get(f"dossiers/{made['id']}").json()["slips"][0]["id"]
    answer = clerk.get(f"dossiers/{made['id']}/slips/{slip}.pdf")
    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert Reading.objects.order_by("-id")[0].purpose == "slip"
    assert clerk.get(f"dossiers/{made['id']}/slips/{uuid.uuid4()}.pdf").status_code == 404
    other = clerk.open().json()
    assert clerk.get(f"dossiers/{other['id']}/slips/{slip}.pdf").status_code == 404


def test_procedures_are_open_to_everybody(client, world):
    answer = client.get("/api/v1/procedures/9.000001")
    assert answer.status_code == 200
    assert answer.json()["name"]["vi"] == "Cấp giấy xác nhận thử"


def test_the_catalogue_is_searched_without_a_key(client, world):
    answer = client.get("/api/v1/procedures?q=9.000001")
    assert [one["code"] for one in answer.json()["items"]] == ["9.000001"]
    assert client.get("/api/v1/procedures").status_code == 422


def test_the_description_is_openapi_3_1_and_tells_problems_and_keys(client, db):
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    post = described["paths"]["/api/v1/dossiers"]["post"]
    assert "application/problem+json" in post["responses"]["422"]["content"]
    assert any(p["name"] == "Idempotency-Key" for p in post["parameters"])
    assert described["components"]["securitySchemes"]["Key"]["scheme"] == "bearer"
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            assert one.get("security") or path.startswith("/api/v1/procedures"), (path, method)
            assert one["summary"]


@pytest.mark.parametrize(
    ("raw", "because"),
    [
        (b'{"act": "receive", "x": "\\u0000"}', "no database keeps NUL"),
        (b'{"act": "\\ud800"}', "half a character is none"),
        (b'\xff', "not UTF-8"),
        (b"[" * 5000, "nested beyond reason"),
        (b"", "no body at all"),
        (b"[]", "a filing is an object"),
    ],
)
def test_a_body_that_cannot_be_read_is_a_problem(clerk, raw, because):
    answer = clerk.post("dossiers", raw, **{"Idempotency-Key": "k"})
    assert answer.status_code in (400, 422), because
    assert answer.json()["code"] == "invalid_request"


def test_a_code_from_another_system_is_kept_and_used_once(clerk):
    foreign = changed(foreign={"code": "000.00.01.H48-261116-0007", "filed_at": "2026-11-15T20:00:00+07:00"})
    assert clerk.open(foreign).json()["code"] == "000.00.01.H48-261116-0007"
    again = clerk.open(foreign)
    assert (again.status_code, again.json()["errors"][0]["path"]) == (422, "foreign.code")


CAPS = {"receive": 12, "move": 8, "read": 3, "list": 3}


def statements(work) -> int:
    with CaptureQueriesContext(connection, ) as seen:
        answer = work()
    assert answer.status_code < 300, answer.content
    told = [q["sql"] for q in seen.captured_queries]
    return sum(not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")) for sql in told)


def test_the_hot_paths_stay_lean(clerk, monkeypatch):
    made = clerk.open(changed(act="file")).json()
    clerk.open()
    monkeypatch.setattr(configuration, "CHECK_EVERY", 3600.0)
    papers = [{"component": "proof", "name": f"Giấy {i}", "copies": 1} for i in range(3)]
    counted = {
        "receive": statements(lambda: clerk.open(changed(papers=papers))),
        "move": statements(lambda: clerk.post(f"dossiers/{made['id']}/moves", {"action": "accept"}, **{"Idempotency-Key": "k"})),
        "read": statements(lambda: clerk.get(f"dossiers/{made['id']}")),
        "list": statements(lambda: clerk.get("dossiers")),
    }
    assert all(counted[name] <= cap for name, cap in CAPS.items()), counted
