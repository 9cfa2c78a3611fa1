"""Examples for tests of the catalogue: a record as a crawl gives it, a document that may be published."""

from __future__ import annotations

import copy

from tests import make

NATIONAL = "crawl of dichvucong.gov.vn, 2026-06/07"
PROVINCE = "dichvucong.danang.gov.vn, 2024"


def told(**changes: object) -> dict[str, object]:
    """Return a record with nothing to review."""
    given: dict[str, object] = {
        "code": "1.001193", "name": "Thủ tục đăng ký khai sinh", "promulgator": "Bộ Tư pháp", "source": NATIONAL,
        "field": "Hộ tịch", "level": ["Cấp xã"], "audience": ["Công dân Việt Nam"], "agency": "Ủy ban nhân dân cấp xã",
        "channels": [{"method": "Trực tiếp", "time_limit": "3 Ngày làm việc", "fee": "Miễn phí"}],
        "components": [{"name": "Tờ khai", "originals": 1, "copies": 0}], "result": [{"name": "Giấy khai sinh"}],
        "legal_basis": ["60/2014/QH13"],
    }  # fmt: skip
    return given | changes


def document(**changes: object) -> dict[str, object]:
    """Return a document that may be published: the world's own, under another code, with the basis of its fee."""
    made = copy.deepcopy(make.PROCEDURE) | {"code": "9.000002"}
    fees = made["fees"]
    assert isinstance(fees, list)
    fees[0]["basis"] = "24/2025/NQ-HĐND"
    return made | changes
