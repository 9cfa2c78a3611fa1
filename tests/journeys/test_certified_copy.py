"""Certified copy at the counter, same day: received with the keyboard alone, signed, sealed, returned against the card."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.journeys.browsing import Person
from tests.journeys.system import System

CARD = "051085000027|212345678|Nguyễn Văn Hòa|02071985|Nam|24 Lê Lợi, Xã Ba Tơ, Quảng Ngãi|01062022"
NAME, NUMBER = "Nguyễn Văn Hòa", "051085000027"
PROCEDURE = "Chứng thực bản sao từ bản chính giấy tờ, văn bản"


def test_a_certified_copy_is_received_with_the_keyboard_alone_and_returned_the_same_day(
    staff_page: Callable[..., Person], system: System
) -> None:
    clerk = staff_page("mc.bato")
    code = _receives_with_the_keyboard(clerk)
    _hands_over(clerk, code)

    _prepares_the_copy(clerk, code)
    head = staff_page("ptmc.bato")
    head.opens("/ban-lam-viec/").follows(code).looks_right().presses("Duyệt ký")
    records = staff_page("vt.bato")
    records.opens("/ban-lam-viec/").follows(code).looks_right().presses("Vào sổ, đóng dấu, ban hành")
    records.opens("/ban-lam-viec/").follows(code).presses("Chuyển kết quả ra quầy")

    _returns_it(clerk, code)
    [(same_day, status)] = system.ask(
        "SELECT (returned_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = (accepted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, status"
        " FROM dossiers_dossier WHERE code = %s",
        code,
    )
    assert (same_day, status) == (True, 10)


def _receives_with_the_keyboard(clerk: Person) -> str:
    """From here on the mouse lies aside: keys alone, and the cursor is always where the next thing is typed."""
    keys = clerk.page.keyboard
    keys.press("F9")
    clerk.page.wait_for_url("**/tiep-nhan/")
    clerk.cursor_at("Quét thẻ căn cước").looks_right()
    keys.type(CARD)
    keys.press("Enter")
    clerk.cursor_at("Điện thoại").looks_right()
    assert clerk.page.get_by_label("Họ và tên").first.input_value() == NAME
    keys.type("0905000027")
    keys.press("F4")
    clerk.cursor_at("Người dân cần làm việc gì? Gõ vài từ hoặc mã, rồi Enter")
    keys.type("2.000815")
    keys.press("Enter")
    clerk.cursor_at("Cần bản sao nào?").looks_right()
    keys.press("ArrowDown")
    keys.press("Tab")
    clerk.cursor_at("Số trang của một bộ bản chính")
    keys.type("3")
    keys.press("Tab")
    clerk.cursor_at("Số bản cần chứng thực")
    keys.type("2")
    keys.press("Tab")
    clerk.cursor_at("Bản chính giấy tờ cần chứng thực")
    clerk.page.get_by_text("10.000 đồng").first.wait_for()
    clerk.sees("trong ngày")
    keys.press("Space")
    keys.press("F8")
    clerk.page.wait_for_url(re.compile(r"/tiep-nhan/[0-9a-f-]{36}/$"))
    clerk.sees(PROCEDURE, NAME, "10.000 đồng").looks_right()
    with clerk.page.context.expect_page() as printed:
        keys.press("F10")
    assert "/mot-cua/phieu/" in printed.value.url
    printed.value.close()
    return clerk.heading()


def _hands_over(clerk: Person, code: str) -> None:
    clerk.opens("/mot-cua/ban-giao/").sees(code)
    clerk.ticks_only(code)
    clerk.presses("Bàn giao các hồ sơ đã chọn").sees("1 hồ sơ")


def _prepares_the_copy(clerk: Person, code: str) -> None:
    clerk.opens("/ban-lam-viec/").follows(code).presses("Nhận xử lý").presses("Soạn kết quả")
    clerk.looks_right().presses("Soạn kết quả")
    clerk.presses("Trình ký").answers("Đề nghị", "Giải quyết").presses("Trình ký")


def _returns_it(clerk: Person, code: str) -> None:
    clerk.opens("/mot-cua/tra-ket-qua/").follows(code)
    clerk.presses("Ghi nhận thu tiền").answers("Hình thức nộp", "Tiền mặt").presses("Ghi nhận thu tiền")
    clerk.presses("Trả kết quả").answers("Thẻ hoặc số căn cước của người nhận", NUMBER).presses("Trả kết quả")
    clerk.sees("Đã trả kết quả").looks_right()
