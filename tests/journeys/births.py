"""What a mother answers who registers the birth of her child online: page by page, as the form asks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.journeys.browsing import Person

GO_ON = "Lưu và tiếp tục"
HOME = "Thôn Nước Lang, Xã Ba Tơ, Tỉnh Quảng Ngãi"
MOTHER, CHILD = "Phạm Thị Lan", "Đinh Gia Bảo"
BIRTHPLACE = "Xã Ba Tơ, tỉnh Quảng Ngãi"
ORIGIN = "Dân tộc, quốc tịch, quê quán của trẻ"


def pages(child: str = CHILD, birthplace: str = BIRTHPLACE) -> dict[str, dict[str, str]]:
    """Return the answers by the heading of the page that asks for them."""
    born = dt.date.today() - dt.timedelta(days=20)
    return {
        "Ông/bà làm cho ai": {"Ông/bà làm thay cho người khác?": "Không"},
        "Người đi khai sinh": {"Số điện thoại": "0905000018"},
        "Nơi cư trú": {},
        "Quan hệ với trẻ": {"Người yêu cầu là gì của trẻ?": "Mẹ"},
        "Họ tên của trẻ": {"Họ, chữ đệm, tên của trẻ": child, "Giới tính": "Nam"},
        "Ngày và nơi sinh": {"Ngày sinh": f"{born:%d/%m/%Y}", "Trẻ sinh ở đâu?": "Cơ sở y tế", "Nơi sinh": HOME},
        "Tên cơ sở y tế": {"Tên cơ sở y tế": "Trung tâm Y tế Ba Tơ"},
        ORIGIN: {"Dân tộc": "Hrê", "Quốc tịch": "Việt Nam", "Quê quán": birthplace},
        "Người mẹ": {"Họ, chữ đệm, tên mẹ": MOTHER, "Số định danh cá nhân của mẹ": "051190000018", "Ngày sinh của mẹ": "12/3/1990"},
        "Thêm về người mẹ": {"Dân tộc": "Kinh", "Quốc tịch": "Việt Nam"},
        "Nơi cư trú của mẹ": {"Nơi cư trú": HOME},
        "Người cha": {"Khai tên cha vào giấy khai sinh?": "Không"},
        "Bản sao giấy khai sinh": {"Số bản sao cần cấp": "2"},
        "Cam đoan": {"Tôi cam đoan những lời khai trên là đúng.": "Có"},
    }


def begins(person: Person) -> str:
    """Begin a filing from the page of the procedure; return the address of its list of things to do."""
    person.opens("/nop/1.001193/")
    again = person.page.get_by_role("button", name="Làm hồ sơ mới")
    (again if again.count() else person.page.get_by_role("button", name="Bắt đầu")).click()
    person.settles()
    return person.page.url.removeprefix(person.base)


def fills_the_form(
    person: Person, child: str = CHILD, *, birthplace: str = BIRTHPLACE, checked: bool = False
) -> None:
    """Answer every page of the form, in the order in which they come; `checked` looks at each page as well."""
    answers = pages(child, birthplace)
    person.presses("Tiếp tục")
    while "/to-khai/" in person.page.url:
        heading = person.heading()
        if checked:
            person.looks_right()
        person.fills(answers.pop(heading)).presses(GO_ON)
        assert person.heading() != heading, person.reads()
    assert answers == {}


def gives_the_papers(person: Person, paper: Path) -> None:
    """Add the paper of the hospital; nothing else is needed."""
    assert person.heading() == "Giấy chứng sinh"
    person.gives(paper).presses(GO_ON)
    assert person.heading() == "Văn bản của cơ sở y tế về việc mang thai hộ"
    person.presses(GO_ON)


def chooses_the_counter(person: Person) -> None:
    """Collect the result where it is settled."""
    person.answers("Ông/bà muốn nhận kết quả thế nào?", "Tôi đến nhận tại bộ phận một cửa").presses(GO_ON)
    person.presses(GO_ON)
