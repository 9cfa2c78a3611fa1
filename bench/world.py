"""What is measured on: one commune with its counter, a procedure with an e-form, a thousand dossiers and more."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from bench.models import Case
from motcua.domain.dossiers.states import Place
from motcua.domain.dossiers.transitions import Action
from motcua.domain.people.identity import IdentityDocument, IdentityKind
from motcua.domain.people.party import Address, Party, PartyKind, PartyRole
from motcua.domain.permissions.roles import Actor, ActorKind, Holding, Role
from motcua.domain.procedures.revision import Channel
from motcua.queries import actors, configuration
from motcua.services import accounts
from motcua.services.catalogue import loading as catalogue
from motcua.services.dossiers import moving, opening
from motcua.services.dossiers.filings import Filing, GivenPaper
from motcua.storage.dossiers.models import Dossier, IssuedSlip
from motcua.storage.people import models as people
from motcua.storage.procedures import models as procedures

CODE = "9.100001"
FIRST_DAY = dt.date(2025, 7, 1)
QUESTIONS = ("purpose", "place", "reason", "history", "remark")
CATALOGUE = Path(__file__).parent.parent / "src" / "motcua" / "demo" / "catalogue"


def _text(vi: str) -> dict[str, str]:
    return {"vi": vi, "en": vi}


_STEPS = [
    {"key": "appraise", "name": _text("Thẩm định"), "unit": "competent", "role": "officer", "hours": 12, "next": {"propose": "sign"}},
    {"key": "sign", "name": _text("Ký duyệt"), "unit": "competent", "role": "head", "hours": 8,
     "next": {"approve": "issue", "send_back": "appraise"}},
    {"key": "issue", "name": _text("Vào sổ, ban hành"), "unit": "competent", "role": "records", "hours": 4,
     "next": {"issue": "end", "send_back": "sign"}},
]  # fmt: skip
PROCEDURE: dict[str, object] = {
    "schema": 1, "code": CODE, "number": 1, "name": _text("Cấp giấy xác nhận để đo"), "publisher": "H48",
    "field": {"code": "H48-TT", "name": _text("Đo")}, "decision": "01/QĐ-UBND", "effective_from": "2025-07-01",
    "competence": {"level": "commune", "title": "UBND cấp xã"}, "levels": ["commune"], "audience": ["citizen"],
    "online": "full", "legal_basis": [{"number": "118/2025/NĐ-CP", "title": "Nghị định"}], "execution": "Nộp, thẩm định, ký, trả.",
    "components": [{"key": f"paper{i}", "name": _text(f"Giấy tờ {i}"), "copies": 1} for i in range(3)],
    "channels": [
        {"channel": channel, "limit": {"amount": 3, "unit": "working_days"}, "fees": ["le-phi"]}
        for channel in ("counter", "online", "post")
    ],
    "fees": [{"key": "le-phi", "name": _text("Lệ phí"), "kind": "le_phi", "amount": 10000, "unit": "bản"}],
    "results": [{"key": "certificate", "name": _text("Giấy xác nhận"), "template": "generic"}],
    "workflow": {"steps": _STEPS},
    "form": {
        "schema": {
            "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
            "properties": {name: {"type": "string", "maxLength": 400} for name in QUESTIONS}, "required": list(QUESTIONS),
        },
        "layout": {"pages": [{"key": "all", "title": _text("Nội dung"), "fields": [
            {"id": name, "label": _text(name), "widget": "textarea"} for name in QUESTIONS
        ]}]},
    },
}  # fmt: skip


@dataclass(frozen=True)
class World:
    """Keys and ids that requests are made of."""

    clerk_key: str
    session: str  # cookie of an officer who is signed in
    received: list[uuid.UUID]
    slips: list[tuple[uuid.UUID, uuid.UUID]]  # dossier, slip
    cases: list[int]


def answers(number: int) -> dict[str, str]:
    """Return about one kilobyte of answers."""
    return {name: f"{name} {number} " + "nội dung khai " * 10 for name in QUESTIONS}


def build(*, received: int) -> World:
    """Make units, staff, catalogue and dossiers; return what requests need."""
    now = timezone.now()
    province = _unit("H48", "UBND tỉnh", "province_committee", "province", None)
    commune = _unit("H48.101", "UBND xã Đo", "commune_committee", "commune", province, area_code="21001")
    centre = _unit("H48.101.01", "Trung tâm Phục vụ hành chính công xã Đo", "one_stop_centre", "commune", commune)
    catalogue.load(CATALOGUE, actor=actors.SYSTEM, at=now)
    _publish(now)
    people.Epoch.objects.get_or_create(id=1)
    configuration.forget()
    officer = _member("officer", Role.OFFICER, commune, now)
    clerk = _member("clerk", Role.CLERK, centre, now)
    _key, secret = accounts.new_key(
        name="đo", unit_id=centre.id, roles=[Role.CLERK], scopes=["dossiers:file", "dossiers:read", "dossiers:move"],
        actor=actors.SYSTEM, at=now,
    )  # fmt: skip
    _receive(centre, clerk, now, count=received)
    cases = Case.objects.bulk_create(
        Case(code=f"c{i}", title="case", answers=answers(i), at=now) for i in range(1000)
    )
    return World(
        clerk_key=secret, session=_session(officer),
        received=list(Dossier.objects.filter(status=2).values_list("id", flat=True)),
        slips=list(IssuedSlip.objects.values_list("dossier_id", "id")[:200]), cases=[c.id for c in cases],
    )  # fmt: skip


def filed(count: int, *, unit_code: str = "H48.101.01") -> list[uuid.UUID]:
    """Make filed dossiers to be accepted: one through the services, the others as copies of its rows."""
    centre = people.Unit.objects.get(code=unit_code)
    key = people.ApiKey.objects.get()
    made = opening.file(filing=_filing(centre.id, 0), actor=_machine(key), at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(_COPY, {"id": made.id, "count": count, "mark": f"{timezone.now():%H%M%S%f}"})
        copies = [line[0] for line in cursor.fetchall()]
        cursor.execute(_COPY_PAPERS, {"id": made.id, "copies": copies})
        cursor.execute("ANALYZE dossiers_dossier")
    return copies


_COPY = """
INSERT INTO dossiers_dossier
SELECT (jsonb_populate_record(d, jsonb_build_object('id', uuidv7(), 'code', 'F-' || %(mark)s || '-' || n))).*
FROM dossiers_dossier d, generate_series(1, %(count)s) n WHERE d.id = %(id)s RETURNING id
"""
_COPY_PAPERS = """
INSERT INTO papers_paper
SELECT (jsonb_populate_record(p, jsonb_build_object('id', uuidv7(), 'dossier_id', c))).*
FROM papers_paper p, unnest(%(copies)s::uuid[]) c WHERE p.dossier_id = %(id)s
"""


def _machine(key: people.ApiKey) -> Actor:
    unit = str(key.unit_id)
    return Actor(
        kind=ActorKind.MACHINE, id=str(key.id), holdings=(Holding(Role.CLERK, unit, frozenset({unit})),), scopes=frozenset(key.scopes)
    )


def _unit(code: str, name: str, kind: str, level: str, parent: people.Unit | None, **more: str) -> people.Unit:
    return people.Unit.objects.create(code=code, name=name, kind=kind, level=level, parent=parent, valid_from=FIRST_DAY, **more)


def _member(name: str, role: Role, where: people.Unit, now: dt.datetime) -> people.Staff:
    staff = people.Staff.objects.create(username=name, name=f"Nguyễn Văn {name.title()}", created_at=now, password="!")
    people.StaffRole.objects.create(staff=staff, role=role.value, unit=where, valid_from=FIRST_DAY)
    return staff


def _publish(now: dt.datetime) -> None:
    procedure = procedures.Procedure.objects.create(
        code=CODE, publisher="H48", name="Cấp giấy xác nhận để đo", in_scope=True, completeness="complete", updated_at=now, folded=""
    )
    procedure.current = procedures.Revision.objects.create(
        procedure=procedure, number=1, state="published", document=PROCEDURE, effective_from=FIRST_DAY, created_at=now, published_at=now
    )
    procedure.save()


def _filing(unit: uuid.UUID, number: int) -> Filing:
    who = Party(
        role=PartyRole.OWNER, kind=PartyKind.CITIZEN, name="Phạm Thị Lan",
        identity=IdentityDocument(IdentityKind.CITIZEN_NUMBER, f"0510{90000000 + number:08d}"), phone="0905000001",
        address=Address(text="Thôn Mẫu, xã Đo", area_code_new="21001"),
    )  # fmt: skip
    return Filing(
        procedure_code=CODE, channel=Channel.COUNTER, place=Place.COUNTER, received_unit=unit,
        parties=(who, replace(who, role=PartyRole.SUBMITTER)), answers=answers(number),
        papers=tuple(GivenPaper(f"paper{i}", f"Giấy tờ {i}", copies=1) for i in range(3)),
    )  # fmt: skip


def _receive(centre: people.Unit, clerk: people.Staff, now: dt.datetime, *, count: int) -> None:
    actor = actors.staff(clerk.id, configuration.current(), now.date())
    assert actor is not None
    for number in range(count):
        made = opening.receive(filing=_filing(centre.id, number), actor=actor, at=now)
        if number < 300:
            moving.advance(dossier_id=made.id, action=Action.HAND_OVER, actor=actor, at=now)


def _session(staff: people.Staff) -> str:
    session = SessionStore()
    session["_auth_user_id"] = str(staff.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = staff.get_session_auth_hash()
    session["second_factor"] = True
    session.save()
    assert session.session_key
    return session.session_key
