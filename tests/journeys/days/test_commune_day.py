"""A commune's day from 07:00 to 17:00: two clerks, sixty visits; at close every book, list, slip and the ledger agree."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from motcua.domain.hours import ZONE
from tests.journeys.browsing import Person
from tests.journeys.system import System

CLERKS = ("mc.bato", "ptmc.bato")
CERTIFICATIONS, ORIGINALS = 40, 150  # thirty people bring four papers, ten bring three
CIVIL_STATUS = ("1.001193", "1.001193", "1.001193", "1.004873", "1.004873", "2.000635", "1.000894")
LAND = ("1.012786", "1.012790", "1.012786", "1.012790")
SOCIAL = ("1.001731", "1.001699", "1.001731")
ONLINE = 6
WALKED_IN = len(CIVIL_STATUS) + len(LAND) + len(SOCIAL)
VISITS = CERTIFICATIONS + WALKED_IN + ONLINE
FAMILY, GIVEN = ("Đinh", "Phạm", "Nguyễn", "Trần", "Hồ"), ("An", "Bình", "Chi", "Dũng", "Hoa", "Lan", "Minh", "Nghĩa", "Phúc")
BOOKS = "SELECT coalesce(max(last), 0) FROM books_book b JOIN people_unit u ON u.id = b.unit_id WHERE u.code LIKE 'H48.148%%' AND b.kind = %s"


def test_everything_written_down_in_a_day_says_the_same(
    staff_page: Callable[..., Person], system: System, tells: Callable[[str], None]
) -> None:
    assert VISITS == 60 and sum(_papers(i) for i in range(CERTIFICATIONS)) == ORIGINALS
    day = system.next_day()
    before = {kind: system.ask(BOOKS, kind)[0][0] for kind in ("register", "certified_copies", "receipts")}
    moments = _moments(day)
    system.says(_at(day, 6, 55))
    online = system.runs("tests.journeys.days.online", _at(day, 6, 40).isoformat(), str(ONLINE)).split()
    clerks = [_begins(staff_page(username, anew=True)) for username in CLERKS]
    taken = dict.fromkeys(CLERKS, 0)
    visited = dict.fromkeys(CLERKS, 0)

    for number, work in enumerate(_work(online)):
        at = next(moments)
        system.says(at)
        if at.hour == 13 and at.minute < 40:
            for clerk in clerks:
                clerk.opens("/mot-cua/")
        place = number % 2
        clerk, username = clerks[place], CLERKS[place]
        kind, what = work
        if kind == "certify":
            taken[username] += _certifies(clerk, int(what))
            visited[username] += 1
        elif kind == "receive":
            _receives(clerk, number, what)
            visited[username] += 1
        else:
            clerk.opens("/mot-cua/truc-tuyen/").follows(what).presses("Tiếp nhận hồ sơ").sees("Giấy tiếp nhận")

    system.says(_at(day, 16, 40))
    handed = _hands_over(clerks[0])
    system.says(_at(day, 16, 50))
    shifts = [_closes(clerk) for clerk in clerks]
    assert [cash for _address, cash in shifts] == [taken[username] for username in CLERKS]
    head = clerks[1].opens(shifts[0][0]).presses("Ký kiểm tra ca thu", exact=False).sees("Đã ký kiểm tra")

    # The register, the certification book, the receipts: no gap, nothing missing.
    head.opens("/mot-cua/so/").sees("Sổ theo dõi hồ sơ", "Sổ chứng thực bản sao từ bản chính", "Sổ biên lai thu phí, lệ phí")
    grown = {kind: system.ask(BOOKS, kind)[0][0] - last for kind, last in before.items()}
    assert grown == {"register": VISITS, "certified_copies": ORIGINALS, "receipts": CERTIFICATIONS}
    entered = system.ask(
        "SELECT count(*), count(DISTINCT l.dossier_id) FROM books_bookline l JOIN books_book b ON b.id = l.book_id"
        " JOIN dossiers_dossier d ON d.id = l.dossier_id WHERE b.kind = 'register' AND d.accepted_on = %s", day,
    )  # fmt: skip
    assert entered == [(VISITS, VISITS)]

    # The clerks' own reports, as the page says them.
    said = _table(clerks[0].opens("/mot-cua/luot/"))
    assert {_user(system, row[0]): (int(row[1]), int(row[2])) for row in said} == {u: (n, n) for u, n in visited.items()}
    assert sum(visited.values()) == VISITS - ONLINE

    # The hand-over slips: everything that was not certified left the counter on a slip, once.
    slips = system.ask(
        "SELECT unnest(h.dossier_ids) FROM dossiers_handover h WHERE (h.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = %s AND h.slip_id IS NOT NULL",
        day,
    )  # fmt: skip
    ours = system.ask(
        "SELECT id FROM dossiers_dossier WHERE accepted_on = %s AND procedure_code NOT IN ('2.000815', '2.000884')", day
    )
    assert {row[0] for row in ours} <= {row[0] for row in slips} and len(slips) == len(set(slips)) == handed
    assert len(ours) == WALKED_IN + ONLINE

    # Figures and ledger: the same sixty, each by the clerk who did it, and every chain holds.
    figures = system.ask(
        "SELECT coalesce(sum(delta), 0) FROM figures_factdelta f JOIN people_unit u ON u.id = f.unit_id"
        " WHERE day = %s AND what = 'received' AND u.code = 'H48.148.01'", day,
    )  # fmt: skip
    assert figures == [(VISITS,)]
    acts = dict(system.ask(
        "SELECT e.action, count(DISTINCT e.chain) FROM ledger_entry e JOIN dossiers_dossier d ON d.id = e.chain"
        " WHERE d.accepted_on = %s AND e.after = 2 AND e.before IS DISTINCT FROM 2 GROUP BY e.action", day,
    ))  # fmt: skip
    assert sum(acts.values()) == VISITS and acts.get("accept") == ONLINE
    system.commands("ledger", "verify")
    tells(
        f"a commune's day: {VISITS} visits, {ORIGINALS} originals, {sum(taken.values()):,} đ in cash, {handed} dossiers on hand-over slips"
    )


def _at(day: dt.date, hour: int, minute: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), ZONE)


def _moments(day: dt.date) -> Iterator[dt.datetime]:
    """Spread the visits over the opening hours: seven minutes and a half between one and the next."""
    for index in range(VISITS):
        minutes = 450 * index // VISITS  # of 270 in the morning and 180 in the afternoon before hand-over
        start = _at(day, 7, 0) if minutes < 270 else _at(day, 13, 30) - dt.timedelta(minutes=270)
        yield start + dt.timedelta(minutes=minutes)


def _papers(index: int) -> int:
    return 4 if index < 30 else 3


def _work(online: list[str]) -> Iterator[tuple[str, str]]:
    """Mix the day's work: two certifications, then something else, as people come."""
    others = [*(("receive", code) for code in CIVIL_STATUS), *(("online", code) for code in online)]
    others += [("receive", code) for code in (*LAND, *SOCIAL)]
    left = iter(others)
    for index in range(CERTIFICATIONS):
        yield "certify", str(index)
        if index % 2:
            yield next(left)
    yield from left


