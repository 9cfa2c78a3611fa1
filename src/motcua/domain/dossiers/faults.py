"""Wrong by our own fault (NĐ 61/2018/NĐ-CP Điều 21): what is admitted, where the cause lies, and that it costs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Role

ARTICLE = "NĐ 61/2018/NĐ-CP Điều 21"
RELIEF = "agency_fault"  # the group in which the citizen is exempt


class FaultKind(StrEnum):
    """What went wrong."""

    WRONG_RESULT = "wrong_result"  # kết quả sai
    LOST_PAPERS = "lost_papers"  # mất, hỏng giấy tờ


class FaultCause(StrEnum):
    """Where the cause lies."""

    ENTRY = "entry"  # nhập, sao chép sai
    APPRAISAL = "appraisal"  # thẩm định sai, áp dụng sai quy định
    PRINTING = "printing"  # in, đóng dấu sai
    SYSTEM = "system"  # phần mềm, dữ liệu sai
    KEEPING = "keeping"  # bảo quản
    HANDING_OVER = "handing_over"  # giao nhận, vận chuyển


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: the action that admits it, its possible causes, and what stands on the line of 0 đồng."""

    action: Action
    causes: tuple[FaultCause, ...]
    free: str


RULES: Mapping[FaultKind, Rule] = {
    FaultKind.WRONG_RESULT: Rule(
        Action.ADMIT_WRONG, (FaultCause.ENTRY, FaultCause.APPRAISAL, FaultCause.PRINTING, FaultCause.SYSTEM),
        "Cấp lại kết quả do cơ quan làm sai",
    ),
    FaultKind.LOST_PAPERS: Rule(
        Action.ADMIT_LOSS, (FaultCause.KEEPING, FaultCause.HANDING_OVER), "Khôi phục giấy tờ do cơ quan làm mất, hỏng",
    ),
}  # fmt: skip

KIND_OF: Mapping[Action, FaultKind] = {rule.action: kind for kind, rule in RULES.items()}

# By role, never by name: who may have been at fault.
ROLES: tuple[Role, ...] = (Role.CLERK, Role.OFFICER, Role.HEAD, Role.RECORDS, Role.ONE_STOP_HEAD, Role.POSTAL)
