"""A slow answer never takes away what the clerk typed while it was on its way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.journeys.browsing import Person
from tests.journeys.test_certified_copy import CARD


def test_what_is_typed_while_an_answer_is_on_its_way_stays(staff_page: Callable[..., Person]) -> None:
    clerk = staff_page("mc.bato")
    clerk.opens("/mot-cua/tiep-nhan/").cursor_at("Quét thẻ căn cước")
    keys, page = clerk.page.keyboard, clerk.page
    keys.type(CARD)
    keys.press("Enter")
    clerk.cursor_at("Điện thoại")
    keys.press("F4")
    keys.type("2.000815")
    keys.press("Enter")
    clerk.cursor_at("Cần bản sao nào?")
    held: list[Any] = []
    slow = True
    page.route("**/tiep-nhan/", lambda route: held.append(route) if slow else route.continue_())
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.type("12")
    page.wait_for_timeout(300)
    assert held, "no request was sent for the price"
    slow = False
    held[0].continue_()
    clerk.cursor_at("Số trang của một bộ bản chính")
    keys.type("5")
    keys.press("Tab")
    clerk.cursor_at("Số bản cần chứng thực")
    keys.type("2")
    keys.press("Tab")
    clerk.cursor_at("Bản chính giấy tờ cần chứng thực")
    assert page.get_by_label("Số trang của một bộ bản chính").input_value() == "125"
    assert page.get_by_label("Số bản cần chứng thực").input_value() == "2"
    page.get_by_text("254.000 đồng").first.wait_for()


def test_the_price_follows_the_last_row_even_when_an_answer_is_slow(staff_page: Callable[..., Person]) -> None:
    clerk = staff_page("mc.bato")
    clerk.opens("/mot-cua/chung-thuc/").cursor_at("Quét thẻ căn cước")
    keys, page = clerk.page.keyboard, clerk.page
    keys.insert_text(CARD)
    keys.press("Enter")
    page.wait_for_selector("#name-of-0:focus")
    held: list[Any] = []
    page.route("**/chung-thuc/", lambda route: route.continue_() if held else held.append(route))
    for key in ("3", "Enter", "Enter"):
        keys.press(key)
    while not held:
        page.wait_for_timeout(50)
    for key in ("4", "Enter"):  # four copies, typed while the first price is still on its way
        keys.press(key)
    page.get_by_text("8.000 đồng").first.wait_for()


def test_a_number_the_screen_filled_in_is_replaced_after_a_click_as_after_a_key(staff_page: Callable[..., Person]) -> None:
    clerk = staff_page("mc.bato")
    clerk.opens("/mot-cua/chung-thuc/").cursor_at("Quét thẻ căn cước")
    page = clerk.page
    page.locator("#name-of-0").click()
    page.keyboard.type("Bằng tốt nghiệp")
    for box, number in (("#pages-of-0", "3"), ("#copies-of-0", "2")):
        page.locator(box).click()
        page.keyboard.type(number)
    assert (page.locator("#pages-of-0").input_value(), page.locator("#copies-of-0").input_value()) == ("3", "2")
