"""A new clerk and the exercises: done unaided, by what the pages say, in half an hour's worth of steps; nothing is counted or sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from motcua.domain.hours import ZONE
from tests.journeys import browsing
from tests.journeys.browsing import Person
from tests.journeys.system import System

A_STEP = 20  # seconds: read the line, find the button, press it
MINUTES = 30
UNTOUCHED = (
    "SELECT (SELECT count(*) FROM figures_fact), (SELECT count(*) FROM ledger_message), (SELECT count(*) FROM ledger_delivery),"
    " (SELECT coalesce(sum(last), 0) FROM books_book b JOIN people_unit u ON u.id = b.unit_id WHERE NOT u.practice),"
    " (SELECT count(*) FROM fees_receipt r JOIN people_unit u ON u.id = r.unit_id WHERE NOT u.practice),"
    " (SELECT count(*) FROM dossiers_dossier WHERE learner IS NULL)"
)
EXERCISES = (
    "Nhận hồ sơ khai sinh tại quầy", "Chứng thực 2 bản sao", "Thiếu giấy tờ: hỏi một lần cho đủ", "Thu tiền và in biên lai",
    "Trả lời hồ sơ nộp trực tuyến", "Bàn giao hồ sơ có phiếu", "Trả kết quả, đối chiếu căn cước",
)  # fmt: skip


class Learner:
    """Somebody who does one thing after the other; each press, choice and line typed is a step."""

    def __init__(self, person: Person) -> None:
        self.person, self.page, self.steps = person, person.page, 0

    def presses(self, name: str, *, exact: bool = True) -> None:
        self.steps += 1
        self.person.presses(name, exact=exact)

    def follows(self, name: str, *, exact: bool = True) -> None:
        self.steps += 1
        self.person.follows(name, exact=exact)

    def answers(self, question: str, answer: str) -> None:
        self.steps += 1
        self.person.answers(question, answer)

    def types(self, text: str) -> None:
        """Type a line where the cursor stands, and Enter."""
        self.steps += 1
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def key(self, name: str) -> None:
        self.steps += 1
        self.page.keyboard.press(name)

    def prints(self, key: str = "F10") -> None:
        """Press the key of the page's paper and put the paper that opens away."""
        with self.page.context.expect_page() as paper:
            self.key(key)
        paper.value.close()

    def begins(self, title: str) -> None:
        """Begin the exercise that is open and go to the screen it names."""
        assert self.person.heading() == title
        self.presses("Bắt đầu bài này")
        self.person.sees("Chưa:").looks_right()

    def scans(self) -> str:
        """Return the line of the card as the page shows it."""
        return str(self.page.locator(".mc-practice__scan .mc-code").inner_text())

    def code(self) -> str:
        return str(self.page.locator("main .mc-copy .mc-code").filter(has_text="HT-").first.inner_text())

    def sees_it_is_right(self) -> None:
        """Look what is right, and go on to the next exercise."""
        self.follows("Xem đã đúng chưa")
        self.person.sees("Anh/chị đã làm xong bài này").looks_right()
        assert "Chưa:" not in self.person.reads()


def test_a_new_clerk_does_every_exercise_unaided_within_half_an_hour(
    staff_page: Callable[..., Person], system: System, tells: Callable[[str], None]
) -> None:
    if system.told:  # another story has been further on: its clerks' codes are used until then
        system.says(dt.datetime.combine(system.next_day(), dt.time(8), ZONE))
    person = staff_page("mc.bato", width=browsing.WIDE)
    assert system.settled()  # what other stories told is on its way no more
    before = system.ask(UNTOUCHED)
    learner = Learner(person)
    learner.page.locator(".mc-user summary").click()
    learner.steps += 1
    learner.follows("Học tập")
    person.sees("Đã xong 0/7 bài").looks_right()
    learner.presses("Vào học tập: Cán bộ một cửa")
    learner.follows(EXERCISES[0])
    for title, do in zip(EXERCISES, (_receives, _certifies, _asks, _takes_money, _answers, _hands_over, _returns), strict=True):
        learner.begins(title)
        do(learner)
        learner.sees_it_is_right()
        if title != EXERCISES[-1]:
            learner.presses("Bài tiếp theo")
    learner.presses("Ra khỏi học tập")
    person.sees("Đã xong 7/7 bài", "đã hoàn thành tất cả bài tập của khóa “Cán bộ một cửa”").looks_right()

    said = f"practice: seven exercises in {learner.steps} steps; at {A_STEP} s a step {learner.steps * A_STEP / 60:.0f} minutes of {MINUTES}"
    tells(said)
    assert learner.steps * A_STEP <= MINUTES * 60
    assert system.ask(UNTOUCHED) == before
    [(practised, elsewhere)] = system.ask(
        "SELECT count(*), count(*) FILTER (WHERE code NOT LIKE 'HT-%%') FROM dossiers_dossier WHERE learner IS NOT NULL"
    )
    assert (int(str(practised)) >= 7, elsewhere) == (True, 0)


