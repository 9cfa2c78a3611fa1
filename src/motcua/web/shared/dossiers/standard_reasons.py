"""Reasons that offices give again and again; slips print the Vietnamese words, pages show the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language

from motcua.domain.procedures.revision import Text
from motcua.web.shared import words

REFUSALS: Mapping[str, Text] = {
    "not_ours": Text(
        "Nội dung đề nghị không thuộc thẩm quyền giải quyết của cơ quan.", "The request is not within this agency's competence."
    ),
    "conditions": Text(
        "Không đáp ứng yêu cầu, điều kiện thực hiện thủ tục.", "The conditions of the procedure are not met."
    ),
    "twice": Text(
        "Đã có hồ sơ cùng nội dung đang được giải quyết.", "A dossier with the same request is being settled already."
    ),
    "not_genuine": Text(
        "Giấy tờ bị tẩy xóa, sửa chữa hoặc không hợp pháp.", "A paper is altered or not lawful."
    ),
    "not_supplied": Text(
        "Không bổ sung giấy tờ trong thời hạn đã thông báo.", "The papers asked for did not come in time."
    ),
}  # fmt: skip

STOPS: Mapping[str, Text] = {
    "not_supplied": Text(
        "Quá thời hạn mà chưa bổ sung, hoàn thiện hồ sơ.", "The papers asked for did not come in time."
    ),
    "not_paid": Text(
        "Quá thời hạn mà chưa thực hiện nghĩa vụ tài chính.", "The payment asked for did not come in time."
    ),
    "dispute": Text(
        "Có tranh chấp, khiếu nại đang được cơ quan có thẩm quyền giải quyết.", "A dispute or complaint is being settled elsewhere."
    ),
    "subject_gone": Text(
        "Đối tượng giải quyết không còn.", "What the request was about no longer exists."
    ),
}  # fmt: skip

DELAYS: Mapping[str, Text] = {
    "consulting": Text("Đang chờ ý kiến của cơ quan phối hợp.", "We are waiting for the opinion of another agency."),
    "field_check": Text("Cần thêm thời gian xác minh thực tế.", "More time is needed to check on the spot."),
    "workload": Text("Số lượng hồ sơ trong kỳ tăng đột biến.", "Far more dossiers than usual came in."),
    "system": Text("Hệ thống chuyên ngành bị gián đoạn.", "A sector system was interrupted."),
}


# Classes of causes in report II.06g.
CAUSES: Mapping[str, Text] = {
    "a": Text("Cơ chế, chính sách", "Law and policy"),
    "b": Text("Tổ chức, cán bộ", "Organisation and people"),
    "c": Text("Cơ sở vật chất, công nghệ thông tin", "Equipment and information technology"),
    "d": Text("Nguyên nhân khác", "Another cause"),
}  # fmt: skip


def causes() -> list[tuple[str, str]]:
    """Return the causes to choose from, in the language of the page."""
    return [(key, words.in_language(text, language=get_language() or "vi")[0]) for key, text in CAUSES.items()]


def written(given: str, text: str, reasons: Mapping[str, Text]) -> str:
    """Return the reason as the slip prints it: the chosen one, then what was written."""
    chosen = reasons[given].vi if given in reasons else ""
    return " ".join(part for part in (chosen, text.strip()) if part)
