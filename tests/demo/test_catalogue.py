"""The demo catalogue: every file is a revision that may be published, and nothing in it names what is not there."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from motcua.domain import folding
from motcua.domain.fees import limits, schedule
from motcua.domain.fees.provincial import Area
from motcua.domain.procedures import form, form_problems, workflow
from motcua.domain.procedures.revision import (
    Channel,
    FeeKind,
    HandledBy,
    IssuedBy,
    OnlineLevel,
    Revision,
    TimeLimit,
    parse,
    to_json,
)

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "src" / "motcua" / "demo" / "catalogue"
SHARED = Path(os.environ.get("MOTCUA_SHARED_DATA", ROOT.parent / "shared" / "data"))
TODAY = "2026-11-21"
TEMPLATES = {
    "birth_certificate",
    "marital_status",
    "extract",
    "household_business",
    "decision",
    "certified_copy",
    "generic",
}
DEPARTMENTS = {f"H48.{n}" for n in ("05", "06", "09", "11", "13", "16", "17", "18", "19", "24")}

# Announced nationally, but not among the records gathered in ../shared/data: code -> what the national base calls it.
ALSO_PUBLISHED = {
    "1.000656": "Thủ tục đăng ký khai tử",
    "1.001612": "Đăng ký thành lập hộ kinh doanh",
    "2.000720": "Đăng ký thay đổi nội dung đăng ký hộ kinh doanh",
    "1.001570": "Tạm ngừng kinh doanh, tiếp tục kinh doanh trước thời hạn đã đăng ký của hộ kinh doanh",
    "1.001266": "Chấm dứt hoạt động hộ kinh doanh",
    "1.001776": "Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng",
    "1.001699": "Xác định, xác định lại mức độ khuyết tật và cấp Giấy xác nhận khuyết tật",
    "1.001653": "Đổi, cấp lại Giấy xác nhận khuyết tật",
    "1.010833": "Cấp giấy xác nhận thân nhân của người có công",
    "1.010803": "Giải quyết chế độ trợ cấp thờ cúng liệt sĩ",
    "1.012786": "Cấp lại Giấy chứng nhận do bị mất",
    "1.013831": "Đăng ký biến động khi chuyển nhượng, thừa kế, tặng cho quyền sử dụng đất",
    "1.014199": "Cấp giấy phép lao động đối với người lao động nước ngoài làm việc tại Việt Nam",
    "1.012592": "Đăng ký hoạt động tín ngưỡng",
}


def document(name: str) -> Any:
    return json.loads((CATALOGUE / name).read_text(encoding="utf-8"))


FILES = sorted((CATALOGUE / "procedures").glob("*.json"))
DOCUMENTS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FILES
}
REVISIONS: dict[str, Revision] = {code: parse(found) for code, found in DOCUMENTS.items()}
EVERY = pytest.mark.parametrize("revision", REVISIONS.values(), ids=REVISIONS)
WITH_FORM = pytest.mark.parametrize(
    "revision", [r for r in REVISIONS.values() if r.form], ids=[c for c, r in REVISIONS.items() if r.form]
)


def fee_row(found: Mapping[str, Any]) -> schedule.FeeRow:
    parts = {name: tuple(found[name]) for name in ("procedures", "fees") if name in found}
    plain = {name: found[name] for name in ("decision", "article", "case", "amount", "unit") if name in found}
    return schedule.FeeRow(
        **plain,
        **parts,
        kind=FeeKind(found["kind"]),
        first_day=dt.date.fromisoformat(found["first_day"]),
        last_day=day(found.get("last_day")),
        channel=Channel(found["channel"]) if "channel" in found else None,
        territory=area(found.get("territory")),
        percent_of_base=found.get("percent_of_base"),
        exempt=tuple(schedule.Relief(**relief) for relief in found.get("exempt", ())),
    )


def limit_row(found: Mapping[str, Any]) -> limits.LimitRow:
    return limits.LimitRow(
        decision=found["decision"],
        article=found.get("article", ""),
        first_day=dt.date.fromisoformat(found["first_day"]),
        last_day=day(found.get("last_day")),
        procedures=tuple(found["procedures"]),
        case=found.get("case"),
        channel=Channel(found["channel"]) if "channel" in found else None,
        territory=area(found.get("territory")),
        percent=found.get("percent"),
        limit=TimeLimit(**found["limit"]) if "limit" in found else None,
    )


def day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def area(found: Mapping[str, list[str]] | None) -> Area | None:
    return None if found is None else Area(**{part: frozenset(codes) for part, codes in found.items()})


QUANG_NGAI = Area(new=frozenset({"51"}), old=frozenset({"51"}))
KON_TUM = Area(new=frozenset({"51"}), old=frozenset({"62"}))
NOW = dt.date(2026, 11, 21)


def fee_rows() -> list[schedule.FeeRow]:
    return [fee_row(found) for found in document("fees.json")["rows"]]


def complete(revision: Revision) -> bool:
    return bool(revision.form and revision.workflow and any(r.template for r in revision.results))


def texts(value: object, where: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    if isinstance(value, dict):
        if "vi" in value:
            yield where, value
        for key, inner in value.items():
            yield from texts(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from texts(inner, f"{where}[{number}]")


@EVERY
def test_a_file_is_named_after_its_code_and_survives_reading_and_writing(revision: Revision) -> None:
    assert REVISIONS[revision.code] is revision
    assert parse(to_json(revision)) == revision  # type: ignore[arg-type]


def test_the_catalogue_is_wide_enough_to_show_the_product() -> None:
    revisions = REVISIONS.values()
    assert len(revisions) >= 42
    assert sum(map(complete, revisions)) >= 16
    assert {r.competence.level.value for r in revisions if r.in_scope} >= {"commune", "province"}
    assert len({r.field.code for r in revisions}) >= 20


def test_there_is_an_ended_procedure_one_of_a_ministry_and_a_linked_chain() -> None:
    ended = [r for r in REVISIONS.values() if r.effective_to]
    assert ended
    assert all(r.effective_to.isoformat() < TODAY for r in ended if r.effective_to)
    elsewhere = [r for r in REVISIONS.values() if r.handled_by is HandledBy.MINISTRY]
    assert elsewhere
    assert all(r.system and not r.in_scope and not r.workflow for r in elsewhere)
    assert [r.linked for r in REVISIONS.values() if len(r.linked) >= 3]


def test_workflows_show_a_consultation_a_linked_tax_office_and_two_officers() -> None:
    tables = [r.workflow for r in REVISIONS.values() if r.workflow]
    assert any(s.consults for w in tables for s in w.steps)
    assert any(s.linked and s.unit == "linked:tax" for w in tables for s in w.steps)
    assert any([s.role for s in w.steps if not s.linked].count("officer") >= 2 for w in tables)


@EVERY
def test_a_partial_service_gives_its_legal_reason_and_a_full_one_none(revision: Revision) -> None:
    assert (revision.online_reason is not None) == (revision.online is OnlineLevel.PARTIAL)


def test_several_services_are_partial() -> None:
    assert sum(r.online is OnlineLevel.PARTIAL for r in REVISIONS.values()) >= 4


@EVERY
def test_keys_named_inside_a_revision_exist_and_are_named_once(revision: Revision) -> None:
    fees, cases = [f.key for f in revision.fees], [c.key for c in revision.cases]
    for keys in (fees, cases, [c.key for c in revision.components], [r.key for r in revision.results]):
        assert len(keys) == len(set(keys))
    for rule in revision.channels:
        assert set(rule.fees) <= set(fees)
        assert set(rule.cases) <= set(cases)
    assert set(fees) == {key for rule in revision.channels for key in rule.fees}
    for component in revision.components:
        assert set(component.cases) <= set(cases)


@EVERY
def test_every_case_has_a_rule_in_every_channel_offered(revision: Revision) -> None:
    for channel in {rule.channel for rule in revision.channels}:
        for case in [c.key for c in revision.cases] or [None]:
            found = revision.rule(channel, case)
            assert found is not None, (channel, case)
            assert found.limit is not None
    assert Channel.COUNTER in {rule.channel for rule in revision.channels}


@EVERY
def test_codes_a_revision_names_are_in_the_catalogue(revision: Revision) -> None:
    named = {c.result_of for c in revision.components if c.result_of} | set(revision.linked)
    assert named <= set(REVISIONS)


@EVERY
def test_a_sector_result_names_the_system_and_templates_exist(revision: Revision) -> None:
    for result in revision.results:
        assert (result.issued_by is IssuedBy.SECTOR) == bool(result.system)
        assert result.template is None or result.template in TEMPLATES


@EVERY
def test_a_workflow_may_be_published_and_fits_the_shortest_limit(revision: Revision) -> None:
    if revision.workflow is None:
        assert revision.handled_by is not HandledBy.HERE
        return
    shortest = min(limits.working_hours(rule.limit) for rule in revision.channels if rule.limit)
    assert workflow.problems(revision.workflow, limit_hours=shortest) == []
    named = {s.unit for s in revision.workflow.steps} | {
        c.unit for s in revision.workflow.steps for c in s.consults
    }
    for selector in named:
        if selector.startswith("province:"):
            assert selector.removeprefix("province:") in DEPARTMENTS


@EVERY
def test_a_fixed_unit_is_a_department_of_the_province(revision: Revision) -> None:
    assert revision.publisher == "H48"
    assert revision.competence.unit_code is None or revision.competence.unit_code in DEPARTMENTS


@EVERY
def test_conditions_outside_the_form_read_its_answers(revision: Revision) -> None:
    compiled = form.compile(revision.form) if revision.form else None
    for part in (*revision.cases, *revision.components, *revision.fees):
        if part.when is not None:
            assert form_problems.of_condition(part.when, part.key, compiled) == []
    for fee in revision.fees:
        if fee.quantity_from:
            assert compiled is not None
            assert compiled.fields[fee.quantity_from].kind is form.Kind.INTEGER


@WITH_FORM
def test_a_form_may_be_published_without_even_advice(revision: Revision) -> None:
    assert revision.form is not None
    assert form.problems_at_publication(revision.form) == []


@WITH_FORM
def test_a_form_names_its_owner_whoever_files_it(revision: Revision) -> None:
    assert revision.form is not None
    compiled = form.compile(revision.form)
    for by_proxy in (False, True) if "by_proxy" in compiled.fields else (None,):
        shown = form.check(compiled, {} if by_proxy is None else {"by_proxy": by_proxy}).shown
        named = {
            (p.role, p.part) for id in shown if (p := compiled.fields[id].field.party) and p.ordinal == 1
        }
        assert {("owner", "name"), ("owner", "identity")} <= named
        assert not by_proxy or {("submitter", "name"), ("submitter", "identity")} <= named


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


def sample(asked: form.Asked, pick: int) -> object:
    """Return an answer the field takes; `pick` chooses the first (0) or the last (-1) option, no or yes."""
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


@WITH_FORM
@pytest.mark.parametrize("pick", [0, -1])
def test_a_form_can_be_answered_to_the_end(revision: Revision, pick: int) -> None:
    assert revision.form is not None
    compiled = form.compile(revision.form)
    answers: dict[str, object] = {}
    page = form.next_page(compiled, answers)
    while page is not None:
        for id in next(seen.fields for seen in form.pages(compiled, answers) if seen.page.key == page):
            answers[id] = sample(compiled.fields[id], pick)
        page = form.next_page(compiled, answers, page)
    assert form.check(compiled, answers).errors == ()
    assert [p for p in form.parties(compiled, answers) if p["role"] == "owner" and "identity" in p]


@WITH_FORM
def test_a_page_asks_few_things(revision: Revision) -> None:
    assert revision.form is not None
    assert max(len(page.asked) for page in form.compile(revision.form).pages) <= 4


@WITH_FORM
def test_every_text_of_a_form_is_in_both_languages(revision: Revision) -> None:
    for where, text in texts(DOCUMENTS[revision.code]["form"]):
        assert text["vi"].strip(), where
        assert text.get("en", "").strip(), where


@EVERY
def test_what_citizens_read_first_is_in_both_languages_and_in_plain_words(revision: Revision) -> None:
    for text in (revision.name, revision.short_name, revision.plain, revision.get):
        assert text is not None
        assert text.vi
        assert text.en
    for where, text in texts(DOCUMENTS[revision.code]):
        assert not re.search(r"TTHC|DVCTT|BCCI|!|\bbạn\b", text["vi"]), where


def test_fee_and_limit_rows_are_sound_and_name_what_exists() -> None:
    fees, times = document("fees.json")["rows"], document("limits.json")["rows"]
    known = {fee.key for revision in REVISIONS.values() for fee in revision.fees}
    for rows in (fees, times):
        assert len({row["key"] for row in rows}) == len(rows)
        assert {code for row in rows for code in row.get("procedures", ())} <= set(REVISIONS)
    assert {key for row in fees for key in row["fees"]} <= known
    assert [p for row in fees for p in schedule.problems(fee_row(row))] == []
    assert [p for row in times for p in limits.problems(limit_row(row))] == []


@EVERY
@pytest.mark.parametrize("place", [QUANG_NGAI, KON_TUM], ids=["quang-ngai", "kon-tum"])
def test_every_fee_has_one_price_on_every_channel_and_half_of_the_province(
    revision: Revision, place: Area
) -> None:
    rows = fee_rows()
    for channel in {rule.channel for rule in revision.channels}:
        for case in [c.key for c in revision.cases] or [None]:
            quote = schedule.quote(revision, channel=channel, case=case, on=NOW, area=place, rows=rows)
            assert all(line.before > 0 and line.basis[0].decision for line in quote.lines)


@pytest.mark.parametrize(
    ("code", "channel", "place", "on", "answers", "exemption", "total", "because"),
    [
        ("1.001612", "counter", QUANG_NGAI, NOW, {}, None, 100_000, "the province's own amount"),
        ("1.001612", "online", QUANG_NGAI, NOW, {}, None, 50_000, "NQ 11/2022 halves it online"),
        ("1.001612", "counter", KON_TUM, NOW, {}, None, 80_000, "NQ 28/2020 goes on in the former Kon Tum"),
        ("1.001612", "online", KON_TUM, NOW, {}, None, 0, "there it is free online"),
        ("1.004873", "counter", QUANG_NGAI, NOW, {}, "poor_household", 0, "the poor are exempt by law"),
        (
            "1.005319",
            "online",
            QUANG_NGAI,
            NOW,
            {},
            None,
            25_000,
            "TT 64/2025 halves it until the end of 2026",
        ),
        ("1.005319", "online", QUANG_NGAI, dt.date(2027, 1, 4), {}, None, 50_000, "the reduction has ended"),
        (
            "2.000635",
            "online",
            QUANG_NGAI,
            NOW,
            {"copies": 3},
            None,
            24_000,
            "8.000 đ a copy; a phí is not halved",
        ),
        ("2.000815", "counter", QUANG_NGAI, NOW, {"pages": 5}, None, 7_000, "2 × 2.000 + 3 × 1.000"),
        ("2.000815", "counter", QUANG_NGAI, NOW, {"pages": 900}, None, 200_000, "at most 200.000 đ a copy"),
        (
            "1.001193",
            "online",
            QUANG_NGAI,
            NOW,
            {},
            None,
            0,
            "a birth is free, copies are only when asked for",
        ),
        ("1.001193", "online", QUANG_NGAI, NOW, {"copies": 2}, None, 16_000, "two copies of the certificate"),
    ],
)
def test_a_dossier_costs_what_the_resolutions_say(
    code: str,
    channel: str,
    place: Area,
    on: dt.date,
    answers: dict[str, object],
    exemption: str | None,
    total: int,
    because: str,
) -> None:
    quote = schedule.quote(
        REVISIONS[code],
        channel=Channel(channel),
        on=on,
        answers=answers,
        area=place,
        exemption=exemption,
        rows=fee_rows(),
    )
    assert quote.total == total, because


@EVERY
def test_the_steps_fit_what_the_province_promises_too(revision: Revision) -> None:
    rows = [limit_row(found) for found in document("limits.json")["rows"]]
    for rule in revision.channels:
        for case in rule.cases or (None,):
            assert rule.limit is not None
            found = limits.promised(
                rule.limit, rows, procedure=revision.code, channel=rule.channel, on=NOW, case=case
            )
            if revision.workflow:
                assert workflow.longest(revision.workflow)[0] <= limits.working_hours(found.limit)


def test_some_limits_are_a_fifth_shorter_online() -> None:
    rows = [limit_row(found) for found in document("limits.json")["rows"]]
    named = [code for row in rows if row.percent == 20 for code in row.procedures]
    assert len(named) >= 10
    for code in named:
        rule = next(r for r in REVISIONS[code].channels if r.channel is Channel.ONLINE)
        assert rule.limit is not None
        case = rule.cases[0] if rule.cases else None
        assert limits.promised(
            rule.limit, rows, procedure=code, channel=Channel.ONLINE, on=NOW, case=case
        ).shorter


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
    decisions = document("scope.json")["decisions"]
    by_code: dict[str, list[dict[str, Any]]] = {}
    for row in decisions:
        assert row["signed_on"] <= row["valid_from"]
        for code in row["codes"]:
            by_code.setdefault(code, []).append(row)
    assert set(by_code) == {code for code, r in REVISIONS.items() if r.in_scope}
    for code, rows in by_code.items():
        document_ = DOCUMENTS[code]
        assert [row["valid_from"] for row in rows] == [document_["effective_from"]], code
        assert rows[0].get("valid_to") == document_.get("effective_to"), code


def test_every_code_is_a_real_procedure() -> None:
    source = SHARED / "procedures" / "procedures.jsonl.gz"
    if not source.exists():
        pytest.skip(f"real procedures are not at {source}; set MOTCUA_SHARED_DATA to the folder with them")
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        real = {str(json.loads(line)["code"]) for line in lines}
    short = {".".join(code.split(".")[:2]) for code in real}
    assert set(REVISIONS) - short - set(ALSO_PUBLISHED) == set()
    assert set(ALSO_PUBLISHED) <= set(REVISIONS)
    assert not set(ALSO_PUBLISHED) & short