def _card(number: int) -> str:
    name = f"{FAMILY[number % 5]} Văn {GIVEN[number % 9]}"
    return f"051085{700000 + number:06d}|212345678|{name}|02071985|Nam|Thôn {number % 9 + 1}, Xã Ba Tơ, Quảng Ngãi|01062022"


def _begins(clerk: Person) -> Person:
    """Close what was left open the day before, and open today's shift with nothing in the drawer."""
    clerk.opens("/mot-cua/ca-thu/")
    if clerk.page.locator("caption", has_text="đang mở").count():
        _closes(clerk)
    clerk.opens("/mot-cua/ca-thu/mo/").answers("Tiền lẻ đầu ca", "0")
    clerk.presses("Mở ca thu", exact=False)
    return clerk


def _scans(clerk: Person, number: int) -> None:
    clerk.cursor_at("Quét thẻ căn cước")
    clerk.page.keyboard.insert_text(_card(number))
    clerk.page.keyboard.press("Enter")


def _certifies(clerk: Person, index: int) -> int:
    """Certify by keys alone and return what the price must be: pages up to two at 2.000 đ, from the third 1.000 đ, a copy."""
    keys, price = clerk.page.keyboard, 0
    clerk.opens("/mot-cua/chung-thuc/")
    _scans(clerk, index)
    clerk.page.wait_for_selector("#name-of-0:focus")
    for place in range(_papers(index)):
        pages, copies = (index + place) % 4 + 1, index % 3 + 1
        price += copies * (2000 * min(pages, 2) + 1000 * max(pages - 2, 0))
        keys.type(str(place + 1))
        keys.press("Enter")
        keys.type(str(pages))
        keys.press("Enter")
        keys.type(str(copies))
        keys.press("Enter")
    clerk.page.get_by_text(f"{price:,} đồng".replace(",", ".")).first.wait_for()
    clerk.page.get_by_label("Tiền mặt").check()
    keys.press("F8")
    clerk.page.wait_for_url(re.compile(r"/chung-thuc/[0-9a-f-]{36}/$"))
    clerk.sees(f"{price:,} đồng".replace(",", "."))
    return price


def _receives(clerk: Person, number: int, code: str) -> None:
    keys = clerk.page.keyboard
    clerk.opens("/mot-cua/tiep-nhan/")
    _scans(clerk, 500 + number)
    clerk.cursor_at("Điện thoại")
    keys.press("F4")
    keys.type(code)
    keys.press("Enter")
    clerk.page.wait_for_selector("[name^=originals-]")
    clerk.page.locator("input[name^=originals-]").first.fill("1")
    keys.press("F8")
    clerk.page.wait_for_url(re.compile(r"/tiep-nhan/[0-9a-f-]{36}/"))


def _hands_over(clerk: Person) -> int:
    """Hand over everything that waits, a slip for each unit; return how many dossiers went."""
    clerk.opens("/mot-cua/ban-giao/").presses("Bàn giao các hồ sơ đã chọn", exact=False)
    return sum(int(many) for many in re.findall(r"Đã bàn giao (\d+) hồ sơ", clerk.reads()))


def _closes(clerk: Person) -> tuple[str, int]:
    """Count the drawer as the list expects it, close and sign the shift; return its address and the cash."""
    clerk.opens("/mot-cua/ca-thu/")
    clerk.page.locator("table").first.locator("a").first.click()
    clerk.settles()
    [said] = re.findall(r"Tiền mặt phải có ([\d.]+) đồng", clerk.reads())
    cash = int(said.replace(".", ""))
    clerk.page.locator("#id_counted").fill(str(cash))
    clerk.presses("Chốt và ký ca thu", exact=False).sees("đã chốt")
    return clerk.page.url.removeprefix(clerk.base), cash


def _table(person: Person) -> list[list[str]]:
    rows = person.page.locator("main table tbody tr").all()
    return [[" ".join(cell.inner_text().split()) for cell in row.locator("th,td").all()] for row in rows]


def _user(system: System, name: str) -> str:
    return str(system.ask("SELECT username FROM people_staff WHERE name = %s AND username = ANY(%s)", name, list(CLERKS))[0][0])
