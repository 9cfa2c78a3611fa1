"""What is wrong with a revision before it is published."""

import datetime as dt
from dataclasses import replace

import pytest

from motcua.domain import plain_data
from motcua.domain.procedures import revision, validator
from motcua.domain.procedures.revision import (
    Channel,
    ChannelRule,
    Competence,
    FeeItem,
    Field,
    HandledBy,
    IssuedBy,
    Level,
    OnlineLevel,
    PartialReason,
    Revision,
    Text,
    Tier,
    TimeLimit,
)
from tests.domain.procedures.example_revision import DECLARATION, FEE, PAPER, REVISION, changed
from tests.domain.procedures.example_workflow import changed as changed_workflow


def test_a_good_revision_has_no_problem() -> None:
    assert validator.problems(REVISION, staffed=lambda unit, role: True) == []


def test_a_revision_that_was_stored_and_read_is_judged_the_same() -> None:
    stored = plain_data.to_json(REVISION)
    assert isinstance(stored, dict)
    assert validator.problems(revision.parse(stored)) == []


def channels(*rules: ChannelRule) -> Revision:
    return changed(channels=rules)


def fee(**parts: object) -> Revision:
    return changed(fees=(replace(FEE, **parts),))  # type: ignore[arg-type]


def online(**parts: object) -> ChannelRule:
    return replace(REVISION.channels[0], **parts)  # type: ignore[arg-type]


RESULT = REVISION.results[0]
MISSING = [
    # revision, where, because
    (changed(name=Text(vi=" ")), "name", "tên thủ tục"),
    (changed(execution=""), "execution", "trình tự thực hiện"),
    (changed(channels=()), "channels", "cách thức thực hiện"),
    (changed(components=()), "components", "thành phần hồ sơ"),
    (channels(online(limit=None)), "channels.online.limit", "thời hạn giải quyết"),
    (changed(audience=()), "audience", "đối tượng thực hiện"),
    (changed(competence=Competence(level=Level.COMMUNE)), "competence.title", "cơ quan giải quyết"),
    (changed(levels=()), "levels", "cấp thực hiện"),
    (changed(legal_basis=()), "legal_basis", "căn cứ pháp lý"),
    (changed(decision=""), "decision", "số quyết định công bố"),
    (changed(publisher=""), "publisher", "cơ quan công bố"),
    (changed(field=Field(code="x", name=Text(vi=""))), "field.name", "lĩnh vực"),
    (
        changed(components=(replace(DECLARATION, name=Text(vi="")),)),
        "components.declaration.name",
        "a nameless paper",
    ),
    (changed(cases=(replace(REVISION.cases[0], name=Text(vi="")),)), "cases.new.name", "a nameless case"),
    (changed(results=(replace(RESULT, name=Text(vi="")),)), "results.certificate.name", "a nameless result"),
]


@pytest.mark.parametrize(("spoilt", "where", "because"), MISSING)
def test_no_mandatory_part_may_be_missing(spoilt: Revision, where: str, because: str) -> None:
    found = [(p.where, p.code) for p in validator.problems(spoilt) if p.blocking]
    assert (where, "part_missing") in found, because


