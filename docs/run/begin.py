"""Begins an empty installation: the province, its national calendar, two administrators.

Run once, after `motcua migrate`:  motcua manage shell < docs/run/begin.py
Two, because nobody administers their own account. The passwords are shown this once; the second factor is set up at
the first sign-in. Code and name of the province come from the environment.
"""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from motcua.domain.hours import local
from motcua.domain.people.units import Level, UnitKind
from motcua.domain.permissions.roles import Actor, ActorKind, Holding, Role
from motcua.queries import configuration as configured
from motcua.services import accounts, calendars, staffing, units

BASIS = "Khởi tạo hệ thống"


def begin() -> list[str]:
    """Make what an empty database needs and return the lines to show."""
    at = timezone.now()
    today, here = local(at).date(), settings.ENVIRONMENT
    founder = Actor(kind=ActorKind.SYSTEM, id="system", label="Hệ thống", holdings=(Holding(Role.SYSTEM_ADMIN, ""),))
    if configured.current().units:
        return ["This installation has units already; nothing was done."]
    shown = []
    with transaction.atomic():
        name = f"UBND {here.province_name[0].lower()}{here.province_name[1:]}"
        province = units.add(
            new=units.NewUnit(
                code=here.province_code, name=name, name_en=f"{here.province_name_en} People's Committee",
                kind=UnitKind.PROVINCE_COMMITTEE, level=Level.PROVINCE, parent_id=None, first=today,
            ),
            actor=founder, at=at,
        )  # fmt: skip
        calendars.extend(actor=founder, at=at)
        for number in (1, 2):
            username, password = f"quantri{number}", staffing.new_password()
            staff = accounts.create(
                username=username, name=f"Quản trị hệ thống {number}", title="Quản trị hệ thống", password=password,
                actor=founder, at=at,
            )  # fmt: skip
            accounts.grant(
                staff_id=staff, role=Role.SYSTEM_ADMIN, unit_id=province, first=today, last=None, document=BASIS,
                actor=founder, at=at,
            )  # fmt: skip
            shown.append(f"{username}  {password}")
    return [name, *shown]


print("\n".join(begin()))  # noqa: T201
