"""Sample content for the page that shows the visual language; all people in it are invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from motcua.web.shared import statuses, widgets, words
from motcua.web.shared.questions import Question

COLUMNS = ("Mã hồ sơ", "Người nộp", "Trạng thái", "Hạn", "Lệ phí")


def sample(*, base: str = "motcua/base_portal.html") -> dict[str, Any]:
    """Return the context of `motcua/styleguide.html` in the frame of the given base."""
    due = dt.datetime(2026, 11, 23, 17, 0, tzinfo=words.PLACE_TIME)
    return {
        "base": base,
        "due": due,
        "amount": 1_234_567,
        "share": 0.9754,
        "codes": list(statuses.STATUSES),
        "clocks": [960, 480, 180, 25, 0, -30, -960, None],
        "questions": _questions(),
        "tasks": _tasks(),
        "events": _events(due),
        "tabs": _tabs(),
        "cards": _cards(),
        "figures": _figures(),
        **_table(),
    }


def _questions() -> list[Question]:
    return [
        Question(name="name", label="Họ, chữ đệm, tên", help_text="Viết như trên căn cước.", value="Nguyễn Thị Hương",
                 attrs={"autocomplete": "name"}),
        Question(name="identity", label="Số căn cước", kind="digits", shape={"width": 20}, value="05109000",
                 errors=["Số căn cước gồm 12 chữ số, ví dụ 051090001234."]),
        Question(name="birthday", label="Ngày sinh", kind="date", value=["31", "2", "1966"],
                 help_text="Ví dụ: 23 11 1966.", errors=["31/2/1966 không có trong lịch. Xem lại ngày và tháng."]),
        Question(name="home", label="Nơi ở hiện nay", kind="parts", value={"line": "12 Trần Phú"},
                 shape={"parts": (("line", "Số nhà, đường, thôn, làng", widgets.Text()),
                                  ("commune", "Xã, phường", widgets.Text(width=20)))}),
        Question(name="fee", label="Số tiền đã nộp", kind="money", value=1_500_000, optional=True),
        Question(name="commune", label="Nơi cư trú", kind="select",
                 shape={"choices": [("", "Chọn xã, phường"), ("1", "Phường Pleiku"), ("2", "Xã Ia Grai")]}),
        Question(name="way", label="Ông/bà muốn nhận kết quả thế nào?", kind="radios", value="post",
                 errors=["Chọn một cách nhận kết quả."],
                 shape={"choices": [("desk", "Tại Bộ phận Một cửa"), ("post", "Qua bưu điện")],
                        "hints": {"post": "Trả tiền cước khi nhận."}}),
        Question(name="papers", label="Giấy tờ ông/bà đã có", kind="checkboxes", value=["a"],
                 shape={"choices": [("a", "Tờ khai"), ("b", "Giấy chứng sinh"), ("c", "Căn cước")]}),
        Question(name="why", label="Lý do", kind="textarea", shape={"most": 500, "rows": 3},
                 help_text="Viết ngắn, mỗi ý một câu."),
        Question(name="scans", label="Ảnh chụp giấy tờ", kind="files", help_text="Ảnh hoặc PDF, mỗi tệp tối đa 20 MB.",
                 attrs={"accept": "image/*,application/pdf"}, shape={"most_bytes": 20_000_000}),
        Question(name="secret", label="Mật khẩu", kind="password"),
        Question(name="agree", label="Tôi đã kiểm tra và những điều trên là đúng.", kind="checkbox"),
    ]  # fmt: skip


def _tasks() -> list[dict[str, str]]:
    return [
        {"url": "#1", "label": "Người nộp", "state": "done"},
        {"url": "#2", "label": "Nội dung tờ khai", "hint": "Còn 3 câu.", "state": "started"},
        {"url": "#3", "label": "Giấy tờ kèm theo", "state": "todo"},
        {"label": "Gửi hồ sơ", "state": "blocked"},
    ]


def _events(due: dt.datetime) -> list[dict[str, Any]]:
    sent = dt.datetime(2026, 11, 20, 8, 15, tzinfo=words.PLACE_TIME)
    return [
        {"title": "Đã gửi hồ sơ", "at": sent, "who": "Nguyễn Thị Hương"},
        {"title": "Đã nhận hồ sơ", "at": sent + dt.timedelta(minutes=75), "who": "Bộ phận Một cửa phường Pleiku"},
        {"title": "Đang giải quyết", "state": "now", "who": "Công chức tư pháp – hộ tịch",
         "text": "Đang kiểm tra giấy chứng sinh."},
        {"title": "Hẹn trả kết quả", "day": due.date(), "state": "ahead"},
    ]  # fmt: skip


def _tabs() -> list[dict[str, Any]]:
    return [
        {"url": "#main", "label": "Cần làm", "count": 12, "current": True},
        {"url": "#main", "label": "Quá hạn", "count": 3, "late": True},
        {"url": "#main", "label": "Đã xong", "count": None},
    ]


def _cards() -> list[dict[str, str]]:
    return [
        {"url": "#c1", "title": "Khai sinh, kết hôn, khai tử", "text": "Đăng ký, sửa, xin bản sao."},
        {"url": "#c2", "title": "Nhà đất", "text": "Sang tên, tách thửa, cấp lại sổ."},
        {"url": "#c3", "title": "Kinh doanh", "text": "Mở hộ kinh doanh, xin giấy phép."},
    ]


def _figures() -> list[dict[str, Any]]:
    return [
        {"label": "Tiếp nhận hôm nay", "value": 128},
        {"label": "Đang giải quyết", "value": 1_742},
        {"label": "Quá hạn", "value": 9, "late": True},
    ]


def _table() -> dict[str, Any]:
    people = (
        ("H26.5-261121-0042", "Nguyễn Thị Hương", 4, 960, 0),
        ("H26.5-261120-0017", "Siu H’Blơm", 5, None, 50_000),
        ("H26.5-261103-0003", "Công ty TNHH Một thành viên Lâm nghiệp Ia Grai", 4, -960, 1_500_000),
        ("H26.5-261121-0008", "Trần Văn Đức", 9, 25, 8_000),
    )
    rows = []
    for code, name, status, minutes, fee in people:
        cells = [
            {"text": code, "url": f"#{code}", "code": True},
            {"text": name},
            {"status": status},
            {"has_clock": True, "minutes": minutes},
            {"text": words.money(fee, language="vi"), "number": True},
        ]
        cells = [{"column": column, **cell} for column, cell in zip(COLUMNS, cells, strict=True)]
        rows.append({"cells": cells, "late": minutes is not None and minutes < 0})
    columns = [{"label": label, "number": label == "Lệ phí"} for label in COLUMNS]
    return {"columns": columns, "rows": rows, "facts": _facts()}


def _facts() -> list[dict[str, str]]:
    return [
        {"key": "Người nộp", "value": "Nguyễn Thị Hương", "change": "#1"},
        {"key": "Số căn cước", "value": "051090001234", "change": "#2"},
        {"key": "Nơi ở", "value": "12 Trần Phú\nphường Pleiku, tỉnh Gia Lai", "change": "#3"},
        {"key": "Ghi chú", "value": ""},
    ]
