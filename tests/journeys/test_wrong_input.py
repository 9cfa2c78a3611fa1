"""Wrong input, lost sessions and impatient fingers: the page says what happened, and nothing that was typed is lost."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys import births, browsing, papers
from tests.journeys.browsing import Person
from tests.journeys.system import System

ORIGIN, HOSPITAL = "child_origin", "giay-to/birth_record/"
SCRIPT = "<script>document.title = 'taken'</script>"
TOO_LARGE = 200 * 1024 * 1024


@pytest.fixture
def newcomer(citizen: Callable[..., Person]) -> Callable[..., Person]:
    """Return a function that brings a citizen before a filing just begun; the person knows its address."""

    def come(**given: object) -> Person:
        person = citizen("Y Blen", **given)
        person.at = births.begins(person)
        return person

    return come


def _page(person: Person, key: str) -> Person:
    return person.opens(f"{person.at}to-khai/{key}/")


def _paper_of_the_hospital(person: Person) -> Person:
    """Go to where the hospital's paper is asked for, which it is once the child was born in one."""
    _page(person, "child_born").fills(births.pages()["Ngày và nơi sinh"]).presses(births.GO_ON)
    return person.opens(person.at + HOSPITAL)


def test_a_program_that_calls_itself_a_pdf_is_refused_and_the_paper_beside_it_is_kept(
    newcomer: Callable[..., Person], tmp_path: Path
) -> None:
    person, program = _paper_of_the_hospital(newcomer()), tmp_path / "giấy chứng sinh.pdf"
    program.write_bytes(b"MZ\x90\x00" + b"\x00" * 2000)
    person.gives(program, papers.photo(tmp_path)).presses(births.GO_ON)
    person.sees("Tệp “giấy chứng sinh.pdf” không phải là ảnh, PDF", "ảnh giấy chứng sinh.jpg").looks_right()
    assert person.page.locator("ul.mc-files").first.inner_text().count("giấy chứng sinh.pdf") == 0
    person.opens(person.at + HOSPITAL).sees("ảnh giấy chứng sinh.jpg")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_file_of_200_megabytes_is_refused_in_plain_words_and_what_was_there_stays(
    newcomer: Callable[..., Person], tmp_path: Path, scripts: bool
) -> None:
    person = _paper_of_the_hospital(newcomer(java_script_enabled=scripts))
    person.gives(papers.photo(tmp_path)).presses("Thêm tệp, ở lại trang này").sees("ảnh giấy chứng sinh.jpg")
    large = tmp_path / "quét cả quyển.pdf"
    with large.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(TOO_LARGE)
    person.gives(large)
    if scripts:
        person.sees("quét cả quyển.pdf", "Tệp này quá lớn")
    person.presses(births.GO_ON).sees("Tệp “quét cả quyển.pdf” quá lớn. Mỗi tệp tối đa 20 MB", "ảnh giấy chứng sinh.jpg")
    person.opens(person.at + HOSPITAL).sees("ảnh giấy chứng sinh.jpg")


def test_what_was_typed_when_the_session_ended_is_there_after_signing_in_again(newcomer: Callable[..., Person]) -> None:
    person = _page(newcomer(), ORIGIN)
    person.faults.expect("401")  # the draft that saves itself is told that nobody is signed in
    person.page.context.clear_cookies(name="sessionid")
    person.fills({"Dân tộc": "Gia Rai", "Quốc tịch": "Việt Nam", "Quê quán": "Làng Kon Rờ Bàng, phường Kon Tum"})
    person.presses(births.GO_ON).sees("Phiên làm việc đã hết", "đăng nhập lại là thấy").looks_right()
    browsing.signs_in_as_citizen(person, "Y Blen").looks_right()
    assert person.page.get_by_label("Quê quán").input_value() == "Làng Kon Rờ Bàng, phường Kon Tum"
    assert person.page.get_by_label("Dân tộc").input_value() == "Gia Rai"
    person.presses(births.GO_ON)
    assert _page(person, ORIGIN).page.get_by_label("Dân tộc").input_value() == "Gia Rai"


