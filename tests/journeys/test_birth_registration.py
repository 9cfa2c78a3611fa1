"""Birth registration: filed online, one paper asked for and added, approved, collected at the counter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.journeys import births, browsing, papers
from tests.journeys.browsing import Person
from tests.journeys.system import System

MISSING = "Bản chụp rõ cả bốn góc của giấy chứng sinh"


def test_a_mother_registers_the_birth_of_her_child_without_going_to_the_office_before_the_result_is_there(
    visitor: Callable[..., Person], staff_page: Callable[..., Person], system: System, tmp_path: Path
) -> None:
    mother, clerk = visitor(width=browsing.NARROW), staff_page("mc.bato")
    code = _she_files(mother, papers.pdf(tmp_path))

    _the_clerk_asks_for_one_paper(clerk, code)
    _she_adds_it(mother, code, papers.photo(tmp_path))
    _the_clerk_accepts_and_hands_over(clerk, code)

    _the_officer_prepares_the_result(staff_page("cv.bato"), code)
    _the_head_signs(staff_page("ld.bato"), code)
    _the_records_clerk_issues(staff_page("vt.bato"), code)
    mother.opens(f"/ho-so/{code}/").sees("Kết quả", "715/2026")

    _the_clerk_returns_it_to_her(clerk, code)
    _she_rates(mother, code)
    _she_was_told_each_thing_once(system, code)


def _she_files(mother: Person, paper: Path) -> str:
    mother.opens("/")
    mother.page.get_by_role("searchbox", name="Ông/bà nói bằng lời của mình").fill("khai sinh cho con")
    mother.presses("Tìm").follows("Đăng ký khai sinh").sees("Giấy tờ cần có", "Không mất tiền")
    mother.presses("Nộp hồ sơ").presses("Đăng nhập và bắt đầu")
    browsing.signs_in_as_citizen(mother, births.MOTHER)
    mother.presses("Bắt đầu")
    births.fills_the_form(mother, checked=True)
    births.gives_the_papers(mother, paper)
    births.chooses_the_counter(mother)
    mother.sees(births.CHILD, "Trung tâm Y tế Ba Tơ", "giay-chung-sinh.pdf", "16.000 đồng", "UBND xã Ba Tơ")
    mother.looks_right().presses("Gửi hồ sơ").sees("Đã gửi hồ sơ", "trước 17 giờ").looks_right()
    return mother.page.locator(".mc-code").first.inner_text()


def _the_clerk_asks_for_one_paper(clerk: Person, code: str) -> None:
    clerk.opens("/mot-cua/truc-tuyen/").sees("Thủ tục đăng ký khai sinh", births.MOTHER)
    clerk.follows(code).looks_right().sees(births.CHILD, "giay-chung-sinh.pdf")
    clerk.presses("Yêu cầu bổ sung")
    clerk.page.get_by_role("checkbox", name="Giấy chứng sinh").check()
    clerk.answers("Sai ở đâu Giấy chứng sinh", MISSING)
    clerk.looks_right().presses("Yêu cầu bổ sung")


def _she_adds_it(mother: Person, code: str, photo: Path) -> None:
    mother.opens("/ho-so/").sees("Đang chờ ông/bà bổ sung 1 giấy tờ")
    mother.follows("Thủ tục đăng ký khai sinh").sees(MISSING).looks_right()
    mother.presses("Bổ sung giấy tờ").follows("Giấy chứng sinh").gives(photo).looks_right()
    mother.presses("Lưu và tiếp tục").looks_right().presses("Gửi bổ sung")
    mother.sees("Đã gửi, đang chờ cán bộ kiểm tra")


def _the_clerk_accepts_and_hands_over(clerk: Person, code: str) -> None:
    clerk.opens("/mot-cua/truc-tuyen/").follows(code).sees("ảnh giấy chứng sinh.jpg")
    clerk.presses("Tiếp nhận hồ sơ").sees("Giấy tiếp nhận")
    clerk.opens("/mot-cua/ban-giao/").sees(code)
    clerk.ticks_only(code)
    clerk.presses("Bàn giao các hồ sơ đã chọn").sees("UBND xã Ba Tơ")


def _the_officer_prepares_the_result(officer: Person, code: str) -> None:
    officer.opens("/ban-lam-viec/").follows(code).looks_right()
    officer.presses("Nhận xử lý").presses("Soạn kết quả")
    officer.answers("Số kết quả", "715/2026").looks_right().presses("Soạn kết quả")
    officer.presses("Trình ký").answers("Đề nghị", "Giải quyết").looks_right().presses("Trình ký")


def _the_head_signs(head: Person, code: str) -> None:
    head.opens("/ban-lam-viec/").follows(code).sees("715/2026").looks_right().presses("Duyệt ký")


def _the_records_clerk_issues(records: Person, code: str) -> None:
    records.opens("/ban-lam-viec/").follows(code).looks_right().presses("Vào sổ, đóng dấu, ban hành")
    records.opens("/ban-lam-viec/").follows(code).presses("Chuyển kết quả ra quầy")


def _the_clerk_returns_it_to_her(clerk: Person, code: str) -> None:
    clerk.opens("/mot-cua/tra-ket-qua/").follows(code).looks_right()
    clerk.presses("Ghi nhận thu tiền").answers("Hình thức nộp", "Tiền mặt").looks_right().presses("Thu tiền, lập biên lai")
    clerk.opens("/mot-cua/tra-ket-qua/").follows(code)
    clerk.presses("Trả kết quả").answers("Thẻ hoặc số căn cước của người nhận", "051190000018")
    clerk.looks_right().presses("Trả kết quả").sees("Đã trả kết quả")


def _she_rates(mother: Person, code: str) -> None:
    mother.opens(f"/ho-so/{code}/").sees("Đã trả kết quả").looks_right()
    mother.presses("Đánh giá").looks_right()
    for group in mother.page.get_by_role("group").all():
        group.get_by_label("Rất hài lòng").check()
    mother.presses("Gửi").sees("Rất hài lòng")


def _she_was_told_each_thing_once(system: System, code: str) -> None:
    assert system.settled()
    [(dossier,)] = system.ask("SELECT id::text FROM dossiers_dossier WHERE code = %s", code)
    for name in ("sms", "zalo"):
        told = system.pretended(name, str(dossier))
        assert [one["attempt"] for one in told] == [1] * len(told)
        assert Counter(str(one["action"]) for one in told) == dict.fromkeys(
            ("file", "ask_intake", "answer_intake", "accept", "hand_result", "return_result"), 1
        )
