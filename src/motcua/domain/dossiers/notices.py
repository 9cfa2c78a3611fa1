"""What a citizen is told when their dossier moves: one table of moves, in plain words, with no reason and no paper quoted.

A letter or a text message may be read by others: it holds the name, the code, what was asked for, where and until
when; everything else is behind the address it gives.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True)
class About:
    """What is known of the dossier when the notice is written."""

    name: str  # of whoever handed it in
    code: str
    title: str
    received_at_unit: str
    return_unit: str
    address: str  # of the page that shows the dossier's progress
    appointment_at: dt.datetime | None = None
    corrected_from: dt.datetime | None = None  # the first appointment, where a correction gave another
    extended_to: dt.datetime | None = None
    answer_by: dt.date | None = None
    answer_due: dt.datetime | None = None  # a draft is answered by then
    fee_due: int = 0  # VND
    tax_due: int = 0  # VND, owed to another agency


@dataclass(frozen=True)
class Notice:
    """What is sent: a subject with the code, the sentence that matters, and the whole letter."""

    subject: str
    sentence: str
    letter: str


# Action of the table of moves -> subject and what to say. `None` for what concerns the office alone.
_SAID: Mapping[Action, tuple[str, str]] = {
    Action.FILE: ("Đã nhận được hồ sơ gửi trực tuyến", "Hồ sơ đã gửi đến {unit}, đang chờ cán bộ kiểm tra."),
    Action.RECEIVE: ("Đã tiếp nhận hồ sơ", "{unit} đã nhận hồ sơ. Hẹn trả kết quả: {appointment}."),
    Action.ACCEPT: ("Đã tiếp nhận hồ sơ", "{unit} đã nhận hồ sơ. Hẹn trả kết quả: {appointment}."),
    Action.ASK_INTAKE: ("Cần bổ sung giấy tờ", "Đang chờ ông/bà bổ sung giấy tờ{answer_by}."),
    Action.ASK_PAPERS: ("Cần bổ sung giấy tờ", "Đang chờ ông/bà bổ sung giấy tờ{answer_by}. Trong lúc chờ, thời hạn giải quyết tạm dừng."),
    Action.ANSWER_INTAKE: ("Đã nhận giấy tờ bổ sung", "{unit} đã nhận giấy tờ bổ sung, đang chờ cán bộ kiểm tra."),
    Action.ANSWER_PAPERS: ("Đã nhận giấy tờ bổ sung", "Đã nhận giấy tờ bổ sung. Hẹn trả kết quả: {appointment}."),
    Action.REFUSE_INTAKE: ("Không nhận được hồ sơ", "{unit} không nhận được hồ sơ này. Lý do và cách làm tiếp ghi trong phiếu kèm theo hồ sơ."),
    Action.ASK_FEE: ("Cần nộp tiền", "Đang chờ ông/bà nộp {fee}. Trong lúc chờ, thời hạn giải quyết tạm dừng."),
    Action.PAY_FEE: ("Đã nhận tiền", "Đã nhận tiền của ông/bà. Hẹn trả kết quả: {appointment}."),
    Action.ASK_TAX: (
        "Cần nộp nghĩa vụ tài chính",
        ("Cơ quan thuế đã có thông báo. Đang chờ ông/bà nộp {tax} vào ngân sách nhà nước{answer_by}. Nộp xong, ông/bà gửi chứng từ "
        "tại trang hồ sơ hoặc mang đến {unit}. Trong lúc chờ, thời hạn giải quyết tạm dừng."),
    ),
    Action.PAY_TAX: ("Đã nhận chứng từ nộp tiền", "Đã nhận chứng từ nộp tiền của ông/bà. Hẹn trả kết quả: {appointment}."),
    Action.EXTEND: ("Xin lỗi và hẹn lại", "Chúng tôi xin lỗi ông/bà. Hồ sơ chậm hơn đã hẹn. Chúng tôi hẹn lại: {extended}."),
    Action.STOP: ("Đã dừng giải quyết hồ sơ", "Việc giải quyết hồ sơ đã dừng. Lý do ghi trong phiếu kèm theo hồ sơ."),
    Action.WITHDRAW: ("Ông/bà đã rút hồ sơ", "Hồ sơ đã được rút theo yêu cầu của ông/bà."),
    Action.HAND_RESULT: ("Kết quả của ông/bà đã có", "Đã có kết quả. Mời ông/bà nhận tại {return_unit}."),
    Action.RETURN_RESULT: ("Đã trả kết quả", "Kết quả đã được trả. Mời ông/bà cho biết mức độ hài lòng tại trang tra cứu hồ sơ."),
    Action.POST_RESULT: ("Kết quả đã gửi qua bưu chính", "Kết quả đã gửi qua bưu chính đến địa chỉ ông/bà đã ghi."),
    Action.DELIVER: ("Đã trả kết quả", "Bưu chính đã phát kết quả. Mời ông/bà cho biết mức độ hài lòng tại trang tra cứu hồ sơ."),
    Action.ASK_CONFIRM: (
        "Đề nghị xem lại bản thảo",
        ("Bản thảo kết quả đã có. Đề nghị ông/bà xem và cho biết đúng hay chưa đúng trước {answer_due}. "
        "Quá thời gian này mà không có trả lời, chúng tôi coi là ông/bà đồng ý."),
    ),
    Action.CORRECT: ("Hồ sơ được giải quyết lại", "Hồ sơ được mở lại để giải quyết cho đúng."),
    Action.VOID: ("Hồ sơ đã được hủy", "Hồ sơ này đã được hủy. Lý do ghi ở trang tra cứu hồ sơ. Nếu ông/bà vẫn cần làm việc này, {unit} sẽ hướng dẫn nộp lại."),
    Action.REROUTE: ("Hồ sơ được chuyển đúng nơi giải quyết", "Hồ sơ được chuyển đến đúng cơ quan giải quyết. Thời hạn không thay đổi. Hẹn trả kết quả: {appointment}."),
    Action.REDATE: (
        "Đính chính ngày hẹn trả kết quả",
        "Chúng tôi xin lỗi ông/bà. Ngày hẹn trả kết quả ghi chưa đúng{corrected_from}. Ngày hẹn đúng: {appointment}.",
    ),
    Action.CHANGE_UNIT: ("Đính chính nơi nhận hồ sơ", "Hồ sơ được ghi lại đúng nơi tiếp nhận là {unit}. Mời ông/bà nhận kết quả tại {return_unit}."),
    Action.ADMIT_WRONG: (
        "Xin lỗi về kết quả sai",
        ("Chúng tôi xin lỗi ông/bà. Kết quả của hồ sơ này sai do lỗi của cơ quan. Chúng tôi cấp lại kết quả đúng, "
        "ông/bà không phải trả tiền và không phải nộp lại giấy tờ."),
    ),
    Action.ADMIT_LOSS: (
        "Xin lỗi về giấy tờ bị mất, hỏng",
        ("Chúng tôi xin lỗi ông/bà. Giấy tờ trong hồ sơ này bị mất hoặc hỏng do lỗi của cơ quan. Chúng tôi khôi phục giấy tờ "
        "và chịu mọi chi phí. Cán bộ sẽ liên hệ với ông/bà."),
    ),
    Action.REISSUE: ("Kết quả cấp lại đã có", "Kết quả đúng đã được cấp lại. Mời ông/bà nhận tại {return_unit}. Ông/bà không phải trả tiền."),
}  # fmt: skip

_LETTER = """Kính gửi ông/bà {name},

