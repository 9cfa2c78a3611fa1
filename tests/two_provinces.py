"""Quảng Ngãi and Kon Tum as they were on 30/6/2025, and the table that made them one: for tests of a reorganisation.

Names, codes and who became what come from the package of administrative areas; nothing of them is written here.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from dataclasses import dataclass, field

from django.db import connection

from motcua.domain.hours import ZONE
from motcua.domain.permissions.roles import Actor, ActorKind, Role
from motcua.queries import configuration
from motcua.services import areas, ledger_bulk
from motcua.services.area_data import Change, Commune, Era
from motcua.services.ledger_bulk import INCOMING, Next
from motcua.storage import ids, sealing
from motcua.storage.books.models import Book, BookLine
from motcua.storage.people.models import Staff, StaffRole, Unit
from tests import make

ON = dt.date(2025, 7, 1)
EVE = dt.datetime(2025, 6, 30, 22, 0, tzinfo=ZONE)
BEFORE = dt.datetime(2025, 6, 20, 9, 0, tzinfo=ZONE)
FIRST = dt.date(2011, 1, 1)
PROVINCES = {"51": ("H48", "UBND tỉnh Quảng Ngãi"), "62": ("H34", "UBND tỉnh Kon Tum")}
NEW_PROVINCE = "51"
SYSTEM = Actor(kind=ActorKind.SYSTEM, id="system")

_KIND = {"committee": "commune_committee", "centre": "one_stop_centre"}
_STATUSES = (1, 2, 2, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 6, 9, 9, 4, 4)  # of twenty unfinished dossiers
_ENDED = (3, 7, 8, 10)


@dataclass
class Country:
    """The units by code, and where dossiers of each place lie: centre, committee, area."""

    units: dict[str, Unit] = field(default_factory=dict)
    places: list[tuple[Unit, Unit, str]] = field(default_factory=list)
    officers: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)

    def unit(self, code: str) -> Unit:
        return self.units[code]


def new_codes() -> dict[str, str]:
    """Return the identifier each new commune gets, by its area code."""
    return {area.code: f"H48.{number}" for number, area in enumerate(sorted(areas.communes(NEW_PROVINCE), key=lambda a: a.code), start=101)}


def table() -> list[dict[str, object]]:
    """Return the lines of the reorganisation, from the mapping of old areas to new ones."""
    codes = new_codes()
    lines: list[dict[str, object]] = [{"old": "H34", "new": "H48"}, {"old": "H48", "new": "H48"},
                                      {"old": "H34.13", "new": "H48.13"}, {"old": "H48.13", "new": "H48.13"}]  # fmt: skip
    for province, (prefix, _name) in PROVINCES.items():
        for district in areas.districts(province):
            taken: dict[str, list[str]] = {}
            for old in areas.communes(province, Era.OLD, district=district.code):
                for heir in areas.successors(old.code):
                    lines += _commune_lines(prefix, old, heir, codes)
                    taken.setdefault(heir.commune.code, []).append(old.code)
            if not taken:  # an island district without communes of its own
                heir = areas.successors(district.code)[0].commune
                taken = {heir.code: []}
                lines.append(_desk(f"{prefix}.D{district.code}", heir, codes))
            lines += [_committee(f"{prefix}.D{district.code}", areas.commune(new), codes) | {"areas": old} for new, old in taken.items()]
    return lines


def _commune_lines(prefix: str, old: Commune, heir: areas.Successor, codes: dict[str, str]) -> list[dict[str, object]]:
    code = f"{prefix}.C{old.code}"
    lines = [_committee(code, heir.commune, codes) | {"main": "x" if heir.is_default and heir.change is Change.DIVIDED else ""}]
    if heir.change is Change.WHOLE:  # the desks of a divided commune follow it by themselves
        lines.append(_desk(code, heir.commune, codes))
    return lines


def _desk(old: str, area: Commune, codes: dict[str, str]) -> dict[str, object]:
    new = codes[area.code]
    return {"old": f"{old}.01", "new": f"{new}.01", "name": f"Trung tâm Phục vụ hành chính công {area.name}", "kind": "one_stop_centre",
            "level": "commune", "parent": new, "area": area.code}  # fmt: skip


def _committee(old: str, area: Commune, codes: dict[str, str]) -> dict[str, object]:
    return {"old": old, "new": codes[area.code], "name": f"UBND {area.name}", "kind": "commune_committee", "level": "commune",
            "parent": "H48", "area": area.code}  # fmt: skip


def file() -> bytes:
    """Return the table as a file."""
    return json.dumps(table(), ensure_ascii=False).encode()


def build() -> Country:
    """Make every unit of the two provinces of before, staff in each, a book here and there."""
    found = Country()
    for province, (code, name) in PROVINCES.items():
        root = _unit(found, code, name, "province_committee", "province", None, province)
        _unit(found, f"{code}.13", "Sở Tài chính" if code == "H48" else "Sở Tài chính Kon Tum", "department", "province", root, "")
        _unit(found, f"{code}.01", f"Trung tâm {name}", "one_stop_centre", "province", root, "")
        for district in areas.districts(province):
            above = _pair(found, f"{code}.D{district.code}", f"UBND {district.name}", "district", root, district.code)
            for old in areas.communes(province, Era.OLD, district=district.code):
                here = _pair(found, f"{code}.C{old.code}", f"UBND {old.name}", "commune_committee", above, old.code)
                found.places.append((found.units[f"{here.code}.01"], here, old.code))
                if len(found.places) % 5 == 0:  # every fifth commune: a dossier settled by the district
                    found.places.append((found.units[f"{above.code}.01"], above, old.code))
    Unit.objects.bulk_create(found.units.values())
    _staff(found)
    _books(found)
    make.publish(make.PROCEDURE, first=dt.date(2020, 1, 1))
    configuration.forget()
    return found


def _pair(found: Country, code: str, name: str, kind: str, above: Unit, area: str) -> Unit:
    level = "district" if kind == "district" else "commune"
    unit = _unit(found, code, name, kind, level, above, area)
    _unit(found, f"{code}.01", f"Bộ phận một cửa {name}", "one_stop_centre", level, unit, "")
    return unit


def _unit(found: Country, code: str, name: str, kind: str, level: str, above: Unit | None, area: str) -> Unit:
    unit = Unit(id=ids.new(), code=code, name=name, kind=kind, level=level, parent=above, area_code=area, valid_from=FIRST)
    found.units[code] = unit
    return unit


def _staff(found: Country) -> None:
    people: list[Staff] = []
    roles: list[StaffRole] = []
    for unit in found.units.values():
        wanted = (Role.CLERK,) if unit.kind == "one_stop_centre" else (Role.OFFICER, Role.HEAD)
        for role in wanted:
            person = Staff(id=ids.new(), username=f"{role.value}.{unit.code}"[:60], name=f"Cán bộ {unit.code}", created_at=BEFORE,
                           email=f"{role.value}.{unit.code}@example.vn".lower())  # fmt: skip
            people.append(person)
            roles.append(StaffRole(id=ids.new(), staff=person, role=role.value, unit=unit, valid_from=FIRST))
            if role is not Role.HEAD:
                found.officers[unit.id] = person.id
    Staff.objects.bulk_create(people)
    StaffRole.objects.bulk_create(roles)


def _books(found: Country) -> None:
    books = [Book(id=ids.new(), unit=committee, kind="outgoing", year=2025, last=2, opened_at=BEFORE) for _desk, committee, _area in found.places[:40]
             if committee.level == "commune"]  # fmt: skip
    Book.objects.bulk_create(books)
    BookLine.objects.bulk_create(
        [BookLine(book=book, number=number, given_at=BEFORE, given_by="x", words="Giấy xác nhận") for book in books for number in (1, 2)]
    )


_DOSSIERS = """
INSERT INTO dossiers_dossier (id, code, code_origin, procedure_code, revision_id, "case", title, channel, place, status, payment_status,
  delivery_status, sync_status, received_unit_id, competent_unit_id, return_unit_id, step, step_unit_id, step_role, step_due_at, working,
  assignee, consulted_units, party_keys, owner_name, owner_folded, filed_at, filed_on, accepted_at, accepted_on, clock_started_at,
  limit_amount, limit_unit, promised_unit, answer_due_at, due_at, promised_at, appointment_at, remaining_minutes, promised_remaining,
  extensions, intake_requests, restart, moved_at, fee_total, answers_sealed, calendar_version, head_no, head)
