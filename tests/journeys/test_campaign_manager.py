"""A campaign as those live it who run it: begun from a plan, approved on a phone, its units reminded, a head's answer, the report."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from motcua.domain.hours import ZONE
from tests.journeys import browsing
from tests.journeys.browsing import Person
from tests.journeys.system import System

NAME = "Chiến dịch 30 ngày đêm đẩy mạnh nộp hồ sơ trực tuyến"


def test_a_campaign_is_begun_approved_pushed_and_reported(staff_page: Callable[..., Person], system: System) -> None:
    today = dt.datetime.now(ZONE).date()
    manager = staff_page("kstt").opens("/so-lieu/chien-dich/").looks_right().presses("Chiến dịch mới")
    page = manager.page
    page.check("input[name=template][value=plan_140]")
    page.fill("input[name=name]", NAME)
    _day(page, "first", today)
    _day(page, "last", today - dt.timedelta(days=1))
    page.click("main form button[type=submit]")
    manager.sees("Cần sửa").looks_right()  # it cannot end before it begins; what was typed is still there
    assert page.input_value("input[name=name]") == NAME
    _day(page, "first", today - dt.timedelta(days=12))
    _day(page, "last", today + dt.timedelta(days=17))
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile("/du-thao/$"))
    manager.sees(NAME).looks_right()
    campaign = page.url.removeprefix(manager.base).replace("du-thao/", "")

    leader = staff_page("lanhdao", width=browsing.NARROW).opens(campaign + "phe-duyet/").looks_right()
    leader.page.fill("input[name=decision]", "140/KH-UBND")
    _day(leader.page, "decided_on", today - dt.timedelta(days=13))
    leader.page.click("main form button[type=submit]")
    leader.page.wait_for_url(re.compile(f"{campaign}$"))
    leader.sees(NAME, "140/KH-UBND").looks_right()

    manager.opens(campaign).sees("140/KH-UBND").looks_right()
    assert page.locator("main svg").count() == 0 or page.locator("main table").count(), "a chart has a table beside it"
    manager.opens(campaign + "don-doc/").looks_right()
    boxes = page.locator("input[name=units]")
    chosen = page.locator("label", has_text="UBND xã Ba Tơ").first
    for box in boxes.all():
        box.set_checked(False)
    chosen.click()
    page.fill("textarea[name=words]", "Đề nghị UBND xã hướng dẫn người dân nộp trực tuyến ngay tại quầy.")
    page.click("main form button[type=submit]")
    manager.sees("Đã đôn đốc 1 đơn vị").looks_right()

    head = staff_page("ld.bato").opens(campaign).sees("Đề nghị UBND xã hướng dẫn").looks_right()
    head.page.locator("main a[href*='tra-loi']").first.click()
    head.page.locator("main textarea").first.fill("Xã đã bố trí 01 cán bộ hướng dẫn tại quầy từ hôm nay.")
    head.page.click("main form button[type=submit]")
    head.page.wait_for_url(re.compile(f"{campaign}$"))
    manager.opens(campaign).sees("Xã đã bố trí 01 cán bộ hướng dẫn").looks_right()

    with page.expect_download() as download:
        page.evaluate("address => { const a = document.createElement('a'); a.href = address; a.download = ''; document.body.append(a); a.click() }", campaign + "bao-cao.pdf")
    content = download.value.path().read_bytes()
    assert content.startswith(b"%PDF") and len(content) > 10_000
    key = campaign.rstrip("/").rsplit("/", 1)[1]
    assert system.ask("SELECT count(*) FROM campaigns_reminder WHERE campaign_id = %s AND answered_at IS NOT NULL", key) == [(1,)]


def _day(page: Any, name: str, day: dt.date) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.fill(f"input[name={name}-{part}]", str(value))