def test_going_back_shows_what_was_answered_and_takes_another_answer(newcomer: Callable[..., Person]) -> None:
    person = _page(newcomer(), ORIGIN)
    origin = {"Dân tộc": "Xơ Đăng", "Quốc tịch": "Việt Nam", "Quê quán": "Xã Măng Ri"}
    person.fills(origin).presses(births.GO_ON)
    person.page.go_back()
    assert person.page.get_by_label("Dân tộc").input_value() == "Xơ Đăng"
    person.answers("Dân tộc", "Giẻ Triêng").presses(births.GO_ON)
    if person.heading() == births.ORIGIN:  # the page in the browser's memory was older than what had been saved
        person.presses(births.GO_ON)
    assert _page(person, ORIGIN).page.get_by_label("Dân tộc").input_value() == "Giẻ Triêng"


def test_the_second_of_two_tabs_is_told_of_the_first_and_decides(newcomer: Callable[..., Person], system: System) -> None:
    first = _page(newcomer(java_script_enabled=False), ORIGIN)
    second = Person(first.page.context.new_page(), system.url).opens(f"{first.at}to-khai/{ORIGIN}/")
    first.fills({"Dân tộc": "Kinh", "Quốc tịch": "Việt Nam", "Quê quán": "Xã Ba Tơ"}).presses(births.GO_ON)
    second.fills({"Dân tộc": "Hrê", "Quốc tịch": "Việt Nam", "Quê quán": "Xã Ba Động"}).presses(births.GO_ON)
    second.sees("Trang này vừa được lưu từ một thẻ hoặc một máy khác", "Kinh", "Xã Ba Tơ")
    assert second.page.get_by_label("Dân tộc").input_value() == "Hrê"
    second.presses(births.GO_ON)
    assert _page(first, ORIGIN).page.get_by_label("Quê quán").input_value() == "Xã Ba Động"
    assert second.faults == []


def test_a_script_in_a_name_is_refused_in_words_and_stays_a_text(newcomer: Callable[..., Person]) -> None:
    person = _page(newcomer(), "child")
    title = person.page.title()
    person.fills({"Họ, chữ đệm, tên của trẻ": SCRIPT, "Giới tính": "Nữ"}).presses(births.GO_ON)
    assert person.heading() == "Họ tên của trẻ"
    person.looks_right()
    assert person.page.get_by_label("Họ, chữ đệm, tên của trẻ").input_value() == SCRIPT
    assert person.page.locator(".govuk-error-summary").inner_text().count("Họ, chữ đệm, tên của trẻ") == 1
    assert title in person.page.title()
    assert person.page.get_by_label("Nữ").is_checked()


def test_two_presses_on_send_make_one_dossier_whose_names_are_spelled_in_vietnamese_even_without_scripts(
    newcomer: Callable[..., Person], system: System, tmp_path: Path
) -> None:
    person, child = newcomer(java_script_enabled=False), f"Ðinh Y {_syllable()}"  # with the Icelandic letter, U+00D0
    births.fills_the_form(person, child, birthplace=SCRIPT)
    births.gives_the_papers(person, papers.pdf(tmp_path))
    births.chooses_the_counter(person)
    spelled = child.replace("Ð", "Đ")
    person.sees(spelled, SCRIPT)
    person.page.get_by_role("button", name="Gửi hồ sơ").dblclick()
    person.page.get_by_role("heading", name="Đã gửi hồ sơ").wait_for()  # the second press cuts the first one's way short
    person.sees("Đã gửi hồ sơ")
    parties = system.ask(
        "SELECT dossier_id FROM dossiers_party WHERE role = 'subject' AND name = %s AND dossier_id IN"
        " (SELECT id FROM dossiers_dossier)", spelled,
    )  # fmt: skip
    assert len(parties) == 1


def _syllable() -> str:
    """Return a name nobody else has: letters alone, as names are."""
    return "B" + "".join("abcdeghikl"[int(digit)] for digit in str(uuid.uuid4().int)[:9])