SELECT x.id, x.code || '-250620-' || x.n, 'here', '9.000001', %(revision)s, '', 'Cấp giấy xác nhận thử', 'counter', 'counter', x.status, 0,
  CASE WHEN x.status = 9 THEN 2 ELSE 0 END, 0, x.desk, x.committee, x.desk, x.step, CASE WHEN x.step IS NOT NULL THEN x.committee END,
  CASE WHEN x.step IS NOT NULL THEN 'officer' END, CASE WHEN x.step IS NOT NULL THEN %(at)s + interval '3 days' END, x.status > 2,
  CASE WHEN x.step IS NOT NULL AND x.n %% 2 = 0 THEN x.officer END, '{}', '{}', 'Người ' || x.n, 'nguoi ' || x.n, %(at)s, %(day)s, CASE WHEN x.status <> 1 THEN %(at)s END,
  CASE WHEN x.status <> 1 THEN %(day)s::date END, CASE WHEN x.status <> 1 THEN %(at)s END, 3 + x.n %% 20, 'working_days', '',
  CASE WHEN x.status = 1 THEN %(at)s + interval '1 day' END, CASE WHEN x.status IN (2, 4) THEN %(at)s + (x.n %% 30) * interval '1 day' END,
  CASE WHEN x.status IN (2, 4) THEN %(at)s + (x.n %% 30) * interval '1 day' END, %(at)s + (x.n %% 30) * interval '1 day',
  CASE WHEN x.status IN (5, 6) THEN 60 * (x.n %% 40) END, CASE WHEN x.status IN (5, 6) THEN 60 * (x.n %% 40) END, 0, 0, FALSE, %(at)s, 0,
  %(sealed)s, 'vn', 0, ''
