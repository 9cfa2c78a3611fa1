"""A draft to start from holds what the record says beyond doubt, and nothing else."""

from __future__ import annotations

import datetime as dt

from motcua.domain.procedures import first_draft, revision, understanding, validator
from motcua.domain.procedures.records import ChannelText, PaperText, Record
from motcua.domain.procedures.revision import Channel, FeeKind, TimeLimit

RECORD = Record(
    code="1.001193", name="Thủ tục đăng ký khai sinh", publisher="G15", source="dichvucong.gov.vn 2026", field="Hộ tịch",
    agency="Ủy ban nhân dân cấp xã", levels=("Cấp xã",), audience=("Công dân Việt Nam",), steps="Bước 1: nộp hồ sơ.",
    legal_basis=("60/2014/QH13",), papers=(PaperText("Tờ khai", 1, 0, "TK.doc"), PaperText("Ghi chú", 0, 0)),
    channels=(
        ChannelText(Channel.COUNTER, "Trực tiếp", "3 Ngày làm việc", "Lệ phí : 8.000 Đồng"),
        ChannelText(Channel.ONLINE, "Trực tuyến", "3 Ngày làm việc", "Lệ phí : 8.000 Đồng"),
    ),
)  # fmt: skip


def draft(record: Record) -> revision.Revision:
    understood = understanding.understand(record)
    made = first_draft.document(record, understood, publisher="H48", effective_from=dt.date(2026, 12, 1))
    return revision.parse(made)


def test_what_is_understood_stands_in_its_place() -> None:
    made = draft(RECORD)
    assert (made.code, made.publisher, made.execution) == ("1.001193", "H48", "Bước 1: nộp hồ sơ.")
    assert [rule.limit for rule in made.channels] == [TimeLimit(3, "working_days")] * 2
    assert [(fee.amount, fee.kind) for fee in made.fees] == [(8000, FeeKind.LE_PHI)]
    assert [rule.fees for rule in made.channels] == [("fee",), ("fee",)]
    assert [(c.name.vi, c.originals) for c in made.components] == [("Tờ khai", 1)]
    assert "Ghi chú" in made.originals["papers"], "what was not understood stands beside it in its own words"


def test_what_is_in_doubt_is_left_empty_and_asked_for_at_publication() -> None:
    doubtful = ChannelText(Channel.COUNTER, "Trực tiếp", "5", "Miễn phí(Theo nghị quyết của HĐND)")
    made = draft(Record(**{**vars(RECORD), "channels": (doubtful,)}))
    assert made.channels[0].limit is None
    assert made.fees == ()
    missing = {p.where for p in validator.problems(made) if p.code == "part_missing"}
    assert "channels.counter.limit" in missing
    assert "decision" in missing


def test_a_record_that_says_next_to_nothing_still_makes_a_draft() -> None:
    made = draft(Record(code="no-code:1", name="Xét tuyển", publisher="", source=""))
    assert (made.levels, made.audience, made.channels) == ((), (), ())