{sentence}

Mã hồ sơ: {code}
Việc ông/bà làm: {title}
Xem hồ sơ tại: {address}

{unit}

Ông/bà nhận thư này vì đã ghi địa chỉ thư trong hồ sơ. Thư chỉ báo tin, không yêu cầu ông/bà gửi giấy tờ hay chuyển tiền qua thư. Nếu không muốn nhận thư về hồ sơ này nữa, ông/bà báo với {unit}.
"""


def of_move(action: Action, after: Status, about: About) -> Notice | None:
    """Return what to tell the citizen of a move; None where it concerns the office alone."""
    said = _SAID.get(action)
    if said is None:
        return None
    subject, sentence = said
    words = sentence.format(
        unit=about.received_at_unit, return_unit=about.return_unit, appointment=_promise(about.appointment_at),
        extended=_promise(about.extended_to), fee=_money(about.fee_due), tax=_money(about.tax_due), answer_by=_by(about.answer_by),
        answer_due=_moment(about.answer_due), corrected_from=_instead(about.corrected_from),
    )  # fmt: skip
    letter = _LETTER.format(
        name=about.name, sentence=words, code=about.code, title=about.title, address=about.address,
        unit=about.received_at_unit,
    )  # fmt: skip
    return Notice(f"{subject} ({about.code})", words, letter)


def _promise(moment: dt.datetime | None) -> str:
    if moment is None:
        return "theo phiếu hẹn"
    on = local(moment)
    minutes = f" {on.minute:02d}" if on.minute else ""
    return f"{_WEEKDAYS[on.weekday()]}, ngày {on:%d/%m/%Y}, trước {on.hour} giờ{minutes}"


def _instead(moment: dt.datetime | None) -> str:
    return f" (đã ghi ngày {local(moment):%d/%m/%Y})" if moment else ""


def _moment(moment: dt.datetime | None) -> str:
    on = local(moment) if moment else None
    return f"{on:%H:%M}, ngày {on:%d/%m/%Y}" if on else "thời hạn ghi trong hồ sơ"


def _by(day: dt.date | None) -> str:
    return f" trước ngày {day:%d/%m/%Y}" if day else ""


def _money(amount: int) -> str:
    return f"{amount:,} đồng".replace(",", ".") if amount else "tiền"
