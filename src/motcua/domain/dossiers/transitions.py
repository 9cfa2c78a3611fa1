"""THE table of moves: what may be done with a dossier in which status, and what follows.

Each row is an action from a status: the status after it, what it does to the clock, what must be given, which slip is
printed, and the article it rests on. Everything that moves a dossier (screens, API, worker, import) reads this table.
Articles: NĐ 61/2018/NĐ-CP as the proxy of NĐ 118/2025/NĐ-CP until the wording of the latter is confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from motcua.domain.dossiers.states import Status

S = Status


class Action(Enum):
    """Everything that can be done with a dossier; the first group moves it, the second leaves it where it is."""

    FILE = "file"  # nộp trực tuyến
    RECEIVE = "receive"  # tiếp nhận tại quầy
    ACCEPT = "accept"  # tiếp nhận hồ sơ đã nộp
    ASK_INTAKE = "ask_intake"  # yêu cầu bổ sung khi tiếp nhận
    ANSWER_INTAKE = "answer_intake"  # người nộp bổ sung (trước tiếp nhận)
    REFUSE_INTAKE = "refuse_intake"  # từ chối tiếp nhận
    HAND_OVER = "hand_over"  # chuyển hồ sơ đến nơi giải quyết
    ASSIGN = "assign"  # phân công, nhận xử lý lần đầu
    REASSIGN = "reassign"  # phân công lại
    FORWARD = "forward"  # chuyển bước
    PROPOSE = "propose"  # trình ký
    APPROVE = "approve"  # ký duyệt
    ISSUE = "issue"  # vào sổ, ban hành
    SEND_BACK = "send_back"  # trả lại bước trước
    ASK_PAPERS = "ask_papers"  # yêu cầu bổ sung khi thẩm định
    ANSWER_PAPERS = "answer_papers"  # người nộp bổ sung (sau tiếp nhận)
    ASK_FEE = "ask_fee"  # yêu cầu nghĩa vụ tài chính
    PAY_FEE = "pay_fee"  # đã thực hiện nghĩa vụ tài chính
    EXTEND = "extend"  # xin lỗi, hẹn lại (một lần)
    STOP = "stop"  # dừng giải quyết
    WITHDRAW = "withdraw"  # rút hồ sơ
    HAND_RESULT = "hand_result"  # chuyển kết quả ra quầy
    RETURN_RESULT = "return_result"  # trả kết quả
    POST_RESULT = "post_result"  # gửi kết quả qua bưu chính
    DELIVER = "deliver"  # bưu chính đã phát kết quả
    TAKE_BACK = "take_back"  # nhận lại kết quả bưu chính chuyển hoàn
    PROPOSE_STOP = "propose_stop"  # đề xuất dừng giải quyết
    ASK_CORRECTION = "ask_correction"  # đề nghị đính chính
    DROP_CORRECTION = "drop_correction"  # rút đề nghị đính chính
    REFUSE_CORRECTION = "refuse_correction"  # không duyệt đính chính
    CORRECT = "correct"  # duyệt mở lại hồ sơ
    VOID = "void"  # duyệt hủy hồ sơ
    REROUTE = "reroute"  # duyệt chuyển đơn vị giải quyết
    REDATE = "redate"  # duyệt đổi ngày hẹn
    CHANGE_UNIT = "change_unit"  # duyệt đổi đơn vị tiếp nhận
    CONSULT = "consult"  # lấy ý kiến
    ANSWER_CONSULT = "answer_consult"  # trả lời ý kiến
    ASK_TAX = "ask_tax"  # thông báo nộp thuế, nghĩa vụ tài chính của cơ quan khác
    PAY_TAX = "pay_tax"  # đã nộp thuế, nghĩa vụ tài chính: có chứng từ
    # what leaves the dossier where it is
    READ = "read"
    READ_PROGRESS = "read_progress"
    NOTE = "note"
    ATTACH = "attach"
    RECORD_FEE = "record_fee"
    VOID_RECEIPT = "void_receipt"  # hủy biên lai
    GIVE_BACK = "give_back"  # hoàn phí, lệ phí
    READ_RECEIPTS = "read_receipts"  # xem biên lai của đơn vị
    SEND_TASK = "send_task"  # gửi cơ quan khác
    RECEIVE_TASK = "receive_task"  # cơ quan khác đã nhận
    ANSWER_TASK = "answer_task"  # nhập trả lời của cơ quan khác
    SET_RESULT = "set_result"  # soạn kết quả
    CERTIFY = "certify"  # cấp số chứng thực
    DELIVER_RESULT = "deliver_result"  # hệ thống chuyên ngành chuyển kết quả
    ASK_CONFIRM = "ask_confirm"  # gửi bản thảo để xác nhận
    ANSWER_CONFIRM = "answer_confirm"  # xác nhận bản thảo
    REISSUE = "reissue"  # cấp lại số: số cũ hỏng
    ADMIT_WRONG = "admit_wrong"  # nhận kết quả sai do cơ quan
    ADMIT_LOSS = "admit_loss"  # nhận làm mất giấy tờ
    SETTLE_FAULT = "settle_fault"  # khắc phục xong
    PRINT = "print"
    RATE = "rate"
    TAKE_OVER = "take_over"  # người được nộp hộ nhận lại hồ sơ


class ClockEffect(Enum):
    NONE = "none"
    INTAKE = "intake"  # starts the clock of answering an online filing (8 working hours)
    START = "start"  # starts the legal clock: complete acceptance
    PAUSE = "pause"
    RESUME = "resume"
    RESTART = "restart"  # from zero (61/2018 Đ19.4)
    END = "end"
    REOPEN = "reopen"


class Slip(Enum):
    """Which paper a move produces; the form set of the day decides number and title."""

    RECEIPT = "receipt"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP = "stop"
    HAND_OVER = "hand_over"
    RETURN = "return"


@dataclass(frozen=True)
class Move:
    """One row. `accepted`, `ends`, `working`, `restart` pick between rows of the same action and status:
    None means the row does not care."""

    action: Action
    before: Status | None
    after: Status
    clock: ClockEffect = ClockEffect.NONE
    needs: tuple[str, ...] = ()
    slip: Slip | None = None
    article: str = ""
    accepted: bool | None = None
    ends: bool | None = None
    working: bool | None = None
    restart: bool | None = None


def _rows() -> tuple[Move, ...]:
    a, c = Action, ClockEffect
    rows = [
        Move(a.FILE, None, S.FILED, c.INTAKE, ("answers",), None, "61/2018 Đ16; 45/2020 Đ11"),
        Move(a.RECEIVE, None, S.RECEIVED, c.START, (), Slip.RECEIPT, "61/2018 Đ17.2, Đ17.4"),
        Move(a.ACCEPT, S.FILED, S.RECEIVED, c.START, (), Slip.RECEIPT, "61/2018 Đ17.1"),
        Move(a.ASK_INTAKE, S.FILED, S.AWAITING_PAPERS, c.NONE, ("items", "reason"), Slip.SUPPLEMENT, "61/2018 Đ15.3, Đ17.1a",
             accepted=False),
        Move(a.ANSWER_INTAKE, S.AWAITING_PAPERS, S.FILED, c.INTAKE, (), None, "61/2018 Đ17.1a", accepted=False),
        Move(a.REFUSE_INTAKE, S.FILED, S.NOT_RECEIVED, c.END, ("reason",), Slip.REFUSAL, "61/2018 Đ17.1b"),
        Move(a.REFUSE_INTAKE, S.AWAITING_PAPERS, S.NOT_RECEIVED, c.END, ("reason",), Slip.REFUSAL, "61/2018 Đ17.1b",
             accepted=False),
        Move(a.HAND_OVER, S.RECEIVED, S.RECEIVED, c.NONE, (), Slip.HAND_OVER, "61/2018 Đ18"),
        Move(a.ASSIGN, S.RECEIVED, S.IN_PROGRESS, c.NONE, ("assignee",), None, "61/2018 Đ19.1"),
        Move(a.REASSIGN, S.IN_PROGRESS, S.IN_PROGRESS, c.NONE, ("assignee",), None, "61/2018 Đ19.1"),
        Move(a.EXTEND, S.RECEIVED, S.RECEIVED, c.NONE, ("reason", "until", "cause"), Slip.APOLOGY, "61/2018 Đ19.9"),
        Move(a.EXTEND, S.IN_PROGRESS, S.IN_PROGRESS, c.NONE, ("reason", "until", "cause"), Slip.APOLOGY, "61/2018 Đ19.9"),
        Move(a.HAND_RESULT, S.FINISHED, S.FINISHED, c.NONE, (), None, "61/2018 Đ20"),
        Move(a.RETURN_RESULT, S.FINISHED, S.RETURNED, c.NONE, ("received_by",), Slip.RETURN, "61/2018 Đ20"),
        Move(a.POST_RESULT, S.FINISHED, S.FINISHED, c.NONE, ("waybill",), None, "61/2018 Đ20; 45/2016/QĐ-TTg"),
        Move(a.DELIVER, S.FINISHED, S.RETURNED, c.NONE, (), None, "61/2018 Đ20; 45/2016/QĐ-TTg"),
        Move(a.TAKE_BACK, S.FINISHED, S.FINISHED, c.NONE, (), None, "61/2018 Đ20"),
        Move(a.ANSWER_CONSULT, S.IN_PROGRESS, S.IN_PROGRESS, c.NONE, ("answer",), None, "61/2018 Đ19.5"),
        Move(a.ANSWER_CONSULT, S.AWAITING_PAPERS, S.AWAITING_PAPERS, c.NONE, ("answer",), None, "61/2018 Đ19.5", accepted=True),
        Move(a.ANSWER_CONSULT, S.AWAITING_PAYMENT, S.AWAITING_PAYMENT, c.NONE, ("answer",), None, "61/2018 Đ19.5"),
        Move(a.CONSULT, S.IN_PROGRESS, S.IN_PROGRESS, c.NONE, ("unit", "question"), None, "61/2018 Đ19.5"),
    ]  # fmt: skip
    for action, needs in ((a.FORWARD, ()), (a.PROPOSE, ("decision",)), (a.APPROVE, ()), (a.ISSUE, ())):
        rows.append(Move(action, S.IN_PROGRESS, S.IN_PROGRESS, c.NONE, needs, None, "61/2018 Đ19", ends=False))
        if action is not a.PROPOSE:
            rows.append(Move(action, S.IN_PROGRESS, S.FINISHED, c.END, needs, None, "61/2018 Đ19.8", ends=True))
    rows.append(Move(a.SEND_BACK, S.IN_PROGRESS, S.IN_PROGRESS, c.NONE, ("reason",), None, "61/2018 Đ19"))
    for before in (S.RECEIVED, S.IN_PROGRESS):
        rows.append(
            Move(a.ASK_PAPERS, before, S.AWAITING_PAPERS, c.PAUSE, ("items", "reason"), Slip.SUPPLEMENT, "61/2018 Đ19.4", accepted=True)
        )
        rows.append(Move(a.ASK_FEE, before, S.AWAITING_PAYMENT, c.PAUSE, ("amount", "reason"), None, "NĐ 224/2026 Đ15"))
        working = before is S.IN_PROGRESS
        for restart, effect in ((False, c.RESUME), (True, c.RESTART)):
            rows.append(
                Move(a.ANSWER_PAPERS, S.AWAITING_PAPERS, before, effect, (), None, "61/2018 Đ19.4",
                     accepted=True, working=working, restart=restart)
            )  # fmt: skip
        rows.append(Move(a.PAY_FEE, S.AWAITING_PAYMENT, before, c.RESUME, (), None, "NĐ 224/2026 Đ15", working=working))
    rows.append(
        Move(a.ASK_TAX, S.IN_PROGRESS, S.AWAITING_PAYMENT, c.PAUSE, ("amount", "number", "day", "reason"), None, "NĐ 126/2020 Đ13, Đ18; 61/2018 Đ19.4")
    )
    rows.append(Move(a.PAY_TAX, S.AWAITING_PAYMENT, S.IN_PROGRESS, c.RESUME, ("number", "day"), None, "NĐ 126/2020 Đ13, Đ18", working=True))
    for before in (S.IN_PROGRESS, S.AWAITING_PAPERS, S.AWAITING_PAYMENT):
        accepted = True if before is S.AWAITING_PAPERS else None
        if before is not S.IN_PROGRESS:  # nothing stops by itself: the desk proposes, the head decides
            rows.append(Move(a.PROPOSE_STOP, before, before, c.NONE, ("reason",), None, "TT 03/2025 Mẫu 05", accepted=accepted))
        rows.append(Move(a.STOP, before, S.STOPPED, c.END, ("reason",), Slip.STOP, "TT 03/2025 Mẫu 05", accepted=accepted))
    for before in (S.FILED, S.RECEIVED, S.IN_PROGRESS, S.AWAITING_PAPERS, S.AWAITING_PAYMENT):
        rows.append(Move(a.WITHDRAW, before, S.WITHDRAWN, c.END, (), None, "61/2018 Đ17"))
    return (*rows, *_corrections())


def _corrections() -> Iterator[Move]:
    """Corrections (đính chính): asked with a reason, approved by procedure control; what each kind may do in which status."""
    a, c, article = Action, ClockEffect, "61/2018 Đ21"
    waits = (S.FILED, S.RECEIVED, S.IN_PROGRESS, S.AWAITING_PAPERS, S.AWAITING_PAYMENT)
    for before, after in ((S.STOPPED, S.IN_PROGRESS), (S.FINISHED, S.IN_PROGRESS), (S.NOT_RECEIVED, S.FILED)):
        yield Move(a.CORRECT, before, after, c.REOPEN, ("reason",), None, article)
    for before in (*waits, S.STOPPED, S.FINISHED):
        ends = c.END if before in waits else c.NONE
        yield Move(a.VOID, before, S.STOPPED, ends, ("reason",), None, article)
    for before in waits:
        yield Move(a.REROUTE, before, before, c.NONE, ("reason",), None, "61/2018 Đ18, Đ21")
    for before in (*waits, S.FINISHED):
        yield Move(a.CHANGE_UNIT, before, before, c.NONE, ("reason",), None, "61/2018 Đ17, Đ21")
    for before in (S.RECEIVED, S.IN_PROGRESS):
        yield Move(a.REDATE, before, before, c.NONE, ("reason",), None, "61/2018 Đ19.9, Đ21")
    for before in (*waits, S.NOT_RECEIVED, S.STOPPED, S.FINISHED):
        yield Move(a.ASK_CORRECTION, before, before, c.NONE, ("kind", "reason"), None, article)
    for before in S:  # a dossier may end while its request waits: what was asked can always be answered
        yield Move(a.REFUSE_CORRECTION, before, before, c.NONE, ("reason",), None, article)
        yield Move(a.DROP_CORRECTION, before, before, c.NONE, (), None, article)


MOVES: tuple[Move, ...] = _rows()

# Acts that leave the status alone: in which statuses each makes sense.
STANDING: dict[Action, frozenset[Status]] = {
    Action.READ: frozenset(Status),
    Action.READ_PROGRESS: frozenset(Status),
    Action.NOTE: frozenset(Status),
    Action.PRINT: frozenset(Status),
    Action.ATTACH: frozenset({S.FILED, S.RECEIVED, S.IN_PROGRESS, S.AWAITING_PAPERS, S.AWAITING_PAYMENT}),
    Action.RECORD_FEE: frozenset({S.FILED, S.RECEIVED, S.IN_PROGRESS, S.AWAITING_PAYMENT, S.FINISHED}),
    Action.VOID_RECEIPT: frozenset(Status),
    Action.GIVE_BACK: frozenset(Status),
    Action.READ_RECEIPTS: frozenset(Status),
    Action.SEND_TASK: frozenset({S.IN_PROGRESS}),
    Action.RECEIVE_TASK: frozenset({S.IN_PROGRESS, S.AWAITING_PAPERS, S.AWAITING_PAYMENT}),
    Action.ANSWER_TASK: frozenset({S.IN_PROGRESS, S.AWAITING_PAPERS, S.AWAITING_PAYMENT}),
    Action.SET_RESULT: frozenset({S.IN_PROGRESS}),
    Action.CERTIFY: frozenset({S.RECEIVED, S.IN_PROGRESS}),
    Action.REISSUE: frozenset({S.FINISHED, S.RETURNED}),  # returned: only where the agency has admitted a wrong result
    Action.ADMIT_WRONG: frozenset({S.FINISHED, S.RETURNED}),
    Action.ADMIT_LOSS: frozenset(Status) - {S.FILED, S.NOT_RECEIVED},
    Action.SETTLE_FAULT: frozenset(Status),
    Action.DELIVER_RESULT: frozenset({S.IN_PROGRESS}),
    Action.ASK_CONFIRM: frozenset({S.IN_PROGRESS}),
    Action.ANSWER_CONFIRM: frozenset({S.IN_PROGRESS}),
    Action.RATE: frozenset({S.FINISHED, S.RETURNED, S.NOT_RECEIVED}),
    Action.TAKE_OVER: frozenset(Status),
}

# Which workflow outcome an action carries (domain.procedures.workflow.Outcome values).
OUTCOME_OF: dict[Action, str] = {
    Action.FORWARD: "forward",
    Action.PROPOSE: "propose",
    Action.APPROVE: "approve",
    Action.ISSUE: "issue",
    Action.SEND_BACK: "send_back",
}

_BY_START: dict[tuple[Action, Status | None], tuple[Move, ...]] = {}
for _row in MOVES:
    _key = (_row.action, _row.before)
    _BY_START[_key] = (*_BY_START.get(_key, ()), _row)


def moves_from(status: Status | None) -> tuple[Move, ...]:
    """Return every row that starts in the status (None: before the dossier exists)."""
    return tuple(row for row in MOVES if row.before is status)


def rows(action: Action, status: Status | None) -> tuple[Move, ...]:
    """Return the rows of the action in the status; empty where it is not possible."""
    return _BY_START.get((action, status), ())
