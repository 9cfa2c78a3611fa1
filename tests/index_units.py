"""Published units of the national index, and dossiers made to their counts: used by tests and by the bench of figures."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from motcua.domain.figures.index766 import BY_CODE, CENT, Group, points
from motcua.domain.hours import ZONE
from motcua.queries import configuration
from motcua.queries.figures import index
from motcua.storage.figures.models import Entered
from motcua.storage.people.models import DatedSetting, Unit
from tests import figures_rows, make
from tests.figures_rows import Row

FIRST_DAY, LAST_DAY = dt.date(2026, 1, 1), dt.date(2026, 10, 10)  # the period of the published table
BEFORE = dt.date(2025, 12, 15)
SOURCES = ("reuse", "store", "population", "portal", "petitions", "publication", "copies")
OF_DOSSIERS = (
    "DOSSIER_SYNC", "ORIGINAL_RESULT_AVAILABLE", "SO_HOA_GIAY_TO_GIAI_QUYET", "REUSED_DIGITIZED_DATA", "SYNCED_WITH_DVCQG_PERSONAL_STORAGE",
    "CITIZEN_DATA_CONNECTED_DOSSIER", "CITIZEN_DATA_CONNECTED_FORMALITY", "DOSSIER_RECEIVING_SATISFACTION",
)  # fmt: skip
CHECKED = (Group.PUBLICITY, Group.PROGRESS, Group.PAYMENT, Group.DIGITAL, Group.SATISFACTION)  # the online group has no published counts


@dataclass(frozen=True)
class Published:
    """One unit as published: counts, scores, groups."""

    code: str
    commune: bool
    total: int
    late: int
    counts: dict[str, tuple[int, int]]  # component -> (hit, of)
    scores: dict[str, Decimal]
    groups: dict[Group, Decimal]
    paid: int
    due: int
    paid_procedures: int
    fee_procedures: int

    def hidden(self) -> int | None:
        """Return the number of procedures with fees that explains the payment group: it is not published."""
        known = points(BY_CODE["DOSSIERS_PAID_ONLINE"], self.paid, self.due)
        known += points(BY_CODE["FEE_PROCEDURES_PAID_ONLINE"], self.paid_procedures, self.fee_procedures)
        fits = [
            z for z in range(self.paid_procedures, self.fee_procedures + 1)
            if known + points(BY_CODE["FEE_PROCEDURES_WITH_FEES"], z, self.fee_procedures) == self.groups[Group.PAYMENT]
        ]  # fmt: skip
        return fits[0] if fits else None


def published(path: Path) -> list[Published]:
    """Return the units of the table; none where it is not here."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as file:
        return [_published(row) for row in csv.DictReader(file)]


def _published(row: dict[str, str]) -> Published:
    return Published(
        row["departmentCode"], row["childGroup"] == "COMMUNE", int(row["totalReceived"]), int(row["totalOverdue"]),
        {c: (int(row[f"{c}_num"]), int(row[f"{c}_den"])) for c in OF_DOSSIERS},
        {c: Decimal(row[f"{c}_score"]).quantize(CENT) for c in OF_DOSSIERS if row[f"{c}_score"]},
        {g: Decimal(row[g.value]).quantize(CENT) for g in CHECKED},
        int(row["totalDossierOnlinePaymentSuccess"]), int(row["totalDossierFinancialObligation"]),
        int(row["totalDossierOnlineFormalityPaymentSuccess"]), int(row["totalFeeFormality"]),
    )  # fmt: skip


