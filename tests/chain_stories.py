"""A province with agencies in a chain: a regional land office with an account, a tax office without one, a linked procedure."""

from __future__ import annotations

import copy
import datetime as dt
from dataclasses import dataclass

from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import ZONE
from motcua.domain.permissions.roles import Role
from motcua.queries import configuration
from motcua.services.dossiers import moving
from motcua.storage.chains.models import Agency
from motcua.storage.dossiers.models import Dossier
from motcua.storage.people.models import Unit
from tests import make
from tests.make import PROCEDURE, World

LAND, CHAIN, RESIDENCE = "9.000013", "9.000086", "9.000022"
FIRST = dt.date(2025, 7, 1)


@dataclass
class Chain:
    """The agencies of the story."""

    world: World
    land_office: Unit
    police: Unit
    land: Agency
    tax: Agency
    police_agency: Agency

    def move(self, dossier_id, action, who, at, **inputs):  # type: ignore[no-untyped-def]
        """Make a move as a member of staff."""
        return moving.advance(dossier_id=dossier_id, action=action, actor=self.world.actor(who, at), at=at, inputs=inputs)

    def to_tax(self, at: dt.datetime) -> Dossier:
        """Receive a land dossier, hand it over, take it up and pass it to the tax step within the hour."""
        opened = make.received(self.world, at, procedure_code=LAND)
        self.move(opened.id, Action.HAND_OVER, "clerk", at + dt.timedelta(minutes=10))
        officer = self.world.actor("land_officer", at)
        self.move(opened.id, Action.ASSIGN, "land_officer", at + dt.timedelta(minutes=20), assignee=officer.id)
        self.move(opened.id, Action.FORWARD, "land_officer", at + dt.timedelta(minutes=30))
        return Dossier.objects.get(id=opened.id)


def on(day: int, hour: int = 9, minute: int = 0, month: int = 11) -> dt.datetime:
    """Return a moment of the story's month."""
    return dt.datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def document(code: str, name: str, **more: object) -> dict[str, object]:
    """Return a procedure like the test one, with another code and name."""
    return copy.deepcopy(PROCEDURE) | {"code": code, "name": {"vi": name}} | more


def step(key: str, unit: str, role: str, hours: int, **more: object) -> dict[str, object]:
    """Return a row of a workflow."""
    return {"key": key, "name": {"vi": key.title()}, "unit": unit, "role": role, "hours": hours, **more}


LAND_STEPS = [
    step("examine", "competent", "officer", 16, next={"forward": "tax"}),
    step("tax", "linked:tax", "officer", 40, linked=True, next={"forward": "update", "send_back": "examine"}),
    step("update", "competent", "officer", 8, next={"propose": "sign"}),
    step("sign", "competent", "head", 8, next={"approve": "number", "send_back": "update"}),
    step("number", "competent", "records", 4, next={"issue": "end"}),
]
CHAIN_STEPS = [
    step("register", "competent", "officer", 4, next={"forward": "others"}),
    step(
        "others", "competent", "officer", 60, next={"forward": "sign"},
        tasks=[
            {"key": "residence", "name": {"vi": "Đăng ký thường trú"}, "to": f"procedure:{RESIDENCE}", "days": 7},
            {"key": "tax", "name": {"vi": "Xác định thuế"}, "to": "agency:tax", "days": 3},
        ],
    ),
    step("sign", "competent", "head", 4, next={"approve": "end"}),
]  # fmt: skip
LIMIT = [{"channel": c, "limit": {"amount": 10, "unit": "working_days"}} for c in ("counter", "online", "post")]


def chain(world: World) -> Chain:
    """Make the agencies, their staff and the procedures."""
    land_office = make.unit("H48.24.01", "Chi nhánh Văn phòng đăng ký đất đai khu vực Ba Thử", "land_office", "province", world.province)
    police = make.unit("H48.92", "Công an tỉnh Thử", "police", "province", world.province)
    for name, role, unit in (
        ("land_officer", Role.OFFICER, land_office), ("land_head", Role.HEAD, land_office), ("land_records", Role.RECORDS, land_office),
        ("police_officer", Role.OFFICER, police), ("police_head", Role.HEAD, police), ("police_records", Role.RECORDS, police),
    ):  # fmt: skip
        world.staff[name] = make.member(name, role, unit)
    agencies = {
        "land": agency("Chi nhánh VPĐKĐĐ khu vực Ba Thử", "land_office", ["21001", "21002"], unit=land_office),
        "tax": agency("Thuế cơ sở 6 tỉnh Thử", "tax", ["21001", "21002"], address="Thôn Mẫu, xã Ba Thử"),
        "police_agency": agency("Công an tỉnh Thử", "police", [], unit=police),
    }
    make.publish(document(LAND, "Đăng ký biến động đất đai", competence={"level": "province", "title": "VPĐKĐĐ", "kind": "land_office"},
                          channels=LIMIT, workflow={"steps": LAND_STEPS}))  # fmt: skip
    make.publish(document(CHAIN, "Liên thông khai sinh, thường trú", channels=LIMIT, workflow={"steps": CHAIN_STEPS}))
    make.publish(document(RESIDENCE, "Đăng ký thường trú", competence={"level": "commune", "title": "Công an", "kind": "police"}, channels=LIMIT))
    configuration.forget()
    return Chain(world, land_office, police, **agencies)


def agency(name: str, kind: str, areas: list[str], **more: object) -> Agency:
    """Make an agency in force."""
    return Agency.objects.create(name=name, kind=kind, areas=areas, valid_from=FIRST, **more)