WEEKS = TimeLimit(3, "weeks")
SPOILT = [
    # revision, where, code, because
    (changed(copies_of_dossier=0), "copies_of_dossier", "copies_of_dossier", "số lượng hồ sơ"),
    (changed(effective_to=dt.date(2025, 1, 1)), "effective_to", "row_days", "it ends before it begins"),
    (changed(online=OnlineLevel.PARTIAL), "online_reason", "partial_reason", "a partial service says why"),
    (changed(online=OnlineLevel.NONE), "online", "online_none", "yet it has an online rule"),
    (
        channels(online(channel=Channel.COUNTER)),
        "channels",
        "online_rule",
        "wholly online without a rule for it",
    ),
    (changed(handled_by=HandledBy.MINISTRY), "system", "system_missing", "which system of the ministry?"),
    (changed(components=(PAPER, PAPER)), "components.paper", "key_twice", "the same key twice"),
    (changed(components=(replace(PAPER, key=" "),)), "components", "key_empty", "no key"),
    (
        changed(components=(replace(PAPER, cases=("x",)),)),
        "components.paper.cases",
        "case_unknown",
        "no such case",
    ),
    (
        changed(components=(replace(PAPER, when="knd == 'x'"),)),
        "components.paper.when",
        "condition_unknown",
        "a misspelt field",
    ),
    (
        changed(components=(replace(PAPER, originals=-1),)),
        "components.paper",
        "component_quantity",
        "less than none",
    ),
    (changed(form=None), "components.paper.when", "condition_unknown", "a condition without a form"),
    (channels(online(limit=WEEKS)), "channels.online.limit", "limit_unknown", "the clock counts no weeks"),
    (
        channels(online(limit=TimeLimit(0, "months"))),
        "channels.online.limit",
        "limit_unknown",
        "no time at all",
    ),
    (channels(online(fees=("x",))), "channels.online.fees", "fee_unknown", "no such fee"),
    (channels(online(cases=("x",))), "channels.online.cases", "case_unknown", "no such case"),
    (channels(online(), online()), "channels.online", "channel_twice", "two rules for the same"),
    (channels(online(cases=("new",))), "channels.online", "channel_case", "the other case has no rule"),
    (fee(amount=-1), "fees.fee", "fee_amount", "less than nothing"),
    (fee(tiers=(Tier(2, 1), Tier(2, 1))), "fees.fee.tiers", "fee_tiers", "tiers rise"),
    (fee(basis=" "), "fees.fee.basis", "fee_basis", "by what right?"),
    (fee(when="kind >"), "fees.fee.when", "condition_syntax", "half a condition"),
    (fee(quantity_from="kind"), "fees.fee.quantity_from", "fee_quantity", "a choice is no number"),
    (fee(quantity_from="x"), "fees.fee.quantity_from", "fee_quantity", "no such field"),
    (fee(copies_from="x"), "fees.fee.copies_from", "fee_quantity", "no such field either"),
    (changed(results=()), "results", "result_missing", "nothing comes out"),
    (
        changed(results=(replace(RESULT, issued_by=IssuedBy.SECTOR),)),
        "results.certificate.system",
        "system_missing",
        "which sector system numbers it?",
    ),
    (
        changed(results=(replace(RESULT, valid_months=0),)),
        "results.certificate.valid_months",
        "result_months",
        "it expires at once",
    ),
    (changed(workflow=None), "workflow", "workflow_empty", "nobody settles it"),
    (changed(workflow=changed_workflow("assess", hours=99)), "workflow.steps", "workflow_hours", "too slow"),
    (changed(form={}), "form.layout", "form_part", "no form at all"),
    (
        changed(cases=(replace(REVISION.cases[0], when="kind == 'nw'"),)),
        "cases.new.when",
        "condition_option",
        "typo",
    ),
]


@pytest.mark.parametrize(("spoilt", "where", "code", "because"), SPOILT)
def test_a_spoilt_revision_is_refused(spoilt: Revision, where: str, code: str, because: str) -> None:
    found = [(p.where, p.code) for p in validator.problems(spoilt) if p.blocking]
    assert (where, code) in found, because


LIMITS = [
    # limit of the online rule, refused, because
    (TimeLimit(5, "working_days"), False, "36 hours in 40"),
    (TimeLimit(4, "working_days"), True, "36 hours in 32"),
    (TimeLimit(7, "calendar_days"), False, "a week holds five working days"),
    (TimeLimit(6, "calendar_days"), True, "six days may hold only four"),
    (TimeLimit(36, "working_hours"), False, "exactly"),
]


@pytest.mark.parametrize(("limit", "refused", "because"), LIMITS)
def test_the_steps_keep_the_shortest_limit_of_all_channels(
    limit: TimeLimit, refused: bool, because: str
) -> None:
    rules = (online(limit=limit), *REVISION.channels[1:])
    codes = {p.code for p in validator.problems(changed(channels=rules))}
    assert ("workflow_hours" in codes) is refused, because


