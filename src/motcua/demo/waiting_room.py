"""The demo's waiting room: two known counters of the shown commune, queue numbers of today, a Saturday morning."""

from __future__ import annotations

import datetime as dt
import uuid

from motcua.demo.accounts import PASSWORD, PINS
from motcua.demo.province import FIRST_DAY, Province
from motcua.domain.counters.shifts import Device
from motcua.domain.hours import local
from motcua.domain.permissions.roles import VISITOR, Actor, Role
from motcua.queries import actors, configuration
from motcua.services import counters, opening_hours, pins, tickets
from motcua.storage.people.models import Staff

GROUPS = (("A", "Hộ tịch, chứng thực"), ("B", "Đất đai, xây dựng"), ("C", "Trả kết quả"))
GIVEN = "AABACABCAABA"  # the letters of today's numbers, in the order in which people came
SERVED = 7  # of them


def build(province: Province, holders: dict[tuple[uuid.UUID, str], Staff], at: dt.datetime) -> int:
    """Register counters, kiosk and screen, turn numbers on, and live through a morning; return how many numbers."""
    centre = province.centres[province.shown.id]
    head, clerk = (_actor(holders[centre.id, role.value], at) for role in (Role.ONE_STOP_HEAD, Role.CLERK))
    for who in (head, clerk):
        pins.choose(pin=PINS[holders[centre.id, Role.CLERK.value if who is clerk else Role.ONE_STOP_HEAD.value].username],
                    password=PASSWORD, actor=who, at=at)  # fmt: skip
    windows = [counters.register(unit_id=centre.id, name=f"Quầy {n}", actor=head, at=at)[0] for n in (1, 2)]
    counters.register(unit_id=centre.id, name="Máy lấy số", actor=head, at=at, kind=Device.KIOSK)
    counters.register(unit_id=centre.id, name="Màn hình phòng chờ", actor=head, at=at, kind=Device.SCREEN)
    today = local(at).date()
    tickets.use(unit_id=centre.id, uses=True, first=today, basis="Quy chế của Trung tâm", actor=head, at=at)
    groups = {letter: tickets.add_group(unit_id=centre.id, letter=letter, name=name, actor=head, at=at) for letter, name in GROUPS}
    opening_hours.put(unit_id=centre.id, weekday=5, sessions=[["07:00", "11:30"]], first=FIRST_DAY, last=None,
                      source="QĐ 12/QĐ-UBND", actor=head, at=at)  # fmt: skip
    configuration.forget()
    return _morning(centre.id, groups, windows, clerk, at)


def _morning(centre: uuid.UUID, groups: dict[str, uuid.UUID], windows: list[uuid.UUID], clerk: Actor, at: dt.datetime) -> int:
    """Give out the numbers of the last hour and call most of them; near midnight there was no such hour today."""
    begun = at - dt.timedelta(minutes=5 * len(GIVEN) + 10)
    if local(begun).date() != local(at).date():
        return 0
    for place, letter in enumerate(GIVEN):
        tickets.issue(unit_id=centre, group_id=groups[letter], actor=VISITOR, at=begun + dt.timedelta(minutes=5 * place))
    for place in range(SERVED):
        called, window = begun + dt.timedelta(minutes=8 * place + 6), windows[place % 2]
        row = tickets.call_next(counter_id=window, actor=clerk, at=called)
        act = tickets.no_show if place == 3 else tickets.serve
        act(ticket_id=row.id, counter_id=window, actor=clerk, at=called + dt.timedelta(minutes=2))
    return len(GIVEN)


def _actor(staff: Staff, at: dt.datetime) -> Actor:
    found = actors.staff(staff.id, configuration.current(), local(at).date())
    assert found is not None
    return found
