"""Making things for tests: a small province with staff, a published procedure, filings."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field

from motcua.domain.dossiers.states import Place
from motcua.domain.hours import ZONE
from motcua.domain.people.identity import IdentityDocument, IdentityKind
from motcua.domain.people.party import Address, Party, PartyKind, PartyRole
from motcua.domain.permissions.roles import Actor, ActorKind, Role
from motcua.domain.procedures.revision import Channel
from motcua.queries import actors, configuration
from motcua.services.dossiers import opening
from motcua.services.dossiers.filings import Filing, GivenPaper
from motcua.storage import sealing
from motcua.storage.people import models as people
from motcua.storage.procedures import models as procedures

MONDAY = dt.datetime(2026, 11, 16, 9, 0, tzinfo=ZONE)
BEGAN = dt.date(2025, 7, 1)
OWNER_NUMBER = "051090000001"

# The schema of an address in a form.
ADDRESS = {
    "type": "object", "required": ["line", "commune", "province"],
    "properties": {part: {"type": "string"} for part in ("line", "commune", "province", "old_commune")},
}  # fmt: skip

PROCEDURE: dict[str, object] = {
    "schema": 1,
    "code": "9.000001",
    "number": 1,
    "name": {"vi": "Cấp giấy xác nhận thử", "en": "Issue of a test certificate"},
    "publisher": "H48",
    "field": {"code": "H48-TT", "name": {"vi": "Thử nghiệm", "en": "Testing"}},
    "decision": "01/QĐ-UBND",
    "effective_from": "2025-07-01",
    "competence": {"level": "commune", "title": "UBND cấp xã"},
    "levels": ["commune"],
    "audience": ["citizen"],
    "online": "full",
    "legal_basis": [{"number": "118/2025/NĐ-CP", "title": "Nghị định"}],
    "execution": "Nộp, thẩm định, ký, trả.",
    "components": [
        {"key": "form", "name": {"vi": "Tờ khai", "en": "Form"}, "originals": 1, "from_form": True},
        {"key": "proof", "name": {"vi": "Giấy tờ chứng minh", "en": "Proof"}, "copies": 1},
    ],
    "channels": [
        {"channel": "counter", "limit": {"amount": 3, "unit": "working_days"}, "fees": ["le-phi"]},
        {"channel": "online", "limit": {"amount": 3, "unit": "working_days"}, "fees": ["le-phi"]},
        {"channel": "post", "limit": {"amount": 3, "unit": "working_days"}, "fees": ["le-phi"]},
    ],
    "fees": [{"key": "le-phi", "name": {"vi": "Lệ phí", "en": "Charge"}, "kind": "le_phi", "amount": 10000, "unit": "bản"}],
    "results": [{"key": "certificate", "name": {"vi": "Giấy xác nhận", "en": "Certificate"}, "template": "generic"}],
    "workflow": {
        "steps": [
            {"key": "appraise", "name": {"vi": "Thẩm định", "en": "Appraisal"}, "unit": "competent", "role": "officer",
             "hours": 12, "next": {"propose": "sign"}},
            {"key": "sign", "name": {"vi": "Ký duyệt", "en": "Signature"}, "unit": "competent", "role": "head",
             "hours": 8, "next": {"approve": "issue", "send_back": "appraise"}},
            {"key": "issue", "name": {"vi": "Vào sổ, ban hành", "en": "Issue"}, "unit": "competent", "role": "records",
             "hours": 4, "next": {"issue": "end", "send_back": "sign"}},
        ]
    },
}  # fmt: skip


@dataclass
class World:
    """The small province of a test."""

    province: people.Unit
    commune: people.Unit
    centre: people.Unit
    other_commune: people.Unit
    other_centre: people.Unit
    staff: dict[str, people.Staff]
    procedure: procedures.Procedure
    revision: procedures.Revision
    extra: dict[str, object] = field(default_factory=dict)

    def actor(self, name: str, at: dt.datetime = MONDAY) -> Actor:
        """Return a member of staff as an actor: clerk, officer, head, records, controller, …"""
        found = actors.staff(self.staff[name].id, configuration.current(), at.date())
        assert found is not None
        return found


def world(began: dt.date = BEGAN) -> World:
    """Make the small province; everything in it is in force from the day it began."""
    province = unit("H48", "UBND tỉnh Thử", "province_committee", "province", None, began=began)
    commune = unit("H48.101", "UBND xã Ba Thử", "commune_committee", "commune", province, area_code="21001", began=began)
    centre = unit("H48.101.01", "Trung tâm Phục vụ hành chính công xã Ba Thử", "one_stop_centre", "commune", commune, began=began)
    other = unit("H48.102", "UBND xã Sơn Thử", "commune_committee", "commune", province, area_code="21002", began=began)
    other_centre = unit("H48.102.01", "Trung tâm Phục vụ hành chính công xã Sơn Thử", "one_stop_centre", "commune", other, began=began)
    post = unit("BD.01", "Bưu điện Ba Thử", "post", "outside", None, began=began)
    roles = {
        "clerk": (Role.CLERK, centre), "other_clerk": (Role.CLERK, other_centre), "officer": (Role.OFFICER, commune),
        "other_officer": (Role.OFFICER, other), "head": (Role.HEAD, commune), "records": (Role.RECORDS, commune),
        "controller": (Role.CONTROLLER, province), "catalogue": (Role.CATALOGUE, province),
        "unit_admin": (Role.UNIT_ADMIN, province), "leader": (Role.LEADER, province),
        "auditor": (Role.AUDITOR, province), "system_admin": (Role.SYSTEM_ADMIN, province),
        "collector": (Role.COLLECTOR, centre), "one_stop_head": (Role.ONE_STOP_HEAD, centre),
        "helper": (Role.HELPER, commune), "postal": (Role.POSTAL, post),
    }  # fmt: skip
    staff = {name: member(name, role, where, began=began) for name, (role, where) in roles.items()}
    procedure, revision = publish(PROCEDURE, first=began)
    configuration.forget()
    return World(province, commune, centre, other, other_centre, staff, procedure, revision)


def unit(code: str, name: str, kind: str, level: str, parent: people.Unit | None, began: dt.date = BEGAN, **more: object) -> people.Unit:
    """Make a unit that is in force from a day on."""
    return people.Unit.objects.create(
        code=code, name=name, kind=kind, level=level, parent=parent, valid_from=began, **more
    )


def member(name: str, role: Role, where: people.Unit, began: dt.date = BEGAN, **more: object) -> people.Staff:
    """Make a member of staff with one role."""
    staff = people.Staff.objects.create(username=name, name=f"Nguyễn Văn {name.title()}", created_at=MONDAY, **more)
    people.StaffRole.objects.create(staff=staff, role=role.value, unit=where, valid_from=began)
    return staff


def publish(document: dict[str, object], *, first: dt.date = BEGAN) -> tuple[procedures.Procedure, procedures.Revision]:
    """Make a procedure in scope with one published revision."""
    name = document["name"]
    assert isinstance(name, dict)
    procedure = procedures.Procedure.objects.create(
        code=document["code"], publisher=document["publisher"], name=name["vi"], in_scope=True,
        completeness="complete", updated_at=MONDAY, folded="",
    )  # fmt: skip
    revision = procedures.Revision.objects.create(
        procedure=procedure, number=1, state="published", document=document, effective_from=first, created_at=MONDAY,
        published_at=MONDAY,
    )  # fmt: skip
    procedure.current = revision
    procedure.save()
    return procedure, revision


def citizen(number: str = OWNER_NUMBER, name: str = "Phạm Thị Lan") -> Actor:
    """Return a citizen as an actor, signed in under the number."""
    return Actor(kind=ActorKind.CITIZEN, id=str(uuid.uuid4()), label=name, person_key=sealing.blind("identity", number))


def person(number: str = OWNER_NUMBER, name: str = "Phạm Thị Lan", role: PartyRole = PartyRole.OWNER) -> Party:
    """Return a citizen as a party."""
    return Party(
        role=role, kind=PartyKind.CITIZEN, name=name, identity=IdentityDocument(IdentityKind.CITIZEN_NUMBER, number),
        phone="0905000001", address=Address(text="Thôn Mẫu, xã Ba Thử", area_code_new="21001"),
    )  # fmt: skip


def filing(world: World, **changes: object) -> Filing:
    """Return a complete filing of the test procedure at the commune's centre."""
    given: dict[str, object] = {
        "procedure_code": "9.000001", "channel": Channel.COUNTER, "place": Place.COUNTER,
        "received_unit": world.centre.id, "parties": (person(), person(role=PartyRole.SUBMITTER)),
        "answers": {"purpose": "Bổ túc hồ sơ"}, "papers": (GivenPaper("proof", "Giấy tờ chứng minh", copies=1),),
    }  # fmt: skip
    return Filing(**(given | changes))  # type: ignore[arg-type]


def received(world: World, at: dt.datetime = MONDAY, **changes: object) -> opening.Opened:
    """Return a dossier received at the counter."""
    return opening.receive(filing=filing(world, **changes), actor=world.actor("clerk", at), at=at)


def filed(world: World, at: dt.datetime = MONDAY, **changes: object) -> opening.Opened:
    """Return a dossier filed online by its owner."""
    online: dict[str, object] = {"channel": Channel.ONLINE, "place": Place.AFAR}
    return opening.file(filing=filing(world, **(online | changes)), actor=citizen(), at=at)


def working_day(after: int) -> dt.date:
    """Return the first working day that lies so many days after today, for pages that run by the real clock."""
    return configuration.current().national.working_day_from(dt.date.today() + dt.timedelta(days=after))
