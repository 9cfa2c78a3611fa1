"""In which capacity somebody signs, and how the block is printed."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.domain.permissions import signing
from motcua.domain.permissions.signing import Capacity, Delegation, MayNotSign, Seat, Signing

DAY = dt.date(2026, 11, 23)
YESTERDAY, TOMORROW = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)
HEAD, DEPUTY = Seat(deputy=False), Seat(deputy=True)


def paper(name: str = "d", capacity: Capacity = Capacity.TUQ, **changes: object) -> Delegation:
    given = {"unit": "u", "procedures": None, "first": dt.date(2026, 11, 1), "last": None, "giver_title": "Chủ tịch"}
    return Delegation(id=name, capacity=capacity, **(given | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seat", "papers", "expected", "because"),
    [
        (HEAD, [], (Capacity.HEAD, None), "the head needs no paper"),
        (HEAD, [paper()], (Capacity.HEAD, None), "and signs as head whatever papers there are"),
        (DEPUTY, [], (Capacity.KT, None), "a deputy with the role signs for the head, as the division of work provides"),
        (DEPUTY, [paper(capacity=Capacity.KT)], (Capacity.KT, "d"), "a paper of their own is named"),
        (None, [paper()], (Capacity.TUQ, "d"), "a paper alone gives the right"),
        (None, [paper(last=DAY)], (Capacity.TUQ, "d"), "the last day counts"),
        (None, [paper(first=DAY)], (Capacity.TUQ, "d"), "and so does the first"),
        (None, [paper("all"), paper("one", Capacity.TL, procedures=frozenset({"p"}))], (Capacity.TL, "one"), "the one that names it goes before"),
        (DEPUTY, [paper(last=YESTERDAY)], (Capacity.KT, None), "an ended paper leaves the deputy the role"),
    ],
)  # fmt: skip
def test_capacity_follows_seat_and_papers(seat, papers, expected, because):
    found = signing.decide(seat=seat, title="Phó Chủ tịch", delegations=papers, day=DAY, unit="u", procedure="p")
    assert (found.capacity, found.delegation) == expected, because


@pytest.mark.parametrize(
    ("papers", "ended", "because"),
    [
        ([], None, "nothing was ever given"),
        ([paper(last=YESTERDAY)], "d", "it ended yesterday"),
        ([paper("old", last=dt.date(2026, 11, 2)), paper("new", last=YESTERDAY)], "new", "the one that ended last is named"),
        ([paper(first=TOMORROW)], None, "it has not begun"),
        ([paper(unit="other")], None, "it speaks of another unit"),
        ([paper(procedures=frozenset({"q"}))], None, "it speaks of another procedure"),
    ],
)  # fmt: skip
def test_nothing_in_force_gives_no_right(papers, ended, because):
    with pytest.raises(MayNotSign) as refused:
        signing.decide(seat=None, title="", delegations=papers, day=DAY, unit="u", procedure="p")
    assert (refused.value.ended.id if refused.value.ended else None) == ended, because


@pytest.mark.parametrize(
    ("how", "title", "together", "authority", "position"),
    [
        (Signing(Capacity.HEAD), "Chủ tịch UBND", True, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        (Signing(Capacity.KT, "Chủ tịch UBND xã"), "Phó Chủ tịch UBND xã", True, "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        (Signing(Capacity.TL, "Chủ tịch"), "Chánh Văn phòng", True, "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        (Signing(Capacity.TUQ, "Giám đốc"), "Trưởng phòng", False, "TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG"),
        (Signing(Capacity.HEAD), "Giám đốc Sở", False, "", "GIÁM ĐỐC SỞ"),
        (Signing(Capacity.KT, "Giám đốc"), "Phó Giám đốc", False, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        (Signing(Capacity.TM), "Chủ tịch", False, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    ],
)  # fmt: skip
def test_the_block_is_printed_as_the_decree_says(how, title, together, authority, position):
    assert signing.block(how, title=title, body="ỦY BAN NHÂN DÂN", together=together) == (authority, position)


@pytest.mark.parametrize(
    ("position", "title", "expected"),
    [("", "Phó Chủ tịch", True), ("", "Chủ tịch", False), ("head", "Phó Chủ tịch phụ trách", False), ("deputy", "Chủ tịch", True)],
)
def test_a_seat_is_what_the_role_says_and_else_what_the_title_says(position, title, expected):
    assert signing.is_deputy(position, title) is expected


def test_every_way_but_the_heads_own_has_its_article():
    assert set(signing.WAYS) == set(Capacity) - {Capacity.HEAD}
    assert all(way.article and way.mark.endswith(".") for way in signing.WAYS.values())