def _receives(learner: Learner) -> None:
    card = learner.scans()
    learner.presses("Mở màn hình làm bài")
    learner.person.cursor_at("Quét thẻ căn cước")
    learner.types(card)
    learner.page.wait_for_selector("#id_number[value]:not([value=''])")
    learner.key("F4")
    learner.types("khai sinh")
    learner.page.wait_for_selector("#pick-0:focus")
    learner.page.get_by_role("radio", name="Đăng ký khai sinh 1.001193").check()
    learner.steps += 1
    learner.key("Enter")
    learner.page.wait_for_selector("#receive")
    learner.answers("Ông/bà làm thay cho người khác?", "Không")
    learner.answers("Trẻ sinh ở đâu?", "Cơ sở y tế")
    paper = learner.page.get_by_role("checkbox", name="Giấy chứng sinh")
    paper.wait_for()
    paper.check()
    learner.steps += 1
    learner.key("F8")
    learner.page.wait_for_url("**/tiep-nhan/*-*/")
    learner.prints()


def _certifies(learner: Learner) -> None:
    card = learner.scans()
    learner.presses("Mở màn hình làm bài")
    learner.person.cursor_at("Quét thẻ căn cước")
    learner.types(card)
    learner.page.wait_for_selector("#name-of-0:focus")
    for text in ("3", "1", "2"):
        learner.types(text)
    learner.key("F8")
    learner.page.wait_for_url("**/chung-thuc/*-*/")
    learner.prints()


def _asks(learner: Learner) -> None:
    code = learner.code()
    learner.presses("Mở màn hình làm bài")
    learner.follows(code)
    learner.presses("Yêu cầu bổ sung")
    for paper in ("Đơn đề nghị (Mẫu số 01)", "Ảnh chụp hiện trạng cây"):
        learner.page.get_by_role("checkbox", name=paper).check()
        learner.answers(f"Sai ở đâu {paper}", "Chưa có trong hồ sơ gửi lên")
        learner.steps += 1
    learner.presses("Yêu cầu bổ sung")


def _takes_money(learner: Learner) -> None:
    code = learner.code()
    learner.presses("Mở màn hình làm bài")
    learner.page.get_by_role("searchbox").first.focus()
    learner.types(code)
    learner.page.wait_for_url("**/ho-so/*/")
    learner.presses("Ghi nhận thu tiền")
    learner.answers("Hình thức nộp", "Tiền mặt")
    learner.presses("Thu tiền, lập biên lai")
    learner.prints()


def _answers(learner: Learner) -> None:
    code = learner.code()
    learner.presses("Mở màn hình làm bài")
    learner.follows(code)
    learner.presses("Tiếp nhận hồ sơ")


def _hands_over(learner: Learner) -> None:
    code = learner.code()
    learner.presses("Mở màn hình làm bài")
    learner.person.ticks_only(code)
    learner.steps += 1
    learner.presses("Bàn giao các hồ sơ đã chọn")
    learner.prints()


def _returns(learner: Learner) -> None:
    card, code = learner.scans(), learner.code()
    learner.presses("Mở màn hình làm bài")
    learner.follows(code)
    learner.presses("Trả kết quả")
    learner.answers("Thẻ hoặc số căn cước của người nhận", card)
    learner.presses("Trả kết quả")