def rows_of(one: Published) -> Iterator[Row]:
    """Make a unit's dossiers so that each count comes out: which dossier has what follows from its place in the row.

    First those received in the period, then those carried over. Fees lie on the first and on those carried over, so
    that enough received ones are left for the procedures of persons; these are all without a fee.
    """
    received = one.counts["DOSSIER_SYNC"][1]
    hits = {code: hit for code, (hit, _of) in one.counts.items()}
    disliked = one.total - one.late - hits["DOSSIER_RECEIVING_SATISFACTION"]
    spans, people = hits["CITIZEN_DATA_CONNECTED_FORMALITY"], one.counts["CITIZEN_DATA_CONNECTED_FORMALITY"][1]
    early = min(one.due, received - spans)  # received ones with a fee
    fees = max(1, one.hidden() or one.paid_procedures)
    for i in range(one.total):
        order = i if i < early else early + i - received if i >= received else one.total  # of those with a fee
        late, has_fee, paid = i >= one.total - one.late, order < one.due, order < one.paid
        known = (i - early) % one.total < hits["CITIZEN_DATA_CONNECTED_DOSSIER"]
        free = (i - early) % spans if known and spans else people + one.fee_procedures
        of_fee = order % max(1, one.paid_procedures) if paid else _unpaid(order - one.paid, one.paid_procedures, fees)
        marks = [name for name, code in (("reused", "REUSED_DIGITIZED_DATA"), ("stored", "SYNCED_WITH_DVCQG_PERSONAL_STORAGE")) if i < hits[code]]
        yield Row(
            accepted_on=dt.date(2026, 3, 2) if i < received else BEFORE, due_on=dt.date(2026, 3, 6), procedure=people + of_fee if has_fee else free,
            ended_on=dt.date(2026, 3, 9) if late and i % 2 else dt.date(2026, 3, 5), supplements=2 if late and not i % 2 else i % 7 == 0,
            papers=2, papers_digital=1 if i < hits["SO_HOA_GIAY_TO_GIAI_QUYET"] else 0, result_digital=i < hits["ORIGINAL_RESULT_AVAILABLE"],
            fee=10_000 if has_fee else 0, paid_online=paid, synced=i < hits["DOSSIER_SYNC"],
            rating=1 if not late and i >= one.total - one.late - disliked else None, marks=(*marks, *(["population"] if known else [])),
        )  # fmt: skip


def _unpaid(i: int, paid: int, fees: int) -> int:
    """Return the procedure of an unpaid dossier: first those with fees that were never paid online."""
    return paid + i % (fees - paid) if fees > paid else i % fees


def built(one: Published, province: Unit) -> index.Index:
    """Write the unit's dossiers and return its index, read by the engine."""
    level = "commune" if one.commune else "province"
    kind = "commune_committee" if one.commune else "department"
    unit = make.unit(one.code, f"Đơn vị {one.code}", kind, level, province)
    desk = make.unit(f"{one.code}.01", f"Một cửa {one.code}", "one_stop_centre", level, unit)
    people = one.counts["CITIZEN_DATA_CONNECTED_FORMALITY"][1]
    known = figures_rows.catalogue(
        people + one.fee_procedures + 1, fees=range(people, people + one.fee_procedures), unit_code="" if one.commune else one.code,
        level=level, people=people,
    )
    configuration.forget()
    figures_rows.write(rows_of(one), given=known, received=desk, competent=unit)
    return index.read(first=FIRST_DAY, last=LAST_DAY, groups={one.code: [str(unit.id)]})[one.code]


def compare(one: Published) -> list[str]:
    """Build a unit in a province of its own, and return what does not come out as published."""
    found, wrong = built(one, province()), []
    for code, counts in one.counts.items():
        scored = found.components[code]
        if (scored.hit, scored.of) != counts or (one.total and code in one.scores and scored.points != one.scores[code]):
            wrong.append(f"{one.code} {code}: {scored.hit} of {scored.of} = {scored.points}, published {counts} = {one.scores.get(code)}")
    if (found.total_dossiers, found.late) != (one.total, one.late):
        wrong.append(f"{one.code}: {found.late} late of {found.total_dossiers}, published {one.late} of {one.total}")
    expected = one.groups if one.hidden() is not None else {g: p for g, p in one.groups.items() if g is not Group.PAYMENT}
    wrong += [f"{one.code} {group.value}: {found.group(group)}, published {points}" for group, points in expected.items() if found.group(group) != points]
    return wrong


def province() -> Unit:
    """Make the province: everything connected, its publication and electronic copies entered as the table has them."""
    for source in SOURCES:
        DatedSetting.objects.create(key=f"source_{source}", value=True, valid_from=dt.date(2020, 1, 1))
    top = make.unit("H21", "UBND tỉnh Thử", "province_committee", "province", None)
    make.unit("H21.999", "UBND xã có bản sao điện tử", "commune_committee", "commune", top)
    entered = {"publications": 47, "publications_on_time": 1, "updates_due": 47, "updates_on_time": 43, "communes_with_copies": 100_000}
    for code, amount in entered.items():
        Entered.objects.create(
            indicator=code, unit=top.id, day=dt.date(2026, 6, 1), amount=amount, source="Bảng công bố", entered_at=_now(), entered_by=top.id
        )
    return top


def _now() -> dt.datetime:
    return dt.datetime(2026, 10, 11, 8, tzinfo=ZONE)
