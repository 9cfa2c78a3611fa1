"""The five commonest tasks by keys alone: what each takes is counted and printed beside the least imaginable."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.journeys.browsing import Person
from tests.journeys.system import System

CARD = "051085000027|212345678|Nguyễn Văn Hòa|02071985|Nam|24 Lê Lợi, Xã Ba Tơ, Quảng Ngãi|01062022"
MOST = {"certify": 11, "receive": 13, "hand over": 2, "sign": 8, "return": 2}
LEAST = {"certify": 4, "receive": 3, "hand over": 1, "sign": 2, "return": 1}  # what, how many, paid, done; …


class Hands:
    """Presses keys and counts them; what a scanner types is no key of the clerk's."""

    def __init__(self, person: Person) -> None:
        self.person, self.pressed = person, 0

    def press(self, *names: str) -> Hands:
        for name in names:
            self.person.page.keyboard.press(name)
            self.pressed += 1
        return self

    def types(self, text: str) -> Hands:
        return self.press(*text)

    def scans(self, text: str) -> Hands:
        self.person.page.keyboard.insert_text(text)
        self.person.page.keyboard.press("Enter")
        return self

    def waits(self, selector: str) -> Hands:
        self.person.page.wait_for_selector(selector)
        return self

    def arrives(self, address: str) -> Hands:
        self.person.page.wait_for_url(re.compile(address))
        return self


def test_the_five_commonest_tasks_take_few_keys(
    staff_page: Callable[..., Person], system: System, tells: Callable[[str], None]
) -> None:
    clerk = staff_page("mc.bato")
    counted = {}

    # One diploma, two copies, paid in cash: half of a commune's visits are like this.
    hands = Hands(clerk.opens("/mot-cua/")).press("F6").waits("#id_card:focus").scans(CARD).waits("#name-of-0:focus")
    hands.press("3", "Enter", "Enter", "2", "Enter", "Enter").waits("#receive:focus").press("Shift+Tab", "ArrowRight")
    hands.waits("[name=paid][value=cash]:checked").press("F8").arrives(r"/chung-thuc/[0-9a-f-]{36}/$")
    counted["certify"], code = hands.pressed, clerk.sees("đã thu").heading()

    # A walk-in with one paper: scanned, its procedure by code, the paper ticked, received.
    hands = Hands(clerk.opens("/mot-cua/")).press("F9").waits("#id_card:focus").scans(CARD).waits("#id_phone:focus")
    hands.press("F4").types("1.001731").press("Enter").waits("#have-declaration")
    hands.press("Alt+Digit1").waits("#have-declaration:checked").press("F8").arrives(r"/tiep-nhan/[0-9a-f-]{36}/")
    counted["receive"] = hands.pressed

    # Everything that waits at the counter goes to the offices, a slip for each.
    hands = Hands(clerk.opens("/mot-cua/")).press("Alt+KeyW").arrives("/ban-giao/").press("F8").waits("text=Đã bàn giao")
    counted["hand over"] = hands.pressed

    # Who certifies finds it by its last four digits, reads it and signs.
    head = staff_page("ptmc.bato").opens("/ban-lam-viec/")
    hands = Hands(head).press("Alt+KeyK").types(code[-4:]).press("Enter").arrives("/tim/").press("F8").arrives("/ho-so/")
    counted["sign"] = hands.press("F8").waits("text=Đã duyệt ký").pressed

    # The result goes back: the slip is scanned, then the card of whoever came.
    hands = Hands(clerk.opens("/mot-cua/")).press("Alt+KeyK").scans(f"{system.url}/tra-cuu/{code}").arrives("/ho-so/")
    hands.press("F8").arrives("/return_result/").waits("#id_shown:focus").scans(CARD).waits("text=Đã trả kết quả")
    counted["return"] = hands.pressed

    for task, pressed in counted.items():
        tells(f"{task}: {pressed} keys, no click; the least imaginable is {LEAST[task]}")
    assert {task: pressed for task, pressed in counted.items() if pressed > MOST[task]} == {}
    assert system.ask("SELECT status FROM dossiers_dossier WHERE code = %s", code) == [(10,)]
