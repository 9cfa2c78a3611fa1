"""Transfers of papers: sent by one, received or disputed by the other; what the post says of its parcel.

Two small tables: what may become of a bundle in a transfer, and in which order a carrier speaks. The holder changes
only where somebody has the papers in hand: at receipt, or when the post takes the parcel (NĐ 61/2018 Đ18, Đ20).
"""

from __future__ import annotations

from enum import StrEnum


class Way(StrEnum):
    """How papers go."""

    HAND = "hand"  # giao tận tay
    POST = "post"  # qua bưu chính công ích


class What(StrEnum):
    """What a transfer brings."""

    DOSSIERS = "dossiers"  # hồ sơ giấy
    RESULTS = "results"  # kết quả, giấy tờ trả lại
    PARCEL = "parcel"  # kết quả gửi đến nhà ông/bà


class Line(StrEnum):
    """Where one bundle of a transfer stands."""

    SENT = "sent"  # đã chuyển, chưa nhận
    RECEIVED = "received"  # đã nhận đủ
    DISPUTED = "disputed"  # bên nhận báo thiếu
    WITHDRAWN = "withdrawn"  # bên giao nhận lại


OPEN = frozenset({Line.SENT, Line.DISPUTED})


class Act(StrEnum):
    """What may be done with a transfer."""

    SEE = "see"
    SEND = "send"
    RECEIVE = "receive"
    DISPUTE = "dispute"
    SEND_AGAIN = "send_again"  # bên giao đã bổ sung, gửi lại
    WITHDRAW = "withdraw"
    CARRY = "carry"  # cập nhật trạng thái bưu gửi


LINE_MOVES: dict[tuple[Act, Line], Line] = {
    (Act.RECEIVE, Line.SENT): Line.RECEIVED,
    (Act.RECEIVE, Line.DISPUTED): Line.RECEIVED,
    (Act.DISPUTE, Line.SENT): Line.DISPUTED,
    (Act.SEND_AGAIN, Line.DISPUTED): Line.SENT,
    (Act.WITHDRAW, Line.SENT): Line.WITHDRAWN,
    (Act.WITHDRAW, Line.DISPUTED): Line.WITHDRAWN,
}


class Carried(StrEnum):
    """What the post says of a parcel."""

    ANNOUNCED = "announced"  # đã báo gửi
    ACCEPTED = "accepted"  # bưu chính đã nhận
    IN_TRANSIT = "in_transit"  # đang chuyển
    DELIVERED = "delivered"  # đã phát
    RETURNED = "returned"  # phát không được, chuyển hoàn


CARRIED_NEXT: dict[Carried, frozenset[Carried]] = {
    Carried.ANNOUNCED: frozenset({Carried.ACCEPTED, Carried.IN_TRANSIT, Carried.DELIVERED, Carried.RETURNED}),
    Carried.ACCEPTED: frozenset({Carried.IN_TRANSIT, Carried.DELIVERED, Carried.RETURNED}),
    Carried.IN_TRANSIT: frozenset({Carried.DELIVERED, Carried.RETURNED}),
    Carried.DELIVERED: frozenset(),
    Carried.RETURNED: frozenset(),
}


class TransferNotPossible(ValueError):
    """The act does not fit where the bundle or the parcel stands; `why` is a code for the door to word."""

    def __init__(self, why: str, **params: object) -> None:
        self.why, self.params = why, params
        super().__init__(why)


def after(act: Act, line: Line) -> Line:
    """Return where a bundle stands after the act. Raises TransferNotPossible."""
    found = LINE_MOVES.get((act, line))
    if found is None:
        raise TransferNotPossible("moved_on")
    return found


def carried(before: Carried, told: Carried) -> bool:
    """Return whether this is news; the same word twice is none. Raises TransferNotPossible for what cannot follow."""
    if told is before:
        return False
    if told not in CARRIED_NEXT[before]:
        raise TransferNotPossible("parcel_moved_on", before=before.value)
    return True
