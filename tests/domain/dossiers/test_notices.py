"""What citizens are told: plain words with code and promise, and nothing that others should not read."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.domain.dossiers import notices
from motcua.domain.dossiers.notices import About
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import MOVES, Action
from motcua.domain.hours import ZONE

ABOUT = About(
    name="Phạm Thị Lan", code="H48.101-261116-0001", title="Đăng ký khai sinh", received_at_unit="Trung tâm xã Ba Tơ",
    return_unit="Trung tâm xã Ba Tơ", address="https://mot-cua.example.vn/tra-cuu/H48.101-261116-0001",
    appointment_at=dt.datetime(2026, 11, 23, 17, 0, tzinfo=ZONE), extended_to=dt.datetime(2026, 11, 25, 11, 30, tzinfo=ZONE),
    answer_by=dt.date(2026, 12, 16), fee_due=1234567,
)  # fmt: skip


@pytest.mark.parametrize(
    ("action", "after", "said"),
    [
        (Action.FILE, 1, "Hồ sơ đã gửi đến Trung tâm xã Ba Tơ, đang chờ cán bộ kiểm tra."),
        (Action.RECEIVE, 2, "Trung tâm xã Ba Tơ đã nhận hồ sơ. Hẹn trả kết quả: thứ Hai, ngày 23/11/2026, trước 17 giờ."),
        (Action.ASK_INTAKE, 5, "Đang chờ ông/bà bổ sung giấy tờ trước ngày 16/12/2026."),
        (Action.ASK_FEE, 6, "Đang chờ ông/bà nộp 1.234.567 đồng. Trong lúc chờ, thời hạn giải quyết tạm dừng."),
        (Action.EXTEND, 4, "Chúng tôi xin lỗi ông/bà. Hồ sơ chậm hơn đã hẹn. Chúng tôi hẹn lại: thứ Tư, ngày 25/11/2026, trước 11 giờ 30."),
        (Action.HAND_RESULT, 9, "Đã có kết quả. Mời ông/bà nhận tại Trung tâm xã Ba Tơ."),
    ],
)
def test_a_move_is_told_in_one_plain_sentence(action, after, said):
    notice = notices.of_move(action, Status(after), ABOUT)
    assert notice is not None
    assert notice.sentence == said
    assert ABOUT.code in notice.subject
    assert said in notice.letter
    assert ABOUT.address in notice.letter


@pytest.mark.parametrize("action", [Action.HAND_OVER, Action.ASSIGN, Action.PROPOSE, Action.APPROVE, Action.SEND_BACK, Action.CONSULT])
def test_what_the_office_does_among_itself_is_told_to_nobody(action):
    assert notices.of_move(action, Status.IN_PROGRESS, ABOUT) is None


@pytest.mark.parametrize("row", MOVES, ids=lambda row: f"{row.action.value}-{row.after.value}")
def test_every_notice_keeps_to_the_voice(row):
    notice = notices.of_move(row.action, row.after, ABOUT)
    if notice is None:
        return
    for text in (notice.subject, notice.letter):
        assert "!" not in text
        assert "bạn" not in text.split()
        assert "{" not in text


def test_a_promise_that_is_not_known_is_not_made_up():
    bare = About(name="Lan", code="c", title="t", received_at_unit="u", return_unit="u", address="a")
    notice = notices.of_move(Action.RECEIVE, Status.RECEIVED, bare)
    assert notice is not None
    assert "theo phiếu hẹn" in notice.sentence
