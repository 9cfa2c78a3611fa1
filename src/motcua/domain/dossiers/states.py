"""The ten national statuses, and the three axes that are never mixed with them (R26, R27)."""

from __future__ import annotations

from enum import Enum, IntEnum


class Status(IntEnum):
    """TrangThai of the national portal: the number is the code."""

    FILED = 1  # Mới đăng ký
    RECEIVED = 2  # Được tiếp nhận
    NOT_RECEIVED = 3  # Không được tiếp nhận
    IN_PROGRESS = 4  # Đang xử lý
    AWAITING_PAPERS = 5  # Yêu cầu bổ sung giấy tờ
    AWAITING_PAYMENT = 6  # Yêu cầu thực hiện nghĩa vụ tài chính
    WITHDRAWN = 7  # Công dân yêu cầu rút hồ sơ
    STOPPED = 8  # Dừng xử lý
    FINISHED = 9  # Đã xử lý xong
    RETURNED = 10  # Đã trả kết quả


ENDED = frozenset({Status.NOT_RECEIVED, Status.WITHDRAWN, Status.STOPPED, Status.RETURNED})
OPEN = frozenset(Status) - ENDED - {Status.FINISHED}
WAITING = frozenset({Status.AWAITING_PAPERS, Status.AWAITING_PAYMENT})


class PaymentStatus(IntEnum):
    """Where the money stands."""

    NOTHING_DUE = 0  # không có nghĩa vụ
    DUE = 1
    PAID = 2
    REFUNDED = 3


class DeliveryStatus(IntEnum):
    """Where the result is on its way to the citizen."""

    NOT_READY = 0
    AT_AGENCY = 1
    AT_COUNTER = 2
    POSTED = 3
    DELIVERED = 4


class SyncStatus(IntEnum):
    """Whether the national portal knows the latest status."""

    NOT_CONNECTED = 0
    PENDING = 1
    SYNCED = 2
    FAILED = 3


class Place(Enum):
    """Where the person sat while filing: an axis of its own beside the channel."""

    AFAR = "afar"  # từ xa
    ONE_STOP_HELP = "one_stop_help"  # tại bộ phận một cửa, có người giúp
    VILLAGE_TEAM = "village_team"  # tổ công nghệ số cộng đồng
    MOBILE_DESK = "mobile_desk"  # điểm lưu động
    COUNTER = "counter"  # tại quầy
