"""Certified copies at the counter, same day: five originals by a few keys, signed, paid, returned against the card."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.journeys.browsing import Person
from tests.journeys.system import System

CARD = "051085000027|212345678|Nguyễn Văn Hòa|02071985|Nam|24 Lê Lợi, Xã Ba Tơ, Quảng Ngãi|01062022"
NAME, NUMBER = "Nguyễn Văn Hòa", "051085000027"
MOST_KEYS = 30
PROCEDURE = "Chứng thực bản sao từ bản chính giấy tờ, văn bản"


def test_five_originals_are_received_with_a_few_keys_and_returned_the_same_day(
    staff_page: Callable[..., Person], system: System, tells: Callable[[str], None]
) -> None:
    clerk = staff_page("mc.bato")
    code, pressed = _receives_with_the_keyboard(clerk)
    said = f"five originals in three copies each: {pressed} keys; the least imaginable is 8: open, a key a paper, the copies, receive"
    tells(said)
    assert pressed <= MOST_KEYS

    head = staff_page("ptmc.bato")
    head.opens("/ban-lam-viec/").follows(code).looks_right().presses("Duyệt ký")

    _returns_it(clerk, code)
    [(same_day, status, numbers)] = system.ask(
        "SELECT (returned_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = (accepted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, status,"
        " (SELECT count(*) FROM visits_certified c JOIN books_bookline l ON l.id = c.line_id WHERE c.dossier_id = d.id)"
        " FROM dossiers_dossier d WHERE code = %s",
        code,
    )
    assert (same_day, status, numbers) == (True, 10, 5)


def _receives_with_the_keyboard(clerk: Person) -> tuple[str, int]:
    """From here on the mouse lies aside: keys alone, and the cursor is always where the next thing is typed."""
    clerk.page.set_viewport_size({"width": 1366, "height": 768})  # the screens the communes have
    keys = clerk.page.keyboard
    pressed = 0

    def press(*names: str) -> None:
        nonlocal pressed
        for name in names:
            keys.press(name)
            pressed += 1

    press("F6")
    clerk.page.wait_for_url("**/chung-thuc/")
    clerk.cursor_at("Quét thẻ căn cước").looks_right()
    keys.type(CARD)  # the scanner types, and sends Enter itself
    keys.press("Enter")
    clerk.page.wait_for_selector("#name-of-0:focus")
    clerk.looks_right()
    assert clerk.page.get_by_label("Họ và tên").first.input_value() == NAME
    press("3", "Enter", "Enter", "3", "Enter")  # Bằng tốt nghiệp, its usual page, three copies
    for paper in "6127":
        press(paper, "Enter", "Enter", "Enter")  # usual pages, the copies of the row above
    clerk.page.get_by_text("72.000 đồng").first.wait_for()
    clerk.looks_right()
    press("F8")
    clerk.page.wait_for_url(re.compile(r"/chung-thuc/[0-9a-f-]{36}/$"))
    clerk.sees(PROCEDURE, NAME, "Học bạ", "72.000 đồng").looks_right()
    with clerk.page.context.expect_event("response", lambda answer: "/loi-chung.pdf" in answer.url) as printed:
        keys.press("F10")  # a page of its own, or a file where the browser shows no PDF
    assert printed.value.status == 200
    for other in clerk.page.context.pages:
        if other != clerk.page:
            other.close()
    return clerk.heading(), pressed


def _returns_it(clerk: Person, code: str) -> None:
    clerk.opens("/mot-cua/tra-ket-qua/").follows(code)
    clerk.presses("Ghi nhận thu tiền").answers("Hình thức nộp", "Tiền mặt").looks_right().presses("Thu tiền, lập biên lai")
    clerk.sees("72.000 đồng").looks_right()
    clerk.opens("/mot-cua/tra-ket-qua/").follows(code)
    clerk.presses("Trả kết quả").answers("Thẻ hoặc số căn cước của người nhận", NUMBER).presses("Trả kết quả")
    clerk.sees("Đã trả kết quả").looks_right()
