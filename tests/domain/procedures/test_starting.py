"""What a controller starts from when completing a procedure."""

from __future__ import annotations

import datetime as dt

from motcua.domain.procedures import records, revision, starting, validator

DAY = dt.date(2026, 11, 16)
RAW: dict[str, object] = {
    "name": "Cấp bản sao trích lục hộ tịch", "code": "2.000635", "promulgator": "Bộ Tư pháp", "agency": "Ủy ban nhân dân cấp xã",
    "field": "Hộ tịch", "level": ["Cấp Xã"], "audience": ["Công dân Việt Nam"], "source": "dichvucong.gov.vn",
    "decision": "163/QĐ-BTP", "steps_text": "Nộp hồ sơ. Nhận kết quả.", "legal_basis": ["60/2014/QH13"],
    "channels": [
        {"method": "Trực tiếp", "time_limit": "3 Ngày làm việc", "fee": "Lệ phí : 8000 Đồng"},
        {"method": "Trực tuyến", "time_limit": "3 Ngày làm việc", "fee": "Lệ phí : 8000 Đồng"},
    ],
    "components": [{"name": "Tờ khai", "originals": 1, "copies": 0}],
    "result": [{"name": "Bản sao trích lục", "code": "KQ.1"}],
}  # fmt: skip


def test_a_record_becomes_a_document_that_can_be_read() -> None:
    document = starting.document(records.read(RAW), on=DAY)
    read = revision.parse({"number": 1, **document})
    assert (read.code, read.name.vi, read.originals["decision"]) == ("2.000635", RAW["name"], "163/QĐ-BTP")
    assert read.effective_from == DAY + dt.timedelta(days=validator.DAYS_AHEAD)
    assert read.competence.level is revision.Level.COMMUNE
    assert [r.name.vi for r in read.results] == ["Bản sao trích lục"]


def test_the_parts_that_were_understood_are_there_and_nothing_else() -> None:
    read = revision.parse({"number": 1, **starting.document(records.read(RAW), on=DAY)})
    assert [c.name.vi for c in read.components] == ["Tờ khai"]
    limits = {rule.channel.value: rule.limit for rule in read.channels}
    assert set(limits) == {"counter", "online"}
    assert all(limit == revision.TimeLimit(3, "working_days") for limit in limits.values())
    bare = revision.parse({"number": 1, **starting.document(records.read({"name": "Việc lạ"}), on=DAY)})
    assert (bare.components, bare.channels, bare.fees, bare.workflow) == ((), (), (), None)


def test_ways_that_cost_the_same_share_one_fee() -> None:
    read = revision.parse({"number": 1, **starting.document(records.read(RAW), on=DAY)})
    assert [(fee.key, fee.amount) for fee in read.fees] == [("fee", 8000)]
    assert [rule.fees for rule in read.channels] == [("fee",), ("fee",)]


def test_a_fee_that_is_not_understood_is_left_to_the_controller() -> None:
    channels = [
        {"method": "Trực tiếp", "time_limit": "3 Ngày làm việc", "fee": "Lệ phí : 8000 Đồng"},
        {"method": "Trực tuyến", "time_limit": "3 Ngày làm việc", "fee": "Theo quy định"},
    ]
    read = revision.parse({"number": 1, **starting.document(records.read({**RAW, "channels": channels}), on=DAY)})
    assert read.fees == ()
    assert [rule.limit.amount for rule in read.channels if rule.limit] == [3, 3]


def test_the_validator_says_what_is_still_to_be_done() -> None:
    read = revision.parse({"number": 1, **starting.document(records.read({"name": "Việc lạ"}), on=DAY)})
    assert {"execution", "channels", "components"} <= {p.where for p in validator.problems(read)}
