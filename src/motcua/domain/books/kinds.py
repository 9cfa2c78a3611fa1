"""The books a unit keeps: what each kind is called, and what its number looks like on paper."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.permissions.roles import Role


class Kind(StrEnum):
    """What a book numbers; each unit opens one of a kind (and symbol) a year, counting from 1."""

    CERTIFIED_COPIES = "certified_copies"  # sổ chứng thực bản sao từ bản chính
    SIGNATURES = "signatures"  # sổ chứng thực chữ ký, điểm chỉ
    OUTGOING = "outgoing"  # sổ văn bản đi: numbers of results and letters
    REGISTER = "register"  # sổ theo dõi hồ sơ (TT 03/2025 Mẫu 07)
    RECEIPTS = "receipts"  # biên lai thu phí, lệ phí


@dataclass(frozen=True, slots=True)
class Keeping:
    """Who keeps a kind of book and how: its Vietnamese title as printed, who may void a number and close the year."""

    title: str
    keepers: tuple[Role, ...]
    legal_basis: str
    voidable: bool = True  # a number given can be spoilt; a line of the register stands for a dossier and cannot


KEEPING: dict[Kind, Keeping] = {
    Kind.CERTIFIED_COPIES: Keeping(
        "Sổ chứng thực bản sao từ bản chính", (Role.CLERK, Role.ONE_STOP_HEAD), "NĐ 23/2015/NĐ-CP Điều 13, 14"
    ),
    Kind.SIGNATURES: Keeping(
        "Sổ chứng thực chữ ký, chứng thực điểm chỉ", (Role.CLERK, Role.ONE_STOP_HEAD), "NĐ 23/2015/NĐ-CP Điều 13, 14"
    ),
    Kind.OUTGOING: Keeping("Sổ đăng ký văn bản đi", (Role.RECORDS,), "NĐ 30/2020/NĐ-CP Điều 15"),
    Kind.REGISTER: Keeping("Sổ theo dõi hồ sơ", (Role.ONE_STOP_HEAD,), "TT 03/2025/TT-VPCP Mẫu 07", voidable=False),
    Kind.RECEIPTS: Keeping("Sổ biên lai thu phí, lệ phí", (Role.COLLECTOR, Role.ONE_STOP_HEAD), "NĐ 123/2020/NĐ-CP Điều 38"),
}


def shown(number: int, *, least: int = 2) -> str:
    """Return a number as it is written in a book: at least two digits (NĐ 30/2020, numbers below 10 take a leading 0)."""
    return f"{number:0{least}d}"