FROM (SELECT *, CASE WHEN status IN (4, 5, 6) THEN 'appraise' END AS step
      FROM unnest(%(ids)s::uuid[], %(ns)s::int[], %(codes)s::text[], %(statuses)s::int[], %(desks)s::uuid[], %(committees)s::uuid[], %(officers)s::uuid[])
        AS t(id, n, code, status, desk, committee, officer)) x
"""


def dossiers(country: Country, count: int, *, ended: int = 0) -> list[uuid.UUID]:
    """Make so many unfinished dossiers over all places, with steps, pauses, papers and a sound chain each; return their ids."""
    from motcua.storage.procedures.models import Revision

    places, made = country.places, [ids.new() for _ in range(count + ended)]
    at = [places[n % len(places)] for n in range(len(made))]
    values = {
        "revision": Revision.objects.get(procedure__code="9.000001").id, "at": BEFORE, "day": BEFORE.date(), "ids": made,
        "sealed": sealing.seal({}, context="dossiers.answers"), "ns": list(range(len(made))), "codes": [desk.code for desk, _c, _a in at],
        "statuses": [_STATUSES[n // len(places) % 20] if n < count else _ENDED[n % 4] for n in range(len(made))],
        "desks": [desk.id for desk, _c, _a in at], "committees": [committee.id for _d, committee, _a in at],
        "officers": [country.officers[committee.id] for _d, committee, _a in at],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_DOSSIERS, values)
    _parties(made, [area for _d, _c, area in at])
    _belongings(made)
    _chains(made)
    with connection.cursor() as cursor:  # as the server does by itself once the rows are committed
        cursor.execute("ANALYZE dossiers_dossier, dossiers_steprun, dossiers_pause, dossiers_party, papers_bundle, papers_movement, ledger_entry")
    return made


def _parties(made: list[uuid.UUID], lived: list[str]) -> None:
    sealed = {
        area: sealing.seal({"role": "owner", "kind": "citizen", "name": "Người", "address": {"text": "Thôn 1", "area_code_old": area}}, context="dossiers.party")
        for area in set(lived)
    }  # fmt: skip
    with connection.cursor() as cursor, cursor.copy(
        "COPY dossiers_party (id, dossier_id, role, kind, name, folded, details_sealed, ordinal) FROM STDIN"
    ) as copy:
        for dossier, area in zip(made, lived, strict=True):
            copy.write_row([ids.new(), dossier, "owner", "citizen", "Người", "nguoi", sealed[area], 0])


def _belongings(made: list[uuid.UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_steprun (id, dossier_id, step, unit_id, role, assignee, started_at, due_at, outcome, linked) "
            "SELECT gen_random_uuid(), id, step, step_unit_id, step_role, assignee, filed_at, step_due_at, '', FALSE FROM dossiers_dossier "
            "WHERE id = ANY(%s) AND step_unit_id IS NOT NULL",
            [made],
        )
        cursor.execute(
            "INSERT INTO dossiers_pause (id, dossier_id, kind, started_at, restart) SELECT gen_random_uuid(), id, "
            "CASE WHEN status = 5 THEN 'papers' ELSE 'payment' END, filed_at + interval '2 days', FALSE FROM dossiers_dossier "
            "WHERE id = ANY(%s) AND status IN (5, 6)",
            [made],
        )
        cursor.execute(
            "INSERT INTO papers_bundle (id, dossier_id, ordinal, label, holder, unit_id, person, since, changed_by) "
            "SELECT gen_random_uuid(), id, 1, code, 'unit', received_unit_id, gen_random_uuid(), filed_at, 'x' FROM dossiers_dossier "
            "WHERE id = ANY(%s) AND right(code, 1) IN ('0', '5')",
            [made],
        )


def _chains(made: list[uuid.UUID]) -> None:
    ledger_bulk.begin()
    ledger_bulk.collect((Next(one, 0, b"", BEFORE, after=2, data={}) for one in sorted(made)), action="receive", actor=SYSTEM)
    ledger_bulk.write()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE dossiers_dossier d SET head_no = i.no, head = i.digest FROM {INCOMING} i WHERE i.chain = d.id")