ADVICE = [
    # revision, code, because
    (changed(components=(replace(PAPER, originals=0),)), "component_quantity", "originals or copies?"),
    (
        changed(form=None, components=(DECLARATION,), cases=(), fees=(), channels=(online(fees=()),)),
        "form_missing",
        "it can be filed on paper",
    ),
]


@pytest.mark.parametrize(("doubtful", "code", "because"), ADVICE)
def test_some_things_are_only_advised(doubtful: Revision, code: str, because: str) -> None:
    found = validator.problems(doubtful)
    assert code in {p.code for p in found}, because
    assert not [p for p in found if p.blocking]


def test_staffing_is_judged_by_whoever_knows() -> None:
    found = validator.problems(REVISION, staffed=lambda unit, role: role != "records")
    assert [(p.where, p.code) for p in found] == [("workflow.number", "step_unstaffed")]


def test_a_partial_service_with_its_reason_is_published() -> None:
    partly = changed(online=OnlineLevel.PARTIAL, online_reason=PartialReason.PRESENCE)
    assert validator.problems(partly) == []


def test_a_ministry_s_procedure_needs_neither_results_nor_workflow_here() -> None:
    theirs = changed(
        handled_by=HandledBy.MINISTRY, system="Hệ thống của Bộ Công an", workflow=None, results=()
    )
    assert validator.problems(theirs) == []


def test_what_blocks_comes_first() -> None:
    found = validator.problems(changed(components=(replace(PAPER, originals=0),), results=()))
    assert [p.blocking for p in found] == [True, False]


PUBLISHED = [
    # published, effective, in time, because
    (dt.date(2026, 1, 1), dt.date(2026, 1, 6), True, "five days ahead"),
    (dt.date(2026, 1, 2), dt.date(2026, 1, 6), False, "four days ahead"),
    (dt.date(2026, 1, 7), dt.date(2026, 1, 6), False, "after the fact"),
]


@pytest.mark.parametrize(("published", "effective", "in_time", "because"), PUBLISHED)
def test_a_procedure_is_announced_five_days_ahead(
    published: dt.date, effective: dt.date, in_time: bool, because: str
) -> None:
    assert validator.published_in_time(published, effective) is in_time, because


def test_an_unused_fee_item_is_judged_too() -> None:
    extra = FeeItem(key="extra", name=Text(vi="Phí"), kind=FEE.kind)
    found = validator.problems(changed(fees=(FEE, extra)))
    assert [(p.where, p.code) for p in found] == [("fees.extra.basis", "fee_basis")]


@pytest.mark.parametrize(
    ("by", "parties", "found", "because"),
    [
        ("subject", ["owner.address"], True, "the owner's home would decide"),
        ("subject", ["owner.address", "subject.address"], False, "the parcel, the premises, where the person lives"),
        ("subject", ["owner.address", "deceased.address"], False, "the last residence"),
        ("subject", [], False, "no home is asked for: where it is handed in decides"),
        ("applicant", ["owner.address"], False, "the applicant decides"),
    ],
)
def test_a_form_asks_where_the_subject_is_when_that_decides(by, parties, found, because):
    text = {"vi": "Ô hỏi", "en": "Question"}
    names = [f"{party.split('.')[0]}.name" for party in parties] or ["owner.name"]
    asked = {f"name_{n}": ("name", party) for n, party in enumerate(names)} | {f"at_{n}": ("address", party) for n, party in enumerate(parties)}
    address = {"type": "object", "required": ["line"], "properties": {p: {"type": "string"} for p in ("line", "commune", "province")}}
    form = {
        "schema": {"type": "object", "properties": {id: address if w == "address" else {"type": "string"} for id, (w, _p) in asked.items()}},
        "layout": {"pages": [{"key": "one", "title": text, "fields": [
            {"id": id, "widget": w, "label": text, "party": p} for id, (w, p) in asked.items()]}]},
    }  # fmt: skip
    revision = changed(form=form, competence=replace(REVISION.competence, by=by))
    assert (("competence.by", "subject_address") in {(p.where, p.code) for p in validator.problems(revision)}) is found, because
