"""A leader at seven in the morning, on a phone: where we stand, who is behind, three taps to one dossier, the same number everywhere."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from tests.journeys import browsing
from tests.journeys.browsing import Person


def test_three_taps_lead_from_the_province_to_one_dossier_without_a_name(staff_page: Callable[..., Person]) -> None:
    leader = staff_page("lanhdao", width=browsing.NARROW).opens("/so-lieu/").looks_right()
    page = leader.page
    page.locator("main a[href*='/so-lieu/']", has_text=re.compile(r"^\d")).first.click()  # 1: a number
    leader.settles().looks_right()
    page.locator("main a[href*='/so-lieu/ho-so/']").first.click()  # 2: a dossier, by its code
    page.wait_for_url("**/so-lieu/ho-so/**")
    leader.looks_right()
    said = leader.reads()
    assert not re.search(r"\b0\d{11}\b", said), "no identity number"
    for name in ("Phạm Thị Lan", "Nguyễn Văn"):
        assert name not in said


def test_an_indicator_says_what_it_is_and_is_the_same_in_the_file(staff_page: Callable[..., Person]) -> None:
    leader = staff_page("lanhdao", width=browsing.NARROW).opens("/so-lieu/chi-tieu/online/").looks_right()
    page = leader.page
    page.locator("summary", has_text="Đây là gì?").first.click()
    leader.sees("÷").looks_right()  # the formula in words
    if page.locator("main svg").count():
        assert page.locator("main table").count(), "a chart has a table beside it"
    shown = re.search(r"(\d[\d.]*) trên (\d[\d.]*)", leader.reads())
    assert shown is not None
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Excel")).first.click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as book:
        said = " ".join(book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/") or name == "xl/sharedStrings.xml")
    for number in shown.groups():
        assert re.search(rf">{number.replace('.', '')}(\\.0)?<", said), number
    leader.opens("/so-lieu/hai-con-so/").looks_right().opens("/so-lieu/so-sanh/").looks_right().opens("/so-lieu/phieu-nop/").looks_right()
