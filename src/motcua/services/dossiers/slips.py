"""Issuing slips with a move: the page is laid out once, kept sealed, and printed from that as often as needed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings

from motcua.domain.dossiers import slip_contents as contents
from motcua.domain.dossiers import slips as forms
from motcua.domain.dossiers.limits import LimitUnit
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.revision import Revision
from motcua.ports.printer import Printer
from motcua.queries.configuration import Configuration
from motcua.services import slip_pages
from motcua.services.dossiers.filings import GivenPaper
from motcua.services.print_blocks import Page
from motcua.storage import ids, sealing
from motcua.storage.dossiers.models import Dossier, IssuedSlip

CHANNEL_WORDS = {"counter": "Trực tiếp", "online": "Trực tuyến", "post": "Bưu chính công ích"}
UNIT_WORDS = {
    LimitUnit.WORKING_HOURS: "giờ làm việc", LimitUnit.WORKING_DAYS: "ngày làm việc", LimitUnit.CALENDAR_DAYS: "ngày",
    LimitUnit.MONTHS: "tháng", LimitUnit.SAME_DAY: "Trong ngày",
}  # fmt: skip


def time_words(amount: int | None, unit: str) -> str:
    """Return a limit as the slip writes it: `3 ngày làm việc`, `Trong ngày`."""
    if not unit:
        return ""
    kind = LimitUnit(unit)
    return UNIT_WORDS[kind] if kind is LimitUnit.SAME_DAY else f"{amount:02d} {UNIT_WORDS[kind]}"


def _time_allowed(row: Dossier) -> str:
    """Return the limit by law, and the province's shorter one beside it where there is one (R25)."""
    legal, promised = time_words(row.limit_amount, row.limit_unit), time_words(row.promised_amount, row.promised_unit)
    return f"{legal}; tỉnh rút ngắn còn {promised}" if promised and promised != legal else legal


def form_set(config: Configuration, row: Dossier, at: dt.datetime) -> forms.FormSet:
    """Return the form set that binds the dossier: of the day it was accepted, else of the day of the slip."""
    day = row.accepted_on or local(at).date()
    gap = forms.GapRule(str(config.setting("form_gap", day)))
    return forms.form_set_on(day, forms.form_sets(gap))


def lookup_address(code: str) -> str:
    """Return the address that the QR code of a slip opens: the dossier's progress, without signing in."""
    return f"{settings.ENVIRONMENT.public_url}/tra-cuu/{code}"


def head_of(config: Configuration, unit_id: uuid.UUID, at: dt.datetime, *, number: str = "", code: str = "") -> contents.Head:
    """Return the top of a slip issued by the unit."""
    unit = config.unit(unit_id)
    parent = config.units.get(str(unit.parent_id)) if unit.parent_id else None
    place = settings.ENVIRONMENT.province_name.removeprefix("Tỉnh ").removeprefix("Thành phố ")
    for name in (parent.name if parent else "", unit.name):
        for word in ("UBND xã ", "UBND phường ", "UBND đặc khu "):
            place = name.removeprefix(word) if name.startswith(word) else place
    return contents.Head(
        parent=parent.name if parent else "", office=unit.name, place=place, number=number, issued_at=at,
        lookup=lookup_address(code) if code else "",
    )  # fmt: skip


def applicant(row: Dossier, contact: Mapping[str, str]) -> contents.Applicant:
    """Return who the slip is made out to: whoever handed the dossier in."""
    return contents.Applicant(
        name=contact.get("name") or row.owner_name, address=contact.get("address", ""), phone=contact.get("phone", ""),
        email=contact.get("email", ""), identity=contact.get("identity", ""),
    )  # fmt: skip


def dossier_line(row: Dossier, contact: Mapping[str, str]) -> contents.DossierLine:
    """Return the line that names the dossier."""
    who = applicant(row, contact)
    return contents.DossierLine(
        code=row.code, subject=row.title, applicant=who, owner=row.owner_name if row.owner_name != who.name else ""
    )


def paper_lines(papers: Iterable[GivenPaper]) -> tuple[contents.PaperLine, ...]:
    """Return the papers as the receipt lists them."""
    return tuple(
        contents.PaperLine(name=p.name, originals=p.originals, certified=p.certified, photocopies=p.copies, electronic=len(p.files))
        for p in papers
    )  # fmt: skip


def receipt_row(*, config: Configuration, row: Dossier, revision: Revision, papers: Sequence[GivenPaper],
                contact: Mapping[str, str], actor: Actor, at: dt.datetime) -> dict[str, object]:  # fmt: skip
    """Return the issued receipt (Mẫu 01) as a row to insert."""
    back = config.unit(row.return_unit_id or row.received_unit_id)
    lines = paper_lines(papers) or (contents.PaperLine(name="Tờ khai điện tử", electronic=1),)
    slip = contents.ReceiptSlip(
        head=head_of(config, row.received_unit_id, at, number=row.code, code=row.code),
        dossier=dossier_line(row, contact),
        counter=config.unit(row.received_unit_id).name,
        channel=CHANNEL_WORDS[row.channel],
        papers=lines,
        sets=revision.copies_of_dossier,
        time_allowed=_time_allowed(row),
        received_at=row.accepted_at or at,
        due_at=row.appointment_at or at,
        return_at=back.name,
        submitter=contact.get("name", ""),
        receiver=actor.label,
    )
    return issued(config=config, slip=slip, row=row, unit=row.received_unit_id, actor=actor, at=at)


def issued(*, config: Configuration, slip: contents.Slip, row: Dossier, unit: uuid.UUID, actor: Actor, at: dt.datetime) -> dict[str, object]:
    """Return a slip as a row to insert, its page sealed. Raises SlipNotInForm where the circular has no such form."""
    forms_of_day = form_set(config, row, at)
    page = slip_pages.page_of(slip, form_set=forms_of_day, at=at)
    return {
        "id": ids.new(), "dossier_id": row.id, "kind": slip.kind.value, "form_set": forms_of_day.key,
        "number": row.code, "issued_at": at, "issued_by": _person(actor), "unit_id": unit,
        "data_sealed": sealing.seal({"template": page.template, "data": page.data}, context="dossiers.slip"),
    }  # fmt: skip


def page_of_row(row: IssuedSlip) -> Page:
    """Return the page of an issued slip as it was."""
    kept = sealing.unseal(row.data_sealed, context="dossiers.slip")
    assert isinstance(kept, dict)
    return Page(template=kept["template"], data=kept["data"])


def pdf(row: IssuedSlip, *, printer: Printer, twice: bool = False, again: int = 0, register: str = "") -> bytes:
    """Return the slip as a PDF, twice on a page where wanted.

    `again` counts reprints and is printed; so is `register`, the dossier's place in the register. Raises PrintFailed.
    """
    page = page_of_row(row)
    marked = page.data | {"register": register} | ({"again": f"In lại lần {again}"} if again else {})
    return printer.render("slip_twice" if twice else page.template, marked)


def _person(actor: Actor) -> uuid.UUID | None:
    try:
        return uuid.UUID(actor.id)
    except ValueError:
        return None
